"""What allauth says at the door, in the portal's words; what is not named here is not said."""

from journal.notes import Kind

ERRORS = {
    "incorrect_code": "Mã không đúng hoặc đã dùng rồi. Mã trong ứng dụng đổi sau mỗi 30 giây: gõ mã đang hiện.",
    "incorrect_password": "Sai mật khẩu.",
    "too_many_login_attempts": "Nhập sai quá nhiều lần. Thử lại sau 5 phút.",
    "rate_limited": "Gửi quá nhiều lần. Thử lại sau ít phút.",
    "account_inactive": "Tài khoản đang ngừng. Đề nghị quản trị đơn vị cho dùng lại.",
    "invalid_login": "Chưa đăng nhập được.",
    "cannot_delete_authenticator": "Chưa gỡ được bước xác thực này.",
    "cannot_generate_recovery_codes": "Bật ứng dụng mã hoặc khóa trước, rồi tạo mã dự phòng.",
}
# Template of allauth's message: the toast after the act.
TOASTS = {
    "mfa/messages/totp_activated.txt": "Đã bật ứng dụng mã.",
    "mfa/messages/totp_deactivated.txt": "Đã gỡ ứng dụng mã.",
    "mfa/messages/webauthn_added.txt": "Đã thêm khóa.",
    "mfa/messages/webauthn_removed.txt": "Đã gỡ khóa.",
    "mfa/messages/recovery_codes_generated.txt": "Đã tạo bộ mã dự phòng mới; mã cũ thôi dùng được.",
}
# Template of allauth's mail: the line of the journal, and what the owner is told.
CHANGES = {
    "socialaccount/email/account_connected": (Kind.FACTOR_ADDED, "nối với đăng nhập một lần của tỉnh"),
    "mfa/email/totp_activated": (Kind.FACTOR_ADDED, "bật ứng dụng mã đăng nhập"),
    "mfa/email/totp_deactivated": (Kind.FACTOR_REMOVED, "gỡ ứng dụng mã đăng nhập"),
    "mfa/email/webauthn_added": (Kind.FACTOR_ADDED, "thêm một khóa đăng nhập"),
    "mfa/email/webauthn_removed": (Kind.FACTOR_REMOVED, "gỡ một khóa đăng nhập"),
    "mfa/email/recovery_codes_generated": (Kind.FACTOR_ADDED, "tạo bộ mã dự phòng mới"),
}
RULE = (
    "Bước xác thực thứ hai giữ tài khoản kể cả khi lộ mật khẩu: mã 6 số từ ứng dụng trên điện thoại, hoặc khóa (vân tay, "
    "khuôn mặt, mã PIN của máy; khóa USB). Mã dự phòng in ra, cất riêng, mỗi mã dùng một lần khi không có điện thoại."
)
MUST = "Vai trò của bạn phải có bước xác thực thứ hai. Chọn một cách dưới đây trước khi làm việc tiếp."
