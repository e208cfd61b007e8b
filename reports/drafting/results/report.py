"""The report put together: head, sections in the office's order, recipients, annexes."""

from dataclasses import dataclass

from reports.drafting import below, heads, parts
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.ahead import ahead
from reports.drafting.results.annexes import annexes_of
from reports.drafting.results.comparing import comparison
from reports.drafting.results.dimensions import by_dimension
from reports.drafting.results.general import general
from reports.drafting.results.leading import leading
from reports.drafting.results.told import causes, told_together
from reports.drafting.results.units_below import units_below
from reports.drafting.results.words import USUAL, Choices, period_name, span, time_ahead, title
from reports.layout import content, wording
from reports.layout.content import Heading, Paper, Table
from units.models import Agency, Post


@dataclass(frozen=True)
class Draft:
    """A paper with its linked figures, as `Document` keeps them, the keys of the units that get it here, and the rows
    that go with it as a spreadsheet because they are too many for an annex."""

    paper: Paper
    figures: dict[str, dict]
    receivers: tuple[int, ...] = ()
    detail: Table | None = None
    entries: tuple[int, ...] = ()  # what was counted


def report(
    results: Results,
    *,
    agency: Agency,
    signer: Post | None,
    drafted_in: Agency | None = None,
    choices: Choices = USUAL,
) -> Draft:
    """A first draft of the report on a period; the office above stands in Kính gửi where there is one."""
    figures = Figures()
    unit, plan = results.plan.unit, results.plan
    above = heads.superior_office(unit, heads.reviewing_office(unit, plan))
    blocks = content.numbered(tuple(_blocks(results, agency, choices, above, figures)))
    paper = heads.paper(
        "bao_cao", agency, title=title(plan, results.period), blocks=blocks, signer=signer, drafted_in=drafted_in,
        addressees=(above,) if above else (), recipients=_recipients(results, agency), annexes=annexes_of(results),
    )  # fmt: skip
    detail = below.detail(results) if below.are_many(results) else None
    carried = (entry for part in results.before for entry in part.entries)
    entries = tuple(entry.pk for entry in (*results.own, *results.below, *carried))
    return Draft(paper, figures.rows, (unit.parent_id,) if unit.parent_id else (), detail, entries)


def _blocks(results, agency, choices, above, figures):
    period = results.period
    yield figures.paragraph(
        f"Thực hiện {heads.cited(results.plan)}, {heads.full_name(agency)} báo cáo kết quả {period_name(period)} "
        f"({span(period)}) như sau:"
    )
    yield Heading(1, "Công tác lãnh đạo, chỉ đạo")
    yield from leading(results, agency, figures)
    heard_first = bool(results.sendings) and not results.own  # it has nothing of its own to open with
    if heard_first:
        yield from _sending(results, figures)
    yield Heading(1, "Kết quả chung")
    yield from general(results, figures)
    yield from comparison(results, choices, figures)
    yield Heading(1, "Kết quả theo các nội dung của Chỉ số PAPI")
    yield from by_dimension(results, choices, figures)
    if results.before or results.beside:
        yield Heading(1, "Kết quả trước khi sắp xếp đơn vị hành chính")
        yield from parts.sections(results, figures)
    if results.sendings and not heard_first:
        yield from _sending(results, figures)
    yield from _afterwards(results, choices, figures)
    detail = f" (chi tiết tại {_annex_words(results)} kèm theo)" if annexes_of(results) else ""
    whom = f" {above.partition(' (qua ')[0]}" if above else ""
    yield figures.paragraph(
        f"Trên đây là kết quả {period_name(period)}, {heads.full_name(agency)} trân trọng báo cáo{whom}{detail}"
    )


def _sending(results, figures):
    yield Heading(1, "Tình hình báo cáo của các đơn vị")
    yield from units_below(results, figures)


def _afterwards(results, choices, figures):
    """What stands behind the results in every report of an office."""
    why = tuple(causes(results, figures))
    yield Heading(1, f"Khó khăn, vướng mắc{' và nguyên nhân' if why else ''}")
    yield from [Heading(2, "Khó khăn, vướng mắc")] if why else []
    yield from told_together(results, "difficulties", choices, figures)
    yield from why
    yield Heading(1, f"Phương hướng, nhiệm vụ {time_ahead(results.period)}")
    yield from ahead(results, figures)
    yield Heading(1, "Đề xuất, kiến nghị")
    yield from told_together(results, "proposals", choices, figures)


def _annex_words(results):
    count = len(annexes_of(results))
    words = "Phụ lục" if count == 1 else "các Phụ lục I, " + ", ".join(wording.roman(n) for n in range(2, count + 1))
    return f"{words} và bảng tính chi tiết" if below.are_many(results) else words


def _recipients(results, agency):
    """The reviewing office, Party and People's Council of the unit, own leaders: proposed, a person edits the list."""
    through = heads.reviewing_office(results.plan.unit, results.plan)
    return tuple(filter(None, [through and through.name, *heads.standing_bodies(agency), heads.leaders(agency)]))
