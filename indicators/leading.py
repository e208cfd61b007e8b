"""Chỉ báo sớm: figures that move before the score does, beside the sub-dimension they lead; told by the floors that have
them (named in the settings)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.module_loading import import_string

from units.models import User

from .book import Book
from .kin import Kin

__all__ = ["Leading", "leading"]


@dataclass(frozen=True)
class Leading:
    """One figure beside a sub-dimension (code "5.1") or a whole dimension ("5"): of the portal, of the internal index, of
    the 766 score; `value` None where nobody gave one."""

    code: str
    name: str
    value: Decimal | None
    unit: str
    as_of: date
    source: str
    url: str = ""


def leading(user: User, of: Kin, year: int, book: Book) -> dict[str, list[Leading]]:
    """{code: figures} that `user` may see about a province and those that went on with it, from every floor named in
    LEADING_FIGURES; the scores are of `year`, the figures of today."""
    found: dict[str, list[Leading]] = defaultdict(list)
    for path in settings.LEADING_FIGURES:
        for one in import_string(path)(user, of, year, book):
            found[one.code].append(one)
    return dict(found)
