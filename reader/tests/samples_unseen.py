"""Papers written before the reader was tuned to their kinds, worded for these tests; the text forms of them.

Expected: header fields by name, `tasks` as (beginning, lead), `units` as (unit, number of items).
"""

HEAD = """UBND HUYỆN ĐÔNG SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ MAI HẠ\tĐộc lập - Tự do - Hạnh phúc
Số: 52/KH-UBND\tMai Hạ, ngày 06 tháng 02 năm 2026

KẾ HOẠCH
"""
FOOT = """
Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Các ban, ngành xã;\tCHỦ TỊCH
- Lưu: VT.\tQuàng Thị Lả
"""
SIGNED = {"issuer": "Ủy ban nhân dân xã Mai Hạ", "signer_name": "Quàng Thị Lả", "signer_title": "CHỦ TỊCH",
          "recipients": ["Các ban, ngành xã", "Lưu: VT"], "number": "52/KH-UBND", "date": "2026-02-06"}  # fmt: skip


def _plan(title, body):
    return f"{HEAD}{title}\n\n{body.strip()}\n{FOOT}"


UNSEEN = {
    "a_request_above_dashes_leads_them_all": (
        _plan(
            "Phát triển tổ tự quản năm 2026",
            """
I. NỘI DUNG THỰC HIỆN
1. Tổ tự quản
Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã chủ trì, phối hợp với Công an xã:
- Ra mắt mỗi bản một tổ tự quản trong quý II/2026.
- Góp ý quy ước của bản.
2. Đường bản
Giao thông giữa các bản được phát quang mỗi quý một lần.
- Hội Nông dân xã vận động hội viên phát quang hai bên đường.
- Giao tiếp với người dân bằng tiếng Thái ở nơi tiếp dân.
- Khối lượng đất đào chở về bãi thải của xã.
""",
        ),
        SIGNED
        | {
            "title": "Phát triển tổ tự quản năm 2026",
            "years_covered": [2026],
            "tasks": [
                ("Ra mắt mỗi bản", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
                ("Góp ý quy ước", "Ủy ban Mặt trận Tổ quốc Việt Nam xã"),
                ("Giao thông giữa", None),
                ("Hội Nông dân xã", "Hội Nông dân xã"),
                ("Giao tiếp với", None),
                ("Khối lượng đất", None),
            ],
        },
    ),
    "phrases_that_begin_like_units": (
        _plan(
            "Chỉnh trang trung tâm xã năm 2026",
            """
I. NHIỆM VỤ
1. Thông báo lịch cắt điện trên loa.
2. Xã hội hóa việc trồng cây ven đường, vận động mỗi nhà một cây.
3. Bộ tiêu chí chấm điểm được niêm yết ở trụ sở.
4. Đoàn kết, tổ chức ngày hội của bản.
5. Hội thi nấu ăn tổ chức vào ngày 20/10/2026.
6. Phó Chủ tịch UBND xã phụ trách yêu cầu Văn phòng HĐND và UBND xã sắp lịch tiếp dân.
7. Trường tiểu học Mai Hạ tổ chức ngày đọc sách.
""",
        ),
        {
            "tasks": [
                ("Thông báo lịch", None),
                ("Xã hội hóa", None),
                ("Bộ tiêu chí", None),
                ("Đoàn kết", None),
                ("Hội thi nấu ăn", None),
                ("Phó Chủ tịch UBND xã", "Văn phòng HĐND và UBND xã"),
                ("Trường tiểu học", "Trường tiểu học Mai Hạ"),
            ]
        },
    ),
    "an_item_with_its_details_and_fields": (
        _plan(
            "Mở chợ phiên năm 2026",
            """
I. NHIỆM VỤ
a) Sắp xếp chỗ ngồi ở chợ phiên
+ Kẻ vạch từng ô, mỗi ô hai mét;
+ Chừa lối đi cho xe cứu hỏa;
+ Thời hạn: trong tháng 4/2026;
+ Cơ quan chủ trì: Phòng Kinh tế;
+ Sản phẩm: Sơ đồ chợ.
b) Thu gom rác sau mỗi phiên
+ Thời hạn: thường xuyên;
+ Cơ quan chủ trì: Bản Lụ.
""",
        ),
        {
            "tasks": [("Sắp xếp chỗ ngồi", "Phòng Kinh tế"), ("Thu gom rác", "Bản Lụ")],
            "outputs": ["Sơ đồ chợ", None],
        },
    ),
    "criteria_and_files_of_a_contest": (
        _plan(
            "Xét tặng danh hiệu bản sạch năm 2026",
            """
I. NỘI DUNG
1. Phát động thi đua tới từng bản trong tháng 3/2026.
II. TIÊU CHÍ CHẤM ĐIỂM
1. Đường bản không có rác (30 điểm).
2. Nhà nào cũng có hố ủ (20 điểm).
III. HỒ SƠ, THỦ TỤC XÉT TẶNG
- Bản tự chấm điểm.
- Biên bản họp bản.
IV. ĐỀ XUẤT NHIỆM VỤ, GIẢI PHÁP THỜI GIAN TỚI
- Mua thêm hai xe thu gom rác cho ba bản xa.
""",
        ),
        {"tasks": [("Phát động thi đua", None), ("Mua thêm hai xe", None)]},
    ),
    "a_term_of_office_beside_a_year": (
        _plan(
            "Triển khai chương trình công tác năm 2026 của Hội đồng nhân dân xã khóa XXI, nhiệm kỳ 2021 - 2026",
            "I. NHIỆM VỤ\n1. Họp chuyên đề về nước sạch trong tháng 5/2026.",
        ),
        {"years_covered": [2026], "tasks": [("Họp chuyên đề", None)]},
    ),
    "numbered_tasks_that_open_with_a_basis": (
        _plan(
            "Rà soát quỹ đất công năm 2026",
            """
Căn cứ Kế hoạch số 8/KH-UBND ngày 15/01/2026 của UBND huyện về quỹ đất công.
I. NHIỆM VỤ
1. Thực hiện Quyết định số 14/QĐ-UBND ngày 20/01/2026 của UBND huyện, cắm mốc ba thửa đất ở bản Lụ.
2. Căn cứ kết quả đo đạc, Phòng Kinh tế lập hồ sơ từng thửa, xong trước ngày 30/6/2026.
""",
        ),
        {"tasks": [("Thực hiện Quyết định", None), ("Căn cứ kết quả", "Phòng Kinh tế")]},
    ),
    "units_whose_names_hold_a_verb": (
        _plan(
            "Phòng, chống cháy rừng năm 2026",
            """
I. NHIỆM VỤ
1. Phát dọn thực bì quanh ba bản.
II. TỔ CHỨC THỰC HIỆN
1. Tổ giúp việc
- Lập danh sách người trực.
2. Hội đồng thẩm định
- Xem xét phương án của từng bản.
3. Bộ phận tiếp nhận và trả kết quả
- Niêm yết số điện thoại trực.
- Ghi sổ tin báo cháy.
4. Đội xung kích phòng cháy rừng
- Trực ở chốt bản Lụ.
5. Kiểm lâm địa bàn hướng dẫn từng bản đốt nương đúng cách.
""",
        ),
        {
            "units": [
                ("Tổ giúp việc", 1),
                ("Hội đồng thẩm định", 1),
                ("Bộ phận tiếp nhận và trả kết quả", 2),
                ("Đội xung kích phòng cháy rừng", 1),
                ("Kiểm lâm địa bàn", 1),
            ]
        },
    ),
    "two_tables_of_tabs_in_the_body": (
        _plan(
            "Tập huấn cho trưởng bản năm 2026",
            """
I. NHIỆM VỤ
1. Lớp ở trung tâm xã
STT\tNội dung lớp\tĐơn vị phụ trách\tThời gian
1\tLớp ghi sổ họp bản\tVăn phòng HĐND và UBND xã\tTháng 4/2026
2\tLớp hòa giải\tCông an xã\tTháng 5/2026
2. Lớp ở bản
STT\tNội dung lớp\tĐơn vị phụ trách\tThời gian
1\tLớp dùng điện thoại\tĐoàn Thanh niên xã\tTháng 6/2026
3. Tổng kết các lớp trong tháng 12/2026.
""",
        ),
        {
            "tasks": [
                ("Lớp ghi sổ", "Văn phòng HĐND và UBND xã"),
                ("Lớp hòa giải", "Công an xã"),
                ("Lớp dùng điện thoại", "Đoàn Thanh niên xã"),
                ("Tổng kết các lớp", None),
            ],
            "sections": ["I.1", "I.1", "I.2", "I"],
        },
    ),
    "an_annex_after_the_signature_says_who_does_what": (
        _plan(
            "Dọn vệ sinh suối Lụ năm 2026",
            """
I. NHIỆM VỤ
1. Khơi dòng
- Nạo vét hai đoạn suối cạn ở bản Lụ.
- Đặt biển cấm đổ rác ở ba chỗ.
2. Tuyên truyền
- Phát thanh về giữ sạch suối mỗi tuần hai buổi.
""",
        )
        + """
PHỤ LỤC
TT\tNội dung công việc\tĐơn vị chủ trì\tHoàn thành\tKết quả
1\tNạo vét hai đoạn suối cạn ở bản Lụ;\tBản Lụ\tTháng 4/2026\tBiên bản
2\tĐặt biển cấm đổ rác tại ba chỗ\tPhòng Kinh tế\tTháng 5/2026\tBa biển
3\tPhát thanh về giữ sạch suối mỗi tuần hai buổi\tĐài truyền thanh\tHằng tuần\tBản tin
""",
        {
            "tasks": [("Nạo vét", "Bản Lụ"), ("Đặt biển", "Phòng Kinh tế"), ("Phát thanh", "Đài truyền thanh")],
            "outputs": ["Biên bản", "Ba biển", "Bản tin"],
            "appendix_tasks": [],
        },
    ),
    "a_table_of_figures_is_no_work": (
        _plan(
            "Nâng cao sự hài lòng của người dân năm 2026",
            """
I. NHIỆM VỤ
1. Sửa lại phòng chờ của bộ phận một cửa.
II. SỐ LIỆU NĂM 2025
STT\tNội dung chỉ tiêu\tĐơn vị tính\tKết quả năm 2024\tKết quả năm 2025
1\tHồ sơ đã nhận\tHồ sơ\t1.204\t1.377
2\tHồ sơ trả đúng hạn\t%\t96\t98
""",
        ),
        {"tasks": [("Sửa lại phòng chờ", None)]},
    ),
    "specks_of_a_scan_before_the_marks": (
        _plan(
            "Tiếp dân ở bản năm 2026",
            """
| I. MỤC ĐÍCH
' - Nghe ý kiến của người dân ở xa.
· II. NHIỆM VỤ
: 1. Lãnh đạo xã về bản nghe dân mỗi tháng một buổi.
| 2. Ghi ý kiến vào sổ, trả lời trong mười ngày.
""",
        ),
        {
            "tasks": [("Lãnh đạo xã về bản", None), ("Ghi ý kiến", None)],
            "purpose": ["Nghe ý kiến của người dân ở xa."],
        },
    ),
    "the_country_in_a_title_and_a_department_of_a_province": (
        """ỦY BAN NHÂN DÂN TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ CÔNG THƯƠNG TỈNH ĐÔNG HẢI\tĐộc lập - Tự do - Hạnh phúc
Số: 6/KH-SCT\tĐông Hải, ngày 09 tháng 01 năm 2026

KẾ HOẠCH
Phục vụ kỷ niệm ngày thành lập nước
Cộng hòa xã hội chủ nghĩa Việt Nam năm 2026

I. NHIỆM VỤ
1. Bình ổn giá ở bốn chợ.
2. Gửi bảng giá về Sở trước 16 giờ 30 thứ Sáu hằng tuần.

Nơi nhận:\tKT. GIÁM ĐỐC
- UBND tỉnh;\tPHÓ GIÁM ĐỐC
- Lưu: VT, TM.\tĐèo Văn Ín
""",
        {
            "issuer": "Sở Công Thương tỉnh Đông Hải",
            "title": "Phục vụ kỷ niệm ngày thành lập nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2026",
            "signer_name": "Đèo Văn Ín",
            "years_covered": [2026],
            "tasks": [("Bình ổn giá", None), ("Gửi bảng giá", None)],
            "times": ["trước 16 giờ 30 thứ Sáu hằng tuần"],
        },
    ),
}
