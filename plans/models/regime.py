"""Chế độ báo cáo: the ten things a plan says about its reports, the days periods are cut off on, and the days to hand in.

What of it no one has read in the text of the law itself is data with a mark, edited in the administration.
"""

from django.db import models
from django.db.models import Q

from units.models import Unit

REGIME = (
    "regime_name", "regime_content", "regime_reporters", "regime_receivers", "regime_sending", "regime_deadline",
    "regime_frequency", "regime_cut_off", "regime_outline", "regime_forms",
)  # fmt: skip


class Regime(models.Model):
    """The ten things a reporting regime states, in the order offices state them; empty ones are not printed."""

    regime_name = models.TextField("tên báo cáo", blank=True)
    regime_content = models.TextField("nội dung yêu cầu báo cáo", blank=True)
    regime_reporters = models.TextField("đối tượng thực hiện báo cáo", blank=True)
    regime_receivers = models.TextField("cơ quan nhận báo cáo", blank=True)
    regime_sending = models.TextField("phương thức gửi, nhận báo cáo", blank=True)
    regime_deadline = models.TextField("thời hạn gửi báo cáo", blank=True)
    regime_frequency = models.TextField("tần suất thực hiện báo cáo", blank=True)
    regime_cut_off = models.TextField("thời gian chốt số liệu báo cáo", blank=True)
    regime_outline = models.TextField("mẫu đề cương báo cáo", blank=True)
    regime_forms = models.TextField("biểu mẫu số liệu báo cáo", blank=True)

    class Meta:
        abstract = True


class Mark(models.TextChoices):
    """How sure a fact is that was taken from outside."""

    OWN = "O", "đơn vị tự quy định"
    READ = "V", "đã đọc văn bản gốc"
    EXCERPT = "E", "theo trích dẫn, chưa đọc được văn bản gốc"
    MEMORY = "M", "theo hiểu biết chung, chưa kiểm chứng"


class CutOff(models.Model):
    """Ngày chốt số liệu of one kind of period: from `first_day` of the month before it to `last_day` of its last month."""

    class Kind(models.TextChoices):
        MONTH = "month", "tháng"
        QUARTER = "quarter", "quý"
        FIRST_HALF = "first_half", "6 tháng đầu năm"
        NINE_MONTHS = "nine_months", "9 tháng"
        YEAR = "year", "năm"
        SECOND_HALF = "second_half", "6 tháng cuối năm"

    kind = models.CharField("loại kỳ", max_length=12, choices=Kind, unique=True)
    first_day = models.PositiveSmallIntegerField("từ ngày (của tháng trước kỳ)")
    last_day = models.PositiveSmallIntegerField("đến ngày (của tháng cuối kỳ)")
    mark = models.CharField("mức kiểm chứng", max_length=1, choices=Mark, default=Mark.MEMORY)
    source = models.CharField("nguồn", max_length=300, blank=True)

    class Meta:
        verbose_name = "ngày chốt kỳ báo cáo"
        verbose_name_plural = "ngày chốt kỳ báo cáo"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__range=(2, 28), last_day__range=(1, 27)), name="cut_off_days_of_any_month"
            ),
            # What one period ends with the next begins after: no day in two periods, none in no period.
            models.CheckConstraint(condition=Q(first_day=models.F("last_day") + 1), name="cut_off_without_gap"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReportingDays(models.Model):
    """Số ngày nộp báo cáo: how many working days after the cut-off reports are due; of one plan, of a unit and all below
    it, or (neither) of the whole country; the nearest counts."""

    plan = models.OneToOneField(
        "plans.Plan", models.CASCADE, null=True, blank=True, related_name="reporting_days", verbose_name="kế hoạch"
    )
    unit = models.OneToOneField(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị và cấp dưới"
    )
    inside = models.PositiveSmallIntegerField("nộp trong đơn vị sau (ngày làm việc)")
    up = models.PositiveSmallIntegerField("gửi cấp trên sau (ngày làm việc)")
    cut = models.BooleanField("theo chế độ 15–14", default=True)
    mark = models.CharField("mức kiểm chứng", max_length=1, choices=Mark, default=Mark.OWN)
    source = models.CharField("nguồn, căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "số ngày nộp báo cáo"
        verbose_name_plural = "số ngày nộp báo cáo"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(plan=None) | Q(unit=None), name="reporting_days_of_plan_or_unit"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(plan=None, unit=None), name="reporting_days_of_country_once"
            ),
            models.CheckConstraint(condition=Q(up__gte=models.F("inside")), name="reporting_days_order"),
        ]

    def __str__(self) -> str:
        return str(self.plan or self.unit or "cả nước")
