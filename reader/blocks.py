"""Source lines become blocks: marks recognised, wrapped lines joined, page numbers and page furniture left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import markers
from .layout import UNKNOWN, Piece
from .text import LOWER, UPPER, ends_sentence, fold, is_caps, squeeze, starts_lower

_FURNITURE = re.compile(
    r"no image|no title|luot xem\s*:|viet binh luan|xem them|dang online|hom nay\s*:|trong tuan\s*:|tat ca\s*:"
    r"|ma kiem tra"
    r"|thong ke truy cap|tin (lien quan|khac)|chia se|in trang|ve dau trang|tai ve\b|trang chu\b"
)
_STAMP = re.compile(
    r"^(ky boi|nguoi ky\s*:\s*(uy ban|ubnd|van phong|so |cong thong)|thoi gian ky|ngay ky|co quan\s*:"
    r"|email\s*:|chuyen\s*:|so den|digitally signed"
    r"|cong thong tin dien tu chinh phu$)"
)
_FILE_PATH = re.compile(r"^(?:[A-Za-z]:\\|file:///|https?://)\S.*$")
_PAGE_NUMBER = re.compile(r"^\W{0,3}(?:(?:trang|page)\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W{0,3}$", re.IGNORECASE)
_RULE = re.compile(r"^[\s\-–—_=*.·~]{3,}$")
# A line that ends so goes on, whatever the next one starts with.
_DANGLING = re.compile(
    r"(?:[,(–\-/]|\b(?:và|của|các|những|với|về|theo|tại|để|từ|đến|là|hoặc|trên|trong|bằng|giữa|Điều|khoản"
    r"|điểm|mục))$"
)
_NAMING = re.compile(r"\b(?:Sở|Bộ|Luật|Nghị|Quyết)$")
# Names with a dash of their own: a line may break before it ("Giẻ / - Triêng", "Tài chính / - Kế hoạch").
_HYPHENATED = re.compile(
    rf"(?:\b(?:Lao động|Văn phòng|Tài chính|Văn hóa|Tư pháp|Địa chính|Truyền thanh|Kinh tế)|\s[{UPPER}][{LOWER}]+)$"
)
_SAYS = re.compile(rf"[{UPPER}{LOWER}\d|*]")
# What a recogniser makes of dirt at the margin, before a mark: "|", ":", "'", "·".
_SPECKS = re.compile(
    rf"^(?:[|:;'’‘`´.,·°¦\\\]]\s*)+[ \t]+(?=[IVX]{{1,5}}\.\s|\d{{1,2}}(?:\.\d{{1,2}})*[.)]\s|[a-zđ]\)\s|[-–+*]\s?[{UPPER}])"
)
_HEAD = 12
_LEADS_IN = re.compile(r"\b(?:sau|sau đây)\s?:$")
_FOOTNOTE_RULE = re.compile(r"^[_\-–—]{5,}$")
_FOOTNOTE = re.compile(r"^\d{1,2}(?:\s+[“\"(]?[" + UPPER + r"].*)?$")
# A quarter or month parted from its year by the end of a line.
_SLASHED = re.compile(r"(?<=[\dIVX])/ (?=\d{4}\b)")
_WANTS_FIGURE = re.compile(r"\b(?:số|ngày|tháng|năm|[Qq]uý|Điều|khoản|mục|Covid)\W?$")


@dataclass(frozen=True)
class Line:
    """One source line: its 1-based number, the text without markdown, its indent, whether a blank line precedes.

    `piece` is what the source knew of it.
    """

    number: int
    text: str
    indent: int
    after_blank: bool
    piece: Piece = UNKNOWN
    # The number of the table of tasks that was taken out here.
    table: int | None = None


@dataclass(frozen=True)
class Block:
    """One paragraph, heading or item: mark, joined text, and the source lines it came from."""

    kind: str
    label: str
    value: int
    text: str
    lines: tuple[int, ...]


def read_lines(source: str, pieces: Sequence[Piece] = ()) -> list[Line]:
    """The lines with words in them; page numbers, rules, stamps and page furniture are passed over.

    `pieces`: one for each line of `source`, or none where the source knew nothing but words.
    """
    lines: list[Line] = []
    blank = True
    rows = source.split("\n")
    notes = _footnotes([row.strip() for row in rows])
    for number, raw in enumerate(rows, start=1):
        if number in notes:
            continue
        text = strip_markdown(raw)
        if not text:
            blank = True
            continue
        text = _SPECKS.sub("", text)
        wanted = lines and not blank and _WANTS_FIGURE.search(lines[-1].text) and text.endswith(".")
        if (_PAGE_NUMBER.match(text) and not wanted) or _RULE.match(text) or _is_noise(text) or not _SAYS.search(text):
            continue
        known = pieces[number - 1] if pieces else UNKNOWN
        lines.append(Line(number, text, len(raw) - len(raw.lstrip(" \t")), blank, known))
        blank = False
    return lines


def _footnotes(rows: list[str]) -> set[int]:
    """The 1-based lines of footnotes: a rule, then a line that opens with a bare figure, up to a blank line or a mark."""
    found: set[int] = set()
    for index in range(_HEAD, len(rows) - 1):
        if not (_FOOTNOTE_RULE.match(rows[index]) and _FOOTNOTE.match(rows[index + 1])):
            continue
        end = index + 1
        while end < len(rows) and end - index < 12 and (end <= index + 2 or not _ends_note(rows[end])):
            end += 1
        found.update(range(index + 1, end + 1))
    return found


def _ends_note(text: str) -> bool:
    return not text or bool(_PAGE_NUMBER.match(text) or markers.find(text))


def strip_markdown(raw: str) -> str:
    """The line without the marks of bold, italic and headings that a flattening leaves behind."""
    text = raw.strip()
    if "*" in text:
        text = text.replace("**", "")
        text = re.sub(r"\*(?=[^\s*])([^*]+)(?<=[^\s*])\*", r"\1", text)
    return re.sub(r"^#{1,6}\s+|^>\s+", "", text).strip()


def _is_noise(text: str) -> bool:
    folded = fold(text)
    if _FILE_PATH.match(text):
        return True
    if len(text) >= 90 or not (text[0].isupper() or not text[0].isalpha() or folded == "no image"):
        return folded.startswith("no title")
    return bool(_STAMP.match(folded) or _FURNITURE.search(folded) or re.match(r"ĐẾN\b.{0,40}(Giờ|Ngày|ngày)", text))


def wrap_width(lines: list[Line]) -> int:
    """The width at which the text was hard-wrapped, or 0 where each line is a whole paragraph."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 25)
    if len(lengths) < 8:
        return 0
    goes_on = sum(starts_lower(line.text) for line in lines) > 0.15 * len(lines)
    # Sites that wrap cell by cell leave some lines much longer than the rest.
    for share, most in ((0.97, 0.3), *(((0.9, 0.5), (0.85, 0.5), (0.8, 0.5)) if goes_on else ())):
        width = lengths[int(len(lengths) * share)]
        if width <= 140 and sum(length >= 0.75 * width for length in lengths) >= most * len(lengths):
            return width
    return 0


