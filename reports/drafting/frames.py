"""Empty frames of papers that a person writes: the headings and lines of the decree's samples (Annex III), "…" to fill."""

from collections.abc import Iterator

from reports.drafting import heads
from reports.drafting.deciding import decision
from reports.drafting.results import Draft
from reports.layout.content import Block, Bullet, Heading, Paragraph, text
from units.models import Agency, Post

HEADINGS = {
    "to_trinh": ("Sự cần thiết", "Nội dung đề nghị", "Kiến nghị"),
    "thong_bao": ("Nội dung cuộc họp", "Ý kiến kết luận", "Phân công thực hiện"),
    "chuong_tri": ("Mục đích, yêu cầu", "Nội dung chương trình", "Tổ chức thực hiện"),
}
LINES = {  # the words of a line that ask for what stands behind them
    "giay_moi": ("Thành phần", "Nội dung", "Chủ trì", "Thời gian", "Địa điểm"),
    "bien_ban": ("Thời gian bắt đầu", "Địa điểm", "Thành phần tham dự", "Chủ trì (chủ tọa)", "Thư ký (người ghi biên bản)",
                 "Nội dung (theo diễn biến cuộc họp)", "Kết luận, thời gian kết thúc"),
}  # fmt: skip
ARTICLES = ("…", "…", "… chịu trách nhiệm thi hành Quyết định này.")
TO_ABOVE = ("to_trinh",)


def frame(kind: str, *, agency: Agency, title: str, signer: Post | None, drafted_in: Agency | None = None) -> Draft:
    """The frame of `kind`, with addressees where the kind has them."""
    above = heads.body_above(agency) if kind in TO_ABOVE else ""
    paper = heads.paper(
        kind, agency, title=title, blocks=_blocks(kind, agency), signer=signer, drafted_in=drafted_in,
        addressees=(above,) if above else (), recipients=_recipients(kind, agency),
    )  # fmt: skip
    through = agency.unit.parent_id if above and agency.heads_unit else None  # within one unit nothing is sent
    return Draft(paper, {}, (through,) if through else ())


def _recipients(kind, agency):
    return ("Như Điều …", heads.leaders(agency)) if kind == "quyet_dinh" else (heads.leaders(agency),)


def _blocks(kind: str, agency: Agency) -> Iterator[Block]:
    if kind in HEADINGS:
        yield from _under_headings(HEADINGS[kind])
    elif kind == "quyet_dinh":
        yield from decision(
            agency, bases=("Căn cứ …;", "Theo đề nghị của …."), articles=[(words, ()) for words in ARTICLES]
        )
    elif kind == "cong_dien":
        yield Paragraph(text(f"{heads.full_name(agency)} điện:"))
        yield from (Bullet(text("…")), Paragraph(text("…")))
    elif kind == "chi_thi":
        yield Paragraph(text("…"))
    else:
        if kind == "giay_moi":
            yield Paragraph(text(f"{heads.full_name(agency)} trân trọng kính mời: …"))
        yield from (Paragraph(text(f"{name}: …")) for name in LINES.get(kind, ()))


def _under_headings(names):
    for number, name in enumerate(names):
        yield Heading(1, f"{('I', 'II', 'III')[number]}. {name}")
        yield Paragraph(text("…"))
