"""Our own documents, written for the tests: forms of letterhead, number, date, title and foot."""

# ruff: noqa: E501 - lines of real documents are as long as a paragraph

LETTERHEADS = {}

LETTERHEADS["two_columns_by_tabs"] = (
    """
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ SUỐI MƠ\tĐộc lập - Tự do - Hạnh phúc
Số: 16/KH-UBND\tSuối Mơ, ngày 25 tháng 11 năm 2025

KẾ HOẠCH
Thực hiện công tác cải cách hành chính năm 2026 trên địa bàn xã Suối Mơ

Căn cứ Kế hoạch số 201/KH-UBND ngày 10/11/2025 của UBND tỉnh Hà Vân về cải cách hành chính năm 2026;
UBND xã Suối Mơ ban hành Kế hoạch thực hiện như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao chất lượng phục vụ người dân và doanh nghiệp.
2. Yêu cầu
- Xác định rõ trách nhiệm của từng bộ phận.
II. NỘI DUNG
1. Cải cách thủ tục hành chính
- Rà soát, niêm yết công khai thủ tục hành chính tại Trung tâm Phục vụ hành chính công xã.
- Giải quyết hồ sơ đúng hạn, xin lỗi bằng văn bản khi trễ hạn.
2. Cải cách tài chính công
- Công khai dự toán và quyết toán ngân sách xã hằng quý.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã
- Theo dõi, tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2026.
2. Đề nghị Ủy ban MTTQ Việt Nam xã
- Giám sát việc thực hiện Kế hoạch.
Trên đây là Kế hoạch cải cách hành chính năm 2026 của UBND xã Suối Mơ./.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- UBND tỉnh (để báo cáo);\tKT. CHỦ TỊCH
- TT Đảng ủy; TT HĐND xã;\tPHÓ CHỦ TỊCH
- Các phòng, đơn vị thuộc xã;
- Lưu: VT, KT.\tLò Văn   Bình
""",
    {
        "doc_type": "KE_HOACH",
        "number": "16/KH-UBND",
        "date": "2025-11-25",
        "place": "Suối Mơ",
        "issuer": "Ủy ban nhân dân xã Suối Mơ",
        "signer_name": "Lò Văn Bình",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signing_form": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        "title": "Thực hiện công tác cải cách hành chính năm 2026 trên địa bàn xã Suối Mơ",
        "years_covered": [2026],
        "recipients": [
            "UBND tỉnh (để báo cáo)",
            "TT Đảng ủy",
            "TT HĐND xã",
            "Các phòng, đơn vị thuộc xã",
            "Lưu: VT, KT",
        ],
        "tasks": ["Rà soát, niêm yết", "Giải quyết hồ sơ", "Công khai dự toán"],
    },
)

LETTERHEADS["two_columns_by_spaces"] = (
    """
   UBND TỈNH HÀ VÂN                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    SỞ CÔNG THƯƠNG                          Độc lập - Tự do - Hạnh phúc
      -------                                -----------------
   Số: 45/KH-SCT                        Hà Vân, ngày 05 tháng 3 năm 2024

                                 KẾ HOẠCH
         Kiểm tra an toàn thực phẩm tại các chợ trên địa bàn tỉnh năm 2024

    Thực hiện Kế hoạch số 12/KH-UBND ngày 20/01/2024 của UBND tỉnh về bảo đảm an toàn thực
phẩm năm 2024, Sở Công Thương xây dựng Kế hoạch kiểm tra an toàn thực phẩm tại các chợ
như sau:
I. MỤC ĐÍCH, YÊU CẦU
    - Phát hiện, chấn chỉnh kịp thời các vi phạm về an toàn thực phẩm trong kinh doanh tại
các chợ trên địa bàn tỉnh.
    - Việc kiểm tra phải đúng quy định, không gây phiền hà cho tiểu thương và Ban Quản lý
chợ.
II. NỘI DUNG KIỂM TRA
    1. Kiểm tra giấy tờ, nguồn gốc hàng hóa của các hộ kinh doanh thực phẩm chế biến tại Hội
trường chợ trung tâm.
    2. Kiểm tra điều kiện vệ sinh cơ sở vật chất, trang thiết bị, dụng cụ theo Nghị định số
77 và hướng dẫn của Bộ Công Thương; lấy mẫu kiểm nghiệm khi có dấu hiệu vi phạm theo mục
59 Nghị định số 15 của Chính phủ.
    3. Tuyên truyền quy định về an toàn thực phẩm cho tiểu thương, người lao động tại chợ; ký
cam kết không bán hàng không rõ nguồn gốc.
III. KINH PHÍ
    Từ nguồn kinh phí thường xuyên của Sở.
IV. TỔ CHỨC THỰC HIỆN
    1. Phòng Quản lý thương mại: Chủ trì, phối hợp với Thanh tra Sở tổ chức kiểm tra, xong
trước ngày 30/10/2024.
    2. Văn phòng Sở: Bố trí phương tiện cho Đoàn kiểm tra.
    Trên đây là Kế hoạch kiểm tra của Sở Công Thương, yêu cầu các đơn vị thực hiện./.

 Nơi nhận:                                       KT. GIÁM ĐỐC
 - UBND tỉnh (b/cáo);                            PHÓ GIÁM ĐỐC
 - Ban Quản lý các chợ;
 - Lưu: VT, QLTM(Hoa, Nam).

                                                 Trần Thị Hồng Vân
""",
    {
        "doc_type": "KE_HOACH",
        "number": "45/KH-SCT",
        "date": "2024-03-05",
        "place": "Hà Vân",
        "issuer": "Sở Công Thương",
        "signer_name": "Trần Thị Hồng Vân",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signing_form": ["KT. GIÁM ĐỐC"],
        "title": "Kiểm tra an toàn thực phẩm tại các chợ trên địa bàn tỉnh năm 2024",
        "recipients": ["UBND tỉnh (b/cáo)", "Ban Quản lý các chợ", "Lưu: VT, QLTM(Hoa, Nam)"],
        "tasks": ["Kiểm tra giấy tờ, nguồn gốc", "Kiểm tra điều kiện vệ sinh", "Tuyên truyền quy định về an toàn"],
    },
)

