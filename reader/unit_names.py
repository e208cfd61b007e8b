"""Names of offices, bodies and persons at the start of words: candidates with a score, where each ends, who knows it.

Matched with marks and at word ends: "Báo Lào Cai" is a unit, "báo cáo" is not; "thôn" is one, "thông qua" is not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .text import LOWER, UPPER, ends_sentence, squeeze, strip_end

SURE_ENOUGH = 4
_LONGEST_RUN = 7
_LONGEST = 220
_BEFORE = (
    r"(?:đồng chí |các đồng chí )?(?:các |những |toàn thể |thủ trưởng |lãnh đạo |giám đốc |trưởng |người đứng đầu "
    r"|đại diện |một số )*"
)
# Bodies no other word is spelt like; what may follow a head and makes another word of it stands behind it as (?! …).
_SURE = (
    r"sở(?! hữu| thích| dĩ)|ubnd|[ủu][yỷ] ban|uỷ ban|văn phòng(?! phẩm)|công an|thanh tra(?! ,| nhân dân| ,)"
    r"|trung tâm(?! của| điểm)|liên đoàn|chi cục|cục(?! bộ)|kho bạc|bảo hiểm (?:xã hội|y tế)|mặt trận|ubmttq|mttq"
    r"|trạm(?! biến| dừng)|bưu điện|điện lực|công ty|hợp tác xã|chi nhánh|đồng chí|thường trực(?! chiến| sẵn)"
    r"|ban thường vụ|hội đồng|viện kiểm sát|t[oò]à? ?án|bệnh viện|ngân hàng(?! đề| câu)|bch|liên minh|nhà trường|tỉnh ủy"
    r"|thành ủy|huyện ủy|đảng ủy|chi bộ|tiểu ban|hđnd|vnpt|viettel|phó chủ tịch|chủ tịch|kiểm lâm|đồn biên phòng|ban quản lý"
    r"|ban chỉ huy|ban chỉ đạo|nhà văn hóa(?! cộng)|bảo tàng(?! sống)|thư viện(?! ảnh| số)|hạt kiểm lâm|vườn quốc gia"
    r"|nhà thiếu nhi|quỹ (?:bảo vệ|phát triển|tín dụng)"
)
_WEAK = (
    r"(?<=các )(?:phòng|ban|ngành)|phòng(?! ,| chống| ngừa| cháy| dịch| bệnh| họp| chờ| tránh| thủ| vệ| làm| đọc)"
    r"|ban(?! hành| đầu| ngày| công| đêm| tặng| bố)|bộ(?! máy| tiêu| chỉ| câu| thủ| mặt| luật| hồ| quy| đề| tài| công cụ)"
    r"|đài(?! tưởng)|báo(?! cáo| chí| động| hiệu| giá| cho| trước)"
    r"|hội(?! nghị| thảo| nhập| họp| thi| thao| chợ| viên| diễn| trường| làng| xuân| tụ|,)"
    r"|đoàn(?! kết| viên| thể$| tụ| ,)|công chức(?! hóa)|cán bộ|thủ trưởng|trường(?! hợp| tồn| kỳ)"
    r"|tổ(?! chức| quốc| tiên| ấm)|thôn|ấp|bản(?! (?:đồ|tin|kê|sao|án|cam|thân|chất|sắc|quy|ghi|chính|mẫu|vẽ"
    r"|lĩnh|đăng|giấy))"
    r"|khu phố|tổ dân phố|khóm|buôn|cơ quan|đơn vị(?! tính)|doanh nghiệp|tổ chức (?:chính trị|đoàn thể|xã hội|đảng)"
    r"|khối(?! lượng| phố phường| tài sản)|quân sự|xã(?! hội| luận| giao)|phường|huyện|địa phương|ngành(?! nghề| hàng)"
    r"|đội(?! ngũ| hình)|bộ phận|mặt trận|nhóm(?! nhiệm| giải| nội| chỉ| vấn| việc| tiêu)"
)
_AT_END = r"(?![\w])"
_HEAD = re.compile(rf"^{_BEFORE}(?:(?P<sure>{_SURE})|(?P<weak>{_WEAK})){_AT_END}")
# What offices do. In small letters and with their marks: "Sở Xây dựng" builds nothing, "giáo viên" hand nothing over.
VERBS = (
    r"chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|làm đầu mối|là đầu mối|là cơ quan|là đơn vị|căn cứ|chủ động"
    r"|tiếp tục|tăng cường|hướng dẫn|tiếp công dân|thu gom"
    r"|tổ chức (?!chính trị|đoàn thể|xã hội|hội (?!nghị|thảo|họp|thi)|đảng|kinh tế|quần chúng|thành viên|có liên quan)"
    r"|theo dõi|xây dựng|thực hiện|triển khai|chỉ đạo|đẩy mạnh|rà soát|quán triệt|kịp thời|bố trí|theo chức năng"
    r"|nghiêm túc|đưa tin|báo cáo(?! viên)|kiểm tra|tổng hợp|khẩn trương|tham mưu|thông báo|chuẩn bị"
    r"|cử (?:cán bộ|công chức|người|đại)|giám sát(?! đầu tư)|vận động|tuyên truyền(?! viên)|hỗ trợ|bảo đảm|đảm bảo"
    r"|cung cấp|cân đối|(?<!hội đồng )thẩm định|(?<!bộ phận )tiếp nhận|duy trì|phát huy|cập nhật|niêm yết"
    r"|công khai|lồng ghép|định kỳ|hằng (?:tháng|quý|năm)|hàng (?:tháng|quý|năm)|gửi|đăng (?:tải|tin)|phát động"
    r"|phát sóng|nâng cao|cải thiện|hoàn thành|xác định|giải quyết|nghiên cứu|đề xuất|tích cực|phổ biến|tập huấn"
    r"|bồi dưỡng|trình (?:UBND|HĐND|Ủy|Chủ|cấp)|chấn chỉnh|xử lý|đôn đốc|ưu tiên"
    r"|công bố|thanh tra|bảo trì|tấn công|trấn áp|kiểm soát|luân phiên|biên soạn|phản hồi|xóa "
    r"|ứng dụng|phân tích|mở rộng|hạn chế|quan tâm|đánh giá|thu thập|quan trắc|khảo sát"
    r"|đổi mới|khắc phục|ký kết|lập (?:kế|danh|dự|hồ|biên)|ban hành|lãnh đạo (?:xây dựng|thực hiện|việc|công tác)"
    r"|giao (?:cho )?|yêu cầu|đề nghị|giới thiệu|huy động|rút ngắn|thường xuyên|trực tiếp|cụ thể hóa|trong việc|để |nhằm"
    r"|thí điểm|phản ánh|sinh hoạt|tham gia|đăng ký|tổng kết|sơ kết|ra quân|nhắc nhở|ghi chép|lắp (?:đặt|thêm)"
    r"|mở (?:lớp|sổ|hội|đợt)|trồng|thành lập|phân công|liên hệ|tiếp thu|gương mẫu|lựa chọn|bàn giao|sửa chữa|nạo vét|thu phí"
    r"|trước ngày|chậm nhất|quản lý (?!dự án|nhà nước|chung cư|đào tạo)"
)
END = re.compile(rf"\s*(?::|\.\s|;\s*(?={VERBS})|,?\s*(?<!\w)(?:{VERBS}))")
# Before a verb these make it part of the name: "Đoàn kiểm tra", "lĩnh vực giám sát", "được kiểm tra".
_NAMES_BY_VERB = re.compile(
    r"(?:^|\s)(?:đoàn|tổ|đội|ban|hội đồng|bộ phận|cán bộ|nhóm|tiểu ban|lĩnh vực|phụ trách|công tác|được|làm|nhiệm vụ"
    r"|việc|về|hoạt động|chuyên|đơn vị|cơ quan|chức năng|trung tâm|ban chỉ đạo|người)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(rf"\b(?:được|phải|cần|bị|sẽ|đã|đang|chưa|không|là|có)\b[^{UPPER}]*$")
_PLACE = re.compile(
    rf"\s+(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu)(?:\s+[{UPPER}][{LOWER}]*"
    rf"(?:\s+[{UPPER}][{LOWER}]*)*)?{_AT_END}"
)
# Fields that offices are named by; a catalogue knows more.
_FIELDS = (
    "kinh tế, hạ tầng và đô thị", "kinh tế và hạ tầng", "kinh tế hạ tầng", "kinh tế", "văn hóa - xã hội", "văn hoá - xã hội",
    "văn hóa và thông tin", "văn hóa, thể thao và du lịch", "văn hóa và thể thao", "nội vụ", "tài chính - kế hoạch",
    "tài chính", "tư pháp", "giáo dục và đào tạo", "y tế", "công thương", "nông nghiệp và môi trường",
    "tài nguyên và môi trường", "khoa học và công nghệ", "xây dựng", "dân tộc và tôn giáo", "ngoại vụ", "du lịch",
    "thông tin và truyền thông", "lao động - thương binh và xã hội", "giao thông vận tải", "kế hoạch và đầu tư",
    "phục vụ hành chính công", "dịch vụ tổng hợp", "văn hóa, thể thao và truyền thông", "quản lý đô thị",
)  # fmt: skip
_BRANCHES = (
    "thủy lợi|kiểm lâm|chăn nuôi và thú y|trồng trọt và bảo vệ thực vật|bảo vệ môi trường|phát triển nông thôn|thủy sản"
    "|quản lý thị trường|biển và hải đảo|dân số|thuế|hải quan|quản lý đất đai|văn thư - lưu trữ|an toàn vệ sinh thực phẩm"
)
_BUILT_IN = re.compile(
    r"(?:(?:phòng|sở|trung tâm|ban)\s+(?:" + "|".join(map(re.escape, sorted(_FIELDS, key=len, reverse=True))) + r")"
    rf"|(?:chi )?cục (?:{_BRANCHES})"
    r"|văn phòng(?:\s+(?:hđnd|hội đồng nhân dân)\s*(?:và|,|&|-)\s*(?:ubnd|ủy ban nhân dân))?"
    r"|(?:công an|trạm y tế|đài truyền thanh)(?=\s+(?:xã|phường|tỉnh|thị trấn|huyện)))" + _AT_END,
    re.IGNORECASE,
)


# "Tổ dân phố số 5 …", "Thôn 3 …": a number ends a name, whatever verb follows.
_NUMBERED = re.compile(r"(?:Tổ|Thôn|Ấp|Khu phố|Khóm|Bản|Đội|Cụm)(?: dân phố)?(?: số)? \d{1,3}(?=\s[" + LOWER + r"])")


# Behind a place's word or a proper name of two capitals small words are no longer the name: "Bảo tàng tỉnh | ghi âm",
# "Trường Mầm non Hoa Ban | cân trẻ".
_NO_END = "và|các|cùng|hội|luận|viên|ủy|uỷ|đội|đoàn|giao|cấp|thuộc|trực|của|tại|ở|số|xã|phường|tỉnh|huyện|thành|thị"
_GOES_ON = rf"(?!\s(?:{_NO_END})\b)"
_PLACED = re.compile(
    rf"(?:{_SURE})(?:\s+[{UPPER}{LOWER}-]+){{0,3}}?\s+(?:xã|phường|tỉnh|huyện)(?=\s[{LOWER}]){_GOES_ON}", re.IGNORECASE
)
_BODY_PLACED = re.compile(
    rf"(?:Hội|Đoàn|Đội|Trường|Quỹ)\s[{UPPER}][{LOWER}]+(?:\s[{UPPER}{LOWER}-]+){{0,4}}?\s(?:xã|phường|tỉnh|huyện)"
    rf"(?=\s[{LOWER}]){_GOES_ON}"
)
_NAMED = re.compile(rf"\S+(?:\s\S+){{0,6}}?(?:\s[{UPPER}][{LOWER}]+){{2,4}}(?=\s[{LOWER}]){_GOES_ON}")


@dataclass(frozen=True)
class Names:
    """The catalogue: names of agencies and units as people write them, long forms and short ones."""

    by_start: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # In small letters as they are looked up: the name as the catalogue spells it.
    spelt: dict[str, str] = field(default_factory=dict)

    def at(self, text: str) -> int:
        """How many characters of `text` are the longest known name it begins with, at a word's end; 0 for none."""
        lowered = text.lower()
        for name in self.by_start.get(lowered[:4], ()):
            if lowered.startswith(name) and not lowered[len(name) : len(name) + 1].isalnum():
                return len(name)
        return 0


