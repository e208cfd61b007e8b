"""Our own documents, written for the tests: headings without numbers, fields that hold for a section, narrow lines."""

_HEAD = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ CƯ M'LAN\tĐộc lập - Tự do - Hạnh phúc
Số: 9/KH-UBND\tCư M'lan, ngày 5/2/2024

KẾ HOẠCH TRIỂN KHAI
Nâng cao Chỉ số PAPI năm 2024

Căn cứ Kế hoạch số 30a/KH-UBND ngày 05/01/2024 của UBND huyện; UBND xã ban hành Kế hoạch như sau:
"""
_FOOT = """Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- UBND huyện;\tCHỦ TỊCH
- Lưu: VT.
\tThượng tá, ThS. Y Ka H'Đơk
"""
_KNOWN = {
    "number": "9/KH-UBND",
    "issuer": "Ủy ban nhân dân xã Cư M'lan",
    "place": "Cư M'lan",
    "date": "2024-02-05",
    "title": "TRIỂN KHAI Nâng cao Chỉ số PAPI năm 2024",
    "signer_name": "Y Ka H'Đơk",
    "recipients": ["UBND huyện", "Lưu: VT"],
}

STRUCTURES = {
    "headings_without_numbers": (
        f"""{_HEAD}
I. MỤC ĐÍCH
Phục vụ người dân tốt hơn.
II. NỘI DUNG THỰC HIỆN
Nội dung 1: Tham gia của người dân ở cấp cơ sở
- Công khai danh sách cử tri.
- Họp buôn mỗi quý.
Nội dung 2: Công khai, minh bạch trong việc ra quyết định ở địa phương
- Công khai danh sách hộ nghèo.
III. TỔ CHỨC THỰC HIỆN
Công chức Văn phòng - Thống kê
- Theo dõi, tổng hợp chung.
{_FOOT}""",
        _KNOWN
        | {
            "dimensions_present": [1, 2],
            "tasks": ["Công khai danh sách cử tri", "Họp buôn", "Công khai danh sách hộ nghèo"],
        },
    ),
    "fields_once_for_a_section": (
        f"""{_HEAD}
I. NHIỆM VỤ
1. Tuyên truyền
a) Phát thanh trên loa của buôn.
b) Treo băng rôn tại trụ sở.
* Đơn vị thực hiện: Ban Văn hóa chủ trì, phối hợp Trưởng các buôn.
* Thời gian: Quý II/2024.
2. Giải quyết hồ sơ
2.1 Giải pháp
- Rút ngắn thời gian chứng thực.
2.2 Phân công thực hiện
- Chủ trì: Bộ phận Một cửa.
3. Khảo sát (Giao Đoàn Thanh niên xã thực hiện; hoàn thành trước ngày 15/6/2024).
II. TỔ CHỨC THỰC HIỆN
1. Trưởng các buôn, ban, ngành: Triển khai Kế hoạch.
{_FOOT}""",
        _KNOWN
        | {
            "tasks": ["Phát thanh", "Treo băng rôn", "Rút ngắn", "Khảo sát"],
            "leads": ["Ban Văn hóa", "Ban Văn hóa", "Bộ phận Một cửa", "Đoàn Thanh niên xã"],
            "deadlines": [None, "2024-06-15"],
        },
    ),
    "work_given_out_unit_by_unit": (
        f"""{_HEAD}
I. YÊU CẦU
- Làm đúng tiến độ đã đề ra.
II. PHÂN CÔNG NHIỆM VỤ
1. Công chức Tư pháp - Hộ tịch:
- Họp dân;
- Niêm yết danh sách cử tri.
2. Đề nghị Mặt trận Tổ quốc xã: Giám sát việc công khai.
III. TỔ CHỨC THỰC HIỆN
Các bộ phận căn cứ Kế hoạch triển khai thực hiện./.
{_FOOT}""",
        _KNOWN
        | {
            "tasks": ["Họp dân", "Niêm yết", "Đề nghị Mặt trận"],
            "leads": ["Công chức Tư pháp - Hộ tịch", "Công chức Tư pháp - Hộ tịch", "Mặt trận Tổ quốc xã"],
        },
    ),
    "parts_with_their_title_below": (
        f"""{_HEAD}
Phần thứ nhất
ĐÁNH GIÁ KẾT QUẢ NĂM 2023
I. Kết quả đạt được
- Nội dung 1 tăng điểm.
Phần thứ hai
KẾ HOẠCH NĂM 2024
I. MỤC ĐÍCH
1. 100% hộ dân biết PAPI.
II. NỘI DUNG
1. Đối với chỉ số nội dung “Thủ tục hành chính công”
a) Niêm yết thủ tục tại trụ sở.
{_FOOT}""",
        _KNOWN | {"dimensions_present": [5], "purpose": ["100% hộ dân biết PAPI."], "tasks": ["Niêm yết thủ tục"]},
    ),
    "lines_broken_cell_by_cell": (
        """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
