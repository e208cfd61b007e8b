"""What a briefing says: figures with the address of the rows behind each, gathered from the pages that show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from plans.models import Period
from reports.alerts import finding
from reports.boards import picture, trend
from reports.models import WHOLE, Tally
from units.models import Unit, User
from units.statuses import DIMENSION_NAMES
from units.vietnamese import vn_num

__all__ = ["Composed", "compose"]

ENDS = 5  # units named from either end
MOST_ALERTS = 8
PERIODS = 12


@dataclass(frozen=True)
class Composed:
    """Everything two pages hold. Each figure: {"what", "value", "url"}; `trend` draws the two charts."""

    unit: Unit
    period: Period
    day: date
    facts: list[dict[str, Any]]
    dimensions: list[dict[str, Any]]
    lowest: list[dict[str, Any]]
    highest: list[dict[str, Any]]
    alerts: list[dict[str, Any]]
    trend: trend.Trend

    def frozen(self) -> list[dict[str, Any]]:
        """The figures as they are kept."""
        return [*self.facts, *self.dimensions, *self.lowest, *self.highest, *self.alerts]


def compose(unit: Unit, period: Period, day: date, user: User) -> Composed:
    """The Composed of `unit` in `period` as of `day` (today), of what `user` may look at."""
    rows = {row.dimension: row for row in Tally.objects.filter(unit=unit, period=period)}
    made = trend.trend(unit, period.kind, PERIODS)
    span = picture.Span(period.starts, period.ends, period.name)
    shown = [row for row in picture.picture(unit, span, "on_track", user).rows if row.tally]
    units = [_unit(row, day) for row in shown if row.percent("on_track") is not None]
    opens = _opens(unit, period, day)
    found = finding.find(unit, period, day)
    alerts = [_alert(alert, finding.rows_of(unit, period, alert)) for alert in found.standing[:MOST_ALERTS]]
    whole = rows.get(WHOLE) or Tally()
    dimensions = [_share(f"{n}. {name}", rows.get(n), opens(so="share", nd=n)) for n, name in DIMENSION_NAMES.items()]
    highest = units[max(ENDS, len(units) - ENDS) :][::-1]
    return Composed(unit, period, day, _facts(whole, opens), dimensions, units[:ENDS], highest, alerts, made)


def _opens(unit, period, day):
    base = {"don_vi": unit.pk, "ky": period.pk, "ke_hoach": period.plan_id, "ngay": f"{day:%d-%m-%Y}"}
    return lambda **more: f"{reverse('dashboard_rows')}?{urlencode(base | more)}"


def _facts(whole, opens):
    return [
        {"what": "Mục đã nhận trên mục phải gửi", "value": f"{vn_num(whole.received)}/{vn_num(whole.expected)}",
         "url": opens(so="came")},
        {"what": "Gửi đúng hạn", "value": _percent(picture.percent(whole, "in_time")), "url": opens(so="came_in_time")},
        {"what": "Hoàn thành", "value": _percent(picture.percent(whole, "done")), "url": opens(so="share")},
        {"what": "Đúng tiến độ", "value": _percent(picture.percent(whole, "on_track")), "url": opens(so="share")},
        {"what": "Nhiệm vụ quá hạn", "value": vn_num(whole.overdue), "url": opens(so="overdue")},
        {"what": "“Hoàn thành” thiếu tài liệu", "value": vn_num(whole.unproved), "url": opens(so="unproved")},
    ]  # fmt: skip


def _share(what, row, url):
    share = picture.percent(row, "on_track")
    made = f" ({row.on_track}/{row.counted})" if row and row.counted else ""
    return {"what": what, "value": _percent(share) + made, "url": url}


def _unit(row, day):
    opens = _opens(row.unit, row.tally.period, day)
    return _share(row.unit.name, row.tally, opens(so="share"))


def _alert(alert, url):
    return {"what": f"{alert.rule.kind.label}: {alert.about.name}", "value": vn_num(alert.figure), "url": url}


def _percent(share):
    return "–" if share is None else f"{vn_num(share, 0)}%"
