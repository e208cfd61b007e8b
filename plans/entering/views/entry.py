"""Entering one task's progress: the page, saving, autosaving, copying, handing on, and the receipt."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.counting import plausible
from plans.entering import entry_page, worklist
from plans.entering.forms import FIGURE, EntryForm, as_base, as_typed
from plans.entering.views import proofs
from plans.models import Progress
from plans.permissions import visible_steps
from plans.progress import carrying
from plans.progress import workflow as way
from units.errors import Conflict, Refused
from units.merging import Clash
from units.numbers import field_text
from units.requests import SignedInRequest
from units.text import nfc
from units.vietnamese import vn_num, vn_time

MOST_AT_ONCE = 500  # entries handed on by one press


@login_required
def entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of one entry; POST saves what was typed and, as the pressed button says, goes on or hands on."""
    if request.method == "POST":
        return _answer_form(request, pk)
    return render(request, "plans/entry.html", entry_page.context(request, entry_page.fetch(request.user, pk)))


def _answer_form(request, pk):
    form = EntryForm(request.POST)
    refusal = keep_form(request, pk, form)
    if refusal:
        return refusal
    act = request.POST.get("act", "save")
    if act in way.MOVES:
        return _hand_on_typed(request, entry_page.fetch(request.user, pk), act)
    if act == "next":
        following = entry_page.context(request, entry_page.fetch(request.user, pk))["after_url"]
        return redirect(following or "work")
    messages.success(request, f"Đã lưu lúc {vn_time(timezone.now())}.")
    return redirect("entry", pk)


def _hand_on_typed(request, entry, act):
    """The move of the form's own button; an entry nothing was ever typed into lacks everything, which is no conflict."""
    if entry.state == Progress.State.EMPTY:
        return _lacking(request, entry, way.missing(entry))
    return _hand_on(request, entry, act)


def keep_form(
    request: SignedInRequest, pk: int, form: EntryForm, *, handled: str = "", again: dict[str, Any] | None = None
) -> HttpResponse | None:
    """Save the valid part of `form` and of the evidence in it; the response that shows what is wrong, or None when all
    was kept. `handled`, `again`: see `proofs.keep`."""
    refused = proofs.keep(request, pk, handled=handled, again=again)
    complete = form.is_valid() and not refused
    try:
        kept = way.save(Progress(pk=pk), by=request.user, **form.keep())
    except Progress.DoesNotExist:
        raise Http404("Không tìm thấy nhiệm vụ này.") from None
    except Clash as clash:
        return _merge_page(request, clash, form)
    if complete:
        return None
    return refused_page(request, pk, form, version=kept.version, **refused)


def refused_page(
    request: SignedInRequest, pk: int, form: EntryForm, *, version: int | None = None, **more: Any
) -> HttpResponse:
    """422: the page again with every letter that was typed and its errors; what was valid is saved already."""
    entry = entry_page.fetch(request.user, pk)
    prefetch_related_objects([entry], "task__measures", "figures")
    measures, data = entry.task.asked_measures(), request.POST.copy()
    if version is not None:
        data["version"] = str(version)
        data["base"] = as_base(entry, measures, {row.measure_id: row.value for row in entry.figures.all()})
    bound = EntryForm(data, measures=measures, copied=entry.copied) if "version" in data else None
    context = entry_page.context(request, entry, form=bound, **more)
    return render(request, "plans/entry.html", context, status=422)


def _merge_page(request, clash, form):
    """409: both versions side by side, other fields merged already; choosing sends the whole form again."""
    entry = clash.about
    prefetch_related_objects([entry], "task__measures", "figures")
    measures = entry.task.asked_measures()
    figures = {row.measure_id: row.value for row in entry.figures.all()}
    names = {**entry_page.WORDS, **{f"figure-{row.pk}": row.name for row in measures}}
    shares = {f"figure-{row.pk}" for row in measures if row.in_percent}
    now = as_typed(entry, measures, figures)
    merged = _merged(form, clash, now)
    context = {
        "entry": entry, "base": as_base(entry, measures, figures), "version": entry.version,
        "merged": [(name, text) for name, text in merged.items() if name not in clash.fields],
        "clashing": [
            _side_by_side(name, names[name], *pair, small=name in shares) for name, pair in clash.fields.items()
        ],
        "mine_at": timezone.now(), "code": 409, "act": request.POST.get("act", "save"),
    }  # fmt: skip
    return render(request, "plans/entry_clash.html", context, status=409)


def _merged(form, clash, now):
    """{field: text} to send again: mine where only I changed it, theirs where only they did."""
    known, sent = form.cleaned_data.get("base", {}), {**form.typed, **_named(form.figures)}
    merged = {}
    for name, text in now.items():
        first = known.get(name, [None])[:1]
        mine_changed = name in sent and sent[name] not in first
        merged[name] = form.data[name] if mine_changed and name not in clash.fields else text
    return merged


def _named(figures):
    return {f"figure-{key}": value for key, value in figures.items()}


def _side_by_side(name, label, mine, theirs, *, small):
    if name == "level":
        words = dict(Progress.Level.choices)
        shown = [words.get(mine, "–"), words.get(theirs, "–")]
    else:
        shown = [text if isinstance(text, str) else vn_num(text) for text in (mine, theirs)]
    typed = [text if isinstance(text, str) else field_text(text, small=small) for text in (mine, theirs)]
    is_text = name != "level" and not FIGURE.fullmatch(name)
    both = "\n".join(text for text in typed if text) if is_text else ""
    return {"name": name, "label": label, "mine": typed[0], "theirs": typed[1], "mine_shown": shown[0],
            "theirs_shown": shown[1], "both": both, "is_text": is_text}  # fmt: skip


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
        **_doubtful(kept, form),
        **merged,
    }


