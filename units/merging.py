"""Two people edit one thing: fields only one of them changed are merged, a field both changed is asked about."""

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = ["Clash", "merge"]


class Clash(Exception):
    """Both sides changed the same fields of `about`: `fields` = {name: (mine, theirs)}; nothing was written."""

    def __init__(self, fields: Mapping[str, tuple[Any, Any]], about: Any = None) -> None:
        super().__init__("Người khác vừa lưu cùng chỗ này.")
        self.fields, self.about = dict(fields), about


def merge(
    theirs: Mapping[str, Any], mine: Mapping[str, Any], known: Mapping[str, Iterable[Any]], about: Any = None
) -> dict[str, Any]:
    """The fields to write, from what stands now, what I typed, and the values my page knew of each field.

    `known` = {name: [the value I started from, others I sent without an answer]}; only the keys of `mine` count. A side
    that changed wins over one that did not. Raises Clash where both changed differently.
    """
    merged, clashing = {}, {}
    for name, value in mine.items():
        started = list(known.get(name, ()))
        if value == theirs.get(name) or theirs.get(name) in started:
            merged[name] = value
        elif value in started[:1]:
            merged[name] = theirs.get(name)
        else:
            clashing[name] = (value, theirs.get(name))
    if clashing:
        raise Clash(clashing, about)
    return merged
