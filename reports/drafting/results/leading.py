"""Công tác lãnh đạo, chỉ đạo: what the portal knows of it; the rest is a person's."""

from collections.abc import Iterator

from reports.drafting import heads
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.layout.content import Block
from units.models import Agency


def leading(results: Results, agency: Agency, figures: Figures) -> Iterator[Block]:
    """The plan that was issued, by whomever it was, how many tasks it hands out and to how many."""
    tasks, plan = results.tasks, results.plan
    leads = {task.lead_name for task in tasks if task.lead_name and task.lead_id != agency.pk}
    count = figures.put("nhiem_vu_ke_hoach", len(tasks), "Nhiệm vụ của kế hoạch")
    whom = figures.put("chu_tri", len(leads), "Cơ quan, đơn vị, cá nhân chủ trì")
    given = f", giao {count} nhiệm vụ" if tasks else ""
    to_whom = f" cho {whom} cơ quan, đơn vị, cá nhân chủ trì" if tasks and len(leads) > 1 else ""
    cited = plan.get_kind_display() + (
        f" số {plan.number}" if plan.number else " nêu trên"
    )  # in full above (Annex I, II.6)
    issued = "ban hành" if plan.number else "triển khai"
    issuer = heads.full_name(plan.issuer if plan.number else agency)
    yield figures.paragraph(f"{issuer} đã {issued} {cited}{given}{to_whom}.")
