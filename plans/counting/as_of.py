"""What entries were at the end of a past day, read back from their trace; today's are the columns themselves.

    columns     the prefix of what conditions read: NOW for today's columns, THEN for a past day
    standing    entries with the THEN columns of that day, for conditions and counts in the database
    rewound     entries as they were: state, levels, texts and figures put back, for what is read one by one
    deadline    where a condition finds the deadline of an entry's task
    figure_on, deadline_on    one figure, one task's deadline at the end of a past day

A step keeps the state it found and every field it changed, old and new; so a day is today without the steps after it.
The appraised level is the last judgement's before the day's end; the deadline what the first extension granted since
found. Where the trace tells nothing, a column stands. UNTOLD says on the page what no trace keeps: it is read as it is
now.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Exact, IsNull
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from plans.models import Evidence, Extension, Figure, Measure, Progress, Step

__all__ = ["NOW", "THEN", "UNTOLD", "columns", "deadline", "deadline_on", "end_of", "figure_on", "rewound", "standing"]

NOW, THEN = "", "then_"
UNTOLD = (
    "Tình trạng, mức độ, nội dung, số liệu, tài liệu và thời hạn trước khi gia hạn lấy theo vết xử lý đến hết ngày chốt. "
    "Hạn gửi của kỳ và hạn riêng của đơn vị, việc đánh dấu không áp dụng, mục tiêu và thời hạn đổi theo bản sửa đổi không "
    "lưu theo ngày nên lấy như hiện nay."
)
TEXTS = ("level", "result", "difficulties", "proposals", "explanation")
JUDGING = ("approve", "undo", "send_back", "hand_back", "reopen")
OBJECTING = ("object", "answer", "send_back", "hand_back", "reopen")
HANDING_IN = ("hand_in", "hand_in_alone")
MOVING = ("submit", "withdraw", "sign_off", *HANDING_IN, *JUDGING)


def end_of(day: date) -> datetime:
    """The first moment after `day`, local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def columns(day: date) -> str:
    """THEN for a day that is over, NOW for today and what is to come."""
    return THEN if day < timezone.localdate() else NOW


class _Side(Func):
    """The `old` or `new` of one field in the changes of a step; NULL where it did not change.

    The column holds {"form": n, "data": [rows]} (`VersionedJSONField`), in rows written before that the bare list.
    """

    output_field = CharField()

    def __init__(self, name: str, side: str) -> None:
        super().__init__(F("changes"), name=name, side=side)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        template = (
            "(SELECT json_extract(value, '$.%(side)s')"
            " FROM json_each(coalesce(json_extract(%(expressions)s, '$.data'), %(expressions)s))"
            " WHERE json_extract(value, '$.field') = '%(name)s' LIMIT 1)"
        )
        return super().as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        rows = "coalesce(%(expressions)s -> 'data', %(expressions)s)"
        template = f"""(jsonb_path_query_first({rows}, '$[*] ? (@.field == "%(name)s")') ->> '%(side)s')"""
        return super().as_sql(compiler, connection, template=template)


class _OldFigure(Func):
    """The `old` text of the figure whose measure's key is the second argument in the changes of a step (the first): ""
    where there was none yet, NULL where the step did not touch it."""

    output_field = CharField()
    SQLITE = (
        "(SELECT coalesce(json_extract(value, '$.old'), '')"
        " FROM json_each(coalesce(json_extract({changes}, '$.data'), {changes}))"
        " WHERE json_extract(value, '$.field') = 'figure-' || {measure} LIMIT 1)"
    )
    POSTGRESQL = (
        "(SELECT coalesce(one ->> 'old', '')"
        " FROM jsonb_array_elements(coalesce({changes} -> 'data', {changes})) AS one"
        " WHERE one ->> 'field' = 'figure-' || {measure} LIMIT 1)"
    )

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        return self._filled(compiler, self.SQLITE)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        return self._filled(compiler, self.POSTGRESQL)

    def _filled(self, compiler, template):
        (changes, given), (measure, more) = (compiler.compile(part) for part in self.source_expressions)
        return template.format(changes=changes, measure=measure), (*given, *given, *more)


