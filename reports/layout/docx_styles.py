"""The styles of a Word file, by the names that people see in Word's list: one for each part of a paper."""

from dataclasses import replace

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt, RGBColor

from reports.layout import decree30
from reports.layout.decree30 import STYLES, Setting
from reports.layout.docx_parts import font_of

__all__ = ["set_styles"]

_NAMES = {  # style in the file -> part of the decree
    "Quốc hiệu": "nation",
    "Tiêu ngữ": "motto",
    "Cơ quan chủ quản": "superior",
    "Cơ quan ban hành": "issuer",
    "Số ký hiệu": "number",
    "Địa danh thời gian": "place",
    "Tên loại": "kind",
    "Trích yếu": "subject",
    "Trích yếu công văn": "letter_subject",
    "Mức độ khẩn": "urgency",
    "Kính gửi": "addressees",
    "Căn cứ": "bases",
    "Nội dung": "body",
    "Nơi nhận": "recipients_head",
    "Danh sách nơi nhận": "recipients",
    "Quyền hạn chức vụ": "authority",
    "Họ tên người ký": "signer",
    "Người soạn thảo": "drafter",
    "Địa chỉ cơ quan": "contact",
    "Số phụ lục": "annex_number",
    "Tên phụ lục": "annex_title",
    "Kèm theo": "annex_origin",
    "Bảng": "table",
    "Bảng phụ lục": "annex_table",
}
_HEIGHTS = {  # of a line in em, as paper.css and annex.typ have them: rows and pages then end at the same words
    **dict.fromkeys(("Tên loại", "Trích yếu", "Nơi nhận", "Quyền hạn chức vụ", "Họ tên người ký"), 1.25),
    **dict.fromkeys(("Số phụ lục", "Tên phụ lục", "Kèm theo"), 1.25),
    **dict.fromkeys(("Danh sách nơi nhận", "Bảng", "Bảng phụ lục"), 1.2),
}
_CENTRED = set(_NAMES) - {"Kính gửi", "Căn cứ", "Nội dung", "Nơi nhận", "Danh sách nơi nhận", "Người soạn thảo"}
_CENTRED -= {"Địa chỉ cơ quan", "Bảng", "Bảng phụ lục"}


def set_styles(word: Word, setting: Setting) -> None:
    """Every style of the decree in a new file, the body as close as `setting` says."""
    normal = word.styles["Normal"]
    body, heading_part = (replace(STYLES[name], size=setting.size) for name in ("body", "heading"))
    font_of(normal, STYLES["body"])
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    for name, part in _NAMES.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        font_of(style, replace(STYLES[part], size=setting.size) if part in ("body", "bases") else STYLES[part])
        style.font.all_caps = STYLES[part].upper
        if name in _HEIGHTS:
            _exactly(style, STYLES[part].size * _HEIGHTS[name])
        if name in _CENTRED:
            style.paragraph_format.alignment = ALIGN.CENTER
    word.styles["Mức độ khẩn"].font.color.rgb = RGBColor(255, 0, 0)
    for name in ("Nội dung", "Căn cứ"):
        _running(word.styles[name], setting)
    for level in (1, 2, 3, 4):
        heading = word.styles[f"Heading {level}"]
        font_of(heading, heading_part if level < 4 else body)
        heading.font.all_caps = level == 2
        _running(heading, setting)
        heading.paragraph_format.alignment = (
            ALIGN.LEFT
        )  # its phrases stay whole: justified, the rest would be torn apart
        heading.paragraph_format.keep_with_next = True
    word.styles["Heading 1"].paragraph_format.alignment = ALIGN.CENTER
    word.styles["Heading 1"].paragraph_format.first_line_indent = Mm(0)


def _running(style, setting: Setting) -> None:
    shape = style.paragraph_format
    shape.alignment = ALIGN.JUSTIFY
    shape.first_line_indent = Mm(decree30.FIRST_LINE)
    shape.space_before = Pt(0)
    shape.space_after = Pt(decree30.PARAGRAPH_GAP_PT)
    shape.widow_control = True
    _exactly(style, setting.size * setting.line)


def _exactly(style, points: float) -> None:
    """Multiples of a line are rounded by each word processor its way."""
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(points)
