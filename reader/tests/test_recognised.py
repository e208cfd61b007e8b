"""Pictures of pages: coloured ink goes, a slanted page is turned, unsure words are doubted, known names are mended."""

import io
import zipfile
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from reader import open_documents, pictures, recognised, repairs
from reader.layout import Piece
from reader.opening import plan_in
from reader.parser import parse
from reader.readers import read_plan
from reader.shapes import ParsedPlan, Task, TaskSection
from reader.unit_names import names_of

NAMES = names_of(["Phòng Văn hóa - Xã hội", "Tổ xung kích bản Lụ", "Công an xã"])
SHEET = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Phụ lục">{rows}<table:table-row
 table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_a_seal_and_a_signature_go_and_black_letters_under_them_stay():
    page = Image.new("RGB", (90, 30), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 29, 29), fill=(205, 40, 45))
    draw.rectangle((30, 0, 59, 29), fill=(40, 60, 190))
    draw.rectangle((10, 10, 50, 12), fill=(20, 15, 25))
    grey = pictures.without_colour(page)
    assert grey.getpixel((5, 5)) > 200 and grey.getpixel((45, 25)) > 200
    assert grey.getpixel((20, 11)) < 60 and grey.getpixel((45, 11)) < 60


@pytest.mark.parametrize("slant", [-3, 0, 2])
def test_a_photo_is_turned_until_its_lines_lie_level(slant):
    page = Image.new("L", (800, 1000), 255)
    draw = ImageDraw.Draw(page)
    for top in range(100, 900, 40):
        draw.rectangle((100, top, 700, top + 12), fill=0)
    assert pictures.skew_of(page.rotate(slant, fillcolor=255)) == -slant


def test_only_what_is_unsure_is_doubted_and_a_known_name_is_mended_and_shown():
    task = Task("Quét đường", lead="Phòng Văn hoá - Xa hội", source_lines=(2,))
    plan = ParsedPlan(number="5/KH-UBND", title="Một", tasks=(TaskSection("I", "Việc", None, (task,)),),
                      source_lines={"number": (1,), "title": (3,)})  # fmt: skip
    pieces = [Piece("", words=((word, sure),)) for word, sure in (("5/KH-UBND", 35.0), ("Quét", 95.0), ("Một", 96.0))]
    read = recognised.doubted(plan, pieces, NAMES)
    assert read.all_tasks[0].lead == "Phòng Văn hóa - Xã hội"
    assert [warning.field for warning in read.warnings] == ["source_text", "number", "tasks"]
    assert "“Phòng Văn hoá - Xa hội” được sửa" in read.warnings[-1].message


def test_the_catalogue_tells_where_a_name_ends_that_no_verb_ends():
    text = "KẾ HOẠCH\nDọn suối năm 2026\n\nI. NHIỆM VỤ\n1. Tổ xung kích bản Lụ vớt rác trên suối.\n2. Vớt rác ở bến."
    assert [task.lead for task in parse(text, (), NAMES).all_tasks] == ["Tổ xung kích bản Lụ", None]


def test_an_open_document_sheet_is_read_as_a_workbook():
    rows = "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in (("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Quét đường", "Công an xã"))
    )  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr("content.xml", SHEET.format(rows=rows))
    (task,) = plan_in(stream.getvalue(), ".ods").all_tasks
    assert (task.text, task.lead) == ("Quét đường", "Công an xã")
    assert open_documents.workbook_of(stream.getvalue()).startswith(b"PK")


def test_the_form_of_a_signature_gets_its_marks_back_and_a_lost_number_stands_again_each_told():
    lines = ["II. NHIỆM VỤ", "1. Đắp đập ở vàm.", "Nạo vét mương.", "3. Giữ trật tự.", "Thay bóng đèn.", "III. KINH PHÍ",
             "Nơi nhận:\tTM. UY BAN NHAN DÂN", "- Lưu: VT.\t. CHU TICH"]  # fmt: skip
    pieces, notes = repairs.repaired([Piece(line) for line in lines])
    assert [piece.text for piece in pieces] == [
        "II. NHIỆM VỤ", "1. Đắp đập ở vàm.", "2. Nạo vét mương.", "3. Giữ trật tự.", "4. Thay bóng đèn.",
        "III. KINH PHÍ", "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN", "- Lưu: VT.\tCHỦ TỊCH",
    ]  # fmt: skip
    assert [(one.field, one.source_lines) for one in notes] == [
        ("signing_form", (7,)), ("signer_title", (8,)), ("tasks", (3,)), ("tasks", (5,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Đắp đập", "Nạo vét mương.", "3. Giữ trật tự."],  # a heading and its paragraph
        ["1. Đắp đập.", "và nạo vét mương.", "3. Giữ trật tự."],  # goes on
        ["1. Đắp đập.", "Nạo vét mương.", "2. Giữ trật tự."],  # nothing is missing
        ["1. Đắp đập.", "- Nạo vét mương.", "3. Giữ trật tự."],  # has a mark of its own
    ],
)
def test_no_number_is_put_where_none_was_lost(lines):
    pieces, notes = repairs.repaired([Piece(line) for line in lines])
    assert [piece.text for piece in pieces] == lines and notes == []


def test_only_the_words_of_a_field_count_not_specks_beside_them():
    plan = ParsedPlan(number="5/KH-UBND", date="2026-03-09", source_lines={"number": (1,), "date": (1,)})
    words = (
        ("Số:", 30.0),
        ("5/KH-UBND", 96.0),
        ("ngày", 95.0),
        ("09", 60.0),
        ("tháng", 95.0),
        ("3", 97.0),
        (".", 4.0),
    )
    read = recognised.doubted(plan, [Piece("", words=words)], NAMES)
    assert [warning.field for warning in read.warnings] == ["source_text", "date"]


@pytest.mark.parametrize("suffix", [".odt", ".rtf"])
def test_open_documents_and_rich_text_go_through_libreoffice_in_the_child(suffix):
    lines = ["ỦY BAN NHÂN DÂN XÃ YÊN THẮNG", "Số: 21/KH-UBND", "Yên Thắng, ngày 05 tháng 5 năm 2026", "KẾ HOẠCH",
             "Dọn chợ phiên năm 2026", "I. NHIỆM VỤ", "1. Công an xã dẹp xe ở cổng chợ.", "2. Quét chợ."]  # fmt: skip
    data = _odt(lines) if suffix == ".odt" else _rtf(lines)
    plan = read_plan(io.BytesIO(data), f"ke-hoach{suffix}")
    assert (plan.number, plan.issuer) == ("21/KH-UBND", "Ủy ban nhân dân xã Yên Thắng")
    assert [(task.text, task.lead) for task in plan.all_tasks] == [
        ("Công an xã dẹp xe ở cổng chợ.", "Công an xã"), ("Quét chợ.", None),
    ]  # fmt: skip


def _odt(lines):
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    words = "".join(f"<text:p>{line}</text:p>" for line in lines)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        pack.writestr(
            "content.xml",
            f'<office:document-content office:version="1.2" xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0">'
            f"<office:body><office:text>{words}</office:text></office:body></office:document-content>",
        )
        pack.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}manifest:1.0" manifest:version="1.2">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return stream.getvalue()


