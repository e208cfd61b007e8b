"""Papers of the internal index: a unit's own score sheet, the proposal to publish, the decision with the ranking.

What a paper says of points is what the round holds: once published, what was frozen then.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from appraisal import adding, results
from appraisal.models import CriteriaSet, Criterion, Mark, Objection, Round, Sheet
from reports.drafting import heads
from reports.drafting.deciding import decision
from reports.drafting.figures import Figures
from reports.drafting.results import Draft
from reports.layout.content import Annex, Bullet, Column, Heading, Paragraph, Table, text
from units.errors import Conflict
from units.models import Agency, Post
from units.vietnamese import vn_date, vn_num

__all__ = ["decide", "of_choices", "own_score", "propose", "require_decided", "require_scored", "title_of"]

TOLD = (Round.State.PUBLISHED, Round.State.LOCKED)
HANDED_ON = (Sheet.State.WITH_HEAD, Sheet.State.SENT, Sheet.State.APPRAISED)
POINTS_TOLD = (Round.State.OBJECTING, Round.State.COUNCIL, *TOLD)


def title_of(kind: str, held: Round, unit: str = "") -> str:
    """Trích yếu of the paper of `kind` on a round; `unit`: whose score sheet."""
    if unit:
        return f"gửi phiếu tự chấm của {unit}, {held.name}"
    said = f"kết quả {held.name}" if str(held.year) in held.name else f"kết quả {held.name} năm {held.year}"
    return f"{'đề nghị công bố ' if kind == 'to_trinh' else 'công bố '}{said}"


def require_decided(held: Round) -> None:
    """Raises Conflict while the council has not sat: what is proposed and decided is what came of the objections."""
    if held.state not in (Round.State.COUNCIL, *TOLD):
        raise Conflict("Soạn tờ trình, quyết định khi đợt chấm đã trình hội đồng.", title="Chưa đến lúc")


def require_scored(sheet: Sheet) -> None:
    """Raises Conflict while the unit still works on its sheet."""
    if sheet.state not in HANDED_ON:
        raise Conflict("Soạn văn bản gửi phiếu khi phiếu đã trình lãnh đạo.", title="Phiếu chưa xong")


def of_choices(
    choices: dict[str, Any], *, kind: str, agency: Agency, signer: Post | None, drafted_in: Agency | None
) -> Draft | None:
    """The draft that `Document.choices` asks for: {"round": key} or {"sheet": key}; None for any other paper."""
    about: dict[str, Any] = {"agency": agency, "signer": signer, "drafted_in": drafted_in}
    if key := choices.get("sheet"):
        return own_score(Sheet.objects.select_related("round__set", "round__unit", "unit").get(pk=key), **about)
    if key := choices.get("round"):
        held = Round.objects.select_related("set", "unit").get(pk=key)
        return (propose if kind == "to_trinh" else decide)(held, **about)
    return None


# --- The ranking -----------------------------------------------------------------------------------------------------


def _rows(held: Round) -> list[dict[str, Any]]:
    """As published; before that as it stands."""
    found = held.results if held.state in TOLD and held.results else results.frozen(held)
    return sorted(found, key=lambda row: (row["rank"] is None, row["rank"] or 0, row["name"]))


def _classes(held, rows) -> list[tuple[str, int]]:
    counts = Counter(row["class"] for row in rows)
    named = [(name, counts[name]) for name, _ in adding.classes_of(held.set) if counts[name]]
    return [*named, *([("không xếp loại", counts[""])] if counts[""] else [])]


def _ranking(held, rows) -> Annex:
    groups = list(adding.frame(held.set).groups)
    columns = (
        Column("Hạng", 0.6, "center"), Column("Đơn vị", 3),
        *(Column(f"Nhóm {group.number}", 0.9, "right") for group in groups),
        Column("Tự chấm", 1, "right"), Column("Điểm", 1, "right"), Column("Xếp loại", 1.2, "center"),
    )  # fmt: skip
    lines = tuple(
        (_place(row), row["name"], *(_part(row, group) for group in groups), _points(row["own"]), _points(row["total"]),
         row["class"] or "–")
        for row in rows
    )  # fmt: skip
    notes = tuple(f"Nhóm {group.number}: {group.name}." for group in groups)
    return Annex(f"Kết quả {held.name}", Table(columns, lines), landscape=len(groups) > 3, notes=notes)


def _place(row):
    return "–" if row["rank"] is None else f"{row['rank']}{'=' if row['shared'] else ''}"


def _part(row, group):
    return _points(row["groups"].get(str(group.number), [None])[0])


def _points(value):
    return "–" if value is None else vn_num(Decimal(value), 2)


def _by_class(held, rows, figures) -> Iterator[Bullet]:
    for place, (name, count) in enumerate(_classes(held, rows)):
        put = figures.put(f"loai_{place + 1}", count, f"Đơn vị loại {name}")
        yield figures.bullet(
            f"Loại {name}: {put} đơn vị;" if name != "không xếp loại" else f"Không xếp loại: {put} đơn vị;"
        )


def decide(held: Round, *, agency: Agency, signer: Post | None, drafted_in: Agency | None = None) -> Draft:
    """Quyết định công bố kết quả, the ranking as its annex. Raises Conflict before the council has sat."""
    require_decided(held)
    figures, rows = Figures(), _rows(held)
    figures.put("don_vi", len(rows), "Đơn vị được chấm")
    units = "các đơn vị" if held.set.audience == CriteriaSet.Audience.DEPARTMENTS else "Ủy ban nhân dân các xã, phường"
    bases = (
        *([f"Căn cứ {_small(held.set.basis)};"] if held.set.basis else []),
        f"Căn cứ kết quả biểu quyết của Hội đồng {_small(held.name)};", "Theo đề nghị của ….",
    )  # fmt: skip
    first = f"Công bố kết quả {held.name} của {{don_vi}} đơn vị (chi tiết tại Phụ lục kèm theo), trong đó:"
    articles = [
        (first, tuple(_by_class(held, rows, figures))),
        ("Căn cứ kết quả được công bố, các đơn vị rà soát tiêu chí chưa đạt, có biện pháp khắc phục trong năm sau.", ()),
        (f"…, {units} có tên tại Phụ lục chịu trách nhiệm thi hành Quyết định này.", ()),
    ]  # fmt: skip
    paper = heads.paper(
        "quyet_dinh", agency, title=title_of("quyet_dinh", held),
        blocks=_linked(decision(agency, bases=bases, articles=articles), figures), signer=signer,
        drafted_in=drafted_in, recipients=("Như Điều 3", heads.leaders(agency)), annexes=(_ranking(held, rows),),
    )  # fmt: skip
    return Draft(paper, figures.rows, tuple(row["unit"] for row in rows))


def _linked(blocks, figures):
    """Sentences with the names of figures in braces become linked ones."""
    for block in blocks:
        if isinstance(block, Paragraph) and any("{" in span.text for span in block.spans):
            spans = tuple(
                part for span in block.spans
                for part in (figures.spans(span.text) if "{" in span.text else (span,))
            )  # fmt: skip
            yield Paragraph(spans)
        else:
            yield block


def _small(words):
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def propose(held: Round, *, agency: Agency, signer: Post | None, drafted_in: Agency | None = None) -> Draft:
    """Tờ trình: how the round was held, what came of it, what is asked. Raises Conflict before the council has sat."""
    require_decided(held)
    figures, rows = Figures(), _rows(held)
    above = heads.body_above(agency)
    paper = heads.paper(
        "to_trinh", agency, title=title_of("to_trinh", held), blocks=_proposal(held, rows, figures, agency),
        signer=signer, drafted_in=drafted_in, addressees=(above,) if above else (),
        recipients=(heads.leaders(agency),), annexes=(_ranking(held, rows),),
    )  # fmt: skip
    return Draft(paper, figures.rows)


def _proposal(held, rows, figures, agency):
    units = figures.put("don_vi", len(rows), "Đơn vị được chấm")
    yield Heading(1, "I. Sự cần thiết")
    basis = f" theo {_small(held.set.basis)}" if held.set.basis else ""
    yield figures.paragraph(
        f"{heads.full_name(agency)} tổ chức {_small(held.name)}, chấm {units} đơn vị theo {_small(held.set.name)}{basis}."
    )
    yield Heading(1, "II. Quá trình thực hiện")
    objections = Objection.objects.filter(mark__sheet__round=held)
    asked = figures.put("kien_nghi", objections.count(), "Kiến nghị về điểm")
    taken = figures.put("kien_nghi_nhan", objections.filter(accepted=True).count(), "Kiến nghị được chấp nhận")
    changed = Mark.objects.filter(sheet__round=held).exclude(reason="").count()
    differ = figures.put("tieu_chi_khac", changed, "Tiêu chí có điểm thẩm định kèm lý do")
    yield figures.paragraph(
        f"Các đơn vị tự chấm đến hết ngày {vn_date(held.score_by)}; thẩm định đến hết ngày {vn_date(held.appraise_by)}, "
        f"{differ} tiêu chí có điểm thẩm định kèm lý do. Kết quả dự kiến được thông báo, có {asked} kiến nghị về điểm, "
        f"chấp nhận {taken}. Hội đồng {held.members} thành viên biểu quyết theo quá nửa tổng số."
    )
    yield from _checked(held, figures)
    yield Heading(1, "III. Kết quả")
    yield figures.paragraph(f"Trong {units} đơn vị (chi tiết tại Phụ lục kèm theo):")
    yield from _by_class(held, rows, figures)
    yield Heading(1, "IV. Kiến nghị")
    above = heads.body_above(agency)
    yield figures.paragraph(f"{heads.full_name(agency)} kính trình {above or '…'} xem xét, công bố kết quả nêu trên")


def _checked(held, figures):
    """What lots were drawn, where there were any."""
    draws = {draw.kind: draw for draw in held.draws.all()}
    if spot := draws.get("spot"):
        found = Counter(spot.checks.values_list("found", flat=True))
        all_of, wrong = sum(found.values()), found["wrong"] + found["missing"]
        said = (figures.put("mau_thuc_te", all_of, "Tiêu chí rút để kiểm tra thực tế"),
                figures.put("mau_sai", wrong, "Không đúng như phiếu hoặc không có tài liệu"))  # fmt: skip
        yield figures.paragraph(
            f"Kiểm tra thực tế {said[0]} tiêu chí rút ngẫu nhiên, {said[1]} tiêu chí không đúng như phiếu hoặc không có tài "
            "liệu."
        )
    if second := draws.get("second"):
        count = figures.put("mau_lan_hai", second.looks.count(), "Tiêu chí chấm lần hai")
        yield figures.paragraph(f"{count} tiêu chí rút ngẫu nhiên được chấm lần hai độc lập.")


# --- A unit's own sheet ----------------------------------------------------------------------------------------------


def own_score(sheet: Sheet, *, agency: Agency, signer: Post | None, drafted_in: Agency | None = None) -> Draft:
    """Công văn gửi phiếu tự chấm, the sheet as its annex; appraised points beside once they are told. Raises Conflict."""
    require_scored(sheet)
    held, figures = sheet.round, Figures()
    above = heads.office_of(held.unit)
    total = figures.put("diem_tu_cham", sheet.own_total or Decimal(0), "Tổng điểm tự chấm")
    said = f", tổng điểm tự chấm {total} trên thang {vn_num(held.set.scale)}" if sheet.own_total is not None else ""
    paper = heads.paper(
        "cong_van", agency, title=title_of("cong_van", held, sheet.unit.short_name),
        blocks=(
            figures.paragraph(
                f"Thực hiện {_small(held.name)}, {heads.full_name(agency)} gửi phiếu tự chấm (tại Phụ lục kèm theo){said}."
            ),
            Paragraph(text(f"{heads.full_name(agency)} chịu trách nhiệm về số liệu, tài liệu kiểm chứng nêu trong phiếu")),
        ),
        signer=signer, drafted_in=drafted_in, addressees=(heads.full_name(above),) if above else (),
        recipients=(heads.leaders(agency),), annexes=(_sheet(sheet),),
    )  # fmt: skip
    return Draft(paper, figures.rows, (held.unit_id,) if agency.unit_id != held.unit_id else ())


def _sheet(sheet) -> Annex:
    held, read = sheet.round, adding.frame(sheet.round.set)
    marks = {mark.criterion_id: mark for mark in sheet.marks.prefetch_related("proofs")}
    told = held.state in POINTS_TOLD
    columns = (
        Column("Mã", 0.7, "center"), Column("Tiêu chí", 3.2), Column("Tối đa", 0.8, "right"), Column("Trả lời", 2.4),
        Column("Tài liệu kiểm chứng", 2.4), Column("Tự chấm", 0.9, "right"),
        *([Column("Thẩm định", 0.9, "right")] if told else []),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for group in read.groups:
        rows.append((str(group),))
        rows += [_line(row, marks.get(row.pk), held, told) for row in read.leaves(group) if row.pk in marks]
    return Annex(f"Phiếu tự chấm của {sheet.unit.name}", Table(columns, tuple(rows)), notes=(held.name + ".",))


def _line(row: Criterion, mark, held, told):
    own, given = adding.own_of(mark, row, held), adding.given_of(mark, row, held)
    proofs = "; ".join(_proof(one) for one in mark.proofs.all())
    line = (row.code, row.name, vn_num(row.most), _answer(row, mark), proofs, _given(own))
    return (*line, _given(given)) if told else line


def _given(outcome):
    return "không tính" if not outcome.available else "0" if outcome.points is None else vn_num(outcome.points, 2)


def _answer(row, mark):
    said = adding.answer_of(mark, row)
    if mark.not_applicable:
        words = "Không áp dụng"
    elif row.rule == Criterion.Rule.YES_NO:
        words = {True: "Có", False: "Không", None: "Chưa trả lời"}[mark.yes]
    elif row.rule == Criterion.Rule.POINTS:
        words = "" if said.typed is None else vn_num(said.typed)
    elif said.top is None:
        words = "Chưa trả lời"
    else:
        words = vn_num(said.top) if said.bottom is None else f"{vn_num(said.top)}/{vn_num(said.bottom)}"
    return ". ".join(part for part in (words, mark.explanation.strip()) if part)


def _proof(one):
    where = [one.document, one.section and f"mục {one.section}", one.page and f"trang {one.page}"]
    return ", ".join(part for part in where if part)
