"""What an Office file among the evidence looks like as PDF, made by the worker."""

from django.db import models
from django.utils import timezone

from .progress import Evidence


class Shown(models.Model):
    """Bản xem: the pages of one Word or Excel file; waiting, ready, or failed with its reason until somebody asks again."""

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chuyển sang PDF"
        READY = "ready", "Đã có bản xem"
        FAILED = "failed", "Chưa có bản xem"

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="shown", verbose_name="tài liệu")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    file = models.FileField("bản xem", upload_to="shown/%Y/%m", blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    asked_at = models.DateTimeField("nhờ lúc", default=timezone.now)

    class Meta:
        verbose_name = "bản xem của tài liệu"
        verbose_name_plural = "bản xem của tài liệu"
        indexes = [models.Index(fields=["state", "asked_at"], name="shown_waiting")]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.get_state_display()}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_failed(self) -> bool:
        return self.state == self.State.FAILED