NOBODY = Names()


def names_of(catalogue: Iterable[str]) -> Names:
    """The catalogue's names, ready to be asked; those of fewer than four letters are left out."""
    found: dict[str, list[str]] = {}
    spelt = {name.lower(): name for name in map(squeeze, catalogue) if len(name) >= 4}
    for name in spelt:
        found.setdefault(name[:4], []).append(name)
    return Names({start: tuple(sorted(names, key=len, reverse=True)) for start, names in found.items()}, spelt)


@dataclass(frozen=True)
class Candidate:
    """A possible unit: its words, where they end in the text, and how sure the reading is (SURE_ENOUGH or more is taken)."""

    text: str
    end: int
    score: int
    verb: str = ""


def starts_with_unit(text: str, known: Names = NOBODY) -> bool:
    """Whether the words begin with an office, a body or a person who can be given work."""
    return bool(known.at(text) or _HEAD.match(text.lower()))


def candidate_at(text: str, known: Names = NOBODY, *, assigned: bool = False) -> Candidate | None:
    """The unit a text begins with, up to its first colon, to the verb that says what to do, or where its name ends.

    `assigned`: "giao", "đề nghị" stands right before it. None where the words begin with no unit at all.
    """
    named = known.at(text) or _built_in(text)
    head = _HEAD.match(text.lower())
    if not named and not head:
        return None
    stop, verb = _end_of(text, named, assigned=assigned)
    unit = strip_end(squeeze(text[:stop]))
    if not 2 < len(unit) <= _LONGEST:
        return None
    score = _score(text, unit, stop, verb, head, named=bool(named)) + 2 * assigned
    return Candidate(unit, stop, score, verb)


