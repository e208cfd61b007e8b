"""Our own documents, written for the tests: what web pages, narrow cells and OCR do to the words of a document."""

# ruff: noqa: E501 - lines of real documents are as long as a paragraph

FLATTENED = {}

FLATTENED["narrow_cells"] = (
    """
UỶ BAN NHÂN
DÂN
TỈNH BẮC LĨNH
--------
|
CỘNG HÒA XÃ
HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
18/CT-UBND
|
Bắc Lĩnh,
ngày 09 tháng 5 năm 2019
|
CHỈ THỊ
VỀ VIỆC TĂNG CƯỜNG QUẢN LÝ THU, CHI NGÂN
SÁCH, CHỐNG THẤT THU THUẾ TRÊN ĐỊA BÀN TỈNH BẮC LĨNH TRONG NHỮNG THÁNG
CUỐI NĂM 2019
Thực hiện Nghị quyết số
01/NQ-CP ngày 01/01/2019 của Chính phủ, các cơ quan đã triển khai nhiều giải pháp
tăng thu. Tuy nhiên, còn một số tồn tại:
- Nợ đọng thuế ở một số địa bàn còn cao.
Để khắc phục, Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành, địa phương thực
hiện tốt các nhiệm vụ sau:
1. Cục Thuế tỉnh
- Rà soát nguồn thu, xử lý nợ đọng thuế, bảo đảm nợ đến cuối năm dưới mức 5%
tổng thu ngân sách.
2. Sở Tài chính
- Điều hành chi ngân sách theo dự toán đã được Hội đồng nhân dân tỉnh giao.
Nơi nhận:
- Bộ Tài chính;
- Các sở, ban, ngành tỉnh; (để th/h)
- Lưu: VT, TH
(H-30b).
|
TM. ỦY BAN NHÂN
DÂN
KT. CHỦ
TỊCH
PHÓ CHỦ TỊCH
Ngô Văn Thịnh
|
""",
    {
        "doc_type": "CHI_THI",
        "number": "18/CT-UBND",
        "date": "2019-05-09",
        "place": "Bắc Lĩnh",
        "issuer": "Ủy ban nhân dân tỉnh Bắc Lĩnh",
        "signer_name": "Ngô Văn Thịnh",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signing_form": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"],
        "title": "VỀ VIỆC TĂNG CƯỜNG QUẢN LÝ THU, CHI NGÂN SÁCH, CHỐNG THẤT THU THUẾ TRÊN ĐỊA BÀN TỈNH BẮC LĨNH TRONG NHỮNG THÁNG CUỐI NĂM 2019",
        "recipients": ["Bộ Tài chính", "Các sở, ban, ngành tỉnh (để th/h)", "Lưu: VT, TH (H-30b)"],
        "tasks": ["Rà soát nguồn thu", "Điều hành chi"],
    },
)

FLATTENED["site_without_letterhead"] = (
    """
KẾ HOẠCH CHĂM SÓC NGƯỜI CAO TUỔI NĂM 2025
Ngày 12 tháng 6 năm 2025 Uỷ ban nhân dân xã Đông Hoa đã ban hành Quyết định số 77/QĐ-UBND về chăm sóc người cao tuổi
UBND xã Đông Hoa ban hành Kế hoạch chăm sóc người cao tuổi năm 2025, cụ thể như sau:
I. MỤC TIÊU
- Trên 95% người cao tuổi được khám sức khỏe.
II. NỘI DUNG
1. Khám sức khỏe
a) Mục tiêu: mỗi người được khám ít nhất một lần.
b) Nhiệm vụ:
- Lập hồ sơ theo dõi sức khỏe tại trạm y tế.
- Tổ chức khám lưu động tại các thôn xa trung tâm.
""",
    {
        "doc_type": "KE_HOACH",
        "number": None,
        "date": None,
        "date_partial": None,
        "issuer": "Uỷ ban nhân dân xã Đông Hoa",
        "recipients": [],
        "signer_name": None,
        "tasks": ["Lập hồ sơ", "Tổ chức khám"],
    },
)

