"""The story by clicking, on the demo data: from the official's first figure to the signature anybody can check."""

import re
import subprocess

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings as portal
from playwright.sync_api import expect

from papi_portal.celery import app
from papi_portal.demo.papers import write
from plans.models import Progress
from reports.models import Document
from tests.browser.demo_site import shoot, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RECEIPT = re.compile(r"12196-\d{4}-\d{4}")
RESULT = "Bộ phận Một cửa trả 1.742 hồ sơ đúng hạn, có thư xin lỗi với 13 hồ sơ trễ."


@pytest.fixture
def worker(demo_site):
    """A real Celery worker on the suite's Redis, in a thread of its own."""
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield


def entry_of_hong_quang(code):
    return Progress.objects.get(
        task__code=code, unit__code="12196", unit__valid_to=None, period__state="open", plan__unit__code="12196"
    )


def test_the_story_by_clicking(demo_site, worker, page_as, live_server, tmp_path):
    def at_the_door(username):
        page = page_as(None, "/dang-nhap/")
        sign_in(page, username)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    official = official_enters(page_as, tmp_path)
    leader = at_the_door("hongquang.lanhdao")
    leader_hands_in(leader)
    reviewer_approves(at_the_door("hungyen.thamdinh"), live_server.url, tmp_path)
    report = official_drafts(official, live_server.url, tmp_path)
    leader_signs(leader, report)
    paper = clerk_issues(at_the_door("hongquang.vanthu"), report, tmp_path)
    anybody_verifies(page_as(None, "/kiem-tra-chu-ky/"), paper, tmp_path)


def official_enters(page_as, folder):
    """A wrong password, then her list, a figure that is none, and the entry handed to the leader."""
    page = page_as(None, "/dang-nhap/")
    sign_in(page, "hongquang.nhaplieu", "sai-mat-khau")
    expect(page.locator("#id_password_error")).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("hongquang.nhaplieu")
    sign_in(page, "hongquang.nhaplieu")
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    shoot(page, folder, "viec-cua-toi")

    page.get_by_role("link", name="Giải quyết hồ sơ thủ tục hành chính đúng và trước hạn", exact=True).click()
    page.get_by_label("Đang thực hiện").check()
    page.get_by_label("Hồ sơ tiếp nhận (hồ sơ)").fill("khoảng bảy trăm")
    page.get_by_label("Hồ sơ đúng hạn (hồ sơ)").fill("1742")
    page.get_by_label("Kết quả đã làm").fill(RESULT)
    page.get_by_role("button", name="Trình lãnh đạo").click()
    wrong = page.get_by_label("Hồ sơ tiếp nhận (hồ sơ)")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_value("khoảng bảy trăm")
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(RESULT)
    shoot(page, folder, "nhap-sai")

    wrong.fill("1755")  # more than any month of the sample data has reached: sums only grow
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RECEIPT)
    assert entry_of_hong_quang("5a").state == Progress.State.WITH_LEADER
    shoot(page, folder, "bien-nhan")
    return page


def leader_hands_in(page):
    page.get_by_role("link", name="Giải quyết hồ sơ thủ tục hành chính đúng và trước hạn", exact=True).click()
    page.get_by_role("button", name="Gửi cấp trên").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RECEIPT)
    assert entry_of_hong_quang("5a").state == Progress.State.IN_REVIEW


def reviewer_approves(page, site, folder):
    """The province's Home Affairs office: the dashboard, the queue filtered to the commune, the decision."""
    page.goto(site + "/tong-hop/")
    shoot(page, folder, "tong-hop")
    page.goto(site + "/tham-dinh/tung-muc/")
    page.get_by_label("Đơn vị", exact=True).fill("hong quang")
    page.get_by_role("button", name="Lọc").click()
    page.locator(".listpane li", has_text="5a ·").get_by_role("link").click()
    expect(page.get_by_text(RESULT).first).to_be_visible()
    shoot(page, folder, "tham-dinh")
    page.get_by_role("button", name="Duyệt, sang mục sau").click()
    expect(page.get_by_text("Đã duyệt: Xã Hồng Quang, 5a")).to_be_visible()
    assert entry_of_hong_quang("5a").state == Progress.State.APPROVED


def official_drafts(page, site, folder):
    """The report comes from the worker while the page waits for it; what was forgotten is asked for."""
    page.goto(site + "/van-ban/soan/")
    page.get_by_role("button", name="Lập bản nháp").click()
    expect(page.get_by_text("Chọn kế hoạch mà văn bản nói về.").first).to_be_visible()
    entry = entry_of_hong_quang("5a")
    page.get_by_label("Kế hoạch", exact=True).select_option(str(entry.plan_id))
    page.get_by_label("Kỳ báo cáo").select_option(str(entry.period_id))
    page.get_by_role("button", name="Lập bản nháp").click()
    expect(page.get_by_role("heading", name="Kiểm tra trước khi ký")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")).to_be_visible()
    shoot(page, folder, "bao-cao")
    write(Document.objects.latest("pk"), Document.objects.latest("pk").created_by)  # what the draft leaves to a person
    page.reload()
    page.get_by_role("link", name="Trình ký").click()
    answers(page)
    page.get_by_role("button", name="Trình ký").click()
    expect(page.get_by_text("Chờ ký").first).to_be_visible()
    return page.url


def answers(page):
    """The period's report says less than it owes: whoever hands in, signs or seals says why it goes all the same."""
    page.get_by_label("Ý kiến về những điểm trên").fill("Các nhiệm vụ còn lại gửi sau, sẽ báo cáo bổ sung")


def leader_signs(page, report):
    page.goto(report)
    page.get_by_role("link", name="Ký số").click()
    answers(page)
    page.get_by_label("Khóa ký lưu trên máy chủ").check()
    page.get_by_role("button", name="Ký số").click()
    expect(page.get_by_text("Chờ phát hành").first).to_be_visible(timeout=60_000)


def clerk_issues(page, report, folder):
    """The agency's signature; returns the file the office sends out."""
    page.goto(report)
    page.get_by_role("link", name="Ký số cơ quan, phát hành").click()
    answers(page)
    page.get_by_label("Khóa ký lưu trên máy chủ").check()
    page.get_by_role("button", name="Ký số cơ quan, phát hành").click()
    expect(page.get_by_text("Đã phát hành").first).to_be_visible(timeout=60_000)
    shoot(page, folder, "da-phat-hanh")
    row = Document.objects.get(period__state="open")
    assert (row.state, str(row.entry)) == (Document.State.ISSUED, "02/BC-UBND"), "the demo issued the first one"
    assert entry_of_hong_quang("5a").state == Progress.State.LOCKED
    paper = folder / "bao-cao.pdf"
    paper.write_bytes((portal.MEDIA_ROOT / row.pdf.name).read_bytes())
    return paper


def anybody_verifies(page, paper, folder):
    """Without signing in; poppler agrees with the page."""
    page.get_by_label("Thả tệp PDF vào đây").set_input_files(paper)
    page.get_by_role("button", name="Kiểm tra", exact=True).click()
    expect(page.get_by_text("Trùng với văn bản")).to_be_visible()
    expect(page.locator(".verd.good")).to_be_visible()
    shoot(page, folder, "kiem-tra-chu-ky")
    said = subprocess.run(["pdfsig", paper], capture_output=True, text=True, check=True, cwd=folder).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2, said
