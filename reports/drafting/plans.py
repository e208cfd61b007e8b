"""Kế hoạch: the plan as a paper, with its assignment annex."""

from collections import defaultdict
from dataclasses import replace

from django.utils import timezone

from plans.counting.agencies import in_charge_on
from plans.models import REGIME, Charge, Plan, Task
from reports.drafting import amending, heads
from reports.drafting.deciding import decision
from reports.drafting.figures import Figures
from reports.drafting.results import GENERAL, Draft
from reports.layout import content, wording
from reports.layout.content import Annex, Bullet, Column, Heading, Paragraph, Table, text
from units.addresses import whole
from units.models import Agency, Post
from units.vietnamese import vn_date


def plan_paper(plan: Plan, *, kind: str = "ke_hoach", signer: Post | None, drafted_in: Agency | None = None) -> Draft:
    """The plan, or what an amendment changes of one, in the words it has in the portal; `plan.issuer` issues it as a
    paper of `kind`."""
    figures = Figures()
    tasks = list(plan.tasks.current().select_related("lead").prefetch_related("dimensions", "coordinating"))
    charges = in_charge_on(tasks, timezone.localdate())
    title, annex, blocks = plan.title, "Phân công nhiệm vụ", _blocks
    if plan.amends:
        annex, blocks = "Phân công nhiệm vụ sau khi sửa đổi, bổ sung", amending.blocks
        title = f"Sửa đổi, bổ sung một số nội dung của {heads.cited_shortly(plan.amends)}"
    bases, decides = tuple(_lines(plan.bases)), kind == "quyet_dinh"
    title = _decided(title) if decides else title
    body = content.numbered(tuple(blocks(plan, tasks, figures)))
    paper = heads.paper(
        kind, plan.issuer, title=title, blocks=_decision(plan, title, bases, body) if decides else body,
        signer=signer, drafted_in=drafted_in, bases=() if decides else bases,
        recipients=tuple(line for line in _lines(plan.recipients) if not line.startswith("Lưu")),
        annexes=(Annex(annex, content.filled_columns(Table(_ASSIGNED, tuple(_rows(tasks, charges))))),),
    )  # fmt: skip
    return Draft(_as_issued(paper, plan), figures.rows)


def _as_issued(paper, plan):
    """A plan in force bears the number and date it went out with."""
    number, _, symbol = plan.number.partition("/")
    if plan.state == Plan.State.DRAFT or not plan.date or whole(number) is None:
        return paper
    return content.issued(replace(paper, symbol=symbol or paper.symbol), int(number), plan.date)


def _blocks(plan, tasks, figures):
    words = f"{plan.get_kind_display()} {plan.title[:1].lower()}{plan.title[1:]}"
    yield Paragraph(text(f"{heads.full_name(plan.issuer)} ban hành {words} như sau:"))
    yield from _aims(plan)
    if plan.scope.strip():
        yield Heading(1, "Đối tượng, phạm vi")
        yield from _paragraphs(plan.scope)
    yield Heading(1, "Nội dung thực hiện")
    yield from _contents(plan, tasks, figures)
    if plan.funding.strip():
        yield Heading(1, "Kinh phí thực hiện")
        yield from _paragraphs(plan.funding)
    yield Heading(1, "Tổ chức thực hiện")
    yield from _paragraphs(plan.organisation)
    yield from _regime(plan)
    yield heads.plan_closing(plan)


def _regime(plan):
    """Chế độ báo cáo: of its ten things those that were said, each under its own word."""
    named = {field.name: str(field.verbose_name) for field in Plan._meta.fields}
    said = [(named[name], getattr(plan, name)) for name in REGIME if getattr(plan, name).strip()]
    if said:
        yield Heading(1, "Chế độ báo cáo")
    for label, words in said:
        first, *more = _lines(words)
        yield Bullet(text(_ended(f"{label[:1].upper()}{label[1:]}: {first}")))
        yield from _paragraphs("\n".join(more))


