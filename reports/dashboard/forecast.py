"""Dự báo chậm theo nhịp hiện nay: where a task's figure will stand on its deadline if it goes on growing as it did.

Only what can be said honestly: measures that add up ("cộng dồn") and have a target, of tasks with a date still ahead,
in a period that counts from the first day of the plan's calendar. The figure grows evenly: on the deadline it will be
figure x days from the period's first day to the deadline / days of the period.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler

from plans.counting.as_of import NOW, deadline, figure_on
from plans.counting.completeness import has_level
from plans.counting.terms import NONE, Terms
from plans.models import Figure, Measure, Period, Progress, Rollup

__all__ = ["Outlook", "behind", "outlooks"]


class DaysThrough(Func):
    """Days from a date in the query (first argument, counted) through another, worked out by the database."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        first, last = (compiler.compile(part) for part in self.source_expressions)
        sql = f"(CAST(julianday({last[0]}) - julianday({first[0]}) AS INTEGER) + 1)"
        return sql, [*last[1], *first[1]]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        first, last = (compiler.compile(part) for part in self.source_expressions)
        return f"({last[0]} - {first[0]}::date + 1)", [*last[1], *first[1]]


@dataclass(frozen=True)
class Outlook:
    """One measure of a task: its figure now, its target, and the figure foretold for the deadline."""

    measure: Measure
    now: Decimal
    foretold: Decimal

    @property
    def falls_short(self) -> bool:
        return self.measure.target is not None and self.foretold < self.measure.target


def behind(period: Period, as_of: date, of: str = NOW, terms: Terms = NONE) -> Q:
    """Entries of `period`, unfinished and not yet due, of which a figure will fall short of its target.

    `of`: the columns of the day, as in `plans.counting.as_of`; figures, deadlines and targets (`terms`) are those of
    the day, too.
    """
    asked = Measure.objects.asked(as_of).alias(aim=terms.target_column(), adds=terms.rollup_column())
    asked = asked.filter(adds=Rollup.SUM, aim__gt=0, task=OuterRef("task"))
    now = Figure.objects.filter(entry=OuterRef(OuterRef("pk")), measure=OuterRef("pk")).values("value")[:1]
    value = figure_on(as_of) if of else Subquery(now)
    short = asked.annotate(figure=value, until=terms.deadline_column()).filter(
        GreaterThan(_times(F("aim"), Value(_days(period.starts, period.ends))),
                    _times(F("figure"), DaysThrough(Value(period.starts), F("until"))))
    )  # fmt: skip
    return Q(**{f"{deadline(of)}__gte": as_of}) & ~has_level(Progress.Level.DONE, of) & Q(Exists(short))


def _times(figure, days):
    return ExpressionWrapper(figure * days, output_field=DecimalField(max_digits=24, decimal_places=4))


def outlooks(entry: Progress, period: Period, as_of: date) -> list[Outlook]:
    """The measures `behind` asks about, of one entry with its figures and their measures loaded, as of the day."""
    share = Decimal(_days(period.starts, entry.task.deadline)) / _days(period.starts, period.ends)
    return [
        Outlook(row.measure, row.value, row.value * share)
        for row in entry.figures.all()
        if row.measure.rollup == Rollup.SUM and row.measure.target and row.measure.is_asked(as_of)
    ]


def _days(first, last):
    return (last - first).days + 1
