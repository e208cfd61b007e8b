"""Đơn vị và người: the units below on the left, agency × post × holder of one unit on the right."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from units.accounts import managing, reach, table
from units.errors import Refused
from units.models import AccountStep, Role, Unit, User
from units.permissions import Action, can, require
from units.requests import SignedInRequest
from units.search import keys_holding
from units.text import nfc

VIEWS = (  # word of the address, label, icon, which rows
    ("", "Tất cả", "", lambda row: True),
    ("thieu", "Thiếu người", "exclamation-triangle-fill", lambda row: bool(row.missing)),
    ("chua-nhap", "Chưa ai nhập tiến độ", "circle-half", lambda row: Role.ENTRY in row.missing),
    ("chua-vao", "Có người chưa đăng nhập", "person", lambda row: bool(row.never)),
)
MOST_FOUND = 30
MOST_SLIPS = 100  # of one printing: 25 sheets


@login_required
def people(request: SignedInRequest) -> HttpResponse:
    """Where she begins: her own unit, or the list of the highest ones; `?tim=` finds units and people."""
    today = timezone.localdate()
    roots = reach.roots(request.user, today)
    if not roots:
        raise Refused("Tài khoản này không được xem Đơn vị và người", who_may="lãnh đạo, quản trị của đơn vị")
    asked = nfc(request.GET.get("tim", ""))
    if not asked and len(roots) == 1:
        return redirect("people_unit", roots[0].pk)
    rows = [] if asked else table.counted(Unit.objects.filter(pk__in=[root.pk for root in roots]), today)
    found = _found(request.user, asked, today) if asked else {}
    return render(request, "accounts/people.html", {"asked": asked, "rows": rows, **found})


def _found(user, asked, today):
    units = reach.units_of(user, today)
    posted = User.objects.filter(posts__agency__unit__in=units).distinct()
    keys = keys_holding(posted, asked, "username", "title", "legal_name", "email")[:MOST_FOUND]
    return {"units": list(units.search(asked)[:MOST_FOUND]), "found": list(User.objects.filter(pk__in=keys))}


@login_required
def people_unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit; `?xem=` narrows the list of the units below."""
    unit, today = get_object_or_404(Unit, pk=pk), timezone.localdate()
    require(request.user, Action.PEOPLE, unit)
    rows, view = table.below(unit, today), request.GET.get("xem", "")
    fits = next((fits for word, _, _, fits in VIEWS if word == view), VIEWS[0][3])
    groups = table.of_unit(unit, today)
    may = can(request.user, Action.ACCOUNTS, unit)
    context = {
        "unit": unit, "within": unit.full_name.removeprefix(unit.name).lstrip(", "),
        "groups": groups, "rows": [row for row in rows if fits(row)], "chips": _chips(rows, view),
        "may": may, "above": [up for up in Unit.objects.above(unit) if can(request.user, Action.PEOPLE, up)],
        "lacking": _lacking(groups), "new": may and reach.waiting(request.user, unit)[:MOST_SLIPS],
        "steps": AccountStep.objects.filter(unit=unit).select_related("account", "by")[:10],
        "rule": table.RULE, "account_rule": managing.RULE,
    }  # fmt: skip
    return render(request, "accounts/people_unit.html", context)


def _lacking(groups):
    """Whether the set of accounts still has something to make."""
    return not groups or any(role in table.NEEDED for group in groups for role in group.missing)


def _chips(rows, view):
    return [
        {"label": label, "url": f"?xem={word}" if word else "?", "icon": icon, "current": word == view,
         "count": sum(map(fits, rows))}
        for word, label, icon, fits in VIEWS
    ]  # fmt: skip
