"""Ký nhiều văn bản: the papers that wait, each to be opened and ticked, one password below them all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from reports.papers.forms.steps import KeyForm
from reports.papers.workflow.papers import MOVES, guard
from reports.pen import keyring
from reports.pen.errors import SigningError
from reports.signing.workflow import batch
from units import confidential
from units.addresses import whole
from units.requests import SignedInRequest
from units.text import nfc

HERE = (keyring.FILE, keyring.TOKEN)


@sensitive_post_parameters(*confidential.FIELDS)
@login_required
def documents_together(request: SignedInRequest, name: str) -> HttpResponse:
    """GET lists at most twenty, POST signs the ticked ones; what was refused stays on the page with its reason."""
    if name not in batch.STEPS:
        raise Http404("Bước này không ký nhiều văn bản cùng lúc.")
    rows = batch.waiting(request.user, name)
    form = _form(request, rows, name)
    done: list[batch.Done] = []
    if form and request.method == "POST" and form.is_valid():
        done = _sign(request, rows, name, form)
        if done and not any(one.refusal for one in done):
            return redirect("documents")
        rows = batch.waiting(request.user, name) if done else rows
    context = {
        "rows": [_shown(request, row) for row in rows], "form": form, "step": MOVES[name], "name": name, "most": batch.MOST,
        "refused": [one for one in done if one.refusal],
    }  # fmt: skip
    bad = bool(form and form.errors) or any(one.refusal for one in done)
    return render(request, "reports/documents_together.html", context, status=422 if bad else 200)


def _form(request, rows, name):
    """One key for all: of the hand that signs, or of the agency that seals."""
    if not rows:
        return None
    place = guard(rows[0].document, name, request.user).keys
    return KeyForm(request.POST if request.method == "POST" else None, place=place, only=HERE)


def _shown(request, row):
    key = row.document.pk
    seen = request.POST.get(f"seen_{key}") == str(row.document.version)
    return {"is": row.document, "found": row.found, "seen": seen, "answer": nfc(request.POST.get(f"answer_{key}", ""))}


@sensitive_variables("given")
def _sign(request, rows, name, form):
    given, chosen = form.cleaned_data, []
    for row in rows:
        key = row.document.pk
        version = whole(request.POST.get(f"seen_{key}"))
        if version is not None:
            chosen.append(batch.Chosen(row.document, version, nfc(request.POST.get(f"answer_{key}", ""))))
    try:
        done = batch.sign_all(chosen, name, by=request.user, method=given["method"], secret=given.get("secret", ""))
    except (SigningError, ValueError) as refusal:
        form.add_error(None, str(refusal))
        return []
    signed = [one for one in done if not one.refusal]
    if signed:
        messages.success(request, f"Đã {MOVES[name].said} {len(signed)} văn bản")
    return done
