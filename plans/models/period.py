"""Reporting periods of a plan, and the exceptions granted to single units."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.models import Unit

from .plan import Plan


class PeriodQuerySet(models.QuerySet["Period"]):
    def open(self) -> Self:
        return self.filter(state=Period.State.OPEN)


class Period(models.Model):
    """Kỳ báo cáo: from, to (not always the calendar's: 01/12–31/05 is a real one), inner due date, due date upward."""

    class Kind(models.TextChoices):
        MONTH = "month", "tháng"
        QUARTER = "quarter", "quý"
        HALF_YEAR = "half_year", "6 tháng"
        NINE_MONTHS = "nine_months", "9 tháng"
        YEAR = "year", "năm"
        FREE = "free", "khác"
        # The same spans as reports are cut off by Decree 09/2019/NĐ-CP: which days, says `CutOff`.
        MONTH_CUT = "month_cut", "tháng, chế độ 15–14"
        QUARTER_CUT = "quarter_cut", "quý, chế độ 15–14"
        HALF_CUT = "half_cut", "6 tháng, chế độ 15–14"
        NINE_CUT = "nine_cut", "9 tháng, chế độ 15–14"
        YEAR_CUT = "year_cut", "năm, chế độ 15–14"

    class State(models.TextChoices):
        PLANNED = "planned", "Chưa mở"
        OPEN = "open", "Đang mở"
        CLOSED = "closed", "Đã đóng"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="periods", verbose_name="kế hoạch", db_index=False)
    name = models.CharField("tên kỳ", max_length=80, help_text="Ví dụ: 9 tháng năm 2024")
    kind = models.CharField("loại kỳ", max_length=12, choices=Kind)
    starts = models.DateField("từ ngày")
    ends = models.DateField("đến ngày")
    due_inside = models.DateField("hạn nộp trong đơn vị")
    due = models.DateField("hạn gửi cấp trên")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.PLANNED)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["-ends", "-starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "starts", "ends"], name="period_once"),
            models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="period_span"),
            models.CheckConstraint(condition=Q(due__gte=models.F("due_inside")), name="period_due_order"),
        ]

    def __str__(self) -> str:
        return self.name


class PeriodException(models.Model):
    """One unit's own dates or lock in a period: more time, opened again, closed earlier."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="exceptions", verbose_name="kỳ", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    due_inside = models.DateField("hạn nộp trong đơn vị", null=True, blank=True)
    due = models.DateField("hạn gửi cấp trên", null=True, blank=True)
    state = models.CharField("tình trạng", max_length=8, choices=Period.State, blank=True)
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        verbose_name = "ngoại lệ của kỳ"
        verbose_name_plural = "ngoại lệ của kỳ"
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="period_exception_once")]


class Settlement(models.Model):
    """Chốt kỳ: a unit's report on a period has gone out; approvals that come later are locked at once."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="settlements", verbose_name="kỳ", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    note = models.CharField("theo", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chốt")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "chốt kỳ"
        verbose_name_plural = "chốt kỳ"
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="settled_once")]
