"""Chờ thẩm định: the queue beside the entry, the decision on it, and approval of many at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.counting import closely
from plans.models import Progress
from plans.progress import objections as after
from plans.progress import trace
from plans.progress import workflow as way
from plans.reviewing import clearing
from plans.reviewing import queue as reviewing
from plans.reviewing.forms.queue import READY_REASONS, DecisionForm, QueueFilter, ReasonForm
from plans.reviewing.views.shared import named, query_of, require_reviewer, say_cleared, ways, with_undo
from post import working_days
from units.addresses import whole, wholes
from units.errors import Refused
from units.models import User
from units.permissions import Action, can, require, who_may
from units.requests import SignedInRequest

PAGE = 10  # entries of the queue at once: what fits beside an entry without scrolling
OBJECTIONS = "kien-nghi"
DECISIONS = ("approve", "send_back", "reopen")
OFFERED = (*DECISIONS, "undo")


@login_required
def review(request: SignedInRequest) -> HttpResponse:
    """The queue with its first entry; on a phone the list alone."""
    require_reviewer(request.user)
    return render(request, "plans/review.html", _queue_page(request))


@login_required
def review_entry(request: SignedInRequest, pk: int) -> HttpResponse:
    """One entry beside the queue. Also entries decided already: to read, to reopen, to answer an objection."""
    return render(request, "plans/review.html", _queue_page(request, pk=pk))


@login_required
def review_move(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Approve, send back or reopen; then the next of the queue opens. Without a reason, where one is due, a page asks."""
    if name not in DECISIONS:
        raise Http404("Không có bước này.")
    entry = fetch_entry(request.user, pk)
    if request.method != "POST":
        return (
            _ask(request, entry, name, DecisionForm()) if way.MOVES[name].needs_note else redirect("review_entry", pk)
        )
    form = DecisionForm(request.POST, verb=name)
    if not form.is_valid():
        return _refuse(request, entry, name, form)
    following = _following(request, entry)
    asked = {key: form.cleaned_data[key] for key in ("note", "appraised", "wants_evidence")}
    step = way.move(entry, name, by=request.user, **asked)
    said = f"Đã {way.MOVES[name].said}: {named(entry)}"
    messages.success(request, with_undo(request, said, [step]))
    return redirect(_entry_url(following, request) if following else _done_url(request))


def _done_url(request):
    """Who went through one unit's or one task's entries comes back to its page, which leads on to the next."""
    if unit := whole(request.GET.get("xa")):
        return reverse("review_unit", args=[unit])
    return reverse("review_tasks") if request.GET.get("nv") else _list_url(request)


def _refuse(request, entry, name, form):
    """422 with what was typed: the page that asks for the reason, or the entry with the refused appraisal."""
    if way.MOVES[name].needs_note:
        return _ask(request, entry, name, form, status=422)
    return render(request, "plans/review.html", _queue_page(request, pk=entry.pk, form=form), status=422)


def _ask(request, entry, name, form, status=200):
    """The reason on a page of its own: without JavaScript, and where it was missing."""
    context = {"entry": entry, "name": name, "form": form, "reasons": READY_REASONS, "query": query_of(request)}
    context["wants_evidence"] = form["wants_evidence"].value()
    return render(request, "plans/review_reason.html", context | {"label": way.MOVES[name].label}, status=status)


@login_required
@require_POST
def review_undo(request: SignedInRequest) -> HttpResponse:
    """Take approvals of the last minutes back: each through its own move; the first of them opens."""
    require_reviewer(request.user)
    chosen = wholes(request.POST.get("muc", "").split())
    entries = reviewing.loaded().filter(reviewing.reviewed_by_route(request.user), pk__in=chosen)
    made, left = way.move_many(entries, "undo", by=request.user)
    if made:
        messages.success(request, f"Đã hoàn tác duyệt {len(made)} mục")
    for entry, reason in left:
        messages.warning(request, f"{named(entry)}: {reason}")
    return redirect(_entry_url(made[0].entry_id, request) if made else _list_url(request))


