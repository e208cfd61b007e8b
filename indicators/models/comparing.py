"""Whom a province is held against, and what it would be if: sets of peers, scenarios."""

from urllib.parse import urlencode

from django.conf import settings
from django.db import models

from units.models import Unit
from units.models.versioned import VersionedJSONField
from units.vietnamese import vn_num


class PeerSet(models.Model):
    """Provinces held against each other (a region, a plan's own choice), with the paper that names them."""

    name = models.CharField("tên", max_length=160, unique=True)
    basis = models.CharField("căn cứ", max_length=250, help_text="Văn bản, trang nêu các tỉnh này")
    provinces = models.ManyToManyField(Unit, related_name="+", verbose_name="tỉnh, thành phố")

    class Meta:
        verbose_name = "nhóm tỉnh so sánh"
        verbose_name_plural = "nhóm tỉnh so sánh"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Scenario(models.Model):
    """Kịch bản: sub-dimensions of one province's year moved to points somebody thinks of; never changed once kept.

    `unit` is the living province it was made for, `province` the one the scores are of; `moves` {code: points as text}.
    """

    name = models.CharField("tên", max_length=160)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="lập cho")
    province = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="điểm của")
    year = models.PositiveSmallIntegerField("theo điểm năm")
    moves = VersionedJSONField("điểm giả định", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "kịch bản"
        verbose_name_plural = "kịch bản"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} (theo điểm {self.year})"

    @property
    def query(self) -> str:
        """The page Thử điểm with these points, as the query of its address."""
        return urlencode({"nam": self.year} | {f"n-{code}": vn_num(value, 4) for code, value in self.moves.items()})
