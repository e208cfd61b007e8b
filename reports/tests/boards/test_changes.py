"""Điều gì đã đổi: every sentence is the rows it opens, and the shares of then are those the board of that day says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Dimension
from journal.guards import lifted
from plans.models import Measure, Progress, Step
from plans.progress import workflow as way
from plans.tests.paper import entries_of, make_period, make_plan
from reports.boards import changes
from reports.dashboard import rollup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bar")]
State, Level = Progress.State, Progress.Level


@pytest.fixture
def moved(cast, today):
    """Four entries sent ten days ago, of which one was sent back and one approved since; a fifth came since, and the
    deadline of a sixth, half done, passed three days ago."""
    head = make_plan(cast.district, cast.district_office, number="01/KH-UBND", year=today.year, tasks=0)
    plan = make_plan(cast.commune, cast.commune_office, year=today.year, tasks=6, reports_under=head)
    Measure.objects.all().delete()
    dimension = Dimension.objects.create(number=2, name="x", short_name="x", name_en="x", year_from=2011)
    for place, task in enumerate(plan.tasks.all()):
        task.dimensions.set([dimension])
        task.deadline = today + timedelta(days=-3 if place == 5 else 90)
        task.save()
    period = make_period(head, year=today.year, ends=today, due_inside=today, due=today + timedelta(days=9))
    entries = entries_of(period)
    long_ago = timezone.now() - timedelta(days=10)
    for entry in (*entries[:4], entries[5]):
        send(entry, cast, Level.DOING)
    Progress.objects.filter(state=State.IN_REVIEW).update(handed_in_at=long_ago, waiting_since=long_ago)
    backdated(long_ago)
    way.move(fresh(entries[0]), "send_back", by=cast.reviewer, note="Thiếu số liệu")
    way.move(fresh(entries[1]), "approve", by=cast.reviewer, appraised=Level.DONE)
    send(entries[4], cast, Level.DONE)
    return period


def backdated(at):
    with lifted("thử"):
        Step.objects.update(at=at)


def fresh(entry):
    return Progress.objects.for_rows().get(pk=entry.pk)


def send(entry, cast, level):
    way.save(
        fresh(entry),
        by=cast.official,
        version=entry.version,
        values={"level": level, "result": "Có", "explanation": "Có"},
    )
    way.move(fresh(entry), "submit", by=cast.official)
    way.move(fresh(entry), "hand_in", by=cast.leader)


def test_every_sentence_is_the_number_of_rows_it_opens(client, cast, moved, django_assert_max_num_queries):
    client.force_login(cast.reviewer)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("changed"))
    said = {move.name: (move.count, url) for move, _, url in page.context["sentences"]}
    assert {name: count for name, (count, _) in said.items()} == {
        "came": 1, "left": 1, "approved": 1, "returned": 1, "done": 2, "late": 1
    }  # fmt: skip
    for count, url in said.values():
        assert client.get(url).context["page"].paginator.count == count


def test_shares_of_then_are_those_of_that_day(cast, moved, today):
    since = today - timedelta(days=5)
    made = changes.changed(cast.district, moved, since, today)
    for shift in made.shifts:
        for day, cell in ((since, shift.then), (today, shift.now)):
            board = rollup.board(rollup.survey(cast.district, moved, as_of=day))
            assert cell == board.dimensions[shift.number][0]
    assert [(shift.number, shift.points) for shift in made.shifts] == [(2, -20)]


def test_nothing_moved_and_odd_days(client, cast, moved, today):
    client.force_login(cast.reviewer)
    for day in (f"{today:%d/%m/%Y}", f"{today - timedelta(days=401):%d/%m/%Y}", "31/02/2024", "²"):
        page = client.get(reverse("changed"), {"tu": day})
        assert page.context["form"].errors["tu"]
        assert page.context["since"] == today - timedelta(days=7)
    assert client.get(reverse("changed_rows"), {"so": "khong-co"}).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(reverse("changed"), {"don_vi": cast.commune.pk}).status_code == 404
