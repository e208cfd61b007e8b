"""Frames of the kinds a person writes, and what follows from the kind of body: leaders, Party and Council, symbol."""

import io
from dataclasses import replace

import pdfplumber
import pytest
from docx import Document

from conftest import make_agency, make_unit
from reports.drafting import frames, heads
from reports.layout import content
from reports.layout.docx import to_docx
from reports.layout.pdf import render
from units.models import Agency, Unit

pytestmark = pytest.mark.one_engine  # words of papers, once their rows are read

FRAMES = {
    "to_trinh": ["I. Sự cần thiết", "…", "II. Nội dung đề nghị", "…", "III. Kiến nghị", "…"],
    "chuong_tri": ["I. Mục đích, yêu cầu", "…", "II. Nội dung chương trình", "…", "III. Tổ chức thực hiện", "…"],
    "quyet_dinh": ["ỦY BAN NHÂN DÂN XÃ TIỀN PHONG", "Căn cứ …;", "Theo đề nghị của ….", "QUYẾT ĐỊNH:",
                   "Điều 1. …", "Điều 2. …",
                   "Điều 3. … chịu trách nhiệm thi hành Quyết định này."],
    "giay_moi": ["Ủy ban nhân dân xã Tiền Phong trân trọng kính mời: …", "Thành phần: …", "Nội dung: …", "Chủ trì: …",
                 "Thời gian: …", "Địa điểm: …"],
    "cong_dien": ["Ủy ban nhân dân xã Tiền Phong điện:", "…", "…"],
    "bien_ban": ["Thời gian bắt đầu: …", "Địa điểm: …", "Thành phần tham dự: …", "Chủ trì (chủ tọa): …",
                 "Thư ký (người ghi biên bản): …", "Nội dung (theo diễn biến cuộc họp): …",
                 "Kết luận, thời gian kết thúc: …"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "lines"), FRAMES.items())
def test_the_frame_of_each_kind(cast, kind, lines):
    paper = frames.frame(kind, agency=cast.commune_office, title="Việc cần làm", signer=None).paper
    assert [content.plain(block) for block in paper.blocks] == lines
    assert paper.addressees == (("Ủy ban nhân dân huyện Ân Thi",) if kind == "to_trinh" else ())


def test_a_decision_is_laid_out_with_its_letters(cast):
    paper = frames.frame(
        "quyet_dinh", agency=cast.commune_office, title="Về việc thành lập Tổ công tác", signer=None
    ).paper
    assert (paper.kind_name, paper.symbol) == ("QUYẾT ĐỊNH", "QĐ-UBND")
    assert render(paper).pages == 1


def test_minutes_are_signed_by_who_wrote_and_who_presided(cast):
    """Annex III, 1.9: THƯ KÝ on the left over Nơi nhận, CHỦ TỌA on the right, on the sheet and in the Word file."""
    paper = frames.frame("bien_ban", agency=cast.commune_office, title="Họp giao ban", signer=None).paper
    assert paper.is_minutes and paper.secretary == ""
    named = content.Paragraph(content.text("Thư ký (người ghi biên bản): Trần Thị Lan, công chức Văn phòng"))
    paper = replace(paper, blocks=(*paper.blocks[:4], named), signing=content.Signing(("CHỦ TỊCH",), "Lê Thị Hòa"))
    with pdfplumber.open(io.BytesIO(render(paper).pdf)) as made:
        said = made.pages[0].extract_text()
    order = ("THƯ KÝ CHỦ TỌA", "CHỦ TỊCH", "Trần Thị Lan", "Nơi nhận:")
    places = [said.rfind(words) for words in order]
    assert -1 < places[0] < places[1] < places[2] < places[3], said
    word = Document(io.BytesIO(to_docx(paper))).tables[-1]
    assert [cell.paragraphs[0].text for cell in word.rows[0].cells] == ["THƯ KÝ", "CHỦ TỌA"]
    assert word.rows[0].cells[0].paragraphs[1].text == "Trần Thị Lan"


