"""Every page that grows with a province, by role: how many questions it asks at most, as many for four communes as for two.

The numbers are those of today, a bar for tomorrow: whoever lowers one lowers it here, none goes up.
"""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Period, Plan, Progress
from reports.alerts import urls as alerts
from reports.boards import urls as boards
from reports.briefing import urls as briefing
from reports.dashboard import urls as dashboard
from units.models import Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country_database")]
ABOVE, LEADER, OFFICIAL, ADMIN = "do.33.thamdinh", "do.33.lanhdao", "nhaplieu", "do.33.quantri"
MOST = {  # (page, who): questions; a page that is handed out as a file writes its line of the journal in three
    ("dashboard", ABOVE): 13,
    ("plan", ABOVE): 22,
    ("plan_figures", ABOVE): 18,
    ("coverage", ABOVE): 13,
    ("coverage_excel", ABOVE): 17,
    ("plan_tasks_csv", ABOVE): 11,
    ("plans", ABOVE): 11,
    ("review_units", ABOVE): 7,
    ("review_unit", ABOVE): 11,
    ("review_tasks", ABOVE): 6,
    ("review", ABOVE): 11,
    ("review_entry", ABOVE): 11,
    ("periods", ABOVE): 8,
    ("period", ABOVE): 11,
    ("work", ABOVE): 12,
    ("work", LEADER): 12,
    ("extensions", LEADER): 5,
    ("people", ABOVE): 17,
    ("documents", ABOVE): 12,
    ("work", OFFICIAL): 12,
    ("grid", OFFICIAL): 14,
    ("entry", OFFICIAL): 20,
    ("plan", OFFICIAL): 23,
    ("reminders", ADMIN): 25,  # one for each source of what is owed: incoming papers became one
}


BOARD = 15  # questions of any page of figures
# Handed out as files, or steps that want a POST; the leader's two pages are made by a worker and only shown.
NO_BOARDS = {
    "dashboard_excel", "alert_rule", "alert_mute", "alert_show_again", "briefing", "briefing_pdf", "briefing_again",
    "briefing_ask", "briefing_order",
}  # fmt: skip


def _boards(plan, period, before, unit):
    """[(page, its arguments, what it is asked for)]: every page of figures, of today, of a period's end, of another day."""
    past = timezone.localdate() - timedelta(days=3)
    end, ended = {"ke_hoach": plan.pk, "ky": before.pk, "ngay": f"{before.ends:%d-%m-%Y}"}, {"ke_hoach": plan.pk}
    return [
        ("dashboard", [], {}),
        ("dashboard", [], end),
        ("dashboard", [], {"ngay": f"{past:%d-%m-%Y}"}),
        ("dashboard_rows", [], {"so": "owed", "ky": period.pk, **ended}),
        ("dashboard_rows", [], {"so": "unsent", **end}),
        ("dashboard_unit", [unit.pk], {}),
        ("dashboard_unit", [unit.pk], end),
        ("trends", [], {}),
        ("trends", [], {"xem": "chi-tieu"}),
        ("trends", [], {"don_vi": unit.pk}),
        ("changed", [], {"tu": f"{past:%d-%m-%Y}"}),
        ("changed_rows", [], {"tu": f"{past:%d-%m-%Y}", "so": "came"}),
        ("nation", [], {}),
        ("picture", [], {}),
        ("lacking", [], {"so": "account"}),
        ("alerts", [], {}),
        ("alert_rows", [], {"ky": period.pk, "cua": unit.pk}),
        ("briefings", [], {}),
    ]


def _of_boards(client, province, unit, unanswered):
    """{(page, what it is asked for): questions}; pages that are not there for this person are put into `unanswered`."""
    plan, found = Plan.objects.get(unit=province), {}
    before, period = Period.objects.filter(plan=plan).order_by("ends")
    for who in (ABOVE, ADMIN):
        client.force_login(User.objects.get(username=who), "django.contrib.auth.backends.ModelBackend")
        for name, arguments, asked in _boards(plan, period, before, unit):
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(reverse(name, args=arguments), {"don_vi": province.pk, **asked})
            label = f"{name} {urlencode(asked)}"
            if answer.status_code == 200:
                found[label] = max(len(seen), found.get(label, 0))
            else:
                unanswered.setdefault(label, set()).add(answer.status_code)
    return found


def _of(below):
    """{page: arguments of its address} in a province loaded with two periods; those of the official's own unit."""
    plan = Plan.objects.get(unit__code="33")
    review, entering = Period.objects.filter(plan=plan, state="open").order_by("ends")
    waiting = Progress.objects.filter(period=review, state="submitted", unit__in=below).order_by("pk")[0]
    entry = Progress.objects.filter(period=entering, state="draft", unit__in=below).order_by("pk")[0]
    of_plan = dict.fromkeys(
        ("plan", "plan_figures", "coverage", "coverage_excel", "plan_tasks_csv", "periods"), plan.pk
    )
    own = {"plan": entry.plan_id, "grid": entering.pk, "entry": entry.pk}
    return (
        {**of_plan, "period": review.pk, "review_entry": waiting.pk, "review_unit": waiting.unit_id},
        own,
        entry.unit,
    )


def _asked(client, communes, tasks=6):
    call_command("load_benchmark", provinces=1, communes=communes, tasks=tasks, periods=2, stdout=StringIO())
    province = Unit.objects.get(code="33", valid_to=None)
    keys, own, unit = _of(list(Unit.objects.below(province).filter(pk__in=Plan.objects.values("unit"))))
    found = {}
    for name, who in MOST:
        mine = who == OFFICIAL
        client.force_login(
            User.objects.get(username=f"do.{unit.code}.{who}" if mine else who),
            "django.contrib.auth.backends.ModelBackend",
        )
        key = (own if mine else keys).get(name)
        url = reverse(name, args=[key] if key else [])
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(url)
            answer = client.get(answer["Location"]) if answer.status_code == 302 else answer
            answer.getvalue()
        assert answer.status_code == 200, (name, who)
        found[name, who] = len(seen)
    boards = _of_boards(client, province, unit, {})
    call_command("load_benchmark", "--drop", stdout=StringIO())
    return found, boards


def test_pages_ask_as_much_of_many_communes_as_of_few_and_no_more_than_said(client, settings):
    settings.DEBUG = True
    (few, few_boards), (many, many_boards) = _asked(client, 2), _asked(client, 4)
    assert few == many
    assert {page: count for page, count in many.items() if count > MOST[page]} == {}
    assert few_boards.keys() == many_boards.keys()
    assert {page: count for page, count in many_boards.items() if count > BOARD or count > few_boards[page]} == {}
    answered = {label.split()[0] for label in many_boards}
    ours = {one.name for module in (dashboard, boards, alerts, briefing) for one in module.urlpatterns}
    assert ours - NO_BOARDS == answered, "a new page of figures is asked here too"
