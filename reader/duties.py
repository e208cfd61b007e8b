"""Who does what by when: lead, coordinating units, deadline and output, out of a task's words or its field lines."""

import re

from . import deadlines
from .text import fold, squeeze, strip_end

# Matched against small letters with their marks: "Báo Lào Cai" is a unit, "báo cáo" is not.
UNIT_START = re.compile(
    r"^(?:đồng chí |các đồng chí )?(?:các |những |toàn thể |thủ trưởng |lãnh đạo |giám đốc |trưởng |người đứng đầu "
    r"|đại diện )*(?:(?<=các )(?:phòng|ban|ngành)\b|sở\b|phòng (?!,|chống|ngừa)|ban (?!hành)"
    r"|ubnd|[ủu][yỷ] ban|uỷ ban|văn phòng|công an|bộ (?!máy)|đài\b|báo (?!cáo|chí)|trung tâm|hội (?!nghị|thảo|nhập"
    r"|họp)|đoàn\b|liên đoàn|thanh tra (?!,)|chi cục|cục "
    r"|kho bạc|bảo hiểm (?:xã hội|y tế)|mặt trận|ubmttq|mttq|công chức|cán bộ|thủ trưởng|(?:phó )?chủ tịch|trạm"
    r"|trường (?!hợp)|bưu điện|điện lực|tổ (?!chức)|thôn|ấp\b|khu phố"
    r"|công ty|hợp tác xã|chi nhánh"
    r"|đồng chí|cơ quan|đơn vị|doanh nghiệp|tổ chức (?:chính trị|đoàn thể|xã hội|đảng)|khối|thường trực"
    r"|ban thường vụ|hội đồng|viện kiểm sát|t[oò]à? ?án|bệnh viện|ngân hàng|quân sự"
    r"|bch|liên minh|nhà trường|xã\b|phường|huyện|tỉnh ủy|đảng ủy|chi bộ|tiểu ban|hđnd|vnpt|viettel|địa phương|ngành )"
)


def starts_with_unit(text: str) -> bool:
    """Whether the words begin with an office, a body or a person who can be given work."""
    return bool(UNIT_START.match(text.lower()))


# What offices do. In small letters and with their marks: "Sở Xây dựng" builds nothing, "giáo viên" hand nothing over.
_VERBS = (
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
    r"|giao (?:cho )?|yêu cầu|giới thiệu|huy động|rút ngắn|thường xuyên|trực tiếp|cụ thể hóa|trong việc|để |nhằm"
    r"|trước ngày|chậm nhất|quản lý (?!dự án|nhà nước|chung cư|đào tạo)"
)
_UNIT_END = re.compile(rf"\s*(?::|\.\s|;\s*(?={_VERBS})|,?\s*(?<!\w)(?:{_VERBS}))")
_REQUEST = re.compile(r"^(?:kinh )?de nghi\s+")
_ASSIGN = re.compile(r"^(?:giao(?: cho)?|yeu cau|phan cong|de nghi|kinh de nghi)\s+")
_LEAD_ASSIGNED = re.compile(r"(?:^|[.;:,(–-]\s*)(?:giao(?: cho)?|phan cong|(?:kinh )?de nghi)\s+")
_LONGEST_RUN = 7
_LEAD_FIRST = re.compile(
    r"^(?P<unit>[^,.;:]{3,120}?)\s*,?\s*(?:co trach nhiem\s+)?(?:la (?:co quan"
    r"|don vi)\s+)?chu tri\b"
)
_COORDINATE = re.compile(r"phoi hop\s*(?:chat che\s*)?(?:voi|cung)?\s*:?\s*")
_COORDINATE_END = re.compile(rf"[.;:(]|(?<!\w)(?:{_VERBS})")
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


def lead_and_helpers(value: str | None) -> tuple[str | None, str | None]:
    """ "Phòng A chủ trì, phối hợp Phòng B" in one field is two answers."""
    match = re.search(r",?\s+(?:chủ trì|là đơn vị chủ trì)\b", value or "")
    if not match or value is None:
        return value, None
    return squeeze(value[: match.start()]), coordinating_in(value[match.end() :])


def unit_of_heading(text: str) -> tuple[str | None, bool]:
    """(unit, requested) of a heading or sentence that starts with a unit; "Đề nghị X" is requested."""
    folded = fold(text)
    requested = _REQUEST.match(folded)
    assigned = _ASSIGN.match(folded)
    unit = _unit_at(text[assigned.end() if assigned else 0 :])
    return unit, bool(requested)


def _unit_at(text: str) -> str | None:
    """The unit a text starts with: up to the first colon, or to the verb that says what it is to do."""
    if not starts_with_unit(text) or (text.startswith("Lãnh đạo ") and ":" not in text):
        return None
    colon = text.find(":")
    end = _UNIT_END.search(text, 3)
    stop = colon if 0 < colon <= 120 else end.start() if end else len(text)
    unit = strip_end(squeeze(text[:stop]))
    return unit if 2 < len(unit) <= 220 else None


def lead_in(text: str, heading_unit: str | None) -> str | None:
    """The unit in charge that the text states; a heading's unit leads unless the text says it only coordinates."""
    folded = fold(text)
    unit, colon, _ = text.partition(":")
    whole = not re.search(r"\w{3}\.\s", unit)
    if (
        colon
        and len(unit) < 120
        and whole
        and starts_with_unit(unit)
        and not re.search(r"\b(sau|gom|la)$", fold(unit))
    ):
        return squeeze(unit)
    assigned = _LEAD_ASSIGNED.search(folded)
    if assigned and _UNIT_END.search(text, assigned.end()):
        leader = _unit_at(text[assigned.end() :])
        return leader if leader and not _runs_on(leader) else None
    first = _LEAD_FIRST.search(folded)
    if first and starts_with_unit(text[first.start("unit") : first.end("unit")]):
        return squeeze(text[first.start("unit") : first.end("unit")])
    subject = _subject(text)
    if subject:
        return subject
    if heading_unit and not re.match(r"ph+o+[is]*i? h[oơ]p\b", folded):
        return heading_unit
    return None


def _subject(text: str) -> str | None:
    """The unit a task's sentence starts with, when a verb follows and it is not "phối hợp"."""
    unit = _unit_at(text)
    end = _UNIT_END.search(text, 3)
    if not unit or not end or text[: end.start()].strip(" ,") != unit or re.search("phối hợp", end.group(0)):
        return None
    return None if _runs_on(unit) or unit.startswith("Cán bộ") else unit


def coordinating_in(text: str) -> str | None:
    """The units after "phối hợp với …", up to the verb that says what is to be done."""
    folded = fold(text)
    match = _COORDINATE.search(folded)
    if not match or ("voi" not in match.group(0) and not starts_with_unit(text[match.end() :])):
        return None
    stop = _COORDINATE_END.search(text, match.end())
    units = squeeze(text[match.end() : stop.start() if stop else len(text)]).strip(" ,")
    return units if units and starts_with_unit(units) and len(units) < 300 and not _runs_on(units) else None


def _runs_on(units: str) -> bool:
    """Many small words on end: what is to be done got into the name, so the reading is not sure."""
    runs = re.split(r"[,;]|\bvà\b|\S*[A-ZĐ]\S*", units)
    return any(len(run.split()) > _LONGEST_RUN for run in runs)


def deadline_in(text: str) -> str | None:
    """The first binding time of a task, as written."""
    times = deadlines.find(text)
    return times[0].text if times else None
