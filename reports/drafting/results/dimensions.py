"""One section a dimension: the unit's own results, then what units below wrote."""

from collections.abc import Iterator

from reports.drafting import below
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import closed, grouped, names_of, sourced
from reports.layout import wording
from reports.layout.content import Block, Heading
from units.statuses import STATUSES


def by_dimension(results: Results, figures: Figures) -> Iterator[Block]:
    """A heading and the results of each dimension, general tasks last."""
    own, others = grouped(results.own), grouped(results.below)
    for number, name in sorted(own.keys() | others.keys()):
        yield Heading(2, name)
        for entry in own.get((number, name), ()):
            yield _result(entry, results, figures)
        yield from _from_below(number, results, others.get((number, name), ()), figures)


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


def _from_below(number, results, entries, figures):
    """Words of few units one by one, of many as figures; their own words then stand in the spreadsheet."""
    if entries and below.are_many(results):
        behind = 3 if results.own or results.before else 2  # the tasks and the units, see annexes_of
        annex = wording.roman(behind)
        yield from below.summed(number, entries, results, figures, annex)
    else:
        for words, units in sourced(entries, "result"):
            names = names_of(units)
            yield figures.bullet(f"{names[:1].upper()}{names[1:]}: {words[:1].lower()}{closed(words)[1:]}")
    answered = {entry.task_id for entry in results.own}
    open_tasks = {entry.task.parent_id for entry in entries} - answered
    said = [_said(row, figures) for key in sorted(open_tasks - {None}) for row in results.measures.get(key, ())]
    if said:
        yield figures.paragraph(f"Số liệu của các đơn vị: {'; '.join(said)}.")
