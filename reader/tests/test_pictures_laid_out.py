"""Columns of a page as a picture are laid one below the other; what camera and recogniser did is taken back, and told."""

import pytest
from PIL import Image, ImageDraw

from reader import kinds, page_columns, photographs, repairs, scans
from reader.layout import Piece
from reader.parser import parse
from reader.recognised import doubted
from reader.shapes import ParsedPlan, Task, TaskSection
from reader.unit_names import NOBODY

LEFT, RIGHT, WIDE, SHORT, TITLE = (60, 450), (560, 950), (60, 950), (60, 400), (350, 660)


def _page(*lines):
    """Each line is the bars of ink standing in it, on a page 1000 wide."""
    image = Image.new("L", (1000, 1400), 255)
    draw = ImageDraw.Draw(image)
    for number, bars in enumerate(lines):
        for left, right in bars:
            draw.rectangle((left, 100 + 40 * number, right, 120 + 40 * number), fill=0)
    return image


def test_letterhead_body_and_foot_are_strips_in_the_order_they_are_read():
    image = _page([LEFT, RIGHT], [LEFT, RIGHT], [TITLE], [WIDE], [WIDE], [SHORT], [LEFT, RIGHT], [LEFT], [LEFT, RIGHT])
    sheet, strips = page_columns.laid_out(image)
    assert [strip.column for strip in strips] == [0, 1, None, 0, 1]
    _, _, body, foot, _ = strips
    assert 160 < body.box[1] < 180 and 320 < body.box[3] < 340  # the title is in it, the short last line too
    assert sheet.height > image.height and page_columns.strip_at(strips, foot.at + 30) is foot


@pytest.mark.parametrize("lines", [[[WIDE], [WIDE], [SHORT]], [[SHORT], [SHORT], [SHORT]], []])
def test_a_page_of_one_column_is_read_as_it_is(lines):
    image = _page(*lines)
    assert page_columns.laid_out(image)[0] is image


def test_a_photographed_sheet_is_cut_out_and_what_is_all_paper_stays():
    table = Image.new("RGB", (1000, 1400), (90, 70, 50))
    ImageDraw.Draw(table).polygon([(100, 90), (880, 130), (930, 1330), (60, 1300)], fill="white")
    sheet = photographs.page_in(table)
    assert abs(sheet.width - 870) < 15 and abs(sheet.height - 1210) < 15
    assert min(sheet.convert("L").resize((40, 40)).crop((2, 2, 38, 38)).tobytes()) > 240
    paper = Image.new("RGB", (1000, 1400), "white")
    assert photographs.page_in(paper) is paper


