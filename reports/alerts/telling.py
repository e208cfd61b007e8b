"""Alerts in the daily digest: told once a spell, to who reviews for the unit that set the rule and to its leaders."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from plans.models import Period
from post import milestones, subjects
from post.due import Due, Line, shortened
from post.people import Directory
from post.working_days import Calendar
from reports.alerts.finding import Alert, rows_of
from reports.alerts.rules import rules_of_units
from reports.models import AlertKind, AlertMute, AlertSpell
from units.models import Role

__all__ = ["due", "still_open"]

TOLD = (Role.REVIEWER, Role.LEADER)


def due(today: date, calendar: Calendar, directory: Directory) -> Iterator[Due]:
    """Spells that stand, are not muted and whose rule is told; two queries."""
    rows = list(_standing().select_related("unit", "about", "period__plan"))
    rules = rules_of_units({row.unit_id for row in rows})
    for row in rows:
        rule = rules[row.unit_id][AlertKind(row.kind)]
        if rule.on and rule.told and row.unit.lives_on(today) and row.about.lives_on(today):
            yield from _told(row, rule, today, directory)


def _told(row, rule, today, directory):
    reached = milestones.of_once(row.since, today)
    alert = Alert(rule, row.about, row.figure, row.beside)
    text = shortened(f"{row.about.name}: {alert.said}")
    group = f"Cảnh báo của {row.unit.name}, kỳ {row.period.name}"
    url = rows_of(row.unit, row.period, alert)
    line = Line(group, text, rule.kind.label, url, reached.days, row.since, warns=True)
    people = {person: role for role in TOLD for person in directory.holders(role, row.unit_id)}
    for person, role in people.items():
        post = (role.value, row.unit_id)
        yield Due(person, "alert", subjects.of_alert(row.pk), reached.code, line, wish="alert", post=post)


def _standing():
    of = {name: OuterRef(name) for name in ("unit", "about", "period", "kind")}
    muted = AlertMute.objects.filter(**of, ended_at=None)
    rows = AlertSpell.objects.filter(~Exists(muted), ended_at=None, period__state=Period.State.OPEN)
    return rows.order_by("unit", "period", "kind", "-figure", "pk")


def still_open(told: set[str]) -> set[str]:
    """Those of the subjects `told` whose spell goes on."""
    keys = [int(match[1]) for subject in told if (match := subjects.ALERT.fullmatch(subject))]
    spells = AlertSpell.objects.filter(pk__in=keys, ended_at=None).values_list("pk", flat=True)
    return told & {subjects.of_alert(pk) for pk in spells}