# --- In the database --------------------------------------------------------------------------------------------------


def standing(entries: QuerySet[Progress], day: date) -> QuerySet[Progress]:
    """`entries` (a Progress queryset) with what they were at the end of `day` as THEN columns; today as they are."""
    if columns(day) == NOW:
        return entries
    end = end_of(day)
    later = Step.objects.filter(entry=OuterRef("pk"), at__gte=end).order_by("at", "pk")
    before = Step.objects.filter(entry=OuterRef("pk"), at__lt=end).order_by("-at", "-pk")
    return entries.alias(
        then_state=Coalesce(Subquery(later.exclude(from_state="").values("from_state")[:1]), F("state")),
        then_level=Coalesce(_first_old(later, "level"), F("level")),
        then_appraised_level=_if_later(
            _with_judgement(later), _judging(), Coalesce(Subquery(_judged(before)), Value("")), F("appraised_level")
        ),
        then_waiting_since=_if_later(
            later, Q(verb__in=MOVING), _last(before, Q(verb__in=HANDING_IN), "at"), F("waiting_since")
        ),
        then_objection=_if_later(
            later,
            Q(verb__in=OBJECTING),
            Coalesce(_last(before, Q(verb__in=OBJECTING), "verb"), Value("")),
            _objection(),
        ),
        then_papers=_papers(later),
        then_deadline=deadline_on(day),
    )


def deadline(of: str) -> str:
    """The name of the column with the deadline of an entry's task; `of`: NOW or THEN."""
    return f"{of}deadline" if of else "task__deadline"


def deadline_on(day: date) -> Coalesce:
    """The deadline at the end of the past `day` of the `task` that the row in question points to."""
    later = Extension.objects.filter(
        task=OuterRef("task"), state=Extension.State.GRANTED, decided_at__gte=end_of(day), old_deadline__isnull=False
    )
    return Coalesce(Subquery(later.order_by("decided_at", "pk").values("old_deadline")[:1]), F("task__deadline"))


def figure_on(day: date) -> Case:
    """Of a Measure in a subquery about an entry: its figure at the end of the past `day`, NULL for none."""
    entry = OuterRef(OuterRef("pk"))
    later = Step.objects.filter(entry=entry, at__gte=end_of(day)).order_by("at", "pk")
    old = Subquery(
        later.annotate(old=_OldFigure("changes", OuterRef("pk"))).filter(old__isnull=False).values("old")[:1]
    )
    now = Subquery(Figure.objects.filter(entry=entry, measure=OuterRef("pk")).values("value")[:1])
    number = DecimalField(max_digits=24, decimal_places=4)
    return Case(
        When(Q(IsNull(old, True)), then=now), When(Exact(old, Value("")), then=None), default=Cast(old, number),
        output_field=number,
    )  # fmt: skip


def _if_later(later, verbs, then, else_):
    """`then` where such a step came after the day, else what stands now."""
    return Case(When(Exists(later.filter(verbs)), then=then), default=else_)


def _first_old(later, field):
    changed = later.annotate(old=_Side(field, "old")).filter(old__isnull=False)
    return Subquery(changed.values("old")[:1])


def _judging():
    return Q(verb__in=JUDGING) | Q(verb="answer", judged__isnull=False)


def _with_judgement(steps):
    return steps.annotate(judged=_Side("appraised_level", "new"))


def _judged(before):
    judged = _with_judgement(before).filter(_judging())
    return judged.annotate(level=Coalesce("judged", Value(""))).values("level")[:1]


def _last(before, verbs, column):
    return Subquery(before.filter(verbs).values(column)[:1])


def _objection():
    return Case(When(objected_at__isnull=False, then=Value("object")), default=Value(""), output_field=CharField())


def _papers(later):
    """How many pieces of evidence there were: those there are, without the ones added since, with the ones removed."""
    now = Evidence.objects.filter(entry=OuterRef("pk"))
    added, removed = later.filter(verb="evidence_add"), later.filter(verb="evidence_remove")
    return _number(now) - _number(added) + _number(removed)


