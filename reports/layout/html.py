"""A paper as the HTML and CSS that the PDF engine lays out."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from string import Template

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.layout import content, decree30, fonts, phrases, typed_lines, wording
from reports.layout.decree30 import SETTINGS, STYLES, Setting
from reports.layout.letterhead import letterhead
from reports.layout.printable import printable
from units.vietnamese import vn_num

_CSS = Path(__file__).resolve().parents[2] / "templates/papers/paper.css"
# "112/KH-UBND", "24/01/2024", "2021-2026" may not break at "/" or "-", "Phụ lục II" not at its blanks; nothing else is
# held together, for what cannot break (an address of the web) runs off the sheet
_REFERENCE = re.compile(
    r"(?<![^\s(“\"])\d[\d.,]*(?:[/–-](?:\d[\d.,]*|[A-Za-zĐđ][A-Za-zĐđ&0-9]*))+(?![\w/-])|Phụ lục(?: [IVX]+\b)?"
)
_LONGEST_REFERENCE = 40
_BLANK = "<span> </span>"
_BEFORE_WHOLE = re.compile(r'(?<=[^>]) (?=<span class="nb">)')  # behind text, not behind another whole
_COMPANY = 4
_HEADING_ROOM = decree30.TEXT_WIDTH - decree30.FIRST_LINE - 5
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5")


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The style sheet with the decree's figures in it and the faces of the typeface by their files."""
    sizes = {name: str(style.size) for name, style in STYLES.items()}
    figures = {name: str(value) for name, value in vars(decree30).items() if name.isupper()}
    faces = "\n".join(
        f'@font-face{{font-family:"{decree30.FONT}";src:url("{fonts.face_path(bold, italic).as_uri()}");'
        f"font-weight:{700 if bold else 400};font-style:{'italic' if italic else 'normal'}}}"
        for bold, italic in fonts.FACES
    )
    return faces + Template(_CSS.read_text("utf-8")).substitute(figures | sizes)


def html(paper: content.Paper, setting: Setting = SETTINGS[0]) -> str:
    """The paper without its annexes, as one HTML document with composed (NFC) letters that the typeface has.

    Its body is set as `setting` says.
    """
    paper = printable(paper)
    head = letterhead(paper)
    subject = _subject(paper)
    context = {
        "paper": paper,
        "document_title": document_title(paper),
        "nation": decree30.NATION,
        "motto": decree30.MOTTO,
        "head": head,
        "issuer_rule": _pt(head.issuer_rule),
        "columns": (_pt(head.left), _pt(head.right)),
        "urgency": _urgency(paper.urgency),
        "subject": subject,
        "subject_rule": _pt(fonts.short_rule(subject, STYLES["subject"])) if subject else "",
        "addressees": [held(line, "addressees", 120) for line in wording.ended(paper.addressees)],
        "colon": _pt(fonts.width("Kính gửi", STYLES["addressees"])),
        "recipients": [held(line, "recipients", decree30.RECIPIENTS_COLUMN - 6) for line in paper.recipient_lines],
        "bases": [nowrap(line) for line in wording.ended(paper.bases)],
        "setting": setting,
        "line_height": f"{setting.line:.3f}",
        "company": company(paper, setting),
        "blocks": _blocks(typed_lines.printed(paper.blocks), first=0 if paper.is_letter else 1),
    }
    return wording.nfc(render_to_string("papers/paper.html", context))


def document_title(paper: content.Paper) -> str:
    """`Kế hoạch 09/KH-UBND: …` for the title bar of a reader."""
    kind = paper.kind_name.capitalize() or "Công văn"
    return f"{kind} {paper.reference.strip()}: {paper.title}" if paper.number else f"{kind}: {paper.title}"


def company(paper: content.Paper, setting: Setting = SETTINGS[0]) -> int:
    """How many blocks at the end stay together, so that the signature is never on a page with less than LEAST_LINES."""
    blocks, count, lines = [*paper.bases, *typed_lines.parted(paper.blocks)], 0, 0
    while lines < decree30.LEAST_LINES and count < min(len(blocks), _COMPANY):
        count += 1
        lines += _lines_of(blocks[-count], setting)
    return count


def _lines_of(block, setting):
    if isinstance(block, content.Table):
        return decree30.LEAST_LINES
    words = block if isinstance(block, str) else content.plain(block)
    room = (decree30.TEXT_WIDTH - decree30.FIRST_LINE) * fonts.MM_PT
    style = replace(STYLES["body"], size=setting.size)
    return max(1, math.ceil(fonts.width(words, style) / room - 0.08))  # rather a block too many than a line too few


def nowrap(text: str) -> SafeString:
    """Escaped text in which numbers of documents, dates and spans of years never break over two lines."""
    parts = (f'<span class="nb">{escape(part)}</span>' if whole else _apart(part) for part, whole in wholes(text))
    return mark_safe("".join(parts))  # every part is escaped  # nosec B308, B703