LETTERHEADS["columns_merged_by_ocr"] = (
    """
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT
TỈNH HÀ VÂN Độc lập - Tự do - Hạnh phúc
Số:⁄‡6 /CT-UBND Hà Vân, ngày 4‡tháng 12 năm 2018

CHỈ THỊ
Về việc tăng cường công tác phòng, chống cháy rừng

Trong thời gian qua, công tác phòng cháy, chữa cháy rừng trên địa bàn tỉnh đã có nhiều chuyển biến.
Để chủ động phòng cháy, chữa cháy rừng mùa khô 2018 - 2019, Chủ tịch UBND tỉnh chỉ thị:
1. Sở Nông nghiệp và Phát triển nông thôn
- Chủ trì, phối hợp với Công an tỉnh kiểm tra công tác phòng cháy rừng tại các huyện.
~ Tổ chức trực cháy 24/24 giờ trong các tháng cao điểm.
2. Ủy ban nhân dân các huyện, thành phố
— Kiện toàn Ban Chỉ huy phòng cháy, chữa cháy rừng cấp huyện, xong trước 01/12/2018.
3. Giao Chi cục Kiểm lâm theo dõi, đôn đốc việc thực hiện Chỉ thị này, tổng hợp báo cáo UBND tỉnh.

Nơi nhận: KT. CHỦ TỊCH
- Như điều 3; PHÓ CHỦ TỊCH
- TT Tỉnh ủy, TT HĐND tỉnh;
- Luu: VT, NLN.

Hoàng Trân Phong
""",
    {
        "doc_type": "CHI_THI",
        "number": None,
        "date": None,
        "date_partial": "2018-12",
        "place": "Hà Vân",
        "issuer": "Ủy ban nhân dân tỉnh Hà Vân",
        "signer_name": "Hoàng Trân Phong",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signing_form": ["KT. CHỦ TỊCH"],
        "title": "Về việc tăng cường công tác phòng, chống cháy rừng",
        "recipients": ["Như điều 3", "TT Tỉnh ủy, TT HĐND tỉnh", "Luu: VT, NLN"],
        "tasks": [
            "Chủ trì, phối hợp với Công an",
            "Tổ chức trực cháy",
            "Kiện toàn Ban Chỉ huy",
            "Giao Chi cục Kiểm lâm",
        ],
        "leads": [
            "Sở Nông nghiệp và Phát triển nông thôn",
            "Sở Nông nghiệp và Phát triển nông thôn",
            "Ủy ban nhân dân các huyện, thành phố",
            "Chi cục Kiểm lâm",
        ],
    },
)

