"""Our own documents, written for the tests: forms of sections, items, fields, units and deadlines."""

# ruff: noqa: E501 - lines of real documents are as long as a paragraph

BODIES = {}

BODIES["wrapped_lines_and_page_numbers"] = (
    """
UBND HUYỆN NAM HÀ
PHÒNG VĂN HÓA VÀ THÔNG TIN
Số: 12/KH-VHTT
Nam Hà, ngày 10 tháng 01 năm 2022
KẾ HOẠCH
Tổ chức các hoạt động văn hóa mừng Đảng, mừng Xuân Nhâm Dần 2022
Thực hiện Kế hoạch số 02/KH-UBND ngày 04/01/2022 của UBND huyện về tổ chức Tết Nhâm
Dần năm 2022, Phòng Văn hóa và Thông tin xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: Tạo không khí vui tươi, phấn khởi để Nhân dân đón Xuân Nhâm Dần năm
2022 đầm ấm, an toàn, tiết kiệm trên địa bàn toàn huyện trong điều kiện dịch Covid-
19 đang diễn biến phức tạp.
2. Yêu cầu: Các hoạt động được tổ chức thiết thực, hiệu quả, bảo đảm phòng, chống
dịch.
II. NỘI DUNG
1. Công tác tuyên truyền
- Tuyên truyền về truyền thống vẻ vang của Đảng, thành tựu phát triển kinh tế - xã
hội của huyện trên hệ thống đài truyền thanh từ ngày 15 tháng
2
12 hằng năm đến hết Tết Nguyên đán; phản ánh không khí đón Xuân của Nhân dân các xã,
thị trấn trong huyện.
- Trang trí khánh tiết, treo cờ Tổ quốc tại công sở và các trục đường chính, hoàn
thành trước 10 giờ 00 ngày 25/01/2022 (nhằm ngày 23,
tháng Chạp năm Tân Sửu).
2. Công tác biểu diễn văn nghệ
- Xây dựng chương trình văn nghệ chào mừng, ghi hình phát sóng trên Đài Truyền thanh
huyện.
II. TỔ CHỨC THỰC HIỆN
1. Trung tâm Văn hóa
- Chủ trì trang trí, tuyên truyền cổ động trực quan.
1. Đài Truyền thanh huyện
- Tăng thời lượng phát sóng trong dịp Tết.
Trên đây là Kế hoạch tổ chức các hoạt động văn hóa của Phòng Văn hóa và Thông tin./.
Nơi nhận: TRƯỞNG PHÒNG
- UBND huyện (báo cáo);
- Trung tâm Văn hóa, Đài Truyền
thanh huyện;
- Lưu: VT. Phạm Văn Hưng
""",
    {
        "number": "12/KH-VHTT",
        "issuer": "Phòng Văn hóa và Thông tin",
        "signer_title": "TRƯỞNG PHÒNG",
        "title": "Tổ chức các hoạt động văn hóa mừng Đảng, mừng Xuân Nhâm Dần 2022",
        "recipients": ["UBND huyện (báo cáo)", "Trung tâm Văn hóa, Đài Truyền thanh huyện", "Lưu: VT"],
        "signer_name": "Phạm Văn Hưng",
        "tasks": ["Tuyên truyền về truyền thống", "Trang trí khánh tiết", "Xây dựng chương trình văn nghệ"],
    },
)

