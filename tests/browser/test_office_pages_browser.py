"""Every main page of the office above, of leaders and of the administrator on a desk and on a phone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, Progress
from tests.browser.sweep import swept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages():
    """[(name of the picture, user, address, expected status)] of the pages of those who look on and decide."""
    above = Plan.objects.get(number="18/KH-UBND", unit__code="33", year_from=timezone.localdate().year)
    waiting = Progress.objects.filter(period__in=above.periods.filter(state="open"), state=Progress.State.IN_REVIEW)

    def at(name, *where):
        return reverse(name, args=where)

    reviewer, leader = "hungyen.thamdinh", "hungyen.lanhdao"
    return [
        ("viec-so", reviewer, at("work"), 200),
        ("tham-dinh", reviewer, at("review"), 200),
        ("tham-dinh-mot", reviewer, at("review_entry", waiting.first().pk), 200),
        ("tong-hop", reviewer, at("dashboard"), 200),
        ("bao-phu", reviewer, at("coverage", above.pk), 200),
        ("giao-xuong", reviewer, at("cascade", above.pk), 200),
        ("ky", reviewer, at("periods", above.pk), 200),
        ("chi-so", reviewer, at("indicators"), 200),
        ("chi-so-tinh", reviewer, at("indicators_province", above.unit_id), 200),
        ("tim", reviewer, at("search") + "?q=hong+quang", 200),
        ("uy-quyen", leader, at("delegations"), 200),
        ("nhac-viec", "quantri", at("reminders"), 200),
        ("thu", "quantri", at("letters"), 200),
    ]


def test_every_main_page_on_a_desk_and_on_a_phone(demo_site, page_as, live_server, axe, tmp_path):
    assert swept(pages(), page_as, live_server.url, axe, tmp_path) == {}
