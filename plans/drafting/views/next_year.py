"""From the scores of a year: the targets followed over years, and a draft plan for the next."""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from indicators import intervals, scores
from indicators.book import published
from indicators.kin import kin
from indicators.permissions import planned_for, visible_scenarios
from plans.counting.score_work import Choice, served
from plans.counting.targets import followed
from plans.drafting.forms.next_year import NextYearForm
from plans.drafting.typical_tasks import TYPICAL
from plans.drafting.workflow.from_scores import next_year
from plans.models import Task
from units.addresses import whole
from units.errors import Refused
from units.requests import SignedInRequest

OFFERED = 5  # weakest parts that are marked to begin with


def _scored(pk, asked):
    """(the book, the province's kin, the year asked for or its latest). Raises Http404 without any score."""
    book = published()
    years, year = book.years_of(pk), whole(asked)
    if not years:
        raise Http404
    return book, kin(pk), year if year in years else max(years)


@login_required
def targets_followed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mục tiêu qua các năm of one province's plans."""
    book, of, year = _scored(pk, request.GET.get("nam"))
    rows = followed(request.user, of, book)
    return render(request, "plans/targets_followed.html", {"unit": of.unit, "year": year, "rows": rows})


@login_required
def plan_from_scores(request: SignedInRequest, pk: int) -> HttpResponse:
    """Kế hoạch năm sau: `?nam=2024&ke=12`; tasks that go on are marked, typical ones offered; one button makes the draft."""
    book, of, year = _scored(pk, request.GET.get("nam"))
    unit, units = of.unit, planned_for(request.user, of.heirs)
    if not units:
        raise Refused(f"Tài khoản này không soạn kế hoạch của {unit.name} hay tỉnh kế thừa.")
    rows, choice = _rows(request, of, year, book)
    form = _form(request, unit, book.composites[year], units, rows)
    if request.method == "POST" and form.is_valid():
        plan = _made(form, request.user, year, book)
        messages.success(request, "Đã lập dự thảo từ điểm số; soạn tiếp chủ trì, thời hạn, sản phẩm ở dưới.")
        return redirect("plan_edit", plan.pk)
    context = {"unit": unit, "year": year, "rows": rows, "choice": choice, "form": form, "marked": _marked(form)}
    return render(request, "plans/plan_from_scores.html", context, status=422 if form.errors else 200)


def _rows(request, of, year, book) -> tuple[list[dict[str, Any]], Choice]:
    """Parts below the median, widest gap first: how sure, how it went, the tasks that serve it, typical ones."""
    parts = scores.sub_parts(book, of.unit.pk, year)
    below = [part for part in scores.widest_gap_first(parts) if part.gap is not None and part.gap < 0]
    choice = served(request.user, of, year, book, whole(request.GET.get("ke")))
    fresh = defaultdict(list)
    for n, typical in enumerate(TYPICAL):
        fresh[str(typical.dimension)].append((n, typical))
    return [
        {
            "part": part, "off": intervals.beside_median(part, of.unit.pk, year, book.estimates), "trend": _trend(part),
            "served": choice.tasks.get(part.code, []), "whole": choice.whole.get(part.code[0], []),
            "fresh": [(f"{part.code}:{n}", typical) for n, typical in fresh[part.code[0]]],
        }
        for part in below
    ], choice  # fmt: skip


def _trend(part):
    """In words, of years that can be compared; nothing for a single one."""
    known = [value for _, value in part.recent if value is not None]
    if len(known) < 2 or len(known) != len(part.recent):
        return ""
    steps = [b - a for a, b in pairwise(known)]
    since = part.recent[0][0]
    if all(step < 0 for step in steps):
        return f"giảm liền từ {since}"
    return f"tăng liền từ {since}" if all(step > 0 for step in steps) else f"lên xuống từ {since}"


def _form(request, unit, composite, units, rows):
    marked = [row for row in rows if row["off"] is not False][:OFFERED]
    tasks = [one.pk for row in rows for one in [*row["served"], *row["whole"]]]
    start = {
        "unit": units[0].pk, "year": max(timezone.localdate().year + 1, composite.year + 1),
        "scenario": whole(request.GET.get("kich-ban")),
        "parts": [row["part"].code for row in marked],
        "going_on": sorted({one.pk for row in rows for one in row["served"]}),
    }  # fmt: skip
    scenarios = visible_scenarios(request.user).filter(province=unit, unit__in=units)
    return NextYearForm(
        request.POST if request.method == "POST" else None, initial=start, units=units, scenarios=scenarios,
        tasks=Task.objects.worded().select_related("plan").filter(pk__in=tasks),
        parts=[(row["part"].code, row["part"].name) for row in rows],
        fresh=[key for row in rows for key, _ in row["fresh"]],
    )  # fmt: skip


def _marked(form):
    """{name of a field: what stands marked in it}, as text, typed or offered."""
    return {name: {str(one) for one in form[name].value() or []} for name in ("parts", "going_on", "fresh")}


def _made(form, user, base, book):
    given, targets = form.cleaned_data, form.targets(base)
    subs = book.structure(given["year"])[1]
    for words in targets:
        code = words.get("sub_code", "")
        if code:
            words["dimension_id"] = book.subs[base][code].dimension_id
    fresh = [(subs[code], TYPICAL[int(n)]) for code, n in (key.split(":") for key in given["fresh"]) if code in subs]
    return next_year(
        given["unit"], by=user, year=given["year"], targets=targets, going_on=given["going_on"], fresh=fresh,
        scenario=given["scenario"],
    )  # fmt: skip
