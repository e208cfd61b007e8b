"""Pictures of pages: coloured ink goes, a slanted page is turned, unsure words are doubted, known names are mended."""

import io
import zipfile

import pytest
from PIL import Image, ImageDraw

from reader import open_documents, pictures, recognised
from reader.layout import Piece
from reader.opening import plan_in
from reader.parser import parse
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
    pieces = [Piece("", confidence=35), Piece("", confidence=95), Piece("", confidence=96)]
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
