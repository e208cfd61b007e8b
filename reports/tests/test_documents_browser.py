"""A report in a real browser: asked for, made by a worker, edited, signed, issued, and verified by a stranger."""

import re

import pytest
from celery.contrib.testing.worker import start_worker
from playwright.sync_api import expect

from papi_portal.celery import app
from reports.models import Document
from reports.tests import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(transactional_db):
    """A real worker on the suite's Redis, in a thread of its own."""
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=20):
        yield


def click(page, words):
    page.get_by_role("main").get_by_role("link", name=words, exact=True).click()
    page.get_by_role("button", name=words, exact=True).click()


def test_from_figures_to_a_verified_file(cast, keys, worker, page_as, axe, tmp_path):
    plan, period = desk.commune_period(cast)
    page = page_as(cast.official, f"/van-ban/soan/?plan={plan.pk}&period={period.pk}")
    assert axe(page) == []
    page.get_by_role("button", name="Lập bản nháp").click()
    expect(page.get_by_role("link", name="Trình ký", exact=True)).to_be_visible(timeout=60_000)
    assert axe(page) == []
    page.locator(".blk", has_text="Đề nghị hỗ trợ kinh phí").hover()
    page.locator(".blk", has_text="Đề nghị hỗ trợ kinh phí").get_by_role("link", name="Sửa").click()
    page.get_by_label("Nội dung đoạn").fill("Đề nghị hỗ trợ máy quét")
    page.get_by_role("button", name="Lưu đoạn").click()
    expect(page.get_by_role("article")).to_contain_text("Đề nghị hỗ trợ máy quét")
    expect(page.get_by_role("link", name="Trình ký", exact=True)).to_be_visible(timeout=60_000)
    click(page, "Trình ký")
    address = page.url.replace(page.url.split("/van-ban/")[0], "")
    leader = page_as(cast.leader, "/viec/")
    leader.get_by_role("link", name=re.compile("^Ký: ")).click()
    click(leader, "Ký số")
    expect(leader.get_by_text("Chờ phát hành").first).to_be_visible()
    clerk = page_as(cast.clerk, address)
    click(clerk, "Ký số cơ quan, phát hành")
    expect(clerk.get_by_text("01/BC-UBND").first).to_be_visible()
    assert axe(clerk) == []
    _verified_by_a_stranger(page_as, axe, tmp_path)


def _verified_by_a_stranger(page_as, axe, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(Document.objects.get().pdf.read())
    page = page_as(None, "/kiem-tra-chu-ky/", width=390, height=844)
    page.get_by_label("Thả tệp PDF vào đây").set_input_files(str(file))
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("heading", name="2 chữ ký số đều hợp lệ")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="01/BC-UBND").click()
    expect(page.get_by_role("heading", name="Văn bản 01/BC-UBND đã phát hành")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_paper_fits_both_screens(cast, keys, page_as, axe, width):
    document = desk.to_sign(cast)
    page = page_as(cast.leader, f"/van-ban/{document.pk}/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_without_scripts_a_paragraph_is_edited_and_the_paper_sent(cast, page_as):
    document = desk.report(cast)
    page = page_as(cast.official, f"/van-ban/{document.pk}/doan/2/", scripts=False)
    page.get_by_label("Nội dung đoạn").fill("Câu mới không cần JavaScript.")
    page.get_by_role("button", name="Lưu đoạn").click()
    expect(page.get_by_role("article")).to_contain_text("Câu mới không cần JavaScript.")
