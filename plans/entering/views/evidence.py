"""Evidence files and links: added, described, removed, and handed out to those who may see the unit, never run."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.notes import Kind, note
from plans.entering.entry_page import EntryPage
from plans.entering.forms import EvidenceFacts
from plans.entering.views import entry as entering
from plans.entering.views import proofs
from plans.models import Progress, Shown
from plans.permissions import fetch_evidence, require_entering
from plans.progress import evidence as verbs
from plans.progress import showing, tasks
from plans.progress.workflow import seat_on
from units.models import User
from units.permissions import Action
from units.requests import SignedInRequest
from units.stored import unchanged

NEVER_RUN = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
SHOWN_IN_PLACE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src 'self'; frame-ancestors 'self'"
)
IN_PLACE = {"application/pdf", "image/jpeg", "image/png", "image/webp"}


@login_required
@require_POST
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new file or link. Sent from within the big form (no script) it keeps what was typed there first."""
    page = EntryPage(request.user, pk)
    page.new_evidence = proofs.add(request, page.entry)
    return go_on(request, page, proofs.NEW)


@login_required
@require_POST
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Number, date, issuer, place of proof of one piece."""
    row = fetch_evidence(request.user, pk, opens=False)
    require_entering(request.user, row.entry)
    page, form = EntryPage(request.user, row.entry_id), EvidenceFacts(request.POST, prefix=f"ev{pk}")
    if form.is_valid():
        verbs.edit(row, by=request.user, facts=form.facts)
    else:
        page.facts = {row.pk: form}
    return go_on(request, page, f"ev{pk}")


@login_required
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a piece off; the button asks once."""
    row = fetch_evidence(request.user, pk, opens=False)
    verbs.remove(row, by=request.user)
    return go_on(request, EntryPage(request.user, row.entry_id), f"ev{pk}")


def go_on(request: SignedInRequest, page: EntryPage, handled: str) -> HttpResponse:
    """The list of evidence alone for a script; else the page, all that was typed in the big form kept first.

    handled: prefix of the form the pressed button belongs to, which stands on the page when it was refused."""
    page.forget()
    if request.headers.get("X-Part") == "evidence":
        status = 422 if page.refused else 200
        return render(request, "plans/_entry_evidence.html", page.context(), status=status)
    if "version" in request.POST:
        if refusal := entering.keep_form(request, page, handled=handled):
            return refusal
    elif page.refused:
        return entering.shown(request, page, 422)
    return redirect(f"{reverse('entry', args=[page.pk])}#tai-lieu")


@login_required
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """The file as an attachment under its Vietnamese name; `?xem` shows a PDF, a photo or an Office file's PDF in place."""
    row = fetch_evidence(request.user, pk)
    if not row.file:
        raise Http404("Tài liệu này là một liên kết.")
    if row.is_limited:
        note(Kind.VIEW_PERSONAL, by=request.user, unit=row.entry.unit, subject=row, said=row.name)
    if "xem" in request.GET and (shown := Shown.objects.filter(evidence=row, state=Shown.State.READY).first()):
        response = FileResponse(unchanged(shown.file), filename=f"{row.name}.pdf", content_type="application/pdf")
        return _guarded(response, SHOWN_IN_PLACE)
    in_place = "xem" in request.GET and row.mime in IN_PLACE
    response = FileResponse(
        unchanged(row.file, row.sha256), as_attachment=not in_place, filename=row.name, content_type=row.mime
    )
    return _guarded(response, SHOWN_IN_PLACE if in_place else NEVER_RUN)


@login_required
@require_POST
def show_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever may see an Office file whose PDF failed asks the worker once more."""
    row = fetch_evidence(request.user, pk)
    if promised := showing.again(row):
        tasks.ring_on_commit(promised)
        messages.success(request, f"Đang chuyển lại “{row.name}” sang PDF; tải lại trang sau ít phút.")
    return back(request.user, row.entry)


def back(user: User, entry: Progress) -> HttpResponse:
    """To the page of the entry on which she works."""
    return redirect("review_entry" if seat_on(entry, user, Action.REVIEW) else "entry", entry.pk)


@login_required
def thumbnail(request: SignedInRequest, pk: int) -> FileResponse:
    """The small picture of a photo."""
    row = fetch_evidence(request.user, pk)
    if not row.thumbnail:
        raise Http404("Tài liệu này không có ảnh nhỏ.")
    return _guarded(FileResponse(unchanged(row.thumbnail), content_type="image/jpeg"), NEVER_RUN)


def _guarded(response, policy):
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
