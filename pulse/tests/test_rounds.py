"""The way of a round written once more, word for word: who takes it where, what it needs, what stands still when open."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from conftest import make_person
from journal.models import Note
from pulse import answering, workflow
from pulse.models import Ballot, Place, Round, Waiting
from pulse.tests.country import TODAY, make_questions, make_round, open_round
from units.errors import Conflict, Refused
from units.models import Role

# step | from | to | reason
WAY = """
open      | draft     | open      | no
close     | open      | closed    | no
publish   | closed    | published | no
take_back | published | closed    | yes
"""


def test_the_way_is_the_rule():
    wanted = {}
    for line in WAY.strip().splitlines():
        name, source, goal, reason = (cell.strip() for cell in line.split("|"))
        wanted[name] = ((source,), goal, reason == "yes")
    assert {name: (one.sources, one.goal, one.reason) for name, one in workflow.MOVES.items()} == wanted


@pytest.mark.parametrize("state", Round.State.values)
@pytest.mark.parametrize("name", workflow.MOVES)
def test_each_step_leaves_from_its_states_only(cast, name, state):
    row = make_round(cast)
    Round.objects.filter(pk=row.pk).update(state=state)
    if state in workflow.MOVES[name].sources:
        workflow.move(row, name, by=cast.leader, reason="Nhầm số", today=TODAY)
        assert Round.objects.get(pk=row.pk).state == workflow.MOVES[name].goal
        assert Note.objects.filter(kind="pulse", subject=f"round:{row.pk}").exists()
        return
    with pytest.raises(Conflict):
        workflow.move(row, name, by=cast.leader, reason="Nhầm số", today=TODAY)


@pytest.mark.parametrize("who", ["official", "clerk", "reviewer"])
def test_only_the_leader_opens(cast, who):
    row = make_round(cast)
    with pytest.raises((Refused, Http404)):
        workflow.move(row, "open", by=getattr(cast, who), today=TODAY)


def test_a_round_without_a_place_or_past_its_last_day_is_not_opened(cast):
    row = make_round(cast, days=0)
    with pytest.raises(ValueError, match="Ngày cuối"):
        workflow.move(row, "open", by=cast.leader, today=TODAY + timedelta(days=1))
    Place.objects.all().delete()
    with pytest.raises(ValueError, match="nơi hỏi"):
        workflow.move(row, "open", by=cast.leader, today=TODAY)


def test_a_reason_is_asked_for_where_figures_are_taken_back(cast):
    row = make_round(cast)
    Round.objects.filter(pk=row.pk).update(state="published")
    with pytest.raises(ValueError, match="lý do"):
        workflow.move(row, "take_back", by=cast.leader, reason="  ", today=TODAY)


def test_nothing_is_changed_once_it_is_open(cast):
    row = open_round(cast)
    place = row.places.first()
    for act in (
        lambda: workflow.add_place(row, "Thôn Tây", by=cast.official),
        lambda: workflow.remove_place(place, by=cast.official),
        lambda: workflow.change(row, {"title": "Khác"}, make_questions(1), by=cast.official),
        lambda: workflow.remove(row, by=cast.official),
    ):
        with pytest.raises(Conflict, match="đã mở"):
            act()
    assert Round.objects.get(pk=row.pk).title == row.title
    assert row.asked.count() == 2


@pytest.mark.parametrize(("day", "locked"), [(9, 0), (10, 0), (11, 1)])  # the last day is the tenth from the first
def test_a_round_is_locked_by_itself_after_its_last_day(cast, day, locked):
    row = open_round(cast)
    Waiting.objects.create(place=row.places.first(), day=TODAY, answers="yy")
    assert workflow.close_over(TODAY + timedelta(days=day)) == locked
    assert Ballot.objects.count() == locked, "what waited was shuffled in"


@pytest.mark.parametrize(("day", "taken", "locked"), [(10, True, 0), (11, True, 0), (13, True, 0), (14, False, 1)])
def test_paper_forms_are_entered_some_days_longer_and_nothing_else(cast, monkeypatch, day, taken, locked):
    """The last day is the tenth from the first, three more are for paper: the boxes are emptied after it."""
    row = open_round(cast, paper_days=3)
    today = TODAY + timedelta(days=day)
    monkeypatch.setattr(answering.timezone, "localdate", lambda: today)
    workflow.close_over(today)
    row.refresh_from_db()
    assert (row.state == "closed") is bool(locked) and answering.is_open(row, today) is (day == 10)
    batch = workflow.batch(row.places.first(), "L1", by=cast.official, today=today)
    if taken:
        answering.take_paper(batch, "yy")
    else:
        with pytest.raises(answering.NotOpen):
            answering.take_paper(batch, "yy")
    assert workflow.received(row) == taken


@pytest.mark.parametrize(("day", "open_then"), [(-1, False), (0, True), (10, True), (11, False)])
def test_answers_are_taken_from_the_first_day_to_the_last(cast, day, open_then):
    row = open_round(cast)
    assert answering.is_open(row, TODAY + timedelta(days=day)) is open_then


def test_codes_are_told_once_and_kept_as_digests(cast):
    row = open_round(cast, strength="codes")
    made = workflow.codes(row, 3, by=cast.official)
    assert len(set(made)) == 3
    kept = set(answering.Code.objects.filter(round=row).values_list("digest", flat=True))
    assert kept == {answering.digest_of(row, one) for one in made}
    assert answering.digest_of(row, made[0].lower().replace("-", " ")) in kept
    with pytest.raises(ValueError, match="500"):
        workflow.codes(row, 501, by=cast.official)


@pytest.mark.usefixtures("bar")
def test_posters_show_a_code_and_no_words_become_markup(cast, client):
    row = make_round(cast)
    workflow.add_place(row, "<b>Thôn</b> & Tổ", by=cast.official)
    client.force_login(cast.official)
    page = client.get(reverse("pulse_posters", args=[row.pk])).text
    assert page.count("<svg") >= 3
    assert "<b>Thôn</b>" not in page and "&lt;b&gt;Thôn" in page


def test_the_pulse_desk_prepares_prints_and_enters_and_does_no_more(cast, client):
    desk = make_person("tienphong.thamdo", Role.PULSE_DESK, cast.commune_office, "Bàn thăm dò ý kiến")
    row = make_round(cast)
    client.force_login(desk)
    assert client.get(reverse("home"))["Location"] == reverse("pulse_rounds")
    for name in ("pulse_round", "pulse_edit", "pulse_posters"):
        assert client.get(reverse(name, args=[row.pk])).status_code == 200, name
    with pytest.raises((Refused, Http404)):
        workflow.move(row, "open", by=desk, today=TODAY)
    workflow.move(row, "open", by=cast.leader, today=TODAY)
    assert client.get(reverse("pulse_paper", args=[row.pk])).status_code == 200
    assert client.get(reverse("pulse_words", args=[row.pk])).status_code == 404
    assert client.get(reverse("dashboard")).status_code == 403, "nothing of the unit's work"
    stranger = make_person("khac.thamdo", Role.PULSE_DESK, cast.neighbour_office, "Bàn thăm dò ý kiến")
    client.force_login(stranger)
    assert client.get(reverse("pulse_round", args=[row.pk])).status_code == 404
