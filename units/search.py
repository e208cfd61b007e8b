"""Finding units and agencies by what people type: marks, capitals and word order do not matter, closeness ranks."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from .text import fold

Rows = TypeVar("Rows", bound=QuerySet)
KIND_WORDS = re.compile(r"^(thanh pho|thi xa|thi tran|dac khu|tinh|quan|huyen|xa|phuong)\s+(?=\S)")


def search_text(name: str, context: str = "", code: str = "") -> str:
    """The stored form that `matching` reads: `| tien phong | xa tien phong | huyen an thi tinh hung yen | 12193 |`."""
    folded = fold(name)
    parts = dict.fromkeys([KIND_WORDS.sub("", folded), folded, fold(context), code])
    return f"| {' | '.join(part for part in parts if part)} |"


def words_of(text: str) -> list[str]:
    """What was typed, word by word, as `search_text` columns hold them."""
    return fold(text).split()


def matching(queryset: Rows, text: str, *, then: Sequence[str | OrderBy] = ()) -> Rows:
    """Rows with words that begin with each word of `text`, best first: the name itself, names beginning so, the rest.

    Equally close rows come by `then`, and after that in the model's own order. An empty text finds everything.
    `queryset` is of a model with a `search_text` column in the form above.
    """
    asked = fold(text)
    if not asked:
        return queryset
    return _closest_first(queryset.filter(_holds_all(asked)), asked, then)


def matching_some(queryset: Rows, text: str, most: int) -> Rows:
    """The same for a table of a nation, where a hundred thousand rows hold the words alike: `most` of them are put in order.

    Rows with the words one after the other fill it first, where there are so many; asks one query more to know.
    """
    asked = fold(text)
    if not asked:
        return queryset
    phrase = queryset.filter(search_text__contains=f" {asked}").order_by().values("pk")[:most]
    some = phrase if phrase.count() == most else queryset.filter(_holds_all(asked)).order_by().values("pk")[:most]
    return _closest_first(queryset.model._default_manager.filter(pk__in=some), asked)


def _holds_all(asked):
    return Q(*(Q(search_text__contains=f" {word}") for word in asked.split()))


def _closest_first(found, asked, then=()):
    closeness = Case(
        When(search_text__contains=f"| {asked} |", then=Value(0)),
        When(search_text__contains=f"| {asked} ", then=Value(1)),
        When(search_text__contains=f"| {asked}", then=Value(2)),
        When(search_text__contains=f" {asked}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return found.order_by(closeness, *then, *found.model._meta.ordering)


def keys_holding(queryset: QuerySet, text: str, *fields: str) -> list:
    """Keys of the rows whose `fields` together hold each word of `text`, marks and capitals aside.

    Reads every row: for books, papers and people, thousands, that carry no `search_text`. A field named so is folded
    already, as `search_text` made it.
    """
    asked = words_of(text)
    ready = [field.endswith("search_text") for field in fields]
    rows = queryset.order_by().values_list("pk", *fields)
    return [key for key, *texts in rows if _holds(" ".join(map(_folded, texts, ready)), asked)]


def _folded(text, ready):
    return text if ready else _fold("" if text is None else str(text))


_fold = lru_cache(maxsize=20_000)(fold)  # positions and offices are the same words again and again


def _holds(folded: str, words: list[str]) -> bool:
    return all(f" {word}" in f" {folded}" for word in words)
