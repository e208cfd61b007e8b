"""A sum never counts a unit twice: over a superseded plan and its successor, an abolished unit and its heirs."""

from datetime import date
from decimal import Decimal

import pytest

from plans.counting import figures
from plans.models import Figure, Measure, Plan, Progress, Task
from plans.tests.paper import fitting, make_period, make_plan
from units.models import Succession

pytestmark = pytest.mark.django_db
State = Progress.State


@pytest.fixture
def top(cast):
    return make_plan(cast.district, cast.district_office, number="01/KH-UBND", tasks=1).tasks.get().measures.get()


def below(top, unit, office, number, above=None):
    """A plan of `unit` whose one figure reports into `above` (else the top)."""
    above = above or top
    plan = make_plan(unit, office, number=number, tasks=1, reports_under=top.task.plan)
    Task.objects.filter(plan=plan).update(parent=above.task)
    measure = plan.tasks.get().measures.get()
    Measure.objects.filter(pk=measure.pk).update(parent=above)
    return measure


def span(top, starts, ends):
    plan = top.task.plan
    known = plan.periods.filter(starts=starts, ends=ends).first()
    return known or make_period(plan, name=f"{starts}–{ends}", starts=starts, ends=ends)


def report(top, measure, value, starts, ends, state=State.APPROVED):
    entry, _ = Progress.objects.get_or_create(
        task=measure.task, period=span(top, starts, ends),
        defaults={"unit": measure.task.plan.unit, "plan": measure.task.plan, "due": ends, "due_inside": ends},
    )  # fmt: skip
    Progress.objects.filter(pk=entry.pk).update(**fitting(state))
    Figure.objects.create(entry=entry, measure=measure, value=Decimal(value))


def total(top):
    (found,) = figures.totals(Measure.objects.filter(pk=top.pk).select_related("task__plan__unit"))
    return found.value


JAN, SEP, OCT, DEC = date(2024, 1, 1), date(2024, 9, 30), date(2024, 10, 31), date(2024, 12, 31)


def replaced(cast, top):
    """(old, new): one unit's plan and the one that superseded it, both under the same task above."""
    old = below(top, cast.commune, cast.commune_office, "04/KH-UBND")
    new = below(top, cast.commune, cast.commune_office, "08/KH-UBND")
    Plan.objects.filter(pk=old.task.plan_id).update(state=Plan.State.CLOSED, superseded_by=new.task.plan)
    return old, new


def test_nine_months_of_the_old_and_ten_of_the_new_are_the_ten(cast, top):
    old, new = replaced(cast, top)
    report(top, old, 100, JAN, SEP)
    assert total(top) == 100, "until the successor reports"
    report(top, new, 120, JAN, OCT)
    assert total(top) == 120


def test_of_periods_that_end_together_the_longest_counts_whichever_was_told_first(cast, top):
    own = below(top, cast.commune, cast.commune_office, "04/KH-UBND")
    report(top, own, 5, date(2024, 9, 1), SEP)
    report(top, own, 120, JAN, SEP)
    assert total(top) == 120


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (date(2024, 10, 1), DEC, 130),  # the day after the old period's last: both
        (date(2024, 9, 30), DEC, 30),  # its last day in both: only the newer one
        (JAN, SEP, 30),  # the same period again
        (JAN, date(2024, 6, 30), 100),  # lies in the old one, which ends later: that one stays
    ],
)
def test_only_what_does_not_overlap_adds_up(cast, top, starts, ends, expected):
    old, new = replaced(cast, top)
    report(top, old, 100, JAN, SEP)
    report(top, new, 30, starts, ends)
    assert total(top) == expected


def test_what_the_successor_has_not_handed_in_takes_nothing_away(cast, top):
    old, new = replaced(cast, top)
    report(top, old, 100, JAN, SEP)
    report(top, new, 120, JAN, OCT, state=State.DRAFT)
    assert total(top) == 100


def test_a_chain_of_successors_counts_the_last(cast, top):
    old, middle = replaced(cast, top)
    last = below(top, cast.commune, cast.commune_office, "09/KH-UBND")
    Plan.objects.filter(pk=middle.task.plan_id).update(state=Plan.State.CLOSED, superseded_by=last.task.plan)
    report(top, old, 100, JAN, SEP)
    report(top, last, 120, JAN, OCT)
    assert total(top) == 120, "the one between reported nothing"


def test_two_plans_of_one_unit_beside_each_other_both_count(cast, top):
    first = below(top, cast.commune, cast.commune_office, "04/KH-UBND")
    second = below(top, cast.commune, cast.commune_office, "08/KH-UBND")
    report(top, first, 100, JAN, SEP)
    report(top, second, 120, JAN, OCT)
    assert total(top) == 220


def test_predecessors_stand_side_by_side_until_their_heir_reports(cast, top):
    one = below(top, cast.commune, cast.commune_office, "04/KH-UBND")
    two = below(top, cast.neighbour, cast.neighbour_office, "05/KH-UBND")
    heir = below(top, cast.new_commune, cast.new_commune_office, "06/KH-UBND")
    for unit in (cast.commune, cast.neighbour):
        Succession.objects.create(old=unit, new=cast.new_commune, share="whole")
    report(top, one, 100, JAN, SEP)
    report(top, two, 50, JAN, SEP)
    assert total(top) == 150
    report(top, heir, 180, JAN, OCT)
    assert total(top) == 180


def test_an_heir_abolished_in_its_turn_leads_on_to_its_own(cast, top):
    one = below(top, cast.commune, cast.commune_office, "04/KH-UBND")
    heir = below(top, cast.new_commune, cast.new_commune_office, "06/KH-UBND")
    for old, new in ((cast.commune, cast.neighbour), (cast.neighbour, cast.new_commune)):
        Succession.objects.create(old=old, new=new, share="whole")
    report(top, one, 100, JAN, SEP)
    report(top, heir, 180, JAN, OCT)
    assert total(top) == 180


def test_one_figure_of_an_old_plan_and_the_new_is_the_later(cast, top):
    old, new = replaced(cast, top)
    report(top, old, 100, JAN, SEP)
    report(top, new, 120, JAN, OCT)
    rows = figures.totals(Measure.objects.filter(pk__in=[old.pk, new.pk]).select_related("task__plan__unit"))
    value, kept = figures.together(new, rows)
    assert (value, [row.measure for row in kept if row.value is not None]) == (120, [new])


def test_a_level_between_with_its_own_successor_keeps_who_has_not_reported_again(cast, top):
    """The district's plan is superseded: of two communes one reports to the new one, the other did to the old."""
    middle = [below(top, cast.district, cast.district_office, f"1{n}/KH-UBND") for n in range(2)]
    Plan.objects.filter(pk=middle[0].task.plan_id).update(superseded_by=middle[1].task.plan)
    a_old = below(top, cast.commune, cast.commune_office, "04/KH-UBND", above=middle[0])
    b_old = below(top, cast.neighbour, cast.neighbour_office, "05/KH-UBND", above=middle[0])
    a_new = below(top, cast.commune, cast.commune_office, "06/KH-UBND", above=middle[1])
    report(top, a_old, 60, JAN, SEP)
    report(top, b_old, 40, JAN, SEP)
    report(top, a_new, 70, JAN, OCT)
    assert total(top) == 110


def test_the_page_says_the_rule(client, cast, top):
    client.force_login(cast.district_leader)
    page = client.get(f"/ke-hoach/{top.task.plan_id}/so-lieu/").content.decode()
    page = " ".join(page.split())
    assert "kỳ kết thúc sau cùng" in page and "đơn vị kế thừa" in page
