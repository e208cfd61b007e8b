"""Who does what by when: lead, coordinating units, deadline and output, out of a task's words or its field lines."""

import re

from . import deadlines
from .text import fold, squeeze, strip_end
from .unit_names import (
    NOBODY,
    SURE_ENOUGH,
    VERBS,
    Candidate,
    Names,
    candidate_at,
    runs_on,
    starts_with_unit,
    verb_after,
)

_REQUEST = re.compile(r"^(?:kinh )?de nghi\s+")
_ASSIGN = re.compile(r"^(?:giao(?: cho)?|yeu cau|phan cong|de nghi|kinh de nghi)\s+")
_GIVES = re.compile(
    r"(?<!\w)(?:[Gg]iao(?: cho)?|[Pp]hân công|[Yy]êu cầu|(?:[Kk]ính )?[Đđ]ề nghị)\s+(?=[A-ZĐỦƯ]|các\s)"
)
# "Căn cứ kết quả đo đạc, Phòng Kinh tế lập …": who acts stands behind the first comma.
_BASED = re.compile(r"(?:Căn cứ|Trên cơ sở|Theo|Thực hiện)\s[^,;]{3,160},\s+(?=[A-ZĐ])")
_LEAD_FIRST = re.compile(
    r"^(?P<unit>[^,.;:]{3,120}?)\s*,?\s*(?:co trach nhiem\s+)?(?:la (?:co quan"
    r"|don vi)\s+)?chu tri\b"
)
_COORDINATE = re.compile(r"phoi hop\s*(?:chat che\s*)?(?:voi|cung)?\s*:?\s*")
_COORDINATE_END = re.compile(rf"[.;:(]|(?<!\w)(?:{VERBS})")
FIELDS = (
    ("leader", r"(?:lanh dao|dong chi) (?:phu trach|chi dao)"),
    (
        "lead",
        r"(?:co quan|don vi|bo phan|to chuc|ca nhan|nguoi)?\s*(?:duoc giao )?chu tri(?: thuc hien| tham muu)?"
        r"|(?:co quan|don vi|nguoi|bo phan) (?:thuc hien|phu trach|tham muu)"
        r"|phan cong(?: thuc hien)?|trach nhiem",
    ),
    ("coordinating", r"(?:co quan|don vi|bo phan)?\s*phoi hop(?: thuc hien)?"),
    (
        "deadline",
        r"(?:ve )?(?:thoi gian|thoi han|tien do|thoi diem|han)(?: thuc hien| hoan thanh| to chuc| trien khai"
        r"| dien ra| du kien| va dia diem|, dia diem)*",
    ),
    (
        "output",
        r"(?:du kien )?(?:ket qua|san pham)(?: dau ra| du kien| thuc hien| hoan thanh| can dat| dat duoc"
        r"| cong viec)*",
    ),
    ("place", r"dia diem(?: to chuc| thuc hien| du kien)*"),
    (
        "persons",
        r"(?:thanh phan|so luong|doi tuong|thanh phan, so luong)(?: tham gia| tham du| ap dung| moi"
        r"| tuyen truyen| thuc hien)*",
    ),
    ("money", r"(?:du kien )?(?:kinh phi|nguon kinh phi)(?: thuc hien| to chuc)*"),
)
_FIELD_PATTERNS = tuple((name, re.compile(rf"^\(?\s*(?:{pattern})\s*:\s*")) for name, pattern in FIELDS)
_LEADS_ALL = re.compile(
    r"^(?P<who>[^,.;:]{3,120}?\s*,?\s*chu tri(?:,?\s*phoi hop [^.:]{3,300}?)?)\s+(?:de )?(?:to chuc |trien khai )*thuc hien"
    r"(?: (?:cac )?(?:noi dung|nhiem vu|giai phap))?(?: (?:tren|nay))?\s*\.?$"
)
_SOFT = re.compile(r"^(?:noi dung|hinh thuc|cach thuc|muc dich|yeu cau|phuong phap)(?: \w+){0,3}\s*:")


def field_of(text: str) -> tuple[str, str] | None:
    """(attribute, value) of a field line such as "Đơn vị chủ trì: Phòng Nội vụ", else None."""
    folded = fold(text)
    for name, pattern in _FIELD_PATTERNS:
        match = pattern.match(folded)
        if match:
            return name, text[match.end() :].strip()
    return None


def lead_of_all(text: str) -> dict[str, str]:
    """{"lead": "X chủ trì, phối hợp với Y"} of a line that says nothing else: "… triển khai thực hiện."; else empty."""
    match = _LEADS_ALL.match(fold(text))
    return {"lead": text[: match.end("who")]} if match and starts_with_unit(text) else {}


def is_soft_field(text: str) -> bool:
    """ "Nội dung: …" is a field only in the company of others."""
    return bool(_SOFT.match(fold(text)))


def fields_in(text: str) -> dict[str, str]:
    """All fields of one line: "Đơn vị chủ trì: X; Đơn vị phối hợp: Y; Z" has two, the second with two units."""
    values: dict[str, str] = {}
    name = None
    text = text.strip(" .;")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    for part in re.split(r"[;.]\s+", text):
        found = field_of(part)
        if found:
            name = found[0] if found[0] not in values else None
            if name:
                values[name] = found[1]
        elif name:
            values[name] = f"{values[name]}; {part}"
    return {name: clean for name, value in values.items() if (clean := strip_end(squeeze(value)))}


