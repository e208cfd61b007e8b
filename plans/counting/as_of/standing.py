"""What entries were at the end of a past day, for conditions and counts in the database."""

from datetime import date
from typing import Any

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

from plans.counting.as_of.days import HANDING_IN, JUDGING, MOVING, NOW, OBJECTING, columns, end_of
from plans.counting.terms import DATES, Terms, terms_on
from plans.models import Evidence, Figure, Progress, Step


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


def standing(entries: QuerySet[Progress], day: date, terms: Terms | None = None) -> QuerySet[Progress]:
    """`entries` (a Progress queryset) with what they were at the end of `day` as THEN columns; today as they are.

    `terms`: of the day, where the caller has read them already.
    """
    if columns(day) == NOW:
        return entries
    terms = terms or terms_on(day)
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
        then_deadline=terms.deadline_column(),
        then_shut=terms.shut_column(),
        then_exempt=terms.exempt_column(),
        **{f"then_{name}": terms.date_column(name) for name in DATES},
    )


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
