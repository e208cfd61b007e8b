"""A document being read in: what the reader found and what the official corrected, before anything becomes a plan."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from units.models import Unit
from units.models.versioned import VersionedJSONField


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
    reading = VersionedJSONField("nội dung đã đọc")
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