def lead_and_helpers(value: str | None, known: Names = NOBODY) -> tuple[str | None, str | None]:
    """ "Phòng A chủ trì, phối hợp Phòng B" in one field is two answers."""
    match = re.search(r",?\s+(?:chủ trì|là đơn vị chủ trì)\b", value or "")
    if not match or value is None:
        return value, None
    return squeeze(value[: match.start()]), coordinating_in(value[match.end() :], known)


def assigns(text: str, known: Names = NOBODY) -> bool:
    """Whether a line only says whom the list below it is given to: "Giao Phòng Kinh tế chủ trì, phối hợp với các thôn:"."""
    if not text.endswith(":"):
        return False
    given = _ASSIGN.match(fold(text))
    unit = candidate_at(text[given.end() if given else 0 :], known, assigned=bool(given))
    return unit is not None and (given is not None or "chủ trì" in unit.verb) and unit.score >= SURE_ENOUGH


def unit_of_heading(text: str, known: Names = NOBODY) -> tuple[str | None, bool]:
    """(unit, requested) of a heading or sentence that starts with a unit; "Đề nghị X" is requested."""
    folded = fold(text)
    assigned = _ASSIGN.match(folded)
    rest = text[assigned.end() if assigned else 0 :]
    if rest.startswith("Lãnh đạo ") and ":" not in rest:
        return None, bool(_REQUEST.match(folded))
    unit = candidate_at(rest, known, assigned=assigned is not None)
    return unit.text if unit else None, bool(_REQUEST.match(folded))


def lead_in(text: str, heading_unit: str | None, known: Names = NOBODY) -> str | None:
    """The unit in charge that the text states; a heading's unit leads unless the text says it only coordinates."""
    folded = fold(text)
    unit, colon, _ = text.partition(":")
    whole = not re.search(r"\w{3}\.\s", unit)
    if colon and len(unit) < 120 and whole and _heads_sentence(unit, known):
        return squeeze(unit)
    given = _assigned(text, known)
    if given:
        return given.text
    first = _LEAD_FIRST.search(folded)
    if first and starts_with_unit(text[first.start("unit") : first.end("unit")], known):
        return squeeze(text[first.start("unit") : first.end("unit")])
    subject = _subject(text, known)
    if subject and subject.score >= SURE_ENOUGH:
        return subject.text
    if heading_unit and not re.match(r"ph+o+[is]*i? h[oơ]p\b", folded):
        return heading_unit
    return None


def unsure_lead(text: str, known: Names = NOBODY) -> str | None:
    """Words that begin a task like a unit does, without enough to be taken for one."""
    subject = _subject(text, known)
    return subject.text if subject and 1 < subject.score < SURE_ENOUGH else None


def _heads_sentence(unit: str, known: Names) -> bool:
    """ "Phòng Kinh tế: …"; not "Các đơn vị gồm: …", not "Hội đồng họp như sau: …"."""
    return starts_with_unit(unit, known) and not re.search(r"\b(sau|gom|la)$", fold(unit)) and not verb_after(unit, 3)


def _assigned(text: str, known: Names) -> Candidate | None:
    """The unit behind "giao", "đề nghị": where a sentence or a part of it begins, or behind another unit that gives."""
    for match in _GIVES.finditer(text):
        before = text[: match.start()].rstrip()
        opens = not before or before[-1] in ".;:,(–-"
        if not opens and not _gives(before, known):
            continue
        unit = candidate_at(text[match.end() :], known, assigned=True)
        if unit and unit.score >= SURE_ENOUGH and not runs_on(unit.text):
            return unit
    return None


def _gives(before: str, known: Names) -> bool:
    """Whether the words before "giao" are a unit or a person that gives: "Chủ tịch UBND xã"."""
    giver = re.split(r"[.;:]\s", before)[-1].strip()
    return starts_with_unit(giver, known) and not runs_on(giver)


def _subject(text: str, known: Names) -> Candidate | None:
    """The unit a task's sentence starts with, when a verb follows and it is not "phối hợp"."""
    based = _BASED.match(text)
    offset = based.end() if based else 0
    unit = candidate_at(text[offset:], known)
    if not unit or unit.end >= len(text) - offset or "phối hợp" in unit.verb or unit.text.startswith("Cán bộ"):
        return None
    return unit if unit.verb or unit.score > SURE_ENOUGH else None


def coordinating_in(text: str, known: Names = NOBODY) -> str | None:
    """The units after "phối hợp với …", up to the verb that says what is to be done."""
    folded = fold(text)
    match = _COORDINATE.search(folded)
    if not match or ("voi" not in match.group(0) and not starts_with_unit(text[match.end() :], known)):
        return None
    stop = _COORDINATE_END.search(text, match.end())
    units = squeeze(text[match.end() : stop.start() if stop else len(text)]).strip(" ,")
    return units if units and starts_with_unit(units, known) and len(units) < 300 and not runs_on(units) else None


def deadline_in(text: str) -> str | None:
    """The first binding time of a task, as written."""
    times = deadlines.find(text)
    return times[0].text if times else None