BODIES["field_dashes_under_each_task"] = (
    """
UBND XÃ TÂN HÒA
Số: 30/KH-UBND
Tân Hòa, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Chuyển đổi số xã Tân Hòa năm 2026
Căn cứ Kế hoạch số 10/KH-UBND ngày 15/01/2026 của UBND tỉnh về chuyển đổi số.
I. MỤC TIÊU
- 100% văn bản được ký số.
- Trên 80% hồ sơ được nộp trực tuyến.
II. NHIỆM VỤ
1. Nâng cao nhận thức
1.1. Tổ chức tập huấn kỹ năng số cho cán bộ thôn
- Thời gian: Trong tháng 6/2026
- Đơn vị chủ trì: Phòng Văn hóa - Xã hội
- Đơn vị phối hợp: Các thôn
- Kết quả: 02 lớp tập huấn
1.2 Tuyên truyền trên loa truyền thanh thông minh
- Thời gian: Thường xuyên
- Cơ quan chủ trì: Trung tâm Dịch vụ tổng hợp
2. Phát triển hạ tầng số
2.1. Lắp đặt mạng không dây tại nhà văn hóa thôn
- Thời gian thực hiện: Quý IV/2026
- Đơn vị chủ trì: Phòng Kinh tế
- Sản phẩm: 12/12 nhà văn hóa có mạng
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội theo dõi, đôn đốc việc thực hiện.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Hà Thị Mơ
""",
    {
        "number": "30/KH-UBND",
        "issuer": "Ủy ban nhân dân xã Tân Hòa",
        "signer_name": "Hà Thị Mơ",
        "tasks": ["Tổ chức tập huấn kỹ năng số", "Tuyên truyền trên loa", "Lắp đặt mạng không dây"],
        "leads": ["Phòng Văn hóa - Xã hội", "Trung tâm Dịch vụ tổng hợp", "Phòng Kinh tế"],
        "targets": ["100% văn bản được ký số.", "Trên 80% hồ sơ được nộp trực tuyến."],
    },
)

BODIES["lead_line_after_the_items"] = (
    """
ỦY BAN NHÂN DÂN
QUẬN HẢI BÌNH
Số: 77/KH-UBND
Hải Bình, ngày 14 tháng 2 năm 2023
KẾ HOẠCH
Nâng cao Chỉ số PAPI quận Hải Bình năm 2023
UBND quận Hải Bình ban hành Kế hoạch nâng cao Chỉ số PAPI như sau:
A. MỤC ĐÍCH, YÊU CẦU
1. Cải thiện Chỉ số PAPI của thành phố.
2. Các đơn vị triển khai đồng bộ, có trọng tâm.
B. NỘI DUNG
I. NHIỆM VỤ CHUNG
1. Công tác chỉ đạo, điều hành:
- Ban hành văn bản chỉ đạo nâng cao Chỉ số PAPI.
- Đưa nội dung PAPI vào giao ban hằng tháng.
Lãnh đạo phụ trách: Đồng chí Phó Chủ tịch UBND quận
Đơn vị chủ trì: Phòng Nội vụ; Đơn vị phối hợp: Các phòng, ban, UBND các phường.
II. NHIỆM VỤ CỤ THỂ
1.1. Chỉ số nội dung “Kiểm soát tham nhũng trong khu vực công”.
- Công khai việc tuyển dụng công chức, viên chức.
1.2. Chỉ số nội dung “Cung ứng dịch vụ công”.
+ Nâng cao chất lượng trạm y tế phường.
+ Duy trì trường chuẩn quốc gia.
C. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ
- Tổng hợp, báo cáo UBND thành phố.
Nơi nhận:
- UBND thành phố;
- Lưu: VT, NV.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Minh Tuấn
""",
    {
        "issuer": "Ủy ban nhân dân quận Hải Bình",
        "dimensions_present": [4, 6],
        "signer_name": "Lê Minh Tuấn",
        "tasks": [
            "Ban hành văn bản chỉ đạo",
            "Đưa nội dung PAPI",
            "Công khai việc tuyển dụng",
            "Nâng cao chất lượng trạm",
            "Duy trì trường chuẩn",
        ],
        "purpose": ["Cải thiện Chỉ số PAPI của thành phố.", "Các đơn vị triển khai đồng bộ, có trọng tâm."],
    },
)

