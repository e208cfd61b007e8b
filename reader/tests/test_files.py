"""Files of every accepted kind are read, every unreadable one is refused with a sentence in Vietnamese."""

import io
import json
import shutil
import zipfile
from datetime import datetime

import docx
import openpyxl
import pdfplumber
import pikepdf
import pytest
import weasyprint
import xlsxwriter
from django.core.management import CommandError, call_command
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reader import refusals, sheet_rows
from reader.output import as_json
from reader.readers import read_plan
from reader.refusals import ImportRefused

from .samples_bodies import BODIES
from .samples_columns import COLUMNS
from .samples_letterheads import LETTERHEADS

PLAN = BODIES["field_dashes_under_each_task"][0]
LETTER = """<table width=100%><tr><td>ỦY BAN NHÂN DÂN<br>XÃ MƯỜNG PHĂNG<br>Số: 18/KH-UBND
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>Mường Phăng, ngày 05 tháng 3 năm 2025</table>
<p style="text-align:center">KẾ HOẠCH<br>Nâng cao Chỉ số PAPI năm 2025<p>I. MỤC ĐÍCH<p>- Phục vụ người dân tốt hơn.
<p>II. NỘI DUNG<p>1. Niêm yết danh sách hộ nghèo tại nhà văn hóa bản.<p>2. Trả lời đơn thư của người dân đúng hạn.
<table width=100%><tr><td>Nơi nhận:<br>- Phòng Nội vụ;<br>- Lưu: VT.
<td>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br><br>Lò Văn Thanh</table>"""
HEADER = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm, kết quả"]


def _read(data, name):
    return read_plan(io.BytesIO(data), name)


def _task_texts(plan):
    return [task.text for task in plan.all_tasks]


def _saved(thing):
    stream = io.BytesIO()
    thing.save(stream)
    return stream.getvalue()


def _word_plan():
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 30/KH-UBND"
    head.cell(1, 1).text = "Tân Hòa, ngày 02 tháng 3 năm 2026"
    for line in PLAN.strip().split("\n")[3:-6]:
        document.add_paragraph(line)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT, KT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nHà Thị Mơ"
    return document


def test_word_file_with_letterhead_and_foot_in_tables():
    plan = _read(_saved(_word_plan()), "ke-hoach.docx")
    assert (plan.number, plan.date, plan.place) == ("30/KH-UBND", "2026-03-02", "Tân Hòa")
    assert plan.issuer == "Ủy ban nhân dân xã Tân Hòa"
    assert (plan.signer_name, plan.signing_form, plan.signer_title) == (
        "Hà Thị Mơ",
        ("TM. ỦY BAN NHÂN DÂN",),
        "CHỦ TỊCH",
    )
    assert [r.text for r in plan.recipients] == ["UBND tỉnh", "Lưu: VT, KT"]
    assert [task.lead for task in plan.all_tasks] == [
        "Phòng Văn hóa - Xã hội",
        "Trung tâm Dịch vụ tổng hợp",
        "Phòng Kinh tế",
    ]


def test_word_lists_numbered_by_word_itself_and_deleted_text():
    document = _word_plan()
    style = document.add_paragraph("Mở lớp tập huấn kỹ năng số cho người dân", style="List Bullet")
    document.element.body.remove(style._p)
    anchor = next(p for p in document.paragraphs if p.text.startswith("III."))
    anchor._p.addprevious(style._p)
    run = OxmlElement("w:del")
    run.append(style.add_run(" đoạn đã xóa")._r)
    style._p.append(run)
    plan = _read(_saved(document), "ke-hoach.docx")
    assert _task_texts(plan)[-1] == "Mở lớp tập huấn kỹ năng số cho người dân"


def test_word_text_inserted_under_tracked_changes_is_kept():
    document = _word_plan()
    paragraph = next(p for p in document.paragraphs if p.text.startswith("2.1."))
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run(" và trường học")._r)
    paragraph._p.append(inserted)
    assert inserted.getparent().tag == qn("w:p")
    assert _task_texts(_read(_saved(document), "a.docx"))[-1].endswith("thôn và trường học")


