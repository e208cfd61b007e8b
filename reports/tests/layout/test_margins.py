"""Nothing leaves the sheet: only numbers, dates and years are held together, and the finished file is measured."""

import dataclasses
import io

import pikepdf
import pytest

from reports.layout import decree30, measure, pdf
from reports.layout.content import Annex, Column, Paragraph, Table, text
from reports.layout.html import nowrap
from reports.tests.layout import samples
from reports.tests.layout.measuring import opened

URL = "https://dichvucong.gov.vn/p/home/dvc-tthc-trang-chu.html?ma=1.004082&don-vi=12196/2026-" + "a1-b2/" * 40


def held(words):
    return [part.split("</span>")[0] for part in str(nowrap(words)).split('<span class="nb">')[1:]]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Kế hoạch số 112/KH-UBND ngày 24/01/2024", ["112/KH-UBND", "24/01/2024"]),
        ("Nghị quyết số 202/2025/QH15 (giai đoạn 2021-2026)", ["202/2025/QH15", "2021-2026"]),
        ("Nghị định 30/2020/NĐ-CP, Tờ trình 01/TTr-UBND.", ["30/2020/NĐ-CP", "01/TTr-UBND"]),
        ("đạt 12/12 xã, 95,5-97,5%", ["12/12", "95,5-97,5"]),
        (f"Đăng tại {URL}", []),
        ("thư điện tử ubnd-2026@xa-tien-phong.vn và /home/a-1/b-2", []),
        ("nêu tại Phụ lục II", ["Phụ lục II"]),
    ],
)
def test_only_numbers_dates_and_years_are_held_together(words, wanted):
    assert held(words) == wanted


def with_blocks(*words):
    paper = samples.report(annexes=())
    return dataclasses.replace(paper, blocks=(*(Paragraph(text(one)) for one in words), *paper.blocks))


def test_an_address_of_the_web_is_broken_and_stays_on_the_sheet_whole():
    made = pdf.render(with_blocks(f"Đăng tại {URL} từ ngày 24/01/2024.", "x" * 300))
    assert measure.beyond(made.pdf) == []
    with opened(made.pdf) as document:
        words = "".join(page.extract_text() for page in document.pages)
    assert URL in "".join(words.split())


def test_a_justified_line_ends_at_the_margin_whatever_its_letters():
    made = pdf.render(with_blocks("xã A và tổ A của thôn A, " * 20)).pdf
    assert measure.beyond(made) == []
    with opened(made) as document:
        assert max(char["x1"] for char in document.pages[0].chars) * 25.4 / 72 < 195.1


def test_samples_of_every_kind_stand_within_their_margins():
    table = Table((Column("TT", 0.5), Column("Nội dung", 3)), tuple((n, f"Việc {n} {URL}") for n in range(3)))
    paper = dataclasses.replace(
        samples.report(annexes=()), annexes=(Annex("Chi tiết", table), Annex("Đứng", table, False))
    )
    assert measure.beyond(pdf.render(paper).pdf) == []
    assert measure.beyond(pdf.render(samples.plan()).pdf) == []


@pytest.mark.parametrize(("shift", "found"), [(0, 0), (0.3, 0), (0.7, 1), (-decree30.LEFT, 1)])
def test_the_ruler_finds_what_is_pushed_over_an_edge(shift, found):
    with pikepdf.open(io.BytesIO(pdf.render(samples.report(annexes=())).pdf)) as file:
        page = file.pages[0]
        page.contents_add(f"1 0 0 1 {shift * 72 / 25.4:.2f} 0 cm".encode(), prepend=True)
        saved = io.BytesIO()
        file.save(saved)
    pages = [one for one in measure.beyond(saved.getvalue()) if one.startswith("trang 1:")]
    assert len(pages) == found


# --- Nothing lost -----------------------------------------------------------------------------------------------------


def whole(paper):
    return pdf.render(paper).pdf


@pytest.mark.parametrize("make", [samples.letter, samples.report, samples.plan])
def test_every_word_of_a_paper_is_found_in_its_file(make):
    paper = make()
    assert measure.faults(whole(paper), paper) == []


def test_a_sentence_that_is_not_in_the_file_is_named():
    paper = samples.report(annexes=())
    printed = whole(paper)
    more = dataclasses.replace(paper, blocks=(*paper.blocks, Paragraph(text("Nộp 21.651 hồ sơ trước ngày 05/7/2026"))))
    assert "“Nộp 21.651 hồ sơ trước ngày 05/7/2026./.”" in measure.lost(printed, more)
    assert measure.faults(printed, more)[0].startswith("Bản in thiếu chữ so với văn bản: ")
    assert measure.lost(printed, dataclasses.replace(paper, number=113)) == ["“Số: 113/BC-UBND”"]


def test_a_figure_or_a_cell_that_is_not_in_the_file_is_named():
    paper = samples.report()
    printed = whole(paper)
    (first, *others), column = paper.annexes[0].table.rows, paper.annexes[0].table
    other = dataclasses.replace(column, rows=((first[0], "Việc không có trong bản in", *first[2:]), *others))
    changed = dataclasses.replace(paper, annexes=(dataclasses.replace(paper.annexes[0], table=other),))
    assert measure.lost(printed, changed) == ["“Việc không có trong bản in”"]
    apart = dataclasses.replace(paper, apart=True)
    assert measure.lost(whole(apart), apart) == []


def test_a_cell_of_many_lines_that_goes_on_overleaf_is_found_in_parts():
    row = ("1", "x", " ".join(f"Việc {number} đã làm xong ở thôn {number}" for number in range(400)))
    table = Table((Column("TT", 0.5), Column("Đơn vị", 1), Column("Kết quả", 3)), (row, row))
    paper = samples.report(annexes=(Annex("Dài", table),))
    assert measure.lost(whole(paper), paper) == []
