"""The second blind set as files: tables of Word in other shapes, its own numbering, indents of a PDF that hang or lead."""

import docx
import weasyprint

from .samples_unseen import SIGNED
from .samples_unseen_files import MOTTO, _saved, _table, _titled


def head(d, no="52/KH-UBND"):
    _table(
        d, [["UBND HUYỆN ĐÔNG SƠN\nXÃ MAI HẠ", "\n".join(MOTTO)], [f"Số: {no}", "Mai Hạ, ngày 06 tháng 02 năm 2026"]]
    )


def foot(d):
    _table(d, [["Nơi nhận:\n- Các ban, ngành xã;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nQuàng Thị Lả"]])


def two_rows():
    d = docx.Document()
    head(d)
    _titled(d, "Chăm lo đời sống người dân năm 2026")
    for t in ("I. NHIỆM VỤ", "1. Việc cụ thể"):
        d.add_paragraph(t)
    t = _table(
        d,
        [
            ["TT", "Nội dung", "Phân công thực hiện", "", "Thời gian"],
            ["", "", "Chủ trì", "Phối hợp", ""],
            ["1", "Sửa nhà cho hộ nghèo", "Phòng Kinh tế", "Các bản", "Quý II/2026"],
            ["2", "Khám bệnh lưu động", "Trạm Y tế xã", "Hội Phụ nữ xã", "Quý III/2026"],
        ],
    )
    t.cell(0, 2).merge(t.cell(0, 3))
    t.cell(0, 0).merge(t.cell(1, 0))
    t.cell(0, 1).merge(t.cell(1, 1))
    t.cell(0, 4).merge(t.cell(1, 4))
    foot(d)
    return _saved(d)


def two_cols():
    d = docx.Document()
    head(d)
    _titled(d, "Giữ rừng năm 2026")
    d.add_paragraph("I. PHÂN CÔNG")
    d.add_paragraph("Nhiệm vụ của từng đơn vị như sau:")
    _table(
        d,
        [
            ["Nhiệm vụ", "Đơn vị thực hiện"],
            ["Tuần rừng mỗi tuần một lần", "Công an xã"],
            ["Trồng bù hai héc ta", "Bản Lụ"],
        ],
    )
    d.add_paragraph("II. KINH PHÍ")
    d.add_paragraph("Từ ngân sách xã.")
    foot(d)
    return _saved(d)


def auto():
    d = docx.Document()
    head(d)
    _titled(d, "Học chữ Thái năm 2026")
    d.add_paragraph("I. MỤC ĐÍCH, YÊU CẦU")
    d.add_paragraph("1. Mục đích: giữ chữ viết của dân tộc cho con cháu.")
    d.add_paragraph("2. Yêu cầu: lớp học gần nhà dân.")
    d.add_paragraph("II. NỘI DUNG")
    for t in ("Mở lớp ở ba bản", "In sách vỡ lòng"):
        d.add_paragraph(t, style="List Bullet")
    d.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    for t in ("Phòng Văn hóa - Xã hội chủ trì mở lớp, báo cáo trước ngày 30/11/2026", "Các bản cử người học"):
        d.add_paragraph(t, style="List Number")
    d.add_paragraph("Trên đây là Kế hoạch học chữ Thái năm 2026, đề nghị các bộ phận thực hiện./.")
    foot(d)
    return _saved(d)


def annexes():
    d = docx.Document()
    head(d)
    _titled(d, "Nâng cao Chỉ số PAPI năm 2026")
    d.add_paragraph("I. MỤC ĐÍCH")
    d.add_paragraph("- Người dân hài lòng hơn.")
    d.add_paragraph("II. NHIỆM VỤ")
    d.add_paragraph("Thực hiện theo các phụ lục kèm theo.")
    foot(d)
    for n, (a, b, c) in enumerate(
        (("Công khai quỹ của bản", "Bản Lụ", "Tháng 4/2026"), ("Lắp hòm thư góp ý", "Văn phòng", "Tháng 5/2026")), 1
    ):
        d.add_paragraph(f"PHỤ LỤC {n}")
        d.add_paragraph("(Kèm theo Kế hoạch số 52/KH-UBND ngày 06/02/2026)")
        _table(d, [["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", a, b, c]])
    return _saved(d)


