"""The head of a document: number, place and date, issuing body, and a site's metadata block before them."""

import re
import unicodedata
from dataclasses import dataclass, field

from . import issuers, site_blocks, written_dates
from .bases import iso_date
from .blocks import Line
from .kinds import kind_of_line
from .markers import ROMAN, find
from .text import NAME_WORD, ends_sentence, fold, is_caps, squeeze

_CELLS = re.compile(r"\t+|\s*\\?\|\s*|\s{3,}")
_LONE_MARK = re.compile(r"^\s*([-–—−•+*~])\t+")
_NUMBER = re.compile(
    r"(?:^|[\s|])S(?:[ốôóồỐÔÓoO]\s?[:;.]?|6\s?:)\s*(\d{1,5}[a-z]?)\s*((?:/\s?\d{4}\s?)?[/\-])\s*"
    r"([A-ZĐ][A-Za-zĐđƯư&.]*(?:\s?[-–/]\s?[A-ZĐ][A-Za-zĐđƯư0-9&.]*)*)"
)
_NUMBER_LIKE = re.compile(r"^\W{0,2}S[ốôóồỐÔÓòoO0]\w?\s?[:;.]|^S[ốỐ]\s+.{0,14}/\s?[A-ZĐ]{2,}")
_PLACE = re.compile(
    rf"(?<![\w/\-])((?:(?:thành phố|Thành phố|TP\.?|Tp\.?|thị xã|Thị xã|huyện|tỉnh|xã|phường|quận|đặc khu)\s+)?"
    rf"(?:{NAME_WORD}(?:(?:\s+|\s?[\-–]\s?){NAME_WORD}){{0,4}}|(?:[Pp]hường|[Qq]uận)\s+\d{{1,2}}))\s*[,.;]?\s*$"
)
# "Ngày 18 tháng 7 năm 2025 UBND xã đã ban hành …": a sentence, not the date of the document.
_RUNS_ON = re.compile(r"\s*\d{4}\s*,?\s*[^\s|/]+\s[^|]{12,}")
_LEFT = re.compile(r"\t|\\?\||\s{6,}(?=\S.*(?:CỘNG|ĐỘC|Độc|Tự|, ngày\b))")
BODY_START = re.compile(
    r"^(can cu|thuc hien|nham|kinh gui|de (tiep tuc|trien khai|thuc hien|nang cao|bao dam|dam bao|chu dong|kip thoi)"
    r"|tren co so|trong thoi gian|thoi gian qua|xet de nghi|trien khai thuc hien|nam \d{4},|trong nam|trong nhung nam"
    r"|tiep theo|ngay \d|hien nay|qua |vua qua|thi hanh|uy ban nhan dan .{3,60}(ban hanh|xay dung)"
    r"|ubnd .{3,60}(ban hanh|xay dung))"
)
HEAD_LINES = 60


@dataclass
class Letterhead:
    """What the head says; `end` is the index of the first line after it."""

    number: str | None = None
    place: str | None = None
    date: str | None = None
    date_partial: str | None = None
    issuer: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    kind_index: int | None = None
    number_index: int | None = None
    date_index: int | None = None
    end: int = 0
    numbered: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there is a letterhead at all, or a site's block about the document."""
        return self.numbered or self.kind_index is not None or len(self.metadata) >= 3

    def number_beside(self) -> str | None:
        """The number a site's metadata block gives."""
        keys = (key for key in ("Số hiệu", "Số/Ký hiệu", "Số ký hiệu") if key in self.metadata)
        value = self.metadata.get(next(keys, ""))
        return re.sub(r"\s", "", value) if value and re.match(r"\d", value) else None

    def date_beside(self) -> str | None:
        """The ISO date a site's metadata block gives."""
        return iso_date(self.metadata.get("Ngày ban hành"))


def cells_of(text: str) -> list[str]:
    """The columns of one line: parted by tabs, pipes or wide gaps."""
    return [cell for cell in (squeeze(part) for part in _CELLS.split(_LONE_MARK.sub(r"\1 ", text))) if cell]


