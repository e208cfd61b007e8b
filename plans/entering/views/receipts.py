"""Handing on all that waits at once, and the receipt for what was handed on."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.entering import worklist
from plans.permissions import visible_steps
from plans.progress import workflow as way
from units.requests import SignedInRequest

MOST_AT_ONCE = 500  # entries handed on by one press


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
    numbers = [number, *filter(None, request.GET.getlist("cung")[:MOST_AT_ONCE])]  # a step without a receipt has ""
    found = visible_steps(request.user).filter(receipt__in=numbers).order_by("entry__task__position", "pk")
    steps = list(found.select_related("entry__task__plan", "entry__period", "entry__unit__parent", "by", "acting_for"))
    slips = {}
    for step in steps:
        slips.setdefault((numbers.index(step.receipt), step.entry.unit_id), []).append(step)
    if not any(step.receipt == number for step in steps):
        raise Http404("Không tìm thấy biên nhận này.")
    ahead = worklist.most_urgent(worklist.survey(request.user, timezone.localdate(), limit=1).rows)
    context = {"number": number, "slips": [_slip(slips[key]) for key in sorted(slips)], "ahead": ahead}
    return render(request, "plans/receipt.html", context)


def _slip(steps):
    first = steps[0]
    return {"number": first.receipt, "steps": steps, "first": first, "said": way.MOVES[first.verb].said,
            "entry_url": reverse("entry", args=[first.entry_id])}  # fmt: skip