def test_html_page_with_tables_and_script():
    rows = "".join(f"<p>{line}</p>" for line in PLAN.strip().split("\n")[3:])
    html = (
        "<html><script>alert('1. Nhiệm vụ giả')</script><table><tr><td><p>UBND XÃ TÂN HÒA</p></td><td><p>CỘNG "
        "HÒA XÃ HỘI CHỦ "
        "NGHĨA VIỆT NAM</p></td></tr><tr><td>Số: 30/KH-UBND</td><td>Tân Hòa,&nbsp;ngày 02 tháng 3 năm "
        "2026</td></tr></table>"
        f"{rows}</html>"
    )
    plan = _read(html.encode(), "van-ban.html")
    assert (plan.number, plan.place, len(plan.all_tasks)) == ("30/KH-UBND", "Tân Hòa", 3)
    assert "alert" not in plan.source_text


def _pdf(body):
    return weasyprint.HTML(
        string=f"<meta charset=utf-8><style>body{{font:13pt 'Liberation Serif'}}</style>{body}"
    ).write_pdf()


def test_pdf_with_two_columns():
    paragraphs = "".join(f"<p>{line}</p>" for line in PLAN.strip().split("\n")[3:-7])
    head = (
        "<table width=100%><tr><td>ỦY BAN NHÂN DÂN<br>XÃ TÂN HÒA<br>Số: 30/KH-UBND<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA "
        "VIỆT NAM"
        "<br>Độc lập - Tự do - Hạnh phúc<br>Tân Hòa, ngày 02 tháng 3 năm 2026</table>"
    )
    foot = (
        "<table width=100%><tr><td>Nơi nhận:<br>- UBND tỉnh;<br>- Lưu: VT.<td>TM. ỦY BAN NHÂN DÂN<br>CHỦ "
        "TỊCH<br><br>Hà Thị Mơ</table>"
    )
    plan = _read(_pdf(head + paragraphs + foot), "ke-hoach.pdf")
    assert (plan.number, plan.date, plan.issuer) == ("30/KH-UBND", "2026-03-02", "Ủy ban nhân dân xã Tân Hòa")
    assert (plan.signer_name, [r.text for r in plan.recipients]) == ("Hà Thị Mơ", ["UBND tỉnh", "Lưu: VT"])
    assert len(plan.all_tasks) == 3


def test_old_word_file_through_libreoffice(tmp_path):
    if not shutil.which("soffice"):
        with pytest.raises(ImportRefused, match="LibreOffice"):
            _read(refusals.OLE_MAGIC + b"\0" * 600, "cu.doc")
        return
    import subprocess

    source = tmp_path / "cu.docx"
    _word_plan().save(source)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "doc",
            "--outdir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        capture_output=True,
    )
    plan = read_plan(tmp_path / "cu.doc", "cu.doc")
    assert (plan.number, plan.signer_name, len(plan.all_tasks)) == ("30/KH-UBND", "Hà Thị Mơ", 3)


def test_text_in_old_encodings_and_decomposed_letters():
    import unicodedata

    from reader.legacy import TCVN3

    source = LETTERHEADS["letter_with_subject"][0]
    expected = [item[:20] for item in _task_texts(_read(source.encode(), "a.txt"))]
    back = {value: chr(key) for key, value in TCVN3.items()}
    lowered = "".join(back.get(char, back.get(char.lower(), char)) for char in source)
    old = _read(lowered.encode("latin-1", errors="ignore"), "cu.txt")
    assert [w.field for w in old.warnings if "TCVN3" in w.message] == ["source_text"]
    assert [item[:20] for item in _task_texts(old)] == expected
    apart = _read(unicodedata.normalize("NFD", source).encode(), "nfd.txt")
    assert as_json(apart) == as_json(_read(source.encode(), "a.txt"))


