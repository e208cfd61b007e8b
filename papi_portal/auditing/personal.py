"""Dữ liệu cá nhân: what of whom is kept, why, how long and who sees it, in one table; and a person's own copy of hers."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from journal.models import Note
from post.letters import preferences
from units.characters import fit_for_files
from units.models import Delegation, User
from units.vietnamese import vn_date
from units.workbooks import written

__all__ = ["MOST", "Processing", "copy_of", "register"]

MOST = 20_000  # newest lines of the journal in a copy


@dataclass(frozen=True)
class Processing:
    """One line of the register, in words."""

    what: str
    whose: str
    why: str
    kept: str
    seen_by: str


def register() -> list[Processing]:
    """Every kind of personal data the portal keeps, with the times of this installation."""
    journal, access, letters = settings.KEEP_JOURNAL, settings.KEEP_ACCESS, settings.KEEP_LETTERS
    return [
        Processing("Tên đăng nhập, chức danh, chức vụ, cơ quan", "người dùng", "đăng nhập; ghi ai làm việc gì",
                   "khi còn tài khoản; vết xử lý ghi theo chức danh giữ cùng hồ sơ", "người trong phạm vi công việc"),
        Processing("Họ và tên khi ký", "người ký văn bản", "khối chữ ký và sổ văn bản theo Nghị định 30/2020/NĐ-CP",
                   "theo văn bản đã ký", "người xem được văn bản"),
        Processing("Thư điện tử, điện thoại", "người dùng", "gửi thư nhắc việc, thư đăng nhập lần đầu; liên hệ",
                   "khi còn tài khoản, xóa trống được bất cứ lúc nào",
                   "quản trị đơn vị, lãnh đạo, người thẩm định, người kiểm tra trong phạm vi; mỗi lượt xem có dòng nhật ký"),
        Processing("Số di động nhận tin nhắn Zalo, SMS", "người dùng tự khai và đồng ý",
                   "báo có thư; chỉ gửi số, tiêu đề, đường dẫn cho đơn vị cung cấp dịch vụ tin nhắn",
                   "đến khi thôi đồng ý hoặc xóa dữ liệu cá nhân", "chỉ người ấy"),
        Processing("Mật khẩu, lớp xác thực thứ hai", "người dùng", "đăng nhập", "khi còn tài khoản",
                   "không ai: chỉ giữ mã băm"),
        Processing("Địa chỉ mạng, trình duyệt, lượt đăng nhập, lượt tải", "người dùng", "an toàn thông tin",
                   f"nhật ký {journal} ngày, lượt thử đăng nhập {access} ngày", "người kiểm tra, giám sát trong phạm vi"),
        Processing("Thư và nhắc việc đã gửi", "người dùng", "biết thư đã đến hay chưa",
                   f"{letters} ngày, lâu hơn khi việc còn mở", "người nhận; quản trị hệ thống"),
        Processing("Chứng thư số", "người ký, cơ quan", "ký và kiểm tra chữ ký", "theo văn bản đã ký",
                   "người xem được văn bản"),
        Processing("Thông tin người dân trong tài liệu kiểm chứng", "người được nêu trong tệp",
                   "chứng minh kết quả; hệ thống không yêu cầu, người tải lên che phần không cần; tệp giống giấy tờ tùy "
                   "thân, danh sách hộ dân được đánh dấu", "theo hồ sơ tiến độ",
                   "người xem được tiến độ đó; tệp có dấu: chỉ người nhập, lãnh đạo, người thẩm định, mỗi lượt mở có dòng "
                   "nhật ký"),
    ]  # fmt: skip


def copy_of(person: User) -> bytes:
    """Everything the portal knows of `person` as her own account, as an .xlsx file."""
    lines = Note.objects.filter(by=person).select_related("words")[:MOST]

    def fill(book):
        for title, rows in (("Tài khoản", _account(person)), ("Chức vụ", _posts(person)),
                            ("Ủy quyền", _lent(person)), ("Nhật ký", map(_line, lines))):  # fmt: skip
            sheet = book.add_worksheet(title)
            sheet.set_column(0, 4, 28)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, [fit_for_files(str(cell or "")) for cell in cells])

    return written(fill, title="Bản sao dữ liệu cá nhân", many_rows=True)


def _account(person):
    named = (
        "username",
        "title",
        "legal_name",
        "last_name",
        "first_name",
        "email",
        "phone",
        "date_joined",
        "last_login",
    )
    for name in named:
        value = getattr(person, name)
        shown = f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if hasattr(value, "hour") else value
        yield User._meta.get_field(name).verbose_name, shown  # type: ignore[union-attr]
    preference = preferences([person.pk])[person.pk]
    agreed = preference.consented_at
    yield "số di động nhận tin nhắn", preference.mobile
    yield "đồng ý nhận tin nhắn lúc", f"{timezone.localtime(agreed):%d/%m/%Y %H:%M}" if agreed else ""


def _posts(person):
    for post in person.posts.select_related("agency").order_by("valid_from", "pk"):
        yield post.title, post.agency, post.get_role_display(), vn_date(post.valid_from), vn_date(post.valid_to)


def _lent(person):
    for row in Delegation.objects.filter(from_user=person) | Delegation.objects.filter(to_user=person):
        yield (
            row.from_user,
            row.to_user,
            vn_date(row.valid_from),
            vn_date(row.valid_to),
            "; ".join(row.rights_in_words),
        )


def _line(line):
    words = getattr(line, "words", None)
    at = f"{timezone.localtime(line.at):%d/%m/%Y %H:%M:%S}"
    return at, line.kind_label, words and words.address, words and words.device, words and words.said
