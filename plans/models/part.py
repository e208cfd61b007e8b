"""What a coordinating body adds to an entry of whoever is in charge: its words and figures, merged with its name."""

from django.conf import settings
from django.db import models

from units.models import Agency

from .progress import Progress
from .task import Measure


class Part(models.Model):
    """Phần của cơ quan phối hợp: one body's text for one entry; `merged_at` says when it was taken into the result."""

    entry = models.ForeignKey(Progress, models.CASCADE, related_name="parts", verbose_name="tiến độ", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan phối hợp")
    text = models.TextField("phần việc đã làm", blank=True)
    version = models.PositiveIntegerField(default=1)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    typed_at = models.DateTimeField("nhập lúc")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người gộp"
    )
    merged_at = models.DateTimeField("gộp lúc", null=True, blank=True)

    class Meta:
        verbose_name = "phần của cơ quan phối hợp"
        verbose_name_plural = "phần của cơ quan phối hợp"
        ordering = ["entry_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "agency"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.entry}"


class PartFigure(models.Model):
    """A number the body gives for one measure of the task; it counts nowhere until it is merged."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="figures", verbose_name="phần", db_index=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", verbose_name="chỉ tiêu")
    value = models.DecimalField("số liệu", max_digits=16, decimal_places=4)

    class Meta:
        verbose_name = "số liệu của cơ quan phối hợp"
        verbose_name_plural = "số liệu của cơ quan phối hợp"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["part", "measure"], name="part_figure_once")]
