"""A round of scoring by one set in one year: a sheet for each unit, a mark for each criterion, proofs, objections."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from units.models import Unit
from units.models.versioned import VersionedJSONField

from .sets import CriteriaSet, Criterion, Group


class RoundQuerySet(models.QuerySet["Round"]):
    def under_way(self) -> Self:
        """Opened and not yet published."""
        return self.filter(state__in=Round.UNDER_WAY)

    def told(self) -> Self:
        """Published: what everybody below may read."""
        return self.filter(state__in=[Round.State.PUBLISHED, Round.State.LOCKED])


class Round(models.Model):
    """Đợt chấm: the dates of its steps are data; `results` is what was published, frozen at that moment."""

    class State(models.TextChoices):
        DRAFT = "round_draft", "Chuẩn bị"
        SCORING = "round_scoring", "Tự chấm"
        APPRAISING = "round_apprais", "Thẩm định"
        OBJECTING = "round_object", "Nhận kiến nghị"
        COUNCIL = "round_council", "Hội đồng quyết định"
        PUBLISHED = "round_publish", "Đã công bố"
        LOCKED = "round_locked", "Đợt đã khóa"

    UNDER_WAY = (State.SCORING, State.APPRAISING, State.OBJECTING, State.COUNCIL)

    set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="rounds", verbose_name="bộ tiêu chí")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị tổ chức", db_index=False)
    year = models.PositiveSmallIntegerField("năm đánh giá")
    name = models.CharField("tên đợt", max_length=160)
    opens = models.DateField("mở từ ngày")
    score_by = models.DateField("hạn tự chấm")
    appraise_by = models.DateField("hạn thẩm định")
    objection_days = models.PositiveSmallIntegerField("số ngày nhận kiến nghị", default=5)
    object_by = models.DateField("hạn kiến nghị", null=True, blank=True)
    with_survey = models.BooleanField("có khảo sát", default=True)
    members = models.PositiveSmallIntegerField("số thành viên hội đồng", default=5)
    quorum = models.PositiveSmallIntegerField("số thành viên tối thiểu khi biểu quyết", default=3)
    state = models.CharField("bước", max_length=13, choices=State, default=State.DRAFT)
    sample = models.BooleanField("số liệu mẫu", default=False)
    results = VersionedJSONField("kết quả đã công bố", default=list, blank=True)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    shown_since = models.DateTimeField("công khai cho người dân từ", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    made_at = models.DateTimeField("lập lúc", auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt chấm"
        verbose_name_plural = "đợt chấm"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "set"], name="round_once"),
            models.CheckConstraint(
                condition=Q(opens__lte=F("score_by")) & Q(score_by__lte=F("appraise_by")), name="round_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1) & Q(members__gte=F("quorum")), name="round_quorum_of_members"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def takes_objections(self, today: date) -> bool:
        """Until the last day of the term, that day included."""
        return self.state == self.State.OBJECTING and self.object_by is not None and today <= self.object_by


class GroupCharge(models.Model):
    """Who appraises a group of criteria in a round; a group that nobody is named for is any appraiser's."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="charges", verbose_name="đợt chấm", db_index=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="nhóm")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thẩm định"
    )

    class Meta:
        verbose_name = "phân công thẩm định"
        verbose_name_plural = "phân công thẩm định"
        constraints = [models.UniqueConstraint(fields=["round", "group", "person"], name="group_charge_once")]


class SheetQuerySet(models.QuerySet["Sheet"]):
    def in_office_order(self) -> Self:
        return self.order_by("unit__sort_key", "pk")


class Sheet(models.Model):
    """Phiếu chấm of one unit in a round; totals and `tally` are those of its marks, written whenever they change.

    `tally` as `results.tally_of` writes it, both totals by group; `way` as `results.way_kept`: None in rows written before
    there were any.
    """

    class State(models.TextChoices):
        OPEN = "sheet_open", "Đang tự chấm"
        WITH_HEAD = "sheet_head", "Phiếu chờ lãnh đạo duyệt"
        SENT = "sheet_sent", "Phiếu chờ thẩm định"
        RETURNED = "sheet_back", "Phiếu bị trả lại"
        APPRAISED = "sheet_done", "Đã thẩm định"

    TYPED = (State.OPEN, State.RETURNED)

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets", verbose_name="đợt chấm", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    state = models.CharField("bước", max_length=12, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trình"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    return_reason = models.TextField("lý do trả lại", blank=True)
    own_total = models.DecimalField("điểm tự chấm", max_digits=6, decimal_places=2, null=True, blank=True)
    total = models.DecimalField("điểm thẩm định", max_digits=6, decimal_places=2, null=True, blank=True)
    tally = VersionedJSONField("điểm từng nhóm", null=True, blank=True)
    way = VersionedJSONField("đường lên loại kế tiếp", null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm"
        verbose_name_plural = "phiếu chấm"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="sheet_once")]

    def __str__(self) -> str:
        return f"{self.unit.name}: {self.round}"


