"""What people corrected in readings, kept without names: rows when a draft is made, shares by field, test cases of them.

checks_of    the ReadingCheck rows of one checked reading
shares       by field and kind of source how often the reading was left as it was
cases        corrections as inputs of the reader with the value people gave
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from plans.drafting.masking import masked
from plans.drafting.reading import PARTS
from plans.models import ReadingCheck
from units.text import nfc

__all__ = ["FIELDS", "Share", "cases", "checks_of", "shares"]

HEADER = {
    "kind": "Loại văn bản", "number": "Số, ký hiệu", "date": "Ngày ban hành", "place": "Địa danh",
    "issuer": "Cơ quan ban hành", "title": "Trích yếu", "year_from": "Từ năm", "year_to": "Đến năm", "bases": "Căn cứ",
    "purpose": "Mục đích", "requirements": "Yêu cầu", "scope": "Đối tượng, phạm vi", "funding": "Kinh phí",
    "organisation": "Tổ chức thực hiện", "recipients": "Nơi nhận", "signing_form": "Quyền hạn ký",
    "signer_title": "Chức vụ người ký", "signer_name": "Người ký",
}  # fmt: skip
TASKS = {
    "text": "Nhiệm vụ", "section": "Mục của nhiệm vụ", "dimension": "Nội dung PAPI của nhiệm vụ",
    "lead": "Chủ trì", "coordinating": "Phối hợp", "deadline": "Thời gian", "product": "Sản phẩm",
}  # fmt: skip
FIELDS = HEADER | {"targets": "Chỉ tiêu"} | {f"task_{part}": label for part, label in TASKS.items()}
_LONGEST = 2000


def checks_of(reading: dict[str, Any], source_text: str) -> list[ReadingCheck]:
    """One row a correction, one for all readings of a field that were left as they were; unsaved.

    A task that was unticked is not counted against the reader: people leave out what they do not want in their plan.
    """
    first = reading.get("first")
    if not first:
        return []
    lines = source_text.split("\n")
    kept: Counter[str] = Counter()
    rows = []
    for field, read, right, numbers in _pairs(reading, first):
        if nfc(read) == nfc(right):
            kept[field] += bool(read)
        else:
            rows.append(_correction(field, read, right, [lines[n - 1] for n in numbers if 0 < n <= len(lines)]))
    rows += [ReadingCheck(field=field, right=True, count=count) for field, count in kept.items() if count]
    for row in rows:
        row.source = first["source"]
    return rows


def _pairs(reading, first) -> Iterator[tuple[str, str, str, list[int]]]:
    """(field, read, right, source lines) of everything people were shown."""
    for field in HEADER:
        yield field, first["fields"].get(field, ""), reading["fields"].get(field, ""), reading["lines"].get(field, [])
    yield "targets", "\n".join(first["targets"]), "\n".join(reading["targets"]), []
    for row in reading["tasks"]:
        was = first["tasks"].get(str(row["key"]), {})
        for part in PARTS if row["keep"] and row["text"].strip() else ():
            yield f"task_{part}", str(was.get(part) or ""), str(row[part] or ""), row["lines"]
    left = {str(row["key"]) for row in reading["tasks"]}
    for was in (row for key, row in first["tasks"].items() if key not in left):
        yield "task_text", was["text"], "", []  # joined to another


def _correction(field, read, right, lines):
    plain = field.removeprefix("task_")
    shown = (masked(plain, text)[:_LONGEST] for text in (read, right, "\n".join(lines)))
    read, right, source = shown
    return ReadingCheck(field=field, right=False, read_value=read, right_value=right, lines=source)


@dataclass(frozen=True)
class Share:
    """How often a field was read right, over all kinds of source or one."""

    label: str
    right: int
    count: int

    @property
    def percent(self) -> int:
        return self.right * 100 // self.count


def shares() -> list[tuple[str, Share, list[Share]]]:
    """[(field, over all, by kind of source)] in the order of the check page, fields never checked left out."""
    found: dict[str, list[Share]] = {}
    total = Sum("count")
    rows = ReadingCheck.objects.order_by().values("field", "source").annotate(
        of_all=total, good=Sum("count", filter=Q(right=True))
    )  # fmt: skip
    labels = dict(ReadingCheck.Source.choices)
    for row in sorted(rows, key=lambda row: list(labels).index(row["source"])):
        found.setdefault(row["field"], []).append(Share(labels[row["source"]], row["good"] or 0, row["of_all"]))
    return [(field, _whole(label, found[field]), found[field]) for field, label in FIELDS.items() if field in found]


def _whole(label, parts):
    return Share(label, sum(part.right for part in parts), sum(part.count for part in parts))


def cases() -> list[dict[str, str]]:
    """[{field, source, input, read, right}] of corrections whose lines are known: what the reader is given, and gives.

    `input` of a task is a small plan around its lines, of a field of the head the lines themselves.
    """
    rows = ReadingCheck.objects.filter(right=False).exclude(lines="")
    return [
        {
            "field": row.field, "source": row.source, "input": _input(row), "read": row.read_value,
            "right": row.right_value,
        }
        for row in rows
    ]  # fmt: skip


def _input(row):
    if not row.field.startswith("task_"):
        return row.lines
    return f"KẾ HOẠCH\nViệc của năm 2026\nI. NHIỆM VỤ\n{row.lines}\n"