def read(lines: list[Line], text: str) -> Letterhead:
    """The letterhead out of the first lines of a document; `text` is the whole, for the spelling of names."""
    head = Letterhead()
    head.metadata, head.lines, head.end = site_blocks.read(lines)
    head.kind_index = _find_kind(lines, head.end)
    stop = _head_stop(lines, head)
    for index in range(head.end, stop):
        _read_number(lines[index], index, head)
        _read_date(lines, index, head)
    _read_issuer(lines, head, stop, text)
    marks = [i + 1 for i in (head.number_index, head.date_index) if i is not None]
    head.end = max([head.end, *marks])
    return head


def _find_kind(lines: list[Line], start: int) -> int | None:
    """The line with the kind of document; one above the number may be a site's menu, so one below it wins."""
    found, number_at = [], None
    for index in range(start, min(len(lines), start + HEAD_LINES)):
        text = lines[index].text
        if any(_is_kind(cell, number_at is not None) for cell in cells_of(text)[:2]):
            found.append(index)
        if number_at is None and any(_NUMBER_LIKE.match(cell) for cell in cells_of(text)):
            number_at = index
        if _opens_section(text) or (_opens_text(text) and (found or number_at is not None)):
            break
    below = [index for index in found if number_at is not None and index >= number_at]
    return next(iter(below or found), None)


def _is_kind(cell: str, numbered: bool) -> bool:
    """A kind of document; in small letters it is a word of a menu unless the number stands above it."""
    kind = kind_of_line(cell)
    return kind is not None and (numbered or is_caps(kind[1]))


def _opens_section(text: str) -> bool:
    marker = find(text)
    return marker is not None and marker.kind == ROMAN


def _opens_text(text: str) -> bool:
    """ "Căn cứ …", "Thực hiện …": how running text starts, when it is not part of a title in capitals."""
    return bool(BODY_START.match(fold(squeeze(text)))) and text[0].isupper() and not is_caps(text)


def _head_stop(lines: list[Line], head: Letterhead) -> int:
    """The index where the head ends: at the kind of document, at "Kính gửi", or where running text starts."""
    limit = min(len(lines), head.end + HEAD_LINES)
    for index in range(_motto_index(lines, head, limit), limit):
        text = lines[index].text
        if head.kind_index is not None and index >= head.kind_index + 4:
            return index
        folded = fold(squeeze(text))
        marker = find(text)
        if marker and marker.kind == ROMAN and marker.value == 1:
            return index
        if (
            BODY_START.match(folded)
            and not is_caps(text)
            and not written_dates.DATE.match(folded)
            and text[0].isupper()
        ):
            return index
        if len(squeeze(text)) > 220 and not _has_motto(text):
            return index
    return limit


def _motto_index(lines: list[Line], head: Letterhead, limit: int) -> int:
    """Where the motto stands above the kind of document: a site's own headline before it is not the text; else the start."""
    last = limit if head.kind_index is None else head.kind_index
    return next((index for index in range(head.end, last) if _has_motto(lines[index].text)), head.end)


def _has_motto(text: str) -> bool:
    return bool(issuers.MOTTO.search(fold(text)))


def _read_number(line: Line, index: int, head: Letterhead) -> None:
    if head.number or "kèm theo" in line.text:
        return
    match = _NUMBER.search(line.text)
    if match and not re.search(r"quyet dinh|ke hoach|thong tu|cong van", fold(line.text[: match.start()])):
        head.number = re.sub(r"\s", "", match.group(1) + match.group(2) + match.group(3)).strip(".-/")
        head.lines["number"], head.number_index, head.numbered = (line.number,), index, True
        head.unreadable.discard("number")
        return
    if head.number_index is None and any(_NUMBER_LIKE.match(cell) for cell in cells_of(line.text)):
        head.unreadable.add("number")
        head.lines["number"], head.number_index, head.numbered = (line.number,), index, True