def _apart(part: str) -> str:
    """Escaped, a blank at the end in a box of its own: where such a text just fits a line without it, the engine would
    break it behind its first word."""
    return escape(part[:-1]) + _BLANK if part.endswith(" ") else escape(part)


def wholes(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in parts, each with whether it may not break: numbers of documents, dates, spans of years."""
    end = 0
    for found in _REFERENCE.finditer(text):
        if len(found[0]) > _LONGEST_REFERENCE:  # no reference but a run without a blank: it must be broken
            continue
        yield from ((text[end : found.start()], False), (found[0], True))
        end = found.end()
    yield text[end:], False


def held(text: str, style: str, room: float, *, upper: bool = False) -> SafeString:
    """Escaped text whose phrases and names never break, as far as each fits on a line of `room` millimetres."""
    runs = phrases.held(wording.nfc(text))
    kept = (_kept(run.upper() if upper else run, style, room) for run in runs)
    return mark_safe(_BEFORE_WHOLE.sub(_BLANK, " ".join(kept)))  # every run is escaped  # nosec B308, B703


def _kept(run: str, style: str, room: float) -> str:
    fits = " " in run and fonts.width(run, STYLES[style]) < room * fonts.MM_PT
    return f'<span class="nb">{escape(run)}</span>' if fits else nowrap(run)


def cell_text(cell: content.Cell) -> str:
    """`21.651,5`; an empty cell for None; text as it is."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else vn_num(cell)


def _subject(paper: content.Paper) -> list[str]:
    if paper.is_letter:
        return []
    return fonts.lines(wording.nfc(paper.title), STYLES["subject"], decree30.SUBJECT_MAX)


def _pt(value: float) -> str:
    return f"{value:.2f}"  # a string: templates would write 1,5


def _urgency(mark: str) -> tuple[int, int, str] | None:
    if not mark:
        return None
    wide, high = decree30.URGENCY[mark]
    return wide, high, str(high - 0.8)


@dataclass(frozen=True)
class _Words:
    """`look` is the class that draws a heading of that level, whatever its place among those the paper has."""

    tag: str
    html: SafeString
    look: str = ""


@dataclass(frozen=True)
class _Cell:
    text: SafeString
    align: str


@dataclass(frozen=True)
class _Grid:
    caption: str
    widths: list[str]
    titles: list[str]
    rows: list[list[_Cell]]
    tag: str = ""


def _blocks(blocks: Iterable[content.Block], *, first: int) -> list[_Words | _Grid]:
    """Headings of the levels a paper uses follow each other without a gap (PDF/UA-1, 7.4.2).

    The name of its kind is the first; a công văn has none, its own headings then begin there (`first` 0).
    """
    blocks = list(blocks)
    levels = {block.level for block in blocks if isinstance(block, content.Heading)}
    ranks, last, made = {level: first + place for place, level in enumerate(sorted(levels))}, first - 1, []
    for block in blocks:
        if isinstance(block, content.Heading):
            last = min(ranks[block.level], last + 1)  # "a)" right under "I." is one step further, not two
        made.append(_block(block, _HEADING_TAGS[max(last, 0)]))
    return made


def _block(block: content.Block, tag: str) -> _Words | _Grid:
    match block:
        case content.Heading(level, text):
            return _Words(tag, held(text, "heading", _HEADING_ROOM, upper=level == 1), f"h{level + 2}")
        case content.Table():
            return _grid(block)
        case content.Bullet(spans, level):
            return _Words("p", mark_safe(("- ", "+ ")[level - 1] + _spans(spans)))  # spans are escaped  # nosec B308, B703
    return _Words("p", _spans(block.spans))


def _spans(spans: tuple[content.Span, ...]) -> SafeString:
    return mark_safe("".join(_span(span) for span in spans))  # each span is escaped  # nosec B308, B703


def _span(span: content.Span) -> str:
    text: str = nowrap(span.text)
    text = f"<b>{text}</b>" if span.bold else text
    return f"<i>{text}</i>" if span.italic else text


def _grid(table: content.Table) -> _Grid:
    total = sum(column.weight for column in table.columns)
    return _Grid(
        caption=table.caption,
        widths=[f"{100 * column.weight / total:.3f}" for column in table.columns],
        titles=[column.title for column in table.columns],
        rows=[_row(table, row) for row in table.rows],
    )


def _row(table: content.Table, row: tuple[content.Cell, ...]) -> list[_Cell]:
    aligns = [{"right": "r", "center": "c"}.get(column.align, "") for column in table.columns]
    return [_Cell(_in_lines(cell_text(cell)), align) for cell, align in zip(row, aligns, strict=False)]


def _in_lines(text: str) -> SafeString:
    return mark_safe("<br>".join(nowrap(line) for line in text.split("\n")))  # every line is escaped  # nosec B308, B703
