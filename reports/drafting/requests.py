"""Công văn đề nghị: Party, Front and mass organisations of a unit are asked for what its plan gives them to do."""

from collections import defaultdict
from datetime import date

from plans.counting.agencies import in_charge_on
from plans.models import Period, Plan, Task
from reports.drafting import heads
from reports.drafting.dispatches import NobodyLate
from reports.drafting.figures import Figures
from reports.drafting.results import Draft
from reports.layout.content import Bullet, text
from units.models import Agency, Post
from units.vietnamese import vn_date

__all__ = ["asked_of", "request", "title"]


def title(plan: Plan) -> str:
    """Trích yếu."""
    return f"đề nghị phối hợp thực hiện Kế hoạch nâng cao Chỉ số PAPI năm {plan.years}"


def asked_of(plan: Plan, day: date) -> dict[Agency, list[tuple[Task, bool]]]:
    """{body of the plan's own unit that is asked, never ordered: [(task, whether it is in charge)]}; four queries."""
    tasks = list(plan.tasks.current().prefetch_related("coordinating__unit"))
    charges, found = in_charge_on(tasks, day), defaultdict(list)
    for task in tasks:
        charge = charges.get(task.pk)
        bodies = {row: False for row in task.coordinating.all() if row.unit_id == plan.unit_id}
        bodies |= {charge.agency: True} if charge else {}
        for body, leads in bodies.items():
            if body.is_requested:
                found[body].append((task, leads))
    return dict(sorted(found.items(), key=lambda pair: pair[0].name))


def request(
    plan: Plan, *, agency: Agency, today: date, signer: Post | None, drafted_in: Agency | None = None
) -> Draft:
    """A letter to every body that is asked, with its tasks and the day its part is wanted. Raises NobodyLate."""
    asked, figures = asked_of(plan, today), Figures()
    if not asked:
        raise NobodyLate(
            "Kế hoạch chưa giao nhiệm vụ phụ trách hay phối hợp cho cơ quan Đảng, Mặt trận, đoàn thể nào."
        )
    paper = heads.paper(
        "cong_van", agency, title=title(plan), blocks=_blocks(plan, agency, asked, figures, today), signer=signer,
        drafted_in=drafted_in, addressees=tuple(body.name for body in asked), recipients=(heads.leaders(agency),),
    )  # fmt: skip
    return Draft(paper, figures.rows)


def _blocks(plan, agency, asked, figures, today):
    yield figures.paragraph(
        f"Thực hiện {heads.cited(plan)}, {heads.full_name(agency)} trân trọng đề nghị các cơ quan phối hợp thực hiện các "
        "nhiệm vụ sau:"
    )
    for body, tasks in asked.items():
        yield figures.paragraph(f"Đề nghị {body.name}:")
        for task, leads in tasks:
            when = f" (thời hạn {vn_date(task.deadline)})" if task.deadline else ""
            yield Bullet(text(f"{'Chủ trì' if leads else 'Phối hợp'}: {task.text.rstrip(' ;.')}{when}."))
    yield figures.paragraph(_answer(plan, agency, today))


def _answer(plan, agency, today):
    """Through whom and by when: the collecting agency, and the nearest inner date."""
    through = Agency.objects.filter(unit=plan.unit_id, collects=True).first()
    period = Period.objects.open().filter(plan=plan.calendar, due_inside__gte=today).order_by("due_inside").first()
    by = f" trước ngày {vn_date(period.due_inside)}" if period else " theo kỳ báo cáo"
    where = f" qua {through.name}" if through else ""
    return f"Kết quả thực hiện xin gửi {heads.full_name(agency)}{where}{by} để tổng hợp, báo cáo cấp trên"
