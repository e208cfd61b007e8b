"""Our own documents, written for the tests: letters, reports, decisions, news, and damaged flattenings."""

# ruff: noqa: E501 - lines of real documents are as long as a paragraph

KINDS = {}

KINDS["letter_without_marks"] = (
    """
UBND TỈNH HÀ VÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\tĐộc lập - Tự do - Hạnh phúc
Số: 812/SNNMT-KS\tHà Vân, ngày 18 tháng 7 năm 2025
V/v tăng cường quản lý khoáng sản
Kính gửi: UBND các xã, phường.
Thực hiện chỉ đạo của UBND tỉnh tại Văn bản số 333/UBND-KT ngày 01/7/2025, Sở Nông nghiệp và Môi trường đề nghị UBND các xã, phường thực hiện các nội dung sau:
Giao Phòng Kinh tế các xã rà soát các điểm khai thác cát, sỏi trái phép trên địa bàn, hoàn thành trước ngày 31/7/2025.
Yêu cầu Công an các xã tăng cường tuần tra, xử lý vi phạm.
Đề nghị UBND các xã, phường quan tâm, phối hợp thực hiện./.
Nơi nhận:\tKT. GIÁM ĐỐC
- Như trên;\tPHÓ GIÁM ĐỐC
- Giám đốc Sở (b/cáo);
- Lưu: VT, KS.
\tĐặng Thị Kim Chi
""",
    {
        "doc_type": "CONG_VAN",
        "number": "812/SNNMT-KS",
        "issuer": "Sở Nông nghiệp và Môi trường",
        "title": "V/v tăng cường quản lý khoáng sản",
        "signer_name": "Đặng Thị Kim Chi",
        "recipients": ["Như trên", "Giám đốc Sở (b/cáo)", "Lưu: VT, KS"],
        "tasks": ["Giao Phòng Kinh tế", "Yêu cầu Công an"],
    },
)

KINDS["report_with_tasks_ahead"] = (
    """
ỦY BAN NHÂN DÂN
XÃ MƯỜNG LỆ
Số: 120/BC-UBND
Mường Lệ, ngày 05 tháng 6 năm 2025
BÁO CÁO
Kết quả thực hiện công tác cải cách hành chính 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2025
Thực hiện Công văn số 55/SNV-CCHC ngày 20/5/2025 của Sở Nội vụ, UBND xã Mường Lệ báo cáo như sau:
I. KẾT QUẢ THỰC HIỆN
1. Công tác chỉ đạo
- Đã ban hành 05 văn bản chỉ đạo.
2. Cải cách thủ tục hành chính
- Tiếp nhận 1.204 hồ sơ, giải quyết đúng hạn 1.200 hồ sơ.
II. TỒN TẠI, HẠN CHẾ
- Một số hồ sơ còn chậm.
III. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM
1. Tiếp tục rà soát thủ tục hành chính.
2. Tập huấn nghiệp vụ cho công chức một cửa.
IV. ĐỀ XUẤT, KIẾN NGHỊ
- Đề nghị UBND tỉnh bổ sung kinh phí.
Trên đây là báo cáo của UBND xã Mường Lệ./.
Nơi nhận:
- Sở Nội vụ;
- TT Đảng ủy, HĐND xã;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Sùng A Tủa
""",
    {
        "doc_type": "BAO_CAO",
        "number": "120/BC-UBND",
        "signer_name": "Sùng A Tủa",
        "place": "Mường Lệ",
        "title": "Kết quả thực hiện công tác cải cách hành chính 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2025",
        "recipients": ["Sở Nội vụ", "TT Đảng ủy, HĐND xã", "Lưu: VT"],
        "tasks": ["Tiếp tục rà soát", "Tập huấn nghiệp vụ"],
    },
)

