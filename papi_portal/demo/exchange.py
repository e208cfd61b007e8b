"""The office's calendar and ways out, as sample data: a plan with its reporting regime, a report that went another way."""

from datetime import date

from plans.models import Period, Plan
from plans.progress import other_ways
from units.models import Role, User

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
