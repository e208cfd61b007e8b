"""Plans: who issued them, under what, for which years, aiming at what."""

from datetime import date as day_of
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models import Dimension, Scenario
from units.models import Agency, Unit
from units.models.computed import ComputedTextField
from units.models.trace import this_year
from units.models.versioned import VersionedJSONField
from units.search import matching, search_text
from units.text import fold

from .regime import Regime


class PlanQuerySet(models.QuerySet["Plan"]):
    def search(self, text: str) -> Self:
        """Plans by title or number, however it is typed; best first."""
        return matching(self, text)

    def in_force(self) -> Self:
        return self.filter(state__in=Plan.IN_FORCE)

    def in_office_order(self) -> Self:
        """Newest years first, then down the tree of units as offices list it."""
        return self.order_by("-year_from", "unit__depth", "unit__sort_key", "date", "pk")

    def with_heads(self) -> Self:
        """With everything a list row shows, in one query."""
        return self.select_related("unit", "issuer", "receiving_agency")


class PlanManager(models.Manager.from_queryset(PlanQuerySet)):
    """Plans of their own: an amendment under way is part of the plan it changes, not a plan among plans."""

    def get_queryset(self) -> PlanQuerySet:
        return super().get_queryset().filter(amends=None)


class Plan(Regime):
    """Kế hoạch: an issued (or drafted) plan of one unit; `with_amendments` also knows the changes being drafted.

    A parent may be of the same level and a child may be older than its parent, so `parents` is free many-to-many.
    `reports_under` is the plan whose reporting periods this one follows; empty when it keeps its own calendar.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đang hiệu lực"
        AMENDED = "amended", "Đã sửa đổi, bổ sung"
        CLOSED = "closed", "Đã kết thúc"

    IN_FORCE = [State.ISSUED, State.AMENDED]

    class Kind(models.TextChoices):
        PLAN = "KH", "Kế hoạch"
        PROGRAMME = "CTr", "Chương trình"
        DIRECTIVE = "CT", "Chỉ thị"
        DECISION = "QĐ", "Quyết định"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan ban hành")
    kind = models.CharField("loại văn bản", max_length=4, choices=Kind, default=Kind.PLAN)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    date = models.DateField("ngày ban hành", null=True, blank=True)
    place = models.CharField("địa danh", max_length=80, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    year_from = models.PositiveSmallIntegerField("từ năm")
    year_to = models.PositiveSmallIntegerField("đến năm")
    bases = models.TextField("căn cứ", blank=True, help_text="Mỗi dòng một căn cứ")
    parents = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="children", verbose_name="thực hiện theo kế hoạch"
    )
    reports_under = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reporting_plans",
        verbose_name="báo cáo theo kỳ của",
    )
    receiving_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="báo cáo qua",
        help_text="Cơ quan của cấp trên nhận báo cáo; để trống: cơ quan thẩm định mặc định của cấp trên",
    )
    purpose = models.TextField("mục đích", blank=True)
    requirements = models.TextField("yêu cầu", blank=True)
    scope = models.TextField("đối tượng, phạm vi", blank=True)
    funding = models.TextField("kinh phí", blank=True)
    organisation = models.TextField("tổ chức thực hiện", blank=True)
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi dòng một nơi nhận")
    signing_form = models.CharField("quyền hạn ký", max_length=160, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    related_indices = models.CharField("chỉ số liên quan", max_length=200, blank=True)
    reminder_days = models.CharField("nhắc trước (ngày)", max_length=40, default="7,3,1")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.DRAFT)
    ended = models.DateField("hết hiệu lực từ", null=True, blank=True, help_text="Ngày đầu tiên không còn hiệu lực")
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supersedes", verbose_name="thay thế bởi"
    )
    amends = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="amendments", verbose_name="sửa đổi kế hoạch",
        help_text="Bản sửa đổi đang soạn của một kế hoạch đã ban hành; ban hành xong thì nhập vào kế hoạch ấy",
    )  # fmt: skip
    source_note = models.CharField("nguồn", max_length=300, blank=True)
    scenario = models.ForeignKey(
        Scenario, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kịch bản làm căn cứ"
    )
    search_text = ComputedTextField(max_length=700, compute="compute_search_text")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanManager()
    with_amendments = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-year_from", "date", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(year_to__gte=models.F("year_from")), name="plan_years"),
            models.UniqueConstraint(
                fields=["issuer", "number", "date"], condition=~Q(number=""), name="plan_number_once"
            ),
            models.UniqueConstraint(
                fields=["amends"], condition=Q(amends__isnull=False), name="plan_one_amendment_under_way"
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | Q(state="draft"), name="plan_amendment_is_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}" if self.number else self.title

    def compute_search_text(self) -> str:
        return search_text(self.title, code=fold(self.number))

    @property
    def in_force(self) -> bool:
        return self.state in self.IN_FORCE

    def is_in_force_on(self, day: day_of) -> bool:
        """One row of `plans.counting.owed.plan_in_force`: running, or ended only after `day`."""
        return self.in_force or bool(self.state == self.State.CLOSED and self.ended and self.ended > day)

    @property
    def badge(self) -> str:
        """Its code in the vocabulary of statuses."""
        if self.superseded_by_id:
            return "superseded"
        words = {"draft": "plan_draft", "issued": "in_force", "amended": "plan_amended", "closed": "plan_closed"}
        return words[self.state]

    @property
    def calendar(self) -> "Plan":
        """The plan whose periods this one reports by: itself unless it reports under another."""
        return self.reports_under or self

    @property
    def change_under_way(self) -> "Plan | None":
        """The amendment being drafted, or None."""
        return Plan.with_amendments.filter(amends=self).first()

    @property
    def years(self) -> str:
        return str(self.year_from) if self.year_from == self.year_to else f"{self.year_from}–{self.year_to}"


class Target(models.Model):
    """Mục tiêu of a plan: ranks up, group reached, score gained, group kept; PAPI targets belong to the province."""

    class Kind(models.TextChoices):
        RANKS_UP = "ranks_up", "tăng bậc"
        GROUP = "group", "đạt nhóm"
        SCORE_UP = "score_up", "tăng điểm"
        KEEP_GROUP = "keep_group", "giữ nhóm"
        OTHER = "other", "mục tiêu khác"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets", verbose_name="kế hoạch")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    text = models.CharField("nội dung mục tiêu", max_length=400)
    amount = models.DecimalField("mức", max_digits=8, decimal_places=4, null=True, blank=True)
    at_least = models.BooleanField("ít nhất", default=True)
    per_year = models.BooleanField("trung bình mỗi năm", default=False)
    baseline_year = models.PositiveSmallIntegerField("so với năm", null=True, blank=True)
    by_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    dimension = models.ForeignKey(
        Dimension, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chỉ số nội dung"
    )
    sub_code = models.CharField(
        "nội dung thành phần", max_length=5, blank=True, default="",
        help_text="Mã như 5.1; giữ mã chứ không giữ phiên bản cấu trúc, vì mục tiêu theo qua nhiều năm",
    )  # fmt: skip

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"

    def __str__(self) -> str:
        return self.text


class PlanStep(models.Model):
    """A line of a plan's trace: who did what when; an amendment keeps what changed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps", verbose_name="kế hoạch")
    verb = models.CharField("việc", max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("lúc", auto_now_add=True)
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    note = models.TextField("ghi chú", blank=True)
    changes = VersionedJSONField("thay đổi", default=list, blank=True)

    class Meta:
        verbose_name = "vết xử lý kế hoạch"
        verbose_name_plural = "vết xử lý kế hoạch"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["verb", "at"], name="plan_step_of_verb")]
