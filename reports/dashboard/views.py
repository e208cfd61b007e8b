"""Tổng hợp: who sent, how far the contents are, what needs doing; and the rows behind every figure."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from plans.counting.as_of import rewound, told
from plans.models import Figure, Plan
from post.exports.gate import long_export
from reports.dashboard import forecast, heat, rollup
from reports.dashboard import sheet as dashboard_sheet
from reports.dashboard.forms import DashboardForm, calendars
from reports.dashboard.tabs import tabs
from reports.dashboard.whose import unit_asked, unit_chips
from units.addresses import whole
from units.models import Unit
from units.permissions import Action, can
from units.requests import SignedInRequest
from units.statuses import DIMENSION_NAMES
from units.workbooks import as_download

PAGE = 100
LINKS = {"board": "dashboard", "rows": "dashboard_rows", "excel": "dashboard_excel"}
UNIT_FIGURES = {
    "on_time": "gửi đúng hạn", "sent_late": "gửi chậm", "nothing": "không phát sinh",
    "partly": "chưa gửi đủ", "unsent": "chưa gửi mục nào", "late": "quá hạn, chưa gửi đủ",
    "not_due": "chưa gửi đủ, chưa đến hạn của đơn vị",
    "below": "thấp hơn trung bình từ 10 điểm",
}  # fmt: skip
ENTRY_FIGURES = {
    "waiting": "mục chờ thẩm định", "waiting_long": "mục chờ thẩm định trên 3 ngày làm việc",
    "objections": "kiến nghị về kết quả thẩm định chờ trả lời", "returned": "mục đã trả lại, chờ đơn vị gửi lại",
    "unproved": "nhiệm vụ “Hoàn thành” thiếu tài liệu", "overdue": "nhiệm vụ quá hạn",
    "behind": "nhiệm vụ dự báo chậm theo nhịp hiện nay", "share": "nhiệm vụ đã báo cáo",
    "owed": "mục phải gửi", "came": "mục đã nhận", "came_in_time": "mục nhận đúng hạn", "came_late": "mục nhận chậm",
    "came_nothing": "mục không phát sinh", "absent": "mục chưa gửi",
}  # fmt: skip
FIGURES = {**UNIT_FIGURES, **ENTRY_FIGURES, "silent": "chưa có nhiệm vụ trong kỳ"}


@login_required
def dashboard(request: SignedInRequest) -> HttpResponse:
    """The board of the units below one unit in one period."""
    unit, form = _asked(request)
    if form.period is None:
        chips = unit_chips(request.user, unit)
        return render(request, "reports/dashboard_empty.html", {"unit": unit, "unit_chips": chips})
    made = rollup.board(_survey(unit, form))
    lines, frame = _of_state(made.lines, form.state), _frame(request, made, form)
    context = {**frame, "lines": lines, "heat": heat.rows(lines, frame["rows_url"]), "urge": _urge(request, made)}
    return render(request, "reports/dashboard.html", context)


@login_required
def dashboard_rows(request: SignedInRequest) -> HttpResponse:
    """Exactly the rows a figure of the board counts."""
    unit, form = _asked(request)
    name = request.GET.get("so", "")
    if form.period is None or name not in FIGURES:
        raise Http404("Không có con số này.")
    number, of_unit = whole(request.GET.get("nd")), whole(request.GET.get("cua"))
    if number is not None and number not in DIMENSION_NAMES:
        raise Http404("Không có nội dung này.")
    seen = _survey(unit, form)
    context: dict[str, Any] = {"figure": name, "dimension": number, "title": FIGURES[name]}
    if name == "silent":
        return render(request, "reports/dashboard_silent.html", context | _place(request, seen, form) | _silent(seen))
    if name in UNIT_FIGURES:
        made = rollup.board(seen)
        lines = rollup.unit_rows(made, name, number)
        context |= {**_frame(request, made, form), "lines": lines, "late_days": _late_days(seen, lines)}
        return render(request, "reports/dashboard_units.html", context)
    group = next((group for group in seen.groups if group.unit.pk == of_unit), None)
    if of_unit is not None and group is None:
        raise Http404("Đơn vị này không có trong bảng.")
    rows = rollup.counted_entries(seen, name, unit_id=of_unit, number=number)
    context |= {**_entry_page(request, rows, seen.as_of), "group": group, **_place(request, seen, form)}
    if name == "behind":
        _foretell(context["page"], seen)
    return render(request, "reports/dashboard_entries.html", context)


def _silent(seen):
    """{"rows": [(unit that owes nothing in the period, its plan of these years or None)]}"""
    years = {"year_from__lte": seen.period.ends.year, "year_to__gte": seen.period.starts.year}
    plans = Plan.objects.filter(unit__in=seen.silent, **years).order_by("-pk")
    by_unit = {plan.unit_id: plan for plan in plans}
    return {"rows": [(unit, by_unit.get(unit.pk)) for unit in seen.silent]}


def _late_days(seen, lines):
    """[(line, working days past the unit's own due date while something is missing, when something last came)]"""
    came = rollup.last_arrivals(seen, lines)
    return [
        (
            line,
            seen.worked.between(line.sending.owed_by, seen.as_of) if line.sending.is_overdue(seen.as_of) else 0,
            came.get(line.unit.pk, line.sending.last_at),
        )
        for line in lines
    ]


def _foretell(page, seen):
    """Beside each row of the page the measures that will fall short of their target."""
    for row in page.object_list:
        row.short = [one for one in forecast.outlooks(row, seen.period, seen.as_of) if one.falls_short]


@login_required
def dashboard_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the mean of one unit is made of: its eight dimensions, this period and the last."""
    unit, form = _asked(request)
    if form.period is None:
        raise Http404("Chưa có kỳ báo cáo nào.")
    made = rollup.board(_survey(unit, form), needs=False)
    line = next((line for line in made.lines if line.unit.pk == pk), None)
    if line is None:
        raise Http404("Đơn vị này không có trong bảng.")
    return render(request, "reports/dashboard_mean.html", {**_frame(request, made, form), "line": line})


def _lines_of(request):
    return Unit.objects.filter(parent=unit_asked(request)).count()


@login_required
@long_export(_lines_of)
def dashboard_excel(request: SignedInRequest) -> HttpResponse:
    """The heat map as a spreadsheet, as filtered."""
    unit, form = _asked(request)
    if form.period is None:
        raise Http404("Chưa có kỳ báo cáo nào.")
    made = rollup.board(_survey(unit, form))
    data = dashboard_sheet.to_xlsx(made, _of_state(made.lines, form.state))
    return as_download(data, f"tong-hop-{form.period.ends:%Y-%m-%d}")


# --- What was asked for -----------------------------------------------------------------------------------------------


def _asked(request):
    """(unit, bound form): the unit of the address, else that of the person's post which is still in force."""
    unit = unit_asked(request)
    children = list(Unit.objects.filter(parent=unit).order_by("sort_key"))
    return unit, DashboardForm(request.GET, unit=unit, periods=list(calendars(unit)), children=children)


def _survey(unit, form):
    return rollup.survey(unit, form.period, as_of=form.as_of, kind=form.kind, children=form.children)


def _of_state(lines, state):
    return [line for line in lines if not state or line.sending.state == state]


# --- What the page shows ----------------------------------------------------------------------------------------------


def _place(request, seen, form):
    """What every page of the board knows: where it stands and how to link on."""
    base = {"don_vi": seen.unit.pk, "ky": seen.period.pk, "ngay": f"{seen.as_of:%d-%m-%Y}"}
    base |= {"loai": form.kind} if form.kind else {}
    above = seen.unit.parent if seen.unit.parent_id and can(request.user, Action.VIEW, seen.unit.parent) else None
    links = {f"{key}_url": f"{reverse(name)}?{urlencode(base)}" for key, name in LINKS.items()}
    last = f"{reverse('dashboard_rows')}?{urlencode(base | {'ky': seen.last.pk})}" if seen.last else ""
    return links | {
        "last_rows_url": last, "address": urlencode(base), "unit": seen.unit, "above": above, "survey": seen,
        "unit_chips": unit_chips(request.user, seen.unit), "form": form, "period": seen.period, "last": seen.last,
        "as_of": seen.as_of, "told": told(seen.as_of), "tabs": tabs(seen.unit, "dashboard"),
    }  # fmt: skip


def _frame(request, made, form):
    shares = {state: 100 * count / made.expected if made.expected else None for state, count in made.states.items()}
    return {
        **_place(request, made.survey, form), "board": made, "shares": shares, "dimensions": DIMENSION_NAMES,
        "past_due": made.survey.worked.between(made.survey.period.due, made.survey.as_of),
    }  # fmt: skip


def _entry_page(request, rows, as_of):
    ordered = rows.for_rows().prefetch_related(Prefetch("figures", Figure.objects.select_related("measure")))
    ordered = ordered.order_by("is_on_track", "unit__sort_key", "task__position", "pk")
    counts = rows.order_by().aggregate(
        total=Count("pk"), on_track=Count("pk", filter=Q(is_on_track=True)), done=Count("pk", filter=Q(is_done=True))
    )
    pages = Paginator(ordered, PAGE)
    pages.__dict__["count"] = counts["total"]  # counted once with the others
    page = pages.get_page(request.GET.get("trang"))
    page.object_list = rewound(page.object_list, as_of)  # type: ignore[arg-type]
    again = rollup.sent_again(page.object_list)
    for row in page.object_list:
        row.sent_again = again.get(row.pk)
    return {"page": page, **counts}


def _urge(request, made):
    """Where a draft of the urging letter is written, for who may; nothing when everybody has sent."""
    if not (made.states["unsent"] + made.states["partly"]) or not can(request.user, Action.URGE, made.survey.unit):
        return ""
    try:
        return f"{reverse('document_new')}?{urlencode({'kind': 'cong_van', 'period': made.survey.period.pk})}"
    except NoReverseMatch:
        return ""
