"""Kind of document and title (trích yếu): under the kind's word, after V/v in a letter, or at the top of a page."""

import re
from dataclasses import dataclass

from . import issuers
from .blocks import Line, wrap_width
from .kinds import LETTER, kind_of_line, kind_of_number, kind_of_words
from .letterhead import BODY_START, Letterhead, cells_of
from .markers import find
from .text import UPPER, ends_sentence, fold, is_caps, squeeze, starts_lower
from .written_dates import DATE

# Over the legal bases of a decision stands who decides.
_DECIDES = re.compile(r"(chu tich |bo truong |giam doc |thu tuong )|(uy ban nhan dan|hoi dong nhan dan|chinh phu)\b")
_INCOMING = re.compile(
    r"\W{0,3}(?:(?:cong van |van ban )?den\s*(?:$|\W{0,3}(?:so|ngay|gio)\b)|so den\b|so\s*[:.].{0,12}ngay\s*[:.]?\s*\d"
    r"|ngay\s*:\s*\d{1,2}[/.-]\d|gio\s*:|chuyen\s*:)"
)
_ATTACHED = re.compile(r"^\W{0,2}(?:ban hanh )?kem theo")
_ENDS_OPEN = re.compile(
    r"(?:\b(?:và|của|các|những|về|theo|tại|cho|để|trong|từ|đến|số|năm|tỉnh|xã|huyện|cấp"
    r"|giai đoạn)|[,\-–])$",
    re.IGNORECASE,
)


_ONE_LINE = 70
# A title is taken from this score on; what stays below is told and left out.
SURE_ENOUGH = 2
_LONGEST = 400


@dataclass
class Title:
    """Kind and title with their lines; `end` is the index of the first line after the title."""

    doc_type: str | None = None
    doc_type_text: str | None = None
    title: str | None = None
    kind_lines: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    end: int = 0
    attached: bool = False
    unsure: str | None = None


def read(lines: list[Line], head: Letterhead) -> Title:
    """Kind and title of the document whose letterhead was read; words that are hardly a title are `unsure` and none."""
    title = _read(lines, head)
    if title.title and _likeness(title) < SURE_ENOUGH:
        title.title, title.unsure = None, title.title
    return title


def _likeness(title: Title) -> int:
    """How much words are like a title: under a kind or behind V/v, with a year, of its length, no body or date alone."""
    text = title.title or ""
    folded = fold(text)
    placed = 3 if title.kind_lines or title.doc_type else 1
    alone = bool(DATE.match(folded)) or not re.search(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}", text)
    body = bool(re.fullmatch(r"(?:ubnd|uy ban nhan dan|hoi dong nhan dan|so|phong)\b[^,]{0,40}", folded)) and is_caps(
        text
    )
    return (
        placed
        + bool(re.search(r"\bnam \d{4}|\bgiai doan\b", folded))
        + (10 < len(text) < _LONGEST)
        - 3 * (alone or body)
    )


def _read(lines: list[Line], head: Letterhead) -> Title:
    if head.kind_index is not None:
        return _under_kind(lines, head.kind_index)
    subject = _subject(lines, head)
    if subject:
        return subject
    title = Title(end=head.end)
    if head.number:
        title.doc_type = kind_of_number(head.number)
        _collect(lines, head.end, title)
    elif head.numbered:
        _collect(lines, head.end, title)
    elif lines:
        _first_line(lines, title)
    return title


def _under_kind(lines: list[Line], index: int) -> Title:
    code, written, rest = next(kind for cell in cells_of(lines[index].text) if (kind := kind_of_line(cell)))
    title = Title(doc_type=code, doc_type_text=written, kind_lines=(lines[index].number,), end=index + 1)
    if rest:
        title.title, title.lines = rest, (lines[index].number,)
    _collect(lines, index + 1, title)
    return title


