"""Search over plans, tasks, documents and units: what one types without marks is found with them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from plans.permissions import visible_plans, visible_tasks
from reports.permissions import visible
from units.models import Unit
from units.requests import SignedInRequest
from units.search import keys_holding, matching
from units.text import nfc

SHOWN = 20


@login_required
def search(request: SignedInRequest) -> HttpResponse:
    """Four short lists, each only of what this person may see; says how many more there are."""
    asked = nfc(request.GET.get("q", ""))[:100]
    groups = _groups(request.user, asked) if asked else []
    return render(
        request, "reports/search.html", {"asked": asked, "groups": [group for group in groups if group["rows"]]}
    )


def _groups(user, asked):
    plans = visible_plans(user).select_related("unit")
    tasks = visible_tasks(user).select_related("plan__unit")
    papers = visible(user).select_related("agency__unit")
    return [
        _group("Kế hoạch", matching(plans, asked), lambda row: (reverse("plan", args=[row.pk]), str(row), row.unit)),
        _group(
            "Nhiệm vụ",
            matching(tasks, asked),
            lambda row: (_task_url(row), str(row), f"{row.plan.number} {row.plan.unit}"),
        ),
        _group(
            "Văn bản", _papers(papers, asked), lambda row: (reverse("document", args=[row.pk]), str(row), row.agency)
        ),
        _group("Đơn vị", Unit.objects.filter(sample=False).search(asked), _unit_row),
    ]


def _papers(papers, asked):
    """By words of the title, or of number and symbol: 36/BC-UBND is folded to 36 bc ubnd."""
    return papers.filter(pk__in=keys_holding(papers, asked, "title", "entry__number", "entry__symbol"))


def _task_url(task):
    return f"{reverse('plan', args=[task.plan_id])}#nhiem-vu-{task.pk}"


def _unit_row(unit):
    era = f"đến {unit.valid_to:%d/%m/%Y}" if unit.valid_to else f"từ {unit.valid_from:%d/%m/%Y}"
    return "", unit.full_name, era


def _group(name, found, as_row):
    total = found.count()
    rows = [dict(zip(("url", "title", "sub"), as_row(row), strict=True)) for row in found[:SHOWN]]
    return {"name": name, "rows": rows, "total": total, "more": max(0, total - SHOWN)}
