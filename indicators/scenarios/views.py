"""Thử điểm: sliders and numbers, the outcome among published provinces, scenarios kept."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators import scores
from indicators.book import published
from indicators.composites import SHOWN_PLACES
from indicators.kin import kin
from indicators.models import PeerSet
from indicators.permissions import planned_for, visible_scenarios
from units.addresses import whole
from units.models import Unit
from units.requests import SignedInRequest
from units.vietnamese import vn_num

from . import workflow
from .asked import NUMBER, SLIDER, STEP, WAS, as_text, asked
from .forms import KeepForm
from .outcome import what_if
from .peers import best_of, most_alike

WEAKEST = 3  # parts that one click lifts to the best peer's


@login_required
def what_if_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """`?nam=2024&n-1.1=2,05&d-1.1=1.9&t-1.1=1.8&nhu=1.1&nhom=3`: nothing is written."""
    book = published()
    by_year = book.years_of(pk)
    if not by_year:
        raise Http404
    year = whole(request.GET.get("nam"))
    year = year if year in by_year else max(by_year)
    context = _context(request, kin(pk), book, by_year[year])
    return render(request, "indicators/what_if.html", context | {"years": sorted(by_year, reverse=True)})


def _context(request, of, book, composite) -> dict[str, Any]:
    unit, pk, year = of.unit, of.unit.pk, composite.year
    subs = scores.widest_gap_first(scores.sub_parts(book, pk, year))
    table = {code: book.figures[year][code].values for code in book.subs[year]}
    given = asked(request.GET, subs)
    spans = {
        part.code: part.range_max - part.range_min for part in subs if part.range_max and part.range_min is not None
    }
    sets = list(PeerSet.objects.filter(provinces=pk))
    chosen = next((one for one in sets if str(one.pk) == request.GET.get("nhom")), None)
    peers = (
        list(chosen.provinces.exclude(pk=pk).values_list("pk", flat=True)) if chosen else most_alike(pk, table, spans)
    )
    best = best_of(peers, table)
    _lift(given, request.GET.get("nhu", ""), subs, best)
    own = book.estimates.get((year, ""), {}).get(pk)
    names = {one.pk: one.short_name for one in Unit.objects.filter(pk__in=peers)}
    units = planned_for(request.user, of.heirs)
    return {
        "unit": unit, "year": year, "composite": composite, "sets": sets, "chosen": chosen, "own": own,
        "peers": [names[key] for key in peers if key in names], "rows": [_row(part, given, best, names) for part in subs],
        "outcome": what_if(pk, composite, subs, given.moves, own), "refused": given.refused, "moves": as_text(given.moves),
        "form": KeepForm(initial={"year": year, "moves": as_text(given.moves)}, units=units) if units else None,
        "kept": [(one, _address(one)) for one in visible_scenarios(request.user).filter(province=unit)],
        "may": {one.pk for one in units}, "weakest": WEAKEST,
    }  # fmt: skip


def _lift(given, wanted, subs, best):
    """`wanted`: a code, or "yeu" for the weakest; a part the best peer has no more of stays."""
    codes = [part.code for part in subs if part.gap is not None][:WEAKEST] if wanted == "yeu" else [wanted]
    for part in subs:
        if part.code in codes and part.value is not None and part.code in best and best[part.code][1] > part.value:
            given.moves[part.code] = best[part.code][1].quantize(SHOWN_PLACES)
            given.refused.pop(part.code, None)


def _row(part, given, best, names):
    """One line of the form: what it shows now, and the fields' names."""
    shown = given.moves.get(part.code, part.value and part.value.quantize(SHOWN_PLACES))
    typed, why = given.refused.get(part.code, (vn_num(shown, 4), ""))
    peer = best.get(part.code)
    return {
        "part": part, "moved": part.code in given.moves, "typed": typed, "why": why, "was": shown,
        "slider": shown and shown.quantize(STEP), "peer": names.get(peer[0], "") if peer else "",
        "best": peer[1] if peer and part.value is not None and peer[1] > part.value else None,
        "number_name": NUMBER + part.code, "slider_name": SLIDER + part.code, "was_name": WAS + part.code,
    }  # fmt: skip


def _address(scenario):
    """The page with the scenario's points filled in."""
    return f"{reverse('what_if', args=[scenario.province_id])}?{scenario.query}"


@login_required
@require_POST
def scenario_keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the points the page shows under a name."""
    province = get_object_or_404(Unit, pk=pk)
    form = KeepForm(request.POST, units=planned_for(request.user, kin(pk).heirs))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, f"Chưa lưu kịch bản. {errors[0]}")
        return redirect("what_if", pk)
    words = form.cleaned_data
    kept = workflow.keep(province=province, by=request.user, **words)
    messages.success(request, f"Đã lưu kịch bản “{kept.name}”. Chọn được khi lập kế hoạch năm sau.")
    return redirect(_address(kept))


@login_required
@require_POST
def scenario_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Off the list."""
    scenario = get_object_or_404(visible_scenarios(request.user), pk=pk)
    back = scenario.province_id
    workflow.remove(scenario, by=request.user)
    messages.success(request, f"Đã bỏ kịch bản “{scenario.name}”.")
    return redirect("what_if", back)
