"""The plan editor by keyboard and by two people at once; a plan from its first task to the units below, by clicking."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Extension, Plan, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HINT = "Nhiệm vụ mới"


@pytest.fixture
def draft(cast):
    return life.new_plan(
        cast.district, by=cast.district_leader, issuer=cast.district_office, title="Nâng cao Chỉ số PAPI năm 2024",
        year_from=2024, year_to=2024,
    )  # fmt: skip


def rows(page):
    return page.locator("tr[data-task] [data-edit]")


def settled(page, count):
    """The list as the server gave it back after a change."""
    expect(rows(page)).to_have_count(count)
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)


def focused(page):
    return page.evaluate("document.activeElement.closest('tr')?.id || document.activeElement.id")


def test_tasks_are_written_ordered_and_changed_by_keyboard(cast, draft, page_as):
    page = page_as(cast.district_leader, f"/ke-hoach/{draft.pk}/soan/")
    page.get_by_label(HINT).focus()
    for n, text in enumerate(
        ("Niêm yết thủ tục hành chính", "Công khai ngân sách xã", "Tiếp công dân định kỳ"), start=1
    ):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        settled(page, n)
        expect(page.get_by_label(HINT)).to_be_focused()
    third = page.locator("tr[data-task]").nth(2).get_attribute("id")
    rows(page).nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(rows(page).nth(1)).to_have_text("Tiếp công dân định kỳ")
    page.wait_for_function("id => document.activeElement.closest('tr')?.id === id", arg=third)
    page.keyboard.press("Alt+d")
    settled(page, 4)
    assert [task.text for task in draft.tasks.order_by("position")] == [
        "Niêm yết thủ tục hành chính", "Tiếp công dân định kỳ", "Tiếp công dân định kỳ", "Công khai ngân sách xã",
    ]  # fmt: skip

    rows(page).nth(2).focus()
    page.keyboard.press("Alt+e")
    text = page.get_by_label("Nội dung nhiệm vụ")
    expect(text).to_be_focused()
    text.fill("Đối thoại với người dân")
    page.get_by_label("Sản phẩm, kết quả").fill("Biên bản đối thoại")
    page.keyboard.press("Control+Enter")
    settled(page, 4)
    expect(page.get_by_text("Biên bản đối thoại")).to_be_visible()

    # Many at once: a refusal keeps what was typed and the ticks, then it goes through.
    rows(page).nth(0).focus()
    page.keyboard.press("Alt+x")
    page.locator("tr[data-task] [name=keys]").nth(3).check()
    many = page.locator("#nhieu")
    many.get_by_label("Thời hạn").fill("31/13/2024")
    many.get_by_label("Chủ trì").fill("Phòng Nội vụ huyện Ân Thi")
    many.get_by_label("Nội dung PAPI").select_option("2")
    many.get_by_role("button", name="Sửa các mục đã chọn").click()
    expect(many.get_by_text("“31/13/2024” không phải là ngày")).to_be_visible()
    expect(many.get_by_label("Chủ trì")).to_have_value("Phòng Nội vụ huyện Ân Thi")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    many.get_by_label("Thời hạn").fill("30/11/2024")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã sửa 2 nhiệm vụ.")).to_be_visible()
    changed = draft.tasks.filter(deadline=date(2024, 11, 30), lead=cast.district_home_affairs)
    assert [task.position for task in changed.order_by("position")] == [1, 4]

    page.get_by_label("Chọn tất cả").check()
    expect(page.locator("[data-ticked]")).to_have_text("4")
    page.get_by_label("Chọn tất cả").uncheck()
    page.locator("tr[data-task] [name=keys]").nth(3).check()
    many.get_by_label("Đặt sau").select_option(label="Đầu danh sách")
    many.get_by_role("button", name="Sửa các mục đã chọn").click()
    expect(rows(page).nth(0)).to_have_text("Công khai ngân sách xã")


def test_two_people_write_one_task_and_lose_nothing(cast, draft, page_as, axe):
    task = plan_tasks.add_task(
        draft, by=cast.district_leader, words={"text": "Niêm yết thủ tục hành chính", "code": "1a"}
    )
    address = f"/ke-hoach/{draft.pk}/soan/"
    first, second = page_as(cast.district_leader, address), page_as(cast.reviewer, address, width=390, height=844)
    for page in (first, second):
        rows(page).first.click()
    first.get_by_label("Sản phẩm, kết quả").fill("Danh mục đã niêm yết")
    first.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(first.locator("tr.editing")).to_have_count(0)

    # Another field: both are kept, and the second is told what the first did.
    second.get_by_label("Thời hạn", exact=True).last.fill("30/11/2024")
    second.get_by_role("button", name="Lưu nhiệm vụ").click()
    note = second.get_by_text("vừa sửa: sản phẩm, kết quả “Danh mục đã niêm yết”. Đã giữ cả hai.")
    expect(note).to_be_visible()
    task = Task.objects.get(pk=task.pk)
    assert (task.product, task.deadline) == ("Danh mục đã niêm yết", date(2024, 11, 30))

    # The same field: nothing is overwritten, both texts are in sight, saving again decides.
    first.reload()
    for page in (first, second):
        rows(page).first.click()
    first.get_by_label("Nội dung nhiệm vụ").fill("Niêm yết đủ 100% thủ tục")
    first.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(first.locator("tr.editing")).to_have_count(0)
    second.get_by_label("Nội dung nhiệm vụ").fill("Niêm yết thủ tục tại nhà văn hóa thôn")
    second.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(second.get_by_text("Người khác vừa sửa cùng chỗ này.")).to_be_visible()
    expect(second.get_by_text("“Niêm yết đủ 100% thủ tục”")).to_be_visible()
    expect(second.get_by_label("Nội dung nhiệm vụ")).to_have_value("Niêm yết thủ tục tại nhà văn hóa thôn")
    assert axe(second) == []
    second.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(second.locator("tr.editing")).to_have_count(0)
    assert Task.objects.get(pk=task.pk).text == "Niêm yết thủ tục tại nhà văn hóa thôn"


def test_issued_amended_handed_down_offered_and_extended(cast, draft, page_as, live_server, axe):
    for text in ("Niêm yết thủ tục hành chính", "Công khai ngân sách xã"):
        words = {
            "text": text,
            "code": text[0],
            "deadline": "2024-10-15",
            "product": "Biên bản",
            "lead_text": "UBND các xã",
        }
        plan_tasks.add_task(draft, by=cast.district_leader, words=words)
    page = page_as(cast.district_leader, f"/ke-hoach/{draft.pk}/soan/")
    issue(page, "10/KH-UBND", "12/01/2024")
    hand_down(page, cast)
    commune = page_as(cast.leader, "/ke-hoach/")
    commune.get_by_role("link", name=re.compile("Nâng cao Chỉ số PAPI")).last.click()
    commune.get_by_role("link", name="Ban hành").click()
    fill_number(commune, "04/KH-UBND", "20/01/2024")
    own = Plan.objects.get(unit=cast.commune)

    amend(page, draft)
    original(page)
    answer_offers(commune, live_server, own)
    extend(commune, page, live_server, own)
    matrix(page, live_server, draft, cast, axe)


def fill_number(page, number, day):
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Ngày ban hành").fill(day)
    page.locator("aside").get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text(re.compile(rf"Đã ban hành {number}")).first).to_be_visible()


def issue(page, number, day):
    page.get_by_role("link", name="Ban hành").first.click()
    expect(page.get_by_role("heading", name="Kiểm tra 5 rõ")).to_be_visible()
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Ngày ban hành").fill("ngày mai")
    page.locator("aside").get_by_role("button", name="Ban hành").click()
    expect(page.locator(".err").get_by_text("“ngày mai” không phải là ngày")).to_be_visible()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value(number)
    fill_number(page, number, day)
    expect(page.locator(".phead")).to_contain_text(f"số {number} ngày {day}")


def hand_down(page, cast):
    page.get_by_role("link", name="Giao xuống").first.click()
    for name in ("tasks", "units"):
        page.locator(f"[data-pick-all={name}]").click()
    expect(page.locator("[data-count=units]")).to_have_text("2")
    page.get_by_role("button", name="Giao xuống").click()
    expect(page.locator(".mx td.to_confirm")).to_have_count(4)


def amend(page, draft):
    page.goto(page.url.split("/ke-hoach/")[0] + f"/ke-hoach/{draft.pk}/")
    page.get_by_role("button", name="Sửa đổi, bổ sung").first.click()
    rows(page).first.click()
    page.locator("tr.editing").get_by_label("Thời hạn").fill("30/11/2024")
    page.get_by_label("Sản phẩm, kết quả").fill("Danh mục, ảnh niêm yết")
    page.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(page.locator("tr.editing")).to_have_count(0)
    rows(page).last.click()
    page.get_by_label("Sản phẩm, kết quả").fill("Bảng công khai quý")
    page.get_by_role("button", name="Lưu nhiệm vụ").click()
    expect(page.locator("tr.editing")).to_have_count(0)
    page.get_by_role("link", name="Ban hành bản sửa đổi").click()
    expect(page.locator("del", has_text="15/10/2024")).to_be_visible()
    fill_number(page, "15/KH-UBND", "01/03/2024")
    expect(page.get_by_text("Lần 1: số 15/KH-UBND ngày 01/03/2024").first).to_be_visible()
    expect(page.locator("#sua-doi ins", has_text="Danh mục, ảnh niêm yết")).to_be_visible()
    expect(page.locator(".phead")).to_contain_text("số 10/KH-UBND ngày 12/01/2024")


def original(page):
    """The text of the day of issue is still there to read."""
    page.get_by_role("link", name="Xem bản ban hành ban đầu").click()
    expect(page.locator("tbody tr").first).to_contain_text("15/10/2024")
    expect(page.locator(".phead")).to_contain_text("Số 10/KH-UBND ngày 12/01/2024")


def answer_offers(page, live_server, own):
    page.goto(f"{live_server.url}/ke-hoach/{own.pk}/")
    page.get_by_role("link", name="Xem chỗ khác và chọn nhận hay không nhận").click()
    expect(page.locator("ins", has_text="30/11/2024")).to_be_visible()
    second = page.locator("section.box", has_text="Bảng công khai quý")
    second.get_by_role("button", name="Không nhận").click()
    expect(page.get_by_text("Cần ghi lý do không nhận.")).to_be_visible()
    second = page.locator("section.box", has_text="Bảng công khai quý")
    second.get_by_label("Lý do, nếu không nhận").fill("Xã công khai hằng tháng")
    second.get_by_role("button", name="Không nhận").click()
    page.get_by_role("button", name="Nhận sửa đổi").click()
    expect(page.get_by_text("Không có sửa đổi nào chờ trả lời")).to_be_visible()
    page.goto(f"{live_server.url}/ke-hoach/{own.pk}/")
    page.get_by_role("link", name="Soạn tiếp").click()
    page.get_by_role("link", name="Ban hành bản sửa đổi").click()
    fill_number(page, "06/KH-UBND", "05/03/2024")
    assert own.tasks.get(code="N").deadline == date(2024, 11, 30)
    assert own.tasks.get(code="C").product == "Biên bản"


def extend(commune, district, live_server, own):
    task = own.tasks.get(code="C")
    commune.goto(f"{live_server.url}/nhiem-vu/{task.pk}/")
    commune.locator("summary", has_text="Đề nghị gia hạn").click()
    commune.get_by_label("Hạn mới đề nghị").fill("01/10/2024")
    commune.get_by_label("Lý do").fill("Chờ hội nghị thôn")
    commune.get_by_role("button", name="Gửi đề nghị").click()
    expect(commune.get_by_text("Hạn mới phải sau hạn hiện nay (15/10/2024).").first).to_be_visible()
    expect(commune.get_by_label("Lý do")).to_have_value("Chờ hội nghị thôn")
    commune.get_by_label("Hạn mới đề nghị").fill("15/12/2024")
    commune.get_by_role("button", name="Gửi đề nghị").click()
    expect(commune.get_by_text("15/10/2024 → 15/12/2024")).to_be_visible()
    district.goto(live_server.url + "/ke-hoach/")
    district.get_by_role("link", name="1 đề nghị của đơn vị cấp dưới").click()
    district.get_by_role("link", name="Trả lời").click()
    district.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(district.get_by_text("hạn cũ 15/10/2024, đã gia hạn")).to_be_visible()
    assert Extension.objects.get().state == Extension.State.GRANTED
    commune.goto(f"{live_server.url}/ke-hoach/{own.pk}/")
    row = commune.locator(f"#nv-{task.pk}")
    expect(row).to_contain_text("15/12/2024")
    expect(row).to_contain_text("hạn cũ 15/10/2024")


def matrix(page, live_server, draft, cast, axe):
    """Every state with its own mark; the reason of "không áp dụng" is asked for, kept on a slip, and shown."""
    task = plan_tasks.copy_task(draft.tasks.order_by("position").first(), draft)
    Task.objects.filter(pk=task.pk).update(text="Kiểm tra chợ", code="X", lead=None, lead_text="UBND các xã")
    page.goto(f"{live_server.url}/ke-hoach/{draft.pk}/bao-phu/?nv={task.pk}")
    page.locator("summary", has_text="Không áp dụng cho một số đơn vị").click()
    page.get_by_label("Lý do").fill("Xã không có chợ")
    page.get_by_role("button", name="Ghi là không áp dụng").click()
    expect(page.get_by_text("Chưa chọn đơn vị nào")).to_be_visible()
    expect(page.get_by_label("Lý do")).to_have_value("Xã không có chợ")
    page.get_by_role("checkbox", name=cast.neighbour.name).check()
    page.get_by_role("button", name="Ghi là không áp dụng").click()
    expect(page.locator("#thieu")).to_contain_text("Xã Hồ Tùng Mậu: Xã không có chợ")
    own, other = cast.commune.name, cast.neighbour.name
    for label in (
        f"đã giao, {own}: 04/KH-UBND, nhiệm vụ N", f"chờ xác nhận, {other}: nhiệm vụ N", f"chưa giao, {own}",
        f"không áp dụng, {other}: Xã không có chợ",
    ):  # fmt: skip
        expect(page.get_by_role("link", name=label, exact=True)).to_be_visible()
    marks = page.evaluate(
        "[...document.querySelectorAll('.mx td a use')].map(u => u.getAttribute('href').split('#')[1])"
    )
    assert len(set(marks)) == 4
    assert axe(page) == []
    page.get_by_role("link", name=f"đã giao, {own}: 04/KH-UBND, nhiệm vụ N", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press(
        "ArrowRight" if page.evaluate("document.activeElement.parentElement.cellIndex") == 1 else "ArrowLeft"
    )
    assert other in page.evaluate("document.activeElement.getAttribute('title')")
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name=f"chưa giao, {own}", exact=True).click()
    expect(page.locator("[name=units]:checked")).to_have_count(1)
    page.get_by_role("button", name="Giao xuống").click()
    expect(page.get_by_role("link", name=re.compile(f"(đã giao|chờ xác nhận), {own}: .*nhiệm vụ X"))).to_be_visible()
