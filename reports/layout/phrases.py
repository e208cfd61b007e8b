"""Where a line of a title may end: phrases that stay whole, and the places a clerk would choose to go on below.

Names of units, bodies and persons, dates, periods, numbers of documents and a small list of two- and three-syllable
words never split. A line rather ends before "về", "của", "trên", "kỳ" or after a comma, and never after a word that
only leads on ("của", "và", "số").
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

__all__ = ["BAD", "FORBIDDEN", "GOOD", "PLAIN", "WITHIN", "breaks", "held"]

GOOD, PLAIN, BAD = 0, 1, 4  # what it costs to end a line behind a word
WITHIN = 30  # more, inside a phrase: only where the phrase is longer than a line
FORBIDDEN = 99  # inside a word of several syllables or a name

_UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))  # from Ạ to Ỹ every second one is a capital
_NAME = rf"[{_UPPER}][^\s,;.()“”\"]*"
_RUN = rf"{_NAME}(?: (?:- )?{_NAME})*"
_PLACE = (
    "xã|phường|thị trấn|thị xã|đặc khu|huyện|quận|tỉnh|thành phố|Xã|Phường|Thị trấn|Thị xã|Đặc khu|Huyện|Quận|Tỉnh|Thành phố"
    "|thôn|xóm|ấp|bản|buôn|làng|khu phố|tổ dân phố|Thôn|Tổ dân phố"
)
_OFFICE = (
    "Sở|Bộ|Ban|Phòng|Cục|Chi cục|Văn phòng|Trung tâm|Thanh tra|Công an|Hội|Đoàn|Liên đoàn|Viện|Trường|Bệnh viện"
    "|Đảng ủy"
)
_TWO = rf"[{_UPPER}]\w* \w+"
_PAPER = (
    "Kế hoạch|Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Công văn|Thông báo|Tờ trình|Báo cáo|Chương trình"
    "|Hướng dẫn|Đề án"
)
_YEARS = r"\d{4}(?: ?[-–] ?\d{4})?"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:UBND |HĐND |MTTQ |Ủy ban nhân dân |Hội đồng nhân dân )?(?:{_PLACE}) (?:{_RUN}|\d+)",
        rf"\b(?:{_OFFICE}) {_TWO}(?:(?:,| và| -) {_TWO})*",
        rf"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c) {_RUN}",
        rf"\b(?:(?:{_PAPER}) )?số \d\S*",
        r"\bngày \d+ tháng \d+(?: năm \d{4})?",
        r"\bngày \d+(?:/\d+)+",
        rf"\b(?:tháng|quý) [\dIVX]+(?: năm {_YEARS})?",
        rf"\d+ tháng (?:đầu |cuối )?năm(?: {_YEARS})?",
        r"\b(?:ngày|tháng|quý|năm|giai đoạn|nhiệm kỳ) (?:[IVX]+\b|\d[\d/]*(?: ?[-–] ?\d+)?)",
        rf"\b(?:đầu|cuối) năm {_YEARS}",
        r"\b(?:Điều|khoản|Khoản|điểm|Mục|Chương|Phụ lục|Nội dung|đợt|lần) (?:thứ )?[\dIVXa-zđ]+\b",
        r"\d(?:[\d.,]*\d)?%? [^\W\d]+",
        r"\([^()]{1,30}\)",
        r"\S+ \([^\s()]+\)",  # an abbreviation stays with what it stands for
    )
)
_CAPITALS = re.compile(rf"{_NAME}(?: {_NAME})+")

_WORDS = """
an ninh|an toàn|ban hành|ban quản lý dự án|báo cáo|bảo trợ|bảo vệ môi trường|bảo đảm|bổ sung|chi tiết|chuyên môn
|chuyên đề|chuyển đổi số|chính quyền|chính sách|chính thức|chương trình|chất lượng|chỉ số|chỉ số papi|chỉ đạo
|chủ trì|chủ tịch|cung ứng|cung ứng dịch vụ công|cuộc họp|cuộc sống|cán bộ|công bố|công chức|công dân|công khai
|công nghệ|công thương|công tác|công việc|cơ chế|cơ quan|cơ sở|cải cách|cải cách hành chính|cải thiện|cấp cơ sở
|cấp huyện|cấp tỉnh|cấp xã|danh mục|danh sách|doanh nghiệp|du lịch|dân tộc|dịch vụ|dịch vụ công
|dịch vụ công trực tuyến|dự thảo|dự án|gia đình|giai đoạn|giao ban|giám sát|giáo dục|giải pháp|giải quyết
|giải trình|góp ý|hiệu lực|hiệu quả|hiệu quả quản trị|hoàn thiện|hoàn thành|hoạt động|hành chính|hành chính công
|hướng dẫn|hướng tới|hướng về|hạ tầng|hạn chế|hồ sơ|hỗ trợ|hội nghị|hội đồng|hội đồng nhân dân|khen thưởng
|khiếu nại|khoa học|khu vực|khu vực công|khó khăn|khảo sát|khẩn trương|khắc phục|kinh phí|kinh tế|kiến nghị
|kiểm soát|kiểm tra|kiện toàn|kế hoạch|kết luận|kết nối|kết quả|kỷ cương|kỷ luật|lao động|liêm chính|liên quan
|liên thông|lãnh đạo|lĩnh vực|lấy ý kiến|minh bạch|môi trường|mặt trận|mặt trận tổ quốc|mục tiêu|mục đích|mức độ
|nghiêm túc|ngoại vụ|người dân|nhiệm kỳ|nhiệm vụ|nhu cầu|nhà nước|nhân dân|nâng cao|nông nghiệp|nông thôn mới
|nội vụ|phát huy|phát triển|phân công|phân tích|phê duyệt|phó chủ tịch|phương hướng|phương án|phản ánh|phối hợp
|phổ biến|phụ trách|phục vụ|quy chế|quy hoạch|quy trình|quy định|quán triệt|quản lý|quản lý dự án|quản trị
|quản trị điện tử|rà soát|sáp nhập|sơ kết|sản xuất|sắp xếp|sửa đổi|sự hài lòng|tham gia|tham mưu|tham nhũng
|thay thế|theo dõi|thi đua|thu hồi|thành lập|thành viên|thông báo|thông qua|thông tin|thương binh|thường xuyên
|thế hệ|thể thao|thống kê|thủ tục|thủ tục hành chính|thực hiện|tiêu chí|tiến độ|tiếp công dân|tiếp nhận|tiếp tục
|triển khai|trung tâm|truyền thông|trách nhiệm|trách nhiệm giải trình|trên địa bàn|trọng tâm|trực tuyến
|tuyên truyền|tài chính|tài nguyên|tái định cư|tình hình|tôn giáo|tăng cường|tư pháp|tập huấn|tập thể|tố cáo
|tổ chức|tổ công tác|tổng hợp|tổng kết|tờ trình|uỷ ban nhân dân|viên chức|việc làm|văn bản|văn hóa|văn phòng
|vướng mắc|vận động|về việc|vệ sinh|xây dựng|xã hội|xếp hạng|xử lý|y tế|yêu cầu|ý kiến|điều chỉnh|điều hành|điện tử
|đào tạo|đánh giá|đính chính|đô thị|đôn đốc|đơn vị|đầu tư|đầu tư xây dựng|đẩy mạnh|đặc biệt|đề nghị|đề xuất|đề án
|địa bàn|địa chính|địa phương|đối thoại|đối với|đợt cao điểm|ủy ban|ủy ban nhân dân
"""
_LIST = frozenset(tuple(entry.strip().split()) for entry in _WORDS.replace("\n", " ").split("|"))
_LONGEST = max(map(len, _LIST))
_BEFORE = frozenset(
    ("về", "của", "trên", "kỳ", "tại", "trong", "theo", "để", "nhằm", "giai", "do", "và", "hoặc", "(theo", "(qua")
)
_LEADING = frozenset(
    ("về", "của", "và", "trên", "với", "cho", "kỳ", "tại", "trong", "theo", "số", "từ", "đến", "các", "những", "hoặc",
     "để", "do", "bởi", "mọi", "một", "tới", "v/v", "là", "gồm", "không", "chưa", "đã", "năm", "ngày", "tháng", "quý", "-")
)  # fmt: skip


@lru_cache(maxsize=512)
def breaks(words: tuple[str, ...]) -> tuple[int, ...]:
    """What it costs to end a line behind each of `words` but the last; from WITHIN on they are held together.

    >>> breaks(("Kết", "quả", "của", "xã", "Tiền", "Phong"))
    (99, 0, 4, 31, 99)
    """
    costs = [_cost(word, after) for word, after in pairwise(words)]
    for first, last in _phrases(words):
        for place in range(first, last):
            costs[place] += WITHIN if costs[place] < WITHIN else 0
    for first, last in (*_names(words), *_listed(words)):
        costs[first:last] = [FORBIDDEN] * (last - first)
    return tuple(costs)


def held(text: str) -> list[str]:
    """`text` as the runs of words that stay together: `["Kết quả", "của", "xã Tiền Phong"]`."""
    words = text.split()
    runs = words[:1]
    for word, cost in zip(words[1:], breaks(tuple(words)), strict=True):
        if cost >= WITHIN:
            runs[-1] += f" {word}"
        else:
            runs.append(word)
    return runs


def _cost(word: str, after: str) -> int:
    if word.strip('“”"(').casefold() in _LEADING:
        return BAD
    return GOOD if word[-1] in ",;:" or after.casefold() in _BEFORE or after.startswith("(") else PLAIN


def _phrases(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """(first word, last word) of what the patterns find."""
    text = " ".join(words)
    for pattern in _PATTERNS:
        yield from _found(pattern, text)


def _names(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Words with capitals one behind the other; of a text all in capitals none."""
    text = " ".join(words)
    if not text.isupper():
        yield from _found(_CAPITALS, text)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(text):
        yield text.count(" ", 0, found.start()), text.count(" ", 0, found.end())


def _listed(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    bare = [word.strip('“”"().;:,').casefold() for word in words]
    for first in range(len(bare)):
        for count in range(2, min(_LONGEST, len(bare) - first) + 1):
            inside = words[first : first + count - 1]
            if tuple(bare[first : first + count]) in _LIST and not any(word[-1] in ".;:,)" for word in inside):
                yield first, first + count - 1
