"""When reminders go out and to whom the ladder climbs, rung by rung, written once more from the rule.

Before the deadline 7, 3 and 1 days (each plan may say otherwise), on the day, overdue 1, 3, 7 days and then weekly, until
it is handed in. Officials, from day 3 the unit's leader, from day 7 the office above, then the province by the week.
"""

from datetime import date, timedelta

import pytest

from plans.reminding import sources as reminders
from post import milestones
from post.milestones import in_words, of_deadline, of_waiting, of_week
from post.models import KINDS
from post.working_days import Calendar


class EveryDay(Calendar):
    """A calendar without days off: the bare rule of days."""

    def is_working_day(self, day):
        return True


DUE = date(2024, 10, 25)
RUNGS = {
    -60: None, -8: None, -7: "-7", -6: "-7", -4: "-7", -3: "-3", -2: "-3", -1: "-1", 0: "-0", 1: "+1", 2: "+1",
    3: "+3", 4: "+3", 6: "+3", 7: "+7", 8: "+7", 13: "+7", 14: "+14", 20: "+14", 21: "+21", 27: "+21", 28: "+28",
    365: "+364",
}  # fmt: skip


@pytest.mark.parametrize(("days", "rung"), RUNGS.items())
def test_every_rung_on_its_day_the_day_before_and_the_day_after(days, rung):
    reached = of_deadline(DUE, DUE + timedelta(days=days), EveryDay())
    assert (reached and reached.code) == (rung and f"20241025{rung}")
    assert reached is None or reached.days == days


WAITED = {
    (1, 3, 7): {0: None, 1: 1, 2: 1, 3: 3, 6: 3, 7: 7, 11: 7, 12: 12, 16: 12, 17: 17},
    (3, 5, 10): {0: None, 2: None, 3: 3, 4: 3, 5: 5, 9: 5, 10: 10, 14: 10, 15: 15, 19: 15, 20: 20},
    (1, 2, 3, 5): {0: None, 1: 1, 2: 2, 3: 3, 4: 3, 5: 5, 9: 5, 10: 10},
}


@pytest.mark.parametrize(("steps", "days", "rung"), [(s, n, r) for s, row in WAITED.items() for n, r in row.items()])
def test_every_step_of_waiting(steps, days, rung):
    reached = of_waiting(DUE, DUE + timedelta(days=days), EveryDay(), steps)
    assert (reached and (reached.code, reached.days)) == (rung and (f"20241025w{rung}", days))


@pytest.mark.parametrize(("past", "listed"), [(6, False), (7, True), (8, True)])
def test_the_weekly_list_begins_on_the_monday_a_week_has_passed(past, listed):
    monday = date(2024, 11, 4)
    reached = of_week(monday - timedelta(days=past), monday, 7)
    assert (reached and (reached.code, reached.days)) == (("20241104t", past) if listed else None)
    sunday = of_week(monday - timedelta(days=past), monday + timedelta(days=6), 7)
    assert (sunday and (sunday.code, sunday.days)) == (("20241104t", past + 6) if listed else None)


def test_the_numbers_of_the_rule():
    assert milestones.DAYS_BEFORE == (7, 3, 1) and milestones.OVERDUE == (1, 3, 7) and milestones.MOST_BEFORE == 60
    assert (reminders.LEADER_FROM, reminders.OFFICE_FROM) == (3, 7)
    assert reminders.FOR_LEADER == (1, 3, 7) and reminders.FOR_REVIEW == (3, 5, 10)
    assert reminders.UNTOUCHED == (1, 3, 7)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("20241025-7", "trước hạn 7 ngày"),
        ("20241025-14", "trước hạn 14 ngày"),
        ("20241025-0", "ngày đến hạn"),
        ("20241025+1", "quá hạn 1 ngày"),
        ("20241025+28", "quá hạn 28 ngày"),
        ("20241025w3", "chờ 3 ngày làm việc"),
        ("20241104t", "danh sách tuần"),
    ],
)
def test_milestones_in_words(code, words):
    assert in_words(code) == words


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("7,3,1", (7, 3, 1)), ("1,3,7", (7, 3, 1)), (" 10 ; 5 ", (10, 5)), ("3,3", (3,)), ("60,61", (60,)),
        ("1,0", (1,)), ("-3", ()), ("ba, 2", (2,)), ("", ()), ("²", ()),
    ],
)  # fmt: skip
def test_a_plans_own_days_before(typed, days):
    assert milestones.days_before(typed) == days


def test_kinds_of_reminders_and_which_may_be_refused():
    assert {code: (label, refusable) for code, (label, _, refusable) in KINDS.items()} == {
        "period": ("Hạn báo cáo", False),
        "returned": ("Tiến độ bị trả lại", False),
        "leader": ("Chờ lãnh đạo duyệt", False),
        "review": ("Chờ thẩm định", False),
        "paper": ("Văn bản chờ bạn", False),
        "late": ("Đơn vị chậm gửi", False),
        "unreachable": ("Đơn vị không liên lạc được", False),
        "index": ("Chỉ số nội bộ", False),
        "early": ("Nhắc sớm", True),
        "task": ("Thời hạn từng nhiệm vụ", True),
        "alert": ("Cảnh báo theo quy tắc", True),
        "move": ("Thư báo ngay", True),
    }
