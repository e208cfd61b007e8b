"""Reading plans: the hierarchy, and one plan by dimension with who does what by when."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from indicators.models import Dimension
from plans.browsing import task_table
from plans.browsing.around import around
from plans.counting import fiveclear, offers, tree
from plans.counting.overview import overview
from plans.drafting.forms.filters import PlanFilter
from plans.drafting.links import link_in_words, target_rows
from plans.drafting.trace import amendments, events, original
from plans.drafting.workflow import extension
from plans.drafting.workflow import life as way
from plans.models import REGIME, Plan
from plans.permissions import fetch_plan, may, units_to_plan_for, visible_plans
from units.addresses import whole
from units.csv_files import as_stream
from units.errors import Refused
from units.permissions import Action, can_anywhere
from units.requests import SignedInRequest
from units.statuses import DIMENSION_NAMES, GENERAL_TASKS

ROOTS_A_PAGE = 200
STEPS_SHOWN = 50
PLANNING_MONTH = 11  # when offices begin to write the plan of the year to come
SHOW_ALL_UP_TO = 25  # tasks; a longer plan opens at its first dimension


@login_required
@require_GET
def plans(request: SignedInRequest) -> HttpResponse:
    """Kế hoạch as a hierarchy; `?cha=` lists everything below one plan."""
    if not can_anywhere(request.user, Action.VIEW_PLAN):
        raise Refused("Tài khoản này chưa được giao xem kế hoạch của đơn vị nào.")
    seen = visible_plans(request.user)
    years = sorted({year for span in seen.values_list("year_from", "year_to") for year in range(span[0], span[1] + 1)})
    form = PlanFilter(request.GET or None, years=years[::-1])
    found = form.narrow(seen).with_heads().annotate(task_count=Count("tasks", filter=Q(tasks__withdrawn=None)))
    found = found.in_office_order()
    asked = whole(request.GET.get("cha"))
    parent = fetch_plan(request.user, asked) if asked is not None else None
    if parent:
        found = found.filter(parents=parent).order_by("unit__sort_key", "pk")
    page = Paginator(found, ROOTS_A_PAGE).get_page(request.GET.get("page"))
    listed = tree.link_parents(list(page.object_list))
    lines = [tree.Branch(0, plan) for plan in listed] if parent else tree.rows(listed)
    context = {"form": form, "lines": lines, "page": page, "parent": parent, "total": page.paginator.count}
    context |= {
        "asked_count": extension.waiting(request.user).count(),
        "may_write": can_anywhere(request.user, Action.EDIT_PLAN),
        "may_reorganise": _may_reorganise(request.user),
        "empty_years": [] if parent or form.in_use else _empty_years(request.user, timezone.localdate()),
    }
    return render(request, "plans/plans.html", context)


def _empty_years(user, today):
    """[(year, as said)] of years her living units have no plan for, not even a draft: this one, from November the next
    too."""
    units = units_to_plan_for(user).filter(valid_to=None).values("pk")
    years = [today.year, today.year + 1] if today.month >= PLANNING_MONTH else [today.year]
    spans = set(Plan.objects.filter(unit__in=units).values_list("year_from", "year_to")) if units else {(0, 9999)}
    empty = (year for year in years if not any(begin <= year <= end for begin, end in spans))
    return [(year, f"Năm {year} chưa có kế hoạch.") for year in empty]


def _may_reorganise(user):
    return can_anywhere(user, Action.ASSIGN) or can_anywhere(user, Action.ADMIN)


@login_required
@require_GET
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """One plan: facts, dimensions at the left, tasks of the chosen one at the right."""
    row = fetch_plan(request.user, pk)
    seen = overview(row, timezone.localdate(), request.user)
    chosen = _chosen_dimension(request.GET.get("nd", ""), seen)
    lines = [line for line in seen.lines if _belongs(line, chosen)]
    beside, targets = around(row, request.user), list(row.targets.order_by("pk"))
    may_link = row.state != Plan.State.CLOSED and may(request.user, Action.EDIT_PLAN, row) and bool(beside.parents)
    steps = list(_steps(row, request.user)[: STEPS_SHOWN + 1])
    more = len(steps) > STEPS_SHOWN
    context = {
        "plan": row, "seen": seen, "chosen": chosen, "clear": fiveclear.rule(),
        "side": _side(seen, chosen), "heading": _heading(chosen, lines),
        "chips": _chips(lines, chosen, request.GET.get("loc", "")),
        "groups": _groups([line for line in lines if FILTERS[_kept(request)](line)], chosen), "of_dimension": lines,
        "offered": way.offered(row, request.user),
        "events": events(steps[:STEPS_SHOWN]),
        "above": beside.above, "replaced": beside.replaced, "under_way": beside.under_way,
        "amendments": amendments(row) if more or any(step.verb == "amend" for step in steps) else [],
        "frozen": any(step.verb == "issue" for step in steps) or (more and row.steps.filter(verb="issue").exists()),
        "may_paper": may(request.user, Action.DRAFT_PAPER, row), "may_link": may_link,
        "lacking": offers.lacking(row, beside.parents) if may_link else [],
        "pages": _text_of(row, targets), "percent": _percent(lines), "targets": targets, "today": timezone.localdate(),
        "general_count": sum(_belongs(line, "chung") for line in seen.lines),
        "step_count": _steps(row, request.user).count() if more else len(steps),
        "below_count": visible_plans(request.user).filter(parents=row).count(),
        "offers": offers.count_offers(row) if any(line.task.parent_id for line in seen.lines) else 0,
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


def _steps(row, user):
    """The plan's trace; exceptions of single units are for who sees them all, each unit reads its own on the period."""
    steps = row.steps.select_related("by", "acting_for")
    return steps if may(user, Action.VIEW, row) else steps.exclude(verb="period_exception")


