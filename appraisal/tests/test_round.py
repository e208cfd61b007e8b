"""A round from its set to its publication, with and without a survey; its table of moves word for word; its boundaries."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.http import Http404

from appraisal.models import IndexStep, Objection, Round, Sheet
from appraisal.rounds import marking, moves, moving, objecting, voting
from appraisal.tests.house import House, fresh
from post.models import Notice
from units.errors import Conflict, Refused
from units.models import Post, Role, User
from units.permissions import Action

# bước | quyền | từ | đến | ghi lý do | khi đợt chấm ở
MOVES = """
open      | tổ chức chấm chỉ số nội bộ   | round_draft             | round_scoring | -     | -
close     | tổ chức chấm chỉ số nội bộ   | round_scoring           | round_apprais | -     | -
tell      | tổ chức chấm chỉ số nội bộ   | round_apprais           | round_object  | -     | -
sit       | tổ chức chấm chỉ số nội bộ   | round_object            | round_council | -     | -
publish   | công bố chỉ số nội bộ        | round_council           | round_publish | -     | -
lock      | tổ chức chấm chỉ số nội bộ   | round_publish           | round_locked  | -     | -
submit    | tự chấm chỉ số nội bộ        | sheet_open sheet_back   | sheet_head    | -     | round_scoring
withdraw  | tự chấm chỉ số nội bộ        | sheet_head              | sheet_open    | -     | round_scoring
hand_back | duyệt, gửi điểm tự chấm, kiến nghị về điểm | sheet_head | sheet_back  | lý do | round_scoring
send      | duyệt, gửi điểm tự chấm, kiến nghị về điểm | sheet_head | sheet_sent  | -     | round_scoring
send_back | thẩm định điểm chỉ số nội bộ | sheet_sent              | sheet_back    | lý do | round_scoring
finish    | thẩm định điểm chỉ số nội bộ | sheet_sent              | sheet_done    | -     | round_scoring round_apprais
take_up   | thẩm định điểm chỉ số nội bộ | sheet_done              | sheet_sent    | lý do | round_scoring round_apprais
"""


@pytest.fixture
def house(cast):
    return House(cast)


def test_the_table_of_moves_is_the_rule():
    rows = [[cell.strip() for cell in line.split("|")] for line in MOVES.strip().splitlines()]
    wanted = {name: (right, start, end, note, during) for name, right, start, end, note, during in rows}
    ours = {
        name: (step.action.value, " ".join(step.start), str(step.end), "lý do" if step.needs_note else "-",
               " ".join(step.during) or "-")
        for name, step in moves.MOVES.items()
    }  # fmt: skip
    assert ours == wanted


@pytest.mark.parametrize(("with_survey", "first", "second"), [(True, "94.29", "85.00"), (False, "100.00", "87.00")])
def test_a_round_from_opening_to_locked(house, with_survey, first, second):
    """1.1 is the portal's and nothing fell due: its 30 points leave the denominator. Meetings: 4 = 20 and 9/10 of 15 =
    13,5 make 33,5, no more than 30; 2 = 10 and 13,5 make 23,5; 1.2 brings 20. Survey: 24/30 of 20 = 16. So 50 and 43,5 of
    50, or with the survey 66 and 59,5 of 70."""
    cast, held = house.cast, house.round(with_survey=with_survey)
    assert {sheet.unit for sheet in held.sheets.all()} == {cast.new_commune, house.other}
    assert Notice.objects.get(to=cast.new_official).text.startswith("Đợt thử: mời tự chấm")
    house.both_scored(held, survey=with_survey)
    moving.move(fresh(held), "close", by=house.organiser)
    house.appraised(held)
    moving.move(fresh(held), "tell", by=house.organiser)
    mark = house.mark(held, house.other, "1.3b")
    objection = objecting.object_to(mark, by=house.other_leader, text="Đã trả lời cả 10 kiến nghị")
    objecting.answer(objection, by=house.appraiser, accepted=True, text="Có sổ tiếp dân", points=D("15"))
    moving.move(fresh(held), "sit", by=house.organiser, today=house.today + timedelta(days=6))
    _decide(house, held, mark=house.mark(held, house.other, "1.3b"), points=D("13.5"))
    _decide(house, held)
    moving.move(fresh(held), "publish", by=house.chairman)
    moving.move(fresh(held), "lock", by=house.organiser)
    done = fresh(held)
    assert done.state == Round.State.LOCKED
    found = [(row["rank"], row["name"], row["class"]) for row in done.results]
    assert [row[:2] for row in found] == [(1, cast.new_commune.name), (2, house.other.name)]
    assert {step.verb for step in IndexStep.objects.filter(round=done)} >= {
        "open", "answer", "submit", "send", "keep_rest", "finish", "object", "accept", "vote", "carried", "decide",
    }  # fmt: skip
    shown = {row["name"]: row["total"] for row in done.results}
    assert shown == {cast.new_commune.name: first, house.other.name: second}


def _decide(house, held, **about):
    motion = voting.propose(fresh(held), by=house.organiser, reason="Theo biên bản họp", **about)
    assert voting.vote(motion, by=house.council[0], yes=True) is None
    assert voting.vote(motion, by=house.council[1], yes=True) is True
    with pytest.raises(Conflict):
        voting.vote(motion, by=house.council[2], yes=True)


def test_a_sheet_is_whole_before_it_leaves_a_hand_and_two_people_send_it(house):
    cast, held = house.cast, house.round()
    sheet = house.sheet(held, cast.new_commune)
    with pytest.raises(moving.Incomplete) as refusal:
        moving.move(sheet, "submit", by=cast.new_official)
    assert [one.criterion.code for one in refusal.value.lacking] == ["1.2", "1.2", "1.3a", "1.3b", "2.1", "9.1"]
    marking.answer(sheet, house.answers(held, cast.new_commune), by=cast.new_official, version=1)
    with pytest.raises(Conflict):  # somebody else's page of version 1
        marking.answer(house.sheet(held, cast.new_commune), {}, by=cast.new_official, version=1)
    moving.move(house.sheet(held, cast.new_commune), "submit", by=cast.new_official)
    with pytest.raises(Http404):
        moving.move(house.sheet(held, cast.new_commune), "send", by=house.other_leader)
    Post.objects.create(user=cast.new_official, agency=cast.new_commune_office, role=Role.LEADER, title="Phó Chủ tịch")
    with pytest.raises(Refused, match=moves.OWN_RULE):
        moving.move(house.sheet(held, cast.new_commune), "send", by=User.objects.get(pk=cast.new_official.pk))
    moving.move(house.sheet(held, cast.new_commune), "send", by=cast.new_leader)
    with pytest.raises(Conflict):
        marking.answer(house.sheet(held, cast.new_commune), {}, by=cast.new_official, version=9)


def test_other_points_than_the_units_own_want_a_reason_within_bounds(house):
    cast, held = house.cast, house.round()
    house.both_scored(held)
    mark = house.mark(held, cast.new_commune, "1.2")
    wrong = [(D(10), "", "lý do"), (D("20.01"), "x", "từ 0"), (D("-0.01"), "x", "từ 0"), (None, "x", "Chưa cho điểm")]
    for points, reason, said in wrong:
        with pytest.raises(ValueError, match=said):
            marking.judge(mark, by=house.appraiser, points=points, reason=reason)
    marking.judge(mark, by=house.appraiser, points=D(20))
    marking.judge(house.mark(held, cast.new_commune, "1.2"), by=house.appraiser, points=D(10), reason="Thiếu ngày")
    step = IndexStep.objects.filter(verb="judge").first()
    assert (step.note, step.changes) == ("Thiếu ngày", [{"field": "1.2.given", "old": "20.00", "new": "10"}])
    with pytest.raises(Refused):
        marking.judge(house.mark(held, cast.new_commune, "1.2"), by=house.organiser, points=D(20))


def test_the_calendar_holds_a_round_back_on_its_last_day_and_lets_it_go_on_the_next(house):
    held, day = house.round(), timedelta(days=1)
    with pytest.raises(Conflict):  # two sheets are not sent, and today is the last day
        moving.move(held, "close", by=house.organiser)
    moving.move(held, "close", by=house.organiser, today=house.today + day)
    sheet = house.sheet(held, house.other)
    assert sheet.state == Sheet.State.SENT and sheet.steps.get(verb="taken").note == moving.UNSENT
    with pytest.raises(Conflict):
        moving.move(fresh(held), "tell", by=house.organiser)
    house.appraised(held)
    moving.move(fresh(held), "tell", by=house.organiser)
    last = house.today + 5 * day
    mark = house.mark(held, house.other, "1.2")
    with pytest.raises(Conflict):
        objecting.object_to(mark, by=house.other_leader, text="x", today=last + day)
    objecting.object_to(mark, by=house.other_leader, text="Có niêm yết", today=last)
    for today in (last, last + day):  # the term runs; then an objection waits
        with pytest.raises(Conflict):
            moving.move(fresh(held), "sit", by=house.organiser, today=today)
    objecting.answer(Objection.objects.get(), by=house.appraiser, accepted=False, text="Không có ảnh")
    moving.move(fresh(held), "sit", by=house.organiser, today=last + day)
    with pytest.raises(Conflict):  # the council has not decided
        moving.move(fresh(held), "publish", by=house.chairman)


@pytest.mark.parametrize(
    ("yes", "no", "members", "quorum", "found"),
    [
        (5, 0, 10, 5, None), (6, 0, 10, 6, True), (6, 0, 10, 7, None), (6, 1, 10, 7, True), (0, 4, 10, 5, None),
        (0, 5, 10, 5, False), (5, 4, 10, 5, None), (2, 1, 3, 2, True), (1, 1, 3, 2, None), (1, 0, 1, 1, True),
        (0, 1, 1, 1, False),
    ],
)  # fmt: skip
def test_more_than_half_of_all_members_carry(yes, no, members, quorum, found):
    assert voting.verdict(yes, no, members=members, quorum=quorum) is found


def test_what_is_offered_is_what_is_allowed(house):
    """Everybody × every move × a round and a sheet in two of its steps."""
    cast, held = house.cast, house.round()
    house.scored(held, cast.new_commune, cast.new_official, cast.new_leader)
    people = [house.organiser, house.chairman, house.appraiser, house.council[0], cast.new_official, cast.new_leader,
              house.other_leader, cast.stranger]  # fmt: skip
    rows = [fresh(held), house.sheet(held, cast.new_commune), house.sheet(held, house.other)]
    for row in rows:
        for person in people:
            offered = set(moves.moves_for(row, person, house.today))
            assert offered == {name for name in moves.MOVES if _guarded(row, name, person, house.today)}
    assert moves.moves_for(rows[1], house.appraiser, house.today) == ["send_back", "finish"]
    assert Action.VOTE not in {step.action for step in moves.MOVES.values()}


def _guarded(row, name, person, today):
    try:
        moves.guard(row, name, person, today)
    except (Refused, Conflict, Http404):
        return False
    return True
