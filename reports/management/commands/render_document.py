"""`manage.py render_document bao_cao|ke_hoach|cong_van --out FILE.pdf`: one paper from the data, outside any register."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, F
from django.utils import timezone

from plans.models import Period, Plan, Progress
from reports.drafting import counting, dispatches, heads, plans, results
from reports.layout import content
from reports.layout.content import Paper, Signing
from reports.layout.docx import to_docx
from reports.layout.pdf import render
from reports.layout.xlsx import to_xlsx
from reports.models import Document
from units.addresses import whole

SAMPLE_NUMBER = 7
SAMPLE_NAME = "Nguyễn Văn A"
SAMPLE_URGENCY = "KHẨN"
_LOOKED_AT = 20
_MAKERS = {".docx": to_docx, ".xlsx": to_xlsx}


class Command(BaseCommand):
    help = "Lập một văn bản từ dữ liệu (không cấp số, không ghi sổ); tên tệp .docx, .xlsx cho tệp Word, bảng tính."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=["bao_cao", "ke_hoach", "cong_van"])
        parser.add_argument(
            "--sample", action="store_true", help="chọn kế hoạch, kỳ trong dữ liệu mẫu; điền số, ngày mẫu"
        )
        parser.add_argument("--plan", type=int, help="mã kế hoạch")
        parser.add_argument("--unit", type=int, help="mã đơn vị (cùng --period)")
        parser.add_argument("--period", type=int, help="mã kỳ báo cáo")
        parser.add_argument("--out", type=Path, required=True)

    def handle(
        self,
        *,
        kind: str,
        sample: bool,
        plan: int | None,
        unit: int | None,
        period: int | None,
        out: Path,
        **options: Any,
    ) -> None:
        of_plan, of_period = _chosen(kind, sample, plan, unit, period)
        try:
            paper = _paper(kind, of_plan, of_period)
        except dispatches.NobodyLate as nobody:
            raise CommandError(str(nobody)) from None
        paper = _as_issued(paper, of_plan) if sample else paper
        make = _MAKERS.get(out.suffix.lower())
        data = make(paper) if make else render(paper).pdf
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
        self.stdout.write(f"{out}: {len(data) // 1024} kB, {paper.title}")


def _chosen(kind, sample, plan_key, unit_key, period_key):
    if sample and not plan_key:
        return _sample(kind)
    plans_found = Plan.objects.with_heads()
    period = Period.objects.filter(pk=period_key).first()
    if period_key and not period:
        raise CommandError(f"Không có kỳ báo cáo {period_key}.")
    if unit_key and period:
        plan = plans_found.filter(unit=unit_key, entries__period=period).first()
    else:
        plan = plans_found.filter(pk=plan_key).first() if plan_key else None
    if not plan:
        raise CommandError("Cần --sample, --plan ID, hoặc --unit ID --period ID của một kế hoạch có trong cổng.")
    return plan, period or Period.objects.filter(entries__plan=plan).order_by("ends").first()


def _sample(kind):
    """A plan with its number, a period with results beside an earlier one, a period in which some are late."""
    find = {"ke_hoach": _numbered_plan, "bao_cao": _fullest_report, "cong_van": _late_period}[kind]
    found = find()
    if not found:
        raise CommandError("Không có dữ liệu mẫu phù hợp. Chạy trước: DEMO=1 manage.py load_demo_data")
    return found


def _numbered_plan():
    plan = Plan.objects.with_heads().exclude(number="").exclude(recipients="").order_by("pk").first()
    return plan and (plan, None)


def _fullest_report():
    """Of a unit with one above: most entries received, rather with an earlier period to compare with."""
    received = Progress.objects.filter(state__in=Progress.RECEIVED, unit=F("plan__unit")).exclude(unit__parent=None)
    rows = received.values_list("plan", "period").annotate(n=Count("pk")).order_by("-n", "-period", "plan")
    found = [_pair(plan, period) for plan, period, _ in rows[:_LOOKED_AT]]
    return next((pair for pair in found if counting.previous_period(*pair)), found[0] if found else None)


def _late_period():
    """Rather one in which the late units fit under Kính gửi."""
    late = []
    for period in Period.objects.select_related("plan").order_by("-ends", "pk"):
        plan = Plan.objects.with_heads().get(pk=period.plan_id)
        late.append((len(dispatches.late_below(plan, period, timezone.localdate())), (plan, period)))
    late = [row for row in late if row[0]]
    return next((pair for count, pair in late if 1 < count <= dispatches.NAMED_AT_MOST), late[0][1] if late else None)


def _pair(plan, period):
    return Plan.objects.with_heads().get(pk=plan), Period.objects.get(pk=period)


def _paper(kind, plan, period) -> Paper:
    today, agency = timezone.localdate(), heads.office_of(plan.unit) or plan.issuer
    signer = heads.default_signer(agency)
    if kind == "ke_hoach":
        return plans.plan_paper(plan, kind=Document.OF_PLAN[plan.kind], signer=signer).paper
    if period is None:
        raise CommandError("Kế hoạch này chưa có kỳ báo cáo.")
    if kind == "cong_van":
        return dispatches.urging(plan, period, agency=agency, today=today, signer=signer).paper
    return results.report(counting.results(plan, period, as_of=today), agency=agency, signer=signer).paper


def _as_issued(paper: Paper, plan: Plan) -> Paper:
    """Number, date and name where the data has none, so that the sample shows every part the decree asks for."""
    number, day = SAMPLE_NUMBER, timezone.localdate()
    if paper.kind in Document.OF_PLAN.values() and whole(plan.number[:2]) is not None and plan.date:
        number, day = int(plan.number.partition("/")[0]), plan.date
    lines = paper.signing.lines or ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    named = replace(paper, signing=Signing(lines, paper.signing.name or SAMPLE_NAME))
    if paper.is_letter:
        named = replace(named, urgency=SAMPLE_URGENCY)
    return content.issued(named, number, day)
