"""Việc làm cho nhiều mục một lúc: every address that changes many rows at once, and how it is taken back or why not.

Taken back until a letter has left, a number was taken or a report froze it (`units.undoing`). Written out once more in
a test, which also looks for addresses that nobody wrote down here.
"""

from units.undoing import UNDO_RULE

__all__ = ["NAMES", "STANDS", "UNDONE", "UNDO_RULE"]

UNDONE = {  # address -> the address that takes it back
    "review_clear": "review_undo",
    "review_bulk": "review_undo",
    "assignment": "assignment_undo",
    "assignment_propose": "assignment_undo",
    "cascade": "cascade_undo",
    "tasks_many": "tasks_undo",
    "periods": "periods_undo",
    "periods_switch": "periods_undo",
    "periods_year": "periods_undo",
    "scores_import": "scores_import_undo",
}
NAMES = {  # what the page calls them
    "review_clear": "Duyệt các mục rõ",
    "review_bulk": "Duyệt mục đã chọn",
    "assignment": "Phân công nhiều nhiệm vụ",
    "assignment_propose": "Phân công theo đề xuất",
    "cascade": "Giao nhiệm vụ xuống đơn vị",
    "periods": "Tạo các kỳ báo cáo",
    "periods_switch": "Mở, đóng nhiều kỳ",
    "periods_year": "Tạo các kỳ cả năm",
    "scores_import": "Nạp điểm PAPI của một năm",
    "entries_move": "Trình, gửi cả nhóm",
    "documents_together": "Ký, phát hành nhiều văn bản",
    "people_set": "Lập bộ tài khoản",
    "people_upload": "Nạp tài khoản từ XLSX",
    "people_slips": "In phiếu đăng nhập lần đầu",
    "letters_retry": "Gửi lại thư lỗi",
    "notices_read": "Đánh dấu đã xem mọi thông báo",
    "grid": "Nhập nhiều nhiệm vụ",
    "grid_upload": "Nạp biểu Excel",
    "period": "Ngoại lệ cho nhiều đơn vị",
    "tasks_many": "Sửa nhiều nhiệm vụ của dự thảo",
    "task_exempt": "Đánh dấu không áp dụng",
    "task_links": "Ghép nhiệm vụ với kế hoạch cấp trên",
    "inner_days": "Hạn nộp của các bộ phận",
    "reorganise_unit": "Bàn giao của đơn vị sáp nhập",
    "index_keep": "Giữ điểm tự chấm cho phần còn lại",
    "index_charges": "Phân công thẩm định chỉ số nội bộ",
}
STANDS = {  # address -> why there is no button, and what to do instead
    "entries_move": "đã cấp số biên nhận; từng nhiệm vụ rút lại được khi người nhận chưa xử lý",
    "documents_together": "số đã cấp, chữ ký đã ghi vào tệp; hủy số hoặc thay thế văn bản kèm lý do",
    "people_set": "thư, phiếu đăng nhập đã giao; cho thôi từng chức vụ",
    "people_upload": "xem trước từng ô rồi mới ghi; sửa lại từng tài khoản",
    "people_slips": "mã cũ hết hiệu lực khi in mã mới; in lại khi cần",
    "letters_retry": "thư gửi đi không lấy lại được",
    "notices_read": "chỉ đánh dấu đã xem, không việc nào đổi",
    "grid": "mỗi ô sửa lại được khi còn nhập; vết xử lý giữ giá trị trước",
    "grid_upload": "xem trước từng ô thay đổi rồi mới ghi; vết xử lý giữ giá trị trước",
    "period": "đặt lại hạn chung ngay tại trang; vết xử lý giữ hạn trước",
    "task_exempt": "để trống lý do là bỏ dấu",
    "task_links": "chọn lại là ghép lại; vết xử lý giữ liên kết trước",
    "inner_days": "ghi lại ngày khác là thay; để trống là theo hạn chung",
    "reorganise_unit": "theo nghị quyết sáp nhập; xem trước rồi mới ghi, có vết từng kế hoạch",
    "index_charges": "phân công lại được đến khi thông báo kết quả dự kiến; vết xử lý giữ phân công trước",
    "index_keep": "từng tiêu chí cho điểm lại được khi phiếu còn ở người thẩm định; vết xử lý giữ điểm trước",
}
