"""The PDF measured against the decree's table: one-page letter, three-page report, fifty-page annex."""

import dataclasses
import re
import unicodedata

import pytest

from reports.layout import decree30, pdf
from reports.layout.content import Annex, Paragraph, text
from reports.layout.decree30 import STYLES
from reports.tests.layout import samples
from reports.tests.layout.measuring import PT_MM, line, lines, opened, rule_below, rules

PARTS = {  # how the part begins in the report -> its style
    "CỘNG HÒA XÃ HỘI": "nation",
    "Độc lập - Tự do": "motto",
    "UBND HUYỆN ÂN THI": "superior",
    "ỦY BAN NHÂN DÂN": "issuer",
    "XÃ TIỀN PHONG": "issuer",
    "Số: 112/BC-UBND": "number",
    "Tiền Phong, ngày 24": "place",
    "BÁO CÁO": "kind",
    "Kết quả thực hiện": "subject",
    "Kính gửi: Ủy ban": "addressees",
    "I. KẾT QUẢ": "heading",
    "1. Tham gia": "heading",
    "Bộ phận một cửa": "body",
}


@pytest.fixture(scope="module")
def report():
    made = pdf.render(samples.report())
    with opened(made.pdf) as document:
        yield document


@pytest.fixture(scope="module")
def letter():
    made = pdf.render(samples.letter())
    with opened(made.pdf) as document:
        yield document


@pytest.fixture(scope="module")
def plan():
    paper = samples.plan()
    long = Annex("Phân công nhiệm vụ", samples.table(700))
    made = pdf.render(dataclasses.replace(paper, annexes=(long, *paper.annexes[1:])))
    with opened(made.pdf) as document:
        yield document


def head(page, start):
    """A line of the two-column head, looked for in its own half."""
    for edges in ({"right": 100}, {"left": 98}, {}):
        found = [one for one in lines(page, **edges) if one.text.startswith(start)]
        if found:
            return found[0]
    raise AssertionError(start)


@pytest.mark.parametrize(("start", "name"), PARTS.items())
def test_every_part_has_the_size_weight_and_slant_of_the_decree(report, start, name):
    style, found = STYLES[name], head(report.pages[0], start)
    assert style.allowed[0] <= found.size <= style.allowed[1]
    assert found.size == style.size
    assert (found.bold, found.italic) == (style.bold, style.italic)


def test_the_page_is_a4_with_margins_inside_the_decrees_ranges(report):
    for page in report.pages[:3]:
        assert (round(page.width * PT_MM), round(page.height * PT_MM)) == (210, 297)
        body = [one for one in lines(page) if one.top > 18]
        low, high = decree30.ALLOWED_MARGINS["left"]
        assert low <= min(one.left for one in body) + 0.1 <= high + 0.1
        assert min(one.top for one in body) >= decree30.ALLOWED_MARGINS["top"][0]
        assert 297 - max(one.bottom for one in body) >= decree30.ALLOWED_MARGINS["bottom"][0] - 0.1
    full = max(one.right for one in lines(report.pages[0]))
    assert 210 - full == pytest.approx(decree30.RIGHT, abs=0.3)


def test_the_rule_under_the_motto_is_as_long_as_its_text(report):
    motto = head(report.pages[0], "Độc lập")
    left, right, _ = rule_below(report.pages[0], motto)
    assert (right - left) / (motto.right - motto.left) == pytest.approx(1, abs=0.01)


def test_short_rules_measure_a_third_to_a_half_of_the_line_above(report):
    page = report.pages[0]
    issuer = (head(page, "XÃ TIỀN PHONG"), head(page, "ỦY BAN NHÂN DÂN"))
    subject = (line(page, "và hành chính công"), line(page, "Kết quả thực hiện"))
    for ending, beginning in (issuer, subject):
        left, right, _ = rule_below(page, ending)
        longest = max(one.right - one.left for one in (ending, beginning))
        assert 1 / 3 <= (right - left) / longest <= 1 / 2
        assert 1 / 3 <= (right - left) / (ending.right - ending.left) <= 1 / 2


