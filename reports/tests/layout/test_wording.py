"""The decree's rules of wording, and a paper that survives being kept as JSON."""

import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports.layout import frozen, wording
from reports.layout.check import problems
from reports.layout.content import (
    Bullet,
    Heading,
    Paragraph,
    Signing,
    Span,
    closed,
    filled,
    issued,
    numbered,
    plain,
    text,
)
from reports.layout.typed_lines import parted
from reports.tests.layout import samples


@pytest.mark.parametrize(("number", "shown"), [(1, "01"), (9, "09"), (10, "10"), (112, "112")])
def test_numbers_below_ten_get_a_leading_zero(number, shown):
    assert wording.number_text(number) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_leading_zero(day, shown):
    assert wording.day_text(day) == shown


def test_symbols_join_without_spaces_and_letters_name_their_drafting_unit():
    assert wording.symbol("bao_cao", "UBND") == "BC-UBND"
    assert wording.symbol("cong_van", "UBND", "VP") == "UBND-VP"
    assert wording.reference(9, "KH-UBND") == "09/KH-UBND"


@pytest.mark.parametrize(
    ("form", "own", "expected"),
    [
        ("", "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Q", "", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("KT", "Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("TL", "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TUQ", "Trưởng phòng Nội vụ", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ")),
    ],
)
def test_who_signs_for_whom(form, own, expected):
    assert wording.signing_lines(body="Ủy ban nhân dân", head="Chủ tịch", own=own, form=form) == expected


def test_an_agency_led_by_one_person_signs_without_tm():
    lines = wording.signing_lines(head="Giám đốc", own="Phó Giám đốc", form="KT")
    assert lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_a_deputy_without_a_position_is_refused():
    with pytest.raises(ValueError, match="chức vụ"):
        wording.signing_lines(head="Giám đốc", form="KT")


def test_bases_and_addressees_end_with_semicolons_and_a_full_stop():
    assert wording.ended(["Một", "Một;", " ba. ", ""]) == ["Một;", "Một;", "ba."]


def test_recipients_begin_with_as_above_and_end_with_the_archive():
    lines = wording.recipient_lines(["- Đảng ủy xã;", "Lưu: VT", "Như trên"], archive="NV (05b)", as_above=True)
    assert lines == ["- Như trên;", "- Đảng ủy xã;", "- Lưu: VT, NV (05b)."]
    assert wording.recipient_lines([], archive="", as_above=False) == ["- Lưu: VT."]


def test_the_clock_of_annex_files_names_the_offset_of_viet_nam():
    moment = datetime(2026, 10, 5, 8, 4, 5, tzinfo=UTC)
    assert wording.annex_info("07/BC-UBND", moment) == ["07/BC-UBND", "05/10/2026 15:04:05 +07:00"]


@pytest.mark.parametrize(("number", "shown"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (29, "XXIX")])
def test_roman_numbers(number, shown):
    assert wording.roman(number) == shown


def test_headings_are_numbered_in_vietnamese_order():
    levels = [1, 2, 3, 3, 3, 3, 3, 2, 1]
    found = [block.text for block in numbered(tuple(Heading(level, "x") for level in levels))]
    assert found == ["I. x", "1. x", "a) x", "b) x", "c) x", "d) x", "đ) x", "2. x", "II. x"]


def test_each_typed_line_is_a_paragraph_and_what_begins_with_a_mark_a_point():
    typed = Paragraph(
        text("Đã niêm yết.\n• tiếp nhận ", Span("20", figure="so"), " hồ sơ\n\n  + một hồ sơ đất đai\nHết")
    )
    points = Bullet(text("- Xã A:\n+ niêm yết\n- tiếp dân\nHết"))
    made = list(parted((Heading(1, "I. a\nb"), typed, points, Paragraph(()))))
    assert [(type(one), getattr(one, "level", 0), plain(one)) for one in made] == [
        (Heading, 1, "I. a\nb"), (Paragraph, 0, "Đã niêm yết."), (Bullet, 1, "tiếp nhận 20 hồ sơ"),
        (Bullet, 2, "một hồ sơ đất đai"), (Paragraph, 0, "Hết"), (Bullet, 1, "Xã A:"), (Bullet, 2, "niêm yết"),
        (Bullet, 2, "tiếp dân"), (Paragraph, 0, "Hết"), (Paragraph, 0, ""),
    ]  # fmt: skip
    assert [span.figure for span in made[2].spans] == ["", "so", ""]


def test_the_last_words_end_with_the_mark_of_official_papers():
    for ending in ("hết", "hết.", "hết./."):
        assert plain(closed((Paragraph(text("một")), Bullet(text(ending))))[-1]) == "hết./."


def test_figures_stay_linked_and_unknown_places_stay_as_typed():
    spans = filled("Có {late} đơn vị, {why}, {", late="3")
    assert "".join(span.text for span in spans) == "Có 3 đơn vị, {why}, {"
    assert [span.figure for span in spans if span.figure] == ["late"]


@pytest.mark.parametrize("make", [samples.letter, samples.report, samples.plan])
def test_a_paper_kept_as_json_comes_back_the_same(make):
    assert frozen.from_json(json.loads(json.dumps(frozen.to_json(make())))) == make()


def test_decimals_and_missing_figures_survive_json():
    row = ("a", 1, Decimal("43.2515"), None)
    assert frozen.from_json(json.loads(json.dumps(frozen.to_json(row)))) == row


def test_issuing_puts_number_and_date_on_the_paper():
    paper = issued(samples.plan(), 9, date(2024, 1, 24))
    assert paper.reference == "09/KH-UBND"
    expected = "(Kèm theo Kế hoạch số 09/KH-UBND ngày 24 tháng 01 năm 2024 của Ủy ban nhân dân xã Tiền Phong)"
    assert paper.annex_origin == expected


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"symbol": "KH - UBND"}, "Ký hiệu"),
        ({"addressees": ()}, "Kính gửi"),
        ({"signing": Signing(("CHỦ TỊCH",), "TS. Nguyễn Văn Mẫu")}, "học vị"),
        ({"signing": Signing(("PHÓ CHỦ TỊCH",), "Nguyễn Văn Mẫu")}, "KT."),
        ({"annexes": samples.plan().annexes}, "Phụ lục"),
        ({"title": " "}, "trích yếu"),
        ({"urgency": "GẤP"}, "khẩn"),
        ({"blocks": (Paragraph(text("Một")), samples.table(200))}, "quá dài"),
    ],
)
def test_what_a_draft_lacks_is_said(changes, word):
    found = problems(samples.letter(**changes))
    assert len(found) == 1 and word in found[0]


def test_good_papers_have_no_problems():
    assert problems(samples.letter()) == problems(samples.report()) == problems(samples.plan()) == []


def test_a_name_with_a_degree_is_seen_in_either_form():
    assert wording.has_academic_title(unicodedata.normalize("NFD", "Tiến sĩ Nguyễn Văn Mẫu"))
    assert not wording.has_academic_title("Tsâm Văn Mẫu")