def _collect(lines: list[Line], start: int, title: Title) -> None:
    """Adds title lines from `start` on, up to five, until running text, a heading or a note in brackets."""
    width = wrap_width(lines)
    for index in range(start, min(len(lines), start + 8)):
        line = lines[index]
        text = squeeze(" ".join(cells_of(line.text)))
        folded = fold(text)
        if _ATTACHED.match(folded):
            title.attached, title.end = True, index + 1
            return
        if _is_stray(line, lines[:start]) or (title.title is None and _is_receiving_office(lines, index)):
            continue
        if (
            _looks_otherwise(line, lines, title)
            or _ends_title(line, text, folded, title)
            or _is_full_line(lines, index, title, width)
        ):
            return
        title.title = squeeze(f"{title.title or ''} {text}")
        title.lines, title.end = (*title.lines, line.number), index + 1
        if len(title.lines) >= 6:
            return


def _looks_otherwise(line: Line, lines: list[Line], title: Title) -> bool:
    """Whether a line is set in another way than the title's first: that one centred or bold, this one not."""
    if not title.lines or title.lines == title.kind_lines:
        return False
    first = next(one.piece for one in lines if one.number == title.lines[0])
    centred = bool(first.centred) and line.piece.centred is False
    return centred or (bool(first.bold) and line.piece.bold is False)


def _is_receiving_office(lines: list[Line], index: int) -> bool:
    """The office of an incoming stamp between the kind and the title: no title is only an office's name."""
    text = squeeze(lines[index].text)
    named = re.match(r"(so|phong|ubnd|uy ban nhan dan|chi cuc|van phong)\s", fold(text))
    return bool(named) and is_caps(text) and len(text.split()) <= 4 and index + 1 < len(lines)


def _is_full_line(lines: list[Line], index: int, title: Title, width: int) -> bool:
    """In wrapped text a title is centred: a line as wide as the page after a narrow one is the first paragraph."""
    if not width or not title.lines or len(lines[index].text) < 0.9 * width:
        return False
    if is_caps(title.title or "") and is_caps(lines[index].text):
        return False
    return len(lines[index - 1].text) < 0.8 * width and lines[index].text[:1].isupper()


def _is_stray(line: Line, above: list[Line]) -> bool:
    """Motto, number, date or incoming stamp that OCR or a second column dropped between the title's lines."""
    folded = fold(line.text)
    if _INCOMING.match(folded) or _is_motto(line.text, above):
        return True
    return bool(DATE.search(folded) and len(line.text) < 70 and "," in line.text)


def _is_motto(text: str, above: list[Line]) -> bool:
    """The country's name in capitals or its motto, when the lines above have not had it yet: later it is a title's own."""
    folded = fold(squeeze(text))
    if re.match(r"\W*d?oc lap\W+tu do", folded):
        return not any(re.search(r"doc lap\W+tu do", fold(line.text)) for line in above)
    if not issuers.MOTTO.search(folded) or not is_caps(text):
        return False
    return not any(issuers.MOTTO.search(fold(line.text)) and is_caps(line.text[:40]) for line in above)


def _ends_title(line: Line, text: str, folded: str, title: Title) -> bool:
    marker = find(line.text)
    if marker and not (marker.kind == "dash" and title.title):
        return True
    if title.title is None:
        # Right under the kind stands the title, be there a stop or a speck behind it.
        ended = ends_sentence(text) and (len(text) > _ONE_LINE or not title.kind_lines)
        return ended or len(text) > 300 or folded.startswith(("can cu", "kinh gui"))
    caps_so_far = is_caps(title.title)
    if title.doc_type in ("QUYET_DINH", "NGHI_QUYET") and is_caps(text) and _DECIDES.match(folded):
        return True
    if BODY_START.match(folded) and not is_caps(text) and text[:1].isupper():
        return True
    if is_caps(text) and not caps_so_far and issuers.STARTS_BODY.match(folded):
        return True
    if (
        caps_so_far
        and not is_caps(text)
        and not _is_verb_only(title)
        and not (_ENDS_OPEN.search(title.title) and len(text) < 60)
    ):
        return True
    if (ends_sentence(text) and len(text) > 60) or len(text) > 200:
        return True
    if not line.after_blank:
        return False
    return not (
        (caps_so_far and is_caps(text)) or text[:1].islower() or text[:1] == "(" or _ENDS_OPEN.search(title.title)
    )


