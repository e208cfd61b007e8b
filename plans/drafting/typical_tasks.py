"""Typical tasks by dimension to start a plan from; our own wording, every one to be fitted to the place."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Typical:
    """One typical task: dimension (None: general), text, product, rhythm."""

    dimension: int | None
    text: str
    product: str
    rhythm: str


TYPICAL = (
    Typical(
        1,
        "Mở hội nghị thôn, tổ dân phố để người dân bàn và quyết định các khoản đóng góp tự nguyện",
        "Biên bản hội nghị",
        "half_year",
    ),
    Typical(
        1,
        "Giới thiệu Luật Thực hiện dân chủ ở cơ sở tại hội nghị thôn và trên truyền thanh cơ sở",
        "Lịch phát, tài liệu",
        "quarter",
    ),
    Typical(
        2,
        "Họp bình xét, niêm yết danh sách hộ nghèo, hộ cận nghèo tại trụ sở và nhà văn hóa thôn",
        "Biên bản họp, ảnh niêm yết",
        "year",
    ),
    Typical(
        2,
        "Niêm yết dự toán, quyết toán ngân sách xã bằng bảng dễ đọc",
        "Bảng công khai từng quý",
        "quarter",
    ),
    Typical(
        2,
        "Lấy ý kiến người dân về kế hoạch sử dụng đất và trả lời từng ý kiến",
        "Bản tổng hợp ý kiến",
        "year",
    ),
    Typical(
        3,
        "Người đứng đầu tiếp công dân theo lịch và thông báo kết quả xử lý",
        "Sổ tiếp công dân",
        "month",
    ),
    Typical(
        3,
        "Đối thoại trực tiếp với người dân, trả lời bằng văn bản các kiến nghị còn lại",
        "Biên bản đối thoại",
        "half_year",
    ),
    Typical(
        4,
        "Kiểm tra đột xuất việc thực hiện công vụ tại Bộ phận Một cửa",
        "Biên bản kiểm tra",
        "quarter",
    ),
    Typical(
        4,
        "Công bố kênh tiếp nhận phản ánh về nhũng nhiễu và kết quả xử lý từng phản ánh",
        "Bảng tổng hợp phản ánh",
        "quarter",
    ),
    Typical(
        5,
        "Niêm yết đủ thủ tục, phí, lệ phí và thời hạn; rà soát khi có thay đổi",
        "Danh mục đã niêm yết",
        "quarter",
    ),
    Typical(
        5,
        "Giải quyết hồ sơ đúng hạn; hồ sơ quá hạn có thư xin lỗi và ngày hẹn mới",
        "Số hồ sơ đúng hạn",
        "month",
    ),
    Typical(
        6,
        "Khảo sát mức độ hài lòng khi khám, chữa bệnh tại trạm y tế và khắc phục điểm yếu",
        "Báo cáo khảo sát",
        "half_year",
    ),
    Typical(
        6,
        "Kiểm tra đường làng, điện, nước, an ninh khu dân cư và lập danh mục cần sửa",
        "Danh mục, thời hạn sửa",
        "half_year",
    ),
    Typical(
        7,
        "Thu gom rác tại nguồn và xử lý điểm rác tự phát",
        "Số điểm rác đã xóa",
        "month",
    ),
    Typical(
        7,
        "Lấy mẫu nước sinh hoạt, công bố kết quả cho người dân",
        "Phiếu kết quả",
        "half_year",
    ),
    Typical(
        8,
        "Hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn",
        "Số lượt hướng dẫn",
        "month",
    ),
    Typical(
        8,
        "Trả lời câu hỏi của người dân trên trang thông tin điện tử trong thời hạn công bố",
        "Số câu hỏi đã trả lời",
        "month",
    ),
    Typical(
        None,
        "Tập huấn cho cán bộ, công chức và trưởng thôn về các nội dung của Chỉ số PAPI",
        "Lớp tập huấn, danh sách",
        "year",
    ),
    Typical(
        None,
        "Kiểm tra việc thực hiện kế hoạch và báo cáo theo kỳ",
        "Báo cáo",
        "quarter",
    ),
)


def words_of(typical: Typical) -> dict[str, Any]:
    """Plain values for `plans.drafting.workflow.tasks.add_task`."""
    return {
        "text": typical.text,
        "product": typical.product,
        "rhythm": typical.rhythm,
        "dimensions": [typical.dimension] if typical.dimension else [],
    }
