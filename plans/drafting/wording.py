"""A plan and its tasks as plain values: what is frozen at issue, compared in an amendment, merged between two editors.

Plain values are JSON: text, ISO dates, lists of keys. `lead` is an agency's key, `lead_text` the name as it stands in
the document; the second is what people read and compare.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from plans.drafting.relations import in_one_sentence, relation_words
from plans.models import REGIME, Measure, Plan, Rollup, Task
from units.text import nfc
from units.vietnamese import NO_FIGURE, vn_date, vn_num

PLAN_FIELDS = (
    "kind", "title", "year_from", "year_to", "bases", "purpose", "requirements", "scope", "funding", "organisation",
    "recipients", "signing_form", "signer_title", "signer_name", "related_indices", *REGIME,
)  # fmt: skip
TASK_FIELDS = ("code", "section", "text", "product", "lead_text", "coordinating_text", "rhythm")
TASK_LABELS = {
    "code": "Ký hiệu",
    "section": "Mục",
    "text": "Nội dung",
    "product": "Sản phẩm, kết quả",
    "lead_text": "Chủ trì",
    "coordinating_text": "Phối hợp",
    "rhythm": "Nhịp thực hiện",
    "deadline": "Thời hạn",
    "weight": "Trọng số",
    "dimensions": "Nội dung PAPI",
    "sub_dimensions": "Nội dung thành phần",
    "measures": "Chỉ tiêu",
    "relations": "Quan hệ giữa các chỉ tiêu",
    "parent": "Thực hiện nhiệm vụ cấp trên",
}


@dataclass(frozen=True)
class Change:
    """One field that differs, in words: label, old and new text."""

    field: str
    label: str
    old: str
    new: str

    def as_json(self) -> dict[str, str]:
        return {"field": self.field, "label": self.label, "old": self.old, "new": self.new}


def plan_words(plan: Plan) -> dict[str, Any]:
    """The plain values of a plan's own text."""
    return {name: getattr(plan, name) for name in PLAN_FIELDS}


def task_words(task: Task) -> dict[str, Any]:
    """The plain values of a task; six queries unless it was fetched with `Task.objects.worded()`."""
    coordinating = list(task.coordinating.all())
    return {
        **{name: getattr(task, name) for name in TASK_FIELDS},
        "lead": task.lead_id,
        "lead_text": task.lead_text or (task.lead.name if task.lead else ""),
        "coordinating": sorted(agency.pk for agency in coordinating),
        "coordinating_text": task.coordinating_text or "; ".join(agency.name for agency in coordinating),
        "deadline": task.deadline.isoformat() if task.deadline else "",
        "weight": _plain(task.weight),
        "dimensions": sorted(row.number for row in task.dimensions.all()),
        "sub_dimensions": sorted(row.pk for row in task.sub_dimensions.all()),
        "measures": [
            [row.name, row.unit_of_measure, _plain(row.target), row.rollup, row.identity]
            for row in task.measures.all()
            if row.retired is None
        ],
        "relations": relation_words([row for row in task.measures.all() if row.retired is None]),
        "parent": task.parent_id,
    }  # fmt: skip


def difference(before: Mapping[str, Any], after: Mapping[str, Any], *, day: date | None = None) -> list[Change]:
    """List of Change between two plain dicts of a task, in the order of TASK_LABELS; `day`: when it comes into force."""
    return [
        _changed(name, label, before.get(name), after.get(name), day)
        for name, label in TASK_LABELS.items()
        if name in after and _comparable(name, after.get(name)) != _comparable(name, before.get(name))
    ]


def _comparable(name, value):
    """Of a figure what people read: the key it is known by is no difference."""
    return [row[:4] for row in value or []] if name == "measures" else value


def _changed(name, label, old, new, day):
    said = in_words(name, new)
    if name == "measures" and (notes := _what_became(old or [], new or [], day)):
        said = f"{said} ({'; '.join(notes)})"
    return Change(name, label, in_words(name, old), said)


