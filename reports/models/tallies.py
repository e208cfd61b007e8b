"""Rolled-up figures: what one unit's board says of one period, kept as rows so that pages over many periods or provinces add
up few of them. Written by `reports.boards.tallying` alone, and thrown away and counted anew at any time."""

from django.db import models

from plans.models import Period
from units.models import Unit

WHOLE = 0  # the dimension of figures over all tasks, whatever dimensions they serve


class Tally(models.Model):
    """One unit in one period: of the tasks of one dimension, or of all (`dimension` WHOLE).

    What its own board says: of the units below it that report; of itself where there are none. Entries: `expected`,
    `received` (of them `late`, `nothing`), `counted` for percentages (`on_track`, `done`), `overdue`, `unproved`. Units, of
    WHOLE only: how the rows of its board sent.
    """

    period = models.ForeignKey(Period, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    dimension = models.PositiveSmallIntegerField()
    counted = models.PositiveIntegerField(default=0)
    on_track = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    nothing = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    unproved = models.PositiveIntegerField(default=0)
    units_on_time = models.PositiveIntegerField(default=0)
    units_sent_late = models.PositiveIntegerField(default=0)
    units_nothing = models.PositiveIntegerField(default=0)
    units_partly = models.PositiveIntegerField(default=0)
    units_unsent = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "số liệu đã tổng hợp"
        verbose_name_plural = "số liệu đã tổng hợp"
        constraints = [models.UniqueConstraint(fields=["unit", "period", "dimension"], name="tally_once")]
        indexes = [models.Index(fields=["period", "dimension"], name="tally_of_period")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}/{self.dimension}"


class Tallied(models.Model):
    """When the figures of a period were counted last: the freshness its pages show."""

    period = models.OneToOneField(Period, models.CASCADE, related_name="tallied", primary_key=True)
    at = models.DateTimeField("tổng hợp lúc")

    class Meta:
        verbose_name = "lần tổng hợp"
        verbose_name_plural = "lần tổng hợp"


class TallyMark(models.Model):
    """How far a table of traces has been read (`key`: the last row seen; `before`: the last row of the run before).

    Each run reads from `before`, so a row whose transaction ended late is met by the next run.
    """

    name = models.CharField(max_length=16, primary_key=True)
    key = models.BigIntegerField(default=0)
    before = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "mốc vết đã tổng hợp"
        verbose_name_plural = "mốc vết đã tổng hợp"
