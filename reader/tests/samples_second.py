"""A second set written blind after the first was mended: a ward, a directive, the Party, groups of an annex."""

HEAD = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG TÂN LẬP\tĐộc lập - Tự do - Hạnh phúc
Số: 118/KH-UBND\tTân Lập, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
"""
FOOT = """
Nơi nhận:\tKT. CHỦ TỊCH
- UBND thành phố;\tPHÓ CHỦ TỊCH
- Lưu: VT, VHXH.\tLê Thị Hòa
"""


def _plan(title, body):
    return f"{HEAD}{title}\n\n{body.strip()}\n{FOOT}"


SECOND = {
    "leads_within_items_and_above_dashes": (
        _plan(
            "Cải thiện môi trường sống năm 2026",
            """
I. MỤC TIÊU
- 100% tổ dân phố có điểm tập kết rác.
II. NHIỆM VỤ, GIẢI PHÁP
1. Quản trị môi trường
a) Phòng Kinh tế, Hạ tầng và Đô thị phối hợp với Công an phường kiểm tra việc đổ rác thải xây dựng.
b) Lắp camera ở sáu điểm (Giao Công an phường chủ trì; hoàn thành trước 30/4/2026).
c) Ủy ban MTTQ Việt Nam phường vận động các hộ phân loại rác.
d) Tổ dân phố số 5 thí điểm thùng rác có khóa.
đ) Hội đồng nhân dân phường giám sát chuyên đề vào quý III/2026.
2. Công khai
Văn phòng HĐND và UBND phường chủ trì, phối hợp với các phòng:
- Đăng lịch thu gom rác.
- Trả lời phản ánh trong 5 ngày.
III. TỔ CHỨC THỰC HIỆN
1. Các phòng, ban, ngành, đoàn thể phường: lồng ghép vào chương trình công tác.
2. Giao Phòng Văn hóa - Xã hội là đầu mối theo dõi, tổng hợp, báo cáo UBND phường trước ngày 15/12/2026.
3. Đề nghị Ủy ban MTTQ Việt Nam phường và các tổ chức chính trị - xã hội
- Tuyên truyền hội viên.
- Giám sát việc thực hiện.
""",
        ),
        {
            "number": "118/KH-UBND",
            "issuer": "Ủy ban nhân dân phường Tân Lập",
            "signer_name": "Lê Thị Hòa",
            "signer_title": "PHÓ CHỦ TỊCH",
            "recipients": ["UBND thành phố", "Lưu: VT, VHXH"],
            "tasks": [
                ("Phòng Kinh tế, Hạ tầng", None),
                ("Lắp camera", "Công an phường"),
                ("Ủy ban MTTQ Việt Nam phường", "Ủy ban MTTQ Việt Nam phường"),
                ("Tổ dân phố số 5", "Tổ dân phố số 5"),
                ("Hội đồng nhân dân phường", "Hội đồng nhân dân phường"),
                ("Đăng lịch", "Văn phòng HĐND và UBND phường"),
                ("Trả lời phản ánh", "Văn phòng HĐND và UBND phường"),
            ],
            "units": [
                ("Các phòng, ban, ngành, đoàn thể phường", 1),
                ("Phòng Văn hóa - Xã hội", 1),
                ("Ủy ban MTTQ Việt Nam phường và các tổ chức chính trị - xã hội", 2),
            ],
        },
    ),
    "work_only_under_headings_of_units": (
        _plan(
            "Phòng, chống dịch bệnh năm 2026",
            """
I. PHÂN CÔNG NHIỆM VỤ
1. Trạm Y tế phường
- Giám sát ca bệnh tại cộng đồng.
- Phối hợp với trường học phun khử khuẩn.
2. Công an phường:
- Quản lý người ra vào khu cách ly.
3. Ban Chỉ huy Quân sự phường.
- Chuẩn bị lực lượng dân quân.
4. Tổ phản ứng nhanh
- Trực 24/24 giờ.
""",
        ),
        {
            "tasks": [
                ("Giám sát ca", "Trạm Y tế phường"),
                ("Phối hợp với", None),
                ("Quản lý người", "Công an phường"),
                ("Chuẩn bị lực", "Ban Chỉ huy Quân sự phường"),
                ("Trực 24", "Tổ phản ứng nhanh"),
            ]
        },
    ),
    "fields_of_items_and_fields_of_a_list": (
        _plan(
            "Chuyển đổi số năm 2026",
            """
I. NHIỆM VỤ
1. Số hóa hồ sơ
1.1. Quét hồ sơ hộ tịch từ năm 2010 đến nay
- Đơn vị chủ trì: Văn phòng HĐND và UBND phường;
- Thời gian thực hiện: Quý I - Quý III/2026;
- Sản phẩm: Dữ liệu hộ tịch.
1.2. Nhập dữ liệu đất đai
- Đơn vị chủ trì: Phòng Kinh tế;
- Đơn vị phối hợp: các tổ dân phố;
- Thời gian thực hiện: Tháng 10/2026;
- Sản phẩm: Dữ liệu đất đai.
2. Tuyên truyền
- Phát tờ rơi ở chợ.
- Mở lớp cho người cao tuổi.
Đơn vị chủ trì: Phòng Văn hóa - Xã hội. Thời gian: cả năm.
""",
        ),
        {
            "tasks": [
                ("Quét hồ sơ", "Văn phòng HĐND và UBND phường"),
                ("Nhập dữ liệu", "Phòng Kinh tế"),
                ("Phát tờ rơi", "Phòng Văn hóa - Xã hội"),
                ("Mở lớp", "Phòng Văn hóa - Xã hội"),
            ]
        },
    ),
    "a_directive": (
        HEAD.replace("KẾ HOẠCH\n", "CHỈ THỊ\n").replace("118/KH-UBND", "03/CT-UBND")
        + """Về tăng cường tiếp công dân năm 2026

