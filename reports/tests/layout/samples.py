"""Papers of every kind, made of the facts of real plans, that the tests of this room lay out and measure."""

from datetime import date
from decimal import Decimal

from reports.layout.content import Annex, Bullet, Column, Heading, Paper, Paragraph, Signing, Table, filled, text
from reports.layout.wording import signing_lines, symbol

COMMUNE = {"issuer": ("Ủy ban nhân dân", "xã Tiền Phong"), "issuer_name": "Ủy ban nhân dân xã Tiền Phong"}
DISTRICT = {"issuer": ("Ủy ban nhân dân", "huyện Ân Thi"), "issuer_name": "Ủy ban nhân dân huyện Ân Thi"}
CHAIR = Signing(signing_lines(body="Ủy ban nhân dân", head="Chủ tịch"), "Nguyễn Văn Mẫu")
DEPUTY = Signing(signing_lines(body="Ủy ban nhân dân", head="Chủ tịch", own="Phó Chủ tịch", form="KT"), "Trần Thị Mẫu")
FILLER = (
    "Ủy ban nhân dân xã tiếp tục niêm yết công khai các danh mục thủ tục hành chính, quy trình giải quyết, phí và "
    "lệ phí tại Bộ phận tiếp nhận và trả kết quả; cập nhật trên Cổng thông tin điện tử các văn bản chỉ đạo, điều hành "
    "theo Kế hoạch số 112/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh Hưng Yên"
)


def letter(**changes) -> Paper:
    """A one-page urging letter to four late units."""
    given = {
        "kind": "cong_van",
        **DISTRICT,
        "symbol": symbol("cong_van", "UBND", "NV"),
        "number": 9,
        "date": date(2024, 2, 5),
        "place": "Ân Thi",
        "title": "đôn đốc báo cáo kết quả thực hiện Kế hoạch nâng cao Chỉ số PAPI 6 tháng đầu năm 2024",
        "addressees": ("Ủy ban nhân dân xã Tiền Phong", "Ủy ban nhân dân xã Vân Du", "Công an huyện"),
        "blocks": (
            Paragraph(
                text("Thực hiện Kế hoạch số 192/KH-UBND ngày 12/12/2023 của Ủy ban nhân dân tỉnh về nâng cao PAPI.")
            ),
            Paragraph(filled("Đến nay còn {late}/{all} đơn vị chưa gửi báo cáo.", late="3", all="21")),
            Paragraph(text("Ủy ban nhân dân huyện yêu cầu các đơn vị gửi báo cáo trước ngày 15/02/2024")),
        ),
        "recipients": ("Thường trực Huyện ủy", "Chủ tịch, các Phó Chủ tịch UBND huyện"),
        "archive": "NV",
        "signing": DEPUTY,
        "urgency": "KHẨN",
        "contact": "Địa chỉ: thị trấn Ân Thi, huyện Ân Thi, tỉnh Hưng Yên; điện thoại: 0221 3830 000",
        "drafter": "PL.(25)",
    }
    return Paper(**given | changes)


def table(rows: int, columns: int = 9) -> Table:
    """`rows` of tasks with unit, figures and a note, `columns` wide."""
    kinds = (
        Column("TT", 0.5, "center"),
        Column("Nhiệm vụ", 3.2),
        Column("Cơ quan chủ trì", 1.7),
        Column("Cơ quan phối hợp", 1.7),
        Column("Thời hạn", 1.1, "center"),
        Column("Giao", 0.9, "right"),
        Column("Đạt", 0.9, "right"),
        Column("Tỷ lệ (%)", 0.9, "right"),
        Column("Ghi chú", 1.4),
    )[:columns]
    tasks = (
        "Niêm yết công khai danh sách hộ nghèo, cận nghèo",
        "Đối thoại với Nhân dân về thủ tục đất đai",
        "Công khai thu chi ngân sách xã",
    )
    who = ("Ủy ban nhân dân xã Tiền Phong", "Công chức Văn hóa - Xã hội", "30/06/2024")
    body = [
        (n, f"{tasks[n % 3]} tại thôn {n}", *who, 1000 + n, 950 + n, Decimal("95.2"), "đúng hạn")
        for n in range(1, rows + 1)
    ]
    return Table(kinds, tuple(row[:columns] for row in body))