def test_the_two_columns_of_the_head_stand_level_and_centred(report):
    page = report.pages[0]
    assert head(page, "UBND HUYỆN").top == pytest.approx(head(page, "CỘNG HÒA").top, abs=0.3)
    assert head(page, "Số: 112").bottom == pytest.approx(head(page, "Tiền Phong, ngày").bottom, abs=0.3)
    assert head(page, "Số: 112").middle == pytest.approx(head(page, "XÃ TIỀN PHONG").middle, abs=0.5)
    assert head(page, "Tiền Phong, ngày").middle == pytest.approx(head(page, "CỘNG HÒA").middle, abs=0.5)
    assert line(page, "BÁO CÁO").middle == pytest.approx(30 + decree30.TEXT_WIDTH / 2, abs=0.5)


def test_paragraphs_are_indented_spaced_and_justified(report):
    page = report.pages[0]
    start = line(page, "Ủy ban nhân dân xã tiếp tục")
    assert start.left - 30 == pytest.approx(decree30.FIRST_LINE, abs=0.2)
    assert start.right == pytest.approx(210 - decree30.RIGHT, abs=0.3)
    rows = [one for one in lines(page) if one.top >= start.top]
    pitch = (rows[1].top - rows[0].top) / PT_MM / rows[0].size
    assert decree30.ALLOWED_LINE_HEIGHT[0] <= pitch <= decree30.ALLOWED_LINE_HEIGHT[1]
    next_start = next(one for one in rows[1:] if one.left > 40)
    before = rows[rows.index(next_start) - 1]
    gap = (next_start.top - before.top) / PT_MM - pitch * next_start.size
    assert gap >= decree30.PARAGRAPH_GAP_PT - 0.1


def test_page_numbers_stand_in_the_middle_of_the_top_margin_from_the_second_page(report):
    assert not [one for one in lines(report.pages[0]) if one.top < 19]
    for number, page in enumerate(report.pages[1:3], 2):
        found = [one for one in lines(page) if one.top < 19]
        assert [one.text for one in found] == [str(number)]
        assert found[0].middle == pytest.approx(30 + decree30.TEXT_WIDTH / 2, abs=0.5)
        assert (found[0].size, found[0].bold, found[0].italic) == (14, False, False)


def test_the_report_has_three_pages_and_a_landscape_annex(report):
    assert len(report.pages) == 4
    assert report.pages[3].width > report.pages[3].height


def test_recipients_and_signature_stand_level_at_their_sizes(report):
    page = report.pages[2]
    recipients, authority = line(page, "Nơi nhận:", right=100), line(page, "TM. ỦY BAN", left=100)
    assert (recipients.size, recipients.bold, recipients.italic) == (12, True, True)
    assert recipients.left == pytest.approx(30, abs=0.2)
    assert recipients.top == pytest.approx(authority.top, abs=1)
    listed = [one for one in lines(page, right=102) if one.text.startswith("- ")]
    assert [one.text for one in listed[:1] + listed[-1:]] == ["- Như trên;", "- Lưu: VT, VH."]
    assert {one.size for one in listed} == {11.0}
    name = line(page, "Nguyễn Văn Mẫu", left=100)
    assert name.bold and name.middle == pytest.approx(authority.middle, abs=0.5)


def test_the_place_of_the_signature_lies_between_authority_and_name():
    made = pdf.render(samples.report())
    box, seal = made.signature_box, made.seal_box
    with opened(made.pdf) as document:
        page = document.pages[box.page]
        top = (page.height - seal.y2) * PT_MM
        bottom = (page.height - seal.y1) * PT_MM
        assert top >= line(page, "CHỦ TỊCH", left=100).bottom - 0.5
        assert bottom <= line(page, "Nguyễn Văn", left=100).top + 1
    assert (seal.x2 - seal.x1) * PT_MM == pytest.approx(36, abs=0.01)
    assert (seal.x2 - box.x1) / (box.x2 - box.x1) == pytest.approx(1 / 3)