def _workbook(rows, merge=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    return _saved(book)


def test_workbook_with_groups_merged_cells_and_errors_by_cell():
    rows = [
        ["PHỤ LỤC NHIỆM VỤ NĂM 2026"],
        [],
        HEADER,
        ["I", "Cải cách hành chính"],
        [1, "Rà soát thủ tục", "Phòng Nội vụ", None, "30/6/2026", "Báo cáo"],
        [2, "=SUM(A1:A9)", None, "Phòng Tư pháp", "31/02/2026", None],
        ["II", "Chuyển đổi số"],
        [3, "Ký số văn bản", "Văn phòng", None, "Thường xuyên", None],
        [4, None, "Văn phòng", None, "Quý I/2026", None],
    ]
    plan = _read(_workbook(rows, merge="C5:C6"), "phu-luc.xlsx")
    assert [(s.section, s.heading, len(s.items)) for s in plan.tasks] == [
        ("I", "Cải cách hành chính", 2),
        ("II", "Chuyển đổi số", 1),
    ]
    assert [task.lead for task in plan.all_tasks] == ["Phòng Nội vụ", "Phòng Nội vụ", "Văn phòng"]
    assert plan.all_tasks[1].text == "=SUM(A1:A9)"
    cells = {w.cell: w.message for w in plan.warnings if w.cell}
    assert "công thức không được tính" in cells["B6"] and "không có trong lịch" in cells["E6"] and "B9" in cells


TABLE = """<style>td, th {border: 1px solid}</style><table width=100%>
<tr><th>TT<th>Nội dung PAPI<th>Nhiệm vụ<th>Chủ trì<th>Thời gian</tr>
<tr><td>1<td>Quản trị điện tử<td>Mở trang thông tin của xã<td rowspan=2>Văn phòng<td>Quý II/2026</tr>
<tr><td>2<td>Cung ứng dịch vụ công<td>Sửa trạm y tế<td>Quý III/2026</tr></table>"""


@pytest.mark.parametrize("name", ["a.html", "a.pdf"])
def test_merged_cells_keep_every_value_in_its_column(name):
    page = f"<p>Số: 8/KH-UBND<p>KẾ HOẠCH<p>Nâng cao Chỉ số PAPI năm 2026<p>I. NHIỆM VỤ{TABLE}<p>II. KINH PHÍ<p>Ngân sách xã."
    plan = _read(_pdf(page) if name == "a.pdf" else page.encode(), name)
    found = [(task.text, task.lead, task.deadline) for task in plan.all_tasks]
    assert found == [
        ("Mở trang thông tin của xã", "Văn phòng", "Quý II/2026"),
        ("Sửa trạm y tế", "Văn phòng", "Quý III/2026"),
    ]
    assert plan.dimensions_present == (6, 8) and plan.funding.text == "Ngân sách xã."


def test_workbook_with_letterhead_foot_and_two_sheets_of_tasks():
    book = openpyxl.Workbook()
    for row in (
        ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["XÃ TÂN HÒA", None, None, "Độc lập - Tự do - Hạnh phúc"], ["PHỤ LỤC I"],
        ["PHÂN CÔNG NHIỆM VỤ NĂM 2026"], ["(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2026)"], HEADER,
        [1, "Rà soát thủ tục", "Văn phòng", None, "30/6/2026", None], ["Nơi nhận:", None, None, "TM. ỦY BAN NHÂN DÂN"],
        ["- UBND tỉnh;", None, None, "CHỦ TỊCH"], ["- Lưu: VT.", None, None, "Hà Thị Mơ"],
    ):  # fmt: skip
        book.active.append(row)
    for title, state in (("Bổ sung", "visible"), ("Nháp", "hidden")):
        sheet = book.create_sheet(title)
        sheet.append(HEADER)
        sheet.append([1, f"Việc ở tờ {title}", None, None, "Quý I/2026", None])
        sheet.sheet_state = state
    plan = _read(_saved(book), "phu-luc.xlsx")
    assert _task_texts(plan) == ["Rà soát thủ tục", "Việc ở tờ Bổ sung"]
    assert (plan.number, plan.title, plan.signer_name) == (None, "PHÂN CÔNG NHIỆM VỤ NĂM 2026", "Hà Thị Mơ")
    assert plan.issuer == "Ủy ban nhân dân xã Tân Hòa" and len(plan.recipients) == 2
    assert "Bổ sung!C2" in {warning.cell for warning in plan.warnings}


def test_workbook_header_over_two_rows():
    rows = [
        ["TT", "Nội dung", "Phân công", None, "Thời gian"],
        [None, None, "Chủ trì", "Phối hợp", None],
        [1, "Niêm yết công khai ngân sách", "Kế toán xã", "Văn phòng", "Hằng quý"],
    ]
    plan = _read(_workbook(rows, merge="C1:D1"), "b.xlsx")
    assert (plan.all_tasks[0].lead, plan.all_tasks[0].coordinating) == ("Kế toán xã", "Văn phòng")


def _bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (230 * 1024 * 1024))
    return stream.getvalue()


