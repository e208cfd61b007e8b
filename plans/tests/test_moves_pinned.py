"""The ways of an entry and of a plan, each step written once more as the rule says it, and walked in every state."""

from datetime import timedelta

import pytest

from plans.drafting.workflow import life as planning
from plans.models import Period, Plan, Progress
from plans.progress import workflow as progress

# Trình là của công chức, gửi lên là của lãnh đạo, thẩm định là của cơ quan cấp trên. Trả lại và mở lại phải ghi lý do;
# rời tay đơn vị thì phải đủ và có biên nhận.
# name | button | right | from | to | reason needed? | must be complete? | receipt? | verb in the trace
ENTRY = """
submit | Trình lãnh đạo | nhập tiến độ | Bản nháp, Trả lại | Chờ lãnh đạo duyệt | - | đủ | biên nhận | trình lãnh đạo
withdraw | Rút lại | nhập tiến độ | Chờ lãnh đạo duyệt | Bản nháp | - | - | - | rút lại
hand_in | Gửi cấp trên | gửi tiến độ lên cấp trên | Chờ lãnh đạo duyệt | Chờ thẩm định | - | đủ | biên nhận | gửi cấp trên
hand_in_alone | Gửi cấp trên | gửi tiến độ lên cấp trên | Bản nháp, Trả lại | Chờ thẩm định | - | đủ | biên nhận | gửi cấp trên
sign_off | Duyệt | gửi tiến độ lên cấp trên | Chờ lãnh đạo duyệt | Đã duyệt | - | đủ | biên nhận | duyệt
hand_back | Trả lại người nhập | gửi tiến độ lên cấp trên | Chờ lãnh đạo duyệt | Trả lại | lý do | - | - | trả lại người nhập
approve | Duyệt | thẩm định | Chờ thẩm định | Đã duyệt | - | - | - | duyệt
undo | Hoàn tác duyệt | thẩm định | Đã duyệt | Chờ thẩm định | - | - | - | hoàn tác duyệt
send_back | Trả lại | thẩm định | Chờ thẩm định | Trả lại | lý do | - | - | trả lại
reopen | Mở lại | mở lại tiến độ đã duyệt | Đã duyệt, Đã khóa | Trả lại | lý do | - | - | mở lại
"""  # noqa: E501  (one step a line, to be read across)

# name | button | right | from
PLAN = """
edit         | Soạn, sửa          | soạn, sửa kế hoạch | Dự thảo
issue        | Ban hành           | ban hành kế hoạch  | Dự thảo
remove_draft | Xóa dự thảo        | soạn, sửa kế hoạch | Dự thảo
amend        | Sửa đổi, bổ sung   | soạn, sửa kế hoạch | Đang hiệu lực, Đã sửa đổi, bổ sung
close        | Kết thúc           | ban hành kế hoạch  | Đang hiệu lực, Đã sửa đổi, bổ sung
supersede    | Thay thế           | ban hành kế hoạch  | Đang hiệu lực, Đã sửa đổi, bổ sung
"""


def _lines(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def _states(states):
    return ", ".join(state.label for state in states)


def _entry_step(name):
    step = progress.MOVES[name]
    flags = [(step.needs_note, "lý do"), (step.complete, "đủ"), (step.receipt, "biên nhận")]
    marks = [word if flag else "-" for flag, word in flags]
    return [
        name,
        step.label,
        step.action.value,
        _states(step.start),
        Progress.State(step.end).label,
        *marks,
        step.said,
    ]


@pytest.mark.parametrize("line", _lines(ENTRY), ids=lambda line: line[0])
def test_each_step_of_an_entry_is_the_rule(line):
    assert _entry_step(line[0]) == line


@pytest.mark.parametrize("line", _lines(PLAN), ids=lambda line: line[0])
def test_each_verb_on_a_plan_is_the_rule(line):
    step = planning.MOVES[line[0]]
    assert [line[0], step.label, step.action.value, _states(step.start)] == line


def test_no_step_stands_outside_and_the_order_of_the_buttons_is_this():
    assert list(progress.MOVES) == [line[0] for line in _lines(ENTRY)]
    assert list(planning.MOVES) == [line[0] for line in _lines(PLAN)]


def test_who_may_type_and_what_counts_as_received():
    state = Progress.State
    assert set(Progress.ENTERABLE) == {state.EMPTY, state.DRAFT, state.RETURNED}
    assert set(Progress.RECEIVED) == {state.IN_REVIEW, state.APPROVED, state.LOCKED}
    assert set(Plan.IN_FORCE) == {Plan.State.ISSUED, Plan.State.AMENDED}


def test_the_steps_that_only_the_reviewing_agency_takes():
    assert {name for name, step in progress.MOVES.items() if step.action in progress.IN_REVIEWERS_HAND} == {
        "approve", "undo", "send_back", "reopen",
    }  # fmt: skip
    assert timedelta(minutes=15) == progress.UNDO_WITHIN


def test_states_in_the_words_of_the_office():
    assert [state.label for state in Progress.State] == [
        "Chưa nhập", "Bản nháp", "Chờ lãnh đạo duyệt", "Chờ thẩm định", "Trả lại", "Đã duyệt", "Đã khóa",
    ]  # fmt: skip
    assert [state.label for state in Plan.State] == ["Dự thảo", "Đang hiệu lực", "Đã sửa đổi, bổ sung", "Đã kết thúc"]
    assert [state.label for state in Period.State] == ["Chưa mở", "Đang mở", "Đã đóng"]
    assert [level.label for level in Progress.Level] == [
        "Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Không phát sinh",
    ]  # fmt: skip
