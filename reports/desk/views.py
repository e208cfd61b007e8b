"""Việc của tôi: one page with what a person owes, entries of plans and papers waiting for a hand or a signature."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from plans.browsing import duties
from plans.counting import agencies
from plans.entering import worklist
from plans.models import Period
from post import bell
from reports.desk import of_period, waiting
from units import signers
from units.addresses import whole
from units.models import Role
from units.permissions import Action, can_anywhere, reaches
from units.requests import SignedInRequest

A_PAGE = 50
CHIPS = (  # word of the address, label, icon
    ("", "Tất cả", ""),
    ("qua-han", "Quá hạn", "exclamation-triangle-fill"),
    ("tra-lai", "Trả lại", "arrow-return-left"),
    ("sap-den-han", "Sắp đến hạn", "clock"),
    ("cho-trinh", "Chờ trình lãnh đạo", "send"),
    ("cho-duyet", "Chờ lãnh đạo duyệt", "person-check"),
    ("cua-bo-phan", "Của bộ phận", "diagram-3"),
    ("can-don-doc", "Cần đôn đốc", "bell"),
    ("cho-tham-dinh", "Chờ thẩm định", "clipboard-check"),
)


@login_required
def work(request: SignedInRequest) -> HttpResponse:
    """The list by urgency; `?xem=` one of the chips, `?tu=` the row to start from."""
    today, view = timezone.localdate(), request.GET.get("xem", "")
    start = whole(request.GET.get("tu")) or 0
    user = request.user
    survey = worklist.survey(user, today, view=view, start=start)
    tally, rows = survey.tally, survey.rows
    papers = waiting.papers(user)
    due = duties.rows(user)
    waiting.remember(user, tally["all"] + len(due) + len(papers))
    total = survey.total
    context = {
        "chips": _chips(tally, view, len(papers) + len(due)), "groups": _groups(rows, tally),
        "first": worklist.most_urgent(rows),
        "tally": tally, "total": total, "shown": start + len(rows), "view": view, "papers": papers,
        "duties": due,
        "next_start": start + len(rows) if start + len(rows) < total else None, "period": of_period.summed(user, today),
        "bodies": _bodies(user, today), "notices": bell.latest(user, 5), "bulk": _bulk(user), "today": today,
        "may_enter": can_anywhere(user, Action.ENTER),
        "signers": _signers(user),
        "has_plan_duty": any(can_anywhere(user, duty) for duty in (Action.ENTER, Action.SUBMIT, Action.REVIEW)),
    }  # fmt: skip
    return render(request, "reports/work.html", context)


def _chips(tally, view, papers):
    counts = {"": tally["all"] + papers, **tally}
    return [
        {
            "label": label,
            "url": f"?xem={word}" if word else "?",
            "count": counts[word],
            "icon": icon,
            "current": word == view,
        }
        for word, label, icon in CHIPS
        if not word or counts[word] or word == view
    ]


def _groups(rows, tally):
    found = []
    for name, (label, icon, tone) in worklist.GROUPS.items():
        own = [row for row in rows if row.group == name]
        if own:
            found.append({"name": name, "label": label, "icon": icon, "tone": tone, "rows": own, "count": tally[name]})
    return found


def _bulk(user):
    """Group -> the move its "all of them" button makes."""
    own = [reach.seat.unit for reach in reaches(user, Action.SUBMIT)]
    at_top = bool(own) and all(unit.parent_id is None for unit in own)
    return {"submit": ("submit", "Trình cả"), "lead": ("sign_off", "Duyệt cả") if at_top else ("hand_in", "Gửi cả")}


def _signers(user):
    """How many an administrator has still to confirm; a leader reads it where the settings of her unit are."""
    keeps = {seat.role for seat in user.seats} & {Role.ADMIN, Role.UNIT_ADMIN}
    return signers.waiting(user).count() if keeps else 0


def _bodies(user, today):
    """For who collects: [(open period, where its agencies stand)] of her unit; no query for anybody else."""
    units = {seat.unit for seat in user.seats if seat.post.agency.collects}
    if not units:
        return []
    asked_for = Period.objects.open().filter(entries__unit__in=units).distinct().order_by("due")
    found = [(period, unit, agencies.standing(period, unit, today)) for unit in units for period in asked_for[:2]]
    return [row for row in found if any(one.agency for one in row[2])]


@login_required
def work_period(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rows behind a figure of the box "Kỳ này": `?o=` one of its lines."""
    today, name = timezone.localdate(), request.GET.get("o", "")
    rows = of_period.rows(request.user, pk, name, today)
    if rows is None:
        raise Http404("Không có con số này.")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("trang"))
    period = page.object_list[0].period if page.object_list else get_object_or_404(Period, pk=pk)
    context = {"page": page, "period": period, "label": of_period.label(name)}
    return render(request, "reports/work_period.html", context)