FLATTENED["stamp_in_title_footnote_and_slogans"] = (
    """
UBND HUYỆN SÔNG BA              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   XÃ EA LÂM                         Độc lập - Tự do - Hạnh phúc
Số: 52/KH-UBND                  Ea Lâm, ngày 18 tháng 8 năm 2023

                    KẾ HOẠCH
 Tổ chức Ngày hội văn hóa các dân tộc
       CÔNG VĂN ĐẾN
  Số: 1254 Ngày: 19/8/2023
 trên địa bàn xã Ea Lâm năm 2023

   Thực hiện Kế hoạch số 30/KH-UBND ngày 02/8/2023 của UBND huyện, UBND xã Ea Lâm
xây dựng kế hoạch như sau:
   I. MỤC ĐÍCH
   - Giữ gìn, phát huy bản sắc văn hóa các dân tộc trên địa bàn xã, tạo không khí vui
tươi trong Nhân dân.
   II. NỘI DUNG
   1. Phần hội
   - Tổ chức thi nấu ăn, thi dệt thổ cẩm theo Quy chế của Ban Tổ chức1.
_______________
1
  Quy chế ban hành kèm theo Thông báo của Ban Tổ chức Ngày hội.

   - Biểu diễn cồng chiêng của các buôn, mời nghệ nhân tham gia hướng dẫn lớp trẻ.
   2. Khẩu hiệu tuyên truyền
   1. Nhiệt liệt chào mừng Ngày hội văn hóa các dân tộc!
   2. Các dân tộc đoàn kết, giúp nhau cùng tiến bộ!
   III. TỔ CHỨC THỰC HIỆN
   1. Công chức Văn hóa - Xã hội: Chủ trì thực hiện Kế hoạch này.
Nơi nhận:                                   CHỦ TỊCH
- UBND huyện;
- Lưu: VT.
d:\\van ban\\2023\\ngay hoi.doc
                                            Ksor Thị Hạnh
""",
    {
        "doc_type": "KE_HOACH",
        "number": "52/KH-UBND",
        "date": "2023-08-18",
        "issuer": "Ủy ban nhân dân xã Ea Lâm",
        "title": "Tổ chức Ngày hội văn hóa các dân tộc trên địa bàn xã Ea Lâm năm 2023",
        "recipients": ["UBND huyện", "Lưu: VT"],
        "signer_name": "Ksor Thị Hạnh",
        "signer_title": "CHỦ TỊCH",
        "tasks": ["Tổ chức thi nấu ăn", "Biểu diễn cồng chiêng"],
    },
)

FLATTENED["ministry_office_letter"] = (
    """
VĂN PHÒNG CHÍNH PHỦ
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 8101/VPCP-KTTH
V/v sửa chữa tuyến đường ven sông

Hà Nội, ngày 14 tháng 3 năm 2026

Kính gửi:
~ Bộ Xây dựng;
~ Ủy ban nhân dân tỉnh Hà Vân.

Xét đề nghị của Ủy ban nhân dân tỉnh Hà Vân tại văn bản số 15/TTr-UBND ngày 02 tháng 3 năm 2026, Phó Thủ tướng có ý kiến như sau:
Giao Bộ Xây dựng có ý kiến đối với đề xuất của địa phương trước ngày 30 tháng 3 năm 2026.
Văn phòng Chính phủ thông báo để các cơ quan biết, thực hiện./.

Nơi nhận:
- Như trên;
- VPCP: BTCN, các Vụ: TH, PL;
- Lưu: VT, KTTH.

KT. BỘ TRƯỞNG, CHỦ NHIỆM
PHÓ CHỦ NHIỆM

Trịnh Mạnh Linh
""",
    {
        "doc_type": "CONG_VAN",
        "number": "8101/VPCP-KTTH",
        "issuer": "Văn phòng Chính phủ",
        "date": "2026-03-14",
        "signing_form": ["KT. BỘ TRƯỞNG, CHỦ NHIỆM"],
        "signer_title": "PHÓ CHỦ NHIỆM",
        "signer_name": "Trịnh Mạnh Linh",
        "recipients": ["Như trên", "VPCP: BTCN, các Vụ: TH, PL", "Lưu: VT, KTTH"],
        "tasks": ["Giao Bộ Xây dựng"],
    },
)

