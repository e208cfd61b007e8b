"""Văn bản đến on the portal: which unit has seen a paper that was sent to it, when first, by whom."""

from django.conf import settings
from django.db import models

from units.models import Unit

from .documents import Document


class Receipt(models.Model):
    """Đã xem: the first time somebody of a receiving unit said that she has seen the paper; told back to its sender."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="receipts", verbose_name="văn bản", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị nhận")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người xem")
    at = models.DateTimeField("xem lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lượt xem văn bản đến"
        verbose_name_plural = "lượt xem văn bản đến"
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="receipt_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} – {self.document}"