LETTERHEADS["front_with_three_lines"] = (
    """
ỦY BAN MTTQ VIỆT NAM \\ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ |
XÃ BÌNH SƠN \\ | Độc lập - Tự do - Hạnh phúc \\ |
BAN THƯỜNG TRỰC \\ | \\ |
Số: 07/KH-MTTQ-BTT \\ | Bình   Sơn, ngày 03 tháng 02 năm 2026 \\ |

KẾ HOẠCH
Giám sát việc thực hiện dân chủ ở cơ sở năm 2026

Thực hiện Chương trình phối hợp số 02/CTr-MTTQ ngày 05/01/2026, Ban Thường trực Ủy ban MTTQ Việt Nam xã ban hành Kế hoạch giám sát như sau:
I. MỤC ĐÍCH
Phát huy vai trò của Nhân dân trong giám sát.
II. YÊU CẦU
Bảo đảm khách quan, đúng quy định.
III. NỘI DUNG, ĐỐI TƯỢNG, THỜI GIAN GIÁM SÁT
1. Nội dung giám sát
- Giám sát việc công khai các khoản đóng góp của Nhân dân tại thôn.
- Giám sát hoạt động của Ban Thanh tra nhân dân.
2. Đối tượng giám sát
- UBND xã và các trưởng thôn.
3. Thời gian giám sát: Trong Quý II/2026.
IV. TỔ CHỨC THỰC HIỆN
- Giao Văn phòng Ủy ban MTTQ Việt Nam xã chuẩn bị các điều kiện phục vụ Đoàn giám sát.
- Đề nghị UBND xã xây dựng báo cáo gửi Đoàn giám sát chậm nhất ngày 10/3/2026.

Nơi nhận:
- Ban Thường trực UBMTTQ tỉnh (b/c);
- Đảng ủy, HĐND, UBND xã (p/h);
- Lưu: MTTQ

TM. BAN THƯỜNG TRỰC
CHỦ TỊCH



Đinh Thị   Thu Hà
""",
    {
        "doc_type": "KE_HOACH",
        "number": "07/KH-MTTQ-BTT",
        "date": "2026-02-03",
        "place": "Bình Sơn",
        "issuer": "Ban Thường trực Ủy ban MTTQ Việt Nam xã Bình Sơn",
        "signer_name": "Đinh Thị Thu Hà",
        "signer_title": "CHỦ TỊCH",
        "signing_form": ["TM. BAN THƯỜNG TRỰC"],
        "recipients": ["Ban Thường trực UBMTTQ tỉnh (b/c)", "Đảng ủy, HĐND, UBND xã (p/h)", "Lưu: MTTQ"],
        "tasks": ["Giám sát việc công khai", "Giám sát hoạt động"],
    },
)

LETTERHEADS["letter_with_subject"] = (
    """
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ VÂN\tĐộc lập - Tự do - Hạnh phúc
Số: 5973 /UBND-KT\tHà Vân, ngày 12 tháng 8 năm 2022
V/v đẩy nhanh tiến độ giải ngân
vốn đầu tư công năm 2022

Kính gửi:
- Các sở, ban, ngành;
- UBND các huyện, thành phố.

Thực hiện Công điện số 307/CĐ-TTg ngày 08/4/2022 của Thủ tướng Chính phủ, UBND tỉnh yêu cầu:
1. Các chủ đầu tư tập trung hoàn thiện hồ sơ, thủ tục, hoàn thành trước ngày 30/9/2022.
2. Giao Sở Kế hoạch và Đầu tư chủ trì, phối hợp Sở Tài chính rà soát, điều chuyển vốn các dự án chậm tiến độ.
3. Kho bạc Nhà nước tỉnh hướng dẫn, kiểm soát chi kịp thời, đúng quy định.
Yêu cầu các đơn vị khẩn trương triển khai thực hiện; báo cáo UBND tỉnh (qua Sở Kế hoạch và Đầu tư) trước ngày 15/10/2022./.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Như trên;\tCHỦ TỊCH
- Chủ tịch, các PCT UBND tỉnh;
- Lưu: VT, KT(Thủy).

\tVũ Đức Long
""",
    {
        "doc_type": "CONG_VAN",
        "doc_type_text": None,
        "number": "5973/UBND-KT",
        "date": "2022-08-12",
        "place": "Hà Vân",
        "issuer": "Ủy ban nhân dân tỉnh Hà Vân",
        "signer_name": "Vũ Đức Long",
        "signer_title": "CHỦ TỊCH",
        "title": "V/v đẩy nhanh tiến độ giải ngân vốn đầu tư công năm 2022",
        "recipients": ["Như trên", "Chủ tịch, các PCT UBND tỉnh", "Lưu: VT, KT(Thủy)"],
        "tasks": ["Các chủ đầu tư tập trung", "Giao Sở Kế hoạch và Đầu tư", "Kho bạc Nhà nước tỉnh"],
        "deadlines": ["2022-09-30", "2022-10-15"],
    },
)