def _what_became(before, after, day):
    """What is renamed and what is asked no more, in words, by the identity of each figure."""
    now = {row[4]: row[0] for row in after if len(row) > 4 and row[4]}
    names = {row[0] for row in after}
    since = f" từ {vn_date(day)}" if day else ""
    known = [row for row in before if len(row) > 4]
    renamed = [f"đổi tên “{row[0]}” thành “{now[row[4]]}”" for row in known if now.get(row[4], row[0]) != row[0]]
    gone = [f"thôi theo dõi “{row[0]}”{since}" for row in known if row[4] not in now and row[0] not in names]
    return renamed + gone


def plan_difference(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str]) -> list[Change]:
    """The same between two plain dicts of a plan; `labels`: {field: verbose name}."""
    return [
        Change(name, labels[name], str(before[name]), str(after[name]))
        for name in PLAN_FIELDS
        if before[name] != after[name]
    ]


def in_words(field: str, value: Any) -> str:
    """A plain value as the page shows it; `–` where there is none."""
    if value in (None, "", []):
        return NO_FIGURE
    if field == "deadline":
        return vn_date(date.fromisoformat(value))
    if field == "rhythm":
        return Task.Rhythm(value).label
    if field == "weight":
        return vn_num(value)
    if field == "measures":
        return "; ".join(_measure_in_words(*row[:4]) for row in value)
    if field == "relations":
        return "; ".join(in_one_sentence(*row) for row in value)
    if field == "parent":
        return str(Task.objects.filter(pk=value).first() or NO_FIGURE)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def _measure_in_words(name, unit, target, rollup):
    aim = f": {vn_num(target)} {unit}".rstrip() if target else f" ({unit})" if unit else ""
    return f"{name}{aim}, {Rollup(rollup).label}"


def _plain(number):
    return None if number is None else str(number.normalize() + 0)


def tidy(text: str | None) -> str:
    """One line of typed text: NFC, single spaces."""
    return " ".join(nfc(text or "").split())


def write_measures(task: Task, rows: Iterable[Sequence[Any]], *, day: date | None = None) -> None:
    """Make the task's figures be `rows` ([name, unit, target, rollup, key], in order; the key may be missing).

    A figure is known by its key, then by the figure it reports into, then by its name, so that one renamed keeps what
    was entered and its link. What is left out is retired from `day` where the plan is issued, else deleted.
    """
    known = [row for row in task.measures.select_related("amends").order_by("pk") if row.retired is None]
    rows = list(rows)
    found = _recognised(known, rows)
    changed = set(Measure.objects.filter(task=task.amends_id).values_list("pk", flat=True)) if task.amends_id else ()
    for position, ((name, unit, target, rollup, *key), row) in enumerate(zip(rows, found, strict=True)):
        values = {"name": name, "unit_of_measure": unit, "target": target, "rollup": rollup, "position": position}
        if row:
            Measure.objects.filter(pk=row.pk).update(**values)
        else:
            Measure.objects.create(task=task, amends_id=key[0] if key and key[0] in changed else None, **values)
    gone = Measure.objects.filter(pk__in={row.pk for row in known} - {row.pk for row in found if row})
    gone.update(retired=day) if day else gone.filter(figures=None).delete()


def _recognised(known, rows):
    """The Measure each of `rows` is, None for a new one; no figure is taken for two."""
    left, found = list(known), [None] * len(rows)
    for same in (_by_key, _by_link, _by_name):
        for place, row in enumerate(rows):
            if found[place] is None and (match := next((one for one in left if same(one, row)), None)):
                found[place] = match
                left.remove(match)
    return found


def _by_key(measure, row):
    return len(row) > 4 and row[4] in (measure.pk, measure.identity)


def _by_link(measure, row):
    """The row of the task above, taken over from an offer: it is the figure that reports into it."""
    above = measure.parent_id or (measure.amends and measure.amends.parent_id)
    return len(row) > 4 and row[4] is not None and row[4] == above


def _by_name(measure, row):
    return measure.name == row[0]


def started(now: dict, mine: dict, base: dict | None) -> dict[str, list]:
    """{field: [the value the editor's page started from]} for `units.merging.merge`; without a base, what stands now."""
    return {name: [(base or {}).get(name, now.get(name))] for name in mine}
