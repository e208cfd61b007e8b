"""Nạp số liệu: the table of one criterion's figures from another source, shown before it is taken, withdrawn after."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from xlsxwriter.workbook import Workbook

from appraisal import adding
from appraisal import intake as taking_in
from appraisal.forms import IntakeForm
from appraisal.models import Criterion, Intake, Round
from appraisal.permissions import fetch_round, require_holder, visible_rounds
from units.characters import fit_for_files
from units.permissions import Action, require
from units.requests import SignedInRequest
from units.workbooks import as_download, written

__all__ = ["intake", "move", "table"]


def _asked(request, pk, row) -> tuple[Round, Criterion]:
    held = fetch_round(request.user, pk)
    require_holder(request.user, held.unit)
    asked = next((one for one in adding.frame(held.set).leaves() if one.pk == row), None)
    if asked is None or asked.source != Criterion.Source.IMPORT:
        raise Http404("Không có tiêu chí lấy số liệu từ nguồn khác này.")
    return held, asked


@login_required
def intake(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """The tables taken so far, the one being looked at, and where the next is sent."""
    held, asked = _asked(request, pk, row)
    if request.method != "POST":
        return _page(request, held, asked)
    require(request.user, Action.INDEX, held.unit)
    form = IntakeForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, held, asked, 422, form=form)
    file, codes = form.cleaned_data["file"], dict(held.sheets.values_list("unit__code", "pk"))
    data = file.read()
    try:
        found = taking_in.read(data, asked, codes)
    except taking_in.TableRefused as refused:
        form.add_error("file", str(refused))
        return _page(request, held, asked, 422, form=form)
    if found.mistakes:
        return _page(request, held, asked, 422, form=form, mistakes=found.mistakes)
    given = {name: form.cleaned_data[name] for name in ("source", "as_of")}
    try:
        taking_in.begin(held, asked, found.lines, by=request.user, name=file.name, data=data, **given)
    except ValueError as wrong:
        form.add_error("as_of", str(wrong))
        return _page(request, held, asked, 422, form=form)
    return redirect("index_intake", pk, row)


def _page(request, held: Round, asked: Criterion, status: int = 200, **typed: Any) -> HttpResponse:
    made = list(held.intakes.filter(criterion=asked).select_related("by", "round")[:20])
    first = made[0] if made and made[0].state == Intake.State.SHOWN else None
    may = taking_in.may_take_in(held, request.user)
    context = {
        "held": held, "asked": asked, "made": made, "open": first, "may": may, "rule": taking_in.INTAKE_RULE,
        "lines": taking_in.shown(first) if first else [], "form": IntakeForm() if may else None,
        "columns": taking_in.columns_of(asked), "last": next((one for one in made if one.state == Intake.State.TAKEN), None),
    }  # fmt: skip
    return render(request, "appraisal/intake.html", context | typed, status=status)


@login_required
@require_POST
def move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Take what was shown, or withdraw it."""
    rows = Intake.objects.filter(round__in=visible_rounds(request.user))
    made = get_object_or_404(rows.select_related("round__unit", "round__set", "criterion"), pk=pk)
    require(request.user, Action.INDEX, made.round.unit)
    verbs = {"nap": taking_in.take, "rut": taking_in.withdraw}
    if name not in verbs:
        raise Http404("Không có bước này.")
    count = verbs[name](made, by=request.user)
    messages.success(request, f"{'Đã nạp' if name == 'nap' else 'Đã rút'} số liệu, {count} phiếu thay đổi.")
    return redirect("index_intake", made.round_id, made.criterion_id)


@login_required
def table(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """The table to fill: one line a unit."""
    held, asked = _asked(request, pk, row)
    heads = taking_in.columns_of(asked)
    units = held.sheets.select_related("unit").in_office_order().values_list("unit__code", "unit__name")

    def fill(book: Workbook) -> None:
        sheet, bold = book.add_worksheet("Số liệu"), book.add_format({"bold": True})
        sheet.set_column(1, 1, 40)
        sheet.write_string(0, 0, fit_for_files(f"{held.name}. {asked}"), bold)
        sheet.write_row(2, 0, heads, bold)
        for place, (code, name) in enumerate(units, 3):
            sheet.write_string(place, 0, code)
            sheet.write_string(place, 1, fit_for_files(name))

    return as_download(written(fill, title=str(asked)), f"so-lieu-{asked.code.replace('.', '-')}")