KINDS["decision_with_attached_plan"] = (
    """
ỦY BAN NHÂN DÂN
TỈNH HÀ VÂN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 2922/QĐ-UBND
Hà Vân, ngày 16 tháng 10 năm 2017
QUYẾT ĐỊNH
Về việc ban hành Chương trình hành động nâng cao Chỉ số PAPI giai đoạn 2017 - 2020
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ VÂN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Xét đề nghị của Giám đốc Sở Nội vụ,
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Chương trình hành động nâng cao Chỉ số PAPI.
Điều 2. Giám đốc Sở Nội vụ có trách nhiệm hướng dẫn, đôn đốc thực hiện.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Mai Văn Lộc
CHƯƠNG TRÌNH HÀNH ĐỘNG
Nâng cao Chỉ số PAPI giai đoạn 2017 - 2020
(Ban hành kèm theo Quyết định số 2922/QĐ-UBND ngày 16/10/2017 của UBND tỉnh)
I. MỤC TIÊU
Phấn đấu nằm trong nhóm trung bình cao.
II. NHIỆM VỤ
1. Công khai, minh bạch
- Công khai danh sách hộ nghèo tại thôn.
2. Thủ tục hành chính công
- Cải tiến quy trình cấp giấy chứng nhận quyền sử dụng đất.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ: Chủ trì, theo dõi.
""",
    {
        "doc_type": "CHUONG_TRINH",
        "number": "2922/QĐ-UBND",
        "date": "2017-10-16",
        "signer_name": "Mai Văn Lộc",
        "issuer": "Ủy ban nhân dân tỉnh Hà Vân",
        "years_covered": [2017, 2018, 2019, 2020],
        "title": "Nâng cao Chỉ số PAPI giai đoạn 2017 - 2020",
        "dimensions_present": [2, 5],
        "recipients": ["Như Điều 2", "Lưu: VT"],
        "tasks": ["Công khai danh sách", "Cải tiến quy trình"],
    },
)

KINDS["news_item_with_dashes"] = (
    """
Hà Vân ban hành kế hoạch nâng cao Chỉ số PAPI năm 2025
Lượt xem: 210
UBND tỉnh Hà Vân vừa ban hành Kế hoạch số 41/KH-UBND ngày 12/2/2025 về nâng cao Chỉ số PAPI năm 2025.
Theo đó, tỉnh đặt mục tiêu tăng ít nhất 3 bậc.
Kế hoạch nêu các nhiệm vụ chính:
- Tuyên truyền về PAPI tới người dân.
- Công khai ngân sách cấp xã.
Nguồn: Cổng thông tin điện tử tỉnh
Thu Trang
""",
    {
        "doc_type": "TIN_BAI",
        "is_plan": False,
        "number": None,
        "date": None,
        "issuer": None,
        "signer_name": None,
        "recipients": [],
        "tasks": [],
    },
)

KINDS["headings_vanished"] = (
    """
ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG
Số: 61/KH-UBND
Tam Đường, ngày 21 tháng 3 năm 2023
Triển khai công tác dân vận chính quyền năm 2023
Căn cứ Kế hoạch số 90/KH-UBND ngày 01/3/2023 của UBND tỉnh;
UBND huyện Tam Đường xây dựng kế hoạch như sau:
1. Mục đích
- Nâng cao nhận thức của cán bộ, công chức về dân vận.
2. Yêu cầu
- Gắn với thực hiện quy chế dân chủ ở cơ sở.
1. Nâng cao chất lượng tiếp công dân
- Bố trí cán bộ có năng lực làm công tác tiếp công dân.
- Giải quyết kịp thời đơn thư.
2. Cải cách hành chính
- Rút ngắn thời gian giải quyết thủ tục.
1. Phòng Nội vụ
- Hướng dẫn, đôn đốc các xã thực hiện.
2. UBND các xã, thị trấn
- Xây dựng kế hoạch, báo cáo về Phòng Nội vụ trước ngày 15/4/2023.
Nơi nhận:
- UBND tỉnh; Sở Nội vụ;
- UBND các xã, thị trấn;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT.CHỦ TỊCH
PHÓ CHỦ TỊCH
Tẩn Thị Quế
""",
    {
        "doc_type": "KE_HOACH",
        "doc_type_text": None,
        "number": "61/KH-UBND",
        "date": "2023-03-21",
        "issuer": "Ủy ban nhân dân huyện Tam Đường",
        "title": "Triển khai công tác dân vận chính quyền năm 2023",
        "recipients": ["UBND tỉnh", "Sở Nội vụ", "UBND các xã, thị trấn", "Lưu: VT"],
        "signer_name": "Tẩn Thị Quế",
        "tasks": ["Bố trí cán bộ", "Giải quyết kịp thời", "Rút ngắn thời gian"],
    },
)