@pytest.mark.parametrize("count", range(4, 30, 2))
def test_the_signature_never_stands_alone_on_a_page(count):
    paper = samples.report(annexes=())
    blocks = tuple(Paragraph(text(f"{samples.FILLER} {number}.")) for number in range(count))
    made = pdf.render(dataclasses.replace(paper, blocks=blocks))
    with opened(made.pdf) as document:
        last = document.pages[made.signature_box.page]
        assert made.signature_box.page == len(document.pages) - 1
        for words in ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "Nguyễn Văn Mẫu", "Hưng Yên " + str(count - 1) + "./."):
            assert words in last.extract_text()


def test_a_short_last_line_takes_one_more_over_to_the_signature():
    given = [Paragraph(text(f"{samples.FILLER} {number}.")) for number in range(5)]
    paper = samples.letter(blocks=(*given, Paragraph(text("Trân trọng"))), contact="")
    with opened(pdf.render(paper).pdf) as document:
        above = [one for one in lines(document.pages[1], right=100) if one.top > 19]
        words = [one.text for one in above]
    assert len(document.pages) == 2
    assert words.index("Nơi nhận:") >= 2 and words[words.index("Nơi nhận:") - 1] == "Trân trọng./."


@pytest.mark.parametrize("inside", [True, False])
def test_the_name_of_a_group_never_stands_alone_at_the_foot_of_a_page(inside):
    task = samples.table(1, 4).rows[0]
    rows = tuple(row for group in range(60) for row in ((f"Nhóm {group}",), *[task] * (group % 3 + 1)))
    table = dataclasses.replace(samples.table(1, 4), rows=rows)
    more = {"blocks": (table, Paragraph(text("Trân trọng"))), "annexes": ()} if inside else {}
    paper = samples.plan(**({"annexes": (Annex("Phân công", table),)} | more))
    with opened(pdf.render(paper).pdf) as document:
        ends = [lines(page)[-1].text for page in document.pages]
    assert len(ends) > 3 and not [words for words in ends if words.startswith("Nhóm")]


@pytest.mark.parametrize(
    ("place", "rows"), [("Thành phố Hồ Chí Minh", 1), ("Đặc khu hành chính và kinh tế Phú Quốc", 2)]
)
def test_a_long_place_stays_in_its_column(place, rows):
    with opened(pdf.render(samples.letter(place=place, urgency="")).pdf) as document:
        page = document.pages[0]
        nation, day = head(page, "CỘNG HÒA"), line(page, "ngày 05" if rows == 2 else place, left=80)
        number = line(page, "Số: 09", right=90)
    assert 210 - day.right >= decree30.RIGHT - 0.1
    assert day.middle == pytest.approx(nation.middle, abs=0.5)
    assert day.left > number.right + 5


def test_a_letter_keeps_one_page_with_its_own_parts(letter):
    assert len(letter.pages) == 1
    page = letter.pages[0]
    number, subject = head(page, "Số: 09/UBND-NV"), head(page, "V/v đôn đốc")
    assert (subject.size, subject.bold) == (12, False)
    assert subject.middle == pytest.approx(number.middle, abs=0.5)
    assert (subject.top - number.bottom) / PT_MM >= 6
    assert line(page, "Ân Thi, ngày 05 tháng 02 năm 2024", left=100)
    assert [one.text for one in lines(page, left=40) if one.text.startswith("- Ủy ban")] == [
        "- Ủy ban nhân dân xã Tiền Phong;",
        "- Ủy ban nhân dân xã Vân Du;",
    ]
    assert "- Công an huyện." in page.extract_text()


def test_addressees_begin_under_the_colon(letter):
    page = letter.pages[0]
    colon = next(c for c in page.chars if c["text"] == ":" and 85 < c["x0"] * PT_MM < 110)
    dashes = [one.left for one in lines(page, left=60) if one.text.startswith("- ")]
    assert all(left == pytest.approx(colon["x0"] * PT_MM, abs=0.5) for left in dashes)


