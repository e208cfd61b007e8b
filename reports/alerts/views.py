"""Cảnh báo: the page of what the rules find, each opening its rows, with the rules themselves below."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import Period
from reports.alerts import finding, workflow
from reports.alerts.forms import MuteForm, RuleForm
from reports.alerts.rules import HOUSE
from reports.dashboard.forms import calendars
from reports.dashboard.tabs import tabs
from reports.dashboard.whose import unit_asked, unit_chips
from reports.models import AlertKind, AlertMute
from units.addresses import whole
from units.models import Unit
from units.permissions import Action, can, require
from units.requests import SignedInRequest

PAGE = 100


@login_required
def alerts(request: SignedInRequest) -> HttpResponse:
    """What stands in the period, what is muted, and the rules."""
    unit = unit_asked(request)
    return _page(request, unit, {})


def _page(request, unit, typed: dict[Any, Any], status: int = 200) -> HttpResponse:
    """`typed`: a refused form by what it is of, shown again at its place."""
    periods = [row for row in calendars(unit) if row.starts <= timezone.localdate()]
    asked = next((row for row in periods if str(row.pk) == request.GET.get("ky")), None)
    period = asked or next((row for row in periods if row.state == Period.State.OPEN), next(iter(periods), None))
    found = finding.find(unit, period, timezone.localdate()) if period else None
    context = {
        "unit": unit, "period": period, "periods": periods, "found": found, "tabs": tabs(unit, "alerts"),
        "unit_chips": unit_chips(request.user, unit, "alerts"), "rules_said": (workflow.MUTE_RULE, workflow.TOLD_RULE),
        "may_mute": workflow.may_mute(request.user, unit), "may_set": can(request.user, Action.SETTINGS, unit),
        "groups": _groups(unit, period, found, typed, request.GET.get("tat")) if found else [],
        "rules": _rules(found, typed) if found else [],
        "muted": _muted(unit, period, found) if found else [],
    }  # fmt: skip
    return render(request, "reports/alerts/alerts.html", context, status=status)


def _groups(unit, period, found, typed, asked):
    """[(rule, [(alert, its rows, the form of the one to be muted, the name of its place)])]: a form for each of a hundred
    would take most of the page's time."""
    groups = []
    for rule, alerts in found.by_rule:
        shown = []
        for alert in alerts:
            place = f"{rule.kind.value}-{alert.about.pk}"
            form = typed.get((rule.kind, alert.about.pk)) or (_mute_form(period, alert) if place == asked else None)
            shown.append((alert, finding.rows_of(unit, period, alert), form, place))
        groups.append((rule, shown))
    return groups


def _muted(unit, period, found):
    return [(alert, finding.rows_of(unit, period, alert)) for alert in found.muted]


def _mute_form(period, alert):
    given = {"period": period.pk, "kind": alert.rule.kind, "about": alert.about.pk}
    return MuteForm(initial=given, auto_id=f"mute-{alert.rule.kind}-{alert.about.pk}-%s")


def _rules(found, typed):
    return [(rule, HOUSE[kind], typed.get(kind) or _rule_form(rule)) for kind, rule in found.rules.items()]


def _rule_form(rule):
    stands = {name: getattr(rule, name) for name in ("kind", "threshold", "on", "told")}
    return RuleForm(initial=stands, auto_id=f"rule-{rule.kind}-%s")


@login_required
def odd_rows(request: SignedInRequest) -> HttpResponse:
    """The entries in review of one unit that want a close look, with why."""
    unit, pk, of = unit_asked(request), whole(request.GET.get("ky")), whole(request.GET.get("cua"))
    period = next((row for row in calendars(unit) if row.pk == pk), None)
    about = Unit.objects.filter(pk=of or 0, path__startswith=unit.path).first()
    if period is None or about is None:
        raise Http404("Không có con số này.")
    rows = finding.odd_entries(period).filter(unit__path__startswith=about.path).select_related("task", "unit")
    page = Paginator(rows.order_by("unit__sort_key", "task__position", "pk"), PAGE).get_page(request.GET.get("trang"))
    context = {"unit": unit, "about": about, "period": period, "page": page, "tabs": tabs(unit, "alerts")}
    return render(request, "reports/alerts/odd.html", context)


@login_required
@require_POST
def rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set one rule."""
    unit = get_object_or_404(Unit, pk=pk)
    require(request.user, Action.SETTINGS, unit)
    form = RuleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = workflow.set_rule(
                unit,
                AlertKind(given["kind"]),
                by=request.user,
                threshold=given["threshold"],
                on=given["on"],
                told=given["told"],
            )
        except ValueError as error:
            form.add_error("threshold", str(error))
        else:
            messages.success(request, "Đã đặt quy tắc." if made else "Quy tắc vẫn như cũ.")
            return redirect(f"{reverse('alerts')}?don_vi={unit.pk}")
    kind = form.data.get("kind", "")
    return _page(request, unit, {kind: form}, status=422)


@login_required
@require_POST
def mute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mute one alert for the rest of its period."""
    unit = get_object_or_404(Unit, pk=pk)
    if not workflow.may_mute(request.user, unit):
        require(request.user, Action.SETTINGS, unit)
    form = MuteForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        period = get_object_or_404(calendars(unit), pk=given["period"])
        about = get_object_or_404(Unit, pk=given["about"], path__startswith=unit.path)
        workflow.mute(unit, about, period, AlertKind(given["kind"]), by=request.user, reason=given["reason"])
        messages.success(request, f"Đã tắt cảnh báo về {about.name} đến hết kỳ {period.name}.")
        return redirect(f"{reverse('alerts')}?{urlencode({'don_vi': unit.pk, 'ky': period.pk})}")
    return _page(request, unit, {(form.data.get("kind"), whole(form.data.get("about"))): form}, status=422)


@login_required
@require_POST
def show_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a muted alert again."""
    row = get_object_or_404(AlertMute.objects.select_related("unit", "about"), pk=pk)
    if not workflow.may_mute(request.user, row.unit):
        require(request.user, Action.SETTINGS, row.unit)
    workflow.show_again(row, by=request.user)
    messages.success(request, "Cảnh báo hiện lại.")
    return redirect(f"{reverse('alerts')}?{urlencode({'don_vi': row.unit_id, 'ky': row.period_id})}")
