"""Every kind of reminder once, word for word: on one day, of a commune that reports by its district's periods."""

from datetime import UTC, date, datetime

import pytest

from plans.models import Progress
from plans.progress.periods import owe_entries
from plans.reminding import sources
from plans.tests.paper import entries_of, fitting, make_period, make_plan
from post.due import Line
from post.people import Directory
from post.working_days import Calendar
from units.models import Post, User

MONDAY = date(2024, 11, 4)
INSIDE, DUE, SENT, OBJECTED = date(2024, 10, 22), date(2024, 10, 25), date(2024, 10, 18), date(2024, 10, 21)
OWN, ABOVE = "04/KH-UBND", "30/KH-UBND"
State = Progress.State


@pytest.fixture
def rows(cast):
    """One with the leader, one in review, one sent back, one objected to, two empty: the last with a date of its own."""
    above = make_plan(cast.district, cast.district_office, number=ABOVE, tasks=0)
    plan = make_plan(cast.commune, cast.commune_office, number=OWN, tasks=6, reports_under=above)
    plan.tasks.update(deadline=None)
    plan.tasks.filter(position=6).update(deadline=date(2024, 10, 20))
    period = make_period(above)
    owe_entries(period)
    for position, state in enumerate((State.WITH_LEADER, State.IN_REVIEW, State.RETURNED, State.APPROVED), 1):
        period.entries.filter(task__position=position).update(**fitting(state), waiting_since=at(SENT))
    period.entries.filter(state=State.APPROVED).update(objected_at=at(OBJECTED))
    User.objects.filter(pk__in=[cast.official.pk, cast.leader.pk]).update(email="")
    return entries_of(period)


@pytest.fixture
def top(cast):
    user = User.objects.create(username="hungyen.lanhdao.cu", email="cu@example.vn")
    Post.objects.create(
        user=user, agency=cast.old_province_office, role="leader", title="Chủ tịch", valid_from=date(2020, 1, 1)
    )
    return user


def at(day):
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_every_line_stands_under_its_plan_with_its_date_and_goes_to_a_post(cast, top, rows):
    """Her own people read the commune's plan over a line, those above the plan whose periods are asked."""
    official, leader = (cast.official.pk, ("entry", cast.commune.pk)), (cast.leader.pk, ("leader", cast.commune.pk))
    reviewer, chair = (cast.reviewer.pk, ("reviewer", cast.district.pk)), (top.pk, ("leader", cast.old_province.pk))
    entry, (period, task) = [row.pk for row in rows], (rows[0].period_id, rows[5].task_id)
    page, about = f"/ky/{period}/", f"p{period}-u{cast.commune.pk}-k{rows[0].plan_id}"
    late = Line(ABOVE, "Xã Tiền Phong: còn 4/6 nhiệm vụ chưa gửi, 9 tháng năm 2024", "Quá 10 ngày", page, 10, DUE,
                listed=True)  # fmt: skip
    unreachable = "Xã Tiền Phong: không còn {} nào nhận được thư nhắc (kỳ 9 tháng năm 2024)"
    wanted = [
        ("period", official, about, Line(OWN, "9 tháng năm 2024: còn 3/6 nhiệm vụ chưa nhập xong, trình lãnh đạo",
            "Quá 13 ngày", f"/luoi/{period}/?don_vi={cast.commune.pk}", 13, INSIDE)),
        ("unreachable", reviewer, about, Line(ABOVE, unreachable.format("công chức nhập liệu"),
            "Quá 13 ngày", page, 13, INSIDE, listed=True)),
        ("period", leader, about + "l", Line(OWN,
            "9 tháng năm 2024: còn 4/6 nhiệm vụ chưa gửi cấp trên, 1 đang chờ bạn duyệt",
            "Quá 10 ngày", "/viec/?xem=cho-duyet", 10, DUE)),
        ("unreachable", reviewer, about + "l", Line(ABOVE, unreachable.format("lãnh đạo"),
            "Quá 10 ngày", page, 10, DUE, listed=True)),
        ("late", reviewer, about, late),
        ("late", chair, about + "t", late),
        ("task", official, f"t{task}", Line(OWN, "Nhiệm vụ số 6 của Xã Tiền Phong",
            "Quá 15 ngày", f"/tien-do/{entry[5]}/", 15, date(2024, 10, 20))),
        ("leader", leader, about, Line(OWN, "9 tháng năm 2024: 1 nhiệm vụ chờ bạn duyệt",
            "Chờ 11 ngày làm việc", f"/tien-do/{entry[0]}/", 11, SENT, waits=True)),
        ("review", reviewer, about, Line(ABOVE, "Xã Tiền Phong: 1 nhiệm vụ chờ thẩm định, 9 tháng năm 2024",
            "Chờ 11 ngày làm việc", f"/tham-dinh/{entry[1]}/", 11, SENT, waits=True)),
        ("review", reviewer, about + "o", Line(ABOVE,
            "Xã Tiền Phong: kiến nghị về kết quả thẩm định chưa được trả lời, 9 tháng năm 2024",
            "Chờ 10 ngày làm việc", f"/tham-dinh/{entry[3]}/", 10, OBJECTED, waits=True)),
        ("returned", official, about, Line(OWN, "9 tháng năm 2024: 1 nhiệm vụ bị trả lại, chưa sửa",
            "Chờ 11 ngày làm việc", f"/tien-do/{entry[2]}/", 11, SENT, waits=True)),
    ]  # fmt: skip
    dues = sources.due(MONDAY, Calendar(), Directory(MONDAY))
    found = [(due.kind, (due.person, due.post), due.subject, due.line) for due in dues]
    assert set(found) == set(wanted) and len(found) == len(wanted)


def test_many_that_wait_for_review_lead_to_the_queue_of_their_unit(cast, rows):
    Progress.objects.filter(pk=rows[4].pk).update(**fitting(State.IN_REVIEW), waiting_since=at(SENT))
    dues = sources.due(MONDAY, Calendar(), Directory(MONDAY))
    (url,) = [due.line.url for due in dues if due.kind == "review" and "2 nhiệm vụ chờ thẩm định" in due.line.text]
    assert url.startswith(f"/tham-dinh/tung-muc/?ky={rows[0].period_id}&don_vi=X")
