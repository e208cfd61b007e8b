"""Progress entries: one row per task and period from the day the period opens, its figures, evidence and trace."""

import re
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models import Agency, Unit
from units.models.trace import this_year
from units.models.versioned import VersionedJSONField
from units.vietnamese import vn_date

from .period import Period
from .plan import Plan
from .task import Measure, Task

PAGE_NAMED = re.compile(r"\b(?:trang|tr)\b[.\s]*(?:số\s*)?([1-9][0-9]{0,3})\b", re.IGNORECASE)


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Questions about many entries, in the office's words. Rights come from `plans.permissions`."""

    def with_leader(self) -> Self:
        return self.filter(state=Progress.State.WITH_LEADER)

    def in_review(self) -> Self:
        return self.filter(state=Progress.State.IN_REVIEW)

    def in_office_order(self) -> Self:
        """What is due first, then as the plan lists its tasks."""
        return self.order_by("due", "plan_id", "task__position", "pk")

    def with_surroundings(self) -> Self:
        """With the rows that say whether an entry may still be typed into."""
        return self.select_related("unit", "period", "task", "plan")

    def for_rows(self) -> Self:
        """With everything a list row shows, in one query."""
        return self.select_related(
            "task__plan", "task__lead", "period", "unit", "plan__issuer", "plan__receiving_agency"
        )