def _is_verb_only(title: Title) -> bool:
    """ "KẾ HOẠCH TRIỂN KHAI" over a title in small letters: the capitals are no title of their own."""
    return title.lines == title.kind_lines and len((title.title or "").split()) <= 3


def _subject(lines: list[Line], head: Letterhead) -> Title | None:
    """The V/v of a letter: it may share lines with place and date, and runs on until "Kính gửi"."""
    for index in range(min(len(lines), 30)):
        for position, cell in enumerate(cells_of(lines[index].text)):
            inner = re.search(r"\bV\s?/\s?[vV]\b", cell)
            if inner and (inner.start() == 0 or re.search(r"/[A-ZĐ]", cell[: inner.start()])):
                return _read_subject(lines, index, position, cell[inner.start() :], head)
    return None


def _read_subject(lines: list[Line], index: int, position: int, first: str, head: Letterhead) -> Title:
    code = kind_of_number(head.number) if head.number else LETTER
    title = Title(doc_type=code or LETTER, title=_without_date(first), lines=(lines[index].number,), end=index + 1)
    for following in range(index + 1, min(len(lines), index + 8)):
        cells = [cell for cell in cells_of(lines[following].text) if not _foreign(cell)]
        text = cells[0] if cells else ""
        folded = fold(text)
        if "kinh gui" in fold(lines[following].text):
            break
        if find(lines[following].text) or (BODY_START.match(folded) and text[:1].isupper()) or len(text) > 120:
            break
        if text and not _is_stray(lines[following], lines[:index]):
            title.title = squeeze(f"{title.title} {_without_date(text)}")
            title.lines = (*title.lines, lines[following].number)
        title.end = following + 1
    return title


def _foreign(cell: str) -> bool:
    folded = fold(cell)
    return bool(DATE.search(folded) or issuers.MOTTO.search(folded))


def _without_date(text: str) -> str:
    match = re.search(rf"\s[{UPPER}][^\s,]*(?:\s[{UPPER}][^\s,]*){{0,3}}\s*,\s*ngày\b.*", text)
    return squeeze(text[: match.start()] if match else text).rstrip(" -")


def _first_line(lines: list[Line], title: Title) -> None:
    """A page without a letterhead: its first line is the title unless it is a sentence."""
    first = _first_title(lines)
    if first is None:
        return
    text = squeeze(lines[first].text)
    title.title, title.lines, title.end = text, (lines[first].number,), first + 1
    title.doc_type = kind_of_words(text)
    for line in lines[first + 1 : first + 5]:
        if line.after_blank or not starts_lower(line.text):
            return
        title.title, title.lines = squeeze(f"{title.title} {line.text}"), (*title.lines, line.number)
        title.end += 1


def _first_title(lines: list[Line]) -> int | None:
    """The first line after a site's menus that can be a title, before running text starts; None where unsure."""
    found = None
    for index, line in enumerate(lines[:15]):
        text = squeeze(line.text)
        if not re.search(r"[^\W\d_]{2}", text):
            continue
        if _is_menu(text):
            found = None
        elif ends_sentence(text) or len(text) > 300 or find(text) or BODY_START.match(fold(text)):
            break
        elif found is None:
            found = index
    return found


def _is_menu(text: str) -> bool:
    """ "Trang chủ", "Đăng nhập | RSS": what a site puts over its pages."""
    return bool(re.search(r"\s[|»›/]\s", text)) or (len(text.split()) <= 3 and not ends_sentence(text))
