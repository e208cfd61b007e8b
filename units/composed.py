"""A question that Django put together once and that stands as it is in many others, or is asked again on every page.

What a right reaches is asked in most questions of a page, and putting it together anew takes longer than answering it.
"""

import sys
from collections.abc import Callable, Hashable
from typing import Any, cast

from django.db import connection
from django.db.models import BigAutoField, Expression, Field, QuerySet

Text = tuple[str, tuple[Any, ...]]
MOST = 4000  # questions one process remembers; those of many people are one text with other parameters
_known: dict[Hashable, Text] = {}


def asked_again(key: Hashable, question: Callable[[], QuerySet]) -> list[tuple]:
    """Rows of `question`, which is put together once for all who ask with the same `key`: it must name all that the
    question follows from but the rows of the database."""
    known = _known.get((connection.vendor, key))
    if known is None:
        sql, parameters = question().query.sql_with_params()
        if len(_known) >= MOST:
            _known.clear()
        known = _known[connection.vendor, key] = sys.intern(sql), parameters
    with connection.cursor() as cursor:
        cursor.execute(*known)
        return cursor.fetchall()


def composed(keys: QuerySet) -> Text:
    """SQL and parameters of a queryset of one column, ordered by nothing."""
    return keys.query.sql_with_params()


class Keys(Expression):
    """The right side of `…__in`: what `composed` returned, for this engine."""

    def __init__(self, text: Text) -> None:
        super().__init__(output_field=cast(Field, BigAutoField()))
        self.text = text

    def as_sql(self, compiler: Any, connection: Any) -> Text:
        sql, parameters = self.text
        return f"({sql})", parameters
