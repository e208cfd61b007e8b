"""Which units below one the rules speak of in a period: from the rolled-up figures, and three counts of entries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from plans.counting.completeness import expected
from plans.models import Period, Progress
from reports.alerts.rules import Rule, rules_of
from reports.models import WHOLE, AlertKind, AlertMute, Tally
from units.models import Unit
from units.vietnamese import vn_num

__all__ = ["Alert", "Found", "find", "odd_entries", "rows_of"]

FEWEST = 3  # units with a figure that a median is taken of
SAID = {
    AlertKind.GAP: "thấp hơn trung vị ({beside}%) {figure} điểm",
    AlertKind.FALLING: "giảm {figure} điểm so với kỳ trước ({beside}%)",
    AlertKind.SILENT: "{figure} ngày không có cập nhật, còn mục chưa gửi",
    AlertKind.UNPROVED: "{figure} nhiệm vụ “Hoàn thành” thiếu tài liệu",
    AlertKind.ODD: "{figure} mục chờ thẩm định có số liệu cần xem kỹ",
}
ROWS = {AlertKind.GAP: "share", AlertKind.FALLING: "share", AlertKind.SILENT: "absent", AlertKind.UNPROVED: "unproved"}


@dataclass(frozen=True)
class Alert:
    """One unit by one rule: the figure that crossed the threshold, and what it is compared with."""

    rule: Rule
    about: Unit
    figure: int
    beside: int | None = None
    mute: AlertMute | None = None

    @property
    def said(self) -> str:
        """What it says of its unit."""
        return SAID[self.rule.kind].format(figure=vn_num(self.figure), beside=self.beside)


@dataclass(frozen=True)
class Found:
    """Alerts that stand, those that are muted, and when the figures were counted."""

    rules: dict[AlertKind, Rule]
    standing: tuple[Alert, ...]
    muted: tuple[Alert, ...]

    def of(self, kind: AlertKind) -> list[Alert]:
        return [alert for alert in self.standing if alert.rule.kind == kind]

    @property
    def by_rule(self) -> list[tuple[Rule, list[Alert]]]:
        return [(rule, self.of(kind)) for kind, rule in self.rules.items() if rule.on]


def odd_entries(period: Period) -> QuerySet[Progress]:
    """Entries in review that want a close look, as the review queue says it."""
    return Progress.objects.filter(period=period, state=Progress.State.IN_REVIEW).exclude(flags="")


def rows_of(unit: Unit, period: Period, alert: Alert) -> str:
    """The address of the rows an alert speaks of."""
    base = {"don_vi": unit.pk, "ky": period.pk, "ke_hoach": period.plan_id, "cua": alert.about.pk}
    if alert.rule.kind == AlertKind.ODD:
        return f"{reverse('alert_rows')}?{urlencode(base)}"
    return f"{reverse('dashboard_rows')}?{urlencode(base | {'so': ROWS[alert.rule.kind]})}"


def find(unit: Unit, period: Period, today: date) -> Found:
    """What the rules of `unit` find among the units directly below it; six queries at any size."""
    rules = rules_of(unit)
    now = _tallies(unit, period)
    units = {row.unit_id: row.unit for row in now}
    mutes = {
        (row.kind, row.about_id): row for row in AlertMute.objects.filter(unit=unit, period=period, ended_at=None)
    }
    alerts = [
        Alert(rules[kind], units[pk], figure, beside, mutes.get((kind, pk)))
        for kind, figures_of in _crossed(unit, period, now, rules, today).items()
        for pk, (figure, beside) in figures_of
    ]
    standing = tuple(alert for alert in alerts if alert.mute is None)
    return Found(rules, standing, tuple(alert for alert in alerts if alert.mute))


def _tallies(unit, period):
    rows = Tally.objects.filter(unit__parent=unit, period=period, dimension=WHOLE)
    return list(rows.select_related("unit").order_by("unit__sort_key"))


def _crossed(unit, period, now, rules, today) -> dict[AlertKind, list[tuple[int, tuple[int, int | None]]]]:
    """{kind: [(unit key, (figure, what it is compared with))]} of the rules that are on, worst first."""
    found = {
        AlertKind.GAP: lambda limit: _gaps(now, limit),
        AlertKind.FALLING: lambda limit: _falling(unit, period, now, limit),
        AlertKind.SILENT: lambda limit: _silent(unit, period, now, limit, today),
        AlertKind.UNPROVED: lambda limit: [(r.unit_id, (r.unproved, None)) for r in now if r.unproved >= max(limit, 1)],
        AlertKind.ODD: lambda limit: _odd(unit, period, now, limit),
    }  # fmt: skip
    return {
        kind: sorted(found[kind](rule.threshold), key=lambda pair: -pair[1][0])
        for kind, rule in rules.items()
        if rule.on
    }


def _shares(rows: Iterable[Tally]) -> dict[int, float]:
    return {row.unit_id: 100 * row.on_track / row.counted for row in rows if row.counted}


def _whole(share: float) -> int:
    """As the pages show it: a half is rounded up."""
    return int(share + 0.5)


def _gaps(now: Sequence[Tally], limit):
    shares = _shares(now)
    if len(shares) < FEWEST:
        return []
    middle = median(shares.values())
    gaps = {pk: _whole(middle) - _whole(share) for pk, share in shares.items()}
    return [(pk, (gap, _whole(middle))) for pk, gap in gaps.items() if gap >= max(limit, 1)]


def _falling(unit, period, now, limit):
    before = Period.objects.filter(plan=period.plan_id, ends__lt=period.ends).order_by("-ends", "-starts")[:1]
    last = _shares(Tally.objects.filter(unit__parent=unit, period__in=list(before), dimension=WHOLE))
    falls = {
        pk: (_whole(last[pk]) - _whole(share), _whole(last[pk])) for pk, share in _shares(now).items() if pk in last
    }
    return [(pk, pair) for pk, pair in falls.items() if pair[0] >= max(limit, 1)]


def _silent(unit, period, now, limit, today):
    """Of units that still owe something: days since anything was typed or sent, or since the period began."""
    behind = {row.unit_id: row.unit.path for row in now if row.received < row.expected}
    entries = Progress.objects.filter(expected(today), period=period, unit__path__startswith=unit.path).order_by()
    touched = entries.values_list("unit__path").annotate(Max("typed_at"), Max("handed_in_at"))
    days = dict.fromkeys(behind, (today - period.starts).days)
    for path, *moments in touched:
        last = max((timezone.localdate(at) for at in moments if at), default=None)
        for pk, above in behind.items():
            if last and path.startswith(above):
                days[pk] = min(days[pk], (today - last).days)
    return [(pk, (gone, None)) for pk, gone in days.items() if gone >= max(limit, 1)]


def _odd(unit, period, now, limit):
    odd = odd_entries(period).filter(unit__path__startswith=unit.path).order_by()
    counted = odd.values_list("unit__path").annotate(n=Count("pk"))
    numbers = {row.unit_id: 0 for row in now}
    for path, count in counted:
        for row in now:
            numbers[row.unit_id] += count if path.startswith(row.unit.path) else 0
    return [(pk, (count, None)) for pk, count in numbers.items() if count >= max(limit, 1)]
