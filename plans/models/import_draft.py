"""A document being read in: what the reader found and what the official corrected, before anything becomes a plan."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from units.models import Unit
from units.models.versioned import VersionedJSONField


def brought_up(form: int, reading: dict) -> dict:
    """A reading of the first form, which knew neither keys of tasks nor duties, places on pages and what was first read."""
    if not reading:
        return reading
    tasks = [{"key": n, "annex": False} | row for n, row in enumerate(reading["tasks"])]
    return {"version": 0, "next": len(tasks), "duties": [], "places": {}, "first": None} | reading | {"tasks": tasks}


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def unexpired(self) -> Self:
        return self.filter(created_at__gte=timezone.now() - timedelta(days=settings.KEEP_READINGS))

    def expired(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - timedelta(days=settings.KEEP_READINGS))


class ImportDraft(models.Model):
    """Bản nhập đang đối chiếu of one person; kept as many days as the settings say, gone when the plan is made.

    `upload` is the file until a worker has read it, `since` when it last began to wait or to be read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ đọc"
        READING = "reading", "Đang đọc"
        READ = "read", "Đã đọc"
        REFUSED = "refused", "Không đọc được"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người nhập")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    filename = models.CharField("tên tệp", max_length=200)
    source_text = models.TextField("văn bản gốc")
    reading = VersionedJSONField("nội dung đã đọc", form=2, read_old=brought_up)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.READ)
    since = models.DateTimeField("từ lúc", default=timezone.now)
    refusal = models.CharField("lý do không đọc được", max_length=400, blank=True)
    upload = models.BinaryField("tệp", null=True)
    created_at = models.DateTimeField("lúc", auto_now_add=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đang nhập"
        verbose_name_plural = "văn bản đang nhập"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_being_read(self) -> bool:
        """Whether it still waits for a worker or is under its hands."""
        return self.state in (self.State.WAITING, self.State.READING)


class ImportPage(models.Model):
    """Ảnh một trang of a document being read in, for its owner to look at; gone with the draft."""

    draft = models.ForeignKey(
        ImportDraft, models.CASCADE, related_name="pages", db_index=False, verbose_name="bản đang nhập"
    )
    number = models.PositiveSmallIntegerField("trang")
    width = models.PositiveSmallIntegerField("rộng, điểm ảnh")
    height = models.PositiveSmallIntegerField("cao, điểm ảnh")
    picture = models.BinaryField("ảnh JPEG")

    class Meta:
        verbose_name = "trang của văn bản đang nhập"
        verbose_name_plural = "trang của văn bản đang nhập"
        ordering = ["draft_id", "number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_picture_a_page")]

    def __str__(self) -> str:
        return f"{self.draft_id}, trang {self.number}"


class ReadingCheckQuerySet(models.QuerySet["ReadingCheck"]):
    def expired(self) -> Self:
        return self.filter(made_at__lt=timezone.now() - timedelta(days=settings.KEEP_CORRECTIONS))


class ReadingCheck(models.Model):
    """How a field of a checked document was read: `count` readings left as they were, or one that was corrected.

    It tells nobody's name: not whose document it was, nor who checked it; names inside the words are masked before.
    """

    class Source(models.TextChoices):
        WORD = "word", "Word, RTF, ODT"
        PDF = "pdf", "PDF có chữ"
        SCAN = "scan", "Bản quét, ảnh"
        HTML = "html", "Trang HTML"
        TEXT = "text", "Văn bản thường, dán"
        SHEET = "sheet", "Bảng tính"

    field = models.CharField("ô", max_length=30)
    source = models.CharField("loại tệp", max_length=10, choices=Source)
    right = models.BooleanField("đọc đúng")
    count = models.PositiveIntegerField("số lần", default=1)
    read_value = models.TextField("máy đọc", blank=True)
    right_value = models.TextField("người sửa thành", blank=True)
    lines = models.TextField("dòng của văn bản", blank=True)
    made_at = models.DateTimeField("lúc", default=timezone.now)

    objects = ReadingCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "chỗ đã đối chiếu"
        verbose_name_plural = "chỗ đã đối chiếu"
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["made_at"], name="reading_check_made_at")]

    def __str__(self) -> str:
        return f"{self.field}: {'đúng' if self.right else 'sửa'}"
