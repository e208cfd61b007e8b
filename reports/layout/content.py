"""What an official paper says, as frozen dataclasses that know nothing of PDF, Word or the database."""

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.layout import wording
from reports.layout.decree30 import KINDS

Cell = str | int | Decimal | None  # numbers stay numbers: the PDF writes 21.651,5, the spreadsheet keeps 21651.5


@dataclass(frozen=True)
class Span:
    """A run of text; `figure` names the frozen figure it shows, so that a page can mark it as linked."""

    text: str
    bold: bool = False
    italic: bool = False
    figure: str = ""


@dataclass(frozen=True)
class Heading:
    """`level` 0 "Phần I" (centred), 1 "I.", 2 "1.", 3 "a)"; the number is part of the text, `own` one that is no count
    of headings ("Nội dung 5")."""

    level: int
    text: str
    own: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Justified text with an indented first line."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Bullet:
    """`level` 1 begins with "-", 2 with "+"."""

    spans: tuple[Span, ...]
    level: int = 1


@dataclass(frozen=True)
class Column:
    """`weight` shares out the width; `align` is left, center or right."""

    title: str
    weight: float = 1
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """A row of one cell spans all columns and reads as a heading inside the table."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


Block = Heading | Paragraph | Bullet | Table


@dataclass(frozen=True)
class Annex:
    """A table with a head and page numbers of its own; the body must mention it."""

    title: str
    table: Table
    landscape: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signing:
    """`lines` as `wording.signing_lines` makes them, and the signer's name without titles."""

    lines: tuple[str, ...]
    name: str


SECRETARY, CHAIR = "Thư ký", "Chủ tọa"  # who sign minutes


@dataclass(frozen=True)
class Paper:
    """An official paper (công văn, kế hoạch, báo cáo, tờ trình, thông báo).

    `number` and `date` are None until the clerk issues it; `year` then still fills "năm 2026".
    `issuer` are the lines of the head (`ỦY BAN NHÂN DÂN`, `XÃ TIỀN PHONG`), `issuer_name` the same in running text.
    `archive` follows "Lưu: VT, "; `symbol` comes from `wording.symbol`.
    """

    kind: str
    issuer: tuple[str, ...]
    issuer_name: str
    symbol: str
    place: str
    title: str
    blocks: tuple[Block, ...]
    signing: Signing
    recipients: tuple[str, ...] = ()
    archive: str = ""
    superior: tuple[str, ...] = ()
    number: int | None = None
    date: datetime.date | None = None
    year: int | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    urgency: str = ""
    drafter: str = ""
    contact: str = ""
    annexes: tuple[Annex, ...] = ()
    apart: bool = False  # annexes go as files of their own (Annex I, II.8.b)
    setting: str = ""  # name of the decree30.Setting a person chose; the portal chooses where it is empty
    fitted: str = ""  # name of the one it was last laid out with

    @property
    def kind_name(self) -> str:
        """`KẾ HOẠCH`; empty for an official letter."""
        return KINDS[self.kind][0]

    @property
    def is_letter(self) -> bool:
        return self.kind == "cong_van"

    @property
    def is_minutes(self) -> bool:
        """Biên bản: signed by two, who wrote it and who presided (Annex III, 1.9)."""
        return self.kind == "bien_ban"

    @property
    def secretary(self) -> str:
        """Who wrote the minutes, as their own line names her; empty until somebody has typed it."""
        said = (plain(block).partition(":") for block in self.blocks if not isinstance(block, Table))
        named = (after.partition(",")[0].strip(" .…") for before, _, after in said if before.startswith(SECRETARY))
        return next(named, "")

    @property
    def reference(self) -> str:
        """`09/KH-UBND`."""
        return wording.reference(self.number, self.symbol)

    @property
    def recipient_lines(self) -> list[str]:
        return wording.recipient_lines(self.recipients, archive=self.archive, as_above=bool(self.addressees))

    def annex_head(self, index: int) -> str:
        """`Phụ lục`, or `Phụ lục II` where there are several (Annex I, III.1.c)."""
        return "Phụ lục" if len(self.annexes) == 1 else f"Phụ lục {wording.roman(index + 1)}"

    @property
    def annex_origin(self) -> str:
        """`(Kèm theo Kế hoạch số 09/KH-UBND ngày 24 tháng 01 năm 2024 của …)` (Annex I, III.1.d)."""
        kind = self.kind_name.capitalize() or "Công văn"
        day = wording.place_and_day("", self.date, self.year).removeprefix(", ")
        return f"(Kèm theo {kind} số {self.reference} {day} của {self.issuer_name})"


