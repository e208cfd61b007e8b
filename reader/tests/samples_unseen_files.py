"""Papers of kinds the reader was not tuned to, as files: what only Word, a web page or a PDF's layout tells."""

import io

import docx
import weasyprint
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .samples_unseen import SIGNED

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TITLE = "Giữ gìn nếp sống văn minh năm 2026"


def _table(document, rows):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            cell = table.cell(row, column)
            for number, part in enumerate(text.split("\n")):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.add_run(part)
    return table


def _titled(document, title=TITLE):
    for text in ("KẾ HOẠCH", title):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True


def _saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_with_spacer_columns():
    """Letterhead and foot of three cells, an opening without any of the usual words, paragraphs that end openly."""
    document = docx.Document()
    right = "\n".join((*MOTTO, "Mai Hạ, ngày 06 tháng 02 năm 2026"))
    _table(document, [["UBND HUYỆN ĐÔNG SƠN\nXÃ MAI HẠ\nSố: 52/KH-UBND", "", right]])
    _titled(document)
    document.add_paragraph("Các bản đã bàn và thống nhất những việc dưới đây")
    for text in ("I. NHIỆM VỤ", "1. Việc cưới", "- Tổ chức gọn trong một ngày, không mở loa sau mười giờ đêm và",
                 "2. Việc tang", "a) Phòng Văn hóa - Xã hội", "Hướng dẫn từng bản bỏ hủ tục,", "b) Công an xã",
                 "Nhắc nhở người rải tiền giấy trên đường."):  # fmt: skip
        document.add_paragraph(text)
    _table(
        document,
        [["Nơi nhận:\n- Các ban, ngành xã;\n- Lưu: VT.", "", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nQuàng Thị Lả"]],
    )
    return _saved(document)


def word_with_a_text_box():
    """The signature in a text box beside the recipients, tables of work in a letterhead of three columns' width."""
    document = docx.Document()
    place = "Mai Hạ, ngày 06 tháng 02 năm 2026"
    _table(document, [["UBND HUYỆN ĐÔNG SƠN\nXÃ MAI HẠ", "\n".join(MOTTO)], ["Số: 52/KH-UBND", place]])
    _titled(document)
    document.add_paragraph("I. NHIỆM VỤ")
    document.add_paragraph("1. Xây dựng ba bản mẫu")
    rows = ("STT|Công việc|Trách nhiệm|Thời gian", "1|Họp bản\nKý cam kết|Bản Lụ|Tháng 3/2026",
            "2|Làm cổng chào|Đoàn Thanh niên xã|Tháng 5/2026")  # fmt: skip
    _table(document, [row.split("|") for row in rows])
    document.add_paragraph("2. Khen bản làm tốt vào dịp cuối năm.")
    box = document.add_paragraph()
    content = OxmlElement("w:txbxContent")
    for text in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Quàng Thị Lả"):
        paragraph, run, words = (OxmlElement(tag) for tag in ("w:p", "w:r", "w:t"))
        words.text = text
        run.append(words)
        paragraph.append(run)
        content.append(paragraph)
    holder = OxmlElement("w:pict")
    holder.append(content)
    box.add_run()._r.append(holder)
    for text in ("Nơi nhận:", "- Các ban, ngành xã;", "- Lưu: VT."):
        document.add_paragraph(text)
    assert box._p.find(f".//{qn('w:txbxContent')}") is not None
    return _saved(document)


def web_page_of_word():
    """What Word saves as a page: source lines broken anywhere, a blank at the start of an inline element."""
    head = "".join(f"<p align=center><b><span>{text}</span></b></p>" for text in MOTTO)
    body = "".join(
        f"<p style='text-align:justify'><span lang=VI>{text}</span></p>\n"
        for text in (
            "I. NHIỆM<span>\n VỤ</span>",
            "1. Đặt thùng rác<i> ở</i><i>\nchợ,</i> trường học<o:p></o:p>",
            "2.<span> &nbsp;</span>Quét đường<b>\nmỗi</b> sáng thứ<span> Bảy.</span>",
        )
    )
    return f"""<html><head><style>p {{margin:0}}</style></head><body><table><tr>
<td><p><b>UBND HUYỆN ĐÔNG<span>
SƠN</span></b></p><p><b>XÃ</b><b> MAI</b><b>
HẠ</b></p><p>Số:<span> 52</span>/KH-UBND</p></td><td><p>&nbsp;</p></td>
<td>{head}<p><i>Mai</i><i> Hạ, ngày</i><i>
06 tháng 02</i><i> năm 2026</i></p></td></tr></table>
<p align=center><b>KẾ<span> HOẠCH</span></b></p><p align=center><b>Giữ gìn nếp</b><b>
sống văn</b><b> minh năm 2026</b></p>{body}
<table><tr><td><p>Nơi nhận:</p><p>- Các ban,<span>
ngành xã;</span></p><p>- Lưu: VT.</p></td><td><p>&nbsp;</p></td><td><p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ<span> TỊCH</span></p>
<p>&nbsp;</p><p>Quàng<span>
Thị Lả</span></p></td></tr></table></body></html>""".encode()


def pdf_of_word():
    """First lines indented, a footnote in small print, a heading as long as its line, a title right above the opening."""
    return weasyprint.HTML(
        string="""<meta charset=utf-8><style>@page {size: A4; margin: 20mm} body {font: 14pt 'Liberation Serif'}
p {text-indent: 10mm; margin: 0; text-align: justify} td p, .c {text-indent: 0; text-align: center; font-weight: bold}
.l {text-align: left; font-weight: normal} .n {font-size: 9pt; text-indent: 0; border-top: 1px solid; margin-top: 4mm}
sup {font-size: 8pt} table {width: 100%}</style>
<table><tr><td><p>UBND HUYỆN ĐÔNG SƠN<p>XÃ MAI HẠ<p>Số: 52/KH-UBND<td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
<p>Độc lập - Tự do - Hạnh phúc<p>Mai Hạ, ngày 06 tháng 02 năm 2026</table>
<p class=c>KẾ HOẠCH<p class=c>Giữ gìn nếp sống văn minh năm 2026
<p>Các bản trong xã đã họp bàn về nếp sống văn minh và cùng thống nhất những việc cần làm ngay trong năm nay ở
từng bản, từng nhà, như dưới đây
<p><b>I. NHIỆM VỤ</b>
<p><b>1. Về việc cưới, việc tang và lễ hội trong các bản, trong từng dòng họ ở xã ta, nhất là ở các</b>
<b>bản xa trung tâm</b>
<p>Tổ chức gọn trong một ngày<sup>1</sup>, không mở loa sau mười giờ đêm, không mời thuốc lá trong đám cưới, đám
tang, lễ hội của bản
<p><b>2. Phòng Văn hóa - Xã hội</b>
<p>Hướng dẫn từng bản sửa quy ước, bỏ hủ tục, dựa vào người có uy tín của từng dòng họ mà vận động bà con.
<table><tr><td><p class=l><b>Nơi nhận:</b><p class=l>- Các ban, ngành xã;<p class=l>- Lưu: VT.<td>
<p>TM. ỦY BAN NHÂN DÂN<p>CHỦ TỊCH
<p><br><p>Quàng Thị Lả</table><p class=n><sup>1</sup> Theo quy ước mẫu đã gửi các bản tháng trước."""
    ).write_pdf()


HEADER = SIGNED | {"title": TITLE, "years_covered": [2026]}
UNSEEN_FILES = {
    "word_with_spacer_columns": (
        (word_with_spacer_columns, ".docx"),
        HEADER
        | {
            "tasks": [
                ("Tổ chức gọn", None),
                ("Hướng dẫn từng bản bỏ hủ tục", "Phòng Văn hóa - Xã hội"),
                ("Nhắc nhở", "Công an xã"),
            ]
        },
    ),
    "word_with_a_text_box": (
        (word_with_a_text_box, ".docx"),
        HEADER
        | {
            "tasks": [("Họp bản Ký cam kết", "Bản Lụ"), ("Làm cổng chào", "Đoàn Thanh niên xã"), ("Khen bản", None)],
            "sections": ["I.1", "I.1", "I"],
        },
    ),
    "web_page_of_word": (
        (web_page_of_word, ".html"),
        HEADER | {"tasks": [("Đặt thùng rác ở chợ, trường học", None), ("Quét đường mỗi sáng thứ Bảy.", None)]},
    ),
    "pdf_of_word": (
        (pdf_of_word, ".pdf"),
        HEADER
        | {
            "tasks": [
                ("Tổ chức gọn trong một ngày, không mở loa", None),
                ("Hướng dẫn từng bản sửa quy ước", "Phòng Văn hóa - Xã hội"),
            ]
        },
    ),
}  # fmt: skip
