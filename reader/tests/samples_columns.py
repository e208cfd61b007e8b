"""Our own documents, written for the tests: letterheads in two columns, by tabs, by spaces, merged, in three lines."""

# ruff: noqa: E501 - lines of real documents are as long as a paragraph

COLUMNS = {}

COLUMNS["two_columns_by_tabs"] = (
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

COLUMNS["two_columns_by_spaces"] = (
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

COLUMNS["columns_merged_by_ocr"] = (
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

COLUMNS["front_with_three_lines"] = (
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
