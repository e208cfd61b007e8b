"""A line of the journal, what of it names people apart from it, the links of the chains and the heads of their days."""

import hashlib
import json
import secrets
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from .kinds import Kind


def this_year() -> int:
    """The year of today in Viet Nam, by which a large table can be partitioned."""
    return timezone.localdate().year


def canonical(data: Any) -> str:
    """JSON that is the same text for the same data, on every engine and in every version."""
    return json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def new_salt() -> str:
    """What keeps a digest of few words from being guessed after the words are erased."""
    return secrets.token_hex(16)


def digest_of(salt: str, data: Any) -> str:
    """SHA-256 of some data under a salt (hexadecimal)."""
    return hashlib.sha256(f"{salt}\n{canonical(data)}".encode()).hexdigest()


# Rows of a journal outlive what they tell of: their keys bind no account and no unit, and nothing is deleted with them.
_LOOSE: dict[str, Any] = {
    "on_delete": models.DO_NOTHING, "db_constraint": False, "related_name": "+", "null": True, "blank": True,
}  # fmt: skip


class Note(models.Model):
    """One thing that happened: keys only, no name. What names somebody is `Apart`; `apart` is its salted digest, so
    that it can be erased and the chain still holds."""

    kind = models.CharField("việc", max_length=24)  # of `kinds.Kind`; a new kind changes no table
    at = models.DateTimeField("lúc", default=timezone.now)
    year = models.PositiveSmallIntegerField("năm", default=this_year, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người làm", **_LOOSE)
    acting_for = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="thay cho", db_index=False, **_LOOSE)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="về tài khoản", **_LOOSE)
    unit = models.ForeignKey("units.Unit", verbose_name="tại đơn vị", **_LOOSE)
    subject = models.CharField("về", max_length=60, blank=True)
    apart = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký hệ thống"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="note_newest"),
                   models.Index(fields=["kind", "-at"], name="note_of_kind")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind_label} {timezone.localtime(self.at):%d/%m/%Y %H:%M}"

    @property
    def kind_label(self) -> str:
        """What happened, in words."""
        return str(Kind(self.kind).label) if self.kind in Kind else self.kind


class Apart(models.Model):
    """What of a line names a person: her name to sign in with, address, browser, words, what was before and after."""

    WORDS = ("name", "address", "device", "said", "before", "after")

    note = models.OneToOneField(Note, models.CASCADE, primary_key=True, related_name="words")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    name = models.CharField("tên đăng nhập", max_length=150, blank=True)
    address = models.CharField("địa chỉ", max_length=45, blank=True, db_index=True)
    device = models.CharField("trình duyệt", max_length=200, blank=True)
    said = models.CharField("nội dung", max_length=400, blank=True)
    before = models.JSONField("trước", default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("sau", default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "phần có tên người của nhật ký"
        verbose_name_plural = "phần có tên người của nhật ký"

    def __str__(self) -> str:
        return self.said

    @property
    def digest(self) -> str:
        """The digest its line keeps."""
        return digest_of(self.salt, [getattr(self, word) for word in self.WORDS])
