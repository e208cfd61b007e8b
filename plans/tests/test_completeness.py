"""Completeness: expected, received, on time, late, nothing arose and missing, for every unit and period at once."""

from datetime import date

import pytest
from django.utils import timezone

from plans.counting import completeness
from plans.models import Progress
from plans.tests.paper import fitting, make_period, make_plan

pytestmark = pytest.mark.django_db
State, Level = Progress.State, Progress.Level


@pytest.fixture
def period(cast):
    return make_period(make_plan(cast.commune, cast.commune_office))  # due 25/10/2024, three tasks


def at(day, hour=9, minute=0):
    return timezone.make_aware(timezone.datetime(2024, 10, day, hour, minute))


def set_all(period, **values):
    period.entries.update(**fitting(values["state"]) | values if "state" in values else values)


def of(period, cast, today=date(2024, 11, 1)):
    return completeness.sendings(Progress.objects.all(), today=today)[cast.commune.pk, period.pk]


def test_nothing_entered_is_missing(cast, period):
    found = of(period, cast)
    assert (found.expected, found.received, found.missing, found.state) == (3, 0, 3, "unsent")
    assert found.is_overdue(date(2024, 10, 26)) and not found.is_overdue(date(2024, 10, 25))


@pytest.mark.parametrize("state", [State.DRAFT, State.WITH_LEADER, State.RETURNED])
def test_what_is_still_in_the_unit_or_sent_back_is_missing(cast, period, state):
    set_all(period, state=state, handed_in_at=at(20))
    assert of(period, cast).state == "unsent"


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.APPROVED, State.LOCKED])
def test_the_last_minute_of_the_due_date_is_on_time_by_local_time(cast, period, state):
    set_all(period, state=state, handed_in_at=at(25, 23, 59))
    assert of(period, cast).state == "on_time"
    set_all(period, handed_in_at=at(26, 0, 0))
    assert (of(period, cast).late, of(period, cast).state) == (3, "sent_late")


def test_the_last_arrival_is_of_what_has_come(cast, period):
    set_all(period, state=State.IN_REVIEW, handed_in_at=at(20))
    period.entries.filter(task__position=1).update(state=State.RETURNED, handed_in_at=at(24))
    assert of(period, cast).last_at == at(20)


def test_the_units_own_due_date_decides(cast, period):
    set_all(period, state=State.IN_REVIEW, handed_in_at=at(28), due=date(2024, 10, 31))
    assert of(period, cast).state == "on_time"


def test_nothing_arose_is_an_answer_only_when_it_is_all(cast, period):
    set_all(period, state=State.IN_REVIEW, handed_in_at=at(20), level=Level.NONE)
    assert of(period, cast).state == "nothing"
    entry = period.entries.first()
    Progress.objects.filter(pk=entry.pk).update(appraised_level=Level.NOT_STARTED)
    assert (of(period, cast).nothing, of(period, cast).state) == (2, "on_time")


def test_as_of_an_earlier_day_it_had_not_come(cast, period):
    set_all(period, state=State.APPROVED, handed_in_at=at(20))
    assert of(period, cast, today=date(2024, 10, 19)).received == 0
    assert of(period, cast, today=date(2024, 10, 20)).received == 3


def test_one_query_for_all_units_and_the_states_sum_up(cast, period, django_assert_num_queries):
    make_period(make_plan(cast.neighbour, cast.neighbour_office, number="05/KH-UBND"))
    set_all(period, state=State.IN_REVIEW, handed_in_at=at(20))
    with django_assert_num_queries(1 + 1):  # of a past day also what the plans' traces know of it
        rows = completeness.sendings(Progress.objects.all(), today=date(2024, 11, 1)).values()
    assert completeness.tally(rows) == {"on_time": 1, "sent_late": 0, "nothing": 0, "partly": 0, "unsent": 1}
    both = completeness.merged(rows, unit_id=cast.district.pk, path=cast.district.path)
    assert (both.expected, both.received, both.state) == (6, 3, "partly")
    assert completeness.merged([], unit_id=1, path="x/") is None
