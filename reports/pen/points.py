"""Which points keep the verdict on a file from being a plain yes, each in plain Vietnamese.

A BAD point means changed after signing, a WARN point must be read before the file is used, a NOTE says what could not be
asked. The points follow from the facts of `findings`; no file is opened here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from reports.pen.findings import AGENCY, INITIALS, LEADER, ROLES, STALE, UNASKED, Found, body

__all__ = ["BAD", "NOTE", "POINTS", "WARN", "Point", "points"]

BAD, WARN, NOTE = "bad", "warn", "note"
_CLOCKS_DIFFER = timedelta(minutes=10)
_HEADING = "cong hoa xa hoi chu nghia viet nam"

# code -> (tone, words); {} is filled with what was found
POINTS = {
    "unsigned_tail": (BAD, "sau chữ ký cuối cùng tệp đã bị ghi thêm mà không ký: {}"),
    "changed": (BAD, "chữ ký của {}"),
    "no_seal": (WARN, "chưa có chữ ký số của cơ quan (con dấu): văn bản chưa phát hành hoặc thiếu dấu"),
    "no_leader": (WARN, "cơ quan đã ký nhưng ô chữ ký của người có thẩm quyền còn trống"),
    "initials_only": (WARN, "chỉ có chữ ký nháy: đây là bản trình ký, chưa phải văn bản đã ký"),
    "wrong_order": (WARN, "sai thứ tự ký: chữ ký của cơ quan có trước chữ ký của người có thẩm quyền"),
    "late_initials": (WARN, "sai thứ tự ký: chữ ký nháy có sau chữ ký của người có thẩm quyền hoặc cơ quan"),
    "same_key": (WARN, "hai vai ký ({}) dùng cùng một khóa, tức cùng một chứng thư số"),
    "personal_seal": (WARN, "ô chữ ký của cơ quan mang chứng thư số của “{}”, không phải của cơ quan"),
    "two_bodies": (WARN, "các chữ ký thuộc cơ quan khác nhau: {}"),
    "other_body": (WARN, "chữ ký mang tên “{}”, không phải cơ quan ghi ở đầu văn bản"),
    "twice": (WARN, "có nhiều hơn một chữ ký với vai {}"),
    "untrusted_stamp": (WARN, "dấu thời gian của {} do nơi không tin cậy cấp, không chứng minh được lúc ký"),
    "untrusted_archive": (WARN, "dấu thời gian lưu trữ do nơi không tin cậy cấp, không chứng minh được điều gì"),
    "backwards": (WARN, "giờ ký không theo thứ tự: {} ghi giờ sớm hơn chữ ký có trước"),
    "future": (WARN, "giờ ký của {} ở sau thời điểm kiểm tra"),
    "weak": (WARN, "chữ ký của {} dùng thuật toán băm hoặc khóa quá yếu ({})"),
    "stale": (WARN, "thông tin thu hồi chứng thư số của {} đã quá hạn ({}), cần cập nhật"),
    "active": (WARN, "bên trong tệp có {}: chương trình đọc có thể tự chạy hoặc mở thêm nội dung khác"),
    "hidden_text": (WARN, "tệp có lớp nội dung ẩn hoặc tắt bật được; phần đang thấy có thể không phải toàn bộ"),
    "unasked": (NOTE, "chưa hỏi được tình trạng thu hồi của chứng thư số ({})"),
}


@dataclass(frozen=True)
class Point:
    """One thing a reader has to know: its code in POINTS, tone and words."""

    code: str
    tone: str
    words: str


def points(found: Found, now: datetime) -> list[Point]:
    """Every point of a file, the gravest first."""
    if not found.signatures:
        return []
    said = [_point(code, *words) for code, *words in _said(found, now)]
    return sorted(dict.fromkeys(said), key=lambda one: (BAD, WARN, NOTE).index(one.tone))


def _point(code, *words):
    tone, template = POINTS[code]
    return Point(code, tone, template.format(*words))


def _said(found: Found, now: datetime) -> Iterator[tuple[str, ...]]:
    if found.tail and all(one.intact for one in found.signatures):
        yield "unsigned_tail", "; ".join(found.tail)
    yield from _of_roles(found)
    yield from _of_bodies(found)
    yield from _of_clocks(found, now)
    for one in found.signatures:
        yield from _of_one(one)
    unasked = [one.who for one in found.signatures if one.whole and one.trusted and one.revocation == UNASKED]
    if unasked:
        yield "unasked", "; ".join(dict.fromkeys(unasked))
    if found.active:
        yield "active", ", ".join(found.active)
    if found.layers:
        yield ("hidden_text",)


def _of_roles(found):
    roles = [one.role for one in found.signatures]
    if AGENCY not in roles:
        yield ("no_seal",) if LEADER in roles else ("initials_only",)
    elif LEADER not in roles and LEADER in found.empty_fields:
        yield ("no_leader",)
    if AGENCY in roles and LEADER in roles and roles.index(AGENCY) < roles.index(LEADER):
        yield ("wrong_order",)
    if INITIALS in roles and roles.index(INITIALS) > 0:
        yield ("late_initials",)
    for role in dict.fromkeys(roles):
        if roles.count(role) > 1:
            yield "twice", ROLES[role]
    yield from _of_keys(found)


def _of_keys(found):
    for one in found.signatures:
        if one.role == AGENCY and one.intact and not one.is_of_body:
            yield "personal_seal", one.who
    for one, other in combinations(found.signatures, 2):
        if one.key and one.key == other.key and one.role != other.role:
            yield "same_key", f"{ROLES[one.role]} và {ROLES[other.role]}"


def _of_bodies(found):
    seals = [one for one in found.signatures if one.role == AGENCY]
    for seal in seals:
        for one in found.signatures:
            if one is not seal and not _same_body(seal, one):
                yield "two_bodies", " và ".join(sorted({seal.who, one.agency or one.who}))
    for one in seals or found.signatures[:1]:
        name = one.who if one.role == AGENCY else one.agency
        if name and _HEADING in body(found.top) and not _named_in(body(name), body(found.top)):
            yield "other_body", name


def _same_body(seal, one):
    """A body's own seal beside its people; who states no body is not held against it."""
    name, others = body(seal.who), [body(text) for text in (one.agency, *one.bodies) if text]
    if one.role != AGENCY and body(one.who).endswith(name):
        return True
    return not others or any(name in other or other in name or _is_part(other, name) for other in others)