CSS = """<meta charset=utf-8><style>@page{size:A4;margin:20mm}
body{font:14pt 'Liberation Serif'}
p{margin:0;text-align:justify}
.i p{text-indent:12mm}
.c{text-align:center;font-weight:bold}
.h p{padding-left:8mm;text-indent:-5mm}
table{width:100%}
td p{text-align:center;text-indent:0}
.l{text-align:left}
</style>"""
HEAD = """<table><tr>
<td>
<p>UBND HUYỆN ĐÔNG SƠN
<p><b>XÃ MAI HẠ</b>
<p>Số: 52/KH-UBND
<td>
<p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>
<p><b>Độc lập - Tự do - Hạnh phúc</b>
<p><i>Mai Hạ, ngày 06 tháng 02 năm 2026</i></table>"""
FOOT = """<table><tr>
<td>
<p class=l><b><i>Nơi nhận:</i></b>
<p class=l>- Thường trực Đảng ủy, Thường trực Hội đồng nhân dân xã (để báo cáo);
<p class=l>- Các ban, ngành xã
<p class=l>- Lưu: VT
<td>
<p><b>TM. ỦY BAN NHÂN DÂN</b>
<p><b>CHỦ TỊCH</b>
<p><br>
<p><b>Quàng Thị Lả</b></table>"""


def pdf_hanging():
    return weasyprint.HTML(
        string=CSS
        + HEAD
        + "<p class=c>KẾ HOẠCH<p class=c>Phòng cháy, chữa cháy ở các bản vùng cao của xã, <br>giai đoạn 2026 - "
        "2027<div class=h><p>I. NHIỆM VỤ<p>- Kiểm tra bếp lửa của từng nhà sàn, nhắc bà con không để củi khô gần "
        "bếp, không phơi quần áo trên gác bếp khi đi nương<p>- Đào ba hố chứa nước ở ba bản xa suối, mỗi hố hai "
        "mươi mét khối, có nắp đậy an toàn cho trẻ nhỏ<p>- Diễn tập chữa cháy mỗi năm hai lần ở sân trường học "
        "của xã, có đủ đại diện các bản tham dự</div>" + FOOT
    ).write_pdf()


def pdf_indent_long():
    body = "".join(
        f"<p>{n}. Việc thứ {w} là dọn sạch đoạn đường liên bản, khơi rãnh hai bên, phát quang cây che khuất tầm "
        "nhìn của người đi xe, mỗi bản một đoạn theo bảng đã chia"
        for n, w in enumerate(("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1)
    )
    return weasyprint.HTML(
        string=CSS
        + HEAD
        + "<p class=c>KẾ HOẠCH<p class=c>Làm đường năm 2026<div class=i><p>Căn cứ Kế hoạch số 8/KH-UBND ngày "
        "15/01/2026 của UBND huyện;<p>Ủy ban nhân dân xã giao việc cho các bản như sau:<p><b>I. NHIỆM VỤ</b>"
        + body
        + "<p><b>II. KINH PHÍ</b><p>Ngân sách xã và đóng góp của người dân.</div>"
        + FOOT
    ).write_pdf()


LONG = ["Thường trực Đảng ủy, Thường trực Hội đồng nhân dân xã (để báo cáo)", "Các ban, ngành xã", "Lưu: VT"]
SECOND_FILES = {
    "two_rows": (
        (two_rows, ".docx"),
        SIGNED
        | {
            "title": "Chăm lo đời sống người dân năm 2026",
            "tasks": [("Sửa nhà", "Phòng Kinh tế"), ("Khám bệnh", "Trạm Y tế xã")],
            "sections": ["I.1", "I.1"],
        },
    ),
    "two_cols": ((two_cols, ".docx"), SIGNED | {"tasks": [("Tuần rừng", "Công an xã"), ("Trồng bù", "Bản Lụ")]}),
    "auto": (
        (auto, ".docx"),
        SIGNED
        | {"tasks": [("Mở lớp", None), ("In sách", None)], "units": [("Phòng Văn hóa - Xã hội", 1), ("Các bản", 1)]},
    ),
    "annexes": (
        (annexes, ".docx"),
        SIGNED | {"appendix": [("Công khai quỹ", "Bản Lụ"), ("Lắp hòm thư", "Văn phòng")]},
    ),
    "pdf_hanging": (
        (pdf_hanging, ".pdf"),
        SIGNED
        | {
            "recipients": LONG,
            "title": "Phòng cháy, chữa cháy ở các bản vùng cao của xã, giai đoạn 2026 - 2027",
            "years_covered": [2026, 2027],
            "tasks": [
                (
                    "Kiểm tra bếp lửa của từng nhà sàn, nhắc bà con không để củi khô gần bếp, không phơi quần áo trên "
                    "gác bếp khi đi nương",
                    None,
                ),
                ("Đào ba hố chứa nước ở ba bản xa suối, mỗi hố hai mươi mét khối, có nắp đậy an toàn", None),
                ("Diễn tập", None),
            ],
        },
    ),
    "pdf_indent_long": (
        (pdf_indent_long, ".pdf"),
        SIGNED
        | {
            "recipients": LONG,
            "title": "Làm đường năm 2026",
            "tasks": [
                (f"Việc thứ {w}", None)
                for w in ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
            ],
        },
    ),
}
