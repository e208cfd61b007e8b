"""One section a dimension: the unit's own results, then what units below wrote."""

from collections import Counter
from collections.abc import Iterator

from plans.models import Progress
from reports.drafting import below
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import (
    Choices,
    closed,
    dimension_head,
    dimension_of,
    grouped,
    merged_words,
    sourced,
)
from reports.drafting.shares import levels_said
from reports.layout import wording
from reports.layout.content import Block, Heading
from units.statuses import STATUSES

Level = Progress.Level
LEVELS = (
    (Level.DONE, "hoàn thành", "hoan_thanh"), (Level.DOING, "đang thực hiện", "dang"),
    (Level.NOT_STARTED, "chưa thực hiện", "chua"), (Level.NONE, "không phát sinh", "khong"),
)  # fmt: skip


def by_dimension(results: Results, choices: Choices, figures: Figures) -> Iterator[Block]:
    """A heading, the counts and the results of each dimension under its own number, general tasks last."""
    own, others = grouped(results.own), grouped(results.below)
    lacking = Counter(map(dimension_of, results.lacking))
    for key in sorted(own.keys() | others.keys() | lacking.keys()):
        yield Heading(2, dimension_head(*key), own=True)
        yield from _counted(key[0], own.get(key, ()), lacking[key], figures)
        for entry in own.get(key, ()):
            yield _result(entry, results, figures)
        yield from _from_below(key[0], results, others.get(key, ()), choices, figures)


def _counted(number, entries, lacking, figures):
    """Of several tasks how many got how far; a single one says so itself."""
    levels = Counter(entry.final_level for entry in entries)
    total = len(entries) + lacking
    count = figures.put(f"nd{number}_so", total, f"Nhiệm vụ (nội dung {number})")
    rows = [(code, words, levels[level]) for level, words, code in LEVELS] + [("chua_bc", "chưa có báo cáo", lacking)]
    named = [
        (f"nd{number}_{code}_rieng", words, n, f"Nhiệm vụ {words} (nội dung {number})") for code, words, n in rows
    ]
    said = levels_said(named, figures)
    if total > 1 or lacking:
        yield figures.paragraph(f"Có {count} nhiệm vụ, trong đó {said}.")


def _result(entry, results, figures):
    words = entry.result.strip() or f"{entry.task.text.strip()}: {STATUSES[entry.final_level].word.lower()}."
    rows = [_said(reported, figures) for reported in results.measures.get(entry.task_id, ())]
    words = closed(words)
    return figures.paragraph(f"{words} Kết quả: {'; '.join(rows)}." if rows else words)


def _said(reported, figures):
    measure = reported.measure
    name = f"so_lieu_{measure.task.position}_{measure.position}_{measure.pk}"
    put = figures.put(name, reported.value, measure.name, unit=measure.unit_of_measure, entries=reported.entries)
    return f"{measure.name[:1].lower()}{measure.name[1:]} {put} {measure.unit_of_measure}".strip()


def _from_below(number, results, entries, choices, figures):
    """Words of few units one by one, of many as figures; their own words then stand in the spreadsheet."""
    if entries and below.are_many(results):
        behind = (
            3 if results.own or results.lacking or results.before else 2
        )  # the tasks and the units, see annexes_of
        annex = wording.roman(behind)
        yield from below.summed(number, entries, results, figures, annex)
    else:
        for words, units in sourced(entries, "result"):
            yield from merged_words(words, units, choices, figures, before=True)
    answered = {entry.task_id for entry in results.own}
    open_tasks = {entry.task.parent_id for entry in entries} - answered
    said = [_said(row, figures) for key in sorted(open_tasks - {None}) for row in results.measures.get(key, ())]
    if said:
        yield figures.paragraph(f"Số liệu của các đơn vị: {'; '.join(said)}.")