LETTERHEADS["blank_day_and_number"] = (
    """
ỦY BAN NHÂN DÂN
THÀNH PHỐ AN KHÊ
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số:      /KH-UBND

An Khê, ngày     tháng 4 năm 2026

KẾ HOẠCH
NÂNG CAO CHỈ SỐ HIỆU QUẢ QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG (PAPI)
CỦA THÀNH PHỐ NĂM 2026

Căn cứ Quyết định số 15/QĐ-UBND ngày 03/01/2026 của UBND tỉnh;
UBND thành phố An Khê ban hành Kế hoạch như sau:

I. MỤC TIÊU
Phấn đấu tăng ít nhất 02 bậc so với năm 2025.

II. NHIỆM VỤ, GIẢI PHÁP
1. Đối với chỉ số “Tham gia của người dân ở cấp cơ sở”
a) Tổ chức đối thoại với Nhân dân ít nhất 02 lần trong năm.
b) Công khai các khoản đóng góp tự nguyện.
2. Về “Quản trị điện tử”
a) Vận hành cổng thông tin điện tử, phúc đáp kiến nghị của người dân trong 05 ngày làm việc.
3. Cải cách thủ tục hành chính
a) Rút ngắn thời gian giải quyết hồ sơ đất đai.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, phối hợp với các phòng theo dõi, đôn đốc, báo cáo UBND thành phố định kỳ hằng quý.
2. UBND các phường, xã xây dựng kế hoạch thực hiện trước ngày 18/5.

Nơi nhận:
- UBND tỉnh;
- Các phòng, ban;
- UBND các phường, xã;
- Lưu: VT, NV.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
""",
    {
        "doc_type": "KE_HOACH",
        "number": None,
        "date": None,
        "date_partial": "2026-04",
        "place": "An Khê",
        "issuer": "Ủy ban nhân dân thành phố An Khê",
        "signer_name": None,
        "signer_title": "PHÓ CHỦ TỊCH",
        "title": "NÂNG CAO CHỈ SỐ HIỆU QUẢ QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG (PAPI) CỦA THÀNH PHỐ NĂM 2026",
        "dimensions_present": [1, 8],
        "recipients": ["UBND tỉnh", "Các phòng, ban", "UBND các phường, xã", "Lưu: VT, NV"],
        "tasks": ["Tổ chức đối thoại", "Công khai các khoản", "Vận hành cổng", "Rút ngắn thời gian"],
    },
)

LETTERHEADS["stamp_before_letterhead"] = (
    """
Ký bởi: Ủy ban nhân dân tỉnh Hà Vân
Email: ubnd@havan.gov.vn
Cơ quan: Tỉnh Hà Vân
Thời gian ký: 04.04.2018 15:20:11 +07:00

ỦY BAN NHÂN DÂN TỈNH HÀ VÂN
VĂN PHÒNG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Só:z///KH-VP
Hà Vân, ngày{Š tháng 3 năm 2018

KẾ HOẠCH
ĐẾN Ngày: 05/4/2018
Kiểm tra công tác kiểm soát thủ tục hành chính năm 2018

Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ;
Văn phòng UBND tỉnh xây dựng kế hoạch như sau:
I. Mục đích, yêu cầu
1. Mục đích: Đánh giá đúng thực trạng công tác kiểm soát thủ tục hành chính.
2. Yêu cầu: Kiểm tra đúng đối tượng, khách quan.
II. Nội dung kiểm tra
1. Công tác chỉ đạo, điều hành
Việc ban hành văn bản chỉ đạo; bố trí cán bộ đầu mối.
2. Việc niêm yết thủ tục hành chính
Việc niêm yết tại bộ phận một cửa của các cơ quan được kiểm tra.
III. Thời gian, địa điểm
1. Thời gian: từ ngày 10/5/2018 đến ngày 30/5/2018.
2. Địa điểm: Tại trụ sở cơ quan được kiểm tra.
IV. Tổ chức thực hiện
1. Phòng Kiểm soát TTHC: Chủ trì tham mưu thành lập đoàn kiểm tra.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
CHÁNH VĂN PHÒNG
hạm Trường Thọ
""",
    {
        "doc_type": "KE_HOACH",
        "number": None,
        "date": None,
        "date_partial": "2018-03",
        "place": "Hà Vân",
        "issuer": "Văn phòng Ủy ban nhân dân tỉnh Hà Vân",
        "signer_name": None,
        "signer_title": "CHÁNH VĂN PHÒNG",
        "title": "Kiểm tra công tác kiểm soát thủ tục hành chính năm 2018",
        "signing_form": [],
        "recipients": ["UBND tỉnh", "Lưu: VT"],
        "tasks": ["Việc ban hành văn bản chỉ đạo", "Việc niêm yết tại bộ phận một cửa"],
    },
)