@login_required
@require_GET
def plan_original(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bản ban hành: the text as it was frozen on the day of issue, with the names of that day."""
    row = fetch_plan(request.user, pk)
    step = row.steps.filter(verb="issue").last()
    if not step or not step.changes:
        raise Http404("Kế hoạch này không có bản chữ giữ lại từ ngày ban hành.")
    context = {"plan": row, "step": step} | original(step.changes[0]["frozen"])
    return render(request, "plans/plan_original.html", context)


@login_required
@require_GET
def plan_tasks_csv(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Every task of the plan and below as a file, however many."""
    plan = fetch_plan(request.user, pk)
    return as_stream(task_table.rows(plan, request.user), f"nhiem-vu-{plan.pk}-{timezone.localdate():%Y%m%d}")


FILTERS = {
    "": lambda line: True,
    "qua-han": lambda line: line.overdue,
    "chua-giao": lambda line: line.under_covered,
    "chua-ro": lambda line: bool(line.findings),
}


def _kept(request):
    asked = request.GET.get("loc", "")
    return asked if asked in FILTERS else ""


def _chosen_dimension(asked, seen):
    """ "tat-ca", "chung" or a number; without one asked for, everything of a short plan, else the first dimension."""
    if asked in ("tat-ca", "chung"):
        return asked
    if whole(asked) in DIMENSION_NAMES:
        return whole(asked)
    if len(seen.lines) <= SHOW_ALL_UP_TO:
        return "tat-ca"
    numbers = [dim.number for line in seen.lines for dim in line.task.dimensions.all()]
    return min(numbers, default="tat-ca")


def _belongs(line, chosen):
    numbers = {dim.number for dim in line.task.dimensions.all()}
    return chosen == "tat-ca" or (not numbers if chosen == "chung" else chosen in numbers)


def _side(seen, chosen):
    """Rows of the left column: (key, dimension number or None, label, count, whether chosen)."""
    keys = ["tat-ca", *DIMENSION_NAMES, "chung"]
    labels = {"tat-ca": "Tất cả nhiệm vụ", "chung": GENERAL_TASKS, **DIMENSION_NAMES}  # type: ignore[misc]
    return [
        {
            "key": key,
            "label": labels[key],
            "count": sum(_belongs(line, key) for line in seen.lines),
            "current": key == chosen,
        }
        for key in keys
    ]


def _heading(chosen, lines):
    """`lines`: those of the chosen dimension, which name it; asked for where it has none."""
    if isinstance(chosen, int):
        named = (dim for line in lines for dim in line.task.dimensions.all() if dim.number == chosen)
        row = next(named, None) or Dimension.objects.filter(number=chosen).first()
        return str(row) if row else f"{chosen}. {DIMENSION_NAMES[chosen]}"
    return GENERAL_TASKS if chosen == "chung" else "Tất cả nhiệm vụ"


def _chips(lines, chosen, asked):
    words = {
        "": "Tất cả",
        "qua-han": "Quá hạn",
        "chua-giao": "Chưa giao đủ",
        "chua-ro": f"Chưa đủ {fiveclear.rule().name}",
    }
    counts = {key: sum(FILTERS[key](line) for line in lines) for key in words}
    return [
        {
            "label": label,
            "url": f"?nd={chosen}" + (f"&loc={key}" if key else ""),
            "count": counts[key],
            "current": key == asked,
        }
        for key, label in words.items()
        if counts[key] or key in ("", asked)
    ]


def _groups(lines, chosen):
    """[(heading, lines)]: by sub-dimension inside one dimension, by dimension when all are shown."""
    groups = {}
    for line in lines:
        groups.setdefault(_group_of(line.task, chosen), []).append(line)
    return sorted(groups.items(), key=lambda group: group[0])


def _group_of(task, chosen):
    """(order, words) of the group a task stands in."""
    if isinstance(chosen, int):
        subs = [sub for sub in task.sub_dimensions.all() if sub.dimension.number == chosen]
        return (subs[0].code, str(subs[0])) if subs else ("0", task.section)
    numbers = [dim.number for dim in task.dimensions.all()]
    return (f"{numbers[0]}", f"{numbers[0]}. {DIMENSION_NAMES[numbers[0]]}") if numbers else ("9", GENERAL_TASKS)


def _percent(lines):
    entries = sum(line.entries for line in lines)
    return 100 * sum(line.on_track for line in lines) / entries if entries else None


def _text_of(row, targets):
    """The paper's own words: [(label, text)] of those that are filled in."""
    names = (
        "bases", "purpose", "requirements", "scope", "funding", "organisation", "recipients", "signing_form",
        "signer_title", "signer_name", "related_indices", *REGIME,
    )  # fmt: skip
    fields = {field.name: field for field in Plan._meta.fields}
    texts = [(fields[name].verbose_name, getattr(row, name)) for name in names if getattr(row, name)]
    aims = link_in_words("targets", target_rows(targets)).replace("); ", ")\n") if targets else ""
    return [("mục tiêu", aims), *texts] if aims else texts
