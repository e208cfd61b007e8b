"""The one vocabulary of statuses: every badge on every page and paper takes its word, icon and tone from here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """One status: `code` in the database, `word` on the screen, `icon` of the sprite, `tone` of the style sheet."""

    code: str
    word: str
    icon: str
    tone: str
    group: str


_TABLE = {
    # Mức độ thực hiện: typed by the person who enters progress.
    "level": [
        ("not_started", "Chưa thực hiện", "circle", "neutral"),
        ("in_progress", "Đang thực hiện", "hourglass-split", "info"),
        ("done", "Hoàn thành", "check-circle-fill", "good"),
        ("nothing", "Không phát sinh", "dash-circle", "neutral"),
    ],
    # Hạn: computed from due date, as-of date and level; never typed.
    "due": [
        ("overdue", "Quá hạn", "exclamation-triangle-fill", "bad"),
        ("done_late", "Hoàn thành quá hạn", "check-circle", "warn"),
        ("due_soon", "Sắp đến hạn", "clock", "warn"),
        ("extension", "Đề nghị gia hạn", "calendar-plus", "back"),
    ],
    # Luân chuyển: where an entry is on its way.
    "flow": [
        ("missing", "Chưa nhập", "circle-half", "neutral"),
        ("draft", "Bản nháp", "pencil", "neutral"),
        ("with_leader", "Chờ lãnh đạo duyệt", "person-check", "info"),
        ("submitted", "Chờ thẩm định", "send", "info"),
        ("returned", "Trả lại", "arrow-return-left", "back"),
        ("approved", "Đã duyệt", "shield-check", "good"),
        ("locked", "Đã khóa", "lock-fill", "neutral"),
    ],
    # Gửi báo cáo: of a unit in a period. A late report is not late work.
    "sending": [
        ("on_time", "Đúng hạn", "check-circle-fill", "good"),
        ("sent_late", "Gửi chậm", "clock-history", "warn"),
        ("partly", "Chưa gửi đủ", "circle-half", "warn"),
        ("unsent", "Chưa gửi", "x-circle-fill", "bad"),
        ("released", "Không còn phải gửi", "dash-circle", "neutral"),
    ],
    # Gửi bằng cách khác, nhập sau: what a unit says it sent while the portal was down.
    "other_way": [
        ("other_way_told", "Chờ xác nhận", "hourglass-split", "info"),
        ("other_way_confirmed", "Đã xác nhận", "check-circle-fill", "good"),
        ("other_way_refused", "Không xác nhận", "x-circle-fill", "bad"),
        ("other_way_withdrawn", "Đã rút", "slash-circle", "neutral"),
    ],
    # Văn bản: of a number in the register.
    "document": [
        ("held", "Giữ số", "bookmark", "neutral"),
        ("to_sign", "Chờ ký", "pen", "info"),
        ("signed", "Chờ phát hành", "send", "info"),
        ("issued", "Đã phát hành", "patch-check-fill", "good"),
        ("cancelled", "Đã hủy số", "slash-circle", "bad"),
    ],
    # Văn bản đến: where an incoming paper is in its unit.
    "incoming": [
        ("in_arrived", "Mới đến", "inbox", "info"),
        ("in_received", "Đã vào sổ", "bookmark", "info"),
        ("in_assigned", "Đã phân công", "person-check", "info"),
        ("in_handling", "Đang xử lý", "hourglass-split", "info"),
        ("in_done", "Đã xử lý", "check-circle-fill", "good"),
        ("in_refused", "Từ chối nhận", "x-circle-fill", "bad"),
    ],
    # Tài liệu kiểm chứng: who may open it.
    "personal": [
        ("suspected", "Có thể có dữ liệu cá nhân", "exclamation-triangle-fill", "warn"),
        ("marked", "Có dữ liệu cá nhân", "lock-fill", "warn"),
    ],
    # Chữ ký: the verdict on a signed file.
    "signature": [
        ("valid", "Hợp lệ", "patch-check-fill", "good"),
        ("remarked", "Nguyên vẹn, còn điểm cần lưu ý", "exclamation-triangle-fill", "warn"),
        ("untrusted", "Nguyên vẹn, chưa đủ tin cậy", "question-circle-fill", "warn"),
        ("tampered", "Đã bị sửa sau khi ký", "x-octagon-fill", "bad"),
        ("unsigned", "Không có chữ ký số", "file-earmark", "info"),
    ],
    # Chứng thư số: how long a certificate of the register stands.
    "certificate": [
        ("cert_good", "Còn hạn", "check-circle-fill", "good"),
        ("cert_ending", "Sắp hết hạn", "clock", "warn"),
        ("cert_expired", "Hết hạn", "x-circle-fill", "bad"),
        ("cert_ended", "Thôi dùng", "slash-circle", "neutral"),
    ],
    # Tài khoản: whether a post has somebody who can sign in.
    "account": [
        ("acc_used", "Đang dùng", "check-circle-fill", "good"),
        ("acc_missing", "Chưa có tài khoản", "x-circle-fill", "bad"),
        ("acc_never", "Chưa đăng nhập lần nào", "circle-half", "warn"),
        ("acc_locked", "Bị khóa", "lock-fill", "bad"),
        ("acc_stopped", "Ngừng dùng", "slash-circle", "neutral"),
        ("acc_ended", "Hết hiệu lực", "dash-circle", "neutral"),
    ],
    # Kế hoạch: where a plan is in its life.
    "plan": [
        ("plan_draft", "Dự thảo", "pencil", "neutral"),
        ("in_force", "Đang hiệu lực", "check-circle-fill", "good"),
        ("plan_amended", "Đã sửa đổi, bổ sung", "pencil-square", "good"),
        ("superseded", "Đã được thay thế", "arrow-right", "neutral"),
        ("plan_closed", "Đã kết thúc", "lock-fill", "neutral"),
    ],
    # Bộ tiêu chí, đợt chấm, phiếu chấm của chỉ số nội bộ.
    "criteria_set": [
        ("set_draft", "Bộ dự thảo", "pencil", "neutral"),
        ("set_issued", "Đã ban hành", "patch-check-fill", "good"),
    ],
    "round": [
        ("round_draft", "Chuẩn bị", "pencil", "neutral"),
        ("round_scoring", "Tự chấm", "hourglass-split", "info"),
        ("round_apprais", "Thẩm định", "clipboard-check", "info"),
        ("round_object", "Nhận kiến nghị", "clock", "warn"),
        ("round_council", "Hội đồng quyết định", "people", "info"),
        ("round_publish", "Đã công bố", "patch-check-fill", "good"),
        ("round_locked", "Đợt đã khóa", "lock-fill", "neutral"),
    ],
    "sheet": [
        ("sheet_open", "Đang tự chấm", "pencil", "neutral"),
        ("sheet_head", "Phiếu chờ lãnh đạo duyệt", "person-check", "info"),
        ("sheet_sent", "Phiếu chờ thẩm định", "send", "info"),
        ("sheet_back", "Phiếu bị trả lại", "arrow-return-left", "back"),
        ("sheet_done", "Đã thẩm định", "shield-check", "good"),
    ],
    # Thư: on its way out of the post office.
    "letter": [
        ("pending", "Chờ gửi", "hourglass-split", "neutral"),
        ("sending", "Đang gửi", "send", "info"),
        ("sent", "Đã gửi", "envelope-check", "good"),
        ("failed", "Không gửi được", "exclamation-triangle-fill", "bad"),
        ("merged", "Đã gộp vào thư khác", "layers", "neutral"),
        ("dropped", "Thôi gửi: không còn giữ chức vụ", "slash-circle", "neutral"),
    ],
    # Giao việc: one cell of the coverage matrix.
    "assignment": [
        ("assigned", "đã giao", "check-lg", "good"),
        ("to_confirm", "chờ xác nhận", "clock", "info"),
        ("unassigned", "chưa giao", "x-lg", "bad"),
        ("not_applicable", "không áp dụng", "dash-lg", "neutral"),
    ],
}

STATUSES: dict[str, Status] = {row[0]: Status(*row, group=group) for group, rows in _TABLE.items() for row in rows}

# What to do next decides which single badge a row shows.
NEXT_STEP_ORDER = ("returned", "overdue")

DIMENSION_NAMES = {
    1: "Tham gia",
    2: "Công khai",
    3: "Giải trình",
    4: "Chống tham nhũng",
    5: "Thủ tục hành chính",
    6: "Dịch vụ công",
    7: "Môi trường",
    8: "Điện tử",
}
GENERAL_TASKS = "Nhiệm vụ chung"


def choices(group: str) -> list[tuple[str, str]]:
    """(code, word) pairs of one group, in office order, as a model field's `choices`."""
    return [(status.code, status.word) for status in STATUSES.values() if status.group == group]


def the_one_badge(*codes: str) -> str:
    """Of several codes that hold for one row, the one to show: Trả lại > Quá hạn > Luân chuyển > Mức độ."""
    groups = ["flow", "level"]

    def rank(code: str) -> tuple[int, int]:
        if code in NEXT_STEP_ORDER:
            return 0, NEXT_STEP_ORDER.index(code)
        group = STATUSES[code].group
        return 1, groups.index(group) if group in groups else len(groups)

    return min(codes, key=rank)
