"""Entering one task's progress: the page, saving, autosaving, copying, handing on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.counting import plausible
from plans.entering import clash_page
from plans.entering.entry_page import IN_THE_UNIT, EntryPage
from plans.entering.forms import EntryForm, as_base, as_typed
from plans.entering.views import proofs
from plans.models import Progress
from plans.progress import carrying
from plans.progress import workflow as way
from units.errors import Conflict, Refused
from units.merging import Clash
from units.requests import SignedInRequest
from units.text import nfc
from units.vietnamese import vn_time


@login_required
def entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of one entry; POST saves what was typed and, as the pressed button says, goes on or hands on."""
    page = EntryPage(request.user, pk)
    return _answer_form(request, page) if request.method == "POST" else shown(request, page)


def shown(request: SignedInRequest, page: EntryPage, status: int = 200) -> HttpResponse:
    """The page of the entry; 422 with what was refused and every letter that was typed."""
    return render(request, "plans/entry.html", page.context(), status=status)


def _answer_form(request, page):
    if refusal := keep_form(request, page):
        return refusal
    act = request.POST.get("act", "save")
    if act in way.MOVES:
        return _hand_on_typed(request, page, act)
    if act == "next":
        return redirect(page.after_url or "work")
    messages.success(request, f"Đã lưu lúc {vn_time(timezone.now())}.")
    return redirect("entry", page.pk)


def _hand_on_typed(request, page, act):
    """The move of the form's own button; an entry nothing was ever typed into lacks everything, which is no conflict."""
    if page.entry.state == Progress.State.EMPTY:
        return _lacking(request, page, way.missing(page.entry))
    return _hand_on(request, page, act)


def keep_form(request: SignedInRequest, page: EntryPage, *, handled: str = "") -> HttpResponse | None:
    """Save the valid part of the form and of the evidence in it; the response that shows what is wrong, or None when all
    was kept. `handled`: prefix of the form of evidence that the pressed button belonged to."""
    form = EntryForm(request.POST)
    refused = proofs.keep(request, page, handled=handled)
    complete = form.is_valid() and not refused
    try:
        kept = way.save(Progress(pk=page.pk), by=request.user, **form.keep())
    except Progress.DoesNotExist:
        raise Http404("Không tìm thấy nhiệm vụ này.") from None
    except Clash as clash:
        return render(request, "plans/entry_clash.html", clash_page.context(clash, form), status=409)
    page.keep(kept)
    if complete:
        return None
    page.bind(request.POST, kept.version)
    return shown(request, page, 422)


# --- Autosave ---------------------------------------------------------------------------------------------------------


@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the valid part of what is being typed. JSON: 200 {version, saved_at, base, values?, errors}, else the
    reason: 401 session over, 403/404 no right, 409 somebody else's text or the entry has moved on."""
    if not request.user.is_authenticated:
        return JsonResponse({"reason": "session"}, status=401)
    form = EntryForm(request.POST)
    form.is_valid()
    keep = form.keep()
    try:
        kept = way.save(Progress(pk=pk), by=request.user, **keep)
    except Progress.DoesNotExist:
        return JsonResponse({"reason": "gone", "message": "Không tìm thấy nhiệm vụ này."}, status=404)
    except Clash as clash:
        who = str(clash.about.typed_by or "Người khác")
        message = f"{who} vừa lưu nhiệm vụ này lúc {vn_time(clash.about.typed_at)}."
        return JsonResponse({"reason": "clash", "message": message, "fields": list(clash.fields)}, status=409)
    except Conflict as conflict:
        return JsonResponse({"reason": "moved", "message": conflict.message}, status=409)
    except Refused as refused:
        return JsonResponse({"reason": "refused", "message": refused.reason}, status=403)
    return JsonResponse(_kept_answer(kept, form, keep))


def _kept_answer(kept, form, keep):
    merged = {}
    if kept.version != keep["version"] + 1 and kept.version != keep["version"]:
        measures = kept.task.asked_measures()
        figures = {row.measure_id: row.value for row in kept.figures.all()}
        merged = {"values": as_typed(kept, measures, figures), "base": as_base(kept, measures, figures)}
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    now = timezone.now()
    return {
        "version": kept.version,
        "saved_at": vn_time(now),
        "errors": errors,
        "copied": kept.copied,
        **_doubtful(kept, keep["figures"]),
        **merged,
    }


def _doubtful(kept, figures):
    """{"doubts": {field: question}} of what now stands, for beside the fields; nothing where no figure was sent."""
    if not figures:
        return {}
    found = plausible.of_entries([kept], traced=False)[kept.pk]
    return {"doubts": {one.field: one.text for one in found}}


# --- Copying and handing on -------------------------------------------------------------------------------------------


@login_required
@require_POST
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take last period's words over as a draft; sent from within the form, so what was typed is kept first."""
    page = EntryPage(request.user, pk)
    if "version" in request.POST and (refusal := keep_form(request, page)):
        return refusal
    carrying.carry_over(page.entry, by=request.user)
    messages.success(request, "Đã chép từ kỳ trước. Sửa lại cho đúng kỳ này.")
    return redirect("entry", pk)


@login_required
def make_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Hand an entry on or back. GET asks for the reason on a page of its own (without JavaScript)."""
    if name not in IN_THE_UNIT:
        raise Http404("Không có bước này.")
    page = EntryPage(request.user, pk)
    if request.method == "POST":
        return _hand_on(request, page, name, note=nfc(request.POST.get("note", "")))
    return render(request, "plans/entry_move.html", _asked(page, name))


def _asked(page, name, **more) -> dict[str, Any]:
    return {"entry": page.entry, "name": name, "move": way.MOVES[name], **more}


def _hand_on(request, page, name, note=""):
    confirmed, wants_evidence = nfc(request.POST.get("confirmed", "")), "wants_evidence" in request.POST
    try:
        step = way.move(
            page.entry, name, by=request.user, note=note, confirmed=confirmed, wants_evidence=wants_evidence
        )
    except way.Incomplete as refusal:
        return _lacking(request, page, refusal.missing)
    except way.Doubtful as refusal:
        return _confirm(request, page, name, refusal.findings)
    except ValueError as reason:
        asked = _asked(page, name, error=str(reason), wants_evidence=wants_evidence)
        return render(request, "plans/entry_move.html", asked, status=422)
    if step.receipt:
        return redirect("receipt", step.receipt)
    messages.success(request, f"Đã {way.MOVES[name].said}: {page.entry.task}"[:200])
    return redirect("work")


def _confirm(request, page, name, findings):
    """409: the figures that do not look right, and the reason to hand them on as they are; what was typed is saved."""
    asked = _asked(page, name, doubts=findings, code=409, reason=page.reason, pressed="confirmed" in request.POST)
    return render(request, "plans/entry_confirm.html", asked, status=409)


def _lacking(request, page, missing):
    page.missing = missing
    return shown(request, page, 422)
