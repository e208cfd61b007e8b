"""Tables after the signature: an annex that repeats the body's tasks says who does them, by when, with what result."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from .blocks import Line
from .body_tables import Body, without_tables
from .shapes import Task, TaskSection
from .text import fold, squeeze

_SAME = 0.88
_SHORTEST_BEGINNING = 30


def read(lines: list[Line]) -> Body:
    """All tables behind the foot, in order."""
    return without_tables(lines)


def sections_in(annex: Body) -> tuple[TaskSection, ...]:
    """The sections of all tables of an annex; a group of rows is a section."""
    return tuple(section for table in annex.tables for section in table.sections)


def joined(
    body: Sequence[TaskSection], annex: Sequence[TaskSection]
) -> tuple[tuple[TaskSection, ...], tuple[TaskSection, ...]]:
    """(the body's sections with what the annex adds to their tasks, the annex's sections without the rows used)."""
    rows = [(_bare(task.text), task) for section in annex for task in section.items]
    used: set[int] = set()
    sections = tuple(replace(s, items=tuple(_completed(task, rows, used) for task in s.items)) for s in body)
    left = {id(task) for number, (_, task) in enumerate(rows) if number not in used}
    rest = (replace(s, items=tuple(task for task in s.items if id(task) in left)) for s in annex)
    return sections, tuple(section for section in rest if section.items)


def _completed(task: Task, rows: list[tuple[str, Task]], used: set[int]) -> Task:
    """The task with lead, time and product of the first unused row that says the same; its lines and theirs."""
    bare = _bare(task.text)
    number = next((n for n, (words, _) in enumerate(rows) if n not in used and _is_same(bare, words)), None)
    if number is None:
        return task
    used.add(number)
    row = rows[number][1]
    return replace(
        task,
        lead=row.lead or task.lead,
        coordinating=row.coordinating or task.coordinating,
        deadline=row.deadline or task.deadline,
        output=row.output or task.output,
        source_lines=(*task.source_lines, *row.source_lines),
    )


def _bare(text: str) -> str:
    return squeeze(re.sub(r"[^\w\s]", " ", fold(text)))


def _is_same(one: str, other: str) -> bool:
    """The same words, the one as the other's beginning, or nearly the same letters."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_BEGINNING and long.startswith(short):
        return True
    if 2 * len(short) / max(1, len(short) + len(long)) < _SAME:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _SAME and matcher.quick_ratio() >= _SAME and matcher.ratio() >= _SAME
