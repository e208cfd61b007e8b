"""The columns of the sheet, the same going out and coming in."""

from units.accounts.managing import GIVEN

HEADS = ("Mã đơn vị", "Đơn vị", "Cơ quan, bộ phận", "Vai trò", "Chức danh", "Họ và tên khi ký", "Thư điện tử",
         "Điện thoại", "Tên đăng nhập", "Từ ngày", "Trạng thái", "Đăng nhập gần nhất")  # fmt: skip
WIDTHS = (10, 34, 34, 22, 34, 24, 30, 14, 26, 12, 22, 18)
CODE, _, AGENCY, ROLE, TITLE, NAME, EMAIL, PHONE, USERNAME, SINCE = range(10)
READ = SINCE + 1  # what stands behind is told, never taken
HEAD_ROW = 3
MOST_ROWS = 3000
LABELS = {role.label: role for role in GIVEN}
RULE = (
    "Dòng không có tên đăng nhập, hoặc tên chưa có ai dùng: lập tài khoản mới. Dòng có tên đăng nhập: sửa chức danh, họ "
    "tên, thư điện tử, điện thoại khác với đang lưu; ô để trống giữ nguyên. Không dòng nào cho ai thôi chức vụ. Cột Trạng "
    "thái và Đăng nhập gần nhất chỉ để xem."
)
