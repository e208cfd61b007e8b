"""The office's calendar and ways out, as sample data: a plan with its reporting regime, a report that went another way."""

from datetime import date, timedelta

from django.utils import timezone

from plans.models import Period, Plan
from plans.progress import other_ways
from reports.incoming import workflow as incoming
from reports.models import AgencyCode, Incoming
from units.models import Agency, Role, User

from .people import new_unit

REGIME = {
    "regime_name": "Báo cáo kết quả thực hiện Kế hoạch nâng cao Chỉ số PAPI (mẫu)",
    "regime_content": "Kết quả thực hiện từng nhiệm vụ, số liệu theo chỉ tiêu, khó khăn, nguyên nhân, đề xuất",
    "regime_reporters": "UBND các xã, phường; các sở, ban, ngành được giao nhiệm vụ",
    "regime_receivers": "UBND tỉnh (qua Sở Nội vụ)",
    "regime_sending": "Trên Hệ thống theo dõi PAPI, ký số; khi hệ thống không dùng được thì gửi bằng văn bản rồi nhập sau",
    "regime_deadline": "Chậm nhất 02 ngày làm việc sau ngày chốt số liệu",
    "regime_frequency": "Hằng quý, 6 tháng, 9 tháng, năm",
    "regime_cut_off": "Ngày 14 của tháng cuối kỳ báo cáo",
    "regime_outline": "Theo mẫu báo cáo của Hệ thống",
    "regime_forms": "Biểu số liệu theo chỉ tiêu của từng nhiệm vụ",
}
COMMUNE = "12280"  # the commune of the bureau: its people are known


CAME = (
    ("Thông báo", "41/TB-UBND", "Lịch khảo sát"),
    ("Công văn", "102/UBND-NC", "Rà soát thủ tục hành chính"),
    ("Kế hoạch", "18/KH-UBND", "Nâng cao Chỉ số PAPI"),
    ("Công văn", "87/UBND-NC", "Báo cáo công khai, minh bạch"),
)

CODES = ("000.00.01.H99", "000.00.02.H99")


def load(today: date) -> None:
    """Write the regime into the province's plan, and let one commune say what it sent on paper."""
    plan = Plan.objects.get(unit=new_unit("33"), year_from=today.year)
    Plan.objects.filter(pk=plan.pk).update(**REGIME)
    unit = new_unit(COMMUNE)
    leader = User.objects.filter(posts__agency__unit=unit, posts__role=Role.LEADER).first()
    period = Period.objects.filter(plan=plan, state=Period.State.OPEN).first()
    if leader and period:
        other_ways.tell(
            period, unit, by=leader, way="giay", sent_on=min(period.due, today), number="31/BC-UBND",
            reason="Đứt cáp, mất mạng hai ngày (mẫu)",
        )  # fmt: skip


def receive() -> None:
    """Incoming papers of one commune in every status: what its clerk entered, marked as samples."""
    unit = new_unit(COMMUNE)
    people = {
        role: User.objects.filter(posts__agency__unit=unit, posts__role=role).order_by("pk").first()
        for role in (Role.CLERK, Role.LEADER, Role.ENTRY)
    }
    clerk, leader, official = people.values()
    if not (clerk and leader and official):
        return
    post = official.posts.first()
    for code, name in ((CODES[0], unit.full_name), (CODES[1], "Sở Nội vụ (mẫu)")):
        own = Agency.objects.filter(unit=unit, heads_unit=True).first() if code == CODES[0] else None
        AgencyCode.objects.create(code=code, name=name, agency=own, source="Mã mẫu để dùng thử, không có thật")
    for place, (kind, number, title) in enumerate(CAME, 1):
        row = incoming.enter(
            unit, by=clerk, came_on=timezone.localdate(), channel="giay", sender="UBND tỉnh Hưng Yên", kind=kind,
            number=number, title=f"{title} (mẫu)",
        )  # fmt: skip
        if place > 1:
            incoming.move(row, "assign", by=leader, handler=post, deadline=timezone.localdate() + timedelta(days=5))
        if place > 2:
            incoming.move(row, "begin", by=official)
        if place > 3:
            incoming.move(row, "finish", by=official, note="Đã báo cáo")
    for state, title in (("arrived", "Mời dự tập huấn Chỉ số PAPI (mẫu)"), ("refused", "Văn bản gửi nhầm (mẫu)")):
        row = Incoming.objects.create(unit=unit, sender="Sở Nội vụ tỉnh Hưng Yên", kind="Công văn", title=title)
        if state == "refused":
            incoming.move(row, "refuse", by=clerk, note="Gửi nhầm đơn vị")
