"""The same paper as an editable Word file with real styles, for offices that go on working in Word or LibreOffice."""

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports.layout import content, decree30, fonts, typed_lines, wording
from reports.layout.content import CHAIR, SECRETARY, Paper
from reports.layout.decree30 import SETTINGS, STYLES, Setting
from reports.layout.docx_parts import (
    border,
    cell_at,
    exact_height,
    grid,
    page_field,
    plain_table,
    restart_pages,
    write,
)
from reports.layout.docx_styles import set_styles
from reports.layout.fitting import named
from reports.layout.fonts import MM_PT
from reports.layout.html import company, document_title
from reports.layout.letterhead import letterhead

_PROPERTY = 255  # letters; Word takes no longer title


def to_docx(paper: Paper) -> bytes:
    """The paper with its annexes as .docx; long lines, rules and sizes follow the PDF."""
    word, setting = Document(), named(paper.setting or paper.fitted) or SETTINGS[0]
    set_styles(word, setting)
    word.core_properties.title = wording.nfc(document_title(paper))[:_PROPERTY]
    word.core_properties.author = wording.nfc(paper.issuer_name)[:_PROPERTY]
    _page(word.sections[0], landscape=False)
    _contact(word, paper)
    _head(word, paper)
    _title(word, paper)
    for line in wording.ended(paper.bases):
        _add(word, line, "Căn cứ")
    for block in typed_lines.printed(paper.blocks):
        _block(word, block)
    _foot(word, paper, setting)
    for index in range(len(paper.annexes)):
        _annex(word, paper, index)
    if not paper.annexes or not paper.annexes[-1].notes:
        _end_of_table(word.add_paragraph())
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def _end_of_table(line: Paragraph) -> None:
    """The paragraph a word processor wants behind a table: so low that it never takes a page of its own."""
    line.style = "Normal"
    exact_height(line, 1)


def _page(section, *, landscape: bool) -> None:
    wide, high = decree30.PAGE_WIDTH, decree30.PAGE_HEIGHT
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(high), Mm(wide)) if landscape else (Mm(wide), Mm(high))
    section.top_margin, section.bottom_margin = Mm(decree30.TOP), Mm(decree30.BOTTOM)
    section.left_margin, section.right_margin = Mm(decree30.LEFT), Mm(decree30.RIGHT)
    section.header_distance = Mm(7)
    section.footer_distance = Mm(decree30.BOTTOM)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = ALIGN.CENTER
    if not header.runs:
        page_field(header, STYLES["page_number"])


def _add(place, text: str, style: str) -> Paragraph:
    line: Paragraph = place.add_paragraph(style=style)
    write(line, text)
    return line


