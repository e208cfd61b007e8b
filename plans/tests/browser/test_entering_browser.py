"""Entering progress in a real browser: the line drops, the session ends, two people write; no letter is lost."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from conftest import make_person
from plans.models import Progress
from plans.tests.paper import entries_of, make_period, make_plan
from units.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENTENCE = "Bộ phận Một cửa tiếp nhận 1.284 hồ sơ, trong đó 861 hồ sơ trực tuyến; “đã niêm yết” đủ phí, lệ phí."
PASSWORD = "mat-khau-dai-2024"
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def entry(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    return entries_of(make_period(plan))[0]


def url(entry):
    return f"/tien-do/{entry.pk}/"


def stored(entry):
    return Progress.objects.get(pk=entry.pk)


def said(page, words):
    expect(page.locator("#save-line")).to_contain_text(words)


def test_what_is_typed_is_saved_while_typing(cast, entry, page_as):
    page = page_as(cast.official, url(entry))
    page.get_by_label("Đang thực hiện").check()
    page.get_by_label("Hồ sơ (hồ sơ)").fill("1.284")
    page.get_by_label("Kết quả đã làm").press_sequentially("Đã họp 3 thôn ", delay=5)
    expect(page.locator("#save-line")).to_have_text(re.compile(r"Đã lưu lúc \d\d:\d\d\s+· máy chủ và máy này"))
    row = stored(entry)
    assert (row.level, row.result, row.state) == ("in_progress", "Đã họp 3 thôn ", "draft")
    assert [figure.value for figure in row.figures.all()] == [1284]
    assert page.evaluate("localStorage.length") == 0


def test_how_a_number_is_understood_is_said_while_it_is_typed(cast, entry, page_as):
    page = page_as(cast.official, url(entry))
    field, beside = page.get_by_label("Hồ sơ (hồ sơ)"), page.locator(".said")
    field.fill("1.284")
    expect(beside).to_have_text("hiểu là 1.284, không phải 1,284")
    field.fill("0.284")
    expect(beside).to_have_text("0,284 hay 284?")
    expect(page.locator(".err")).to_contain_text("“0.284” chưa rõ là 0,284 hay 284. Gõ lại cho rõ.")
    field.fill("0,284")
    expect(beside).to_have_text("")
    said(page, "Đã lưu lúc")
    expect(page.locator(".err")).to_have_count(0)
    assert [str(figure.value.normalize()) for figure in stored(entry).figures.all()] == ["0.284"]
    page.goto(page.url.split("/tien-do/")[0] + f"/luoi/{entry.period_id}/")
    cell = page.locator("input[data-number]").first
    cell.fill("12 345")
    expect(page.locator(".said")).to_have_text("hiểu là 12.345")
    said(page, "Đã lưu lúc")
    assert [figure.value for figure in stored(entry).figures.all()] == [12345]


def test_the_line_drops_in_mid_sentence(cast, entry, page_as):
    page = page_as(cast.official, url(entry))
    field = page.get_by_label("Kết quả đã làm")
    field.press_sequentially(SENTENCE[:40], delay=5)
    page.context.set_offline(True)
    field.press_sequentially(SENTENCE[40:], delay=5)
    said(page, "Mất mạng: đang giữ trên máy này")
    page.context.set_offline(False)
    said(page, "Đã lưu lúc")
    assert stored(entry).result == SENTENCE


def test_an_answer_lost_on_the_way_is_no_clash_with_oneself(cast, entry, page_as):
    page = page_as(cast.official, url(entry))
    lost = []

    def save_but_lose_the_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/luu/", save_but_lose_the_answer)
    field = page.get_by_label("Kết quả đã làm")
    field.fill("Nửa câu")
    said(page, "Mất mạng")
    field.fill("Nửa câu đã viết trọn")
    said(page, "Đã lưu lúc")
    assert lost == [200] and stored(entry).result == "Nửa câu đã viết trọn"


def test_the_page_is_closed_while_the_line_is_down(cast, entry, page_as, live_server):
    page = page_as(cast.official, url(entry))
    page.context.set_offline(True)
    page.get_by_label("Kết quả đã làm").fill(SENTENCE)
    page.get_by_label("Hồ sơ (hồ sơ)").fill("12,5")
    said(page, "Mất mạng")
    page.close()
    page.context.set_offline(False)
    page = page.context.new_page()
    page.goto(live_server.url + url(entry))
    expect(page.locator("#kept-here")).to_contain_text("Đã khôi phục nội dung gõ lúc")
    said(page, "Đã lưu lúc")
    assert stored(entry).result == SENTENCE
    assert [str(figure.value.normalize()) for figure in stored(entry).figures.all()] == ["12.5"]


def test_the_session_ends_in_mid_sentence_and_signing_in_brings_every_letter_back(cast, entry, page_as):
    page = page_as(cast.official, url(entry))
    field = page.get_by_label("Kết quả đã làm")
    field.press_sequentially(SENTENCE[:30], delay=5)
    said(page, "Đã lưu lúc")
    page.context.clear_cookies(name="sessionid")
    field.press_sequentially(SENTENCE[30:], delay=5)
    said(page, "Hết phiên làm việc: nội dung đang giữ trên máy này")
    page.get_by_role("link", name="Đăng nhập lại").click()
    expect(page.locator("body")).to_contain_text("đang giữ trên máy này")
    page.get_by_label("Tên đăng nhập").fill("tienphong.nhaplieu")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(SENTENCE)
    said(page, "Đã lưu lúc")
    assert stored(entry).result == SENTENCE


def test_another_person_on_the_same_machine_does_not_see_the_copy(cast, entry, page_as, client, live_server):
    page = page_as(cast.official, url(entry))
    page.context.set_offline(True)
    page.get_by_label("Kết quả đã làm").fill(SENTENCE)
    said(page, "Mất mạng")
    client.force_login(second_official(cast))
    page.context.set_offline(False)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + url(entry))
    expect(page.get_by_label("Kết quả đã làm")).to_be_visible()
    assert page.locator("#kept-here").inner_text() == ""


def second_official(cast):
    return make_person("tienphong.nhaplieu2", Role.ENTRY, cast.commune_office, "Công chức Văn hóa – Xã hội")


def test_two_browsers_on_one_entry_merge_by_field(cast, entry, page_as):
    mine, other = page_as(cast.official, url(entry)), page_as(second_official(cast), url(entry))
    other.get_by_label("Khó khăn, vướng mắc").fill("Mưa bão tháng 9")
    said(other, "Đã lưu lúc")
    mine.get_by_label("Kết quả đã làm").fill("Đã làm 7 đợt")
    said(mine, "Đã lưu lúc")
    expect(mine.get_by_label("Khó khăn, vướng mắc")).to_have_value("Mưa bão tháng 9")
    assert (stored(entry).result, stored(entry).difficulties) == ("Đã làm 7 đợt", "Mưa bão tháng 9")


def test_two_browsers_on_one_field_see_both_versions_and_choose(cast, entry, page_as):
    mine, other = page_as(cast.official, url(entry)), page_as(second_official(cast), url(entry))
    other.get_by_label("Kết quả đã làm").fill("Đã làm 8 đợt")
    said(other, "Đã lưu lúc")
    mine.get_by_label("Đề xuất, kiến nghị").fill("Thêm xe chở rác")
    mine.get_by_label("Kết quả đã làm").fill("Đã làm 7 đợt")
    said(mine, "vừa lưu nhiệm vụ này lúc")
    assert stored(entry).result == "Đã làm 8 đợt"
    mine.get_by_role("button", name="Xem cả hai bản").click()
    expect(mine.locator("h1")).to_contain_text("vừa được người khác lưu")
    expect(mine.locator("main")).to_contain_text("Đã làm 7 đợt")
    expect(mine.locator("main")).to_contain_text("Đã làm 8 đợt")
    mine.get_by_label("Sửa tay cả hai").check()
    mine.get_by_label("Bản gộp bằng tay").fill("Đã làm 8 đợt, 1 đợt phối hợp")
    mine.get_by_role("button", name="Lưu bản đã gộp").click()
    expect(mine.get_by_label("Kết quả đã làm")).to_have_value("Đã làm 8 đợt, 1 đợt phối hợp")
    assert (stored(entry).result, stored(entry).proposals) == ("Đã làm 8 đợt, 1 đợt phối hợp", "Thêm xe chở rác")


def test_keys_save_and_hand_on(cast, entry, page_as):
    page = page_as(cast.official, url(entry))
    page.get_by_label("Không phát sinh").check()
    page.keyboard.press("Control+s")
    said(page, "Đã lưu lúc")
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text(re.compile(r"12193-\d{4}-0001"))
    assert stored(entry).state == "with_leader"


def test_the_keys_of_the_form_and_of_the_review_queue(cast, entry, page_as, axe):
    """Alt → to the next task; in the queue J K Space D T ?, asked only where no field has the focus, undone by a button."""
    page = page_as(cast.official, url(entry))
    page.get_by_label("Kết quả đã làm").fill("Đi nhanh quá")
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".place")).to_have_text("Nhiệm vụ 2/3")
    assert stored(entry).result == "Đi nhanh quá"
    now = timezone.now()
    Progress.objects.update(state="submitted", level="nothing", handed_in_at=now, waiting_since=now)
    page = page_as(cast.reviewer, "/tham-dinh/tung-muc/")
    pane = page.locator("#muc")
    expect(pane).to_contain_text("1a.")
    for key, task in (("j", "2a."), ("k", "1a.")):
        page.keyboard.press(key)
        expect(pane).to_contain_text(task)
    page.get_by_label("Lý do, nhận xét").press_sequentially("dtj ")
    page.locator("h1").click()
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name="Trả lại")
    expect(dialog.get_by_label("Lý do")).to_have_value("dtj ")
    dialog.get_by_role("button", name="Thiếu tài liệu kiểm chứng").click()
    assert axe(page) == []
    dialog.get_by_role("button", name="Trả lại").click()
    expect(pane).to_contain_text("2a.")
    assert stored(entry).return_reason == "dtj\nThiếu tài liệu kiểm chứng kết quả đã báo cáo."
    page.keyboard.press("d")
    expect(pane).to_contain_text("3a.")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(pane).to_contain_text("2a.")
    page.keyboard.press(" ")
    page.get_by_role("button", name="Duyệt 1 mục").click()
    page.get_by_role("dialog", name="Duyệt nhiều mục").get_by_role("button", name="Duyệt").click()
    expect(page.get_by_role("status").last).to_contain_text("Đã duyệt 1 mục")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_contain_text("duyệt, sang mục sau")
    assert axe(page) == []
    assert sorted(Progress.objects.values_list("state", flat=True)) == ["approved", "returned", "submitted"]


def test_typing_on_while_the_submission_is_on_its_way_loses_nothing(cast, entry, page_as):
    """No autosave races with the form; what was typed after the press is shown where the entry is read."""
    page = page_as(cast.official, url(entry))
    page.get_by_label("Không phát sinh").check()
    said(page, "Đã lưu lúc")
    underway, late = [], []
    page.route(
        f"**{url(entry)}",
        lambda route: underway.append(route) if route.request.method == "POST" else route.continue_(),
    )
    page.on("request", lambda request: late.append(request.url) if request.url.endswith("/luu/") else None)
    page.evaluate("addEventListener('submit', () => document.getElementById('id_proposals').focus())")
    page.get_by_role("button", name="Trình lãnh đạo").click(no_wait_after=True)
    page.keyboard.type("Thêm loa thôn", delay=60)
    page.wait_for_timeout(1200)  # longer than the pause after which autosave sets in
    assert late == [] and len(underway) == 1
    underway[0].continue_()
    expect(page.locator("h1")).to_contain_text("12193-")
    page.unroute_all()
    page.goto(page.url.split("/bien-nhan")[0] + url(entry))
    kept = page.locator("#kept-here")
    expect(kept).to_contain_text("Thêm loa thôn")
    kept.get_by_role("button", name="Bỏ bản giữ trên máy này").click()
    expect(kept.locator(".alert")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_without_scripts_the_form_saves_and_refuses_with_links(cast, entry, page_as):
    page = page_as(cast.official, url(entry), scripts=False)
    page.get_by_label("Hoàn thành").check()
    page.get_by_label("Hồ sơ (hồ sơ)").fill("mười hai")
    page.get_by_label("Kết quả đã làm").fill(SENTENCE)
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("alert").first).to_contain_text("Những gì đã nhập vẫn được giữ")
    expect(page.get_by_label("Hồ sơ (hồ sơ)")).to_have_value("mười hai")
    page.get_by_label("Hồ sơ (hồ sơ)").fill("12")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("alert").first).to_contain_text("cần tài liệu kiểm chứng hoặc lời giải trình")
    page.get_by_label("Giải trình").fill("Biên bản giấy lưu tại thôn")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.locator("main")).to_contain_text("Biên nhận")


@pytest.mark.parametrize("width", [1366, 390])
def test_no_barrier_for_anyone(cast, entry, page_as, axe, width):
    page = page_as(cast.official, "/viec/", width=width)
    assert axe(page) == []
    page.goto(page.url.replace("/viec/", url(entry)))
    assert axe(page) == []
    page.locator(".more-proof summary").click()
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("alert").first).to_contain_text("Chưa chọn mức độ thực hiện")
    assert axe(page) == []


def test_the_grid_saves_each_row_by_itself_and_moves_like_a_sheet(cast, entry, page_as, axe):
    page = page_as(cast.official, f"/luoi/{entry.period_id}/")
    first, second_row = (page.locator(f"#row-{pk}") for pk in keys_of(entry)[:2])
    first.get_by_label("Mức độ").select_option("in_progress")
    first.get_by_label("Hồ sơ").fill("1.284")
    first.get_by_label("Kết quả đã làm").fill("Đã họp")
    first.get_by_label("Kết quả đã làm").press("Enter")
    expect(second_row.get_by_label("Kết quả đã làm")).to_be_focused()
    said(page, "1 nhiệm vụ vừa sửa")
    assert stored(entry).result == "Đã họp" and stored(entry).figures.get().value == 1284
    first.get_by_label("Hồ sơ").fill("mười")
    said(page, "1 ô có lỗi")
    expect(first.locator("td.bad")).to_contain_text("“mười” không phải là số")
    assert axe(page) == []


def keys_of(entry):
    return list(
        Progress.objects.filter(period=entry.period_id).order_by("task__position").values_list("pk", flat=True)
    )


def test_the_grid_takes_cells_pasted_from_excel(cast, entry, page_as):
    page = page_as(cast.official, f"/luoi/{entry.period_id}/")
    page.locator(f"#row-{keys_of(entry)[1]}").get_by_label("Mức độ").focus()
    page.evaluate(PASTE, "Không phát sinh\tKhông có\nHoàn thành\tXong")
    said(page, "2 nhiệm vụ vừa sửa")
    rows = Progress.objects.filter(pk__in=keys_of(entry)[1:]).order_by("task__position")
    assert [(row.level, row.result) for row in rows] == [("nothing", "Không có"), ("done", "Xong")]


def test_a_row_typed_while_the_line_is_down_comes_back_in_its_form(cast, entry, page_as, live_server):
    page = page_as(cast.official, f"/luoi/{entry.period_id}/")

    def lose_what_is_sent(route):
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route(
        "**/*", lose_what_is_sent
    )  # until the form is open: a save in the meantime would leave nothing to restore
    page.locator(f"#row-{entry.pk}").get_by_label("Kết quả đã làm").fill(SENTENCE)
    said(page, "Mất mạng")
    page.goto(live_server.url + url(entry))
    expect(page.get_by_label("Kết quả đã làm")).to_have_value(SENTENCE)
    assert stored(entry).result == ""
    page.unroute("**/*")
    said(page, "Đã lưu lúc")
    assert stored(entry).result == SENTENCE


def test_evidence_is_added_while_typing_goes_on(cast, entry, page_as, axe, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    page = page_as(cast.official, url(entry))
    page.get_by_label("Kết quả đã làm").fill("Chưa lưu")
    page.locator(".more-proof summary").click()
    page.get_by_label("Tệp hoặc ảnh").set_input_files(
        {"name": "Biên bản họp.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF"}
    )
    page.get_by_role("button", name="Thêm tài liệu này").click()
    expect(page.locator(".ev")).to_contain_text("Biên bản họp.pdf")
    expect(page.get_by_label("Kết quả đã làm")).to_have_value("Chưa lưu")
    assert axe(page) == []
    page.locator(".ev").get_by_label("Chứng minh tại").fill("Trang 2")
    page.get_by_role("button", name="Lưu thông tin").click()
    expect(page.locator(".ev")).to_contain_text("Trang 2")
    with page.expect_download() as download:
        page.get_by_role("link", name="Biên bản họp.pdf").click()
    assert download.value.suggested_filename == "Biên bản họp.pdf"


def test_the_leader_reads_returns_and_hands_in(cast, entry, page_as, axe):
    page = page_as(cast.official, url(entry))
    page.get_by_label("Không phát sinh").check()
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.locator("h1")).to_contain_text("12193-")
    assert axe(page) == []
    leader = page_as(cast.leader, "/viec/")
    leader.get_by_role("link", name=re.compile("^Duyệt:")).click()
    assert axe(leader) == []
    leader.get_by_role("link", name="Trả lại người nhập").click()
    leader.get_by_role("dialog").get_by_label("Lý do").fill("Ghi rõ vì sao không phát sinh")
    leader.get_by_role("dialog").get_by_role("button", name="Trả lại người nhập").click()
    page.goto(page.url.split("/bien-nhan")[0] + url(entry))
    expect(page.locator("main")).to_contain_text("“Ghi rõ vì sao không phát sinh”")
