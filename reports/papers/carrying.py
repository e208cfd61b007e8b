"""To whom the clerk carries a paper: whom it is for and nobody of whom has an account that could open it here."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reports.drafting import heads
from reports.layout.content import Paper
from reports.models import Document
from reports.permissions import RECEIVING
from units.models import Agency, Post
from units.text import fold

__all__ = ["RULE", "Carried", "carried"]

RULE = (
    "Nơi nhận không có tài khoản trên cổng thì không mở được văn bản ở đây: văn thư in, gửi bản giấy hoặc gửi qua hệ thống "
    "quản lý văn bản của cơ quan. Nơi nhận ở ngoài cổng mà cổng không có trong danh mục thì gửi theo mục Nơi nhận."
)
NO_ACCOUNT, NO_BODY = "chưa có ai có tài khoản", "chưa có trong danh mục cơ quan của đơn vị"


@dataclass(frozen=True)
class Carried:
    """A receiver to carry it to: as the paper or the register of units names it, and why nobody reads it here."""

    name: str
    why: str


def carried(document: Document, paper: Paper) -> list[Carried]:
    """Named bodies of the unit itself, its Party committee and Council, units that receive it: those nobody reads for.

    Three queries. A unit that ended is left out: its heir's people read what was sent to it.
    """
    today = timezone.localdate()
    lines = {line: f" {fold(line)} " for line in (*paper.addressees, *paper.recipients)}
    known = {body: line for body in _bodies(document, today) for line, words in lines.items() if _names(body, words)}
    found = [Carried(line, NO_ACCOUNT) for body, line in known.items() if not body.reads]
    standing = set(heads.standing_bodies(document.agency)) - set(known.values())
    found += [Carried(line, NO_BODY) for line in lines if line in standing]
    silent = document.receivers.exclude(valid_to__lt=today).exclude(
        Exists(_readers(today, agency__unit=OuterRef("pk")))
    )
    return found + [Carried(unit.name, NO_ACCOUNT) for unit in silent.order_by("sort_key", "pk")]


def _bodies(document, today):
    """Other bodies of the issuer's unit, each with whether somebody reads for it."""
    living = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), unit=document.agency.unit_id)
    reads = Exists(_readers(today, agency=OuterRef("pk")))
    return living.exclude(pk=document.agency_id).annotate(reads=reads)


def _readers(today: date, **of):
    return Post.objects.in_force(today).filter(user__is_active=True, role__in=RECEIVING, **of)


def _names(body, words):
    names = (body.name, body.short_name, *body.aliases.split(","))
    return any(f" {name} " in words for name in map(fold, names) if name)
