"""Toàn cảnh: the nation's provinces, the units below one, and who lacks what."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from reports.boards import picture as seen
from reports.boards.cells import map_of, of_picture, tiles_of
from reports.boards.tiles import COLUMNS, PLACES, ROWS
from reports.dashboard.tabs import tabs
from reports.dashboard.whose import unit_asked, unit_chips
from units.addresses import whole
from units.errors import Refused
from units.models import Unit
from units.permissions import Action, can, require
from units.requests import SignedInRequest

TILE = (80, 40)
ROW_LINKS = {
    "expected": "owed", "received": "came", "late": "came_late", "overdue": "overdue", "unproved": "unproved",
    "on_track": "share", "done": "share", "in_time": "came_in_time",
}  # fmt: skip


@login_required
def nation(request: SignedInRequest) -> HttpResponse:
    """The provinces she may look at, the others as tiles without figures."""
    made, spans = _made(request, None)
    context = _frame(request, None, made, spans)
    width, height = TILE
    context |= {
        "tiles": map_of(_tiles(context["lines"], made.hidden)),
        "map_width": COLUMNS * width,
        "map_height": ROWS * height,
    }
    return render(request, "reports/boards/picture.html", context)


@login_required
def province(request: SignedInRequest) -> HttpResponse:
    """The units directly below one, as tiles in order and as a table."""
    unit = unit_asked(request)
    made, spans = _made(request, unit)
    return render(request, "reports/boards/picture.html", _frame(request, unit, made, spans))


@login_required
def lacking(request: SignedInRequest) -> HttpResponse:
    """The units without a plan, an account, or an entry."""
    name = request.GET.get("so", "")
    if name not in seen.LACKS:
        raise Http404("Không có con số này.")
    unit = _unit(request)
    made, _ = _made(request, unit)
    found = seen.lacking_units(made, name, whole(request.GET.get("cua")))
    page = Paginator(found, 200).get_page(request.GET.get("trang"))
    people = {row.pk for row in page.object_list if name == "account" and can(request.user, Action.PEOPLE, row)}
    context = {"unit": unit, "page": page, "title": seen.LACKS[name], "people": people, "back": _address(unit, made),
               "tabs": tabs(unit, "picture") if unit else [], "span": made.span}  # fmt: skip
    return render(request, "reports/boards/lacking.html", context)


def _unit(request):
    """The unit of the address; None for the nation."""
    pk = whole(request.GET.get("don_vi"))
    if pk is None:
        return None
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.VIEW, unit)
    return unit


def _made(request, unit):
    spans = seen.spans(unit)
    span = next((one for one in spans if one.key == request.GET.get("ky")), next(iter(spans), None))
    made = seen.picture(unit, span, _measure(request), request.user)
    if not made.rows:
        raise Refused("Trang này so các tỉnh, thành phố; tài khoản của bạn xem được phần của đơn vị mình.",
                      who_may="Người xem được ít nhất một tỉnh")  # fmt: skip
    return made, spans


def _measure(request):
    asked = request.GET.get("theo", "")
    return asked if asked in seen.MEASURES else "on_track"


def _address(unit, made, **more):
    base = {"don_vi": unit.pk} if unit else {}
    base |= {"ky": made.span.key} if made.span else {}
    return f"{reverse('picture' if unit else 'nation')}?{urlencode(base | {'theo': made.measure} | more)}"


def _frame(request, unit, made, spans) -> dict[str, Any]:
    lacking_url = f"{reverse('lacking')}?{urlencode(_lacking_of(unit, made))}"
    lines = _lines(unit, made, lacking_url)
    above = unit.parent if unit and unit.parent_id and can(request.user, Action.VIEW, unit.parent) else None
    return {
        "unit": unit, "made": made, "spans": spans, "measure": made.measure, "above": above,
        "to_nation": unit is not None and unit.parent_id is None, "measures": _measures(unit, made),
        "tabs": tabs(unit, "picture") if unit else [], "page_url": _address(unit, made), "nation": unit is None,
        "unit_chips": unit_chips(request.user, unit, "picture") if unit else [], "lines": lines,
        "lacking_url": lacking_url, "heat": seen.HEAT, "tiles_listed": tiles_of(lines) if unit else "",
        "overall": [(said, seen.percent(made.whole, name)) for name, said in seen.MEASURES.items()],
    }  # fmt: skip


def _lacking_of(unit, made):
    return ({"don_vi": unit.pk} if unit else {}) | ({"ky": made.span.key} if made.span else {})


def _measures(unit, made):
    return [
        {"label": said, "url": _address(unit, made, theo=name), "current": name == made.measure}
        for name, said in seen.MEASURES.items()
    ]


def _lines(unit, made, lacking_url):
    """[{row, step, its share, the addresses of its figures, their cells}] in the order of the table."""
    lines = []
    for row in made.rows:
        share, rows = row.percent(made.measure), _rows(row)
        lines.append({
            "row": row, "percent": share, "step": seen.heat(share), "url": _opens(row, made, rows), "rows": rows,
            "cells": of_picture(row, rows, lacking_url),
        })  # fmt: skip
    return lines


def _opens(row, made, rows):
    """A unit with units below it opens into them; one without into its tasks and their entries."""
    if row.has_below:
        return _address(row.unit, made)
    return rows.get("expected") or f"{reverse('dashboard')}?don_vi={row.unit.pk}"


def _rows(row):
    if row.tally is None:
        return {}
    period = row.tally.period
    base = urlencode({"don_vi": row.unit.pk, "ky": period.pk, "ke_hoach": period.plan_id})
    return {name: f"{reverse('dashboard_rows')}?{base}&so={so}" for name, so in ROW_LINKS.items()}


def _tiles(lines, hidden):
    """[{x, y, name, line or None}] of the provinces that have a place on the grid."""
    width, height = TILE
    every = [(line["row"].unit, line) for line in lines] + [(unit, None) for unit in hidden]
    placed = ((unit, line, PLACES[unit.code]) for unit, line in every if unit.code in PLACES)
    return [
        {"x": column * width, "y": row * height, "name": unit.place_name, "unit": unit, "line": line}
        for unit, line, (column, row) in placed
    ]
