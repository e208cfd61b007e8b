"""The foot of a document: recipients (Nơi nhận), the TM./KT./TL. lines, the office and the name of who signed."""

import re
from dataclasses import dataclass, field

from .blocks import Line
from .kinds import kind_of_line
from .letterhead import cells_of
from .recipient_lists import BULLET, KEEP, RecipientList
from .shapes import Passage
from .signing import ACTS_FOR, FAMILIES, OFFICE_AT, signs
from .text import LOWER, NAME_WORD, UPPER, fold, is_caps, squeeze

_RECIPIENTS = re.compile(
    r"^[\W_]{0,4}n[o0]i?\s*(?:nhan|gui)\b\s*(?:[:.;]+\s*"
    r"|(?=[-–—(]|$|(?:kt|tm|tl|t/m|q)\b|chu tich|pho |giam doc|truong |chanh ))"
)
_RANK = re.compile(
    r"^(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|[uú][yýỷ])|PGS|GS|Th[sS]+|TS|BS(?:CK)?[I12]*|KS|CN|LS|DS|Bác sĩ|Thạc sĩ"
    r"|Tiến sĩ|Kỹ sư)\s?(?:[.,]\s*|\s+))+"
)
_NAME_WORD = rf"(?:{NAME_WORD}|[{UPPER}][{LOWER}]*[{UPPER}][{LOWER}]+)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}$")
_NAME_PART = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,3}}")
_CAPS_NAME = re.compile(rf"[{UPPER}]{{2,7}}(?:\s[{UPPER}]{{1,7}}){{1,3}}$")
_NOT_A_NAME = re.compile(
    r"^(phu luc|noi nhan|uy ban|ubnd|so |ban |van phong|da ky|ky ten|luu\s*:|luu (vt|vp"
    r"|van phong|ban)|nhu tren|huyen|tinh|xa |phong |cac |chu tich"
    r"|cong bao|trung tam|hoi |dang uy|bao |dai |cong thong|thanh pho|bieu|cong hoa|doc lap"
    r"|pho (chu|giam|truong|chanh|bi thu|cuc|tong|vien|hieu|thu))"
)
_APPENDIX = re.compile(
    r"^\W{0,3}(phu luc|bieu (so|mau|\d)|mau (so|bieu|\d|bao cao)|danh muc|bang (tong hop|phan cong"
    r"|phan ky)|de cuong|cong hoa xa hoi)\b"
)
# Words of offices and papers in capitals that would pass for a name.
_NO_PERSON = re.compile(
    r"\b(?:nhan dan|thanh nien|van phong|cong an|ke hoach|thanh tra|quan su|hanh chinh|cong vu|viet nam|tai chinh|noi vu"
    r"|xay dung|phu nu|nong dan|giao duc|doc lap|tu do|ky boi|dien tu|to quoc)\b"
)
TAIL_LINES = 60
# A signer is taken from this score on; what stays below is told and left out.
SURE_ENOUGH = 2


@dataclass
class Foot:
    """The foot as read; `start` is the index of its first line, `end` of the first line after it."""

    start: int
    end: int
    recipients: list[Passage] = field(default_factory=list)
    signing_form: list[str] = field(default_factory=list)
    signer_title: str | None = None
    signer_name: str | None = None
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    damaged_name: str | None = None


def find_foot(lines: list[Line], after: int) -> Foot:
    """The first foot after the title: "Nơi nhận", or a signing line where there is none."""
    size = len(lines)
    start = next((i for i in range(after, size) if _recipients_at(lines[i])), None)
    signing = [i for i in range(after, start if start is not None else size) if _is_signing(lines[i])]
    if start is not None and signing and start - signing[0] <= 15:
        start = signing[0]
    elif start is None:
        start = next((i for i in signing if i > after + 3), size)
    end = _appendix_start(lines, start)
    foot = Foot(start, end)
    if start < size:
        _Reader(foot).read(lines[start:end])
    return foot