DECIDES = ("Ban hành", "Phê duyệt", "Sửa đổi", "Giao ")
CARRIED_OUT = "Các cơ quan, đơn vị, cá nhân được phân công chịu trách nhiệm thi hành Quyết định này."


def _decided(title):
    """What a decision does: `Ban hành Kế hoạch nâng cao Chỉ số PAPI năm 2026`."""
    return title if title.startswith(DECIDES) else f"Ban hành Kế hoạch {title[:1].lower()}{title[1:]}"


def _decision(plan, title, bases, body):
    """The plan under Điều 1, without the sentences that open and close a paper that is no decision, nor a heading that
    only the closing sentence stood under."""
    _, *within, _ = body
    while within and isinstance(within[-1], Heading):
        within.pop()
    articles = [(f"{title} như sau:", within), (CARRIED_OUT, ())]
    return tuple(decision(plan.issuer, bases=wording.ended(bases), articles=articles))


def _aims(plan):
    parts = [("Mục đích", _bullets(plan.purpose)), ("Yêu cầu", _bullets(plan.requirements))]
    parts.append(("Mục tiêu", [Bullet(text(_ended(target.text))) for target in plan.targets.all()]))
    if any(lines for _, lines in parts):
        yield Heading(1, "Mục đích, yêu cầu")
    for name, lines in parts:
        if lines:
            yield Heading(2, name)
            yield from lines


def _contents(plan, tasks, figures):
    noun = "Kế hoạch" if plan.kind == Plan.Kind.DECISION else plan.get_kind_display()
    yield figures.paragraph(
        f"{noun} gồm {figures.put('nhiem_vu', len(tasks), 'Nhiệm vụ của kế hoạch')} nhiệm vụ, phân công cụ thể tại Phụ "
        "lục kèm theo."
    )
    for (_, name), rows in sorted(_grouped(tasks).items()):
        yield Heading(2, name)
        yield from (Bullet(text(_ended(task.text))) for task in rows)


def _grouped(tasks: list[Task]):
    found = defaultdict(list)
    for task in tasks:
        first = min(task.dimensions.all(), key=lambda row: row.number, default=None)
        found[(first.number, first.name) if first else (9, GENERAL)].append(task)
    return found


_ASSIGNED = (
    Column("TT", 0.5, "center"), Column("Nội dung nhiệm vụ", 3.4), Column("Cơ quan chủ trì", 1.6),
    Column("Bộ phận phụ trách", 1.5),
    Column("Cơ quan phối hợp", 1.9), Column("Thời hạn", 1.1, "center"), Column("Sản phẩm, kết quả", 1.8),
)  # fmt: skip


def _rows(tasks, charges):
    number = 0
    for (_, name), rows in sorted(_grouped(tasks).items()):
        yield (name,)
        for task in rows:
            number += 1
            yield (
                number,
                task.text,
                task.lead_name,
                charged(charges.get(task.pk)),
                _coordinating(task),
                _when(task),
                task.product,
            )


def charged(charge: Charge | None) -> str:
    """Who of the unit is in charge, as an annex says it; Party, Front and mass organisations are asked."""
    if charge is None:
        return ""
    return f"Đề nghị {charge.agency.name}" if charge.agency.is_requested else str(charge)


def _coordinating(task):
    """Party, Front and mass organisations are asked, never ordered."""
    names = [f"Đề nghị {row.name}" if row.is_requested else row.name for row in task.coordinating.all()]
    return "; ".join(names) or task.coordinating_text


def _when(task):
    return vn_date(task.deadline) if task.deadline else task.get_rhythm_display().capitalize()


def _lines(words):
    return [line.strip() for line in words.splitlines() if line.strip()]


def _bullets(words):
    return [Bullet(text(_ended(line.lstrip("-+ ")))) for line in _lines(words)]


def _paragraphs(words):
    return [Paragraph(text(_ended(line))) for line in _lines(words)]


def _ended(words):
    return words.strip().rstrip(" ;.") + "."