-------
|
CỘNG HÒA XÃ HỘI CHỦ
NGHĨA VIỆT NAM
Độc lập - Tự do -
Hạnh phúc
|
Số: 77/KH-UBND
|
Bình An, ngày 09
tháng 4 năm 2019
|
KẾ
HOẠCH
CẢI THIỆN CHỈ SỐ PAPI CỦA TỈNH NĂM 2019
Thực hiện Nghị quyết số 11/NQ-TU ngày 02 tháng 3 năm 2019 của Tỉnh ủy
về cải cách, Ủy ban nhân dân tỉnh ban
hành Kế hoạch như sau:
I. MỤC TIÊU
a) Chỉ số của tỉnh tăng từ 02 bậc trở lên so với năm
trước đó.
II. NHIỆM VỤ
1. Chỉ số nội dung “Thủ tục hành chính công”
a) Bố trí người nói được các tiếng Bru, Pa Cô, Xơ
- Đăng tại nơi tiếp nhận hồ sơ của các xã vùng cao.
b) Sở Thông tin và Truyền thông hoàn thành việc sửa
Cổng dịch vụ công của tỉnh theo góp ý của người
dân.
c) Rà soát các thủ tục về đất đai, xây dựng để đề
nghị cắt giảm thời gian giải quyết.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ theo dõi, đôn đốc việc thực hiện và tổng
hợp báo cáo Ủy ban nhân dân tỉnh.
Nơi nhận: - Tỉnh ủy; - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Duy Minh |
""",
        {
            "doc_type": "KE_HOACH",
            "number": "77/KH-UBND",
            "issuer": "Ủy ban nhân dân tỉnh Bình An",
            "date": "2019-04-09",
            "title": "CẢI THIỆN CHỈ SỐ PAPI CỦA TỈNH NĂM 2019",
            "signer_title": "PHÓ CHỦ TỊCH",
            "signer_name": "Lê Duy Minh",
            "recipients": ["Tỉnh ủy", "Lưu: VT"],
            "dimensions_present": [5],
            "tasks": [
                "Bố trí người nói được các tiếng Bru, Pa Cô, Xơ - Đăng tại",
                "Sở Thông tin và Truyền thông hoàn thành việc sửa Cổng dịch vụ công",
                "Rà soát các thủ tục",
            ],
        },
    ),
    "headline_of_a_site_above_the_letterhead": (
        f"""UBND xã Cư M'lan ban hành Kế hoạch nâng cao Chỉ số PAPI năm 2024
Thứ hai, 11/03/2024 08:15
{_HEAD}
I. NHIỆM VỤ
1. Tuyên truyền
a) Phát thanh trên loa của buôn.
b) Phổ biến ba chỉ số: (1) Tham gia của người dân ở cấp cơ sở; (2) Thủ tục hành chính công; (3) Quản trị điện tử.
{_FOOT}""",
        _KNOWN | {"dimensions_present": [], "tasks": ["Phát thanh", "Phổ biến ba chỉ số: (1) Tham gia"]},
    ),
    "line_that_gives_a_section_its_lead": (
        f"""{_HEAD}
I. NHIỆM VỤ
1. Thủ tục hành chính công
Rà soát, cắt giảm giấy tờ của thủ tục đất đai.
Trả kết quả tại nhà cho người khuyết tật.
Bộ phận Một cửa chủ trì, phối hợp với Bưu điện xã triển khai thực hiện.
{_FOOT}""",
        _KNOWN | {"tasks": ["Rà soát", "Trả kết quả"], "leads": ["Bộ phận Một cửa", "Bộ phận Một cửa"]},
    ),
    "table_between_two_sections": (
        f"""{_HEAD}
I. NHIỆM VỤ CỤ THỂ
TT\tNội dung\tChủ trì\tThời gian
1\tNiêm yết phí, lệ phí\tBộ phận Một cửa\tQuý I
2\tSửa loa của buôn\tBan Văn hóa\tQuý II
II. GIẢI PHÁP CHUNG
1. Khảo sát nội bộ theo bộ câu hỏi của PAPI.
{_FOOT}""",
        _KNOWN | {"tasks": ["Niêm yết phí", "Sửa loa", "Khảo sát nội bộ"]},
    ),
}