def join(lines: list[Line]) -> list[Block]:
    """Blocks in document order."""
    width = wrap_width(lines)
    # Where every line was made a paragraph of its own, a paragraph's start says nothing.
    sure = not width or any(line.piece.starts is False for line in lines)
    spaced = _double_spaced(lines) if width else False
    groups: list[tuple[markers.Marker | None, list[Line]]] = []
    counters: dict[str, int] = {}
    previous: Line | None = None
    for line in lines:
        if line.table is not None:
            groups.append((markers.Marker(markers.TABLE, "", line.table, 0), [line]))
            previous = None
            continue
        marker = markers.find(line.text)
        marker = marker and markers.in_sequence(marker, counters.get(markers.ROMAN, 0))
        starts = line.piece.starts if sure else None
        if starts is False and previous:
            groups[-1][1].append(line)
            previous = line
            continue
        if marker and groups and not starts and _runs_inline(marker, groups[-1][1]):
            groups[-1][1].append(line)
            previous = line
            continue
        if marker and previous and not starts and _is_accident(marker, line, previous, counters):
            marker = None
        if marker:
            _count(counters, marker)
        goes_on = (
            groups
            and not marker
            and (
                _is_bare_part(groups[-1])
                or (previous and not starts and _continues(line, previous, groups[-1][0], width, spaced))
            )
        )
        if goes_on:
            groups[-1][1].append(line)
        else:
            groups.append((marker, [line]))
        previous = line
    return [part for marker, members in groups for part in _items_of(_block(marker, members))]


def _items_of(block: Block) -> list[Block]:
    """ "(1) …. (2) …. (3) …" run into one paragraph are as many items."""
    if block.kind != markers.PAREN or block.value != 1:
        return [block]
    parts, rest, number = [], block.text, 2
    while cut := re.search(rf"(?<=[.;])\s+\({number}\)\.?\s*", rest):
        parts.append(rest[: cut.start()])
        rest, number = rest[cut.end() :], number + 1
    return [replace(block, label=str(n), value=n, text=text) for n, text in enumerate([*parts, rest], start=1)]