@pytest.mark.parametrize(
    ("name", "own", "symbol", "letter"),
    [
        ("Sở Nội vụ tỉnh Hưng Yên", "", "BC-SNV", "SNV-VP"),
        ("Sở Văn hóa, Thể thao và Du lịch", "", "BC-SVHTTDL", "SVHTTDL-VP"),
        ("Ủy ban MTTQ Việt Nam tỉnh Hưng Yên", "", "BC-MTTQ", "MTTQ-VP"),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh Hưng Yên", "", "BC-BQLDA", "BQLDA-VP"),
        ("Phòng Đào tạo, Ấn loát", "", "BC-ĐTAL", "ĐTAL-VP"),
        ("Ban tỉnh Hưng Yên", "BQL", "BC-BQL", "BQL-VP"),
        ("UBND tỉnh Hưng Yên", "", "BC-UBND", "UBND-VP"),
    ],
)
def test_the_symbol_of_a_body(name, own, symbol, letter):
    unit = Unit(name="Tỉnh Hưng Yên", kind="tinh")
    agency = Agency(name=name, symbol=own, unit=unit, heads_unit=name.startswith("UBND"))
    assert (heads.symbol("bao_cao", agency), heads.symbol("cong_van", agency)) == (symbol, letter)


def test_a_submission_of_a_body_within_a_unit_goes_to_the_unit_s_own_committee(cast):
    body = Agency.objects.create(unit=cast.province, name="Sở Thử", short_name="Sở Thử")
    draft = frames.frame("to_trinh", agency=body, title="Về việc mua máy", signer=None)
    assert draft.paper.addressees == (heads.full_name(cast.province_office),) and draft.receivers == ()


def test_a_letter_names_who_drafted_it():
    unit = Unit(name="Huyện Ân Thi", kind="huyen")
    office = Agency(pk=1, name="UBND huyện Ân Thi", symbol="UBND", unit=unit)
    home = Agency(pk=2, name="Phòng Nội vụ huyện Ân Thi", unit=unit)
    assert heads.symbol("cong_van", office, home) == "UBND-NV"
    assert heads.symbol("bao_cao", office, home) == "BC-UBND"


@pytest.mark.parametrize(
    ("unit", "kind", "name", "leaders", "bodies"),
    [
        ("Xã Tiền Phong", "xa", "UBND xã Tiền Phong", "Chủ tịch, các Phó Chủ tịch UBND xã Tiền Phong",
         ("Thường trực Đảng ủy xã Tiền Phong", "Thường trực HĐND xã Tiền Phong")),
        ("Tỉnh Hưng Yên", "tinh", "UBND tỉnh Hưng Yên", "Chủ tịch, các Phó Chủ tịch UBND tỉnh Hưng Yên",
         ("Thường trực Tỉnh ủy", "Thường trực HĐND tỉnh Hưng Yên")),
        ("Huyện Ân Thi", "huyen", "UBND huyện Ân Thi", "Chủ tịch, các Phó Chủ tịch UBND huyện Ân Thi",
         ("Thường trực Huyện ủy", "Thường trực HĐND huyện Ân Thi")),
        ("Phường Trần Hưng Đạo", "phuong", "UBND phường Trần Hưng Đạo",
         "Chủ tịch, các Phó Chủ tịch UBND Phường Trần Hưng Đạo",
         ("Thường trực Đảng ủy Phường Trần Hưng Đạo", "Thường trực HĐND Phường Trần Hưng Đạo")),
        ("Sở Văn hóa", "co-quan", "Sở Văn hóa", "Giám đốc, các Phó Giám đốc Sở Văn hóa", ()),
    ],
)  # fmt: skip
def test_who_is_told_by_the_kind_of_body(unit, kind, name, leaders, bodies):
    agency = Agency(name=name, unit=Unit(name=unit, kind=kind), heads_unit=True)
    assert heads.leaders(agency) == leaders and heads.standing_bodies(agency) == bodies


def test_bodies_with_a_seal_issue_in_their_own_name(db):
    unit = make_unit("Tỉnh Mẫu", "98", kind="tinh")
    rows = [
        ("UBND tỉnh Mẫu", {"heads_unit": True}), ("Sở Nội vụ", {}), ("Phòng Tổng hợp", {}), ("Văn phòng", {}),
        ("Phòng có dấu", {"seal": "own"}), ("Sở không dấu", {"seal": "none"}), ("Ủy ban MTTQ Việt Nam", {}),
    ]  # fmt: skip
    for name, more in rows:
        make_agency(unit, name, **more)
    assert [row.name for row in heads.bodies(unit)] == [
        "UBND tỉnh Mẫu",
        "Phòng có dấu",
        "Sở Nội vụ",
        "Ủy ban MTTQ Việt Nam",
    ]