def _rule(place, points: float, room: float) -> None:
    """A rule of `points` centred in `room` millimetres: an empty line with a border and equal indents."""
    line = place.add_paragraph(style="Normal")
    exact_height(line, 4)
    side = Pt((room * MM_PT - points) / 2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
    border(line, "top", decree30.RULE_PT)


def _head(word: Word, paper: Paper) -> None:
    head = letterhead(paper)
    table = plain_table(word, (head.left, head.right), rows=2)
    left, right = cell_at(table, 0, 0), cell_at(table, 0, 1)
    for line in head.superior:
        _add(left, line, "Cơ quan chủ quản")
    for line in head.issuer:
        _add(left, line, "Cơ quan ban hành")
    _rule(left, head.issuer_rule, head.left)
    _add(right, decree30.NATION, "Quốc hiệu")
    _add(right, decree30.MOTTO, "Tiêu ngữ")
    _rule(right, fonts.width(decree30.MOTTO, STYLES["motto"]), head.right)
    below = cell_at(table, 1, 0)
    _add(below, f"Số: {paper.reference}", "Số ký hiệu")
    for place, line in enumerate(head.letter_subject):
        shape = _add(below, line, "Trích yếu công văn").paragraph_format
        shape.space_before = Pt(0 if place else decree30.LETTER_SUBJECT_GAP_PT)
    if paper.urgency:
        _urgency(below, paper.urgency, head.left)
    beside = cell_at(table, 1, 1)
    for line in head.place_and_day:
        _add(beside, line, "Địa danh thời gian")


def _lines(text: str, style: str, room: float) -> list[str]:
    return fonts.lines(wording.nfc(text), STYLES[style], room)


def _urgency(cell, mark: str, room: float) -> None:
    line = _add(cell, mark, "Mức độ khẩn")
    wide, high = decree30.URGENCY[mark]
    line.paragraph_format.space_before = Pt(10)
    side = Pt((room - wide) * MM_PT / 2 + 2)  # the frame stands outside the words: 1 pt away and 1 pt thick
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
    above = round((high * MM_PT - STYLES["urgency"].size * decree30.FONT_LINE) / 2 - 1)
    for edge, space in (("top", above), ("left", 1), ("bottom", above), ("right", 1)):
        border(line, edge, 1, decree30.URGENCY_COLOUR.lstrip("#"), space)


def _title(word: Word, paper: Paper) -> None:
    if not paper.is_letter:
        _add(word, paper.kind_name, "Tên loại").paragraph_format.space_before = Pt(16)
        lines = _lines(paper.title, "subject", decree30.SUBJECT_MAX)
        for line in lines:
            _add(word, line, "Trích yếu").paragraph_format.keep_with_next = True
        _rule(word, fonts.short_rule(lines, STYLES["subject"]), decree30.TEXT_WIDTH)
    _addressees(word, wording.ended(paper.addressees))
    word.add_paragraph().paragraph_format.space_after = Pt(0)
    exact_height(word.paragraphs[-1], 12 if paper.addressees else 8)


def _addressees(word: Word, lines: list[str]) -> None:
    if not lines:
        return
    room = fonts.width("Kính gửi: " + lines[0], STYLES["addressees"]) / MM_PT
    left = max(15, (decree30.TEXT_WIDTH - room) / 2)
    first = _add(word, "Kính gửi:" if len(lines) > 1 else f"Kính gửi: {lines[0]}", "Kính gửi")
    first.paragraph_format.space_before = Pt(12)
    first.paragraph_format.left_indent = Mm(left)
    colon = fonts.width("Kính gửi", STYLES["addressees"]) / MM_PT
    for line in lines if len(lines) > 1 else []:
        _add(word, f"- {line}", "Kính gửi").paragraph_format.left_indent = Mm(left + colon)


def _block(word: Word, block: content.Block) -> None:
    match block:
        case content.Heading(level, text):
            _add(word, text, f"Heading {level + 1}")
        case content.Table():
            if block.caption:
                _add(word, block.caption, "Kèm theo").paragraph_format.keep_with_next = True
            grid(word, block, "Bảng", decree30.TEXT_WIDTH)
            exact_height(word.add_paragraph(), 8)
        case content.Bullet(spans, level):
            _spans(word, (content.Span(("- ", "+ ")[level - 1]), *spans))
        case content.Paragraph(spans):
            _spans(word, spans)


def _spans(word: Word, spans: tuple[content.Span, ...]) -> None:
    line = word.add_paragraph(style="Nội dung")
    for span in spans:
        run = write(line, span.text)
        run.bold, run.italic = span.bold or None, span.italic or None


def _foot(word: Word, paper: Paper, setting: Setting) -> None:
    # the signature never stands alone on a page, nor below a line or two only
    for line in word.paragraphs[-company(paper, setting) :]:
        line.paragraph_format.keep_with_next = True
    exact_height(word.add_paragraph(), 6)
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    table = plain_table(word, (decree30.RECIPIENTS_COLUMN, decree30.SIGNING_COLUMN), rows=1)
    left, right = cell_at(table, 0, 0), cell_at(table, 0, 1)
    if paper.is_minutes:
        _add(right, CHAIR.upper(), "Quyền hạn chức vụ")
        _add(left, SECRETARY.upper(), "Quyền hạn chức vụ")
        _add(left, paper.secretary, "Họ tên người ký").paragraph_format.space_before = Mm(decree30.SIGNING_SPACE)
    _add(left, "Nơi nhận:", "Nơi nhận")
    for words in paper.recipient_lines:
        _add(left, words, "Danh sách nơi nhận")
    if paper.drafter:
        _add(left, paper.drafter, "Người soạn thảo").paragraph_format.space_before = Pt(8)
    for words in paper.signing.lines:
        _add(right, words, "Quyền hạn chức vụ")
    _add(right, paper.signing.name, "Họ tên người ký").paragraph_format.space_before = Mm(decree30.SIGNING_SPACE)


def _contact(word: Word, paper: Paper) -> None:
    if paper.contact:
        line = word.sections[0].first_page_footer.paragraphs[0]
        line.style, line.text = word.styles["Địa chỉ cơ quan"], wording.nfc(paper.contact)
        border(line, "top", decree30.RULE_PT)


def _annex(word: Word, paper: Paper, index: int) -> None:
    annex = paper.annexes[index]
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _end_of_table(word.paragraphs[-1])  # it carries the break and stands behind the signature or the annex before
    section.first_page_footer.is_linked_to_previous = False
    _page(section, landscape=annex.landscape)
    section.footer_distance = section.header_distance  # its empty foot takes no line from the first page
    restart_pages(section)
    room = decree30.LANDSCAPE_TEXT_WIDTH if annex.landscape else decree30.TEXT_WIDTH
    _add(word, paper.annex_head(index), "Số phụ lục")
    for line in fonts.lines(wording.nfc(annex.title), STYLES["annex_title"], room - 10):
        _add(word, line, "Tên phụ lục")
    for line in fonts.lines(wording.nfc(paper.annex_origin), STYLES["annex_origin"], room - 10):
        _add(word, line, "Kèm theo")
    word.paragraphs[-1].paragraph_format.space_after = Pt(8)
    grid(word, annex.table, "Bảng phụ lục", room)
    for note in annex.notes:
        _add(word, note, "Bảng phụ lục").runs[0].italic = True
