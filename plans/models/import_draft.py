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
    """Bản nhập đang đối chiếu of one person; kept as many days as the settings say, gone when the plan is made."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người nhập")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    filename = models.CharField("tên tệp", max_length=200)
    source_text = models.TextField("văn bản gốc")
    reading = VersionedJSONField("nội dung đã đọc")
    created_at = models.DateTimeField("lúc", auto_now_add=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đang nhập"
        verbose_name_plural = "văn bản đang nhập"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename
