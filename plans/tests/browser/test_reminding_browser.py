"""Reminders by clicking: what will go out and why, what came back and is tried again, the bell, wishes, the calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from plans.models import Task
from plans.tests.paper import make_period, make_plan
from post import digest, sending
from post.models import Letter, Preference, Reminder
from post.tests.mail_server import MailServer
from units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(settings):
    """A mail server that knows nobody called hongquang.nhaplieu, until it is told."""
    with MailServer(lambda envelope: "550 no such user" if "hongquang" in envelope.rcpt_tos[0] else None) as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


@pytest.fixture
def period(cast, today):
    """A period of Hồng Quang two days late, by the calendar of the province's plan."""
    above = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=today.year, tasks=1)
    make_plan(cast.new_commune, cast.new_commune_office, year=today.year, reports_under=above)
    Task.objects.update(deadline=None)
    late = today - timedelta(days=2)
    return make_period(above, year=today.year, due_inside=late, due=late)


def fits(page, axe):
    """Nothing reaches over the edge of a phone, and everybody can use it; the main pages are swept elsewhere."""
    for width, height in ((390, 844), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []


def test_reminders_by_clicking(cast, period, server, settings, page_as, axe):
    admin = User.objects.create(username="quantri", email="quantri@example.vn", is_superuser=True, is_staff=True)
    office = page_as(admin, "/nhac-viec/")
    before_anything_goes_out(office, settings)
    send()
    failures_are_tried_again(office, server, axe)
    official = page_as(cast.new_official, "/viec/")
    the_bell_is_opened(official)
    wishes_are_kept(official, cast.new_official)
    the_calendar_is_made_and_revoked(official, page_as(None, "/kiem-tra-chu-ky/"), axe)
    the_plans_days_are_set(page_as(cast.province_reviewer, f"/ke-hoach/{period.plan_id}/ky/"), period, axe)


def send():
    """The day's run, whatever the hour, until the mail server has refused for good."""
    digest.send_out(timezone.now(), by_hand=True)
    for _ in range(sending.REFUSED_AT_MOST):
        Letter.objects.filter(state="pending").update(not_before=timezone.now())
        sending.send_waiting()


def before_anything_goes_out(page, settings):
    """A dry run with the reason of every line; the rehearsal says where all mail goes."""
    today = f"{timezone.localdate():%d/%m/%Y}"
    page.get_by_label("Chạy thử cho ngày").fill(today)
    page.get_by_role("button", name="Xem").click()
    row = page.get_by_role("row", name="hongquang.nhaplieu@example.vn")
    row.get_by_text("1 việc", exact=True).click()
    expect(row.get_by_text("mốc quá hạn 1 ngày")).to_be_visible()
    assert not Letter.objects.exists() and not Reminder.objects.exists()
    settings.MAIL_REDIRECT_TO = "dien-tap@example.vn"
    page.reload()
    expect(page.get_by_text("dien-tap@example.vn")).to_be_visible()
    settings.MAIL_REDIRECT_TO = ""


def failures_are_tried_again(page, server, axe):
    page.get_by_role("link", name="Thư đã gửi, chờ gửi, hỏng").click()
    page.get_by_role("link", name="Không gửi được").click()
    expect(page.get_by_text("550 no such user")).to_be_visible()
    server.answer = None
    page.get_by_role("button", name="Gửi lại", exact=True).click()
    expect(page.get_by_text("Đã xếp 1 thư vào hàng chờ")).to_be_visible()
    sending.send_waiting()
    page.get_by_role("link", name="Đã gửi").click()
    page.get_by_role("row", name="hongquang.nhaplieu@example.vn").filter(has_text="Thư điện tử").get_by_role(
        "link"
    ).click()
    expect(page.get_by_text("chưa nhập xong, trình lãnh đạo")).to_be_visible()
    fits(page, axe)


def the_bell_is_opened(page):
    bell = page.get_by_role("banner").get_by_role("link", name="Thông báo")
    expect(bell).to_contain_text("1")
    bell.click()
    page.get_by_role("link", name="Nhắc việc: 1 việc quá hạn (lâu nhất 2 ngày)").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nhập nhiều nhiệm vụ")  # all of it is on one page
    expect(bell).not_to_contain_text("1")


def wishes_are_kept(page, user):
    """Hour and kinds; what is mandatory stands there without anything to switch."""
    page.goto(page.evaluate("location.origin") + "/nhac-viec/cai-dat/")
    page.get_by_label("Giờ nhận thư nhắc việc hằng ngày").select_option("14:00")
    page.get_by_label("Nhắc sớm").uncheck()
    expect(page.get_by_role("listitem").filter(has_text="Hạn báo cáo")).to_be_visible()
    assert page.get_by_role("checkbox").count() == 5  # one channel, four kinds of choice
    page.get_by_label("Thư điện tử").uncheck()
    page.get_by_role("button", name="Lưu cài đặt").click()
    expect(page.get_by_text("Chọn ít nhất một kênh").first).to_be_visible()
    expect(page.get_by_label("Giờ nhận thư nhắc việc hằng ngày")).to_have_value("14:00")
    page.get_by_label("Thư điện tử").check()
    page.get_by_role("button", name="Lưu cài đặt").click()
    expect(page.get_by_text("Đã lưu cài đặt nhắc việc")).to_be_visible()
    kept = Preference.objects.get(user=user)
    assert (f"{kept.hour:%H:%M}", kept.off, kept.channels) == ("14:00", ["early"], ["email"])


def the_calendar_is_made_and_revoked(page, stranger, axe):
    """The address opens without signing in, in whatever program it is given to, until it is taken back."""
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = page.get_by_label("Địa chỉ lịch riêng của bạn").input_value()
    assert page.get_by_role("link", name="Thêm vào ứng dụng lịch").get_attribute("href").startswith("webcal://")
    fits(page, axe)
    path = "/" + address.split("/", 3)[3]
    site = page.url.split("/nhac-viec/")[0]
    answer = stranger.request.get(site + path)
    assert answer.ok and "BEGIN:VEVENT" in answer.text()
    page.get_by_role("button", name="Bỏ địa chỉ lịch").click()
    expect(page.get_by_role("button", name="Tạo địa chỉ lịch")).to_be_visible()
    assert stranger.request.get(site + path).status == 404


def the_plans_days_are_set(page, period, axe):
    page.get_by_role("link", name="Lịch nhắc việc").click()
    page.get_by_label("Nhắc trước hạn (ngày)").fill("14, hai")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("“hai” không phải là số ngày").first).to_be_visible()
    expect(page.get_by_label("Nhắc trước hạn (ngày)")).to_have_value("14, hai")
    fits(page, axe)
    page.get_by_label("Nhắc trước hạn (ngày)").fill("14, 2")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu lịch nhắc của kế hoạch")).to_be_visible()
    period.plan.refresh_from_db()
    assert period.plan.reminder_days == "14,2"