def _rtf(lines):
    words = "\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in lines)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\\f0 {words}\\par}}".encode()


@pytest.mark.parametrize(
    ("line", "right", "field"),
    [
        ("- Lưu: VI, KT.", "- Lưu: VT, KT.", "recipients"),
        ("- Lưu: VP, KT.", "- Lưu: VP, KT.", None),  # the office's, not the registry's
        ("NI. NHIỆM VỤ", "III. NHIỆM VỤ", "tasks"),
        ("_ NHIỆM VỤ", "III. NHIỆM VỤ", "tasks"),
        ("BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", "issuer"),
    ],
)
def test_words_that_the_form_gives_are_put_back_and_that_is_told(line, right, field):
    pieces, notes = repairs.repaired([Piece("I. MỤC ĐÍCH"), Piece("Làm."), Piece("II. CHỈ TIÊU"), Piece(line)])
    assert (pieces[3].text, [note.field for note in notes]) == (right, [field] if field else [])


def test_a_number_whose_stop_was_misread_opens_its_item():
    pieces, notes = repairs.repaired([Piece("1. Quét chợ."), Piece("2: Rửa rãnh."), Piece("15: Nghỉ trưa.")])
    assert [piece.text for piece in pieces] == ["1. Quét chợ.", "2. Rửa rãnh.", "15: Nghỉ trưa."]
    assert [(note.field, note.source_lines) for note in notes] == [("tasks", (2,))]


def test_a_body_whose_place_is_not_read_is_left_out():
    plan = ParsedPlan(issuer="Ủy ban nhân dân tỉnh", source_lines={"issuer": (1,)})
    assert recognised.doubted(plan, [Piece("")], NAMES).issuer is None


@pytest.mark.parametrize("wrapped", ["quý IV/\n2026.", "quý\nIII.", "tháng\n12."])
def test_a_line_of_a_figure_alone_ends_the_item_above_it(wrapped):
    (task,) = parse(f"KẾ HOẠCH\nDọn chợ năm 2026\nI. NHIỆM VỤ\n1. Quét chợ trong {wrapped}").all_tasks
    assert task.text == "Quét chợ trong " + wrapped.replace("/\n", "/").replace("\n", " ")


@pytest.mark.parametrize(
    ("plan", "sure", "doubted"),
    [
        (ParsedPlan(title="Dọn chợ năm 2026", years_covered=(2026,)), 60.0, {"title", "years_covered"}),
        (ParsedPlan(title="Dọn chợ năm 2026", years_covered=(2026,)), 96.0, set()),
        (ParsedPlan(issuer="Công an xã Vị Thủy", place="Thủy"), 96.0, {"place"}),
        (ParsedPlan(issuer="Công an xã Vị Thủy", place="Vị Thủy"), 96.0, set()),
    ],
)
def test_years_are_as_unsure_as_the_title_and_half_a_place_is_doubted(plan, sure, doubted):
    plan = replace(plan, source_lines={"title": (1,)}, signer_title="X", signing_form=("X",))
    read = recognised.doubted(plan, [Piece("", words=(("2026", sure),))], NAMES)
    assert {warning.field for warning in read.warnings} - {"source_text"} == doubted


@pytest.mark.parametrize(
    ("forms", "told"), [(("TM. ỦY BAN NHÂN DÂN",), 1), (("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), 0)]
)
def test_a_deputy_who_signs_in_nobodys_stead_is_doubted(forms, told):
    plan = ParsedPlan(signer_title="PHÓ CHỦ TỊCH", signing_form=forms, title=". Dọn chợ")
    read = recognised.doubted(plan, [Piece("")], NAMES)
    assert [one.field for one in read.warnings].count("signing_form") == told and read.title == "Dọn chợ"
