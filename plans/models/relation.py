"""What must hold between the figures of one task: data of the plan, judged by `plans.counting.plausible` alone."""

from django.db import models
from django.db.models import Q

from .task import Measure


class Relation(models.Model):
    """Quan hệ số liệu: one sentence about `measure`; a breach is asked about, never refused."""

    class Kind(models.TextChoices):
        PART = "part", "không lớn hơn"
        ADDEND = "addend", "là một phần cộng thành"
        SHARE = "share", "là tỷ lệ của"
        GROWS = "grows", "lũy kế, không giảm so với kỳ trước"
        JUMP = "jump", "không tăng, giảm so với kỳ trước quá (%)"
        PERCENT = "percent", "trong khoảng 0 đến 100"

    OF_ANOTHER = [Kind.PART, Kind.ADDEND, Kind.SHARE]

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="relations", verbose_name="chỉ tiêu")
    kind = models.CharField("quan hệ", max_length=8, choices=Kind)
    of = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="với chỉ tiêu"
    )
    per = models.ForeignKey(Measure, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="chia cho")
    limit = models.DecimalField("ngưỡng (%)", max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "quan hệ số liệu"
        verbose_name_plural = "quan hệ số liệu"
        ordering = ["measure_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="relation_whole",
                condition=Q(kind__in=["part", "addend"], of__isnull=False, per=None)
                | Q(kind="share", of__isnull=False, per__isnull=False)
                | Q(kind="jump", of=None, per=None, limit__gt=0)
                | Q(kind__in=["grows", "percent"], of=None, per=None),
            ),
            models.UniqueConstraint(fields=["measure", "kind"], condition=Q(of=None), name="relation_once"),
            models.UniqueConstraint(
                fields=["measure", "kind", "of"], condition=Q(of__isnull=False, per=None), name="relation_once_of"
            ),
            models.UniqueConstraint(
                fields=["measure", "kind", "of", "per"], condition=Q(per__isnull=False), name="relation_once_per"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.name} {self.get_kind_display()}"
