"""Papers as scanners and telephones give them, in three sets: pages the reader was first made on, then blind ones."""

from .samples_scanned_second import SECOND_SCANNED
from .samples_scanned_third import THIRD_SCANNED
from .scanning import Dirt, Paper

_ONE = Paper(
    ["ỦY BAN NHÂN DÂN", "XÃ ĐÔNG THẠNH"], "47/KH-UBND", "Đông Thạnh, ngày 14 tháng 03 năm 2025", "KẾ HOẠCH",
    "Phòng, chống hạn mặn và giữ nước ngọt mùa khô năm 2025",
    ["Căn cứ Kế hoạch số 88/KH-UBND ngày 20/02/2025 của Ủy ban nhân dân huyện về phòng, chống hạn mặn.",
     "I. MỤC ĐÍCH", "Giữ đủ nước ăn cho mọi nhà qua mùa khô, không để lúa chết khát.", "II. NHIỆM VỤ",
     "1. Đắp đập tạm ở ba vàm rạch trước khi nước mặn lên.", "2. Nạo vét các mương dẫn nước vào ruộng của ấp.",
     "3. Công an xã giữ trật tự ở các điểm lấy nước công cộng.",
     "4. Trạm Y tế xã kiểm tra nước sinh hoạt ở các giếng chung mỗi tuần một lần.",
     "III. TỔ CHỨC THỰC HIỆN", "1. Văn phòng xã theo dõi và báo cáo Ủy ban nhân dân xã."],
    ["- UBND huyện;", "- Đảng ủy xã;", "- Các ấp;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Lâm Thị Bích Thủy",
)  # fmt: skip
_TWO = Paper(
    ["UBND TỈNH KON TUM", "SỞ CÔNG THƯƠNG"], "312/KH-SCT", "Kon Tum, ngày 09 tháng 01 năm 2024", "KẾ HOẠCH",
    "Kiểm tra hàng hóa dịp Tết Nguyên đán năm 2024",
    ["I. YÊU CẦU", "Kiểm tra đúng pháp luật, không gây phiền hà cho người buôn bán.", "II. NỘI DUNG THỰC HIỆN",
     "1. Kiểm tra giá và nguồn gốc bánh kẹo, rượu bia ở chợ đầu mối.",
     "2. Lấy mẫu thực phẩm tươi sống gửi đi kiểm nghiệm trước ngày 25/01/2024.",
     "3. Thanh tra Sở công bố số điện thoại nhận phản ánh của người mua.",
     "III. KINH PHÍ", "Từ nguồn chi thường xuyên của Sở."],
    ["- UBND tỉnh;", "- Giám đốc Sở;", "- Các phòng thuộc Sở;", "- Lưu: VT, QLTM."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    "Y Thanh Hà",
)  # fmt: skip
_THREE = Paper(
    ["ỦY BAN NHÂN DÂN", "PHƯỜNG VĨNH NGUYÊN"], "05/KH-UBND", "Vĩnh Nguyên, ngày 22 tháng 7 năm 2026", "KẾ HOẠCH",
    "Chỉnh trang vỉa hè và ngõ hẻm năm 2026",
    ["I. MỤC TIÊU", "100% ngõ hẻm có đèn chiếu sáng.", "II. NHIỆM VỤ VÀ GIẢI PHÁP",
     "1. Vận động các hộ tự tháo dỡ mái che lấn chiếm, xong trước 30/9/2026.",
     "2. Kẻ vạch chỗ để xe máy trước các trường học.", "3. Thay bóng đèn hỏng ở các hẻm phía đông.",
     "4. Trồng cây bóng mát dọc đường ven biển.", "5. Công khai kinh phí chỉnh trang ở nhà sinh hoạt khu phố."],
    ["- Thường trực Đảng ủy;", "- Các khu phố;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    "Đỗ Quang Huy",
)  # fmt: skip

FIRST = {
    "a commune's plan under its seal": (_ONE, Dirt(3), {
        "doc_type": "KE_HOACH", "number": "47/KH-UBND", "date": "2025-03-14", "place": "Đông Thạnh",
        "issuer": "Ủy ban nhân dân xã Đông Thạnh", "title": "Phòng, chống hạn mặn và giữ nước ngọt mùa khô năm 2025",
        "signer_name": "Lâm Thị Bích Thủy", "signer_title": "CHỦ TỊCH", "signing_form": ["TM. ỦY BAN NHÂN DÂN"],
        "years_covered": [2025], "recipients": ["UBND huyện", "Đảng ủy xã", "Các ấp", "Lưu: VT"],
        "tasks": ["Đắp đập tạm ở ba vàm rạch trước khi nước mặn lên.", "Nạo vét các mương dẫn nước vào ruộng của ấp.",
                  "Công an xã giữ trật tự ở các điểm lấy nước công cộng.",
                  "Trạm Y tế xã kiểm tra nước sinh hoạt ở các giếng chung mỗi tuần một lần."],
    }),
    "a department's plan signed by the deputy": (_TWO, Dirt(8), {
        "doc_type": "KE_HOACH", "number": "312/KH-SCT", "date": "2024-01-09", "place": "Kon Tum",
        "issuer": "Sở Công Thương", "title": "Kiểm tra hàng hóa dịp Tết Nguyên đán năm 2024",
        "signer_name": "Y Thanh Hà", "signer_title": "PHÓ GIÁM ĐỐC", "signing_form": ["KT. GIÁM ĐỐC"],
        "years_covered": [2024], "recipients": ["UBND tỉnh", "Giám đốc Sở", "Các phòng thuộc Sở", "Lưu: VT, QLTM"],
        "tasks": ["Kiểm tra giá và nguồn gốc bánh kẹo, rượu bia ở chợ đầu mối.",
                  "Lấy mẫu thực phẩm tươi sống gửi đi kiểm nghiệm trước ngày 25/01/2024.",
                  "Thanh tra Sở công bố số điện thoại nhận phản ánh của người mua."],
    }),
    "a ward's plan in the chairman's stead": (_THREE, Dirt(21), {
        "doc_type": "KE_HOACH", "number": "05/KH-UBND", "date": "2026-07-22", "place": "Vĩnh Nguyên",
        "issuer": "Ủy ban nhân dân phường Vĩnh Nguyên", "title": "Chỉnh trang vỉa hè và ngõ hẻm năm 2026",
        "signer_name": "Đỗ Quang Huy", "signer_title": "PHÓ CHỦ TỊCH",
        "signing_form": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "years_covered": [2026],
        "recipients": ["Thường trực Đảng ủy", "Các khu phố", "Lưu: VT"],
        "tasks": ["Vận động các hộ tự tháo dỡ mái che lấn chiếm, xong trước 30/9/2026.",
                  "Kẻ vạch chỗ để xe máy trước các trường học.", "Thay bóng đèn hỏng ở các hẻm phía đông.",
                  "Trồng cây bóng mát dọc đường ven biển.",
                  "Công khai kinh phí chỉnh trang ở nhà sinh hoạt khu phố."],
    }),
}  # fmt: skip

SCANNED = FIRST | SECOND_SCANNED | THIRD_SCANNED