Thời gian qua, việc tiếp công dân còn chậm. Để khắc phục, Chủ tịch UBND phường yêu cầu:
1. Các phòng chuyên môn niêm yết lịch tiếp dân, hoàn thành trước ngày 10/02/2026.
2. Giao Văn phòng HĐND và UBND phường mở sổ theo dõi.
3. Trưởng các tổ dân phố phản ánh ý kiến người dân về UBND phường trước ngày 25 hằng tháng.
Yêu cầu các đơn vị nghiêm túc thực hiện./.
"""
        + FOOT,
        {
            "doc_type": "CHI_THI",
            "number": "03/CT-UBND",
            "tasks": [
                ("Các phòng chuyên môn", "Các phòng chuyên môn"),
                ("Giao Văn phòng", "Văn phòng HĐND và UBND phường"),
                ("Trưởng các tổ dân phố", "Trưởng các tổ dân phố"),
            ],
        },
    ),
    "a_plan_of_the_party": (
        """ĐẢNG BỘ THÀNH PHỐ HÀ VÂN\tĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY PHƯỜNG TÂN LẬP\t
*\tTân Lập, ngày 12 tháng 02 năm 2026
Số 21-KH/ĐU

KẾ HOẠCH
học tập nghị quyết, giai đoạn 2026 - 2028
-----
I. NỘI DUNG
1. Ban Xây dựng Đảng tham mưu tổ chức hội nghị học tập.
2. Các chi bộ sinh hoạt chuyên đề mỗi quý.
Nơi nhận:\tT/M ĐẢNG ỦY
- Thường trực Thành ủy,\tBÍ THƯ
- Các chi bộ,
- Lưu Văn phòng Đảng ủy.\tTrần Văn Sáu
""",
        {
            "number": "21-KH/ĐU",
            "issuer": "Đảng ủy phường Tân Lập",
            "date": "2026-02-12",
            "years_covered": [2026, 2027, 2028],
            "signer_name": "Trần Văn Sáu",
            "recipients": ["Thường trực Thành ủy", "Các chi bộ", "Lưu Văn phòng Đảng ủy"],
            "tasks": [("Ban Xây dựng Đảng", "Ban Xây dựng Đảng"), ("Các chi bộ", "Các chi bộ")],
        },
    ),
    "an_annex_alone_with_groups": (
        _plan(
            "Nâng cao Chỉ số PAPI năm 2026",
            """
I. MỤC ĐÍCH
Phục vụ người dân tốt hơn.
II. NHIỆM VỤ
Nhiệm vụ cụ thể theo phụ lục kèm theo.
""",
        )
        + """
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
I\tTham gia của người dân ở cấp cơ sở\t\t\t
1\tLấy ý kiến về quy hoạch đường\tPhòng Kinh tế\tCác tổ dân phố\tTháng 3/2026
II\tQuản trị điện tử\t\t\t
2\tĐưa 20 thủ tục lên mạng\tVăn phòng\t\tTháng 9/2026
""",
        {"appendix": [("Lấy ý kiến", "Phòng Kinh tế"), ("Đưa 20 thủ tục", "Văn phòng")]},
    ),
    "figures_between_sections": (
        _plan(
            "Phát triển du lịch năm 2026",
            """
I. HIỆN TRẠNG
STT\tTên điểm du lịch\tSố lượt khách 2024\tSố lượt khách 2025
1\tHồ Xanh\t12.000\t15.000
2\tChùa Cổ\t8.000\t9.500
II. NHIỆM VỤ
1. Làm đường dạo quanh Hồ Xanh.
2. Đào tạo mười người thuyết minh.
""",
        ),
        {"tasks": [("Làm đường", None), ("Đào tạo mười", None)]},
    ),
    "columns_run_together": (
        """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG TÂN LẬP Độc lập - Tự do - Hạnh phúc
Số: 9/KH-UBND Tân Lập, ngày 08 tháng 4 năm 2026
KẾ HOẠCH
Vệ sinh môi trường năm 2026
I. NHIỆM VỤ
1. Tổ chức ra quân dọn vệ sinh vào sáng
thứ Bảy đầu tháng.
2. Phòng Kinh tế lắp thêm ba mươi thùng
rác ở chợ.
Nơi nhận: TM. ỦY BAN NHÂN DÂN
- Các tổ dân phố; CHỦ TỊCH
- Lưu: VT.
Phạm Văn Tám
""",
        {
            "number": "9/KH-UBND",
            "issuer": "Ủy ban nhân dân phường Tân Lập",
            "date": "2026-04-08",
            "place": "Tân Lập",
            "signer_name": "Phạm Văn Tám",
            "recipients": ["Các tổ dân phố", "Lưu: VT"],
            "tasks": [("Tổ chức ra quân dọn vệ sinh vào sáng thứ Bảy", None), ("Phòng Kinh tế lắp", "Phòng Kinh tế")],
        },
    ),
}
