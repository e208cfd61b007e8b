"""`manage.py render_document bao_cao|ke_hoach|cong_van --out FILE.pdf`: one paper from the data, outside any register."""

from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.models import Period, Plan
from reports.drafting import counting, heads, letters, plans, results
from reports.papers import content
from reports.papers.content import Paper, Signing
from reports.papers.docx import to_docx
from reports.pdf import render

SAMPLE_NUMBER = 7
SAMPLE_NAME = "Nguyễn Văn A"


class Command(BaseCommand):
    help = "Lập một văn bản mẫu từ dữ liệu (không cấp số, không ghi sổ); tệp .docx khi tên tệp kết thúc bằng .docx."

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=["bao_cao", "ke_hoach", "cong_van"])
        parser.add_argument(
            "--sample", action="store_true", help="chọn kế hoạch, kỳ trong dữ liệu mẫu; điền số, ngày mẫu"
        )
        parser.add_argument("--plan", type=int, help="mã kế hoạch")
        parser.add_argument("--unit", type=int, help="mã đơn vị (cùng --period)")
        parser.add_argument("--period", type=int, help="mã kỳ báo cáo")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *, kind, sample, plan, unit, period, out, **options):
        plan, period = _chosen(kind, sample, plan, unit, period)
        try:
            paper = _paper(kind, plan, period)
        except letters.NobodyLate as nobody:
            raise CommandError(str(nobody)) from None
        paper = _as_issued(paper, plan) if sample else paper
        data = to_docx(paper) if out.suffix == ".docx" else render(paper).pdf
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
    """A plan with its number, a period with results, or a period in which somebody is late."""
    if kind == "ke_hoach":
        plan = Plan.objects.with_heads().exclude(number="").exclude(recipients="").order_by("pk").first()
        if plan:
            return plan, None
    for plan, period in _with_entries():
        if (
            kind == "bao_cao"
            and plan.unit.parent_id
            and period.entries.filter(plan=plan, state__in=["approved", "locked"])
        ):
            return plan, period
        if kind == "cong_van" and letters.late_below(plan, period, timezone.localdate()):
            return plan, period
    raise CommandError("Không có dữ liệu mẫu phù hợp. Chạy trước: DEMO=1 manage.py load_demo_data")


def _with_entries():
    for plan in Plan.objects.with_heads().select_related("unit__parent").order_by("year_from", "pk"):
        for period in Period.objects.filter(plan=plan.reports_under_id or plan.pk).order_by("ends"):
            yield plan, period


def _paper(kind, plan, period) -> Paper:
    today, agency = timezone.localdate(), heads.office_of(plan.unit) or plan.issuer
    signer = heads.default_signer(agency)
    if kind == "ke_hoach":
        return plans.plan_paper(plan, signer=signer).paper
    if period is None:
        raise CommandError("Kế hoạch này chưa có kỳ báo cáo.")
    if kind == "cong_van":
        return letters.urging(plan, period, agency=agency, today=today, signer=signer).paper
    return results.report(counting.results(plan, period, as_of=today), agency=agency, signer=signer).paper


def _as_issued(paper: Paper, plan: Plan) -> Paper:
    """Number, date and name where the data has none, so that the sample shows every part the decree asks for."""
    number, day = SAMPLE_NUMBER, timezone.localdate()
    if paper.kind == "ke_hoach" and plan.number[:2].isdigit() and plan.date:
        number, day = int(plan.number.partition("/")[0]), plan.date
    lines = paper.signing.lines or ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    named = replace(paper, signing=Signing(lines, paper.signing.name or SAMPLE_NAME))
    return content.issued(named, number, day)