def _read_date(lines: list[Line], index: int, head: Letterhead) -> None:
    if head.date_index is not None:
        return
    line, text = lines[index], lines[index].text
    if re.search(r"\bngay\s*\S{0,6}\s*$", fold(text)) and index + 1 < len(lines):
        text = f"{text} {lines[index + 1].text}"
    if re.search(r"\bthang\s*\d{1,2}\s*nam\s*$", fold(text)) and index + 1 < len(lines):
        year = next(reversed(cells_of(lines[index + 1].text)), "")
        text = f"{text} {year}" if re.fullmatch(r"\d{4}", year) else text
    clean = squeeze(_NUMBER.sub(" | ", text).replace("|", " | ").replace("\t", " | "))
    match = written_dates.DATE.search(fold(clean)) or written_dates.SHORT_DATE.search(fold(clean))
    if not match or re.search(r"kem theo|quyet dinh|can cu|ke hoach so|\bcua\b", fold(clean[: match.start()])):
        return
    place = _PLACE.search(clean[: match.start()])
    if not place and _RUNS_ON.match(clean[match.start("year") :]):
        return
    if not place and match.start() > 3 and not clean[: match.start()].rstrip().endswith("|"):
        return
    head.date_index, head.lines["date"] = index, (line.number,)
    if place:
        head.place, head.lines["place"] = squeeze(place.group(1)), (line.number,)
    head.date, head.date_partial = written_dates.parts_of(match)
    if not head.date:
        head.unreadable.add("date")


def _read_issuer(lines: list[Line], head: Letterhead, stop: int, text: str) -> None:
    # The Party and the Front write place and date at the right of the first line, above the number.
    dated = head.date_index if head.number_index is None else None
    marks = [i for i in (head.number_index, dated, head.kind_index) if i is not None]
    # An annex may carry a letterhead without number or date: then the motto beside it tells where it ends.
    motto = [i for i in range(head.end, min(stop, head.end + 6)) if _has_motto(lines[i].text)]
    last = min(marks) + 1 if marks else max(motto) + 1 if motto else stop
    cells, numbers = [], []
    for line in lines[head.end : max(last, head.end)]:
        cell = _issuer_cell(line)
        if cell:
            cells.append(cell)
            numbers.append(line.number)
    bodies = issuers.group_bodies(cells)
    told = head.numbered or head.date_index is not None or head.kind_index is not None
    if bodies and (told or motto):
        head.issuer = _spelt_as_place(issuers.issuing_body(bodies, text), head.place)
        head.lines["issuer"] = tuple(numbers)


def _spelt_as_place(issuer: str | None, place: str | None) -> str | None:
    """Recognised capitals lose their marks; before the date the same name stands in small letters, better read."""
    if not issuer or not place or not fold(issuer).endswith(f" {fold(place)}"):
        return issuer
    own = issuer[-len(place) :]
    same = sorted(unicodedata.normalize("NFD", own.lower())) == sorted(unicodedata.normalize("NFD", place.lower()))
    return issuer if same else issuer[: -len(place)] + place


def _issuer_cell(line: Line) -> str | None:
    """The left column of one letterhead line, when it can be part of a body's name."""
    columns = line.piece.cells if line.piece.table is None else ()
    raw = columns[0] if len(columns) > 1 else _LEFT.split(line.text.strip(" |\\"))[0]
    cell = issuers.left_column(raw)
    if not cell or fold(cell) == "so" or kind_of_line(cell) or _NUMBER_LIKE.match(cell) or _NUMBER.search(" " + cell):
        return None
    if written_dates.DATE.search(fold(cell)) or re.search(r"\d{4}|\d/", cell) or not _may_name_body(cell):
        return None
    return cell


def _may_name_body(cell: str) -> bool:
    """Capitals, or in small letters a short line that opens with a body's or a place's word."""
    if is_caps(cell):
        return len(cell) <= 110
    folded = fold(cell) + " "
    place = re.match(r"(tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong) ", folded)
    named = issuers.STARTS_BODY.match(folded) or place
    return bool(named) and cell[0].isupper() and len(cell) <= 60 and not ends_sentence(cell)
