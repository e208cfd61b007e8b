"""The page of the national plug-in in a real browser, with a real service on the other end of its line, and without."""

import copy

import pytest
from playwright.sync_api import expect

from reports.pen import chain
from reports.pen.chain import Role
from reports.pen.verdict import verify
from reports.tests import desk
from reports.tests.signing.services import local_service

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listening(settings, live_server, tmp_path, authority):
    """A function address: the portal calls the service there, and its policy lets the page do so."""
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = False, tmp_path / "keys", tmp_path / "media"
    settings.SIGNING_TRUST, settings.SITE_URL = [str(authority / "goc-tin-cay.pem")], live_server.url

    def at(address):
        policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
        policy["DIRECTIVES"]["connect-src"] = ["'self'", address]
        settings.SIGNING_PLUGIN_URL, settings.CONTENT_SECURITY_POLICY = address, policy

    return at


def test_the_page_tells_what_the_service_on_this_computer_does(cast, listening, page_as, axe, drawer, roots):
    paper = desk.to_sign(cast)
    listening("ws://127.0.0.1:9")
    page = page_as(cast.leader, f"/van-ban/{paper.pk}/buoc/sign/")
    page.get_by_label("Phần mềm ký số của Ban Cơ yếu Chính phủ trên máy tính này").check()
    page.get_by_role("button", name="Ký số").click()
    start = page.get_by_role("button", name="Ký số")
    start.click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(
        "Không kết nối được phần mềm ký số trên máy tính này"
    )
    assert axe(page) == []
    with local_service(None) as (address, _):
        listening(address)
        page.reload()
        start.click()
        expect(page.get_by_role("main").get_by_role("status")).to_contain_text("Không tìm thấy thiết bị ký số")
        expect(start).to_be_enabled()
    assert desk.fresh(paper).state == "to_sign"

    def pen(pdf):
        return chain.sign(pdf, Role.LEADER, drawer.leader_key(), image=drawer.signature_image)

    with local_service(pen) as (address, orders):
        listening(address)
        page.reload()
        start.click()
        expect(page.get_by_text("Chờ phát hành").first).to_be_visible(timeout=60_000)
    assert set(orders[0]) >= {"FileUploadHandler", "FileName", "SessionId"}
    assert [one.code for one in verify(desk.fresh(paper).pdf.read(), roots).points] == ["no_seal"]
