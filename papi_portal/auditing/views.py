"""The journal for who audits: looked through, and taken along; who may do what, for everybody signed in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from papi_portal.auditing import personal, rows, sheet
from papi_portal.auditing import rights as table
from papi_portal.auditing.forms import LookForm
from post.exports.gate import long_export
from units.errors import Refused
from units.models import TWO_PEOPLE_RULE
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest
from units.workbooks import as_download

A_PAGE = 50


def _found(request):
    """The form and the lines it finds among those she may read, newest first."""
    if not can_anywhere(request.user, Action.AUDIT):
        raise Refused("Nhật ký hệ thống chỉ dành cho người kiểm tra, giám sát.", who_may="Kiểm tra, giám sát")
    form, notes = LookForm(request.GET or None), rows.visible_notes(request.user)
    if form.is_bound:
        notes = form.of(notes) if form.is_valid() else notes.none()
    return form, notes.select_related("words")


@login_required
def journal(request: SignedInRequest) -> HttpResponse:
    """Fifty lines a page."""
    form, notes = _found(request)
    page = Paginator(notes, A_PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "lines": rows.lines(page.object_list), "rule": TWO_PEOPLE_RULE}
    return render(request, "auditing/journal.html", context, status=422 if form.errors else 200)


def _lines_of(request):
    form, notes = _found(request)
    return 0 if form.errors else min(notes.count(), sheet.MOST)


@login_required
@long_export(_lines_of)
def journal_export(request: SignedInRequest) -> HttpResponse:
    """The same lines as a workbook, the newest `sheet.MOST` of them."""
    form, notes = _found(request)
    if form.errors:
        return journal(request)
    return as_download(sheet.build(rows.lines(notes[: sheet.MOST])), "nhat-ky-he-thong")


@login_required
def rights(request: SignedInRequest) -> HttpResponse:
    """Every right, made from the table the portal asks."""
    context = {"rights": table.table(), "lent": table.lent(), "rule": TWO_PEOPLE_RULE}
    return render(request, "auditing/rights.html", context)


@login_required
def personal_data(request: SignedInRequest) -> HttpResponse:
    """The register of processing, for everybody whose data it is."""
    return render(request, "auditing/personal_data.html", {"register": personal.register()})


@login_required
def personal_copy(request: SignedInRequest) -> HttpResponse:
    """One's own data, and nobody else's."""
    return as_download(personal.copy_of(request.user), "du-lieu-ca-nhan")
