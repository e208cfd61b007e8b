"""A question that Django put together once and that stands as it is in many others.

What a right reaches is asked in most questions of a page, and putting it together anew takes longer than answering it.
"""

from typing import Any, cast

from django.db.models import BigAutoField, Expression, Field, QuerySet

Text = tuple[str, tuple[Any, ...]]


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
