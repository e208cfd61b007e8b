"""A filter somebody keeps under a name: the page it belongs to and the query of its address."""

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """`query` as it stands behind the "?", through the gate and without the day, which is always today's."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name="của", db_index=False
    )
    page = models.CharField("trang", max_length=40)
    name = models.CharField("tên", max_length=60)
    query = models.CharField("điều kiện", max_length=900, blank=True)

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["page", "name"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name
