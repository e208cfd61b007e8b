"""What may be told of a round: nothing while it runs, nothing of few, nothing that gives away what is hidden."""

import pytest
from django.urls import reverse

from indicators.models import StructureVersion, SubDimension
from plans.tests.paper import make_plan
from pulse.figures import figures_of
from pulse.models import Ballot, Round
from pulse.tests.country import TODAY, answered, make_round


def closed(cast, state="closed", **more):
    row = make_round(cast, **more)
    Round.objects.filter(pk=row.pk).update(state=state)
    return Round.objects.get(pk=row.pk)


@pytest.mark.parametrize(("answers", "told"), [(29, False), (30, True), (31, True)])
def test_fewer_than_thirty_are_not_told(cast, answers, told):
    row = closed(cast)
    answered(row, p0={"yy": answers, "uu": 40})
    assert figures_of(row).asked[0].enough is told


@pytest.mark.parametrize(("at_place", "told"), [(9, False), (10, True), (11, True)])
def test_a_place_with_fewer_than_ten_is_not_told(cast, at_place, told):
    row = closed(cast)
    answered(row, p0={"yy": 40}, p1={"yn": at_place})
    shares = [share for _, share in figures_of(row).asked[0].places]
    assert (shares[1] is not None) is told
    assert (shares[0] is not None) is told, "or the whole less the one place would tell of the other"


def test_who_does_not_know_or_did_not_meet_it_is_counted_beside(cast):
    row = closed(cast)
    answered(row, p0={"y-": 20, "n-": 15, "u-": 3, "m-": 4})
    whole = figures_of(row).asked[0].whole
    assert (whole.good, whole.of, whole.unknown, whole.unmet) == (20, 35, 3, 4)
    assert figures_of(row).asked[1].whole.of == 0


def test_a_question_may_be_good_when_the_answer_is_no(cast):
    row = closed(cast)
    question = row.asked.first().question
    question.good = "n"
    question.save()
    answered(row, p0={"y-": 30, "n-": 10})
    assert figures_of(row).asked[0].whole.good == 10


@pytest.mark.parametrize(("now", "says"), [((75, 25), "tăng"), ((65, 35), ""), ((35, 65), "giảm")])
def test_a_change_is_only_called_one_beyond_the_joint_interval(cast, now, says):
    earlier = closed(cast, opens=TODAY.replace(month=1))
    answered(earlier, p0={"yy": 55, "nn": 45})
    row = closed(cast)
    answered(row, p0={"yy": now[0], "nn": now[1]})
    assert figures_of(row).asked[0].change.says == says


def test_places_are_compared_only_where_intervals_part(cast):
    row = closed(cast)
    answered(row, p0={"y-": 50, "n-": 50, "-y": 30, "-n": 10}, p1={"y-": 80, "n-": 20, "-y": 34, "-n": 6})
    first, second = figures_of(row).asked
    assert first.parted == [("Bộ phận Một cửa", "Thôn Đông")]
    assert second.parted == []


@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_round_under_way_has_no_figures_for_anybody(cast, client, state):
    row = closed(cast, state)
    answered(row, p0={"yy": 50})
    with pytest.raises(ValueError, match="under way"):
        figures_of(row)
    for who in (cast.leader, cast.official):
        client.force_login(who)
        assert client.get(reverse("pulse_results", args=[row.pk])).status_code == 409
        assert "50%" not in client.get(reverse("pulse_round", args=[row.pk])).text


def test_published_figures_say_whom_they_speak_of_and_words_never_leave(cast, client):
    row = closed(cast, "published", asks_words=True)
    answered(row, p0={"yy": 40, "nn": 10})
    page = client.get(reverse("pulse_public", args=[row.key])).text
    assert "80%" in page
    assert page.count("không đại diện") == 3, "at the top and at every figure"
    Round.objects.filter(pk=row.pk).update(state="closed")
    assert client.get(reverse("pulse_public", args=[row.key])).status_code == 404


@pytest.mark.usefixtures("bar")
def test_the_page_of_figures_asks_the_same_number_of_questions_at_any_size(
    cast, client, django_assert_max_num_queries
):
    row = closed(cast, questions=6)
    answered(row, p0={"yyyyyy": 40, "nnnnnn": 10, "uuuuuu": 2}, p1={"yynnuu": 40})
    Ballot.objects.filter(answers="nnnnnn").update(suspect=True)
    client.force_login(cast.leader)
    for asked in ({}, {"bo": "dot"}):
        with django_assert_max_num_queries(15):
            assert client.get(reverse("pulse_results", args=[row.pk]), asked).status_code == 200


def test_the_round_before_is_the_last_that_asked_the_same(cast):
    earlier = closed(cast, opens=TODAY.replace(month=1), questions=2)
    answered(earlier, p0={"yy": 50})
    other = closed(cast, opens=TODAY.replace(month=2), questions=1)
    other.asked.all().delete()
    row = closed(cast)
    answered(row, p0={"yy": 50})
    assert figures_of(row).asked[0].change.title == earlier.title


def test_a_task_may_be_proposed_for_what_is_low(cast, client):
    plan = make_plan(cast.commune, cast.commune_office)
    row = closed(cast)
    answered(row, p0={"yn": 50})
    five = row.asked.first().question.dimension
    version = StructureVersion.objects.create(year_from=2021)
    sub = SubDimension.objects.create(
        version=version, dimension=five, code="5.4", name="Thủ tục", range_min=0, range_max=3
    )
    address = reverse("task_for_score", args=[plan.pk, sub.pk])
    for who, offered in ((cast.official, True), (cast.clerk, False)):
        client.force_login(who)
        assert (address in client.get(reverse("pulse_results", args=[row.pk])).text) is offered


@pytest.mark.parametrize(("few", "offered"), [(9, False), (10, True)])
def test_what_came_in_bursts_is_left_out_only_where_it_is_not_few(cast, client, few, offered):
    """Or the two views would differ by what a handful answered."""
    row = closed(cast)
    answered(row, p0={"yy": 40, "nn": 20})
    Ballot.objects.filter(pk__in=list(Ballot.objects.filter(answers="nn").values_list("pk", flat=True)[:few])).update(
        suspect=True
    )
    client.force_login(cast.leader)
    page = client.get(reverse("pulse_results", args=[row.pk]), {"bo": "dot"})
    assert page.context["results"].asked[0].whole.of == (60 - few if offered else 60)
    assert ("?bo=dot" in client.get(reverse("pulse_results", args=[row.pk])).text) is offered
