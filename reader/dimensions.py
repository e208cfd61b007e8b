"""The eight PAPI dimensions by the names headings use; a topic that resembles one is never taken for it."""

import re

from .text import fold

# Names and variants of papi.org.vn and of provincial plans; each must fill the whole heading.
NAMES = {
    1: (
        "tham gia cua nguoi dan o cap co so",
        "su tham gia cua nguoi dan o co so",
        "su tham gia cua nguoi dan o cap co so",
        "tham gia cua nguoi dan o co so",
    ),
    2: (
        "cong khai, minh bach",
        "cong khai, minh bach trong hoach dinh chinh sach",
        "cong khai, minh bach trong ra quyet dinh",
        "cong khai, minh bach trong viec ra quyet dinh",
        "cong khai, minh bach trong viec ra cac quyet dinh",
        "cong khai minh bach",
        "tinh cong khai, minh bach",
        "cong khai minh bach trong viec ra quyet dinh",
        "cong khai minh bach trong ra quyet dinh",
        "cong khai minh bach trong hoach dinh chinh sach",
    ),
    3: (
        "trach nhiem giai trinh voi nguoi dan",
        "trach nhiem giai trinh doi voi nguoi dan",
        "giai trinh voi nguoi dan",
    ),
    4: ("kiem soat tham nhung trong khu vuc cong", "kiem soat tham nhung"),
    5: ("thu tuc hanh chinh cong",),
    6: ("cung ung dich vu cong", "cung cap dich vu cong"),
    7: ("quan tri moi truong", "nghiem tuc trong bao ve moi truong"),
    8: ("quan tri dien tu",),
}
_BY_NAME = {name: number for number, names in NAMES.items() for name in names}
_PREFIX = re.compile(
    r"^(?:(?:doi voi|ve|nang cao|cai thien|duy tri|tang cuong|day manh|va|cai thien, nang cao|nhom"
    r"|noi dung thu (?:nhat|hai|ba|tu|nam|sau|bay|tam)\b|cac|thuc hien|nhiem vu)\s*,?\s*)*"
    r"(?:(?:truc|linh vuc|chi so thanh phan|chi so linh vuc noi dung|chi so noi dung|chi so|tieu chi|noi dung"
    r"|noi dung so \d|diem so|diem|thanh phan)\s*"
    r"(?:so \d|thu (?:nhat|hai|ba|tu|nam|sau|bay|tam)\b|\d)?\s*:?\s*)*"
)
# "Các giải pháp nâng cao chỉ số “…” (tăng 0,2 điểm)"; "Chủ trì theo dõi chỉ số “…”" is a task.
_QUOTED = re.compile(
    r"(?!chu tri|phoi hop|giao|theo doi)[^\"“”]{0,70}[\"“”]([^\"“”]{5,90})[\"“”]\s*(?:\([^)]*\))?\s*:?$"
)
_QUOTES = re.compile(r"[\"“”'‘’«»*]")


def of_heading(text: str) -> int | None:
    """The dimension whose name the heading consists of, apart from "Nội dung", "Chỉ số" and quotes; else None.

    A heading that runs on in the same paragraph counts by the part before its first colon, one that only counts
    there ("Nội dung 1: …") by the next part; in a short heading a name in quotes is enough.
    """
    parts = [_bare(part) for part in re.split(r":|\s[-–]\s", fold(text))[:3]]
    for part in parts:
        name = _PREFIX.sub("", part).strip(" .;:,-–")
        if part in _BY_NAME or name in _BY_NAME:
            return _BY_NAME.get(part) or _BY_NAME[name]
        if name:
            break
    quoted = _QUOTED.match(fold(text))
    return _BY_NAME.get(_bare(quoted.group(1))) if quoted else None


def _bare(part: str) -> str:
    bare = " ".join(_QUOTES.sub(" ", part).split()).strip(" .;:,-–()")
    return re.sub(r"\s+(?:\(.*\)?|cua (?:tinh|huyen|xa|thanh pho)\b.*|tren dia ban.*|o dia phuong)$", "", bare)


_PAPI = re.compile(r"\bPAPI\b")


def is_about_papi(text: str) -> bool:
    """Whether the document speaks of PAPI at all; without that a heading names no PAPI dimension."""
    return bool(_PAPI.search(text) or re.search(r"\bpapi\b|hieu qua quan tri", fold(text)))
