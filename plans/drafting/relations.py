"""Quan hệ giữa các chỉ tiêu của một nhiệm vụ as plain values, in words, and what names alone suggest.

A plain row is [figure, kind, of, per, limit] with figures by their names, so that it survives copying, merging and
renaming with the rows of the measures themselves.
"""

from decimal import Decimal

from plans.models import Measure, Relation, Task
from units.vietnamese import vn_num

__all__ = ["in_one_sentence", "relation_words", "suggested", "write_relations"]

Kind = Relation.Kind
PARTS = ("đúng hạn", "trễ hạn", "quá hạn", "trước hạn")  # name endings and middles that speak of a part
WHOLES = ("tiếp nhận", "giải quyết")


def relation_words(measures: list[Measure]) -> list[list]:
    """Plain rows of the relations among `measures` (of one task, `relations` prefetched); none with a figure left out."""
    names = {row.pk: row.name for row in measures}
    return [
        [row.name, one.kind, names.get(one.of_id or 0, ""), names.get(one.per_id or 0, ""), _plain(one.limit)]
        for row in measures
        for one in row.relations.all()
        if {one.of_id, one.per_id} <= {None, *names}
    ]


def _plain(number):
    return None if number is None else str(number.normalize() + 0)


def write_relations(task: Task, rows: list[list]) -> None:
    """Make the relations of the task's figures be `rows`; a row about a figure the task does not ask is left out."""
    keys = {row.name: row.pk for row in Measure.objects.filter(task=task, retired=None)}
    Relation.objects.filter(measure__task=task).delete()
    Relation.objects.bulk_create(
        Relation(
            measure_id=keys[name], kind=kind, of_id=keys.get(of), per_id=keys.get(per),
            limit=None if limit is None else Decimal(limit),
        )
        for name, kind, of, per, limit in rows
        if name in keys and all(other in keys for other in (of, per) if other)
    )  # fmt: skip


def in_one_sentence(name: str, kind: str, of: str = "", per: str = "", limit: str | None = None) -> str:
    """“Hồ sơ đúng hạn” không lớn hơn “Hồ sơ tiếp nhận”."""
    words = f"“{name}” {Kind(kind).label}"
    if kind == Kind.JUMP:
        return f"“{name}” không tăng, giảm so với kỳ trước quá {vn_num(Decimal(limit or 0))}%"
    if kind == Kind.SHARE:
        return f"{words} “{of}” trên “{per}”"
    return f"{words} “{of}”" if of else words


def suggested(names: list[str], rows: list[list]) -> list[list]:
    """Plain rows that the names suggest and nobody has written yet: "… đúng hạn" beside "… tiếp nhận". A person confirms."""
    wholes = [name for name in names if any(word in name.casefold() for word in WHOLES) and not _is_part(name)]
    written = {(row[0], row[1]) for row in rows}
    return [
        [name, Kind.PART.value, wholes[0], "", None]
        for name in names
        if wholes and _is_part(name) and (name, Kind.PART) not in written
    ]


def _is_part(name):
    return any(word in name.casefold() for word in PARTS)
