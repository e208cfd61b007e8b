"""Who inside a unit is in charge of a task, from when to when, and by which day each agency hands its work in."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from units.models import Agency, Post

from .period import Period
from .task import Task


class ChargeQuerySet(models.QuerySet["Charge"]):
    def current(self) -> Self:
        """Those in whose hands the tasks are today."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gt=today), since__lte=today)

    def unended(self) -> Self:
        """The last said of each task: what holds, or what begins on a day to come."""
        return self.filter(until=None)

    def with_names(self) -> Self:
        """With everything that says who it is."""
        return self.select_related("agency", "post__user", "by")


class Charge(models.Model):
    """Phân công: a task of the unit is in the charge of one of its agencies and, where the unit wishes, of a named post.

    Rows are only added and ended, so they are the trace of every handing over. `until` is the first day it no longer
    holds: handed over twice on one day, the row in between holds on none. A charge may be said ahead of its day: until
    then the one before it holds.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="charges", verbose_name="nhiệm vụ", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="bộ phận phụ trách")
    post = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="người phụ trách"
    )
    since = models.DateField("phụ trách từ", default=timezone.localdate)
    until = models.DateField("bàn giao từ", null=True, blank=True, help_text="Ngày đầu tiên không còn phụ trách")
    note = models.CharField("lý do, căn cứ", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người phân công")
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("lúc", auto_now_add=True)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công trong đơn vị"
        verbose_name_plural = "phân công trong đơn vị"
        ordering = ["task_id", "-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(until=None), name="charge_one_now"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="charge_dates_in_order"),
        ]
        indexes = [models.Index(fields=["task", "until"], name="charge_of_task")]

    def __str__(self) -> str:
        return f"{self.agency.name} ({self.post.title})" if self.post else self.agency.name

    @property
    def holds(self) -> bool:
        """Whether the task is in these hands today."""
        today = timezone.localdate()
        return self.since <= today and (self.until is None or today < self.until)

    @property
    def holder(self) -> str:
        """The named post in words, while it is held; "" without one."""
        return self.post.title if self.post and _held(self.post) else ""


def _held(post):
    today = timezone.localdate()
    return post.valid_from <= today and (post.valid_to is None or today <= post.valid_to)


def in_charge(column: str, task: str = "task") -> Subquery:
    """`column` of the charge that now holds, as a column of rows whose `task` it is; no row more, none less."""
    return Subquery(Charge.objects.current().filter(task=OuterRef(task)).values(column)[:1])


class InnerDate(models.Model):
    """Hạn nộp cho đầu mối of one agency in a period: its own day, before what the unit sends upward."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="inner_dates", verbose_name="kỳ", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="bộ phận")
    day = models.DateField("hạn nộp cho đầu mối")

    class Meta:
        verbose_name = "hạn nộp của bộ phận"
        verbose_name_plural = "hạn nộp của bộ phận"
        constraints = [models.UniqueConstraint(fields=["period", "agency"], name="inner_date_once")]
