"""Figures of another source taken in for a criterion: which table, of what day, seen before it was written."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from units.models.versioned import VersionedJSONField

from .rounds import Round
from .sets import Criterion


class Intake(models.Model):
    """A table of one criterion's figures for the units of a round; `rows` [[sheet key, top, bottom, old top, old bottom]].

    Read it only shows; taken it stands in the marks; withdrawn the marks have what they had before, where nobody else has
    changed them since.
    """

    class State(models.TextChoices):
        SHOWN = "shown", "Đang xem trước"
        TAKEN = "taken", "Đã nạp"
        WITHDRAWN = "withdrawn", "Đã rút"

    round = models.ForeignKey(Round, models.PROTECT, related_name="intakes", verbose_name="đợt chấm")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="tiêu chí")
    source = models.CharField("nguồn số liệu", max_length=200)
    as_of = models.DateField("số liệu đến ngày")
    file_name = models.CharField("tệp", max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = VersionedJSONField("các dòng", default=list)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.SHOWN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nạp")
    at = models.DateTimeField("lúc", default=timezone.now)

    class Meta:
        verbose_name = "lần nạp số liệu"
        verbose_name_plural = "lần nạp số liệu"
        ordering = ["-pk"]
