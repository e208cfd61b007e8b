"""A previewed year written whole, with what was there before; and taken back while nothing was built on it.

take    scores, intervals, groups, and a structure version where asked for
undo    the year as it was, the structure version gone
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.models import Break, Dimension, ScoreImport, Source, StructureVersion, SubDimension
from journal.notes import Kind, note
from units.errors import Conflict, Refused
from units.models import User
from units.permissions import Action, can_anywhere

from . import state

__all__ = ["require_right", "take", "undo"]

REASON = "Cấu trúc mới từ năm {year}, theo tệp đã nạp"


def require_right(by: User) -> None:
    """Raises Refused for whoever may not take scores in: they are one for all provinces."""
    if not can_anywhere(by, Action.SCORES):
        raise Refused("Điểm PAPI dùng chung cho mọi tỉnh: chỉ quản trị hệ thống nạp.", who_may="Quản trị hệ thống")


@transaction.atomic
def take(payload: Mapping[str, Any], *, by: User) -> ScoreImport:
    """Write what `comparing` previewed. Raises Conflict when the year has changed since, Refused without the right."""
    require_right(by)
    list(StructureVersion.objects.select_for_update().order_by("pk"))  # one import at a time
    year, before = payload["year"], state.of_year(payload["year"])
    if state.digest(before) != payload["seen"]:
        raise Conflict("Điểm năm này vừa được nạp hoặc sửa. Đọc lại tệp để xem trước.", title="Bản xem trước đã cũ")
    structure = _structure(year, payload) if payload["new_structure"] else None
    source = Source.objects.get_or_create(
        key=f"papi-{year}-{payload['digest'][:12]}", defaults={"name": payload["source"], "url": payload["url"]}
    )[0]
    state.restore(year, _merged(before, payload, source.pk))
    kept = ScoreImport.objects.create(
        year=year, filename=payload["filename"], digest=payload["digest"], source=source, structure=structure, before=before,
        after=state.of_year(year), by=by,
    )  # fmt: skip
    note(Kind.IMPORTED, by=by, subject=kept, said=f"điểm PAPI năm {year} từ tệp {payload['filename']}")
    return kept


def _merged(before, payload, source):
    """The rows of the year afterwards: the file's where it says something, with its source; the others as they were."""
    codes = dict(StructureVersion.of_year(payload["year"]).sub_dimensions.values_list("code", "pk"))  # type: ignore[union-attr]
    merged = {
        name: {tuple(row[:n]): row for row in before[name]}
        for name, n in (("scores", 2), ("intervals", 2), ("groups", 1))
    }
    for province, code, value in payload["scores"]:
        old = merged["scores"].get((province, codes[code]))
        if old is None or old[2] != value:
            merged["scores"][province, codes[code]] = [province, codes[code], value, source]
    for row in payload["intervals"]:
        merged["intervals"][row[0], row[1]] = [*row, source]
    for province, place in payload["groups"]:
        merged["groups"][(province,)] = [province, place, source]
    return {name: list(rows.values()) for name, rows in merged.items()}


def _structure(year, payload):
    """A version of its own from `year` on, with the codes the file has; where its measures changed stands a break."""
    before = StructureVersion.of_year(year)
    stored = {row.code: row for row in before.sub_dimensions.all()} if before else {}
    if before:
        StructureVersion.objects.filter(pk=before.pk).update(year_to=year - 1)
    version = StructureVersion.objects.create(year_from=year)
    codes = sorted({code for _, code, _ in payload["scores"]})
    rows = [_sub(version, code, codes, stored.get(code), payload) for code in codes]
    SubDimension.objects.bulk_create(rows)
    broken = [row.code for row in rows if _broken(row, stored.get(row.code))]
    Break.objects.bulk_create(
        [Break(year=year, code=code, reason=REASON.format(year=year)) for code in broken], ignore_conflicts=True
    )
    return version


def _sub(version, code, codes, old, payload):
    parts = sum(other[0] == code[0] for other in codes)
    name, english = payload["names"].get(code, ["", ""])
    return SubDimension(
        version=version, dimension=_dimension(code, payload), code=code, name=name[:200] or (old.name if old else ""),
        name_en=english[:200] or (old.name_en if old else ""), name_verified=bool(name) or bool(old and old.name_verified),
        range_min=round(1 / parts, 2), range_max=round(10 / parts, 2), range_note=f"1/{parts}–10/{parts}",
    )  # fmt: skip


def _dimension(code, payload):
    number = int(code[0])
    name, english = payload["names"].get(code[0], ["", ""])
    words = {"name": name[:160] or f"Nội dung {number}", "name_en": english[:160], "year_from": payload["year"]}
    return Dimension.objects.get_or_create(number=number, defaults=words | {"short_name": words["name"][:40]})[0]


def _broken(row, old):
    return old is None or float(old.range_max) != float(row.range_max) or old.name.casefold() != row.name.casefold()


@transaction.atomic
def undo(kept: ScoreImport, *, by: User) -> None:
    """The year as it was before. Raises Conflict once a later import, a changed score or a task stands on it."""
    require_right(by)
    list(StructureVersion.objects.select_for_update().order_by("pk"))
    if not ScoreImport.objects.filter(pk=kept.pk, undone=None).update(undone=timezone.now(), undone_by=by):
        raise Conflict("Lần nạp này đã được hoàn tác.", title="Đã hoàn tác")
    if state.of_year(kept.year) != kept.after:
        raise Conflict(
            "Điểm năm này đã được nạp hoặc sửa tiếp sau lần nạp ấy. Hoàn tác lần nạp sau cùng trước, hoặc sửa từng điểm.",
            title="Không hoàn tác được",
        )
    state.restore(kept.year, kept.before)
    if kept.structure:
        _drop(kept.structure)
    note(Kind.IMPORT_DISCARDED, by=by, subject=kept, said=f"điểm PAPI năm {kept.year} từ tệp {kept.filename}")


def _drop(version):
    subs = version.sub_dimensions.all()
    hung: list[Any] = [
        rel
        for rel in SubDimension._meta.get_fields(include_hidden=True)  # the plans' own is hidden
        if rel.auto_created and rel.many_to_many
    ]
    if any(rel.related_model._base_manager.filter(**{f"{rel.field.name}__in": subs}).exists() for rel in hung) or any(
        sub.scores.exists() for sub in subs
    ):
        raise Conflict(
            "Đã có nhiệm vụ, điểm gắn với cấu trúc mới nên không hoàn tác được.", title="Không hoàn tác được"
        )
    Break.objects.filter(year=version.year_from, reason=REASON.format(year=version.year_from)).delete()
    year = version.year_from
    version.delete()
    before = StructureVersion.of_year(year)
    if before:
        StructureVersion.objects.filter(pk=before.pk, year_to=year - 1).update(year_to=None)