def _locked_pdf():
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf("<p>chữ</p>"))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(user="a", owner="b"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.exe", lambda: b"MZ", "không được nhận"),
        ("a.docx", lambda: b"", "rỗng"),
        ("a.docx", lambda: b"PK\x03\x04 broken", "hỏng"),
        ("a.docx", _bomb, "bất thường"),
        ("a.docx", lambda: refusals.OLE_MAGIC + b"\0" * 2000, "mật khẩu"),
        ("a.docx", lambda: _workbook([HEADER]), "không khớp"),
        ("a.doc", lambda: b"not a word file", "hỏng"),
        ("a.rtf", lambda: b"no rich text", "hỏng"),
        ("a.odt", lambda: _workbook([HEADER]), "không khớp"),
        ("a.jpg", lambda: b"no picture", r"ảnh"),
        ("a.pdf", lambda: b"not a pdf", "không phải là PDF"),
        ("a.pdf", lambda: b"%PDF-1.7\nbroken", "hỏng"),
        ("a.pdf", _locked_pdf, "mật khẩu"),
        ("a.xlsx", lambda: _workbook([["a", "b"]]), "Không tìm thấy bảng"),
        ("a.txt", lambda: b" \n \n", "không có chữ"),
        ("a.txt", lambda: b"\x00" * 500, "không phải là tệp văn bản"),
        ("a.txt", lambda: b"a" * (refusals.MAX_BYTES + 1), "quá lớn"),
    ],
)
def test_refusals(name, make, words):
    with pytest.raises(ImportRefused, match=words):
        _read(make(), name)


def test_scan_without_text_is_refused_or_recognised():
    scan = _pdf("<div style='width:10cm;height:10cm;background:#000'></div>")
    with pytest.raises(ImportRefused, match=r"bản quét|không có chữ"):
        _read(scan, "scan.pdf")


def test_a_scan_keeps_its_columns_and_is_told_to_be_one():
    plan = _read(_scanned(_pdf(LETTER)), "scan.pdf")
    found = (plan.number, plan.issuer, plan.place, plan.date, plan.signer_name, plan.signing_form)
    assert found == (
        "18/KH-UBND", "Ủy ban nhân dân xã Mường Phăng", "Mường Phăng", "2025-03-05", "Lò Văn Thanh",
        ("TM. ỦY BAN NHÂN DÂN",),
    )  # fmt: skip
    assert [recipient.text for recipient in plan.recipients] == ["Phòng Nội vụ", "Lưu: VT"]
    assert len(plan.all_tasks) == 2
    assert "source_text" in {warning.field for warning in plan.warnings}


def _scanned(pdf):
    """The pages as pictures in a PDF without a text layer."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pictures = [page.to_image(resolution=220).original.convert("L") for page in document.pages]
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=220)
    return stream.getvalue()


def test_every_field_points_at_its_source_lines():
    plan = _read(COLUMNS["two_columns_by_tabs"][0].encode(), "a.txt")
    lines = plan.source_text.split("\n")
    for name in ("number", "date", "title", "signer_name"):
        assert plan.source_lines[name], name
    assert plan.number in lines[plan.source_lines["number"][0] - 1]
    for task in plan.all_tasks:
        assert task.text[:20] in lines[task.source_lines[0] - 1]


def test_command_prints_one_json_object(tmp_path, capsys):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    call_command("import_plan", str(path), "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["number"], len(found["tasks"])) == ("30/KH-UBND", 2)
    call_command("import_plan", str(path))
    assert "Số, ký hiệu: 30/KH-UBND" in capsys.readouterr().out


def test_command_refuses_with_a_vietnamese_message(tmp_path):
    path = tmp_path / "hong.docx"
    path.write_bytes(b"PK broken")
    with pytest.raises(CommandError, match="hỏng"):
        call_command("import_plan", str(path), "--json")


def test_cells_of_a_sheet_are_those_openpyxl_reads():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Một", 2, 2.5, True, None, "Đường  Lấp"])
    sheet.write_rich_string(2, 1, "Đắp ", book.add_format({"bold": True}), "bờ", " kênh")
    sheet.write_datetime(2, 3, datetime(2026, 3, 31), day)
    sheet.write_formula(4, 0, "=1+1")
    book.close()
    (sheet,) = openpyxl.load_workbook(stream, read_only=True).worksheets
    wanted = [list(row) for row in sheet.iter_rows(values_only=True)]
    found = list(sheet_rows.rows_of(sheet, 100, 60))
    assert [row + [None] * (6 - len(row)) for row in found] == wanted and found[2][1] == "Đắp bờ kênh"
    assert list(sheet_rows.rows_of(sheet, 2, 3)) == [["Một", 2, 2.5], []]
