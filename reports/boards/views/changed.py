"""Điều gì đã đổi: the page of sentences, and the rows behind each."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reports.boards import changes
from reports.boards.forms import SinceForm
from reports.dashboard.forms import calendars
from reports.dashboard.tabs import tabs
from reports.dashboard.whose import unit_asked, unit_chips
from units.requests import SignedInRequest

PAGE = 100


@login_required
def changed(request: SignedInRequest) -> HttpResponse:
    """What moved, in sentences."""
    unit, form = _asked(request)
    context = _frame(request, unit, form)
    if form.period:
        made = changes.changed(unit, form.period, form.since, timezone.localdate())
        told = [(move, changes.KINDS[move.name], _rows(context, move)) for move in made.moves]
        context |= {"made": made, "sentences": told, "board": _board(unit, form)}
    return render(request, "reports/boards/changed.html", context)


@login_required
def changed_rows(request: SignedInRequest) -> HttpResponse:
    """The entries that one sentence counts."""
    unit, form = _asked(request)
    name = request.GET.get("so", "")
    if form.period is None or name not in changes.KINDS:
        raise Http404("Không có con số này.")
    rows = changes.moved_rows(unit, form.period, form.since, timezone.localdate(), name)
    ordered = rows.for_rows().order_by("unit__sort_key", "task__position", "pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    context = _frame(request, unit, form) | {"page": page, "title": changes.KINDS[name]}
    return render(request, "reports/boards/changed_rows.html", context)


def _asked(request):
    unit = unit_asked(request)
    return unit, SinceForm(request.GET, unit, list(calendars(unit)))


def _frame(request, unit, form) -> dict[str, Any]:
    base = {"don_vi": unit.pk, "ky": getattr(form.period, "pk", ""), "tu": f"{form.since:%d-%m-%Y}"}
    return {
        "unit": unit, "form": form, "period": form.period, "since": form.since, "tabs": tabs(unit, "changed"),
        "unit_chips": unit_chips(request.user, unit, "changed"), "rows_url": f"{reverse('changed_rows')}?{urlencode(base)}",
        "page_url": f"{reverse('changed')}?{urlencode(base)}",
    }  # fmt: skip


def _rows(context, move):
    return f"{context['rows_url']}&so={move.name}"


def _board(unit, form):
    """The rows of a share: those of the board, then and now."""
    base = {"don_vi": unit.pk, "ky": form.period.pk, "so": "share"}
    address = reverse("dashboard_rows")
    return {
        "now": f"{address}?{urlencode(base)}",
        "then": f"{address}?{urlencode(base | {'ngay': f'{form.since:%d-%m-%Y}'})}",
    }
