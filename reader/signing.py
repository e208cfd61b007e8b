"""Who signs for whom: TM., KT., TL. and the offices that may stand over a signature."""

import re

from .text import UPPER, is_caps, squeeze

OFFICE = (
    r"(?:Q\. ?)?(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|CHỦ NHIỆM|CHU TỊCH|CHỦ TICH|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG (?:TIỂU )?BAN"
    r"|TRƯỞNG PHÒNG"
    r"|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|BÍ THƯ|CHÁNH THANH TRA|HIỆU TRƯỞNG|TỔ TRƯỞNG|TRƯỞNG ĐOÀN"
    r"|CHỈ HUY TRƯỞNG"
    r"|BỘ TRƯỞNG|THỨ TRƯỞNG|VIỆN TRƯỞNG|TỔNG GIÁM ĐỐC|TRƯỞNG CÔNG AN)"
)
ACTS_FOR = re.compile(
    rf"(?<![\w,])(?:T/?M|K/?T|T/?L|TUQ|T\.M|K\.T"
    rf"|T\.L)\s*[.,]?\s*(?=[{UPPER}]{{2,}}[\s.]*[{UPPER}]{{2,}}|UBND)"
)
OFFICE_AT = re.compile(rf"(?<![\w.])(?:PHÓ |QUYỀN )?{OFFICE}(?![\w])")

# Family names one meets most; who has another is no less a person, only the reading is less sure.
FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đào", "Đoàn", "Trịnh", "Đinh", "Lâm", "Mai", "Trương", "Tạ", "Cao", "Hà", "Lương", "Tô", "Thái", "Quách", "Vương",
    "Chu", "Kiều", "Lưu", "Tống", "Triệu", "Nông", "Lò", "Hứa", "Tăng", "Phùng", "La", "Sầm", "Lường", "Vi", "Vàng",
    "Giàng", "Sùng", "Hầu", "Lục", "Khổng", "Trà", "Thạch", "Kim", "Sơn", "Danh", "Châu", "Bế", "Đàm", "Mạc", "Văn",
    "Quàng", "Cà", "Tòng", "Bạch", "Doãn", "Lại", "Tôn", "Từ", "Ông", "Viên", "Ma", "Mã", "Và", "Điểu",
)  # fmt: skip


def signs(cell: str) -> bool:
    """Whether a cell is a signing line ("TM. ỦY BAN NHÂN DÂN") or only an office ("CHỦ TỊCH")."""
    clean = squeeze(cell).strip(" .*")
    return bool(ACTS_FOR.match(clean) and is_caps(clean)) or bool(re.fullmatch(OFFICE, clean))


# Offices that sign, in capitals as they stand; each has its deputy.
OFFICES = (
    "CHỦ TỊCH", "GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "TRƯỞNG BAN", "TRƯỞNG PHÒNG", "CHI CỤC TRƯỞNG", "CỤC TRƯỞNG", "BÍ THƯ",
    "CHÁNH THANH TRA", "HIỆU TRƯỞNG", "TRƯỞNG CÔNG AN", "CHỈ HUY TRƯỞNG",
)  # fmt: skip