def _doubtful(kept, form):
    """{"doubts": {field: question}} of what now stands, for beside the fields; nothing where no figure was sent."""
    if not form.figures:
        return {}
    found = plausible.load([kept], traced=False).findings(kept)
    return {"doubts": {one.field: one.text for one in found}}


# --- Copying and handing on -------------------------------------------------------------------------------------------


@login_required
@require_POST
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take last period's words over as a draft; sent from within the form, so what was typed is kept first."""
    if "version" in request.POST and (refusal := keep_form(request, pk, EntryForm(request.POST))):
        return refusal
    carrying.carry_over(entry_page.fetch(request.user, pk), by=request.user)
    messages.success(request, "Đã chép từ kỳ trước. Sửa lại cho đúng kỳ này.")
    return redirect("entry", pk)


@login_required
def make_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Hand an entry on or back. GET asks for the reason on a page of its own (without JavaScript)."""
    if name not in entry_page.IN_THE_UNIT:
        raise Http404("Không có bước này.")
    entry = entry_page.fetch(request.user, pk)
    if request.method == "POST":
        return _hand_on(request, entry, name, note=nfc(request.POST.get("note", "")))
    return render(request, "plans/entry_move.html", {"entry": entry, "name": name, "move": way.MOVES[name]})


def _hand_on(request, entry, name, note=""):
    confirmed, wants_evidence = nfc(request.POST.get("confirmed", "")), "wants_evidence" in request.POST
    try:
        step = way.move(entry, name, by=request.user, note=note, confirmed=confirmed, wants_evidence=wants_evidence)
    except way.Incomplete as refusal:
        return _lacking(request, entry, refusal.missing)
    except way.Doubtful as refusal:
        return _confirm(request, entry, name, refusal.findings)
    except ValueError as reason:
        shown = {"entry": entry, "name": name, "move": way.MOVES[name], "error": str(reason),
                 "wants_evidence": wants_evidence}  # fmt: skip
        return render(request, "plans/entry_move.html", shown, status=422)
    if step.receipt:
        return redirect("receipt", step.receipt)
    messages.success(request, f"Đã {way.MOVES[name].said}: {entry.task}"[:200])
    return redirect("work")


def _confirm(request, entry, name, findings):
    """409: the figures that do not look right, and the reason to hand them on as they are; what was typed is saved."""
    asked = {"entry": entry, "name": name, "move": way.MOVES[name], "doubts": findings, "code": 409,
             "reason": entry_page.context(request, entry)["reason"], "pressed": "confirmed" in request.POST}  # fmt: skip
    return render(request, "plans/entry_confirm.html", asked, status=409)


def _lacking(request, entry, missing):
    fresh = entry_page.fetch(request.user, entry.pk)
    context = entry_page.context(request, fresh, missing=missing)
    return render(request, "plans/entry.html", context, status=422)


@login_required
@require_POST
def move_all(request: SignedInRequest) -> HttpResponse:
    """ "Trình cả n", "Gửi cả n": everything of the person's list that this move fits, through the same verb."""
    group = {"submit": "submit", "hand_in": "lead", "sign_off": "lead"}.get(request.POST.get("name", ""))
    if not group:
        raise Http404("Không có bước này.")
    found = worklist.in_group(request.user, group, timezone.localdate())
    entries = list(found.for_rows().prefetch_related("figures", "evidence", "task__measures")[:MOST_AT_ONCE])
    fitting = [row for row in entries if request.POST["name"] in way.moves_for(row, request.user)]
    made, left = way.move_many(fitting, request.POST["name"], by=request.user)
    for row, reason in left[:10]:
        messages.warning(request, f"Chưa gửi được “{row.task}”: {reason}")
    if not made:
        return redirect("work")
    numbers = list(dict.fromkeys(step.receipt for step in made))
    others = f"?{urlencode({'cung': numbers[1:]}, doseq=True)}" if len(numbers) > 1 else ""
    return redirect(reverse("receipt", args=numbers[:1]) + others)


@login_required
def receipt(request: SignedInRequest, number: str) -> HttpResponse:
    """Biên nhận: what was handed on under one number, by whom and when; for whoever may see the unit.

    `?cung=`: receipts of other units given by the same press, shown below. Two units of one code were given the same
    numbers once; each then stands for itself.
    """
    numbers = [number, *request.GET.getlist("cung")[:MOST_AT_ONCE]]
    found = visible_steps(request.user).filter(receipt__in=numbers).order_by("entry__task__position", "pk")
    steps = list(found.select_related("entry__task__plan", "entry__period", "entry__unit__parent", "by", "acting_for"))
    slips = {}
    for step in steps:
        slips.setdefault((numbers.index(step.receipt), step.entry.unit_id), []).append(step)
    if not any(step.receipt == number for step in steps):
        raise Http404("Không tìm thấy biên nhận này.")
    context = {"number": number, "slips": [_slip(slips[key]) for key in sorted(slips)]}
    return render(request, "plans/receipt.html", context)


def _slip(steps):
    first = steps[0]
    return {"number": first.receipt, "steps": steps, "first": first, "said": way.MOVES[first.verb].said,
            "entry_url": reverse("entry", args=[first.entry_id])}  # fmt: skip
