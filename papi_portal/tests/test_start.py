"""The first steps: what each role is shown, what proves a step, and leaving."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from papi_portal.start import STAGES, stages
from plans.models import Progress
from plans.tests.paper import entries_of, make_period, make_plan
from units.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    return entries_of(make_period(plan))[0]


def test_every_role_is_shown_its_own_and_every_stage_leads_somewhere(client, cast, entry):
    cast.auditor = make_person("kiemtra", Role.AUDITOR, cast.province_office, "Thanh tra viên")
    shown = {"official": 4, "leader": 3, "reviewer": 2, "clerk": 1, "auditor": 2}
    for name, count in shown.items():
        client.force_login(getattr(cast, name))
        page = client.get(reverse("start"))
        assert len(page.context["stages"]) == count, name
        urls = [stage.url for stage in page.context["stages"]] + [url for *_, url in page.context["reading"]]
        assert all(client.get(url, follow=True).status_code == 200 for url in urls), name
    assert set(STAGES) == set(Role)
    assert [stage.done for stage in stages(cast.auditor)] == [False, True], "the page of people was opened above"
    client.force_login(cast.auditor)
    client.get(reverse("journal_export"))
    assert [stage.done for stage in stages(cast.auditor)] == [True, True]


def test_a_stage_is_done_when_its_trace_is_there(cast, entry):
    assert [stage.done for stage in stages(cast.official)] == [False] * 4
    Progress.objects.filter(pk=entry.pk).update(typed_by=cast.official)
    assert [stage.done for stage in stages(cast.official)] == [True, False, False, False]
    assert [stage.done for stage in stages(cast.new_official)] == [False] * 4


@pytest.mark.parametrize(("days", "invited"), [(29, True), (30, False)])
def test_newcomers_are_invited_until_they_leave_it(client, cast, days, invited):
    User.objects.filter(pk=cast.official.pk).update(date_joined=timezone.now() - timedelta(days=days))
    client.force_login(cast.official)
    assert (reverse("start").encode() in client.get(reverse("work")).content) is invited
    assert client.get(reverse("start_leave")).status_code == 405
    client.post(reverse("start_leave"))
    assert "Lần đầu dùng cổng" not in client.get(reverse("work")).text