def _number(rows):
    counted = rows.order_by().values("entry").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


# --- One by one -------------------------------------------------------------------------------------------------------


def rewound(entries: QuerySet[Progress], day: date) -> list[Progress]:
    """The Progress queryset `entries` as a list of rows as they were at the end of `day`; for today as they are.

    Two queries more for a past day, one for deadlines where tasks are at hand, and one for figures that were cleared
    since, however many entries there are.
    """
    rows = list(entries)
    if columns(day) == NOW or not rows:
        return rows
    steps = Step.objects.filter(entry__in=entries.order_by().values("pk") if not entries.query.is_sliced else  # type: ignore[misc]
                                [row.pk for row in rows])  # fmt: skip
    later, judged = defaultdict(list), _judgements(steps.filter(at__lt=end_of(day), verb__in=(*JUDGING, "answer")))
    for step in steps.filter(at__gte=end_of(day)).order_by("-at", "-pk"):
        later[step.entry_id].append(step)
    for row in rows:
        _put_back(row, later[row.pk], judged.get(row.pk, ""))
    _put_back_figures(rows, later)
    _put_back_deadlines([row for row in rows if "task" in row._state.fields_cache], day)
    return rows


def _judgements(steps):
    """{entry: the appraised level of its last judgement}."""
    found = {}
    for step in steps.order_by("at", "pk"):
        new = next((row["new"] for row in step.changes if row["field"] == "appraised_level"), None)
        if step.verb in JUDGING or new is not None:
            found[step.entry_id] = new or ""
    return found


def _put_back(row, later, judged):
    for step in later:  # newest first, so that the last word is that of the step nearest to the day
        row.state = step.from_state or row.state
        changed = {change["field"]: change["old"] for change in step.changes}
        for name in changed.keys() & set(TEXTS):
            setattr(row, name, changed[name])
        if step.verb in JUDGING or "appraised_level" in changed:
            row.appraised_level = judged


def _put_back_deadlines(rows, day):
    found = Extension.objects.filter(
        task__in=[row.task_id for row in rows], state=Extension.State.GRANTED, decided_at__gte=end_of(day),
        old_deadline__isnull=False,
    )  # fmt: skip
    were = {one.task_id: one.old_deadline for one in found.order_by("-decided_at", "-pk")} if rows else {}
    for row in rows:
        row.task.deadline = were.get(row.task_id, row.task.deadline)


def _put_back_figures(rows, later):
    """Figures of rows that have them prefetched."""
    cleared = defaultdict(dict)
    for row in rows:
        if "figures" not in getattr(row, "_prefetched_objects_cache", {}):
            continue
        values = {figure.measure_id: figure.value for figure in row.figures.all()}
        was = _figures_of(later[row.pk], dict(values))
        kept = [figure for figure in row.figures.all() if was.get(figure.measure_id) is not None]
        for figure in kept:
            figure.value = was[figure.measure_id]
        row._prefetched_objects_cache["figures"] = _Rows(kept)
        cleared[row] = {key: value for key, value in was.items() if value is not None and key not in values}
    _add_cleared({row: found for row, found in cleared.items() if found})


def _figures_of(later: Iterable[Step], values):
    for step in later:
        for change in step.changes:
            if change["field"].startswith("figure-"):
                old = change["old"]
                values[int(change["field"].removeprefix("figure-"))] = None if old in (None, "") else Decimal(old)
    return values


def _add_cleared(cleared):
    if not cleared:
        return
    measures = Measure.objects.in_bulk({key for found in cleared.values() for key in found})
    for row, found in cleared.items():
        more = [
            Figure(entry=row, measure=measures[key], value=value) for key, value in found.items() if key in measures
        ]
        row._prefetched_objects_cache["figures"] = _Rows([*row._prefetched_objects_cache["figures"], *more])


class _Rows(list):
    """What `row.figures.all()` gives back from the prefetched cache."""

    def all(self) -> Self:
        return self
