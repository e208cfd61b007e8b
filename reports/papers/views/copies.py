"""Copies of an issued paper: electronic, signed by the agency; on paper, numbered, to be printed, signed and sealed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from reports.models import Document
from reports.papers.forms.copies import CopyForm, PaperCopyForm
from reports.papers.workflow import copies
from reports.papers.workflow.living import require_clerk
from reports.pen import keyring
from reports.pen.errors import SigningError
from reports.permissions import fetch
from units import confidential
from units.errors import Conflict
from units.models import User
from units.requests import SignedInRequest


@sensitive_post_parameters(*confidential.FIELDS)
@login_required
def document_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """The electronic copy: of a scan in full, or chosen pages of any issued paper."""
    document = _copied(request.user, pk)
    place, whole = keyring.of_agency(document.agency), copies.may_scan_copy(document)
    form = CopyForm(request.POST or None, place=place, only=(keyring.FILE, keyring.TOKEN), whole=whole)
    if request.method == "POST" and form.is_valid() and _made(form, document, request.user):
        messages.success(request, "Đã ký số bản sao điện tử")
        return redirect("document", pk)
    context = {"document": document, "form": form, "lacking": keyring.lacking(place), "whole": whole}
    return render(request, "reports/attachment_copy.html", context, status=422 if form.errors else 200)


@login_required
def document_paper_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy on paper: the file to print, with its number and place for the signature."""
    document = _copied(request.user, pk)
    form = PaperCopyForm(request.POST or None, document=document)
    if request.method == "POST" and form.is_valid():
        try:
            row = copies.on_paper(document, form.wanted(), by=request.user)
            messages.success(request, f"Đã lập {row.form} số {row.entry}, {row.copies} bản: in, ký, đóng dấu")
            return redirect("document", pk)
        except ValueError as refusal:
            form.add_error("pages" if form.cleaned_data["pages"] else None, str(refusal))
    context = {"document": document, "form": form}
    return render(request, "reports/paper_copy.html", context, status=422 if form.errors else 200)


def _copied(user: User, pk: int) -> Document:
    document = fetch(user, pk)
    require_clerk(document.agency, user)
    if not copies.may_copy(document, user):
        raise Conflict("Chỉ sao được văn bản đã phát hành, có tệp PDF đã ký hoặc bản quét PDF.")
    return document


@sensitive_variables("given")
def _made(form, document, user):
    given = form.cleaned_data
    try:
        copies.make_copy(document, given["form"], by=user, method=given["method"], secret=given.get("secret", ""),
                         pages=given["pages"])  # fmt: skip
        return True
    except (SigningError, ValueError) as refusal:
        form.add_error("pages" if given["pages"] else None, str(refusal))
    return False
