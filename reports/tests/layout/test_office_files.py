"""The Word file and the spreadsheet of a paper, opened again and, where LibreOffice is there, laid out by it."""

import dataclasses
import io
import shutil
import subprocess
import unicodedata
import zipfile

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from reports.layout import measure, pdf
from reports.layout.content import Column, Paragraph, Table, text
from reports.layout.docx import to_docx
from reports.layout.html import html
from reports.layout.xlsx import to_xlsx
from reports.tests.layout import samples
from reports.tests.layout.measuring import line, lines, opened
from reports.tests.layout.test_fitting import paper as fitting

soffice = shutil.which("soffice")


def words(document) -> str:
    cells = [p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_word_files_have_real_styles_in_times_new_roman():
    document = Document(io.BytesIO(to_docx(samples.report())))
    used = {p.style.name for p in document.paragraphs}
    assert {"Tên loại", "Trích yếu", "Nội dung", "Heading 2", "Heading 3"} <= used
    assert document.styles["Nội dung"].font.name == "Times New Roman"
    assert document.styles["Nội dung"].font.size.pt == 14
    assert "21.651 hồ sơ" in words(document)
    assert "- Lưu: VT, VH." in words(document)


def test_word_files_keep_margins_numbers_and_annex_sections():
    document = Document(io.BytesIO(to_docx(samples.plan())))
    first, annex, last = document.sections
    assert round(first.left_margin.mm) == 30 and first.different_first_page_header_footer
    assert annex.page_width > annex.page_height and last.page_width < last.page_height
    assert all("pgNumType" in section._sectPr.xml for section in (annex, last))
    assert "PAGE" in first.header._element.xml


def test_word_files_hold_composed_letters():
    title = unicodedata.normalize("NFD", "đôn đốc thực hiện kế hoạch ở xã")
    with zipfile.ZipFile(io.BytesIO(to_docx(samples.letter(title=title)))) as parts:
        assert unicodedata.is_normalized("NFC", parts.read("word/document.xml").decode())


@pytest.mark.skipif(not soffice, reason="LibreOffice is not installed")
def test_libreoffice_lays_the_word_file_out_like_the_pdf(tmp_path):
    papers = {"a": samples.letter(), "b": samples.report(), "c": fitting(15), "d": samples.plan()}
    made = {name: pdf.render(paper) for name, paper in papers.items()}
    for name, paper in papers.items():
        papers[name] = dataclasses.replace(paper, fitted=made[name].setting.name)
        (tmp_path / f"{name}.docx").write_bytes(to_docx(papers[name]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    files = [f"{name}.docx" for name in papers]
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for name, paper in papers.items():
        alike(made[name].pdf, (tmp_path / f"{name}.pdf").read_bytes(), paper)


def alike(ours: bytes, converted: bytes, paper) -> None:
    assert measure.lost(converted, paper) == []  # the same words and figures
    with opened(ours) as here, opened(converted) as there:
        assert len(here.pages) == len(there.pages)
        for own, other in zip(here.pages, there.pages, strict=True):
            rows = "\n".join(map(words_of, lines(other)))  # what stands beside a line may be read with it
            assert [
                row for row in map(words_of, lines(own)) if row not in rows
            ] == []  # every line ends at the same word
        head_alike(here.pages[0], there.pages[0])


def words_of(row) -> str:
    return " ".join(row.text.replace("\u2011", "-").split())


def head_alike(here, there) -> None:
    for start, edges in (
        ("CỘNG HÒA", {"left": 95}),
        ("Độc lập", {"left": 95}),
        ("ỦY BAN", {"right": 102}),
        ("Số:", {"right": 102}),
    ):
        own, other = line(here, start, **edges), line(there, start, **edges)
        assert (own.size, own.bold) == (other.size, other.bold)
        assert own.middle == pytest.approx(other.middle, abs=1.5)
        assert own.top == pytest.approx(other.top, abs=3)
    assert [one.text for one in lines(there)][-1:] == [one.text for one in lines(here)][-1:]


def test_spreadsheets_keep_numbers_as_numbers():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(samples.report())))
    assert book.sheetnames[0].startswith("Bảng 1")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[5]] == ["Hồ sơ tiếp nhận", 21651, 20100]
    assert sheet["C6"].value is None
    assert [cell.value for cell in book["Số liệu trong lời văn"]["A"]][3:] == ["21.651", "21.567"]


def test_text_in_a_spreadsheet_is_never_a_formula():
    table = samples.table(1)
    rows = (("=1+1", "@SUM(1)", "+1", "-1", "http://x", 1, 2, 3, "x"),)
    paper = samples.report(annexes=(), blocks=(type(table)(table.columns, rows),))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(paper))).worksheets[0]
    assert [cell.data_type for cell in sheet[4]][:5] == ["s"] * 5
    assert sheet["A4"].value == "=1+1"


def test_lines_of_a_cell_and_of_a_paragraph_stay_lines_in_every_file():
    table = Table((Column("Kết quả"),), (("một\nhai",),))
    paper = samples.report(annexes=(), blocks=(Paragraph(text("ba\n- bốn")), table))
    assert "một<br>hai" in html(paper) and "- bốn./.</p>" in html(paper)
    word = Document(io.BytesIO(to_docx(paper)))
    assert {"ba", "- bốn./."} <= {line.text for line in word.paragraphs}
    assert next(one for one in word.tables if one.style.name == "Table Grid").cell(1, 0).text == "một\nhai"


def test_a_long_subject_still_makes_a_file():
    word = Document(io.BytesIO(to_docx(samples.report(title="Kết quả thực hiện Kế hoạch " * 18))))
    assert len(word.core_properties.title) <= 255


def test_tables_begin_at_the_edge_of_the_text_and_group_names_stay_with_their_rows():
    word = Document(io.BytesIO(to_docx(samples.report())))
    table = next(one for one in word.tables if one.style.name == "Table Grid")
    indent = table._tbl.tblPr.find(qn("w:tblInd"))
    margin = table._tbl.tblPr.find(qn("w:tblCellMar")).find(qn("w:left"))
    assert indent.get(qn("w:w")) == margin.get(qn("w:w"))
    assert table.rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next
