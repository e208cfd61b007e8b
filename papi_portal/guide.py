"""Pictures of the guide: what each shows to whom, made from a running portal by `make screenshots`."""

from dataclasses import dataclass

from django.conf import settings

__all__ = ["PICTURES", "Picture", "of_role"]

FOLDER = "guide"  # below static/


@dataclass(frozen=True)
class Picture:
    """One page of the demo as one of its people sees it; `follow`: links clicked from the page `url_name` on."""

    name: str
    role: str
    caption: str
    user: str
    url_name: str
    follow: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its place among the static files."""
        return f"{FOLDER}/{self.name}.webp"


ENTRY, LEADER, CLERK = "hongquang.nhaplieu", "hongquang.lanhdao", "snv.vanthu"
REVIEWER, CHAIR, KEEPER, ADMIN = "hungyen.thamdinh", "hungyen.lanhdao", "hungyen.quantri", "quantri"
AUDITOR = "hungyen.kiemtra"
APPRAISER, COUNCIL = "hungyen.chamdiem", "hungyen.hoidong1"
DESK = "hongquang.thamdo"
PICTURES = (
    Picture("nhap-viec", "entry", "Việc của tôi: việc gấp đứng trước, mỗi dòng một nút.", ENTRY, "work"),
    Picture("nhap-tien-do", "entry", "Nhập tiến độ: mức độ, số liệu, kết quả; bên phải là kỳ trước.", ENTRY, "work",
            ("main a[href^='/tien-do/']",)),
    Picture("nhap-ke-hoach", "entry", "Kế hoạch của đơn vị: nhiệm vụ theo nội dung, ai làm, trước ngày nào.", ENTRY, "plans",
            ("main table a[href^='/ke-hoach/']",)),
    Picture("lanh-dao-viec", "leader", "Việc của lãnh đạo: tiến độ chờ xem, văn bản chờ ký.", LEADER, "work"),
    Picture("lanh-dao-uy-quyen", "leader", "Ủy quyền: người, việc giao, từ ngày đến ngày.", LEADER, "delegations"),
    Picture("tham-dinh-don-vi", "reviewer", "Thẩm định: mỗi đơn vị một dòng, mục rõ và mục cần xem kỹ.", REVIEWER,
            "review_units"),
    Picture("tham-dinh-mot", "reviewer", "Một đơn vị: duyệt các mục rõ cùng lúc, xem từng mục còn lại.", REVIEWER,
            "review_units", ("main table a[href*='/don-vi/']",)),
    Picture("tham-dinh-nhiem-vu", "reviewer", "Một nhiệm vụ của mọi đơn vị: số liệu đặt cạnh nhau.", REVIEWER,
            "review_tasks", ("main table a[href*='/nhiem-vu/']",)),
    Picture("van-thu-so", "clerk", "Sổ văn bản đi: số, ký hiệu, ngày, nơi nhận.", CLERK, "registers",
            ("main table a[href*='/so/'], main table a[href*='so-van-ban']",)),
    Picture("van-thu-van-ban", "clerk", "Văn bản của cơ quan và bước đang chờ.", CLERK, "documents"),
    Picture("tong-hop", "overseer", "Tổng hợp: mỗi con số, mỗi ô màu mở ra những dòng nó đếm.", CHAIR, "dashboard"),
    Picture("chi-so", "overseer", "Chỉ số PAPI của tỉnh, từ điểm số đến nhiệm vụ.", CHAIR, "indicators"),
    Picture("cham-diem", "appraiser", "Chỉ số nội bộ: đợt chấm đang ở bước nào, mỗi đợt mở ra các phiếu.", APPRAISER,
            "index_home"),
    Picture("hoi-dong", "council", "Chỉ số nội bộ: từ đợt chấm mở trang Hội đồng để biểu quyết.", COUNCIL, "index_home"),
    Picture("tham-do", "pulse_desk", "Thăm dò ý kiến người dân: các đợt của đơn vị, mã QR, phiếu giấy.", DESK,
            "pulse_rounds"),
    Picture("nhat-ky", "auditor", "Nhật ký hệ thống: lọc theo ngày, người, việc; tải về bằng XLSX.", AUDITOR, "journal"),
    Picture("ai-duoc-lam-gi", "auditor", "Ai được làm gì: mọi quyền của từng vai trò trên một trang.", AUDITOR, "rights"),
    Picture("don-vi-va-nguoi", "unit_admin", "Đơn vị và người: ai giữ chức vụ nào, còn thiếu ai.", KEEPER, "people"),
    Picture("nhac-viec", "admin", "Lịch gửi nhắc việc: ngày nào, ai được nhắc, vì sao.", ADMIN, "reminders"),
)  # fmt: skip


def of_role() -> dict[str, list[Picture]]:
    """{role: its pictures in their order}, those that were made."""
    found: dict[str, list[Picture]] = {}
    for picture in PICTURES:
        if (settings.BASE_DIR / "static" / picture.file).is_file():
            found.setdefault(picture.role, []).append(picture)
    return found
