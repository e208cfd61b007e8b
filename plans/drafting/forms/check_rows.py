"""The rows of the check page in their order: what has to be looked at first and open, the rest folded by heading."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import BoundField

from plans.drafting.doubting import Doubts, Group
from plans.drafting.forms.checking import ReadingForm
from units.addresses import wholes

ROWS_A_PAGE = 60
OPEN_A_PAGE = 12
MOST_OPENED = 12
# Characters of the source shown beside one page of tasks.
MOST_SOURCE = 30_000
_AROUND = 2


@dataclass(frozen=True)
class Row:
    """One task: its number in the document, what the reader said of it, its fields when open; `head` where a new heading
    begins, with how many tasks stand under it and whether all are left out."""

    n: int
    row: dict[str, Any]
    doubts: dict[str, list[str]]
    head: str | None
    left_out: bool
    of_head: int
    tick: BoundField
    parts: dict[str, BoundField] | None

    @property
    def said(self) -> list[str]:
        """Every doubt in one list, for a folded row."""
        return [message for messages in self.doubts.values() for message in messages]


def page_of(tasks: list[dict[str, Any]], doubts: Doubts, number: str | None) -> Page:
    """One page of keys: tasks with a doubt, then the others, each in the document's order."""
    return Paginator(_in_order(tasks, doubts), ROWS_A_PAGE).get_page(number)


def page_with(tasks: list[dict[str, Any]], doubts: Doubts, key: int) -> int | None:
    """The number of the page that shows the task `key`; None where it is gone."""
    keys = _in_order(tasks, doubts)
    return keys.index(key) // ROWS_A_PAGE + 1 if key in keys else None


def _in_order(tasks, doubts):
    return sorted((row["key"] for row in tasks), key=lambda key: key not in doubts.at)


def shown(page: Page, doubts: Doubts, asked: str) -> tuple[list[int], list[int]]:
    """(keys shown open, keys shown folded) of a page; `asked`: keys somebody wants open, by commas."""
    doubtful = [key for key in page.object_list if key in doubts.at][:OPEN_A_PAGE]
    wanted = {*doubtful, *wholes(asked.split(","))[-MOST_OPENED:]}
    return [key for key in page.object_list if key in wanted], [key for key in page.object_list if key not in wanted]


def rows_of(form: ReadingForm, doubts: Doubts) -> list[Row]:
    """The rows of a form in the order of its page."""
    order = [*form.open, *form.folded]
    order.sort(key=lambda key: (key not in doubts.at, form.number_of[key]))
    found, before = [], None
    for key in order:
        row = form.rows[key]
        head = None if key in doubts.at else _head(row)
        under = (
            [one for one in form.rows.values() if _head(one) == head] if head != before and head is not None else []
        )
        found.append(
            Row(
                form.number_of[key], row, doubts.at.get(key, {}), head if under else None,
                not any(one["keep"] for one in under), len(under), form[f"t{key}_keep"],
                form.bound(key) if key in form.open else None,
            )
        )  # fmt: skip
        before = head
    return found


def _head(row):
    return f"{'Phụ lục: ' if row['annex'] else ''}{row['section'] or 'Không có tên mục'}"


def groups_of(form: ReadingForm) -> list[tuple[Group, BoundField, str]]:
    """[(doubt of many tasks, its field, the hidden value that names it)]."""
    return [(group, form[f"g{n}"], f"{group.kind}:{group.words}") for n, group in enumerate(form.doubts.groups)]


def source_of(text: str, reading: dict[str, Any], keys: list[int]) -> list[tuple[int, str, str]]:
    """[(line number, words, place on a page)] beside a page; of a long document only what is spoken of there, and around."""
    lines = list(enumerate(text.splitlines(), start=1))
    if len(text) > MOST_SOURCE:
        wanted = _spoken_of(reading, set(keys))
        lines = _within([(n, line) for n, line in lines if n in wanted])
    places = reading["places"]
    return [(n, line, " ".join(map(str, places[str(n)])) if str(n) in places else "") for n, line in lines]


def _spoken_of(reading, keys):
    named = [n for numbers in reading["lines"].values() for n in numbers]
    named += [n for row in reading["tasks"] if row["key"] in keys for n in row["lines"]]
    return {n + step for n in named for step in range(-_AROUND, _AROUND + 1)}


def _within(lines):
    found, size = [], 0
    for n, line in lines:
        size += len(line) + 50
        if size > MOST_SOURCE:
            break
        found.append((n, line))
    return found
