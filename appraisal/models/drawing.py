"""What is drawn by lot from a round: marks whose proofs are looked at on the spot, marks appraised a second time unseen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .rounds import Mark, Round


class Draw(models.Model):
    """A lot drawn once in a round: `share` per cent of each group of criteria; `seed` lets anybody draw it again."""

    class Kind(models.TextChoices):
        SPOT = "spot", "Kiểm tra thực tế"
        SECOND = "second", "Chấm lần hai"

    round = models.ForeignKey(Round, models.PROTECT, related_name="draws", verbose_name="đợt chấm", db_index=False)
    kind = models.CharField("để làm gì", max_length=8, choices=Kind)
    share = models.PositiveSmallIntegerField("tỷ lệ rút (%)")
    seed = models.PositiveBigIntegerField("số gieo")
    of = models.PositiveIntegerField("rút trong số tiêu chí")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người rút")
    at = models.DateTimeField("rút lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần rút mẫu"
        verbose_name_plural = "lần rút mẫu"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="draw_once"),
            models.CheckConstraint(condition=Q(share__gte=1) & Q(share__lte=100), name="draw_share_of_hundred"),
        ]


class SpotCheck(models.Model):
    """One mark whose proof is looked at on the spot: what was found there, by whom."""

    class Found(models.TextChoices):
        RIGHT = "right", "Đúng như phiếu"
        WRONG = "wrong", "Không đúng như phiếu"
        MISSING = "missing", "Không có tài liệu"
        NOT_DONE = "not_done", "Không kiểm tra được"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="checks", verbose_name="lần rút", db_index=False)
    mark = models.ForeignKey(Mark, models.PROTECT, related_name="checks", verbose_name="tiêu chí")
    found = models.CharField("kết quả", max_length=8, choices=Found, blank=True)
    note = models.TextField("ghi nhận", blank=True)
    on = models.DateField("ngày kiểm tra", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("ghi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tiêu chí kiểm tra thực tế"
        verbose_name_plural = "tiêu chí kiểm tra thực tế"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "mark"], name="spot_check_once"),
            models.CheckConstraint(condition=Q(found__in=["", "right"]) | ~Q(note=""), name="spot_check_says_why"),
        ]


class SecondLook(models.Model):
    """One mark appraised a second time by somebody who has not seen the first; `settled_*`: how a difference ended."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="looks", verbose_name="lần rút", db_index=False)
    mark = models.ForeignKey(Mark, models.PROTECT, related_name="looks", verbose_name="tiêu chí")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chấm lần hai"
    )
    points = models.DecimalField("điểm lần hai", max_digits=6, decimal_places=2, null=True, blank=True)
    left_out = models.BooleanField("lần hai: không áp dụng", default=False)
    note = models.TextField("nhận xét", blank=True)
    at = models.DateTimeField("chấm lúc", null=True, blank=True)
    first = models.DecimalField("điểm lần một khi đối chiếu", max_digits=6, decimal_places=2, null=True, blank=True)
    first_left_out = models.BooleanField("lần một: không áp dụng", default=False)
    settled_at = models.DateTimeField("thống nhất lúc", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thống nhất",
    )

    class Meta:
        verbose_name = "tiêu chí chấm lần hai"
        verbose_name_plural = "tiêu chí chấm lần hai"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "mark"], name="second_look_once"),
            models.CheckConstraint(condition=Q(left_out=False) | Q(points=None), name="second_look_out_has_no_points"),
        ]

    @property
    def is_done(self) -> bool:
        """Whether the second appraiser has said something."""
        return self.left_out or self.points is not None

    @property
    def agrees(self) -> bool:
        """Whether the second says what the first did at that moment."""
        return (self.points, self.left_out) == (self.first, self.first_left_out)
