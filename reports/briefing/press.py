"""Makes a briefing in the worker; safe to run twice, and a failure says so on the page with a way to try again."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from post import letters
from reports.boards import tallying
from reports.boards.drawing import Chart
from reports.briefing.composing import Composed, compose
from reports.layout.pdf import to_pdf
from reports.models import Briefing
from units.vietnamese import vn_date

__all__ = ["LOST_AFTER", "make", "page"]

log = logging.getLogger(__name__)
State = Briefing.State
LOST_AFTER = timedelta(minutes=5)  # a making that takes longer was killed
SORRY = "Lỗi của hệ thống khi lập bản tóm tắt, đã ghi vào nhật ký. Bấm “Lập lại”."


def make(pk: int) -> bool:
    """Make one that waits; returns whether this run made it. Figures are counted anew first, so they are of this moment."""
    if not Briefing.objects.filter(pk=pk, state=State.WAITING).update(state=State.RUNNING, since=timezone.now()):
        return False
    row = Briefing.objects.select_related("unit", "period__plan", "by").get(pk=pk)
    try:
        _make(row)
    except Exception:  # whatever broke, the person who waits must see it
        log.exception("Briefing %s could not be made", pk)
        Briefing.objects.filter(pk=pk, state=State.RUNNING).update(state=State.FAILED, error=SORRY)
        return False
    said = f"Bản tóm tắt kỳ {row.period.name} của {row.unit.short_name} đã lập xong"
    letters.ring(row.by, key=f"briefing-{row.pk}", text=said, url=reverse("briefing", args=[row.pk]))
    return True


def _make(row):
    tallying.keep(row.period)
    made = compose(row.unit, row.period, timezone.localdate(), row.by)
    document, pdf = to_pdf(page(made))
    name = row.pdf.storage.save(f"briefings/{row.pk}.pdf", ContentFile(pdf))
    Briefing.objects.filter(pk=row.pk, state=State.RUNNING).update(
        state=State.READY, as_of=made.day, figures=made.frozen(), pdf=name, pages=len(document.pages),
        made_at=timezone.now(), error="",
    )  # fmt: skip


def page(made: Composed) -> str:
    """The HTML the PDF engine lays out: the look of an annex (Annex I, III.1.d), drawings as vectors."""
    charts = [(strand, Chart(strand, width=330, height=170)) for strand in made.trend.main]
    title = f"Tóm tắt tình hình thực hiện kế hoạch nâng cao Chỉ số PAPI kỳ {made.period.name}"
    context = {"made": made, "charts": charts, "title": title, "site": settings.SITE_URL.rstrip("/"),
               "day": vn_date(made.day)}  # fmt: skip
    return render_to_string("papers/briefing.html", context)
