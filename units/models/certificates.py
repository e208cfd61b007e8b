"""The register of certificates: which key stands for which post of which body, from when to when."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .agencies import Agency
from .people import Post

WARNED = 30  # days before a certificate runs out


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about certificates, in the office's words."""

    def in_force(self, moment: datetime) -> Self:
        """Not run out, not taken back."""
        return self.filter(valid_from__lte=moment, valid_to__gte=moment, ended_at=None)

    def standing(self) -> Self:
        """Entered and not taken back, run out or not."""
        return self.filter(ended_at=None)

    def with_holder(self) -> Self:
        """With whose it is, in one query."""
        return self.select_related("agency__unit", "post__agency__unit", "post__user", "by", "ended_by")

    def of(self, agency: Agency, post: Post | None) -> Self:
        """Those of a post, or the agency's own where no post is given."""
        return self.filter(agency=agency, post=post)

    def running_out(self, today: date) -> Self:
        """Those whose last day is at most 30 days ahead, or over, and that nothing newer stands in for."""
        agency, until = models.OuterRef("agency"), models.OuterRef("valid_to")
        later = Certificate.objects.standing().filter(agency=agency, valid_to__gt=until)
        of_post, own = later.filter(post=models.OuterRef("post")), later.filter(post=None)
        newer = models.Exists(of_post) | (Q(post=None) & models.Exists(own))
        ahead = today + timedelta(days=WARNED + 1)
        end = timezone.make_aware(datetime(ahead.year, ahead.month, ahead.day))
        return self.standing().filter(valid_to__lt=end).exclude(newer)


class Certificate(models.Model):
    """A certificate of a post (or, without one, of the agency itself). A row is never deleted, it ends."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="certificates", verbose_name="cơ quan")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="certificates", verbose_name="chức vụ",
        help_text="Để trống: chứng thư số của chính cơ quan",
    )  # fmt: skip
    name = models.CharField("tên trên chứng thư số", max_length=200)
    body = models.CharField("cơ quan trên chứng thư số", max_length=200, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200)
    serial = models.CharField("số hiệu", max_length=80)
    fingerprint = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    valid_from = models.DateTimeField("hiệu lực từ")
    valid_to = models.DateTimeField("hiệu lực đến")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("ghi lúc", auto_now_add=True)
    first_use = models.BooleanField("ghi khi ký lần đầu", default=False)
    ended_at = models.DateTimeField("thôi dùng lúc", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("lý do thôi dùng", max_length=300, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "chứng thư số"
        verbose_name_plural = "chứng thư số"
        ordering = ["-valid_to", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(ended_at=None), name="certificate_of_one_holder"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=models.F("valid_from")), name="certificate_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(reason=""), name="certificate_ended_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.serial})"

    @property
    def holder(self) -> str:
        """Whose it is: "Chủ tịch UBND xã, UBND xã Tiền Phong", or the agency's name."""
        return str(self.post) if self.post else str(self.agency)

    def post_stands(self, day: date) -> bool:
        """Whether somebody still holds the post on `day`; an agency's own always stands with it."""
        return not self.post or self.post.valid_to is None or self.post.valid_to >= day

    def days_left(self, today: date) -> int:
        """Whole days until its last day, that day's own number is 0; below zero when it has run out."""
        return (timezone.localtime(self.valid_to).date() - today).days

    @property
    def badge(self) -> str:
        """Its code in the vocabulary of statuses."""
        if self.ended_at:
            return "cert_ended"
        left = self.days_left(timezone.localdate())
        return "cert_expired" if self.valid_to < timezone.now() else "cert_ending" if left <= WARNED else "cert_good"