def report(**changes) -> Paper:
    """A three-page report to the unit above."""
    body = [
        Heading(1, "I. Kết quả thực hiện"),
        Heading(2, "1. Tham gia của người dân ở cơ sở"),
        Paragraph(
            filled(
                "Bộ phận một cửa tiếp nhận {all} hồ sơ, đã giải quyết trước và đúng hẹn {done} hồ sơ.",
                all="21.651",
                done="21.567",
            )
        ),
        *[Paragraph(text(FILLER + ".")) for _ in range(6)],
        Table(
            (Column("Nội dung", 4), Column("Kỳ này", 1, "right"), Column("Kỳ trước", 1, "right")),
            (
                ("A. Cung ứng dịch vụ công",),
                ("Hồ sơ tiếp nhận", 21651, 20100),
                ("Điểm PAPI", Decimal("43.2515"), None),
            ),
            caption="Bảng 1. So sánh với kỳ trước",
        ),
        Heading(2, "2. Công khai, minh bạch"),
        *[Bullet(text(FILLER + ".")) for _ in range(3)],
        Heading(1, "II. Khó khăn, vướng mắc"),
        Heading(3, "a) Về tổ chức"),
        *[Paragraph(text(FILLER + ".")) for _ in range(3)],
        Heading(1, "III. Đề xuất, kiến nghị"),
        Paragraph(text("Số liệu chi tiết tại Phụ lục kèm theo.")),
        Paragraph(text("Ủy ban nhân dân xã trân trọng báo cáo")),
    ]
    given = {
        "kind": "bao_cao",
        "superior": ("UBND huyện Ân Thi",),
        **COMMUNE,
        "symbol": symbol("bao_cao", "UBND"),
        "number": 112,
        "date": date(2024, 6, 24),
        "place": "Tiền Phong",
        "title": "Kết quả thực hiện nâng cao Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI) "
        "6 tháng đầu năm 2024",
        "addressees": ("Ủy ban nhân dân huyện Ân Thi (qua Phòng Nội vụ)",),
        "blocks": tuple(body),
        "recipients": ("Đảng ủy, HĐND xã", "Chủ tịch, các Phó Chủ tịch UBND xã"),
        "archive": "VH",
        "signing": CHAIR,
        "annexes": (Annex("Kết quả thực hiện nhiệm vụ theo từng thôn", table(12)),),
    }
    return Paper(**given | changes)


def plan(rows: int = 40, **changes) -> Paper:
    """A plan with bases and an assignment annex of `rows` rows."""
    given = {
        "kind": "ke_hoach",
        **COMMUNE,
        "symbol": symbol("ke_hoach", "UBND"),
        "number": None,
        "year": 2024,
        "place": "Tiền Phong",
        "title": "Truyền thông nâng cao Chỉ số PAPI năm 2024",
        "bases": (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Căn cứ Kế hoạch số 04/KH-UBND ngày 09/01/2024 của Ủy ban nhân dân xã về nâng cao Chỉ số PAPI năm 2024",
        ),
        "blocks": (
            Heading(1, "I. Mục đích, yêu cầu"),
            Paragraph(text(FILLER + ".")),
            Bullet(text("Đối tượng: toàn thể Nhân dân trong xã."), 2),
            Paragraph(text("Phân công nhiệm vụ tại Phụ lục I, II kèm theo Kế hoạch này.")),
        ),
        "recipients": ("Phòng Văn hóa và Thông tin huyện", "Các thôn"),
        "archive": "VH",
        "signing": CHAIR,
        "annexes": (
            Annex("Phân công nhiệm vụ", table(rows)),
            Annex("Kinh phí thực hiện", table(5, 4), landscape=False, notes=("Ghi chú: đơn vị tính là triệu đồng.",)),
        ),
    }
    return Paper(**given | changes)