FLATTENED["decision_signed_by_its_chairman"] = (
    """
ỦY BAN NHÂN DÂN
TỈNH HÀ VÂN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 1207/QĐ-UBND

Hà Vân, ngày 06 tháng 9 năm 2017

QUYẾT ĐỊNH

BAN HÀNH KẾ HOẠCH TRỒNG CÂY PHÂN TÁN GIAI ĐOẠN 2018 - 2020

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ VÂN

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng cây phân tán giai đoạn 2018 - 2020.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.

CHỦ TỊCH



Đoàn Văn Lực

KẾ HOẠCH

TRỒNG CÂY PHÂN TÁN TỈNH HÀ VÂN GIAI ĐOẠN 2018 - 2020
(Ban hành kèm theo Quyết định số 1207/QĐ-UBND ngày 06 tháng 9 năm 2017 của Chủ tịch UBND tỉnh)

I. MỤC TIÊU

- Trồng mới 02 triệu cây phân tán.

II. NHIỆM VỤ

1. Chuẩn bị cây giống

a) Xây dựng vườn ươm tại các huyện miền núi.

2. Tổ chức trồng cây

a) Phát động Tết trồng cây vào dịp đầu xuân hằng năm.

III. TỔ CHỨC THỰC HIỆN

1. Sở Nông nghiệp và Phát triển nông thôn: Hướng dẫn kỹ thuật, theo dõi thực hiện.
""",
    {
        "doc_type": "KE_HOACH",
        "number": "1207/QĐ-UBND",
        "date": "2017-09-06",
        "issuer": "Ủy ban nhân dân tỉnh Hà Vân",
        "title": "TRỒNG CÂY PHÂN TÁN TỈNH HÀ VÂN GIAI ĐOẠN 2018 - 2020",
        "signer_name": "Đoàn Văn Lực",
        "signer_title": "CHỦ TỊCH",
        "signing_form": [],
        "recipients": [],
        "tasks": ["Xây dựng vườn ươm", "Phát động Tết"],
    },
)

FLATTENED["party_committee_plan"] = (
    """
ĐẢNG BỘ TỈNH HÀ VÂN                   ĐẢNG CỘNG SẢN VIỆT NAM
HUYỆN ỦY SUỐI MƠ                      Suối Mơ, ngày 11 tháng 4 năm 2023
        *
   Số 112-KH/HU

                         KẾ HOẠCH
      thực hiện Chỉ thị số 13-CT/TU của Ban Thường vụ Tỉnh ủy
   về nâng cao chất lượng phục vụ Nhân dân trên địa bàn huyện
                           -----
   Thực hiện Chỉ thị số 13-CT/TU ngày 10/02/2023, Ban Thường vụ Huyện ủy xây dựng kế
hoạch thực hiện như sau:
   I- MỤC ĐÍCH
   Tạo sự thống nhất trong nhận thức và hành động của cán bộ, đảng viên.
   II- NHIỆM VỤ, GIẢI PHÁP
   1- Tổ chức quán triệt, tuyên truyền sâu rộng nội dung Chỉ thị đến cán bộ, đảng viên
và Nhân dân.
   2- Tăng cường kiểm tra, giám sát trách nhiệm của người đứng đầu các cơ quan, đơn vị.

Nơi nhận:                                T/M BAN THƯỜNG VỤ
- Thường trực Tỉnh ủy,                      PHÓ BÍ THƯ
- Các chi, đảng bộ cơ sở,
- Lưu Văn phòng Huyện ủy.

                                        Nguyễn Văn Đát
""",
    {
        "doc_type": "KE_HOACH",
        "number": "112-KH/HU",
        "date": "2023-04-11",
        "place": "Suối Mơ",
        "issuer": "Huyện ủy Suối Mơ",
        "signer_title": "PHÓ BÍ THƯ",
        "signer_name": "Nguyễn Văn Đát",
        "recipients": ["Thường trực Tỉnh ủy", "Các chi, đảng bộ cơ sở", "Lưu Văn phòng Huyện ủy"],
        "tasks": ["Tổ chức quán triệt", "Tăng cường kiểm tra"],
    },
)
