"""Migrations of plans' data: forward and back on a database the old ones filled, row by row."""

from contextlib import ExitStack
from datetime import date, datetime

import pytest
from django.utils import timezone

from conftest import make_agency, make_unit
from plans.tests.paper import entries_of, make_period, make_plan
from tools.databases import MIGRATED, STOPS, opened
from tools.migrating import migrate, models_now
from units.models import User


@pytest.fixture
def before(transactional_db):
    """A function name -> the models as they were before that migration of plans, on an empty database of that time."""
    with ExitStack() as copies:
        yield lambda name: copies.enter_context(opened(STOPS[name])) or models_now()


@pytest.fixture
def copied(transactional_db):
    """The newest database in a copy that goes with the test, wherever it was migrated to."""
    with opened(MIGRATED):
        yield


def at(name):
    """The models of plans as they were after the migration `name`, with the database brought there."""
    return migrate(("plans", name))


def test_counters_of_one_code_go_on_from_the_highest_and_no_number_is_given_twice(before):
    apps = before("0009_receipts_by_code")
    old, other = make_unit("Xã Tiền Phong", "12193", until=date(2025, 6, 30)), make_unit("Xã Hồ Tùng Mậu", "12190")
    new = make_unit("Xã Tiền Phong", "12193", since=date(2025, 7, 1))
    Counter = apps.get_model("plans", "ReceiptCounter")
    for unit, year, last in ((old, 2025, 7), (new, 2025, 12), (old, 2024, 3), (other, 2025, 5)):
        Counter.objects.create(unit_id=unit.pk, year=year, last=last)
    after = at("0009_receipts_by_code").get_model("plans", "ReceiptCounter")
    given = set(after.objects.values_list("code", "year", "last"))
    assert given == {("12193", 2025, 12), ("12193", 2024, 3), ("12190", 2025, 5)}
    back = at("0008_measure_identity").get_model("plans", "ReceiptCounter")
    assert set(back.objects.values_list("unit", "year", "last")) == {
        (old.pk, 2025, 12), (new.pk, 2025, 12), (old.pk, 2024, 3), (new.pk, 2024, 3), (other.pk, 2025, 5),
    }  # fmt: skip
    again = at("0009_receipts_by_code").get_model("plans", "ReceiptCounter")
    assert set(again.objects.values_list("code", "year", "last")) == given


def test_plans_ended_so_far_have_the_day_of_their_trace(before):
    apps = before("0007_plan_ended")
    unit = make_unit("Xã Tiền Phong", "12193")
    issuer, user = make_agency(unit, "UBND xã Tiền Phong"), User.objects.create(username="lanhdao")
    Plan, PlanStep = apps.get_model("plans", "Plan"), apps.get_model("plans", "PlanStep")
    Plan.compute_search_text = lambda plan: ""  # the plans of old know their columns only
    made = {
        state: Plan.objects.create(
            unit_id=unit.pk, issuer_id=issuer.pk, title=state, year_from=2024, year_to=2024, state=state
        )
        for state in ("closed", "issued")
    }
    step = PlanStep.objects.create(plan=made["closed"], verb="close", by_id=user.pk)
    PlanStep.objects.filter(pk=step.pk).update(at=timezone.make_aware(datetime(2024, 12, 31, 23, 30)))
    after = at("0007_plan_ended").get_model("plans", "Plan")
    assert dict(after.objects.values_list("title", "ended")) == {"closed": date(2024, 12, 31), "issued": None}
    Plan = at("0006_relations_between_figures").get_model("plans", "Plan")
    assert Plan.objects.count() == 2


def test_entries_get_a_state_that_fits_their_level_or_are_named(copied):
    unit = make_unit("Xã Tiền Phong", "12193")
    period = make_period(make_plan(unit, make_agency(unit, "UBND xã Tiền Phong")))
    touched, sent, untouched = (row.pk for row in entries_of(period))
    old = at("0012_marks_of_review").get_model("plans", "Progress")
    old.objects.filter(pk=touched).update(level="done")
    old.objects.filter(pk=sent).update(state="submitted")
    with pytest.raises(ValueError, match=rf"id\): {sent}$"):
        at("0013_entry_state_and_level")
    old.objects.filter(pk=sent).update(level="nothing")
    rows = at("0013_entry_state_and_level").get_model("plans", "Progress").objects.order_by("pk")
    want = [(touched, "draft", "done"), (sent, "submitted", "nothing"), (untouched, "missing", "")]
    assert list(rows.values_list("pk", "state", "level")) == want
    back = at("0012_marks_of_review").get_model("plans", "Progress").objects.order_by("pk")
    assert list(back.values_list("pk", "state", "level")) == want
    assert back.filter(pk=sent).update(level="") == 1, "without the guard, as before"