class Progress(models.Model):
    """Tiến độ of one task in one period.

    The row is made when the period opens, so "expected" is a count of rows and "Chưa nhập" is the state EMPTY.
    `unit`, `plan`, `due_inside`, `due`, `open` repeat what task, period and its exceptions say, so that every list is
    one indexed query; `plans.progress` alone writes them.
    """

    class Level(models.TextChoices):
        NOT_STARTED = "not_started", "Chưa thực hiện"
        DOING = "in_progress", "Đang thực hiện"
        DONE = "done", "Hoàn thành"
        NONE = "nothing", "Không phát sinh"

    class State(models.TextChoices):
        EMPTY = "missing", "Chưa nhập"
        DRAFT = "draft", "Bản nháp"
        WITH_LEADER = "with_leader", "Chờ lãnh đạo duyệt"
        IN_REVIEW = "submitted", "Chờ thẩm định"
        RETURNED = "returned", "Trả lại"
        APPROVED = "approved", "Đã duyệt"
        LOCKED = "locked", "Đã khóa"

    ENTERABLE = [State.EMPTY, State.DRAFT, State.RETURNED]
    RECEIVED = [State.IN_REVIEW, State.APPROVED, State.LOCKED]

    task = models.ForeignKey(Task, models.PROTECT, related_name="entries", verbose_name="nhiệm vụ", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="entries", verbose_name="kỳ", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị", db_index=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="entries", verbose_name="kế hoạch")
    due_inside = models.DateField("hạn nộp trong đơn vị")
    due = models.DateField("hạn gửi cấp trên")
    open = models.BooleanField("kỳ đang mở", default=True)

    level = models.CharField("mức độ thực hiện", max_length=12, choices=Level, blank=True)
    result = models.TextField("kết quả đã làm", blank=True)
    difficulties = models.TextField("khó khăn, vướng mắc", blank=True)
    proposals = models.TextField("đề xuất, kiến nghị", blank=True)
    explanation = models.TextField("giải trình khi không có tài liệu", blank=True)
    copied = models.BooleanField("chép từ kỳ trước, chưa sửa", default=False)

    state = models.CharField("luân chuyển", max_length=12, choices=State, default=State.EMPTY)
    version = models.PositiveIntegerField(default=1)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người nhập"
    )
    typed_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gửi"
    )
    handed_in_at = models.DateTimeField("gửi cấp trên lần đầu", null=True, blank=True)
    waiting_since = models.DateTimeField("chờ từ", null=True, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thẩm định",
    )
    appraised_level = models.CharField("mức độ thẩm định", max_length=12, choices=Level, blank=True)
    appraisal_note = models.TextField("nhận xét thẩm định", blank=True)
    looked = models.BooleanField("đã đối chiếu tự động", default=False)
    flags = models.TextField("cần xem kỹ, mỗi lý do một dòng", blank=True)
    objection = models.TextField("kiến nghị về kết quả thẩm định", blank=True)
    objected_at = models.DateTimeField("kiến nghị chờ trả lời từ", null=True, blank=True)
    objection_answer = models.TextField("trả lời kiến nghị", blank=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "tiến độ"
        verbose_name_plural = "tiến độ"
        ordering = ["due", "plan_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "period"], name="entry_once"),
            models.CheckConstraint(condition=~Q(state="missing") | Q(level=""), name="entry_untouched_without_level"),
            # What the unit hands on says how far it is (`plans.progress.workflow.missing`); sent back, it may be emptied.
            models.CheckConstraint(
                condition=~Q(state__in=["with_leader", "submitted", "approved", "locked"]) | ~Q(level=""),
                name="entry_handed_on_with_level",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due"], name="entry_unit_state_due"),
            # The review queue (count, order, periods, lateness) is read from this index alone, however long it is.
            models.Index(
                fields=["state", "plan", "period", "unit", "waiting_since", "handed_in_at", "due"], name="entry_queue"
            ),
            models.Index(fields=["plan"], condition=Q(objected_at__isnull=False), name="entry_objected"),
            models.Index(fields=["period", "unit", "state"], name="entry_period_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.task} – {self.period}"

    @property
    def final_level(self) -> str:
        """What counts upward: the appraised level where the office above judged otherwise, else the reported one."""
        return self.appraised_level or self.level

    def is_overdue(self, today: date) -> bool:
        """One row of `plans.counting.completeness.overdue`: the task's own deadline has passed and it isn't done."""
        deadline = self.task.deadline
        return bool(deadline and deadline < today and self.final_level not in (self.Level.DONE, self.Level.NONE))

    def why_over(self, day: date) -> str:
        """Why it can't be typed or handed in any more on `day`, as a sentence; "" while it can: one row of
        `plans.counting.owed.going_on`. Reads plan, task, unit and period."""
        plan, task, unit = self.plan, self.task, self.unit
        if task.withdrawn and task.withdrawn <= day:
            return f"Nhiệm vụ này thôi thực hiện từ ngày {vn_date(task.withdrawn)} theo bản sửa đổi kế hoạch."
        if plan.date and plan.date > day:
            return f"Kế hoạch {plan.number or plan.title} có hiệu lực từ ngày {vn_date(plan.date)}."
        if task.since and task.since > day:
            return f"Nhiệm vụ này thực hiện từ ngày {vn_date(task.since)} theo bản sửa đổi kế hoạch."
        if not plan.is_in_force_on(day):
            since = f" từ ngày {vn_date(plan.ended)}" if plan.ended else ""
            said = "đã được thay thế" if plan.superseded_by_id else "đã kết thúc"
            return f"Kế hoạch {plan.number or plan.title} {said}{since}."
        if unit.valid_to and unit.valid_to < day and unit.valid_to < self.period.ends:
            since = vn_date(unit.valid_to + timedelta(days=1))
            return f"{unit.name} không còn là đơn vị hành chính từ ngày {since}, khi kỳ báo cáo chưa hết."
        return ""


class Figure(models.Model):
    """A number entered for one measure of the task."""

    entry = models.ForeignKey(Progress, models.CASCADE, related_name="figures", verbose_name="tiến độ", db_index=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures", verbose_name="chỉ tiêu")
    value = models.DecimalField("số liệu", max_digits=16, decimal_places=4)

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "measure"], name="figure_once")]


class Evidence(models.Model):
    """Tài liệu kiểm chứng: a file or a link with what it proves and where (section, page)."""

    class Personal(models.TextChoices):
        UNMARKED = "", "chưa đánh dấu"
        SUSPECTED = "suspected", "có thể có dữ liệu cá nhân"
        MARKED = "marked", "có dữ liệu cá nhân"
        CLEAR = "clear", "đã xem, không có dữ liệu cá nhân"

    LIMITED = (Personal.SUSPECTED, Personal.MARKED)  # opened by those of `Action.OPEN_PERSONAL` alone

    entry = models.ForeignKey(Progress, models.CASCADE, related_name="evidence", verbose_name="tiến độ")
    file = models.FileField("tệp", upload_to="evidence/%Y/%m", blank=True)
    link = models.URLField("liên kết", max_length=500, blank=True)
    name = models.CharField("tên tệp", max_length=200)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    thumbnail = models.FileField(upload_to="thumbnails/%Y/%m", blank=True)
    doc_number = models.CharField("số, ký hiệu văn bản", max_length=80, blank=True)
    doc_date = models.DateField("ngày văn bản", null=True, blank=True)
    issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    proves_at = models.CharField("chứng minh tại (mục, trang)", max_length=200, blank=True)
    given_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan phối hợp cung cấp"
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    personal = models.CharField("dữ liệu cá nhân", max_length=9, choices=Personal, default="", blank=True)
    personal_why = models.CharField("vì sao đánh dấu", max_length=200, blank=True)
    look_asked = models.DateTimeField("chờ máy xem từ", null=True, editable=False)

    class Meta:
        verbose_name = "tài liệu kiểm chứng"
        verbose_name_plural = "tài liệu kiểm chứng"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~(Q(file="") & Q(link="")), name="evidence_file_or_link")]
        indexes = [
            models.Index(fields=["look_asked"], condition=Q(look_asked__isnull=False), name="evidence_to_look_at")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def proving_page(self) -> int | None:
        """The page that `proves_at` names ("mục 2, trang 5", "tr. 5–6"): where the reviewer's PDF opens."""
        found = PAGE_NAMED.search(self.proves_at)
        return int(found[1]) if found else None

    @property
    def is_limited(self) -> bool:
        """Whether only those who work on the entry open it (`plans.permissions.may_open`)."""
        return self.personal in self.LIMITED

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")


class Step(models.Model):
    """A line of an entry's trace a person can read: who, for whom, when, what changed from what to what."""

    entry = models.ForeignKey(Progress, models.CASCADE, related_name="steps", verbose_name="tiến độ", db_index=False)
    verb = models.CharField("việc", max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thay cho"
    )
    at = models.DateTimeField("lúc")
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, blank=True)
    note = models.TextField("ghi chú", blank=True)
    changes = VersionedJSONField("thay đổi", default=list, blank=True)
    receipt = models.CharField("số biên nhận", max_length=24, blank=True, db_index=True)

    class Meta:
        verbose_name = "vết xử lý"
        verbose_name_plural = "vết xử lý"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["entry", "-at"], name="step_of_entry")]


class ReceiptCounter(models.Model):
    """The last receipt number given under a unit's code in a year; taken by a locked update, so no number is given twice.

    By code, not by unit: a code outlives its unit, and the number names no more than the code (12193-2025-0001).
    """

    code = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="receipt_counter_of_code")]

    @classmethod
    def take(cls, unit: Unit, year: int) -> int:
        """The next number of `unit` in `year`; call it inside the verb's transaction."""
        cls.objects.get_or_create(code=unit.code, year=year)
        cls.objects.filter(code=unit.code, year=year).update(last=F("last") + 1)
        return cls.objects.get(code=unit.code, year=year).last