def _is_bare_part(group: tuple[markers.Marker | None, list[Line]]) -> bool:
    """ "Phần thứ nhất" alone on its line: its title stands below it."""
    marker, members = group
    return (
        marker is not None
        and marker.kind == markers.PART
        and len(members) == 1
        and marker.length >= len(members[0].text)
    )


def _runs_inline(marker: markers.Marker, members: list[Line]) -> bool:
    """ "… như sau: (1) …;" wrapped so that "(2)" opens the next line: still the same paragraph."""
    if marker.kind != markers.PAREN or marker.value < 2:
        return False
    return f" ({marker.value - 1})" in " ".join(line.text for line in members)


def _block(marker: markers.Marker | None, members: list[Line]) -> Block:
    said = squeeze(" ".join(line.text for line in members)[marker.length if marker else 0 :])
    text = _SLASHED.sub("/", said)
    numbers = tuple(line.number for line in members)
    if marker is None:
        return Block(markers.PLAIN, "", 0, text, numbers)
    return Block(marker.kind, marker.label, marker.value, text, numbers)


def _double_spaced(lines: list[Line]) -> bool:
    after_blank = sum(line.after_blank for line in lines)
    lower = sum(line.after_blank and starts_lower(line.text) for line in lines)
    return after_blank > 0.85 * len(lines) and lower > 0.2 * len(lines)


def _count(counters: dict[str, int], marker: markers.Marker) -> None:
    if marker.kind in (markers.PART, markers.ROMAN, markers.ARTICLE):
        counters.clear() if marker.kind != markers.ROMAN else counters.pop(markers.NUM, None)
    counters[marker.kind] = marker.value


def _is_accident(marker: markers.Marker, line: Line, previous: Line, counters: dict[str, int]) -> bool:
    """A wrapped line that only happens to start like a heading ("… ngày / 30. Tiếp", "kinh tế / - xã hội")."""
    if ends_sentence(previous.text):
        return False
    rest = line.text[marker.length :]
    wide = len(previous.text) > 45 and not line.after_blank
    if wide and marker.kind == markers.DASH and _HYPHENATED.search(previous.text) and rest[:1].isupper():
        return True
    if marker.kind in markers.BULLETS:
        return starts_lower(rest) and not line.after_blank and marker.kind == markers.DASH and len(previous.text) > 45
    if (
        marker.kind != markers.MULTI
        and (_DANGLING.search(previous.text) or _NAMING.search(previous.text))
        and not is_caps(rest[:30])
    ):
        return True
    if marker.kind in (markers.NUM, markers.ROMAN, markers.MULTI):
        if starts_lower(rest) and not line.after_blank:
            return True
        known = counters.get(marker.kind, 0)
        return marker.kind != markers.MULTI and not known - 1 <= marker.value <= known + 3 and marker.value != 1
    return False


def _continues(line: Line, previous: Line, marker: markers.Marker | None, width: int, spaced: bool) -> bool:
    """Whether an unmarked line goes on with the block before it."""
    text = line.text
    if ends_sentence(previous.text):
        if not width or (line.after_blank and not spaced):
            return starts_lower(text) and previous.text.rstrip().endswith(("…", "..."))
        return not _breaks_after_sentence(line, previous, width)
    short = width and len(previous.text) < 0.6 * width and not starts_lower(text)
    if (
        starts_lower(text)
        or _DANGLING.search(previous.text)
        or (width and not short and _NAMING.search(previous.text))
    ):
        return True
    if re.match(r"\d|[IVX]+(?:\b(?!\s*\.)|\.$)", text) and _WANTS_FIGURE.search(previous.text):
        return True
    if re.match(r"[\d(“\"]", text) and not is_caps(text) and len(previous.text) > 60:
        return True
    if is_caps(previous.text) or is_caps(text):
        return is_caps(previous.text) and is_caps(text) and not line.after_blank and marker is not None
    if line.after_blank and not spaced:
        return False
    # An item of a list that ends no sentence goes on; of a heading's kind only a line as wide as the page does.
    item = marker is not None and (marker.kind in (*markers.BULLETS, markers.LETTER, markers.PAREN))
    return bool(width) and len(previous.text) >= (0.45 if item else 0.8) * width


def _breaks_after_sentence(line: Line, previous: Line, width: int) -> bool:
    """In wrapped text: does the line after one that ends with a full stop open a new paragraph?"""
    if _LEADS_IN.search(previous.text) and not starts_lower(line.text):
        return True
    if starts_lower(line.text) and previous.text.rstrip().endswith((";", ":")):
        return len(previous.text) < 0.6 * width
    if len(previous.text) < (0.9 if previous.text.rstrip().endswith((":", ";")) else 0.85) * width:
        return True
    return line.indent > previous.indent + 1 or (not starts_lower(line.text) and line.indent > 0 == previous.indent)