def test_the_urgency_mark_is_red_framed_and_of_its_size(letter):
    page = letter.pages[0]
    mark = head(page, "KHẨN")
    assert mark.bold and 13 <= mark.size <= 14
    letters = [c for c in page.chars if c["fontname"] == mark.font and c["non_stroking_color"] == (1, 0, 0)]
    assert "".join(c["text"] for c in letters) == "KHẨN"
    edges = [
        t
        for t in [*page.rects, *page.lines, *page.curves]
        if (1, 0, 0) in (t.get("non_stroking_color"), t.get("stroking_color"))
    ]
    width = (max(t["x1"] for t in edges) - min(t["x0"] for t in edges)) * PT_MM
    height = (max(t["bottom"] for t in edges) - min(t["top"] for t in edges)) * PT_MM
    assert (width, height) == (pytest.approx(20, abs=0.4), pytest.approx(8, abs=0.4))


def test_the_address_stands_at_the_foot_under_a_rule_across_the_text(letter):
    page = letter.pages[0]
    address = line(page, "Địa chỉ:")
    assert 11 <= address.size <= 12
    above = [r for r in rules(page) if 0 < address.top - r[2] < 3]
    assert above[0][1] - above[0][0] == pytest.approx(decree30.TEXT_WIDTH, abs=0.5)
    assert 297 - address.bottom >= 20


def test_a_fifty_page_annex_counts_its_own_pages_and_repeats_its_head(plan):
    annex = plan.pages[1:-1]
    assert len(annex) >= 45
    for number, page in enumerate(annex, 1):
        assert page.width > page.height
        marks = [one.text for one in lines(page) if one.top < 19]
        assert marks == ([] if number == 1 else [str(number)])
        assert line(page, "TT Nhiệm vụ").bold
    assert sum(page.extract_text().count("30/06/2024") for page in annex) == 700


def test_annexes_have_a_head_of_their_own(plan):
    first, second = plan.pages[1], plan.pages[-1]
    assert line(first, "Phụ lục I").size == 14 and line(first, "Phụ lục I").bold
    assert line(first, "PHÂN CÔNG NHIỆM VỤ").bold
    assert line(first, "(Kèm theo Kế hoạch số").italic
    assert line(second, "Phụ lục II").bold
    assert second.width < second.height
    assert not [one for one in lines(second) if one.top < 19]
    for page in (first, second):
        assert line(page, "Phụ lục").middle == pytest.approx((30 + page.width * PT_MM - 15) / 2, abs=0.5)
        assert min(one.left for one in lines(page)) >= 29.99
        assert max(r[1] for r in rules(page)) == pytest.approx(page.width * PT_MM - 15, abs=0.3)


def test_only_the_one_typeface_is_used(report, letter, plan):
    for document in (report, letter, plan):
        names = {c["fontname"].split("+")[-1].replace("-", "") for page in document.pages[:3] for c in page.chars}
        assert {name.removeprefix("LiberationSerif") for name in names} <= {"", "Bold", "Italic", "BoldItalic"}


def test_a_draft_shows_blanks_for_number_and_day(plan):
    words = plan.pages[0].extract_text().replace("\u00a0", " ")
    assert re.search(r"Số: +/KH-UBND", words)
    assert re.search(r"ngày +tháng +năm 2024", words)


def test_numbers_of_documents_do_not_break_over_lines(report):
    for page in report.pages:
        assert not [one.text for one in lines(page) if one.text.endswith(("112/", "112/KH-", "2026/"))]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_extracted_text_is_composed_whatever_was_typed(form):
    words = "Đẩy mạnh tuyên truyền, phổ biến đến từng hộ ở thôn Hạ, xã Tiền Phong; giữ vững kỷ cương, trật tự"
    paper = samples.letter(
        blocks=(Paragraph(text(unicodedata.normalize(form, words))),),
        title=unicodedata.normalize(form, "đôn đốc thực hiện"),
        annexes=(Annex(unicodedata.normalize(form, "Phụ lục thử"), samples.table(2)),),
    )
    with opened(pdf.render(paper).pdf) as document:
        found = " ".join(page.extract_text() for page in document.pages)
    assert words in " ".join(found.split())
    assert unicodedata.is_normalized("NFC", found)
    assert "PHỤ LỤC THỬ" in found