def _built_in(text: str) -> int:
    match = _BUILT_IN.match(text)
    if match is None:
        return 0
    place = _PLACE.match(text, match.end())
    return place.end() if place else match.end()


def _end_of(text: str, named: int, *, assigned: bool) -> tuple[int, str]:
    """(where the name ends, the verb or mark that ends it or "")."""
    colon = text.find(":")
    if 0 < colon <= 120:
        verb = verb_after(text[:colon], max(3, named))
        return (verb.start(), verb.group(0)) if verb else (colon, ":")
    verb = verb_after(text, max(3, named))
    if named and _stops_there(text, named, verb):
        return named, ""
    over = _over(text)
    if over and len(text[over : verb.start() if verb else None].split()) > 1:
        return over, "…"
    if verb:
        return verb.start(), verb.group(0)
    numbered = _NUMBERED.match(text)
    if numbered:
        return numbered.end(), "…"
    proper = _proper_end(text) if assigned and ends_sentence(text) else 0
    return proper or len(text), ""


def _over(text: str) -> int:
    """Where a name is over though no verb ends it; 0 where that cannot be told."""
    match = _PLACED.match(text) or _BODY_PLACED.match(text) or _NAMED.match(text)
    return match.end() if match else 0


def verb_after(text: str, start: int) -> "re.Match[str] | None":
    """The first verb or mark from `start` on that ends a name, those that are part of one passed over."""
    for match in END.finditer(text, start):
        said = match.group(0).strip(" ,")
        if said[:1] in ":.;" or not _NAMES_BY_VERB.search(text[: match.start()].rstrip(" ,")):
            return match
    return None