KINDS["paragraphs_without_marks"] = (
    """
ỦY BAN NHÂN DÂN
THỊ XÃ ĐÔNG SƠN
Số: 19/KH-UBND
Đông Sơn, ngày 30 tháng 01 năm 2024

KẾ HOẠCH
Kiểm tra công vụ năm 2024

Căn cứ Quyết định số 08/QĐ-UBND ngày 10/01/2024 của UBND tỉnh;

UBND thị xã Đông Sơn ban hành Kế hoạch kiểm tra công vụ như sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

Tăng cường kỷ luật, kỷ cương hành chính.

Kịp thời phát hiện, chấn chỉnh vi phạm.

2. Yêu cầu

Việc kiểm tra bảo đảm công khai, dân chủ.

II. PHẠM VI, ĐỐI TƯỢNG

Các phòng chuyên môn, UBND các xã, phường.

III. NỘI DUNG KIỂM TRA

1. Nội dung: Kiểm tra việc chấp hành giờ giấc làm việc của công chức.

2. Kiểm tra đột xuất bộ phận một cửa (Hoàn thành trước ngày 30/11/2024)

Kiểm tra thái độ phục vụ của công chức tiếp nhận hồ sơ.

Kiểm tra việc luân chuyển hồ sơ trên phần mềm một cửa.

IV. CHẾ ĐỘ BÁO CÁO

Đoàn kiểm tra báo cáo Chủ tịch UBND thị xã chậm nhất là ngày 08 tháng 12 năm 2024.

V. TỔ CHỨC THỰC HIỆN

1. Phòng Nội vụ là cơ quan thường trực.

Trên đây là Kế hoạch kiểm tra công vụ năm 2024, yêu cầu các cơ quan nghiêm túc thực hiện./.

Nơi nhận:

- UBND tỉnh;

- Các phòng chuyên môn;

- Lưu: VT, NV.

TM. ỦY BAN NHÂN DÂN

KT. CHỦ TỊCH

PHÓ CHỦ TỊCH


Trịnh Xuân Hòa
""",
    {
        "number": "19/KH-UBND",
        "issuer": "Ủy ban nhân dân thị xã Đông Sơn",
        "signer_name": "Trịnh Xuân Hòa",
        "purpose": ["Tăng cường kỷ luật, kỷ cương hành chính.", "Kịp thời phát hiện, chấn chỉnh vi phạm."],
        "requirements": ["Việc kiểm tra bảo đảm công khai, dân chủ."],
        "recipients": ["UBND tỉnh", "Các phòng chuyên môn", "Lưu: VT, NV"],
        "tasks": ["Nội dung: Kiểm tra việc chấp hành", "Kiểm tra thái độ", "Kiểm tra việc luân chuyển"],
        "deadlines": ["2024-12-08"],
    },
)

KINDS["table_in_the_body"] = (
    """
ỦY BAN NHÂN DÂN
PHƯỜNG SAO MAI
Số: 14/KH-UBND
Sao Mai, ngày 12 tháng 8 năm 2025
KẾ HOẠCH
Nâng cao Chỉ số PAPI năm 2025
I. MỤC ĐÍCH
Nâng cao mức độ hài lòng của người dân.
II. NHIỆM VỤ
STT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tSản phẩm
I\tTham gia của người dân\t\t\t\t
1\tTổ chức hội nghị tiếp xúc với Nhân dân\tVăn phòng\tMTTQ phường\tQuý III/2025\tBiên bản
2\tCông khai ngân sách phường\tPhòng Kinh tế\t\t30/9/2025\tThông báo
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng theo dõi, tổng hợp.
Nơi nhận:
- UBND thành phố;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lưu Thị Hạnh
""",
    {
        "issuer": "Ủy ban nhân dân phường Sao Mai",
        "signer_name": "Lưu Thị Hạnh",
        "recipients": ["UBND thành phố", "Lưu: VT"],
        "tasks": ["Tổ chức hội nghị", "Công khai ngân sách"],
        "leads": ["Văn phòng", "Phòng Kinh tế"],
    },
)

