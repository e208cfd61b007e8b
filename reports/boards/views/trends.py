"""Diễn biến: completion, timeliness and the eight dimensions of one unit over its periods."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from plans.models import Period
from reports.boards import trend
from reports.boards.cells import of_trend
from reports.boards.drawing import Chart, spark
from reports.dashboard.tabs import tabs
from reports.dashboard.whose import unit_asked, unit_chips
from units.addresses import page_of
from units.models import Unit
from units.requests import SignedInRequest

COUNTS = (12, 24, 60)  # periods looked at


@login_required
def trends(request: SignedInRequest) -> HttpResponse:
    """The drawings and, below them, the same figures as tables, each with its rows."""
    unit = unit_asked(request)
    kinds = trend.kinds_of(unit)
    asked = request.GET.get("loai", "")
    kind = asked if asked in kinds else next(iter(kinds), "")
    most = next((count for count in COUNTS if str(count) == request.GET.get("so-ky")), COUNTS[0])
    measured = request.GET.get("xem") == "chi-tieu"
    made = trend.trend(unit, kind, most, alone=measured)
    context = {
        "unit": unit, "made": made, "kind": kind, "fewest": trend.FEWEST, "measured": measured,
        "tabs": tabs(unit, "trends"), "unit_chips": unit_chips(request.user, unit, "trends"),
        "kinds": _kinds(unit, kinds, kind), "counts": _counts(unit, kind, most), "views": _views(unit, kind, measured),
        **(_indicators(unit, made) if measured else _drawn(unit, made)),
    }  # fmt: skip
    return render(request, "reports/boards/trends.html", context)


def _drawn(unit, made) -> dict[str, Any]:
    if not made.periods:
        return {}
    rows = [[(spot, _rows_of(unit, strand, spot)) for spot in strand.spots] for strand in made.strands]
    cells = [[of_trend(spot.own, url, spot.middle, spot.group) for spot, url in row] for row in rows]
    return {
        "main": [(strand, Chart(strand)) for strand in made.main],
        "small": [(strand, Chart(strand, width=250, height=120, small=True)) for strand in made.dimensions],
        "table": list(zip(made.strands, rows, strict=True)),
        "shown": list(zip(made.strands, cells, strict=True)),
    }  # fmt: skip


def _rows_of(unit: Unit, strand, spot) -> str:
    """The rows of the board that a spot counts."""
    base = {"don_vi": unit.pk, "ky": spot.period.pk, "ke_hoach": spot.period.plan_id, "so": strand.figure}
    return f"{reverse('dashboard_rows')}?{urlencode(base | ({'nd': strand.number} if strand.number else {}))}"


def _indicators(unit, made) -> dict[str, Any]:
    found = trend.indicators(unit, made.periods)
    return {"indicators": [(row, spark(row.numbers), _cells(row)) for row in found]}


def _cells(row):
    return [(found[0], page_of("entry", found[1])) if found else None for found in row.values]


def _address(unit, kind, **more):
    return f"{reverse('trends')}?{urlencode({'don_vi': unit.pk, 'loai': kind, **more})}"


def _kinds(unit, kinds, chosen):
    return [
        {"label": f"Kỳ {Period.Kind(kind).label}", "url": _address(unit, kind), "current": kind == chosen}
        for kind in kinds
        if len(kinds) > 1
    ]


def _counts(unit, kind, most):
    shown = [(f"{count} kỳ gần nhất", {"so-ky": count}, count == most) for count in COUNTS]
    return [{"label": label, "url": _address(unit, kind, **more), "current": here} for label, more, here in shown]


def _views(unit, kind, measured):
    shown = [("Tỷ lệ", {}, not measured), ("Chỉ tiêu", {"xem": "chi-tieu"}, measured)]
    return [{"label": label, "url": _address(unit, kind, **more), "current": here} for label, more, here in shown]
