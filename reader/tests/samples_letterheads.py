"""Our own documents, written for the tests: subjects, blanks, stamps, metadata, directives; one column."""

LETTERHEADS = {}

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