def test_a_shadow_is_no_ink():
    page = Image.linear_gradient("L").resize((640, 640)).point(lambda value: 120 + value // 2)
    ImageDraw.Draw(page).rectangle((300, 300, 310, 320), fill=20)
    lit = photographs.evenly_lit(page)
    assert lit.getpixel((20, 20)) > 225 and lit.getpixel((600, 620)) > 225 and lit.getpixel((305, 310)) < 120


def test_numerals_and_bodies_in_capitals_are_put_right_and_told():
    lines = ["ỦY BẠN NHÂN DÂN", "L MỤC ĐÍCH", "Sạch.", "II. GIẢI PHÁP,", "NHIỆM VỤ", "1. Quét chợ.",
             "TỔ CHỨC THỰC HIỆN", "IV. KINH PHÍ",
             "CHỢ PHIÊN SÁNG THỨ BẢY", "Nơi nhận:", "PHÂN CÔNG NHIỆM VỤ"]  # fmt: skip
    pieces, notes = repairs.repaired([Piece(line) for line in lines])
    assert [piece.text for piece in pieces] == [
        "ỦY BAN NHÂN DÂN", "I. MỤC ĐÍCH", "Sạch.", "II. GIẢI PHÁP,", "NHIỆM VỤ", "1. Quét chợ.", "III. TỔ CHỨC THỰC HIỆN",
        "IV. KINH PHÍ", "CHỢ PHIÊN SÁNG THỨ BẢY", "Nơi nhận:", "PHÂN CÔNG NHIỆM VỤ",
    ]  # fmt: skip
    assert [(note.field, note.source_lines) for note in notes] == [("issuer", (1,)), ("tasks", (2, 7))]


def test_dashes_of_dirt_are_taken_out_of_a_title_and_a_year_and_lost_blanks_put_back():
    lines = ["KẾ HOẠCH", "-Dọn chợ năm-2025", "- Quét chợ.", "Nơi nhận:\tCHỦTỊCH -"]
    pieces, notes = repairs.repaired([Piece(line) for line in lines])
    assert [piece.text for piece in pieces] == ["KẾ HOẠCH", "Dọn chợ năm 2025", "- Quét chợ.", "Nơi nhận:\tCHỦ TỊCH"]
    assert [(note.field, note.source_lines) for note in notes] == [("title", (2,)), ("signer_title", (4,))]


def test_what_is_surely_not_whole_is_empty_with_a_doubt():
    plan = ParsedPlan(issuer="Ủy ban nhân dân", signing_form=("KT. CHỦ TỊCH",), signer_name="Thị Thúy Hằng",
                      number="7/KH-UBND", place="Mù Cả",
                      source_lines={"number": (1,), "place": (1,)})  # fmt: skip
    words = (("7/KH-UBND", 30.0), ("Mù", 70.0), ("Cả", 96.0))
    read = doubted(plan, [Piece("", words=words)], NOBODY)
    assert (read.issuer, read.signer_name, read.number, read.place) == (None, None, None, "Mù Cả")
    assert {warning.field for warning in read.warnings} >= {"issuer", "signer_name", "number", "place", "signer_title"}


def test_a_family_name_that_differs_from_a_known_one_in_its_mark_is_doubted():
    fields = {name: doubted(ParsedPlan(signer_name=name), [], NOBODY) for name in ("Huynh Thị Loan", "Huỳnh Thị Loan")}
    assert ["signer_name" in {one.field for one in read.warnings} for read in fields.values()] == [True, False]


def test_a_ward_is_no_kind_of_paper_and_a_date_may_break_before_its_year():
    assert kinds.kind_of_line("PHƯỜNG AN CỰU") is None and kinds.kind_of_line("PHƯƠNG ÁN")[0] == "PHUONG_AN"
    head = "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHƯỜNG AN CỰU\tĐộc lập - Tự do - Hạnh phúc\n"
    plan = parse(
        f"{head}Số: 8/KH-UBND\tAn Cựu, ngày 11 tháng 03 năm\n\t2026\nKẾ HOẠCH\nTrồng cây năm 2026.\nI. NHIỆM VỤ"
    )
    assert (plan.issuer, plan.date, plan.doc_type) == ("Ủy ban nhân dân phường An Cựu", "2026-03-11", "KE_HOACH")


def test_words_the_paper_has_elsewhere_with_other_marks_are_doubted():
    task = TaskSection(
        "I", None, None, (Task("Hỏi tố dân phố.", source_lines=(2,)), Task("Mời tổ dân phố.", source_lines=(1,)))
    )
    words = [
        tuple((word, 95.0) for word in line.split())
        for line in ("Mời tổ dân phố.", "Hỏi tố dân phố.", "Các tổ dân phố.")
    ]
    read = doubted(ParsedPlan(tasks=(task,)), [Piece("", words=line) for line in words], NOBODY)
    assert [one.source_lines for one in read.warnings if one.field == "tasks"] == [(2,)]


@pytest.mark.parametrize(
    ("read", "said"), [(":Nạo", "Nạo"), ("'1.", "1."), ("“Nạo”", "“Nạo”"), ("-", "-"), ("(b/c);", "(b/c);")]
)
def test_dirt_glued_before_a_word_is_no_part_of_it(read, said):
    assert scans.without_speck(read) == said
