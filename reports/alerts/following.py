"""Follows alerts from the run that finds them first to the run that finds them no more, for what the digest tells once."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from plans.models import Period
from post.subjects import of_alert
from post.taking_back import hush_of
from reports.alerts import finding
from reports.dashboard.forms import calendars
from reports.models import AlertKind, AlertMute, AlertRule, AlertSpell
from units.models import Unit

__all__ = ["follow", "hush"]

Key = tuple[int, int, AlertKind]


def follow(today: date) -> int:
    """Begins and ends the spells of every unit that has, or once had, a rule told in the digest; how many it changed.

    Safe to run twice. A rule switched off ends its spells; one no longer told keeps them, so that nothing is told twice.
    """
    units = Unit.objects.on(today).filter(pk__in=AlertRule.objects.filter(told=True).values("unit"))
    followed = list(units)
    closed = AlertSpell.objects.filter(ended_at=None).exclude(unit__in=followed).update(ended_at=timezone.now())
    return closed + sum(_follow(unit, today) for unit in followed)


def _follow(unit, today):
    periods = calendars(unit).filter(state=Period.State.OPEN, starts__lte=today)
    found = {}
    for period in periods:
        now = finding.find(unit, period, today)
        alerts = [alert for alert in (*now.standing, *now.muted) if alert.about.lives_on(today)]
        found |= {(alert.about.pk, period.pk, alert.rule.kind): alert for alert in alerts}
    return _settle(unit, found, today)


@transaction.atomic
def _settle(unit, found: dict[Key, finding.Alert], today):
    """One run at a time: what stands and is not found ends, what is found and does not stand begins."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    stand = {
        (row.about_id, row.period_id, AlertKind(row.kind)): row
        for row in AlertSpell.objects.filter(unit=unit, ended_at=None)
    }
    gone = [row for key, row in stand.items() if key not in found]
    AlertSpell.objects.filter(pk__in=[row.pk for row in gone]).update(ended_at=timezone.now())
    new = [_spell(unit, key, alert, today) for key, alert in found.items() if key not in stand]
    AlertSpell.objects.bulk_create(new)
    AlertSpell.objects.bulk_update(_moved(stand, found), ["figure", "beside"])
    return len(gone) + len(new)


def _spell(unit, key, alert, today):
    about, period, kind = key
    return AlertSpell(
        unit=unit, about_id=about, period_id=period, kind=kind, figure=alert.figure, beside=alert.beside, since=today
    )


def _moved(stand: dict[Key, AlertSpell], found: dict[Key, finding.Alert]) -> Iterable[AlertSpell]:
    for key, row in stand.items():
        alert = found.get(key)
        if alert and (row.figure, row.beside) != (alert.figure, alert.beside):
            row.figure, row.beside = alert.figure, alert.beside
            yield row


def hush(mute: AlertMute) -> None:
    """A letter that waits to tell of an alert just muted does not tell of it."""
    of = {"unit": mute.unit, "about": mute.about, "period": mute.period, "kind": mute.kind, "ended_at": None}
    hush_of([of_alert(pk) for pk in AlertSpell.objects.filter(**of).values_list("pk", flat=True)])