@login_required
@require_POST
def review_bulk(request: SignedInRequest) -> HttpResponse:
    """Approve the ticked entries through the same verb, or (`act=all`) all that fit the filters; what needs a close look
    is left out and named."""
    require_reviewer(request.user)
    if request.POST.get("act") == "all":
        say_cleared(request, clearing.approve_clear(_whole_filter(request), by=request.user), of=" khớp bộ lọc")
        return redirect(_list_url(request))
    chosen = wholes(request.POST.getlist("chon"))
    entries = list(reviewing.awaiting(request.user).filter(pk__in=chosen).for_rows())
    if not chosen:
        messages.warning(request, "Chưa chọn mục nào để duyệt.")
    say_cleared(request, clearing.approve_clear(entries, by=request.user), gone=len(set(chosen)) - len(entries))
    return redirect("review_tasks" if request.POST.get("nv") else _list_url(request))


def _whole_filter(request):
    """Every entry the filters of the address let through, in their order."""
    queue = reviewing.awaiting(request.user)
    filters = QueueFilter(request.GET, periods=reviewing.waiting(queue).periods)
    keys = reviewing.filtered(queue, **filters.values()).order_by().values("pk")
    return Progress.objects.filter(pk__in=keys).for_rows().in_office_order()


@login_required
def review_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer the unit's objection to the appraisal."""
    entry = fetch_entry(request.user, pk)
    form = ReasonForm(request.POST or None, label="Trả lời kiến nghị")
    if request.method == "POST" and form.is_valid():
        after.answer(entry, by=request.user, text=form.cleaned_data["note"], accept=form.cleaned_data["accept"])
        messages.success(request, f"Đã trả lời kiến nghị của {entry.unit.short_name}")
        return redirect("review_entry", pk)
    if not after.may_answer(entry, request.user):
        return redirect("review_entry", pk)
    context = {"entry": entry, "form": form}
    return render(request, "plans/review_answer.html", context, status=422 if form.errors else 200)


@login_required
def entry_objection(request: SignedInRequest, pk: int) -> HttpResponse:
    """The unit's leader objects, once, to an appraisal that differs from the report."""
    entry = Progress.objects.for_rows().filter(pk=pk).first()
    if entry is None or not can(request.user, Action.VIEW, entry.unit):
        raise Http404("Không tìm thấy nhiệm vụ này.")
    if request.method == "POST":
        require(request.user, Action.SUBMIT, entry.unit)
    form = ReasonForm(request.POST or None, label="Nội dung kiến nghị")
    if request.method == "POST" and form.is_valid():
        after.object_to(entry, by=request.user, text=form.cleaned_data["note"])
        messages.success(request, "Đã gửi kiến nghị về kết quả thẩm định")
        return redirect("entry", pk)
    context = {"entry": entry, "form": form, "may_object": after.may_object(entry, request.user)}
    return render(request, "plans/review_objection.html", context, status=422 if form.errors else 200)


# --- The page ---------------------------------------------------------------------------------------------------------


def fetch_entry(user: User, pk: int) -> Progress:
    """The entry for its reviewer; 404 for a stranger, 403 for who may see the unit but not review it."""
    return _for_reviewer(user, reviewing.loaded().filter(pk=pk).first())


def _for_reviewer(user, entry):
    if entry is not None and way.seat_on(entry, user, Action.REVIEW):
        return entry
    if entry is None or not can(user, Action.VIEW, entry.unit):
        raise Http404("Không tìm thấy nhiệm vụ này.")
    raise Refused(f"Tài khoản này không thẩm định {entry.unit.name}.", who_may=who_may(Action.REVIEW, entry.unit))


