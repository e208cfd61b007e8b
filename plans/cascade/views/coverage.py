"""Ma trận bao phủ: every task of a plan against the units below, a page of units at a time, and as a workbook."""

from functools import lru_cache
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.views.decorators.http import require_GET

from plans.counting import coverage as matrix_of
from plans.drafting.forms.filters import MatrixFilter
from plans.drafting.workflow.life import offered
from plans.models import Exemption
from plans.permissions import fetch_plan, visible_units
from post.exports.gate import long_export
from units.addresses import whole
from units.characters import fit_for_files
from units.permissions import Action, can
from units.requests import SignedInRequest
from units.statuses import STATUSES
from units.templatetags.portal import icon
from units.watching import watched
from units.workbooks import as_download, written

UNITS_A_PAGE = 24
CELL = '<td class="{}"><a href="{}" title="{}">{}</a></td>'


@login_required
@require_GET
def coverage(request: SignedInRequest, pk: int) -> HttpResponse:
    """The matrix on the screen; `?nv=` names one task's missing units in words below it."""
    plan = fetch_plan(request.user, pk)
    form, matrix = _matrix(plan, request)
    units = _ordered(matrix, form)
    page = Paginator(units, UNITS_A_PAGE).get_page(request.GET.get("page"))
    chosen = _chosen(matrix, request.GET.get("nv", ""))
    may_assign = "hand_down" in offered(plan, request.user)
    level = _level(form)
    context = {
        "plan": plan, "form": form, "page": page, "matrix": matrix, "chosen": chosen,
        "rows": _rows(plan, matrix, page.object_list, may_assign, level), "level": level,
        "missing_units": [unit for unit in matrix.units if chosen and unit.pk in set(chosen.missing)],
        "all_missing": _address_of_missing(matrix, level), "kept_reason": request.GET.get("ly_do", ""),
        "own_only": not can(request.user, Action.VIEW, plan.unit), "may_assign": may_assign, "today": timezone.localdate(),
        "exempt_units": list(_exempt(chosen.task, matrix)) if chosen else [],
    }  # fmt: skip
    return render(request, "plans/coverage.html", context)


def _exempt(task, matrix):
    return Exemption.objects.filter(task=task, unit__in=matrix.units).select_related("unit")


def _level(form):
    """How many levels below the plan's own unit the matrix looks."""
    return (form.cleaned_data.get("cap") if form.is_valid() else None) or 1


def _rows(plan, matrix, units, may_assign, level):
    """[(row, its cells as HTML)]; built here because a template include for each of 1,400 cells costs half a second."""
    hand_down = f"{reverse('cascade', args=[plan.pk])}?cap={level}&"
    task_page = reverse("task", args=[0])
    marks = {state: icon(status.icon) for state, status in STATUSES.items() if status.group == "assignment"}
    rows = []
    for row in matrix.rows:
        links = {
            matrix_of.MISSING: f"{hand_down}nv={row.task.pk}&dv=%s" if may_assign else f"?nv={row.task.pk}#thieu",
            matrix_of.EXEMPT: f"?nv={row.task.pk}#thieu",
        }
        cells = ((unit, row.cells[unit.pk]) for unit in units)
        shown = format_html_join("", CELL, (_cell(unit, cell, links, task_page, marks) for unit, cell in cells))
        rows.append((row, shown))
    return rows


def _cell(unit, cell, links, task_page, marks):
    link = links.get(cell.state) or task_page.replace("0", str(cell.task))
    more = cell.reason or cell.place
    label = f"{STATUSES[cell.state].word}, {unit.name}" + (f": {more}" if more else "")
    return cell.state, link.replace("%s", str(unit.pk)), label, marks[cell.state]


def _address_of_missing(matrix, level):
    """Query of the form that hands down everything missing: what a unit has already is left as it is."""
    lacking = [row for row in matrix.rows if row.missing]
    units = sorted({key for row in lacking for key in row.missing})
    return urlencode([("cap", level), *(("nv", row.task.pk) for row in lacking), *(("dv", key) for key in units)])


def _matrix(plan, request):
    """The filter and the Matrix over the units whose standing she may see: the matrix compares units."""
    form, tasks, units = _asked(plan, request)
    return form, matrix_of.matrix(plan, list(tasks), units)


def _asked(plan, request):
    """The filter, the tasks and the units of the matrix."""
    form = MatrixFilter(request.GET or None, levels=matrix_of.depths_below(plan))
    wanted = form.cleaned_data if form.is_valid() else {}
    tasks = plan.tasks.current().select_related("lead").order_by("position", "pk")  # their plan is known
    if (number := whole(wanted.get("nd"))) is not None:
        tasks = tasks.filter(dimensions__number=number)
    elif wanted.get("nd") == "chung":
        tasks = tasks.filter(dimensions=None)
    return form, tasks, visible_units(request.user, matrix_of.units_below(plan, _level(form)))


def _ordered(matrix, form):
    wanted = form.cleaned_data if form.is_valid() else {}
    lacking = matrix.missing_by_unit()
    units = [unit for unit in matrix.units if lacking[unit.pk] or not wanted.get("thieu")]
    if wanted.get("xep") == "ten":
        return units
    return sorted(units, key=lambda unit: -lacking[unit.pk])


def _chosen(matrix, asked):
    """The row named in the address, else the one that lacks most."""
    rows = [row for row in matrix.rows if str(row.task.pk) == asked]
    lacking = sorted((row for row in matrix.rows if row.missing), key=lambda row: -len(row.missing))
    return next(iter(rows + lacking), None)


def _cells_of(request, pk):
    _, tasks, units = _asked(fetch_plan(request.user, pk), request)
    return tasks.order_by().count() * len(units)


@login_required
@require_GET
@long_export(_cells_of)
def coverage_excel(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole matrix, every unit, as a workbook."""
    plan = fetch_plan(request.user, pk)
    _, matrix = _matrix(plan, request)
    data = written(lambda book: _fill(book, matrix))
    return as_download(data, f"bao-phu-{plan.pk}")


def _fill(book, matrix):
    sheet = book.add_worksheet("Bao phủ")
    bold, upright = book.add_format({"bold": True}), book.add_format({"bold": True, "rotation": 90})
    sheet.write(0, 0, "Nhiệm vụ", bold)
    sheet.write_row(0, 1, [*(fit_for_files(unit.name) for unit in matrix.units), "Đã giao", "Áp dụng"], upright)
    keys = [unit.pk for unit in matrix.units]
    for place, row in enumerate(watched(matrix.rows, len(matrix.rows)), 1):
        cells = [_in_words(cell.state, cell.reason or cell.code) for cell in map(row.cells.__getitem__, keys)]
        sheet.write_row(place, 0, [fit_for_files(str(row.task)), *cells, row.assigned, row.wanted])
    sheet.set_column(0, 0, 60)
    sheet.freeze_panes(1, 1)


@lru_cache(maxsize=4000)  # few of six thousand cells differ
def _in_words(state, extra):
    word = STATUSES[state].word
    return fit_for_files(f"{word}: {extra}" if extra else word)