def _stops_there(text: str, named: int, verb) -> bool:
    """A known name ends where it ends, unless more of a name or another unit follows: ",", "và", a capital."""
    rest = text[named:]
    if not rest.strip() or (verb and verb.start() == named):
        return not (verb and verb.start() == named)
    return not re.match(rf"\s*(?:[,;&/–-]|và\s|\(|[{UPPER}])|\s+(?:xã|phường|tỉnh|huyện|cấp|thuộc|trực thuộc)\b", rest)


def _proper_end(text: str) -> int:
    """Behind "giao": head word and the capital words after it, each with the small syllable it may have; 0 for none."""
    match = re.match(
        rf"[{UPPER}]?[{LOWER}]+(?:\s[{LOWER}]+)?(?:\s+(?:(?:và|-|–|,)\s+)?[{UPPER}]{{1}}[{LOWER}{UPPER}]*(?:\s[{LOWER}]+)?)+?"
        rf"(?=\s[{LOWER}])",
        text,
    )
    if not match:
        return 0
    place = _PLACE.match(text, match.end())
    return place.end() if place else match.end()


def _score(text, unit, stop, verb, head, *, named: bool) -> int:
    score = 4 if named else 2 if head and head.group("sure") else 1
    proper = re.search(rf"\s[{UPPER}\d]|\s(?:xã|phường|tỉnh|huyện)\b", unit)
    plural = head is not None and head.start(head.lastgroup) > 0
    score += bool(proper or plural)
    score += 2 * bool(verb or stop >= len(text.rstrip(" .;:")))
    if runs_on(unit) or (not named and _PASSIVE.search(unit)):
        score -= 4
    return score


def runs_on(units: str) -> bool:
    """Many small words on end: what is to be done got into the name, so the reading is not sure."""
    runs = re.split(r"[,;]|\bvà\b|\S*[A-ZĐ]\S*", units)
    return any(len(run.split()) > _LONGEST_RUN for run in runs)
