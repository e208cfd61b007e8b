"""Which body issues the document: grouped out of letterhead lines, or named by the opening sentence."""

import re
from collections.abc import Iterable

from .text import LOWER, fold, is_caps, squeeze

_BODY = (
    r"uy ban|ubnd|so |van phong|ban |chi cuc|cuc |phong |hoi dong|hdnd|chu tich|tinh uy|thanh uy|huyen uy|quan uy"
    r"|dang uy|cong an|bo |mat tran|tieu ban|thanh tra|lien doan|hoi |doan |trung tam|truong |vien |to |tong cuc"
    r"|kho bac|bao hiem|quan su|tieu ban|dai |uy vien|thuong truc|lien "
)
STARTS_BODY = re.compile(rf"^(?:{_BODY})")
MOTTO = re.compile(
    r"^(?:(?:chu )?nghia )?(?:viet )?nam$|cong\s*h[oa]+a?\s*xa\s*h[oô]i.*|xa hoi chu nghia.*|chu nghia viet.*"
    r"|\bd?oc lap\s*[-–—.~]*\s*tu do.*"
    r"|dang cong san viet nam.*|tu do\s*[-–—.]*\s*hanh phuc.*"
)
_PLACE_WORD = r"(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
_COMMITTEE = "tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy"
_FIXED = (
    "Việt Nam",
    "Mặt trận Tổ quốc",
    "MTTQ",
    "HĐND",
    "UBND",
    "Hội đồng nhân dân",
    "Ủy ban nhân dân",
    "Ban Thường trực",
    "Ban Chỉ đạo",
    "Quốc gia",
    "PAPI",
    "Thành phố Hồ Chí Minh",
    "Hà Nội",
    "Nhà nước",
    "Trung ương",
)
_FIELDS = (
    "Công Thương",
    "Nông nghiệp và Môi trường",
    "Nông nghiệp và Phát triển nông thôn",
    "Tài nguyên và Môi trường",
    "Văn hóa và Thể thao",
    "Văn hóa, Thể thao và Du lịch",
    "Du lịch",
    "Khoa học và Công nghệ",
    "Thông tin và Truyền thông",
    "Giáo dục và Đào tạo",
    "Giao thông vận tải",
    "Lao động - Thương binh và Xã hội",
    "Kế hoạch và Đầu tư",
    "Dân tộc và Tôn giáo",
    "Nội vụ",
    "Tư pháp",
    "Tài chính",
    "Xây dựng",
    "Y tế",
    "Ngoại vụ",
    "Công an",
)
_GENERIC = re.compile(r"^(văn phòng|ban thường (trực|vụ)|ban chấp hành|thường trực|thanh tra)$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"((?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Ủy ban MTTQ|Ban Thường trực|Sở|Phòng|Văn phòng|Chủ tịch UBND|"
    r"Chủ tịch Ủy ban nhân dân|Ban Chỉ đạo|Tiểu ban|Hội đồng|Công an|Đảng ủy)[^,;.:()“”\"]{0,90}?)\s*,?\s+"
    r"(?:xây dựng|ban hành|triển khai xây dựng|yêu cầu|báo cáo|đề ra|chỉ đạo|thông báo|đề nghị|lập)\b"
)


def left_column(text: str) -> str:
    """A letterhead cell without the country's name and motto that OCR ran into it."""
    match = MOTTO.search(fold(text))
    return squeeze(text[: match.start()] if match else text).strip(" -–—_*=.|\\:\"“”'’‘`´,;")


def group_bodies(cells: Iterable[str]) -> list[str]:
    """Letterhead lines as bodies: "ỦY BAN NHÂN DÂN" + "TỈNH HƯNG YÊN" is one, "SỞ CÔNG THƯƠNG" below it another."""
    bodies: list[str] = []
    for cell in cells:
        if STARTS_BODY.match(fold(cell) + " ") and not _is_tail(cell, bodies):
            bodies.append(cell)
        elif bodies and _is_lower_place(cell, bodies[-1]):
            bodies.append(f"ỦY BAN NHÂN DÂN {cell}")
        elif bodies:
            bodies[-1] = f"{bodies[-1]} {cell}"
    return bodies


def _is_lower_place(cell: str, body: str) -> bool:
    """ "UBND HUYỆN ÂN THI" over "XÃ TIỀN PHONG": the second line is a committee of its own, named by its place."""
    upper = re.match(r"(?:uy ban nhan dan|ubnd) (tinh|thanh pho|huyen|quan|thi xa)\s+\w", fold(body))
    return bool(upper) and bool(re.match(r"(xa|phuong|thi tran|huyen|quan|thi xa|dac khu)\s+\w", fold(cell)))


def _is_tail(cell: str, bodies: list[str]) -> bool:
    """A line like "BAN NHÂN DÂN" or a dangling previous line means the body's name goes on."""
    if not bodies:
        return False
    folded = fold(cell)
    if fold(bodies[-1]) == "chu tich" or re.search(r"(\bva|,|-)$", fold(bodies[-1])):
        return True
    return folded.startswith("ban nhan dan") and fold(bodies[-1]).endswith("uy")


def issuing_body(bodies: list[str], text: str) -> str | None:
    """The last body written out in small letters; a bare "Văn phòng" gets the body above it."""
    if not bodies:
        return None
    name = written_out(bodies[-1], text)
    if len(bodies) < 2:
        return name
    above = written_out(bodies[-2], text)
    place = re.search(rf"\b{_PLACE_WORD}\s.*", above)
    if re.fullmatch(r"Văn phòng (HĐND|Hội đồng nhân dân)[ ,\-và&]+(UBND|Ủy ban nhân dân)", name) and place:
        return f"{name} {place.group(0)}"
    return f"{name} {above}" if _GENERIC.match(name) else name


def written_out(caps: str, text: str) -> str:
    """A capital name as offices write it in a sentence: as the text itself does, else by the rules of names."""
    caps = re.sub(r"^UBND\b", "ỦY BAN NHÂN DÂN", re.sub(r"\bU[ỷỶ]\b|\bUỶ\b", "ỦY", squeeze(caps)))
    caps = re.sub(r"(?<=CHỦ TỊCH )UBND\b", "ỦY BAN NHÂN DÂN", caps)
    if not is_caps(caps):
        return caps
    words = caps.lower()
    words = re.sub(rf"\b{_PLACE_WORD}\s+(?!ủy\b)([^,;()]+)", _capitalise_place, words)
    words = re.sub(rf"^({_COMMITTEE})\s+([{LOWER} '’-]+)$", _capitalise_place, words)
    for phrase in (*_FIXED, *_FIELDS):
        words = re.sub(rf"\b{re.escape(phrase.lower())}\b", phrase, words, flags=re.IGNORECASE)
    words = re.sub(
        rf"\b({_PLACE_WORD[1:-1]}|tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy)\s+([^,;()]+)$",
        lambda match: _place_in_text(match, text),
        words,
    )
    known = any(field in words for field in _FIELDS)
    words = re.sub(rf"^((?:sở|phòng|ban|cục|chi cục|tiểu ban|hội)\s+)([{LOWER}])", _capitalise_second, words)
    words = words[0].upper() + words[1:]
    return words if known else _as_in_text(words, text)


def _capitalise_place(match: re.Match) -> str:
    name = " ".join(word[:1].upper() + word[1:] for word in match.group(2).split())
    name = re.sub(rf"\b{_PLACE_WORD.title()}\b", lambda inner: inner.group(0).lower(), name)
    return f"{match.group(1)} {name}"


def _place_in_text(match: re.Match, text: str) -> str:
    """The capitals inside a place's name that no rule tells ("Ia H'Drai", "Cư M'gar") as the text writes them."""
    name = match.group(2)
    if not re.search(r"['’]", name):
        return match.group(0)
    found = (hit.group(0) for hit in re.finditer(re.escape(name), text, re.IGNORECASE))
    return f"{match.group(1)} {next((spelt for spelt in found if not is_caps(spelt)), name)}"


def _capitalise_second(match: re.Match) -> str:
    return match.group(1) + match.group(2).upper()


def _as_in_text(name: str, text: str) -> str:
    """The spelling of capitals the running text uses for the same words, when it uses one."""
    for match in re.finditer(re.escape(fold(name)), fold(text)):
        found = text[match.start() : match.end()]
        if not is_caps(found) and found[0].isupper() and found.lower() == name.lower():
            return found
    return name


def issuer_of_sentence(paragraphs: Iterable[str]) -> str | None:
    """ "UBND xã Tiền Phong ban hành Kế hoạch …": the body before the verb, as written."""
    for paragraph in paragraphs:
        for match in _SENTENCE.finditer(paragraph):
            name = re.sub(r"\s+(?:đã|vừa|mới|sẽ|có|cũng|kịp thời|tiếp tục)+$", "", squeeze(match.group(1)))
            if not re.search(r"\b(của|và|để|thực hiện|tại|theo)\b", name) and len(name) > 5:
                return name
    return None
