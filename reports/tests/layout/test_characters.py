"""Every sign that a paper can be asked to hold: the PDF, its annex, the Word file and the spreadsheet are made."""

import dataclasses
import io
import unicodedata
import zipfile
from functools import cache
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from reports.layout import annex, fonts, pdf
from reports.layout.content import Annex, Bullet, Column, Heading, Paragraph, Table, text
from reports.layout.decree30 import STYLES, TEXT_WIDTH
from reports.layout.docx import to_docx
from reports.layout.fonts import MM_PT
from reports.layout.printable import printable_text
from reports.layout.xlsx import to_xlsx
from reports.tests.layout import samples
from reports.tests.layout.measuring import opened

PASTED = [  # as it is pasted into an entry -> as the paper shows it
    ("\uf0b7 Đã niêm yết công khai", "- Đã niêm yết công khai"),
    ("✓ Đã niêm yết công khai", "√ Đã niêm yết công khai"),
    ("➢ Mở 2 lớp tập huấn", "► Mở 2 lớp tập huấn"),
    ("Kết quả： 12 thôn đã họp", "Kết quả: 12 thôn đã họp"),
    ("Đã trả lời hết phản ánh 👍", "Đã trả lời hết phản ánh"),
    ("Bước ① rà soát, bước ② niêm yết", "Bước (1) rà soát, bước (2) niêm yết"),
    ("Họp\x0bxong\x0chết\ufffe", "Họp xong hết"),
]
RUN = "đã" * 150


@cache  # not when the file is read, which every process of a run does
def assigned():
    return [chr(code) for code in range(0xF0000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]


def paper_with(words, **more):
    """A report that says `words` in every place that takes text: head, title, sentences, table, annex, recipients."""
    table = Table(
        (Column("TT", 1, "center"), Column("Kết quả", 6), Column(words[:40], 2)), (("1", words, words), (words,))
    )
    return dataclasses.replace(
        samples.report(),
        blocks=(Heading(1, f"I. {words}"), Paragraph(text(f"Mở đầu {words} kết.")), Bullet(text(words)), table),
        annexes=(Annex(f"Phụ lục {words[:60]}", table, notes=(words,)), Annex("Đứng", table, landscape=False)),
        recipients=(f"Như {words[:200]}",),
        **more,
    )


def words_of(made):
    with opened(made) as document:
        return " ".join(" ".join(page.extract_text().split()) for page in document.pages)


def test_every_assigned_character_becomes_signs_of_the_typeface():
    known = fonts.signs()
    for place in range(0, len(assigned()), 500):
        shown = printable_text(" ".join(assigned()[place : place + 500]))
        assert all(sign in "\n\t" or ord(sign) in known for sign in shown + shown.upper())


def test_every_sign_of_the_typeface_is_set_in_the_paper_and_its_annexes():
    """With the test above: whatever somebody typed, both engines set it."""
    shown = " ".join(map(chr, sorted(fonts.signs())))
    signs = [printable_text(shown[place : place + 1200]) for place in range(0, len(shown), 1200)]
    table = Table((Column("Kết quả", 1),), tuple((part,) for part in signs))
    blocks = tuple(Paragraph(text(part)) for part in signs)
    made = pdf.render(dataclasses.replace(samples.report(), blocks=blocks, annexes=(Annex("Mọi chữ", table),)))
    assert made.pages > 2


@pytest.fixture(scope="module")
def pasted():
    return paper_with("; ".join(words for words, _ in PASTED))


def test_what_is_pasted_is_shown_in_the_paper_and_the_annex(pasted):
    found = words_of(pdf.render(pasted).pdf)
    for _, shown in PASTED[:-1]:
        assert found.replace("- ", "-").count(shown.replace("- ", "-")) >= 4  # sentence, bullet, table, annex


def test_no_file_is_stopped_by_what_was_pasted(pasted):
    with zipfile.ZipFile(io.BytesIO(to_docx(pasted))) as word:
        body = ElementTree.fromstring(word.read("word/document.xml"))
    said = "".join(body.itertext())
    assert "✓ Đã niêm yết" in said and "\ufffe" not in said and "①" in said
    book = load_workbook(io.BytesIO(to_xlsx(pasted)))
    assert "✓ Đã niêm yết" in book.worksheets[0].cell(4, 2).value


def test_every_character_fits_into_the_word_file_and_the_spreadsheet():
    every = [*assigned(), "\ud800", "\ufffe", "\uffff", "\U0001fffe"]
    parts = tuple(("".join(every[place : place + 8000]),) for place in range(0, len(every), 8000))
    table = Table((Column("Kết quả", 1),), parts)
    blocks = (*(Paragraph(text(part)) for (part,) in parts), table)
    paper = dataclasses.replace(samples.report(), blocks=blocks, annexes=(Annex("Mọi chữ", table),))
    with zipfile.ZipFile(io.BytesIO(to_docx(paper))) as word:
        for name in word.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(word.read(name))
    assert load_workbook(io.BytesIO(to_xlsx(paper))).worksheets[0].cell(4, 1).value


@pytest.mark.parametrize("run", [RUN, "https://thon.vn/" + "a1-" * 95, "W" * 300, "1/" * 150])
def test_a_run_of_three_hundred_letters_is_broken_not_cut(run):
    """Nothing stands outside the margins, and every letter is there."""
    made = pdf.render(paper_with(run, title=run))
    with opened(made.pdf) as document:
        for page in document.pages:
            right = page.width - 15 * MM_PT
            assert all(char["x1"] <= right + 1 for char in page.chars if char["text"].strip("\u200b "))
        letters = "".join("".join(page.extract_text().split()) for page in document.pages[:-1]).replace("\u200b", "")
    assert letters.count(run) >= 3 or run == RUN


def test_a_word_wider_than_its_line_is_cut_between_letters_never_before_a_mark():
    limit = TEXT_WIDTH * MM_PT
    cut = fonts.pieces("ạ̈" * 300, STYLES["subject"], limit)
    assert "".join(cut) == "ạ̈" * 300 and all(fonts.width(part, STYLES["subject"]) <= limit for part in cut)
    assert all(part.startswith("ạ") for part in cut)
    assert fonts.pieces("ngắn", STYLES["subject"], limit) == ["ngắn"]


def test_a_cell_of_many_lines_goes_on_on_the_next_page():
    tall = "\n".join(f"dòng {number}" for number in range(90))
    table = Table((Column("Kết quả", 1), Column("Ghi chú", 5)), (("w" * 300, tall),))
    made = annex.to_pdf(dataclasses.replace(samples.report(), annexes=(Annex("Dài", table),)))
    found = words_of(made)
    assert "dòng 0 " in found and "dòng 89" in found
