"""What the council votes on, and each member's ballot."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .rounds import Mark, Round


class Motion(models.Model):
    """A question put to the vote: one mark at other points, or, without a mark, the results as a whole."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="motions", verbose_name="đợt chấm")
    mark = models.ForeignKey(
        Mark, models.PROTECT, null=True, blank=True, related_name="motions", verbose_name="tiêu chí"
    )
    points = models.DecimalField("điểm đề nghị", max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    at = models.DateTimeField("lúc", auto_now_add=True)
    carried = models.BooleanField("thông qua", null=True, blank=True)
    settled_at = models.DateTimeField("kết luận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "nội dung biểu quyết"
        verbose_name_plural = "nội dung biểu quyết"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark=None, points=None) | Q(mark__isnull=False, points__isnull=False),
                name="motion_of_mark_names_points",
            )
        ]


class Ballot(models.Model):
    """One member's vote on one motion; never changed, never lent."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="ballots", verbose_name="nội dung", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="thành viên")
    yes = models.BooleanField("tán thành")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "phiếu biểu quyết"
        verbose_name_plural = "phiếu biểu quyết"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["motion", "member"], name="ballot_once")]