def _queue_page(request, *, pk=None, form=None):
    """Everything both panes show, in a fixed number of queries however long the queue is; `pk`: the entry opened."""
    objecting = request.GET.get("xem") == OBJECTIONS
    queue = reviewing.objections(request.user) if objecting else reviewing.awaiting(request.user)
    whole = reviewing.waiting(queue)
    if not objecting:
        reviewing.remember_count(request.user, whole.entries)
    filters = QueueFilter(request.GET, periods=whole.periods)
    narrowed = reviewing.filtered(queue, **filters.values())
    known = None if filters.narrows else whole.entries
    listed, opened, total = reviewing.page_of(narrowed, _offset(request), PAGE, also=pk, total=known, by=filters.order)
    shown = _for_reviewer(request.user, opened) if pk else next(iter(listed), None)
    worked = working_days.load()
    looked = closely.items([*listed, *([shown] if shown and shown not in listed else [])], worked=worked)
    return {
        "oldest_days": worked.between(whole.oldest, timezone.localdate()) if whole.oldest else 0,
        "filters": filters, "whole": whole, "items": _headed(looked[: len(listed)], filters.order),
        "total": total, "opened": pk is not None,
        "view": objecting and OBJECTIONS, "chips": _chips(whole, objecting), "query": query_of(request),
        "ways": ways("review"),
        "next_offset": _next_offset(request, len(listed), total), "place": _place(request, listed, shown),
        **_pane(request.user, next((item for item in looked if item.entry == shown), None), form),
    }  # fmt: skip


def _headed(items, order):
    """[(the group that begins here or "", item)]: a unit, a task, a dimension, as the list is sorted."""
    heads = [reviewing.heading(item.entry, order) for item in items]
    return [
        (head if head != before else "", item) for before, head, item in zip(["", *heads], heads, items, strict=False)
    ]


def _chips(whole, objecting):
    """Two views of the reviewer's work; the count stands at the one that is open."""
    views = [
        ("Chờ thẩm định", reverse("review"), False),
        ("Kiến nghị chờ trả lời", f"{reverse('review')}?xem={OBJECTIONS}", True),
    ]
    return [
        {
            "label": label,
            "url": url,
            "count": whole.entries if here == objecting else None,
            "current": here == objecting,
        }
        for label, url, here in views
    ]


def _pane(user, item, form):
    if item is None:
        return {"item": None, "moves": []}
    sent = [step for step in item.steps if step.verb in closely.HANDING_IN]
    measures = {row.measure.pk: row.measure.name for row in item.figures}
    return {
        "item": item,
        "moves": [name for name in way.moves_for(item.entry, user) if name in OFFERED],
        "may_answer": after.may_answer(item.entry, user),
        "form": form or DecisionForm(),
        "reasons": READY_REASONS,
        "events": trace.events(item.steps, measures),
        "sent": sent,
    }


def _offset(request):
    return whole(request.GET.get("tu")) or 0


def _next_offset(request, shown, total):
    reached = _offset(request) + shown
    return reached if reached < total else None


def _place(request, listed, shown):
    """Where the shown entry stands in the queue, from 1; None when it is not in the list."""
    found = [n for n, row in enumerate(listed, _offset(request) + 1) if shown and row.pk == shown.pk]
    return found[0] if found else None


def _following(request, entry):
    """The entry after `entry` in the filtered queue, or the first when it was the last."""
    queue = reviewing.awaiting(request.user)
    filters = QueueFilter(request.GET, periods=reviewing.waiting(queue).periods)
    narrowed = reviewing.filtered(queue, **filters.values())
    keys = list(reviewing.in_order(narrowed, filters.order).values_list("pk", flat=True))
    rest = [pk for pk in keys if pk != entry.pk]
    place = keys.index(entry.pk) if entry.pk in keys else 0
    return rest[place] if place < len(rest) else next(iter(rest), None)


def _entry_url(pk, request):
    return reverse("review_entry", args=[pk]) + query_of(request)


def _list_url(request):
    return reverse("review") + query_of(request)