BODIES["several_items_in_one_paragraph"] = (
    """
ỦY BAN NHÂN DÂN TỈNH HÀ VÂN
Số: 101/TB-UBND
Hà Vân, ngày 09 tháng 9 năm 2021
THÔNG BÁO
Kết luận của Phó Chủ tịch UBND tỉnh tại cuộc họp về phòng, chống dịch
Ngày 08/9/2021, Phó Chủ tịch UBND tỉnh chủ trì cuộc họp. Sau khi nghe báo cáo, Phó Chủ tịch kết luận như sau:
1. Giao Sở Y tế thực hiện các nhiệm vụ sau: (1) Tổ chức tiêm chủng cho các nhóm ưu tiên; (2) Chuẩn bị cơ sở thu dung, điều trị người bệnh; (3) Báo cáo UBND tỉnh trước ngày 20/9/2021.
2. Sở Công Thương chủ trì, phối hợp thực hiện:
(1). Dự trữ hàng hóa thiết yếu.
(2). Kiểm soát giá cả thị trường.
3. UBND các huyện, thành phố quản lý chặt chẽ người về từ vùng dịch.
Trên đây là kết luận của Phó Chủ tịch UBND tỉnh./.
Nơi nhận:
- Các sở: Y tế, Công Thương;
- UBND các huyện, thành phố;
- Lưu: VT.
TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
Bùi Thanh Sơn
""",
    {
        "doc_type": "THONG_BAO",
        "number": "101/TB-UBND",
        "signer_title": "CHÁNH VĂN PHÒNG",
        "signing_form": ["TL. CHỦ TỊCH"],
        "recipients": ["Các sở: Y tế, Công Thương", "UBND các huyện, thành phố", "Lưu: VT"],
        "signer_name": "Bùi Thanh Sơn",
        "tasks": [
            "Tổ chức tiêm chủng",
            "Chuẩn bị cơ sở",
            "Báo cáo UBND tỉnh",
            "Dự trữ hàng hóa",
            "Kiểm soát giá cả",
            "UBND các huyện, thành phố quản lý",
        ],
    },
)

BODIES["appendix_and_blank_forms_after_signature"] = (
    """
ỦY BAN NHÂN DÂN
TỈNH HÀ VÂN
Số: 55/KH-UBND
Hà Vân, ngày 20 tháng 01 năm 2025
KẾ HOẠCH
Phát triển làng nghề năm 2025
Căn cứ Nghị định số 52/2018/NĐ-CP ngày 12/4/2018 của Chính phủ.
I. MỤC ĐÍCH
Phát triển làng nghề bền vững.
II. NỘI DUNG THỰC HIỆN
1. Khảo sát hiện trạng các làng nghề trên địa bàn tỉnh.
2. Hỗ trợ đào tạo nghề cho lao động nông thôn.
(Chi tiết tại Phụ lục kèm theo)
III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường: Đầu mối tổng hợp, báo cáo định kỳ 6 tháng.
Nơi nhận: TM. ỦY BAN NHÂN DÂN
- Bộ Nông nghiệp và Môi trường; CHỦ TỊCH
- Lưu: VT, KT.
Giàng A Páo
PHỤ LỤC
NHIỆM VỤ PHÁT TRIỂN LÀNG NGHỀ NĂM 2025
TT\tTên nhiệm vụ\tSở, ngành chủ trì\tĐơn vị phối hợp\tThời gian
1\tĐiều tra, khảo sát làng nghề\tSở Nông nghiệp và Môi trường\tUBND các xã\tQuý I/2025
2\tXúc tiến thương mại\tSở Công Thương\tHội Nông dân\tTháng 6/2025
ỦY BAN NHÂN DÂN
XÃ ..........
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số:      /BC-UBND
........, ngày     tháng     năm 2025
BÁO CÁO
Kết quả phát triển làng nghề
1. Tình hình chung
- Kết quả đạt được
Nơi nhận:
- Sở Nông nghiệp và Môi trường;
""",
    {
        "number": "55/KH-UBND",
        "date": "2025-01-20",
        "signer_name": "Giàng A Páo",
        "signer_title": "CHỦ TỊCH",
        "recipients": ["Bộ Nông nghiệp và Môi trường", "Lưu: VT, KT"],
        "tasks": ["Khảo sát hiện trạng", "Hỗ trợ đào tạo nghề"],
    },
)

