"""Content tasks of a plan, what they measure, who leads, and how they hang on tasks of the plan above."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from indicators.models import Dimension, SubDimension
from units.models import Agency, Unit
from units.models.computed import ComputedTextField
from units.search import search_text

from .plan import Plan


class Rollup(models.TextChoices):
    SUM = "sum", "cộng dồn"
    LATEST = "latest", "lấy số mới nhất"
    AVERAGE = "average", "trung bình"
    MAXIMUM = "max", "lớn nhất"


class TaskQuerySet(models.QuerySet["Task"]):
    def current(self) -> Self:
        """Tasks still to be done: not withdrawn by an amendment."""
        return self.filter(withdrawn=None)

    def worded(self) -> Self:
        """With everything `plans.drafting.wording.task_words` reads."""
        return self.select_related("lead").prefetch_related(
            "coordinating", "dimensions", "sub_dimensions__dimension", "measures__relations"
        )


class Task(models.Model):
    """Nhiệm vụ: a leaf item of a plan; may serve one, several or no dimension (nhiệm vụ chung)."""

    class Rhythm(models.TextChoices):
        ONCE = "once", "một lần, trước ngày"
        MONTH = "month", "hằng tháng"
        QUARTER = "quarter", "hằng quý"
        HALF_YEAR = "half_year", "6 tháng một lần"
        YEAR = "year", "hằng năm"
        ONGOING = "ongoing", "thường xuyên"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks", verbose_name="kế hoạch", db_index=False)
    code = models.CharField("ký hiệu", max_length=16, blank=True, help_text="Ví dụ 2b")
    section = models.CharField("mục", max_length=250, blank=True)
    position = models.PositiveIntegerField("thứ tự", default=0)
    text = models.TextField("nội dung nhiệm vụ")
    dimensions = models.ManyToManyField(Dimension, blank=True, related_name="+", verbose_name="chỉ số nội dung")
    sub_dimensions = models.ManyToManyField(
        SubDimension, blank=True, related_name="+", verbose_name="nội dung thành phần"
    )
    lead = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan chủ trì"
    )
    lead_text = models.CharField("chủ trì (ghi trong văn bản)", max_length=250, blank=True)
    coordinating = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name="cơ quan phối hợp")
    coordinating_text = models.CharField("phối hợp (ghi trong văn bản)", max_length=400, blank=True)
    rhythm = models.CharField("nhịp thực hiện", max_length=10, choices=Rhythm, default=Rhythm.ONGOING)
    deadline = models.DateField("thời hạn", null=True, blank=True)
    product = models.CharField("sản phẩm, kết quả", max_length=300, blank=True)
    search_text = ComputedTextField(max_length=500, compute="compute_search_text")
    weight = models.DecimalField("trọng số", max_digits=6, decimal_places=2, default=1)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name="thực hiện nhiệm vụ"
    )
    parent_version = models.PositiveIntegerField(default=0, help_text="Bản của nhiệm vụ cấp trên đã nhận")
    amends = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="amendments", verbose_name="sửa đổi nhiệm vụ"
    )
    since = models.DateField("thực hiện từ", null=True, blank=True, help_text="Khi bản sửa đổi thêm vào kế hoạch")
    withdrawn = models.DateField("thôi thực hiện từ", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["plan_id", "position", "pk"]
        indexes = [models.Index(fields=["plan", "position"], name="task_in_plan")]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}" if self.code else self.text

    def compute_search_text(self) -> str:
        return search_text(self.text)

    def asked_measures(self, day: date | None = None) -> "list[Measure]":
        """The figures asked on `day` (today): without those retired by then; read from prefetched `measures`."""
        day = day or timezone.localdate()
        return [row for row in self.measures.all() if row.is_asked(day)]

    @property
    def lead_name(self) -> str:
        return self.lead.name if self.lead else self.lead_text


class MeasureQuerySet(models.QuerySet):
    def asked(self, day: date) -> Self:
        """Not retired by `day`."""
        return self.filter(Q(retired=None) | Q(retired__gt=day))


class Measure(models.Model):
    """A figure asked of a task: name, unit of measure, target, and how it rolls up along the cascade.

    The row is the indicator's identity: under a new name it keeps its figures and its links; one that is asked no more
    is retired from a day, and what was entered until then stays. `amends`: in the draft of a change, the row it changes.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="measures", verbose_name="nhiệm vụ")
    name = models.CharField("chỉ tiêu", max_length=160)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    target = models.DecimalField("mục tiêu", max_digits=16, decimal_places=4, null=True, blank=True)
    rollup = models.CharField("cách tổng hợp", max_length=8, choices=Rollup, default=Rollup.SUM)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    amends = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="sửa đổi chỉ tiêu"
    )
    retired = models.DateField("thôi theo dõi từ", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu của nhiệm vụ"
        verbose_name_plural = "chỉ tiêu của nhiệm vụ"
        ordering = ["task_id", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit_of_measure})" if self.unit_of_measure else self.name

    @staticmethod
    def is_share(unit_of_measure: str) -> bool:
        """Whether figures of this unit of measure are shares of a hundred, where `95.125` means 95,125."""
        return unit_of_measure.strip().startswith(("%", "‰"))

    @property
    def in_percent(self) -> bool:
        """Whether its figures are shares."""
        return self.is_share(self.unit_of_measure)

    @property
    def identity(self) -> int:
        """Key of the indicator it is, also in the draft of a change."""
        return self.amends_id or self.pk

    def is_asked(self, day: date) -> bool:
        """One row of `MeasureQuerySet.asked`: `retired` is the first day it is asked no more."""
        return self.retired is None or self.retired > day


class Exemption(models.Model):
    """A task of an upper plan that does not apply to a unit below, with the reason."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="exemptions", verbose_name="nhiệm vụ", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    reason = models.CharField("lý do không áp dụng", max_length=300)

    class Meta:
        verbose_name = "không áp dụng"
        verbose_name_plural = "không áp dụng"
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="exemption_once")]


class Extension(models.Model):
    """Đề nghị gia hạn: a new date asked for with a reason, sent up by the unit's leader, granted or refused above.

    The old date stays visible. `sent_by` is the leader who sent it up.
    """

    class State(models.TextChoices):
        WITH_LEADER = "leader", "Chờ lãnh đạo đơn vị gửi"
        HELD_BACK = "held", "Lãnh đạo đơn vị không gửi"
        ASKED = "asked", "Đề nghị gia hạn"
        GRANTED = "granted", "Đã đồng ý"
        REFUSED = "refused", "Không đồng ý"
        TAKEN_BACK = "back", "Đã rút lại"

    OPEN = [State.WITH_LEADER, State.ASKED]  # somebody has yet to act on it
    NOT_SENT = [State.WITH_LEADER, State.HELD_BACK, State.TAKEN_BACK]  # nobody above has to do with it

    task = models.ForeignKey(Task, models.CASCADE, related_name="extensions", verbose_name="nhiệm vụ")
    old_deadline = models.DateField("hạn cũ", null=True)
    new_deadline = models.DateField("hạn mới đề nghị")
    reason = models.TextField("lý do")
    state = models.CharField("kết quả", max_length=8, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gửi"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField("ý kiến", blank=True)

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(state__in=["leader", "asked"]), name="extension_one_open"
            )
        ]
