"""The right is asked before the form: who may not do a thing hears that, not what her form lacks."""

import pytest
from django.urls import reverse

from plans.models import Progress
from plans.tests.paper import fitting, make_period, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

# address | who sees the page but lacks the right (an official and a clerk of the commune, her office above)
ASKED = """
periods | official
period | official
plan_reminders | official
task_exempt | official
entry_objection | official
extension_ask | reviewer
evidence_add | clerk
"""
LINES = [[cell.strip() for cell in line.split("|")] for line in ASKED.strip().splitlines()]


@pytest.fixture
def arguments(cast):
    head = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    own = make_plan(cast.commune, cast.commune_office, tasks=1, reports_under=head)
    period, (task,) = make_period(head), own.tasks.all()
    Progress.objects.filter(period=period).update(**fitting(Progress.State.APPROVED))
    entry = period.entries.get(plan=own)
    return {
        "periods": head.pk, "period": period.pk, "plan_reminders": head.pk, "task_exempt": head.tasks.first().pk,
        "entry_objection": entry.pk, "extension_ask": task.pk, "evidence_add": entry.pk,
    }  # fmt: skip


@pytest.mark.parametrize(("name", "who"), LINES, ids=[line[0] for line in LINES])
def test_an_empty_form_of_who_has_no_right_is_refused_not_corrected(client, cast, arguments, name, who):
    client.force_login(getattr(cast, who))
    answer = client.post(reverse(name, args=[arguments[name]]), {"form": "exception"})
    assert answer.status_code == 403