def starts_foot(text: str) -> bool:
    """Whether one cell or line opens the foot: "Nơi nhận", or who signs for whom."""
    return bool(_RECIPIENTS.match(fold(text))) or signs(_last_cell(text))


def _recipients_at(line: Line) -> bool:
    return any(_RECIPIENTS.match(fold(cell)) for cell in cells_of(line.text)) and len(line.text) < 220


def _is_signing(line: Line) -> bool:
    return signs(_last_cell(line.text))


def _last_cell(text: str) -> str:
    return next(reversed(cells_of(text)), "")


def _appendix_start(lines: list[Line], start: int) -> int:
    for index in range(start + 1, min(len(lines), start + TAIL_LINES)):
        text = lines[index].text
        if (
            index > start + 2
            and _APPENDIX.match(fold(text))
            and not BULLET.match(text)
            and (is_caps(text[:12]) or text.startswith(("Phụ lục", "Biểu", "Mẫu")))
        ):
            return index
        if index > start + 2 and any(kind_of_line(cell) for cell in cells_of(text)[:1]) and not BULLET.match(text):
            return index
        if index > start + 2 and re.match(r"(tt|stt)\b.*\b(noi dung|nhiem vu|don vi|co quan)", fold(text)):
            return index
    return min(len(lines), start + TAIL_LINES)


class _Reader:
    """Walks the cells of the foot; each is a signing line, an office, a name, or part of the recipients."""

    def __init__(self, foot: Foot) -> None:
        self.foot = foot
        self.list = RecipientList()
        self.names: list[tuple[int, str, Line]] = []

    def read(self, lines: list[Line]) -> None:
        if any(len(line.piece.cells) > 1 for line in lines):
            self._read_columns(lines)
        else:
            self._read_lines(lines)
        self.foot.recipients = list(self.list.passages())
        self._choose_name()

    def _read_columns(self, lines: list[Line]) -> None:
        """Where the source tells the columns apart: the recipients' first, then who signs, each from top to bottom."""
        for line in lines:
            for piece in _pieces(squeeze(line.piece.cells[0] if line.piece.cells else line.text)):
                self._take(piece, line, 0, 1 if not line.piece.cells else 2)
        self.list.open = False
        for line in lines:
            right = squeeze(" ".join(line.piece.cells[1:]))
            for piece in _pieces(right) if right else ():
                self._take(piece, line, 1, 2)

    def _read_lines(self, lines: list[Line]) -> None:
        for line in lines:
            cells = _whole_name(cells_of(line.text)) if self._has_office() else cells_of(line.text)
            if line is lines[0] and len(cells) > 1 and BULLET.match(cells[0]):
                self.list.open = True
            for position, cell in enumerate(cells):
                for piece in _pieces(cell):
                    self._take(piece, line, position, len(cells))

    def _has_office(self) -> bool:
        return bool(self.foot.signing_form or self.foot.signer_title)

    def _take(self, piece: str, line: Line, position: int, count: int) -> None:
        heading = _RECIPIENTS.match(fold(piece))
        if heading:
            self.list.open = True
            piece = piece[heading.end() :].strip()
        if not piece:
            return
        if self._take_signing(piece, line):
            self.list.closed = self.list.closed or bool(
                self.list.entries and KEEP.match(self.list.last) and position == 0
            )
            return
        if re.match(r"\W*da ky\b", fold(piece)):
            return
        if self._take_name(piece, line, position, count):
            return
        if self.list.open and not self.list.closed:
            self.list.take(piece, line)

    def _take_signing(self, piece: str, line: Line) -> bool:
        clean = squeeze(re.sub(r"[^\w\s./,&-]+", " ", piece)).strip(" .,-")
        if ACTS_FOR.match(clean) and is_caps(clean):
            if not self.foot.signer_name:
                self.foot.signing_form.append(clean)
                self._note("signing_form", line)
            return True
        if is_caps(clean) and OFFICE_AT.match(clean) and not BULLET.match(piece):
            if not self.foot.signer_title and not self.foot.signer_name:
                self.foot.signer_title = clean
                self._note("signer_title", line)
            return True
        return False

    def _take_name(self, piece: str, line: Line, position: int, count: int) -> bool:
        if not self._has_office() or BULLET.match(piece) or piece.endswith((";", ",", ":")):
            return False
        beside = position > 0 or self.list.closed
        if self.names and not beside:
            return False
        clean = _RANK.sub("", squeeze(piece).strip(" .*"))
        looks = _NAME.fullmatch(clean) or (_CAPS_NAME.fullmatch(clean) and not OFFICE_AT.search(clean))
        if looks and not _NOT_A_NAME.match(fold(clean) + " ") and not self._wraps(piece, line, position, count):
            self.names.append((_likeness(clean, beside=beside), clean, line))
            self.foot.signer_name = self.foot.signer_name or clean
            return True
        if re.fullmatch(rf"[{LOWER}]{{1,6}}(?:\s{_NAME_WORD}){{1,3}}", clean) and self.list.closed:
            self.foot.damaged_name = clean
        return False

    def _choose_name(self) -> None:
        """The likeliest name, of equals the first; none where all are unlikely."""
        if not self.names:
            return
        score, name, line = max(self.names, key=lambda one: one[0])
        if score >= SURE_ENOUGH:
            self.foot.signer_name = name
            self._note("signer_name", line)
        else:
            self.foot.signer_name, self.foot.damaged_name = None, name

    def _wraps(self, piece: str, line: Line, position: int, count: int) -> bool:
        """A capitalised end of a wrapped recipient is no name: the entry above must have ended first."""
        if position > 0 or not self.list.open or self.list.closed or not self.list.entries:
            return False
        last = self.list.last
        return not last.rstrip().endswith((";", ".", ")")) and not KEEP.match(last)

    def _note(self, name: str, line: Line) -> None:
        self.foot.lines[name] = (*self.foot.lines.get(name, ()), line.number)


