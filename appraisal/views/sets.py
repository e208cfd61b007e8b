"""Pages of a set of criteria: a new one, its table, the sheet out and in, the next version, issuing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from appraisal import adding, sets, workbook
from appraisal.forms import BasisForm, SetForm, UploadForm, YearForm
from appraisal.models import CriteriaSet
from appraisal.permissions import fetch_set, require_organiser, units_to_hold
from appraisal.scoring import SCORE_RULE, TIE_RULE
from units.addresses import whole
from units.errors import Conflict
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.workbooks import as_download

__all__ = ["criteria_set", "excel", "issue", "new", "next_version", "take"]


@login_required
def criteria_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its groups and criteria; `?don_vi=`: beside them what the portal would fill in for that unit."""
    return _page(request, fetch_set(request.user, pk))


def _page(request, of: CriteriaSet, status: int = 200, **typed: Any) -> HttpResponse:
    read, today = adding.frame(of), timezone.localdate()
    may = can(request.user, Action.INDEX, of.unit)
    tried = _tried(request, of, today) if may else None
    rows = [
        (group, [_row(line, tried) for pair in read.tree(group) for line in _lines(pair)]) for group in read.groups
    ]
    context: dict[str, Any] = {
        "of": of, "rows": rows, "may": may, "tried": tried, "rule": SCORE_RULE, "tie_rule": TIE_RULE,
        "classes": adding.classes_of(of), "upload": UploadForm(), "basis": BasisForm(initial={"basis": of.basis}),
        "next_year": YearForm(initial={"year": of.first_year + 1}), "is_draft": of.state == CriteriaSet.State.DRAFT,
        "units": sets.scored_units(of, today)[:300] if may else [], "year": today.year,
    }  # fmt: skip
    return render(request, "appraisal/set.html", context | typed, status=status)


def _tried(request, of, today):
    pk = whole(request.GET.get("don_vi"))
    unit = next((row for row in sets.scored_units(of, today) if row.pk == pk), None) if pk else None
    return (
        sets.preview(of, unit, max(of.first_year, min(today.year, of.last_year or today.year)), today)
        if unit
        else None
    )


def _lines(pair):
    row, parts = pair
    return [(row, bool(parts), False), *((part, False, True) for part in parts)]


def _row(line, tried):
    row, is_sum, is_part = line
    return {
        "row": row, "is_sum": is_sum, "is_part": is_part, "mark": tried and tried.marks.get(row.pk),
        "outcome": tried and tried.outcomes.get(row.pk),
    }  # fmt: skip


@login_required
def new(request: SignedInRequest) -> HttpResponse:
    """A new set."""
    require_organiser(request.user)
    form = SetForm(request.POST or None, units=units_to_hold(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            made = sets.make(by=request.user, **form.cleaned_data)
        except Conflict as taken:
            form.add_error("code", taken.message)
        else:
            messages.success(request, "Đã lập dự thảo. Tải bảng XLSX, điền tiêu chí rồi nạp lại.")
            return redirect("index_set", made.pk)
    return render(request, "appraisal/set_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def excel(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet."""
    of = fetch_set(request.user, pk)
    return as_download(workbook.build(of), f"bo-tieu-chi-{of.code.lower()}-{of.version}")


@login_required
@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet read back: every wrong cell, or the draft filled anew."""
    of = fetch_set(request.user, pk)
    require(request.user, Action.INDEX, of.unit)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, of, 422, upload=form)
    try:
        found = workbook.read(form.cleaned_data["file"].read())
    except workbook.FileRefused as refused:
        form.add_error("file", str(refused))
        return _page(request, of, 422, upload=form)
    if found.mistakes:
        return _page(request, of, 422, mistakes=found.mistakes)
    sets.fill(of, found.groups, by=request.user)
    messages.success(request, f"Đã nạp {sum(len(group.criteria) for group in found.groups)} tiêu chí.")
    return redirect("index_set", of.pk)


@login_required
@require_POST
def next_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """Next year's draft from this set."""
    of = fetch_set(request.user, pk)
    require(request.user, Action.INDEX, of.unit)
    form = YearForm(request.POST)
    if not form.is_valid():
        return _page(request, of, 422, next_year=form)
    made = sets.next_from(of, by=request.user, year=form.cleaned_data["year"])
    messages.success(request, f"Đã soạn {made} từ phiên bản {of.version}.")
    return redirect("index_set", made.pk)


@login_required
@require_POST
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Issue the draft, or say all that is wrong with it."""
    of = fetch_set(request.user, pk)
    require(request.user, Action.INDEX, of.unit)
    form = BasisForm(request.POST)
    if form.is_valid():
        try:
            sets.issue(of, by=request.user, basis=form.cleaned_data["basis"])
        except ValueError as wrong:
            form.add_error("basis", str(wrong))
        else:
            messages.success(request, "Đã ban hành bộ tiêu chí; từ nay lập được đợt chấm theo bộ này.")
            return redirect("index_set", of.pk)
    return _page(request, of, 422, basis=form)