def issued(paper: Paper, number: int, day: datetime.date) -> Paper:
    """The same paper with the number and date of the register on it."""
    return dataclasses.replace(paper, number=number, date=day, year=day.year)


def text(*parts: str | Span) -> tuple[Span, ...]:
    """Spans from plain strings and spans."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts if part)


def filled(sentence: str, **figures: str) -> tuple[Span, ...]:
    """Spans of a sentence whose `{name}` places are linked figures: `filled("Có {late} đơn vị", late="3")`.

    A name without a figure stays as it was typed, so that no sentence of a person is ever lost.
    """
    spans: list[Span] = []
    rest = sentence
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, closed, tail = after.partition("}")
        known = closed and name in figures
        spans += text(before if known else f"{before}{{", Span(figures[name], figure=name) if known else "")
        rest = tail if known else after
    return (*spans, *text(rest))


def plain(block: Block) -> str:
    """The words of one block, for searching and for checks."""
    match block:
        case Heading():
            return block.text
        case Table():
            return block.caption
        case _:
            return "".join(span.text for span in block.spans)


GAP = Paragraph((Span("…"),))  # what only a person can write, until she writes it or takes it out
_GAP = re.compile(r"(?<!\S)(…|\.{5,})(?![^\s./;,])")


def has_gap(words: str) -> bool:
    """Whether something is still to be written there: "…" or a line of dots alone, not at the end of a list of things."""
    return bool(_GAP.search(words))


def gaps(blocks: Iterable[Block]) -> list[str]:
    """For each unwritten place the heading it stands under, "" before the first."""
    found, under = [], ""
    for block in blocks:
        if isinstance(block, Heading):
            under = block.text
        if not isinstance(block, Table) and has_gap(plain(block)):
            found.append(under)
    return found


def filled_columns(table: Table) -> Table:
    """The table without columns that say nothing in any row; rows of one cell stay."""
    whole = [row for row in table.rows if len(row) > 1]
    kept = [
        place for place in range(len(table.columns)) if not whole or any(row[place] not in ("", None) for row in whole)
    ]
    rows = tuple(row if len(row) == 1 else tuple(row[place] for place in kept) for row in table.rows)
    return dataclasses.replace(table, columns=tuple(table.columns[place] for place in kept), rows=rows)


def closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with "./." behind the last words, as official papers end."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Paragraph | Bullet) and block.spans:
            last = block.spans[-1]
            ending = dataclasses.replace(last, text=last.text.rstrip(" ./;") + "./.")
            whole = dataclasses.replace(block, spans=(*block.spans[:-1], ending))
            return (*blocks[:place], whole, *blocks[place + 1 :])
    return blocks


def numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put "I.", "1.", "a)" before headings that come without a number (Annex I, II.6; Vietnamese letter order)."""
    return tuple(_numbered(blocks))


def _numbered(blocks: tuple[Block, ...]) -> Iterator[Block]:
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading) and not block.own:
            level = block.level
            counts[level] += 1
            counts[level + 1 :] = [0] * (3 - level)
            yield dataclasses.replace(block, text=f"{_mark(level, counts[level])} {block.text}")
        else:
            yield block


def _mark(level: int, count: int) -> str:
    if level == 3:
        return f"{wording.POINTS[(count - 1) % len(wording.POINTS)]})"
    return (f"Phần {wording.roman(count)}.", f"{wording.roman(count)}.", f"{count}.")[level]