LETTERHEADS["metadata_on_one_line"] = (
    """
Kế hoạch 88/KH-UBND năm 2019 về bảo vệ môi trường tỉnh Hà Vân
Số hiệu: 88/KH-UBND Loại văn bản: Kế hoạch
Nơi ban hành: Tỉnh Hà Vân Người ký: Nguyễn Quốc Đạt
Ngày ban hành: 26/05/2019 Ngày hiệu lực: Đang cập nhật

ỦY BAN NHÂN DÂN
TỈNH HÀ VÂN
-------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số: 88/KH-UBND
|
Hà Vân, ngày 26
tháng 5 năm 2019
|
KẾ HOẠCH
BẢO VỆ MÔI TRƯỜNG TRÊN ĐỊA BÀN TỈNH GIAI ĐOẠN 2019 -
2021
Căn cứ Luật
Bảo vệ môi trường ngày 23/6/2014;
UBND tỉnh ban
hành Kế hoạch bảo vệ môi trường như sau:
I. MỤC ĐÍCH
Nâng cao nhận
thức của cán bộ và Nhân dân về bảo vệ môi trường.
II. NỘI DUNG
1. Quản trị môi trường
- Xử lý dứt điểm
các cơ sở gây ô nhiễm nghiêm trọng trong khu dân cư.
- Thu gom, vận
chuyển chất thải rắn sinh hoạt tại 100% số xã.
III. TỔ CHỨC THỰC HIỆN
Giao Sở Tài nguyên và Môi trường theo dõi, tổng hợp kết quả./.

Nơi nhận:
- Như trên;
- Lưu: VT.
|
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Quốc Đạt
""",
    {
        "doc_type": "KE_HOACH",
        "number": "88/KH-UBND",
        "date": "2019-05-26",
        "place": "Hà Vân",
        "issuer": "Ủy ban nhân dân tỉnh Hà Vân",
        "signer_name": "Nguyễn Quốc Đạt",
        "signer_title": "PHÓ CHỦ TỊCH",
        "title": "BẢO VỆ MÔI TRƯỜNG TRÊN ĐỊA BÀN TỈNH GIAI ĐOẠN 2019 - 2021",
        "years_covered": [2019, 2020, 2021],
        "dimensions_present": [],
        "recipients": ["Như trên", "Lưu: VT"],
        "tasks": ["Xử lý dứt điểm các cơ sở", "Thu gom, vận chuyển chất thải"],
    },
)

LETTERHEADS["directive_of_a_chairman"] = (
    """
CHỦ TỊCH
ỦY BAN NHÂN DÂN
HUYỆN ĐÔNG GIANG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 06/CT-CTUBND
Đông Giang, ngày 17 tháng 5 năm 2019

CHỈ THỊ
Về nâng cao trách nhiệm của người đứng đầu trong tiếp công dân

Thời gian qua, công tác tiếp công dân đã đạt được kết quả tích cực. Tuy nhiên vẫn còn hạn chế.
Chủ tịch Ủy ban nhân dân huyện yêu cầu:
1. Thủ trưởng các cơ quan chuyên môn
a) Trực tiếp tiếp công dân ít nhất 01 ngày trong tháng.
b) Giải quyết dứt điểm các vụ việc tồn đọng.
2. Chủ tịch UBND các xã, thị trấn
Tổ chức đối thoại với công dân định kỳ 6 tháng.
3. Thanh tra huyện
đ) Thanh tra trách nhiệm tiếp công dân tại các xã.
Chỉ thị này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- UBND tỉnh;
- Các cơ quan, đơn vị thuộc huyện;
- UBND các xã, thị trấn;
- Lưu: VT, TTr.
CHỦ TỊCH


Đỗ Văn Khải
""",
    {
        "doc_type": "CHI_THI",
        "number": "06/CT-CTUBND",
        "date": "2019-05-17",
        "place": "Đông Giang",
        "issuer": "Chủ tịch Ủy ban nhân dân huyện Đông Giang",
        "signer_name": "Đỗ Văn Khải",
        "signer_title": "CHỦ TỊCH",
        "signing_form": [],
        "recipients": ["UBND tỉnh", "Các cơ quan, đơn vị thuộc huyện", "UBND các xã, thị trấn", "Lưu: VT, TTr"],
        "tasks": ["Trực tiếp tiếp công dân", "Giải quyết dứt điểm", "Tổ chức đối thoại", "Thanh tra trách nhiệm"],
    },
)