def _likeness(name: str, *, beside: bool) -> int:
    """How much words are like a person's name: a known family, three or four words, `beside` or below the recipients."""
    words = name.split()
    known = words[0].capitalize() in FAMILIES
    other = bool(re.search(r"['’ʼ`´]|^[A-ZY]\s|\s(?:Thị|Văn|Đình|Hữu|Ngọc|Xuân|Đức)\s", name))
    return 2 * known + (2 < len(words) < 5) + beside + other - 3 * bool(_NO_PERSON.search(fold(name)))


def _whole_name(cells: list[str]) -> list[str]:
    """A name spaced out over several cells ("Lan Thị   Vân") is put together again."""
    start = len(cells)
    while start and _NAME_PART.fullmatch(cells[start - 1]):
        start -= 1
    return [*cells[:start], " ".join(cells[start:])] if len(cells) - start > 1 else cells


def _pieces(cell: str) -> list[str]:
    """Splits a cell where OCR ran two columns into one: before TM./KT./TL. and before an office in capitals."""
    cuts = {match.start() for match in ACTS_FOR.finditer(cell)}
    acting = [(m.start(), m.end()) for m in ACTS_FOR.finditer(cell)]
    for match in OFFICE_AT.finditer(cell):
        within = any(end == match.start() or start <= match.start() < end for start, end in acting)
        if not within and not cell[: match.start()].rstrip().endswith(","):
            cuts.add(match.start())
    name = re.search(rf"(?<=[.;)])\s+(?={_NAME.pattern})", cell) if KEEP.match(BULLET.sub("", cell)) else None
    if name and "(" not in cell[name.start() :]:
        cuts.add(name.end())
    for match in OFFICE_AT.finditer(cell):
        behind = re.match(rf"\s+{_NAME.pattern}", cell[match.end() :])
        if behind and not is_caps(behind.group(0)):
            cuts.add(match.end())
    points = sorted(cuts | {0})
    return [squeeze(cell[a:b]) for a, b in zip(points, [*points[1:], len(cell)], strict=True) if cell[a:b].strip()]
