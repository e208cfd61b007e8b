"""A third set written blind after the second was mended: a district's road plan, a hospital, a school, a lake, a Front."""


def _plan(issuer, number, place_day, title, body, foot, kind="KẾ HOẠCH"):
    lines = issuer.split("\n")
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    head = "\n".join(f"{left}\t{other}" for left, other in zip(lines, right, strict=False))
    return f"{head}\nSố: {number}\t{place_day}\n\n{kind}\n{title}\n\n{body.strip()}\n\n{foot.strip()}\n"


FOOT = "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Đảng ủy xã;\tCHỦ TỊCH\n- Lưu: VT.\tVi Văn Thức"

THIRD = {
    "term_of_office_and_stage_beside_the_year": (
        _plan("ỦY BAN NHÂN DÂN\nXÃ YÊN THẮNG", "9/KH-UBND", "Yên Thắng, ngày 12 tháng 01 năm 2026",
              "Thực hiện Nghị quyết Đại hội Đảng bộ xã nhiệm kỳ 2025 - 2030 trong năm 2026",
              "I. NHIỆM VỤ\n1. Làm hai cây cầu treo qua suối.\n2. Mở lớp xóa mù chữ cho phụ nữ bản Pọng.", FOOT),
        {"years_covered": [2026], "tasks": [("Làm hai cây cầu", None), ("Mở lớp", None)], "signer_name": "Vi Văn Thức"},
    ),
    "only_a_term_of_office": (
        _plan("ỦY BAN NHÂN DÂN\nXÃ YÊN THẮNG", "10/KH-UBND", "Yên Thắng, ngày 12 tháng 01 năm 2026",
              "Hoạt động của tổ hòa giải nhiệm kỳ 2024 - 2027", "I. NỘI DUNG\n1. Họp tổ mỗi tháng một lần.", FOOT),
        {"years_covered": [], "tasks": [("Họp tổ", None)]},
    ),
    "a_clinic_leads_and_phrases_do_not": (
        _plan("ỦY BAN NHÂN DÂN\nXÃ YÊN THẮNG", "11/KH-UBND", "Yên Thắng, ngày 02 tháng 3 năm 2026",
              "Chăm sóc sức khỏe người già năm 2026",
              "II. NHIỆM VỤ\n"
              "1. Trạm Y tế xã lập sổ theo dõi huyết áp cho người trên 70 tuổi.\n"
              "2. Thông báo kết quả khám tới từng gia đình.\n"
              "3. Giáo dục trẻ nhỏ kính trọng ông bà.\n"
              "4. Hội Người cao tuổi xã vận động mỗi bản một câu lạc bộ dưỡng sinh.\n"
              "5. Đoàn khám lưu động đến ba bản xa trong tháng 6/2026.\n"
              "6. Ban hành quy chế sử dụng tủ thuốc bản.\n"
              "7. Giao Trạm Y tế xã chủ trì, phối hợp với Trường Tiểu học Yên Thắng:\n"
              "- Khám mắt cho học sinh.\n- Cấp kính cho em nào cận.", FOOT),
        {"tasks": [("Trạm Y tế xã lập sổ", "Trạm Y tế xã"), ("Thông báo kết quả", None), ("Giáo dục trẻ", None),
                   ("Hội Người cao tuổi", "Hội Người cao tuổi xã"), ("Đoàn khám", None), ("Ban hành quy chế", None),
                   ("Khám mắt", "Trạm Y tế xã"), ("Cấp kính", "Trạm Y tế xã")]},
    ),
    "weekly_with_an_hour_and_a_basis_first": (
        _plan("UBND HUYỆN LANG CHÁNH\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "77/KH-GDĐT", "Lang Chánh, ngày 05 tháng 9 năm 2024",
              "Bữa ăn bán trú năm học 2024 - 2025",
              "II. NHIỆM VỤ\n"
              "1. Căn cứ thực đơn đã duyệt, bếp trưởng đi chợ trước 5 giờ 30 phút sáng thứ hai hằng tuần.\n"
              "2. Căn cứ số học sinh vắng, giáo viên chủ nhiệm báo cắt suất ăn trước 08 giờ hằng ngày.\n"
              "3. Trường Mầm non Hoa Ban cân trẻ ngày 15 hằng tháng.",
              "Nơi nhận:\tTRƯỞNG PHÒNG\n- Các trường;\t\n- Lưu: VT.\tLò Thị Minh"),
        {"issuer": "Phòng Giáo dục và Đào tạo", "signer_title": "TRƯỞNG PHÒNG",
         "signer_name": "Lò Thị Minh", "recipients": ["Các trường", "Lưu: VT"],
         "tasks": [("Căn cứ thực đơn", None), ("Căn cứ số học sinh", None),
                   ("Trường Mầm non Hoa Ban", "Trường Mầm non Hoa Ban")]},
    ),
    "an_item_whose_fields_stand_below_it": (
        _plan("ỦY BAN NHÂN DÂN\nXÃ YÊN THẮNG", "15/KH-UBND", "Yên Thắng, ngày 02 tháng 4 năm 2026",
              "Bảo vệ hồ Bản Bá năm 2026",
              "III. ĐỀ XUẤT NHIỆM VỤ, GIẢI PHÁP\n"
              "1. Thả cá giống xuống hồ\n- Cơ quan chủ trì: Hội Nông dân xã\n- Cơ quan phối hợp: Các bản ven hồ\n"
              "- Thời gian hoàn thành: 30/6/2026\n- Sản phẩm: Biên bản thả cá\n"
              "2. Cắm biển cấm chài điện\n- Cơ quan chủ trì: Công an xã\n- Thời gian hoàn thành: Quý II/2026\n"
              "IV. THÀNH PHẦN HỒ SƠ KHEN THƯỞNG\n1. Tờ trình của bản.\n2. Báo cáo thành tích.\n"
              "V. TỔ CHỨC THỰC HIỆN\n1. Công an xã\n- Tuần tra ban đêm.\n2. Đề nghị Hội Nông dân xã\n- Vận động hội viên.",
              FOOT),
        {"tasks": [("Thả cá giống", "Hội Nông dân xã"), ("Cắm biển", "Công an xã")],
         "outputs": ["Biên bản thả cá", None], "units": [("Công an xã", 1), ("Hội Nông dân xã", 1)]},
    ),
    "an_annex_that_repeats_the_body": (
        _plan("ỦY BAN NHÂN DÂN\nXÃ YÊN THẮNG", "16/KH-UBND", "Yên Thắng, ngày 03 tháng 4 năm 2026",
              "Làm đường bản năm 2026",
              "I. NHIỆM VỤ TRỌNG TÂM\n1. Rải đá đoạn dốc Pha Đén.\n2. Xây cống qua khe Nặm.\n3. Trồng cột mốc lộ giới.",
              f"{FOOT}\n\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch số 16/KH-UBND)\n"
              "STT\tNội dung\tĐơn vị chủ trì\tThời gian\tSản phẩm\n"
              "1\tRải đá đoạn dốc Pha Đén\tBản Pọng\tTháng 5/2026\tĐường rải đá\n"
              "2\tXây cống qua khe Nặm\tBan Quản lý dự án xã\tTháng 7/2026\tCống\n"
              "3\tTrồng cột mốc lộ giới\tPhòng Kinh tế xã\tTháng 8/2026\tCột mốc"),
        {"tasks": [("Rải đá", "Bản Pọng"), ("Xây cống", "Ban Quản lý dự án xã"), ("Trồng cột", "Phòng Kinh tế xã")],
         "appendix": [], "sections": ["I", "I", "I"], "outputs": ["Đường rải đá", "Cống", "Cột mốc"]},
    ),
    "the_front_with_its_standing_committee": (
        "ỦY BAN MTTQ VIỆT NAM\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ YÊN THẮNG\tĐộc lập - Tự do - Hạnh phúc\n"
        "BAN THƯỜNG TRỰC\t\nSố: 03/KH-MTTQ-BTT\tYên Thắng, ngày 06 tháng 5 năm 2026\n\nKẾ HOẠCH\n"
        "Giám sát việc công khai thu chi năm 2026\n\nI. MỤC ĐÍCH\n- Để dân biết tiền đi đâu.\n"
        "II. NỘI DUNG GIÁM SÁT\n1. Xem sổ thu của năm bản.\n2. Nghe trưởng bản giải trình.\n\n"
        "Nơi nhận:\tTM. BAN THƯỜNG TRỰC\n- Đảng ủy xã;\tCHỦ TỊCH\n- Lưu: MTTQ.\tHà Thị Nguyệt\n",
        {"issuer": "Ban Thường trực Ủy ban MTTQ Việt Nam xã Yên Thắng", "number": "03/KH-MTTQ-BTT",
         "signing_form": ["TM. BAN THƯỜNG TRỰC"], "signer_name": "Hà Thị Nguyệt", "recipients": ["Đảng ủy xã", "Lưu: MTTQ"],
         "tasks": [("Xem sổ", None), ("Nghe trưởng bản", None)]},
    ),
}  # fmt: skip
