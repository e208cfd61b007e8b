"""What the database itself refuses, whoever writes; and that no index only repeats the beginning of another."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from plans.models import Extension, Plan, PlanStep, Progress, Step, Task
from plans.tests.paper import entries_of, make_period, make_plan
from units.models import Post, Unit

pytestmark = pytest.mark.django_db
OURS = {"journal", "units", "indicators", "post", "plans", "reports"}


@pytest.fixture
def plan(cast):
    return make_plan(cast.commune, cast.commune_office, number="04/KH-UBND")


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_one_amendment_under_way_and_it_is_no_plan_among_plans(plan):
    words = {"unit": plan.unit, "issuer": plan.issuer, "year_from": 2024, "year_to": 2024, "amends": plan}
    draft = Plan.with_amendments.create(title="Bản sửa", **words)
    refused(lambda: Plan.with_amendments.create(title="Bản sửa thứ hai", **words))
    refused(lambda: Plan.with_amendments.filter(pk=draft.pk).update(state=Plan.State.ISSUED))
    assert not Plan.objects.filter(pk=draft.pk).exists() and plan.change_under_way == draft
    assert draft not in Plan.objects.filter(unit=plan.unit)


def test_an_entry_belongs_to_the_plan_of_its_task(plan, cast):
    """On SQLite the verbs alone guard it (plans/migrations/0005 says why), so there only what they wrote is recounted."""
    entry = entries_of(make_period(plan))[0]
    if connection.vendor == "postgresql":
        other = make_plan(cast.neighbour, cast.neighbour_office, number="05/KH-UBND")
        refused(lambda: Progress.objects.filter(pk=entry.pk).update(plan=other))
        refused(lambda: Progress.objects.filter(pk=entry.pk).update(task=Task.objects.filter(plan=other).first()))
    assert all(row.plan_id == row.task.plan_id for row in Progress.objects.select_related("task"))


def test_one_open_extension_a_task(plan, cast):
    task = plan.tasks.first()
    words = {"task": task, "new_deadline": date(2024, 12, 1), "reason": "Mưa bão", "asked_by": cast.official}
    asked = Extension.objects.create(state=Extension.State.WITH_LEADER, **words)
    for state in Extension.OPEN:
        refused(lambda state=state: Extension.objects.create(state=state, **words))
    Extension.objects.filter(pk=asked.pk).update(state=Extension.State.REFUSED)
    assert Extension.objects.create(state=Extension.State.ASKED, **words), "an answered one leaves room for the next"


WITHOUT_LEVEL = {"missing", "draft", "returned"}
WITH_LEVEL = {"draft", "with_leader", "submitted", "returned", "approved", "locked"}


def test_state_and_level_fit(plan):
    entry = Progress.objects.filter(pk=entries_of(make_period(plan))[0].pk)
    for state in Progress.State.values:
        for level, allowed in (("", WITHOUT_LEVEL), ("nothing", WITH_LEVEL)):
            if state in allowed:
                assert entry.update(state=state, level=level) == 1
            else:
                refused(lambda state=state, level=level: entry.update(state=state, level=level))


def test_dates_are_in_order(cast):
    post = Post.objects.filter(user=cast.official)
    refused(lambda: post.update(valid_from=date(2024, 5, 2), valid_to=date(2024, 5, 1)))
    assert post.update(valid_from=date(2024, 5, 2), valid_to=date(2024, 5, 2)) == 1, "one day is a span"
    refused(lambda: Unit.objects.filter(pk=cast.commune.pk).update(valid_to=date(2000, 1, 1)))
    refused(lambda: type(cast.commune_office).objects.create(unit=cast.commune, name="Thứ hai", heads_unit=True))


def test_a_trace_carries_its_year_and_its_json_a_form(plan, cast):
    entry = entries_of(make_period(plan))[0]
    changes = [{"field": "result", "old": "", "new": "Đã làm"}]
    step = Step.objects.create(entry=entry, verb="save", by=cast.official, at="2024-05-01T08:00Z", changes=changes)
    assert Step.objects.get(pk=step.pk).changes == changes
    with connection.cursor() as cursor:
        cursor.execute("SELECT changes, year FROM plans_step WHERE id = %s", [step.pk])
        stored, year = cursor.fetchone()
    assert '"form": 1' in str(stored) and year == step.year
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_step SET changes = %s WHERE id = %s", ['[{"field": "level"}]', step.pk])
    assert Step.objects.get(pk=step.pk).changes == [{"field": "level"}], "a row from before the form is read as it was"
    assert PlanStep._meta.get_field("year") and PlanStep._meta.get_field("changes").form == 1


def test_orders_use_own_columns_only():
    """A default order must not join: the office's order is asked for by name."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for name in model._meta.ordering:
            column = name.lstrip("-")
            assert "__" not in column, f"{model.__name__} is ordered across a join: {column}"
            field = model._meta.get_field(column.removesuffix("_id") if column != "pk" else model._meta.pk.name)
            assert column == "pk" or not field.is_relation or column.endswith("_id"), f"{model.__name__}: {column}"


def partial_ones():
    """Names of indexes that hold only some of the rows: they spare nobody a full one."""
    ours = [model._meta for model in apps.get_models() if model._meta.app_label in OURS]
    rules = [rule for meta in ours for rule in (*meta.constraints, *meta.indexes)]
    return {rule.name for rule in rules if getattr(rule, "condition", None) is not None}


def test_no_index_repeats_the_beginning_of_another():
    partial, repeated = partial_ones(), []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] not in OURS:
                continue
            found = connection.introspection.get_constraints(cursor, table).items()
            indexes = [facts for name, facts in found if name not in partial and (facts["index"] or facts["unique"])]
            for facts in indexes:
                columns = facts["columns"]
                longer = [x["columns"] for x in indexes if x["columns"][: len(columns)] == columns and x is not facts]
                if not facts["unique"] and any(len(other) > len(columns) for other in longer):
                    repeated.append((table, columns))
    assert repeated == []
