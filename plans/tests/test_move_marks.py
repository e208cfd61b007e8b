"""What each step writes beside the state: marks of the row, the line of the trace, the receipt, the words of a refusal."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.http import Http404

from plans.counting import completeness, figures, overview
from plans.counting.completeness import Sending
from plans.models import Figure, Measure, Progress, Step, Task
from plans.progress import objections
from plans.progress import workflow as way
from plans.tests.paper import entries_of, make_period, make_plan
from units.errors import Conflict, Refused
from units.unit_settings import ONE_HAND_RULE

pytestmark = pytest.mark.django_db
State = Progress.State
NOW = datetime(2024, 10, 20, 3, tzinfo=UTC)
EARLIER = NOW - timedelta(days=5)


@pytest.fixture
def period(cast):
    return make_period(make_plan(cast.commune, cast.commune_office, tasks=2))


@pytest.fixture
def entry(period):
    return entries_of(period)[0]


def fresh(entry):
    return Progress.objects.for_rows().get(pk=entry.pk)


def stands(entry, state, **marks):
    row = {"state": state, "level": "nothing", "waiting_since": EARLIER, "version": 7, **marks}
    Progress.objects.filter(pk=entry.pk).update(**row)
    return fresh(entry)


def moved(entry, name, by, **more):
    with time_machine.travel(NOW, tick=False):
        step = way.move(entry, name, by=by, **more)
    return fresh(entry), step


# --- Marks and trace -----------------------------------------------------------------------------------------------------

JUDGED = {"appraised_level": "done", "objection": "Chưa đúng", "objection_answer": "Đúng", "objected_at": EARLIER}
# move, who, from, to, note, {mark: value after}
MARKS = [
    ("submit", "official", State.DRAFT, State.WITH_LEADER, "", {"handed_in_at": None, "signed_off_by": None}),
    ("withdraw", "official", State.WITH_LEADER, State.DRAFT, "", {"handed_in_at": None}),
    ("hand_in", "leader", State.WITH_LEADER, State.IN_REVIEW, "",
     {"handed_in_at": NOW, "signed_off_by": "leader", "return_reason": ""}),
    ("hand_back", "leader", State.WITH_LEADER, State.RETURNED, "Sai số", {"return_reason": "Sai số", "open": True}),
    ("approve", "reviewer", State.IN_REVIEW, State.APPROVED, "Tốt",
     {"reviewer": "reviewer", "appraised_level": "", "appraisal_note": "Tốt", "return_reason": ""}),
    ("send_back", "reviewer", State.IN_REVIEW, State.RETURNED, "Thiếu",
     {"return_reason": "Thiếu", "appraised_level": "", "objection": "", "objection_answer": "", "objected_at": None}),
    ("reopen", "reviewer", State.APPROVED, State.RETURNED, "Mở lại",
     {"return_reason": "Mở lại", "open": True, "appraised_level": "", "objection": "", "objected_at": None}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "who", "start", "end", "note", "marks"), MARKS, ids=[row[0] for row in MARKS])
def test_each_step_leaves_its_marks_and_its_line(cast, entry, name, who, start, end, note, marks):
    before = stands(entry, start, return_reason="Lần trước", **JUDGED)
    after, step = moved(before, name, getattr(cast, who), note=note)
    assert (after.state, after.version, after.waiting_since) == (end, 8, NOW)
    people = {"leader": cast.leader, "reviewer": cast.reviewer}
    for mark, value in marks.items():
        wanted = people.get(value, value) if isinstance(value, str) and value else value
        assert getattr(after, mark) == wanted, mark
    assert (step.verb, step.by, step.acting_for, step.at) == (name, getattr(cast, who), None, NOW)
    assert (step.from_state, step.to_state, step.note) == (start, end, note)
    assert bool(step.receipt) == way.MOVES[name].receipt and step.changes == []


def test_the_first_handing_in_is_the_one_that_counts(cast, entry):
    first = NOW - timedelta(days=3)
    after, _ = moved(stands(entry, State.WITH_LEADER, handed_in_at=first), "hand_in", cast.leader)
    assert after.handed_in_at == first


def test_an_appraisal_that_differs_is_kept_and_traced_and_one_that_agrees_is_not(cast, entry):
    after, step = moved(
        stands(entry, State.IN_REVIEW, level="done"), "approve", cast.reviewer, appraised="in_progress"
    )
    assert after.appraised_level == "in_progress"
    assert step.changes == [{"field": "appraised_level", "old": "done", "new": "in_progress"}]
    after, step = moved(stands(entry, State.IN_REVIEW, level="done"), "approve", cast.reviewer, appraised="done")
    assert (after.appraised_level, step.changes) == ("", [])


def test_undoing_takes_the_judgement_back_and_waits_since_it_was_handed_in(cast, entry):
    Step.objects.create(entry=entry, verb="hand_in", by=cast.leader, at=EARLIER, to_state=State.IN_REVIEW)
    marks = {"appraised_level": "in_progress", "appraisal_note": "x", "level": "done", "reviewer": cast.reviewer}
    after, step = moved(stands(entry, State.APPROVED, **{**marks, "waiting_since": NOW}), "undo", cast.reviewer)
    assert (after.state, after.reviewer, after.appraised_level, after.appraisal_note) == (
        State.IN_REVIEW,
        None,
        "",
        "",
    )
    assert after.waiting_since == EARLIER
    assert step.changes == [{"field": "appraised_level", "old": "in_progress", "new": "done"}]


def test_undoing_what_has_no_trace_waits_from_now(cast, entry):
    row = stands(entry, State.APPROVED, reviewer=cast.reviewer, waiting_since=NOW)
    assert moved(row, "undo", cast.reviewer)[0].waiting_since == NOW


# --- Refusals in words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hand_back", "send_back", "reopen"])
@pytest.mark.parametrize("note", ["", "  ", "\n"])
def test_a_step_that_needs_its_reason_says_so(cast, entry, name, note):
    who = cast.leader if name == "hand_back" else cast.reviewer
    row = stands(entry, way.MOVES[name].start[0])
    with pytest.raises(ValueError, match="Cần ghi lý do"):
        way.move(row, name, by=who, note=note)
    assert fresh(entry).version == 7 and not Step.objects.exists()


def test_a_wrong_step_is_told_with_where_the_entry_stands(cast, entry):
    with pytest.raises(Conflict, match="đang ở bước “Đã duyệt”, không trình lãnh đạo được nữa"):
        way.move(stands(entry, State.APPROVED), "submit", by=cast.official)


def test_what_is_over_says_so_to_who_would_send_it(cast, entry):
    Task.objects.filter(pk=entry.task_id).update(withdrawn=date(2024, 10, 1))
    with pytest.raises(Conflict, match="Nhiệm vụ này thôi thực hiện từ ngày 01/10/2024"):
        way.move(stands(entry, State.DRAFT), "submit", by=cast.official)


def test_whoever_was_faster_is_told(cast, entry):
    seen = stands(entry, State.DRAFT)
    Progress.objects.filter(pk=entry.pk).update(version=8)
    with pytest.raises(Conflict, match="vừa được người khác xử lý"):
        way.move(seen, "submit", by=cast.official)


def test_who_may_is_named_to_whom_may_not_and_nothing_to_a_stranger(cast, entry):
    with pytest.raises(Refused) as refusal:
        way.move(stands(entry, State.IN_REVIEW), "approve", by=cast.official)
    assert "Phòng Nội vụ huyện Ân Thi" in refusal.value.who_may
    with pytest.raises(Refused) as other:
        way.move(stands(entry, State.IN_REVIEW), "approve", by=cast.culture_reviewer)
    assert "qua cơ quan khác" in str(other.value) and "Phòng Nội vụ huyện Ân Thi" in other.value.who_may
    with pytest.raises(Http404):
        way.move(stands(entry, State.IN_REVIEW), "approve", by=cast.stranger)


# --- Many at once --------------------------------------------------------------------------------------------------------


def test_many_share_one_receipt_of_their_unit_and_what_does_not_fit_is_told(cast, period):
    rows = entries_of(period)
    Progress.objects.filter(period=period).update(state=State.DRAFT, level="nothing")
    Progress.objects.filter(pk=rows[1].pk).update(level="")
    third = entries_of(
        make_period(make_plan(cast.commune, cast.commune_office, number="05/KH", tasks=1, year=2023), year=2023)
    )
    Progress.objects.filter(pk=third[0].pk).update(state=State.DRAFT, level="nothing")
    made, left = way.move_many([fresh(row) for row in (*rows, *third)], "submit", by=cast.official)
    assert [step.entry_id for step in made] == [rows[0].pk, third[0].pk]
    assert {step.receipt for step in made} == {made[0].receipt} and made[0].receipt.endswith("-0001")
    assert [(entry.pk, reason) for entry, reason in left] == [(rows[1].pk, "Chưa chọn mức độ thực hiện")]


# --- Saving figures ------------------------------------------------------------------------------------------------------


def test_figures_of_several_measures_are_saved_changed_and_taken_away_each_for_itself(cast, entry):
    first = entry.task.measures.get()
    second = Measure.objects.create(task=entry.task, name="Cuộc họp", position=2)

    def save(version, **given):
        values = {first.pk: given.get("first"), second.pk: given.get("second")}
        return way.save(fresh(entry), by=cast.official, version=version, values={}, figures=values)

    def kept():
        return dict(Figure.objects.filter(entry=entry).values_list("measure__name", "value"))

    assert save(1, first=Decimal(5), second=Decimal(7)).version == 2
    assert kept() == {"Hồ sơ": 5, "Cuộc họp": 7}
    assert save(2, first=Decimal(6), second=Decimal(7)).version == 3, "an entered figure is changed in its place"
    assert kept() == {"Hồ sơ": 6, "Cuộc họp": 7}
    save(3, first=None, second=Decimal(0))
    assert kept() == {"Cuộc họp": 0}
    assert save(4, first=None, second=Decimal(0)).version == 4, "each figure is compared with its own"
    changes = {change["field"]: (change["old"], change["new"]) for change in Step.objects.get().changes}
    assert changes == {f"figure-{first.pk}": (None, None), f"figure-{second.pk}": (None, "0")}


def test_saving_what_stands_there_already_changes_nothing(cast, entry):
    way.save(entry, by=cast.official, version=1, values={"result": "Đã làm"})
    again = way.save(fresh(entry), by=cast.official, version=2, values={"result": "Đã làm"})
    assert again.version == 2 and Step.objects.count() == 1


# --- Objections: what is written and what is said ------------------------------------------------------------------------


def test_an_objection_is_written_with_its_moment_and_its_refusals_have_words(cast, entry):
    row = stands(entry, State.APPROVED, level="done", appraised_level="in_progress", reviewer=cast.reviewer)
    with pytest.raises(ValueError, match="nội dung kiến nghị"):
        objections.object_to(row, by=cast.leader, text="  ")
    with time_machine.travel(NOW, tick=False):
        step = objections.object_to(row, by=cast.leader, text="Có biên bản")
    after = fresh(entry)
    assert (after.objection, after.objected_at, after.version) == ("Có biên bản", NOW, 8)
    assert (step.verb, step.at, step.from_state, step.to_state, step.note) == (
        "object", NOW, State.APPROVED, State.APPROVED, "Có biên bản",
    )  # fmt: skip
    with pytest.raises(ValueError, match="nội dung trả lời"):
        objections.answer(after, by=cast.reviewer, text="")
    with pytest.raises(Refused, match="qua cơ quan khác") as refusal:
        objections.answer(after, by=cast.culture_reviewer, text="x")
    assert "Phòng Nội vụ" in refusal.value.who_may


# --- Counting: several units as one, periods beside each other -------------------------------------------------------------


def test_several_units_as_one_have_the_earliest_date_and_the_latest_arrival():
    parts = [
        Sending(1, "a/", 3, 2, 1, 0, date(2024, 10, 25), EARLIER), Sending(2, "b/", 4, 4, 0, 1, date(2024, 10, 30), NOW),
        Sending(3, "c/", 1, 0, 0, 0, date(2024, 11, 5)),
    ]  # fmt: skip
    one = completeness.merged(parts, unit_id=9, path="x/")
    assert one == Sending(9, "x/", 8, 6, 1, 1, date(2024, 10, 25), NOW)
    assert (one.on_time, one.missing) == (5, 2)
    assert completeness.merged(parts[2:], unit_id=9, path="x/").last_at is None


@pytest.mark.parametrize(
    ("owed", "released", "state"), [(0, 0, "on_time"), (2, 0, "on_time"), (1, 1, "on_time"), (0, 1, "released")]
)
def test_let_off_is_only_who_owes_nothing_more_and_left_something(owed, released, state):
    assert Sending(1, "a/", 2, 2, 0, 0, date(2024, 10, 25), owed=owed, released=released).state == state


def test_the_share_on_track_of_a_plan_is_that_of_all_its_entries():
    lines = [SimpleNamespace(on_track=1, entries=1), SimpleNamespace(on_track=2, entries=7)]
    assert overview.Overview(lines, [], 0).percent == 37.5 and overview.Overview([], [], 0).percent is None
    task = overview.TaskLine(None, [], None, on_track=3, entries=4, badge="", asked=None, old_deadlines=[])
    assert task.percent == 75


def test_nothing_typed_is_nothing_begun():
    tally = overview.Tally()
    tally.count("", late=True)
    assert (tally.level, tally.on_track) == (Progress.Level.NOT_STARTED, 0)


def span(starts, ends, value=1):
    return SimpleNamespace(value=value, period=SimpleNamespace(starts=starts, ends=ends))


@pytest.mark.parametrize(
    ("earlier_ends", "both"),
    [(date(2024, 6, 29), True), (date(2024, 6, 30), True), (date(2024, 7, 1), False), (date(2024, 7, 2), False)],
)
def test_periods_count_together_only_when_no_day_is_in_both(earlier_ends, both):
    later, earlier = span(date(2024, 7, 1), date(2024, 9, 30)), span(date(2024, 1, 1), earlier_ends)
    assert figures.apart([later, earlier]) == ([later, earlier] if both else [later])


# --- Who may send up alone, and what a lock writes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one_hand", "is_open", "offered"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_sending_up_without_the_officials_hand_takes_the_units_setting_and_an_open_period(
    cast, entry, one_hand, is_open, offered
):
    type(entry.unit).objects.filter(pk=entry.unit_id).update(one_hand=one_hand)
    row = stands(entry, State.DRAFT, open=is_open, typed_by=cast.official)
    assert ("hand_in_alone" in way.moves_for(row, cast.leader)) == offered


def test_whose_own_entry_it_is_is_told_who_may_send_it(cast, entry):
    row = stands(entry, State.WITH_LEADER, typed_by=cast.leader)
    with pytest.raises(Refused) as refusal:
        way.move(row, "hand_in", by=cast.leader)
    assert refusal.value.reason == ONE_HAND_RULE and "Chủ tịch UBND xã" in refusal.value.who_may


def test_a_lock_is_one_step_of_the_row_with_its_line(cast, entry):
    stands(entry, State.APPROVED)
    with time_machine.travel(NOW, tick=False):
        assert way.lock(Progress.objects.filter(pk=entry.pk), by=cast.reviewer, note="Báo cáo số 01") == 1
    step = Step.objects.get()
    assert (fresh(entry).state, fresh(entry).version) == (State.LOCKED, 8)
    assert (step.verb, step.by, step.at, step.note) == ("lock", cast.reviewer, NOW, "Báo cáo số 01")
    assert (step.from_state, step.to_state) == (State.APPROVED, State.LOCKED)
