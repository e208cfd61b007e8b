"""Thẩm định theo đơn vị: what each unit sent, how much of it is clear, and approval of what is clear at once."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from plans.counting import closely
from plans.models import Progress
from plans.reviewing import by_unit, clearing
from plans.reviewing import queue as reviewing
from plans.reviewing.forms.queue import QueueFilter
from plans.reviewing.views.shared import query_of, require_reviewer, say_cleared, ways
from post import working_days
from units.addresses import wholes
from units.models import Unit
from units.permissions import Action, can
from units.requests import SignedInRequest

SHOWN = ("don_vi", "noi_dung", "ky")  # the filters of this page; its marks are chips
MARKS = {
    "": ("Tất cả", lambda unit: True),
    "can-xem": ("Có mục cần xem kỹ", lambda unit: unit.flagged),
    "ro": ("Chỉ mục rõ", lambda unit: not unit.flagged),
    "cham": ("Gửi chậm", lambda unit: unit.late),
}


@login_required
def review_units(request: SignedInRequest) -> HttpResponse:
    """One row a unit: late ones first, then what wants a close look, then who has waited longest."""
    require_reviewer(request.user)
    queue = reviewing.awaiting(request.user)
    whole = reviewing.waiting(queue)
    reviewing.remember_count(request.user, whole.entries)
    filters = QueueFilter(request.GET, periods=whole.periods)
    units, marked = by_unit.units_waiting(reviewing.filtered(queue, **filters.values())), _mark(request)
    worked, today = working_days.load(), timezone.localdate()
    shown = [unit for unit in units if MARKS[marked][1](unit)]
    return render(request, "plans/review_units.html", {
        "whole": whole, "filters": [filters[name] for name in SHOWN], "narrows": filters.narrows or marked,
        "ways": ways("review_units"), "chips": _chips(request, units, marked), "marked": marked,
        "rows": [(unit, worked.between(unit.oldest, today)) for unit in shown],
        "clear": sum(unit.clear for unit in shown), "flagged": sum(unit.flagged for unit in shown),
        "query": query_of(request), "moment": timezone.now().isoformat(),
    })  # fmt: skip


def _mark(request):
    asked = request.GET.get("loc", "")
    return asked if asked in MARKS else ""


def _chips(request, units, marked):
    return [
        {"label": label, "count": sum(bool(fits(unit)) for unit in units), "current": name == marked,
         "url": _changed(request, loc=name)}
        for name, (label, fits) in MARKS.items()
    ]  # fmt: skip


def _changed(request, **values):
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
        if not value:
            del query[name]
    return f"{reverse('review_units')}?{query.urlencode()}" if query else reverse("review_units")


@login_required
def review_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one unit sent: what wants a close look first, each with its reason, then the clear ones as one table."""
    require_reviewer(request.user)
    queue = reviewing.awaiting(request.user)
    units = by_unit.units_waiting(queue)
    reviewing.remember_count(request.user, sum(row.waiting for row in units))
    looked = closely.items(queue.filter(unit=pk).for_rows().in_office_order())
    unit = looked[0].entry.unit if looked else _seen(request.user, pk)
    return render(request, "plans/review_unit.html", {
        "unit": unit, "flagged": [item for item in looked if item.flags], "items": looked,
        "clear": [item for item in looked if not item.flags], "next": by_unit.after(units, pk),
        "late": max((item.days_late for item in looked), default=0),
        "days": max((item.days for item in looked), default=0),
        "sent": max((item.entry.handed_in_at for item in looked if item.entry.handed_in_at), default=None),
        "crumbs": [("Chờ thẩm định", reverse("review_units"))],
        "left_units": sum(row.key != pk for row in units), "ways": ways("review_units"),
    })  # fmt: skip


def _seen(user, pk):
    unit = get_object_or_404(Unit, pk=pk)
    if not can(user, Action.VIEW, unit):
        raise Http404("Không tìm thấy đơn vị này.")
    return unit


@login_required
@require_POST
def review_clear(request: SignedInRequest) -> HttpResponse:
    """Approve what is clear: the ticked entries of one unit (`xa`, `chon`), or of every unit the list shows, as far as
    they waited when the page was made (`luc`). Every entry is looked at afresh; what stands out is left and named."""
    require_reviewer(request.user)
    queue = reviewing.awaiting(request.user)
    if unit := request.POST.get("xa", ""):
        return _clear_unit(request, queue, *wholes([unit]))
    clear = _clear_of_all(request, queue)
    done = clearing.approve_clear(clear.for_rows().in_office_order(), by=request.user)
    say_cleared(request, done, of=f" rõ của {len({step.entry.unit_id for step in done.made})} đơn vị")
    return redirect(reverse("review_units") + query_of(request))


def _clear_unit(request, queue, unit=0):
    chosen = wholes(request.POST.getlist("chon"))
    entries = list(queue.filter(unit=unit, pk__in=chosen).for_rows())
    done = clearing.approve_clear(entries, by=request.user)
    of = f" của {entries[0].unit.name}" if entries else ""
    say_cleared(request, done, of=of, gone=len(set(chosen)) - len(entries))
    left = by_unit.units_waiting(reviewing.awaiting(request.user))
    here = next((row for row in left if row.key == unit), None)
    following = here or by_unit.after(left, unit)
    return redirect("review_unit", following.key) if following else redirect("review_units")


def _clear_of_all(request, queue):
    """Entries without anything to look at, of the units the list showed."""
    filters = QueueFilter(request.GET, periods=reviewing.waiting(queue).periods)
    narrowed = reviewing.filtered(queue, **filters.values())
    fits = MARKS[_mark(request)][1]
    units = [unit.key for unit in by_unit.units_waiting(narrowed) if fits(unit)]
    until = _moment(request) or timezone.now()
    clear = narrowed.exclude(reviewing.needs_a_look(timezone.localdate()))
    return Progress.objects.filter(pk__in=clear.filter(unit__in=units, waiting_since__lte=until).values("pk"))


def _moment(request):
    try:
        found = parse_datetime(request.POST.get("luc", ""))
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
