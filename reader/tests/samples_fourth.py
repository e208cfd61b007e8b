"""A fourth set written blind: a Word page with its own lists, spacer columns, a printed PDF, an annex that says it again."""

import docx
import weasyprint

from .samples_unseen_files import MOTTO, _saved, _table, _titled

_SIGNED = {"number": "64/KH-UBND", "date": "2026-03-17", "place": "Khe Lá", "issuer": "Ủy ban nhân dân xã Khe Lá",
           "recipients": ["Thường trực Đảng ủy, HĐND xã", "Trưởng các thôn", "Lưu: VT, VP"],
           "signing_form": ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "signer_title": "PHÓ CHỦ TỊCH",
           "signer_name": "Nông Thị Biếc"}  # fmt: skip
_RECIPIENTS = ("Nơi nhận:", "- Thường trực Đảng ủy, HĐND xã;", "- Trưởng các thôn;", "- Lưu: VT, VP.")
_SIGNS = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Nông Thị Biếc")
_DAY = "Khe Lá, ngày 17 tháng 3 năm 2026"


def page_of_word():
    """Numbers of lists are set by Word beside the words, remarks for other browsers stand between, rows lie in a frame."""

    def item(mark, text):
        return (
            f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
            f"<span style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
            f"</span><![endif]>{text}<o:p></o:p></p>\n"
        )

    cells = ("".join(f"<p class=MsoNormal><b>{line}</b></p>" for line in lines) for lines in (_RECIPIENTS, _SIGNS))
    left, right = cells
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><o:Author>Ai</o:Author></xml><![endif]--><style>p.MsoNormal {{margin:0cm}}</style></head>
<body lang=VI><div class=WordSection1><table class=MsoTableGrid><tr><td><p class=MsoNormal><b>ỦY BAN<span
style='mso-spacerun:yes'>  </span>NHÂN DÂN<o:p></o:p></b></p><p class=MsoNormal><b>XÃ KHE LÁ</b></p><p class=MsoNormal>Số:
64/KH<span class=GramE>-UBND</span></p></td><td><p class=MsoNormal><b>{MOTTO[0]}</b></p><p class=MsoNormal><b>{MOTTO[1]}</b>
</p><p class=MsoNormal><i>Khe Lá, ngày<span> 17</span> tháng<span>
3</span> năm 2026</i></p></td></tr></table>
<p class=MsoNormal align=center><b>KẾ HOẠCH<br>Mở lớp dạy<span class=SpellE> đan</span> lát năm 2026</b></p>
<p class=MsoNormal><b>I. NHIỆM VỤ</b></p>
{item("1.", "Khảo sát<span style='letter-spacing:-.2pt'> nguồn</span> tre,<span> nứa</span> ở năm thôn.")}
{item("2.", "Hội Phụ nữ<a name=x></a> xã mời<b> nghệ</b><b> nhân</b> dạy nghề.")}
{item("3.", "Bán thử sản phẩm<br>tại chợ phiên.")}
<p class=MsoNormal><b>II. KINH PHÍ</b></p><p class=MsoNormal>Ngân sách xã.</p>
<table><tr><td>{left}</td><td>{right}</td></tr></table></div></body></html>""".encode()


def _head(document):
    rows = [["ỦY BAN NHÂN DÂN\nXÃ KHE LÁ", "", "\n".join(MOTTO)], ["Số: 64/KH-UBND", "", _DAY]]
    _table(document, rows)


def _foot(document):
    _table(document, [["\n".join(_RECIPIENTS), "", "", "\n".join(_SIGNS)]])


def spacers_and_tables():
    """Spacer columns above and below; a table of figures, then two of work with other heads, between paragraphs."""
    document = docx.Document()
    _head(document)
    _titled(document, "Sửa đường vào nương năm 2026")
    for text in ("I. HIỆN TRẠNG", "Đường hỏng nhiều nơi:"):
        document.add_paragraph(text)
    _table(
        document, [["Thôn", "Chiều dài (m)", "Tỷ lệ hỏng (%)"], ["Nà Sác", "1.200", "35"], ["Khuổi Đeng", "800", "60"]]
    )
    for text in ("II. NHIỆM VỤ", "1. Việc của mùa khô"):
        document.add_paragraph(text)
    _table(document, [["STT", "Công việc", "Chủ trì", "Xong trước"],
                      ["1", "Đào rãnh thoát nước", "Thôn Nà Sác", "30/4/2026"],
                      ["2", "Rải đá cấp phối", "Phòng Kinh tế", "31/5/2026"]])  # fmt: skip
    document.add_paragraph("2. Việc của mùa mưa")
    _table(document, [["Nội dung công việc", "Đơn vị thực hiện", "Kết quả"],
                      ["Phát quang hai bên đường", "Thôn Khuổi Đeng", "Đường thoáng"],
                      ["Trực ở ngầm tràn", "Công an xã", "Sổ trực"]])  # fmt: skip
    document.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("1. Phòng Kinh tế theo dõi, báo cáo trước ngày 15/12/2026.")
    _foot(document)
    return _saved(document)


def annex_again():
    """The body names the work, the annex says who does it and adds one; groups stand on rows of their own."""
    document = docx.Document()
    _head(document)
    _titled(document, "Chuyển đổi số ở thôn năm 2026")
    for text in ("I. NHIỆM VỤ", "1. Hạ tầng", "a) Lắp mạng không dây ở nhà văn hóa các thôn.",
                 "b) Cấp thẻ cho tổ công nghệ số cộng đồng.", "2. Kỹ năng", "a) Dạy người già dùng điện thoại.",
                 "II. KINH PHÍ", "Ngân sách xã."):  # fmt: skip
        document.add_paragraph(text)
    _foot(document)
    document.add_page_break()
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("PHÂN CÔNG THỰC HIỆN")
    document.add_paragraph("(Kèm theo Kế hoạch số 64/KH-UBND ngày 17/3/2026 của UBND xã Khe Lá)")
    rows = ("TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời hạn|Sản phẩm", "I|Hạ tầng||||",
            "1|Lắp mạng không dây ở nhà văn hóa các thôn|Phòng Văn hóa - Xã hội|Các thôn|Quý II/2026|Mạng",
            "2|Cấp thẻ cho tổ công nghệ số cộng đồng|Văn phòng|Đoàn xã|Tháng 4/2026|Thẻ", "II|Kỹ năng||||",
            "3|Dạy người già dùng điện thoại|Đoàn xã|Các thôn|Thường xuyên|Lớp học",
            "4|Dịch hướng dẫn ra tiếng Tày|Văn phòng||Tháng 9/2026|Bản dịch")  # fmt: skip
    _table(document, [row.split("|") for row in rows])
    return _saved(document)


_PRINTED = """<meta charset=utf-8><style>@page {{size: A4; margin: 20mm 15mm 20mm 30mm;
@top-center {{content: counter(page)}}}}
body {{font: 14pt 'Liberation Serif'}} p {{text-indent: 12.7mm; margin: 0 0 6pt; text-align: justify}}
td p, .c {{text-indent: 0; text-align: center; font-weight: bold; margin: 0}} .l {{text-align: left; font-size: 11pt}}
.n {{font-size: 10pt; text-indent: 0; margin: 0}} hr {{width: 5cm; margin: 8mm 0 1mm; border: 0; border-top: 1px solid}}
sup {{font-size: 8pt}} table {{width: 100%}} td {{vertical-align: top}}</style>
<table><tr><td><p>ỦY BAN NHÂN DÂN<p>XÃ KHE LÁ<p>Số: 64/KH-UBND<td><p>{0}<p>{1}<p><i>{2}</i></table>
<p class=c>KẾ HOẠCH<p class=c>Giữ sạch nguồn nước sinh hoạt của các thôn<p class=c>trên địa bàn xã năm 2026
<p>Thực hiện Nghị quyết số 09-NQ/ĐU ngày 02/02/2026 của Đảng ủy xã, Ủy ban nhân dân xã ban hành Kế hoạch với các nội
dung sau:<p><b>I. MỤC ĐÍCH, YÊU CẦU</b><p>1. Mọi nhà có nước sạch<sup>1</sup> để dùng quanh năm.
<p><b>II. NHIỆM VỤ</b><p><b>1. Bảo vệ đầu nguồn</b><p>a) Rào khu vực lấy nước của sáu thôn, cắm biển cấm chăn thả gia súc
ở đầu nguồn Khuổi Lặc và đầu nguồn Nà Pù trước ngày 30/5/2026;<p>b) Trồng một nghìn cây vầu quanh mó nước.
<p><b>2. Sửa đường ống, bể chứa của các thôn vùng cao, nhất là những thôn hay thiếu nước về mùa khô</b>
<p>Thay 3 km ống vỡ<sup>2</sup>, xây hai bể chứa ở Khuổi Đeng.
<p><b>III. TỔ CHỨC THỰC HIỆN</b><p>1. Phòng Kinh tế: chủ trì, báo cáo kết quả vào ngày 20 hằng tháng.
<p>2. Các thôn: cử người trông nước.
<table><tr><td><p class=l><b><i>Nơi nhận:</i></b>{3}<td>{4}</table>
<hr><p class=n><sup>1</sup> Theo quy chuẩn nước sạch hiện hành.<p class=n><sup>2</sup> Số liệu kiểm kê tháng 02/2026."""


def printed():
    """A page number above, two notes in small print below, a heading of two lines, recipients beside who signs."""
    left = "".join(f"<p class=l>{line}" for line in _RECIPIENTS[1:])
    right = "".join(f"<p>{line or '<br>'}" for line in _SIGNS)
    return weasyprint.HTML(string=_PRINTED.format(*MOTTO, _DAY, left, right)).write_pdf()


def without_letters():
    """The same with fonts that do not tell which letters they draw."""
    return printed().replace(b"/ToUnicode", b"/ToUnknown")


_PRINTED_SAYS = _SIGNED | {
    "title": "Giữ sạch nguồn nước sinh hoạt của các thôn trên địa bàn xã năm 2026", "years_covered": [2026],
    "tasks": [("Rào khu vực lấy nước của sáu thôn", None), ("Trồng một nghìn cây vầu", None),
              ("Thay 3 km ống vỡ, xây hai bể chứa ở Khuổi Đeng.", None)],
    "units": [("Phòng Kinh tế", 1), ("Các thôn", 1)],
}  # fmt: skip
FOURTH_FILES = {
    "page_of_word": (
        (page_of_word, ".html"),
        _SIGNED | {"title": "Mở lớp dạy đan lát năm 2026", "years_covered": [2026],
                   "tasks": [("Khảo sát nguồn tre, nứa ở năm thôn.", None),
                             ("Hội Phụ nữ xã mời nghệ nhân dạy nghề.", "Hội Phụ nữ xã"),
                             ("Bán thử sản phẩm tại chợ phiên.", None)]},
    ),
    "spacers_and_tables": (
        (spacers_and_tables, ".docx"),
        _SIGNED | {"title": "Sửa đường vào nương năm 2026",
                   "tasks": [("Đào rãnh", "Thôn Nà Sác"), ("Rải đá", "Phòng Kinh tế"), ("Phát quang", "Thôn Khuổi Đeng"),
                             ("Trực ở ngầm tràn", "Công an xã")],
                   "sections": ["II.1", "II.1", "II.2", "II.2"], "outputs": [None, None, "Đường thoáng", "Sổ trực"]},
    ),
    "annex_again": (
        (annex_again, ".docx"),
        _SIGNED | {"tasks": [("Lắp mạng", "Phòng Văn hóa - Xã hội"), ("Cấp thẻ", "Văn phòng"), ("Dạy người già", "Đoàn xã")],
                   "sections": ["I.1", "I.1", "I.2"], "outputs": ["Mạng", "Thẻ", "Lớp học"],
                   "appendix": [("Dịch hướng dẫn", "Văn phòng")]},
    ),
    "printed": ((printed, ".pdf"), _PRINTED_SAYS),
}  # fmt: skip


def _plan(issuer, number, day, title, body, foot):
    right = [*MOTTO, ""]
    head = "\n".join(f"{left}\t{other}".rstrip() for left, other in zip(issuer, right, strict=False))
    return f"{head}\nSố: {number}\t{day}\n\nKẾ HOẠCH\n{title}\n\n{body}\n\n{foot}\n"


_FOOT = "Nơi nhận:\tGIÁM ĐỐC\n- UBND tỉnh;\n- Lưu: VT, TL.\tTriệu Văn Lình"
FOURTH = {
    "a_department_with_its_province_below_it": (
        _plan(["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "TỈNH AN GIANG"], "310/KH-SNNMT", "An Giang, ngày 22 tháng 4 năm 2026",
              "Vận hành trạm bơm nhiệm kỳ 2025 - 2030 và giai đoạn 2026 - 2028",
              "I. NHIỆM VỤ\n1. Mở cống trước 06 giờ sáng thứ Hai hằng tuần.\n2. "
              "Chi cục Thủy lợi đo mặn lúc 17h ngày 25 hằng tháng."
              "\n3. Gửi số liệu chậm nhất 10 giờ 30 phút thứ Năm hàng tuần về Sở.", _FOOT),
        {"issuer": "Sở Nông nghiệp và Môi trường tỉnh An Giang", "years_covered": [2026, 2027, 2028],
         "tasks": [("Mở cống", None), ("Chi cục Thủy lợi đo mặn", "Chi cục Thủy lợi"), ("Gửi số liệu", None)],
         "times": ["trước 06 giờ sáng thứ Hai hằng tuần", "17h ngày 25 hằng tháng",
                   "chậm nhất 10 giờ 30 phút thứ Năm hàng tuần"]},
    ),
}  # fmt: skip
