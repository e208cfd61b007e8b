"""A Word file from the upload to the draft plan in a real browser; nothing is a plan before the person says so."""

import io

import docx
import pytest
from PIL import Image
from playwright.sync_api import expect

from plans.drafting import desk
from plans.models import ImportDraft, ImportPage, Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINES = (
    "KẾ HOẠCH", "Nâng cao Chỉ số PAPI năm 2024", "I. MỤC ĐÍCH", "Phục vụ người dân tốt hơn.", "II. NHIỆM VỤ",
    "1. Niêm yết danh sách hộ nghèo tại nhà văn hóa các thôn.", "- Chủ trì: Uỷ ban nhân dân xã Tiền Phongg.",
    "- Thời gian: Quý III/2024.", "2. Đối thoại với người dân mỗi quý một lần.",
)  # fmt: skip


def paper():
    """A plan with its number and day left blank, its letterhead and foot in tables as offices write them."""
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ TIỀN PHONG\nSố:      /KH-UBND"
    head.cell(
        0, 1
    ).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTiền Phong, ngày   tháng 3 năm 2024"
    for line in LINES:
        document.add_paragraph(line)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def picture():
    stream = io.BytesIO()
    Image.new("L", (90, 120), 255).save(stream, "JPEG")
    return stream.getvalue()


# Where the mark lies on its page and how wide it is, as shares; both measured at one moment, for the page scrolls.
PLACE = """sheet => {
  const [mark, whole] = [sheet.querySelector('.mark'), sheet].map(one => one.getBoundingClientRect());
  return [(mark.top - whole.top) / whole.height, mark.width / whole.width];
}"""


def test_a_word_file_becomes_a_draft_plan(cast, page_as, axe):
    page = page_as(cast.official, "/ke-hoach/nhap/")
    page.get_by_label("Tệp kế hoạch").set_input_files(
        {"name": "Kế hoạch xã.docx", "mimeType": WORD, "buffer": paper()}
    )
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_text("Bạn có thể rời trang")).to_be_visible()
    desk.read(ImportDraft.objects.get().pk)
    expect(page.get_by_role("heading", name="Đối chiếu với văn bản gốc")).to_be_visible()
    draft = ImportDraft.objects.get()
    assert not Plan.objects.exists() and axe(page) == []
    ImportPage.objects.create(draft=draft, number=1, width=90, height=120, picture=picture())
    draft.reading["places"]["10"] = [1, 0.1, 0.5, 0.9, 0.55]
    draft.save()
    page.reload()

    expect(page.get_by_text("Không đọc được số, ký hiệu văn bản.")).to_be_visible()
    page.get_by_role("link", name="dòng 10").first.click()
    expect(page.locator("#d10")).to_contain_text("Niêm yết danh sách hộ nghèo")
    expect(page.locator("#d10")).to_be_in_viewport()
    first = page.locator("#t0")
    expect(first).to_contain_text(f"Có phải “{cast.commune_office.name}”?")
    expect(first).to_contain_text("được hiểu là hết ngày 30/09/2024")
    first.get_by_label("Nhiệm vụ 1").focus()
    expect(page.locator("#d10")).to_have_class("here")
    down, wide = page.locator("#trang-1").evaluate(PLACE)
    assert abs(down - 0.5) < 0.01 and abs(wide - 0.8) < 0.02

    page.get_by_label("Số, ký hiệu").fill("15/KH-UBND")
    page.get_by_label("Ngày ban hành").fill("08/03/2024")
    first.get_by_label("Chủ trì").fill(cast.commune_office.name)
    page.locator("#t1").get_by_role("checkbox").uncheck()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Lưu tạm").click()
    expect(page.locator("#t0")).not_to_contain_text("Có phải")
    assert page.evaluate("document.documentElement.scrollWidth") == 390 and not Plan.objects.exists()

    page.get_by_role("button", name="Lập dự thảo kế hoạch").click()
    expect(page.get_by_text("Đã lập dự thảo từ văn bản")).to_be_visible()
    plan = Plan.objects.get()
    task = plan.tasks.get()
    assert (plan.state, plan.number, str(plan.date), plan.unit) == ("draft", "15/KH-UBND", "2024-03-08", cast.commune)
    assert (task.lead, str(task.deadline)) == (cast.commune_office, "2024-09-30")
    assert not ImportDraft.objects.exists()
