"""Sổ văn bản đến: what comes to a unit, on the portal or beside it, who has it in hand, and the trace of its way."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from plans.models import Period, Plan
from units.models import Post, Unit
from units.models.computed import ComputedTextField
from units.models.trace import this_year
from units.models.versioned import VersionedJSONField
from units.search import search_text

from .documents import Document


class IncomingBook(models.Model):
    """Sổ văn bản đến of a unit and year: its numbers run from 1, without a gap, whatever kind of paper comes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị", db_index=False)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số đến cuối", default=0)

    class Meta:
        verbose_name = "sổ văn bản đến"
        verbose_name_plural = "sổ văn bản đến"
        ordering = ["-year", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="incoming_book_once")]

    def __str__(self) -> str:
        return f"Sổ văn bản đến năm {self.year} – {self.unit}"

    @classmethod
    def take(cls, unit: Unit, year: int) -> "tuple[IncomingBook, int]":
        """(book, next number); call inside the verb's transaction: its rollback gives the number back."""
        cls.objects.get_or_create(unit=unit, year=year)
        cls.objects.filter(unit=unit, year=year).update(last=F("last") + 1)
        book = cls.objects.get(unit=unit, year=year)
        return book, book.last


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def for_rows(self) -> Self:
        """With everything a list row shows, in one query."""
        return self.select_related("unit", "document__agency", "document__entry", "handler__agency", "book")


class Incoming(models.Model):
    """Văn bản đến of one unit: an issued paper of the portal (`document`), or what the clerk entered from paper or mail.

    The words of a paper of the portal are kept here as they stood when it arrived: the register never changes with it.
    """

    class State(models.TextChoices):
        ARRIVED = "arrived", "Mới đến"
        RECEIVED = "received", "Đã vào sổ"
        ASSIGNED = "assigned", "Đã phân công"
        HANDLING = "handling", "Đang xử lý"
        DONE = "done", "Đã xử lý"
        REFUSED = "refused", "Từ chối nhận"

    class Channel(models.TextChoices):
        PORTAL = "portal", "trên hệ thống"
        PAPER = "giay", "bản giấy"
        MAIL = "thu", "thư điện tử"
        EXCHANGE = "truc", "trục liên thông"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị nhận", db_index=False)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="arrivals",
        verbose_name="văn bản trên hệ thống",
        db_index=False,
    )
    channel = models.CharField("đến bằng", max_length=6, choices=Channel, default=Channel.PORTAL)
    sender = models.CharField("cơ quan ban hành", max_length=300)
    kind = models.CharField("tên loại", max_length=60, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    date = models.DateField("ngày văn bản", null=True, blank=True)
    title = models.CharField("trích yếu", max_length=500)
    copied = models.BooleanField("nhận được là bản sao y", default=False)
    search_text = ComputedTextField(max_length=900, compute="compute_search_text")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="kế hoạch")
    period = models.ForeignKey(Period, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="kỳ")
    state = models.CharField("tình trạng", max_length=8, choices=State, default=State.ARRIVED)
    book = models.ForeignKey(
        IncomingBook, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="sổ", db_index=False
    )
    entry = models.PositiveIntegerField("số đến", null=True, blank=True)
    came_on = models.DateField("ngày đến", null=True, blank=True)
    handler = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xử lý"
    )
    deadline = models.DateField("hạn xử lý", null=True, blank=True)
    note = models.CharField("ý kiến", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("đến lúc", auto_now_add=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đến"
        verbose_name_plural = "văn bản đến"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["unit", "state"], name="incoming_of_unit")]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="incoming_once"),
            models.UniqueConstraint(fields=["book", "entry"], name="incoming_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["arrived", "refused"]) | Q(entry__isnull=False), name="incoming_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}" if self.number else self.title

    def compute_search_text(self) -> str:
        return search_text(self.title, self.sender, code=self.number)

    @property
    def badge(self) -> str:
        """Its code in the vocabulary of statuses."""
        return f"in_{self.state}"


class IncomingFile(models.Model):
    """A file of an incoming paper: as it came, or a copy made of it with its number in the book of copies."""

    incoming = models.ForeignKey(Incoming, models.CASCADE, related_name="files", verbose_name="văn bản đến")
    title = models.CharField("tên", max_length=300)
    file = models.FileField("tệp", upload_to="incoming/%Y/%m")
    sha256 = models.CharField(max_length=64)
    form = models.CharField("hình thức sao", max_length=10, blank=True, help_text="trống: tệp nhận được")
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
        verbose_name = "tệp của văn bản đến"
        verbose_name_plural = "tệp của văn bản đến"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class IncomingStep(models.Model):
    """A line of the way of an incoming paper: who did what when."""

    incoming = models.ForeignKey(Incoming, models.CASCADE, related_name="steps", verbose_name="văn bản đến")
    verb = models.CharField("việc", max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm")
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("lúc", auto_now_add=True)
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    note = models.TextField("ghi chú", blank=True)
    changes = VersionedJSONField("thay đổi", default=list, blank=True)

    class Meta:
        verbose_name = "vết xử lý văn bản đến"
        verbose_name_plural = "vết xử lý văn bản đến"
        ordering = ["-at", "-pk"]
