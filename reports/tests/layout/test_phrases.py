"""Where titles break: names, dates, numbers and the words of papers stay whole; good places are taken first."""

import pytest

from reports.layout import fonts, pdf
from reports.layout.content import Paragraph, text
from reports.layout.decree30 import STYLES, SUBJECT_MAX
from reports.layout.html import held
from reports.layout.phrases import breaks
from reports.layout.phrases import held as runs
from reports.tests.layout import samples
from reports.tests.layout.measuring import opened

TITLE = (
    "Kết quả thực hiện Kế hoạch số 18/KH-UBND về nâng cao Chỉ số PAPI trên địa bàn xã Hồng Quang 6 tháng đầu năm 2026"
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (TITLE, ["Kết quả", "thực hiện", "Kế hoạch số 18/KH-UBND", "về", "nâng cao", "Chỉ số PAPI", "trên địa bàn",
                 "xã Hồng Quang", "6 tháng đầu năm 2026"]),
        ("báo cáo của Sở Văn hóa, Thể thao và Du lịch ngày 05 tháng 7 năm 2026",
         ["báo cáo", "của", "Sở Văn hóa, Thể thao và Du lịch", "ngày 05 tháng 7 năm 2026"]),
        ("Giao đồng chí Nguyễn Thị Ngọc Ánh phụ trách", ["Giao", "đồng chí Nguyễn Thị Ngọc Ánh", "phụ trách"]),
        ("giai đoạn 2021 - 2025, quý IV năm 2026", ["giai đoạn 2021 - 2025,", "quý IV năm 2026"]),
        ("tỉnh Bà Rịa - Vũng Tàu và Quận 1", ["tỉnh Bà Rịa - Vũng Tàu", "và", "Quận 1"]),
        ("quản trị và hành chính công cấp tỉnh (PAPI)", ["quản trị", "và", "hành chính công", "cấp tỉnh (PAPI)"]),
        ("ỦY BAN NHÂN DÂN XÃ PHÚ THỌ", ["ỦY BAN NHÂN DÂN", "XÃ", "PHÚ", "THỌ"]),
        ("", []),
    ],
)  # fmt: skip
def test_phrases_stay_whole(words, wanted):
    assert runs(words) == wanted


def test_a_line_ends_rather_before_cua_and_behind_a_comma_and_never_behind_a_word_that_leads_on():
    costs = breaks(("danh", "sách", "của", "đơn", "vị,", "người", "chưa", "gửi"))
    assert costs == (99, 0, 4, 99, 0, 1, 4)


@pytest.mark.parametrize(
    ("words", "style", "room", "wanted"),
    [
        (TITLE, "subject", SUBJECT_MAX,
         ["Kết quả thực hiện Kế hoạch số 18/KH-UBND về nâng cao",
          "Chỉ số PAPI trên địa bàn xã Hồng Quang 6 tháng đầu năm 2026"]),
        ("V/v " + TITLE[:1].lower() + TITLE[1:], "letter_subject", 64,
         ["V/v kết quả thực hiện", "Kế hoạch số 18/KH-UBND", "về nâng cao Chỉ số PAPI", "trên địa bàn xã Hồng Quang",
          "6 tháng đầu năm 2026"]),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "issuer", 68, ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]),
        ("Sở Nông nghiệp và Môi trường", "issuer", 68, ["Sở Nông nghiệp", "và Môi trường"]),
        ("a" * 50, "issuer", 68, ["a" * 22, "a" * 22, "a" * 6]),
        ("   ", "issuer", 68, []),
    ],
)  # fmt: skip
def test_lines_of_titles(words, style, room, wanted):
    assert fonts.lines(words, STYLES[style], room) == wanted


def test_a_phrase_longer_than_a_line_is_not_held_together():
    name = "đồng chí Nguyễn Thị Ngọc Ánh"
    assert held(name, "recipients", 73) == f'<span class="nb">{name}</span>'
    assert held(name, "recipients", 20) == name
    assert held("<b> & xã Tiền Phong", "recipients", 73, upper=True) == (
        '&lt;B&gt; &amp;<span> </span><span class="nb">XÃ TIỀN PHONG</span>'
    )


def test_a_text_that_just_fits_in_front_of_a_number_is_not_broken_behind_its_first_word():
    """In the width of a page with the first line's indent, the text up to the number fits but for the blank behind it."""
    words = "Ban Quản lý dự án đầu tư xây dựng tỉnh Hưng Yên đã ban hành Kế hoạch số 18/KH-UBND, giao 20 nhiệm vụ"
    with opened(pdf.render(samples.letter(blocks=(Paragraph(text(words)),))).pdf) as made:
        said = made.pages[0].extract_text().splitlines()
    assert any(line.startswith("Ban Quản lý") and line.endswith("Kế hoạch số") for line in said), said
