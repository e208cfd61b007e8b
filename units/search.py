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
    holds_all = Q(*(Q(search_text__contains=f" {word}") for word in asked.split()))
    closeness = Case(
        When(search_text__contains=f"| {asked} |", then=Value(0)),
        When(search_text__contains=f"| {asked} ", then=Value(1)),
        When(search_text__contains=f"| {asked}", then=Value(2)),
        When(search_text__contains=f" {asked}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    order = [closeness, *then, *queryset.model._meta.ordering]
    return queryset.filter(holds_all).order_by(*order)


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