class Mark(models.Model):
    """One criterion on one sheet: what the unit answered, what the portal computed, what it was given in the end.

    `top`/`bottom` are the two sides of a ratio, a share of a survey, or `top` alone the figure of a scale of steps.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks", verbose_name="phiếu", db_index=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chí")
    top = models.DecimalField("tử số, số liệu", max_digits=14, decimal_places=4, null=True, blank=True)
    bottom = models.DecimalField("mẫu số", max_digits=14, decimal_places=4, null=True, blank=True)
    yes = models.BooleanField("có", null=True, blank=True)
    typed = models.DecimalField("điểm tự cho", max_digits=6, decimal_places=2, null=True, blank=True)
    not_applicable = models.BooleanField("không áp dụng", default=False)
    explanation = models.TextField("giải trình", blank=True)
    portal_top = models.DecimalField("cổng tính: tử số", max_digits=14, decimal_places=4, null=True, blank=True)
    portal_bottom = models.DecimalField("cổng tính: mẫu số", max_digits=14, decimal_places=4, null=True, blank=True)
    own_points = models.DecimalField("điểm tự chấm", max_digits=6, decimal_places=2, null=True, blank=True)
    given = models.DecimalField("điểm thẩm định", max_digits=6, decimal_places=2, null=True, blank=True)
    left_out = models.BooleanField("thẩm định: không áp dụng", default=False)
    reason = models.TextField("lý do khác điểm tự chấm", blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thẩm định",
    )
    given_at = models.DateTimeField("thẩm định lúc", null=True, blank=True)

    class Meta:
        verbose_name = "điểm tiêu chí"
        verbose_name_plural = "điểm tiêu chí"
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once"),
            models.CheckConstraint(condition=Q(left_out=False) | Q(given=None), name="mark_left_out_has_no_points"),
        ]

    @property
    def is_judged(self) -> bool:
        """Whether the appraiser has said something of it."""
        return self.left_out or self.given is not None


class Proof(models.Model):
    """Where an answer is proved: document, section, page, and its address where it is published."""

    mark = models.ForeignKey(Mark, models.CASCADE, related_name="proofs", verbose_name="tiêu chí")
    document = models.CharField("tài liệu (số, ngày, trích yếu)", max_length=250)
    section = models.CharField("mục", max_length=80, blank=True)
    page = models.CharField("trang", max_length=40, blank=True)
    link = models.URLField("địa chỉ", max_length=500, blank=True)

    class Meta:
        verbose_name = "tài liệu kiểm chứng của tiêu chí"
        verbose_name_plural = "tài liệu kiểm chứng của tiêu chí"
        ordering = ["pk"]

    @property
    def is_whole(self) -> bool:
        """Names the place that proves it: section or page."""
        return bool(self.document.strip() and (self.section.strip() or self.page.strip()))


class Objection(models.Model):
    """Kiến nghị of a unit about one mark of the provisional result: two turns, the second with its reason."""

    mark = models.ForeignKey(Mark, models.PROTECT, related_name="objections", verbose_name="tiêu chí")
    text = models.TextField("nội dung kiến nghị")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người kiến nghị")
    at = models.DateTimeField("lúc", auto_now_add=True)
    accepted = models.BooleanField("chấp nhận", null=True, blank=True)
    before = models.DecimalField("điểm trước khi trả lời", max_digits=6, decimal_places=2, null=True, blank=True)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả lời"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        verbose_name = "kiến nghị về điểm"
        verbose_name_plural = "kiến nghị về điểm"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mark"], condition=Q(answered_at=None), name="objection_open_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & Q(accepted__isnull=False)),
                name="objection_answered_with_reason",
            ),
        ]