def _is_part(other, name):
    """Another body's office of the same place signs in its stead (TL., TUQ.): "Phòng … xã A" beside "UBND xã A"."""
    place = _place(name)
    return place != name and other.endswith(f" {place}") and _place(other) == other


def _place(name):
    return name.removeprefix("uy ban nhan dan ").removeprefix("hoi dong nhan dan ")


def _named_in(name, top):
    """Letterheads break a name over lines with the motto between: its place, or all its words, stand in the head."""
    place = _place(name)
    return f" {place} " in f" {top} " or (place == name and set(name.split()) <= set(top.split()))


def _of_clocks(found, now):
    for earlier, later in pairwise(one for one in found.signatures if one.when):
        if later.when + _CLOCKS_DIFFER < earlier.when:
            yield "backwards", later.who
    for one in found.signatures:
        if one.when and one.when > now + _CLOCKS_DIFFER:
            yield "future", one.who
        if one.time_source == "unproven":
            yield "untrusted_stamp", one.who
    if not all(found.stamps_trusted):
        yield ("untrusted_archive",)


def _of_one(one):
    if not one.whole:
        yield "changed", f"{one.who}: {one.changes if one.intact else one.why}"
        return
    if one.weak:
        yield "weak", one.who, one.weak
    if one.trusted and one.revocation == STALE:
        yield "stale", one.who, one.revocation_words
