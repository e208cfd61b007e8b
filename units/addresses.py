"""Keys, row numbers and years as addresses and forms carry them: ASCII digits that a database can hold, or nothing.

`str.isdigit` takes "²" and 30 digits, which no row has and `int` or the database refuses; so nobody asks it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.urls import reverse
from django.urls.converters import IntConverter

_LONGEST = 18  # digits; below 2^63 whatever they are
_WHOLE = re.compile(rf"[0-9]{{1,{_LONGEST}}}")


class KeyConverter(IntConverter):
    """`<key:pk>` in an address; what is no key is no address (404)."""

    regex = _WHOLE.pattern


def whole(text: str | None) -> int | None:
    """The number that `text` writes in plain digits; None for anything else."""
    return int(text) if text and _WHOLE.fullmatch(text) else None


def wholes(texts: Iterable[str]) -> list[int]:
    """The numbers among `texts`, in their order: ticked boxes, keys in a hidden field."""
    return [number for number in map(whole, texts) if number is not None]


def page_of(name: str, key: int) -> str:
    """`reverse(name, args=[key])` of an address with one key, without going through all addresses for each of thousands."""
    before, after = _around(name)
    return f"{before}{key}{after}"


@lru_cache(maxsize=100)
def _around(name):
    marked = "9" * _LONGEST
    before, _, after = reverse(name, args=[int(marked)]).partition(marked)
    return before, after