KINDS["spelling_and_odd_dashes"] = (
    """
UỶ BAN NHÂN DÂN
HUYỆN HOÀ AN
Số: 200/KH-UBND
Hoà An, ngày 09 tháng 11 năm 2021
KÉ HOẠCH
Phòng, chống rét cho đàn vật nuôi vụ Đông Xuân 2021 - 2022
Để chủ động phòng, chống rét, Uỷ ban nhân dân huyện ban hành kế hoạch như sau:
1I. NHIỆM VỤ
1. Phòng Nông nghiệp và PTNT
–Hướng dẫn hộ chăn nuôi che chắn chuồng trại.
— Phhosi hợp với Trung tâm Khuyến nông tập huấn kỹ thuật.
2. UBND các xã
~ Tuyên truyền, vận động Nhân dân dự trữ thức ăn cho gia súc.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nông nghiệp và PTNT tổng hợp, báo cáo.
Nơi nhận:
- UBND tỉnh ;
- Sở Nông nghiệp và PTNT,
- UBND các xã, thị trấn.
- Lưu:VT,NN.
TM. UỶ BAN NHÂN DÂN
CHU TỊCH
Nguyễn ĐứcMạnh
""",
    {
        "doc_type": "KE_HOACH",
        "number": "200/KH-UBND",
        "place": "Hoà An",
        "signer_name": "Nguyễn ĐứcMạnh",
        "recipients": ["UBND tỉnh", "Sở Nông nghiệp và PTNT", "UBND các xã, thị trấn", "Lưu:VT,NN"],
        "tasks": ["Hướng dẫn hộ chăn nuôi", "Phhosi hợp với", "Tuyên truyền, vận động"],
        "leads": ["Phòng Nông nghiệp và PTNT", None, "UBND các xã"],
    },
)

KINDS["subject_interleaved_with_date"] = (
    """
ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ VÂN               Độc lập - Tự do - Hạnh phúc
Số: 1487/UBND-TTHC        Hà Vân, ngày 21 tháng 5 năm 2025
V/v nâng cao Chỉ số PAR INDEX,
SIPAS, PAPI năm 2025

Kính gửi:   - Các sở, ban, ngành tỉnh;
            - UBND các xã, phường.

Để nâng cao các chỉ số năm 2025, UBND tỉnh có ý kiến như sau:
1. Các sở, ban, ngành, UBND các xã, phường:
a) Tập trung khắc phục các tiêu chí bị mất điểm;
b) Công khai kết quả giải quyết hồ sơ, thường xuyên đối thoại với người dân;
2. Sở Nội vụ:
- Theo dõi, đôn đốc; tổng hợp báo cáo UBND tỉnh trước ngày 18 hằng tháng.
Nhận được văn bản này, yêu cầu các cơ quan triển khai thực hiện./.

Nơi nhận:                               TM. ỦY BAN NHÂN DÂN
- Như trên;                                KT. CHỦ TỊCH
- Lưu: VT, TTHC.                          PHÓ CHỦ TỊCH

                                         Lương Văn Quyết
""",
    {
        "doc_type": "CONG_VAN",
        "number": "1487/UBND-TTHC",
        "date": "2025-05-21",
        "title": "V/v nâng cao Chỉ số PAR INDEX, SIPAS, PAPI năm 2025",
        "signer_name": "Lương Văn Quyết",
        "signing_form": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        "signer_title": "PHÓ CHỦ TỊCH",
        "recipients": ["Như trên", "Lưu: VT, TTHC"],
        "tasks": ["Tập trung khắc phục", "Công khai kết quả", "Theo dõi, đôn đốc"],
    },
)

KINDS["party_number_and_recipients_without_dashes"] = (
    """
ĐẢNG BỘ TỈNH HÀ VÂN\tĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ THANH LÂM\t
Số 05-KH/ĐU\tThanh Lâm, ngày 12 tháng 9 năm 2025
KẾ HOẠCH
Lãnh đạo nâng cao Chỉ số PAPI năm 2026
Thực hiện Nghị quyết số 12-NQ/TU ngày 05/8/2025 của Tỉnh ủy; Ban Thường vụ Đảng ủy xã ban hành Kế hoạch như sau:
I- MỤC ĐÍCH, YÊU CẦU
1- Nâng cao trách nhiệm của cấp ủy.
II- NHIỆM VỤ, GIẢI PHÁP
1- Lãnh đạo chính quyền công khai các khoản thu, chi.
2- Tăng cường kiểm tra, giám sát đảng viên làm việc tại bộ phận một cửa.
III- TỔ CHỨC THỰC HIỆN
1- Các chi bộ xây dựng kế hoạch thực hiện.
Nơi nhận:
Thường trực Tỉnh ủy (báo cáo),
Các chi bộ trực thuộc,
Lưu Văn phòng Đảng ủy.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Hoàng Minh Đức
""",
    {
        "number": "05-KH/ĐU",
        "date": "2025-09-12",
        "place": "Thanh Lâm",
        "issuer": "Đảng ủy xã Thanh Lâm",
        "doc_type": "KE_HOACH",
        "signer_title": "BÍ THƯ",
        "signer_name": "Hoàng Minh Đức",
        "recipients": ["Thường trực Tỉnh ủy (báo cáo)", "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"],
        "tasks": ["Lãnh đạo chính quyền", "Tăng cường kiểm tra"],
    },
)
