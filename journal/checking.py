"""Whether every chain still holds: the first place where it does not, by table and row.

broken        the first break of one chain, in words, or None
told_breaks   heads that are not what was told outside
bare          tables of traces whose guard is gone
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from . import traces
from .chain import SETTLED, START, next_digest, unlinked
from .guards import VERBS
from .models import Apart, Head, Link, Note, Removal

__all__ = ["bare", "broken", "told_breaks"]

_BATCH = 500
_TRIGGERS_OF_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"


def broken(label: str) -> str | None:
    """None when every link, row, head and what stands apart is as it was written."""
    return next(_breaks(label), None)


def _breaks(label: str) -> Iterator[str]:
    begun = _expired_head(label)
    digest, position = (begun.digest, begun.position) if begun else (START, 0)
    heads = {head.position: head for head in Head.objects.filter(chain=label)}
    reached = position
    for links in _in_batches(Link.objects.filter(chain=label).order_by("position").iterator(_BATCH)):
        rows = _contents(label, links)
        for link in links:
            position += 1
            digest = next_digest(digest, position, link.content)
            if link.position != position or link.digest != digest:
                yield f"{label}: mắt xích {position} (dòng {link.row}) bị sửa hoặc bị gỡ"
            if rows.get(link.row) != link.content:
                yield from _row_break(label, link, rows)
            if position in heads and heads[position].digest != digest:
                yield f"{label}: đầu chuỗi ngày {heads[position].day:%d/%m/%Y} bị sửa"
            reached = position
        if label == Note._meta.label:
            yield from _apart_breaks([link.row for link in links])
    if heads and max(heads) > reached:
        yield f"{label}: thiếu các mắt xích từ {reached + 1} đến {max(heads)}"
    yield from _by_hand(label)


def _in_batches(links):
    while batch := list(islice(links, _BATCH)):
        yield batch


def _expired_head(label):
    """The head of the last day that has gone whole."""
    first = Link.objects.filter(chain=label).order_by("position").first()
    heads = Head.objects.filter(chain=label).order_by("position")
    if not first:
        gone = label == Note._meta.label and not Note.objects.exists()
        return heads.last() if gone else None
    return heads.filter(position=first.position - 1).first() if label == Note._meta.label else None


def _contents(label: str, links: Iterable[Link]) -> dict[int, str]:
    """{row: digest of its content now}."""
    forms: dict[int, list[int]] = {}
    for link in links:
        forms.setdefault(link.form, []).append(link.row)
    manager = traces.table(label)._base_manager
    return {
        key: content
        for form, keys in forms.items()
        for key, content in traces.contents(label, form, manager.filter(pk__in=keys))
    }


def _row_break(label, link, rows):
    if link.row in rows:
        yield f"{label}: dòng {link.row} đã bị sửa sau khi ghi"
    elif not Removal.objects.filter(chain=label, row=link.row).exists():
        yield f"{label}: dòng {link.row} đã bị xóa"


def _apart_breaks(keys):
    """What stands apart is as its line says, or was erased and that is written down."""
    digests = dict(Note.objects.filter(pk__in=keys).values_list("pk", "apart"))
    for words in Apart.objects.filter(pk__in=digests):
        if digests.pop(words.pk) != words.digest:
            yield f"{Apart._meta.label}: dòng {words.pk} đã bị sửa sau khi ghi"
    erased = set(Removal.objects.filter(chain=Apart._meta.label, row__in=digests).values_list("row", flat=True))
    for key in sorted(digests.keys() - erased):
        yield f"{Apart._meta.label}: dòng {key} đã bị xóa"


def _by_hand(label):
    """A row that no run has linked for days was put there past the portal."""
    settled = Head.objects.filter(chain=label, day__lte=timezone.localdate() - SETTLED).order_by("day").last()
    if settled and (row := unlinked(label, 0).filter(pk__lte=settled.row).order_by("pk").first()):
        yield f"{label}: dòng {row.pk} được chèn ngoài hệ thống"


def told_breaks(told: dict[tuple[str, str], tuple[int, str]]) -> list[str]:
    """What differs between the heads here and those kept outside."""
    here: dict[tuple[str, str], Any] = {
        (f"{head.day:%Y-%m-%d}", head.chain): (head.position, head.digest) for head in Head.objects.all()
    }
    return [f"{chain}: đầu chuỗi ngày {day} khác bản gửi ra ngoài" for (day, chain), value in told.items()
            if here.get((day, chain)) != value]  # fmt: skip


def bare() -> list[str]:
    """Tables that anybody with the database's password could change unseen until the next check."""
    models = [traces.table(label) for label in traces.labels()] + [Apart, Link, Head]
    tables = {model._meta.db_table for model in models}
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS_OF_SQLITE if sqlite else _TRIGGERS)
        laid = {name for (name,) in cursor.fetchall()}
    verbs = VERBS[connection.vendor]
    return sorted(name for name in tables if not {f"stays_{verb}_{name}" for verb in verbs} <= laid)