BODIES["slogans_and_targets_are_no_tasks"] = (
    """
TIỂU BAN TUYÊN TRUYỀN, KHÁNH TIẾT
Số: 03/KH-TBTTKT
Phú An, ngày 11 tháng 3 năm 2026
KẾ HOẠCH
Tuyên truyền bầu cử đại biểu Quốc hội và đại biểu HĐND các cấp
Thực hiện Kế hoạch số 05/KH-UBBC ngày 01/3/2026 của Ủy ban bầu cử phường.
I. MỤC ĐÍCH
Làm cho cử tri hiểu rõ quyền và nghĩa vụ bầu cử.
II. CHỈ TIÊU
- 100% tổ dân phố có panô tuyên truyền.
- 99% cử tri đi bầu.
III. NỘI DUNG TUYÊN TRUYỀN
1. Tuyên truyền về ý nghĩa của cuộc bầu cử.
2. Tuyên truyền tiêu chuẩn của đại biểu.
IV. KHẨU HIỆU TUYÊN TRUYỀN
1. Sáng suốt lựa chọn người tiêu biểu!
2. Mỗi lá phiếu là một trách nhiệm!
3. Đi bầu cử là quyền và nghĩa vụ của công dân!
V. HÌNH THỨC TUYÊN TRUYỀN
* Tuyên truyền trực quan
- Treo băng rôn tại các trục đường chính.
- Lắp cụm panô trước trụ sở, hoàn thành trước ngày bầu cử 10 ngày.
* Tuyên truyền miệng
- Lồng ghép trong sinh hoạt tổ dân phố.
V. KINH PHÍ
Do ngân sách phường bảo đảm.
Nơi nhận:
- Ủy ban bầu cử phường;
- Các tổ dân phố
Lưu: TB.
TM. TIỂU BAN
TRƯỞNG TIỂU BAN
Ngô Thị Lành
PHÓ CHỦ TỊCH UBND PHƯỜNG
""",
    {
        "number": "03/KH-TBTTKT",
        "signing_form": ["TM. TIỂU BAN"],
        "signer_title": "TRƯỞNG TIỂU BAN",
        "signer_name": "Ngô Thị Lành",
        "recipients": ["Ủy ban bầu cử phường", "Các tổ dân phố", "Lưu: TB"],
        "issuer": "Tiểu ban Tuyên truyền, khánh tiết",
        "tasks": [
            "Tuyên truyền về ý nghĩa",
            "Tuyên truyền tiêu chuẩn",
            "Treo băng rôn",
            "Lắp cụm panô",
            "Lồng ghép trong",
        ],
    },
)

BODIES["no_roman_numerals"] = (
    """
CÔNG TY CẤP NƯỚC HÀ VÂN
Số: 9/KH-CN
Hà Vân, ngày 6 tháng 6 năm 2024
KẾ HOẠCH
Bảo đảm cấp nước an toàn
1. Mục đích, yêu cầu
- Cấp nước ổn định cho người dân.
2. Nội dung
2.1. Kiểm soát chất lượng nước
a) Lấy mẫu nước hằng tuần tại các trạm.
b) Công bố kết quả trên trang thông tin.
2.1. Sửa chữa mạng lưới
a) Các tuyến ống cần thay thế gồm:
- Tuyến ống đường Trần Phú.
- Tuyến ống đường Lê Lợi.
d) Sửa chữa van, trụ cứu hỏa.
3. Thời gian thực hiện
- Từ ngày 01/7/2024 đến ngày 31/12/2024.
4. Tổ chức thực hiện
4.1. Phòng Kỹ thuật
- Lập phương án chi tiết.
Nơi nhận:
- Ban Giám đốc;
- Lưu VT.
GIÁM ĐỐC
Cao Bá Thành
""",
    {
        "number": "9/KH-CN",
        "date": "2024-06-06",
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Cao Bá Thành",
        "recipients": ["Ban Giám đốc", "Lưu VT"],
        "tasks": [
            "Lấy mẫu nước",
            "Công bố kết quả",
            "Tuyến ống đường Trần Phú",
            "Tuyến ống đường Lê Lợi",
            "Sửa chữa van",
        ],
    },
)
