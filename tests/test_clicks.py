"""How many clicks the day's errands take, over real links and buttons; typing is none, signing in is done."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_person
from plans.models import Progress, Task
from plans.tests.paper import entries_of, make_period, make_plan
from post import digest
from post.models import Letter
from reports.models import Document
from reports.papers import press
from reports.tests import desk
from tests.clicks import Hand
from units.models import Role

pytestmark = pytest.mark.django_db
State = Progress.State


@pytest.fixture
def period(cast):
    """The year's period of the province's plan, and of the commune's under it: twenty tasks."""
    above = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026, tasks=1)
    make_plan(cast.new_commune, cast.new_commune_office, year=2026, tasks=20, reports_under=above)
    return make_period(above, year=2026)


def of_commune(period, cast):
    return [row for row in entries_of(period) if row.unit_id == cast.new_commune.pk]


def test_from_the_mail_to_a_saved_entry_two(cast, period):
    first, *others = of_commune(period, cast)
    Progress.objects.filter(pk__in=[row.pk for row in others]).update(state=State.WITH_LEADER, level="in_progress")
    digest.send_out(timezone.make_aware(datetime.combine(period.due_inside, time(10))))
    letter = Letter.objects.filter(to=cast.new_official).latest("pk")
    link = re.search(r"https?://[^/\s]+(/\S+)", letter.text)[1]
    hand = Hand(cast.new_official, link)
    hand.clicks += 1  # the link of the mail, that this page came from
    hand.press("Lưu", result="Đã niêm yết tại 7 nhà văn hóa thôn.")
    first.refresh_from_db()
    assert first.result.startswith("Đã niêm yết") and hand.clicks <= 2


def test_a_period_typed_is_handed_in_within_three_over_both_desks(cast, period):
    rows = of_commune(period, cast)
    Progress.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=State.DRAFT, level="not_started", result="Chưa làm"
    )
    official = Hand(cast.new_official, reverse("work")).press("Trình cả 20")
    leader = Hand(cast.new_leader, reverse("work")).press("Gửi cả 20")
    assert {row.state for row in of_commune(period, cast)} == {State.IN_REVIEW}
    assert official.clicks + leader.clicks <= 3


def test_twenty_approvals_within_six(cast, period):
    rows = of_commune(period, cast)
    for row in rows:
        Progress.objects.filter(pk=row.pk).update(
            state=State.IN_REVIEW,
            level="in_progress",
            result=f"Đã làm {row.task.code} ở 7 thôn",
            waiting_since=timezone.now(),
        )
    Task.objects.update(deadline=timezone.localdate() + timedelta(days=30))  # late work would be looked at closely
    rows[0].figures.create(measure=rows[0].task.measures.get(), value=90)
    hand = Hand(cast.province_reviewer, reverse("work")).click("Thẩm định").click("Xã Hồng Quang")
    hand.press("Duyệt 20 mục rõ")
    assert {row.state for row in of_commune(period, cast)} == {State.APPROVED} and hand.clicks <= 6


def test_a_report_stands_ready_to_sign_within_five(cast, period):
    plan = of_commune(period, cast)[0].plan
    desk.reported(plan, period)
    hand = Hand(cast.new_official, reverse("work")).click("Văn bản").click("Soạn văn bản")
    hand.press("Lập bản nháp", kind="bao_cao", plan=plan.pk, period=period.pk)
    report = Document.objects.get(agency__unit=cast.new_commune)
    assert press.make(report.pk)
    hand.again().click("Trình ký")
    hand.press("Trình ký", answer="Đơn vị tổng hợp xong")
    report.refresh_from_db()
    assert report.state == Document.State.TO_SIGN and hand.clicks <= 5


def test_accounts_of_a_new_commune_within_six_from_the_list_of_what_is_owed(cast, period):
    keeper = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")
    cast.new_official.posts.all().delete()
    hand = Hand(keeper, reverse("work")).click("Lập tài khoản").click("Xã Hồng Quang").click("Bộ tài khoản")
    hand.press("Lập các tài khoản").press("In 2 phiếu")
    assert hand.file and hand.answer["Content-Type"] == "application/pdf" and hand.clicks <= 6
