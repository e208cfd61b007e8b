"""What came of a round: shares with their doubt, what was written, what citizens are told was done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from indicators.models import SubDimension
from plans.models import Plan
from plans.permissions import visible_plans
from pulse import workflow
from pulse.figures import FEWEST, FEWEST_AT_A_PLACE, figures_of, open_to
from pulse.forms import ReplyForm
from pulse.models import Round, Words
from pulse.permissions import fetch_round
from units.errors import Conflict
from units.permissions import Action, can
from units.requests import SignedInRequest

PAGE = 50
CLOSED_TO_ALL = (
    "Đợt thăm dò chưa khóa. Kết quả của đợt đang hỏi không mở cho ai, để người trả lời sau không bị ảnh hưởng."
)


@login_required
def pulse_results(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of a round that is locked; with `?bo=dot`, without what came in bursts, where those are not few."""
    row = _over(request, pk)
    return _page(request, row, ReplyForm(row=row))


def _over(request, pk) -> Round:
    row = fetch_round(request.user, pk)
    if not open_to(row):
        raise Conflict(CLOSED_TO_ALL, title="Kết quả chưa mở")
    return row


def _page(request: HttpRequest, row: Round, form: ReplyForm, status: int = 200) -> HttpResponse:
    plan = _plan(request.user, row)
    context = {
        "plan": plan, "subs": _subs() if plan else {}, "row": row, "unit": row.unit,
        "results": figures_of(row, without=request.GET.get("bo") == "dot"),
        "fewest": FEWEST, "fewest_at": FEWEST_AT_A_PLACE, "form": form, "replies": row.replies.select_related("question"),
        "may_reply": can(request.user, Action.PULSE_OPEN, row.unit),
        "may_read": can(request.user, Action.PULSE_WORDS, row.unit),
    }  # fmt: skip
    return render(request, "pulse/results.html", context, status=status)


def _plan(user, row) -> Plan | None:
    """The newest plan in force of the unit that asked, where `user` writes it: a task may be proposed for what is low."""
    if not can(user, Action.EDIT_PLAN, row.unit):
        return None
    return visible_plans(user).filter(unit=row.unit, state__in=Plan.IN_FORCE).order_by("-year_from", "-pk").first()


def _subs() -> dict[str, int]:
    """{code: key} of the sub-dimensions of today's structure."""
    return dict(SubDimension.objects.filter(version__year_to=None).values_list("code", "pk"))


@login_required
@require_POST
def pulse_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """“Chúng tôi đã nghe, đã làm”."""
    row = fetch_round(request.user, pk, Action.PULSE_OPEN)
    form = ReplyForm(request.POST, row=row)
    if not form.is_valid():
        return _page(request, _over(request, pk), form, 422)
    workflow.reply(row, form.cleaned_data["text"], by=request.user, question=form.cleaned_data["question"])
    messages.success(request, "Đã ghi trả lời; người dân đọc được ở trang kết quả khi công bố.")
    return redirect("pulse_results", row.pk)


@login_required
def pulse_words(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was written, for few; what seems to name somebody is marked and never goes on."""
    row = _over(request, fetch_round(request.user, pk, Action.PULSE_WORDS).pk)
    written = Words.objects.filter(round=row).order_by("pk")
    rows = Paginator(written, PAGE).get_page(request.GET.get("trang"))
    return render(request, "pulse/words.html", {"row": row, "unit": row.unit, "rows": rows})
