"""Documents the office issues, what goes with them, and the trace of each paper's way."""

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models import Period, Plan, Progress
from units.models import Agency, Post, Unit
from units.models.computed import ComputedTextField
from units.models.trace import this_year
from units.models.versioned import VersionedJSONField
from units.search import search_text


def public_code() -> str:
    """The unguessable end of the address behind a document's QR code."""
    return secrets.token_urlsafe(12)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions about papers, in the office's words."""

    def stuck(self, moment: datetime) -> Self:
        """Waiting for a worker, or being made without a sign of life, since before `moment`."""
        unfinished = [Document.Making.WAITING, Document.Making.RUNNING]
        return self.filter(making__in=unfinished).filter(Q(making_since__lt=moment) | Q(making_since=None))

    def plan_papers(self) -> Self:
        """The paper of a plan itself: a programme, directive or decision that hangs on a plan is that plan's paper."""
        return self.filter(PLAN_PAPERS)

    def for_rows(self) -> Self:
        """With everything a list row shows, in one query."""
        return self.select_related("agency__unit", "period", "entry__book", "signer__user", "created_by")


class Document(models.Model):
    """A paper from draft to issue. `content` is the Paper as JSON: editable while DRAFT, frozen from then on.

    `draft_pdf` is the preview; `pdf` are the signed bytes, stored once and never rendered again.
    """

    class Kind(models.TextChoices):
        REPORT = "bao_cao", "Báo cáo"
        PLAN = "ke_hoach", "Kế hoạch"
        LETTER = "cong_van", "Công văn"
        PROPOSAL = "to_trinh", "Tờ trình"
        NOTICE = "thong_bao", "Thông báo"
        DECISION = "quyet_dinh", "Quyết định"
        PROGRAMME = "chuong_tri", "Chương trình"
        DIRECTIVE = "chi_thi", "Chỉ thị"
        INVITATION = "giay_moi", "Giấy mời"
        TELEGRAM = "cong_dien", "Công điện"
        MINUTES = "bien_ban", "Biên bản"

    # What a plan is issued as decides its paper, the letters in its number and the book it stands in (Annex III).
    OF_PLAN = {
        Plan.Kind.PLAN: Kind.PLAN, Plan.Kind.PROGRAMME: Kind.PROGRAMME, Plan.Kind.DIRECTIVE: Kind.DIRECTIVE,
        Plan.Kind.DECISION: Kind.DECISION,
    }  # fmt: skip

    class State(models.TextChoices):
        DRAFT = "draft", "Bản nháp"
        TO_SIGN = "to_sign", "Chờ ký"
        SIGNED = "signed", "Chờ phát hành"
        ISSUED = "issued", "Đã phát hành"
        CANCELLED = "cancelled", "Đã hủy"

    class Making(models.TextChoices):
        WAITING = "waiting", "Chờ lập"
        RUNNING = "running", "Đang lập"
        READY = "ready", "Đã lập"
        FAILED = "failed", "Không lập được"

    class Relation(models.TextChoices):
        REPLACES = "thay_the", "Thay thế"
        ADDS_TO = "bo_sung", "Bổ sung"
        CORRECTS = "dinh_chinh", "Đính chính"
        WITHDRAWS = "thu_hoi", "Thu hồi"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name="cơ quan ban hành", db_index=False
    )
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kế hoạch")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kỳ")
    receivers = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="đơn vị nhận trên hệ thống")
    title = models.CharField("trích yếu", max_length=500)
    search_text = ComputedTextField(max_length=500, compute="compute_search_text")
    content = VersionedJSONField("nội dung", default=dict, blank=True)
    figures = VersionedJSONField("số liệu đã chốt", default=dict, blank=True)
    choices = models.JSONField("lựa chọn khi soạn", default=dict, blank=True, help_text="So sánh, dòng nguồn")
    as_of = models.DateField("ngày chốt số liệu", null=True, blank=True)
    reported = models.JSONField("nhiệm vụ đã đưa vào báo cáo", default=dict, blank=True)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản trước mà văn bản này nói đến",
    )
    relation = models.CharField("quan hệ", max_length=10, choices=Relation, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.DRAFT)
    making = models.CharField("lập bản in", max_length=8, choices=Making, default=Making.WAITING)
    making_step = models.CharField(max_length=80, blank=True)
    making_percent = models.PositiveSmallIntegerField(default=0)
    making_error = models.CharField(max_length=500, blank=True)
    stopped_by = models.ForeignKey(
        Progress, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="tiến độ làm hỏng bản in"
    )
    making_since = models.DateTimeField(null=True, blank=True, help_text="dấu hiệu sống cuối cùng của lần lập này")
    making_token = models.CharField(max_length=32, blank=True)
    draft_pdf = models.FileField(upload_to="drafts/%Y/%m", blank=True)
    prepared = models.FileField(upload_to="prepared/%Y/%m", blank=True, help_text="chờ chữ ký làm ở máy khác")
    awaiting = models.FileField(
        upload_to="awaiting/%Y/%m", blank=True, help_text="tệp và thuộc tính chờ chữ ký tách rời (JSON)"
    )
    pdf = models.FileField(upload_to="issued/%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    scan = models.FileField("bản quét ký tay", upload_to="scans/%Y/%m", blank=True)
    pages = models.PositiveSmallIntegerField("số trang", default=0)
    by_hand = models.BooleanField("bản giấy ký tay", default=False)
    signer = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký")
    code = models.CharField(max_length=24, unique=True, default=public_code)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    issued_at = models.DateTimeField("phát hành lúc", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["agency", "state"], name="document_of_agency")]

    def __str__(self) -> str:
        return self.title

    def compute_search_text(self) -> str:
        return search_text(self.title)

    @property
    def badge(self) -> str:
        """Its code in the vocabulary of statuses."""
        return self.state

    @property
    def is_editable(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_being_made(self) -> bool:
        return self.making in (self.Making.WAITING, self.Making.RUNNING)

    @property
    def is_copy(self) -> bool:
        """Of a plan that came into force with another paper: to be read and printed, never numbered again."""
        return self.plan_paper and self.plan.state != Plan.State.DRAFT and not hasattr(self, "entry")

    @property
    def plan_paper(self) -> bool:
        """Whether it is the paper of its plan: one row of `DocumentQuerySet.plan_papers`."""
        return self.plan_id is not None and self.kind in self.OF_PLAN.values()


PLAN_PAPERS = Q(kind__in=Document.OF_PLAN.values(), plan__isnull=False)


class Attachment(models.Model):
    """A file that goes with a paper: an annex as a file of its own; a copy (electronic, or the file of copies on paper,
    with the number of the book of copies and how many went out); or the spreadsheet of the rows its sums were made of
    (which nobody signs: its SHA-256 stands with it).

    The agency signs annexes and electronic copies with 10 pt text instead of a seal (Annex I, II.8.b and Part II.I);
    signed bytes never change.
    """

    class Kind(models.TextChoices):
        ANNEX = "phu_luc", "Phụ lục"
        COPY = "ban_sao", "Bản sao điện tử"
        SHEET = "bang", "Bảng tính chi tiết"

    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments", verbose_name="văn bản")
    kind = models.CharField("loại", max_length=8, choices=Kind, default=Kind.ANNEX)
    title = models.CharField("tên", max_length=300)
    file = models.FileField("tệp", upload_to="attachments/%Y/%m")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    signed_at = models.DateTimeField("ký số lúc", null=True, blank=True)
    form = models.CharField("hình thức sao", max_length=10, blank=True)
    extract = models.CharField("các trang trích sao", max_length=120, blank=True)
    copies = models.PositiveSmallIntegerField("số bản giấy", default=0)
    entry = models.ForeignKey(
        "reports.RegisterEntry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dòng sổ bản sao",
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp kèm theo văn bản"
        verbose_name_plural = "tệp kèm theo văn bản"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class DocumentStep(models.Model):
    """A line of a paper's trace: who did what when, for whom, and what changed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="steps", verbose_name="văn bản")
    verb = models.CharField("việc", max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("lúc", auto_now_add=True)
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    note = models.TextField("ghi chú", blank=True)
    changes = VersionedJSONField("thay đổi", default=list, blank=True)
    file = models.FileField("bản đã ký nháy số", upload_to="initials/%Y/%m", blank=True)

    class Meta:
        verbose_name = "vết xử lý văn bản"
        verbose_name_plural = "vết xử lý văn bản"
        ordering = ["-at", "-pk"]
