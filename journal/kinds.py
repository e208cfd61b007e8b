"""The kinds of what is written down: one table, by the groups an auditor looks for."""

from django.db import models

__all__ = ["GROUPS", "Kind", "group_of"]


class Kind(models.TextChoices):
    """What happened; the label is what an auditor reads."""

    SIGN_IN = "sign_in", "đăng nhập"
    SIGN_IN_FAILED = "sign_in_failed", "đăng nhập không được"
    SIGN_OUT = "sign_out", "đăng xuất"
    LOCKED = "locked", "tạm khóa do nhập sai nhiều lần"
    UNLOCKED = "unlocked", "mở khóa đăng nhập"
    SESSION_ENDED = "session_ended", "kết thúc phiên làm việc"
    NEW_DEVICE = "new_device", "đăng nhập từ thiết bị mới"
    FACTOR_ADDED = "factor_added", "thêm lớp xác thực"
    FACTOR_REMOVED = "factor_removed", "bỏ lớp xác thực"
    FACTOR_FAILED = "factor_failed", "xác thực lớp hai không được"
    RECOVERY_USED = "recovery_used", "dùng mã dự phòng"
    PASSWORD_CHANGED = "password_changed", "đổi mật khẩu"
    PASSWORD_RESET_ASKED = "password_reset_asked", "đề nghị đặt lại mật khẩu"
    PASSWORD_RESET = "password_reset", "đặt lại mật khẩu"
    RESET_CONFIRMED = "reset_confirmed", "người quản trị thứ hai xác nhận đặt lại mật khẩu"

    ACCOUNT_MADE = "account_made", "lập tài khoản"
    ACCOUNT_CHANGED = "account_changed", "sửa thông tin tài khoản"
    ACCOUNT_STOPPED = "account_stopped", "ngừng tài khoản"
    ACCOUNT_RESUMED = "account_resumed", "cho dùng lại tài khoản"
    KEY_GIVEN = "key_given", "cấp mã đăng nhập lần đầu"
    POST_GIVEN = "post_given", "giao chức vụ"
    POST_ENDED = "post_ended", "cho thôi chức vụ"
    POST_MOVED = "post_moved", "chuyển chức vụ"
    POST_HANDED = "post_handed", "bàn giao chức vụ"
    DELEGATED = "delegated", "ủy quyền"
    DELEGATION_ENDED = "delegation_ended", "thôi ủy quyền"
    CERTIFICATE = "certificate", "khai, thôi dùng chứng thư số"

    ADMIN_CHANGED = "admin_changed", "sửa ở Quản trị dữ liệu"
    SETTING = "setting", "đổi cài đặt"

    DOWNLOAD = "download", "tải tệp"
    EXPORT = "export", "kết xuất bảng"
    FEED = "feed", "lấy lịch nhắc việc"
    VIEW_PERSONAL = "view_personal", "xem dữ liệu cá nhân"
    PERSONAL_EXPORTED = "personal_exported", "cấp bản sao dữ liệu cá nhân"
    PERSONAL_ERASED = "personal_erased", "xóa dữ liệu cá nhân"
    PERSONAL_MARKED = "personal_marked", "đánh dấu có dữ liệu cá nhân"

    IMPORTED = "imported", "nạp dữ liệu"
    PULSE = "pulse", "thăm dò ý kiến người dân"
    IMPORT_DISCARDED = "import_discarded", "bỏ dữ liệu đã nạp"
    SIGNED = "signed", "ký số"
    SIGNING_FAILED = "signing_failed", "ký số không thành"
    TRACES_REMOVED = "traces_removed", "xóa dự thảo cùng vết của nó"
    JOURNAL_EXPIRED = "journal_expired", "xóa nhật ký hết thời hạn lưu"


GROUPS = {
    "Đăng nhập": (
        Kind.SIGN_IN, Kind.SIGN_IN_FAILED, Kind.SIGN_OUT, Kind.LOCKED, Kind.UNLOCKED, Kind.SESSION_ENDED, Kind.NEW_DEVICE,
        Kind.FACTOR_ADDED, Kind.FACTOR_REMOVED, Kind.FACTOR_FAILED, Kind.RECOVERY_USED, Kind.PASSWORD_CHANGED,
        Kind.PASSWORD_RESET_ASKED, Kind.PASSWORD_RESET, Kind.RESET_CONFIRMED,
    ),
    "Tài khoản và quyền": (
        Kind.ACCOUNT_MADE, Kind.ACCOUNT_CHANGED, Kind.ACCOUNT_STOPPED, Kind.ACCOUNT_RESUMED, Kind.KEY_GIVEN,
        Kind.POST_GIVEN, Kind.POST_ENDED, Kind.POST_MOVED, Kind.POST_HANDED, Kind.DELEGATED, Kind.DELEGATION_ENDED,
        Kind.CERTIFICATE,
    ),
    "Cài đặt, quản trị": (Kind.ADMIN_CHANGED, Kind.SETTING),
    "Tải, kết xuất": (Kind.DOWNLOAD, Kind.EXPORT, Kind.FEED),
    "Dữ liệu cá nhân": (Kind.VIEW_PERSONAL, Kind.PERSONAL_EXPORTED, Kind.PERSONAL_ERASED, Kind.PERSONAL_MARKED),
    "Nạp dữ liệu": (Kind.IMPORTED, Kind.IMPORT_DISCARDED),
    "Thăm dò ý kiến": (Kind.PULSE,),
    "Ký số": (Kind.SIGNED, Kind.SIGNING_FAILED),
    "Vết và thời hạn lưu": (Kind.TRACES_REMOVED, Kind.JOURNAL_EXPIRED),
}  # fmt: skip


def group_of(kind: str) -> str:
    """The group a kind stands in."""
    return next(name for name, kinds in GROUPS.items() if kind in kinds)
