"""Evidence files and links: added, described, removed, and handed out to those who may see the unit, never run."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.entering import entry_page
from plans.entering.forms import EntryForm, EvidenceFacts
from plans.entering.views import entry as entering
from plans.entering.views import proofs
from plans.models import Evidence
from plans.progress import evidence as verbs
from units.permissions import Action, can
from units.requests import SignedInRequest

NEVER_RUN = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
SHOWN_IN_PLACE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'self'"
)
IN_PLACE = {"application/pdf", "image/jpeg", "image/png", "image/webp"}


@login_required
@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new file or link. Sent from within the big form (no script) it keeps what was typed there first."""
    refused = proofs.add(request, entry_page.fetch(request.user, pk))
    return _go_on(request, pk, proofs.NEW, **({"new_evidence": refused} if refused else {}))


@login_required
@require_POST
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Number, date, issuer, place of proof of one piece."""
    row = _fetch(request.user, pk)
    form = EvidenceFacts(request.POST, prefix=f"ev{pk}")
    if not form.is_valid():
        return _go_on(request, row.entry_id, f"ev{pk}", facts={row.pk: form})
    verbs.edit(row, by=request.user, facts=form.facts)
    return _go_on(request, row.entry_id, f"ev{pk}")


@login_required
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a piece off; the button asks once."""
    row = _fetch(request.user, pk)
    verbs.remove(row, by=request.user)
    return _go_on(request, row.entry_id, f"ev{pk}")


def _go_on(request, pk, handled, **again):
    """The list of evidence alone for a script; else the page, all that was typed in the big form kept first.

    handled: prefix of the form the pressed button belongs to; again: that form, when it was refused."""
    if request.headers.get("X-Part") == "evidence":
        context = entry_page.context(request, entry_page.fetch(request.user, pk), **again)
        return render(request, "plans/_entry_evidence.html", context, status=422 if again else 200)
    if "version" in request.POST:
        refusal = entering.keep_form(request, pk, EntryForm(request.POST), handled=handled, again=again)
        if refusal:
            return refusal
    elif again:
        context = entry_page.context(request, entry_page.fetch(request.user, pk), **again)
        return render(request, "plans/entry.html", context, status=422)
    return redirect(f"{reverse('entry', args=[pk])}#tai-lieu")


@login_required
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """The file as an attachment under its Vietnamese name; `?xem` shows a PDF or photo in place for review."""
    row = _fetch(request.user, pk)
    if not row.file:
        raise Http404("Tài liệu này là một liên kết.")
    in_place = "xem" in request.GET and row.mime in IN_PLACE
    response = FileResponse(row.file.open("rb"), as_attachment=not in_place, filename=row.name, content_type=row.mime)
    return _guarded(response, SHOWN_IN_PLACE if in_place else NEVER_RUN)


@login_required
def thumbnail(request: SignedInRequest, pk: int) -> FileResponse:
    """The small picture of a photo."""
    row = _fetch(request.user, pk)
    if not row.thumbnail:
        raise Http404("Tài liệu này không có ảnh nhỏ.")
    return _guarded(FileResponse(row.thumbnail.open("rb"), content_type="image/jpeg"), NEVER_RUN)


def _fetch(user, pk):
    rows = Evidence.objects.select_related("entry__unit", "entry__task", "entry__period")
    row = rows.filter(pk=pk).first()
    if not row or not can(user, Action.VIEW, row.entry.unit):
        raise Http404("Không tìm thấy tài liệu này.")
    return row


def _guarded(response, policy):
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
