"""The words of an heir's report about the time before a merger: a section and rows for each old unit, by its old name."""

from collections.abc import Iterator

from plans.models import Progress
from reports.drafting import predecessors
from reports.drafting.counting import Results
from reports.drafting.figures import Figures
from reports.drafting.predecessors import Part
from reports.drafting.shares import levels_said
from reports.layout.content import Block, Bullet, Heading, text
from units.statuses import STATUSES
from units.vietnamese import vn_date, vn_num

__all__ = ["head", "said", "sections"]

Level = Progress.Level
_LEVELS = (
    (Level.DONE, "hoàn thành", "hoan_thanh"), (Level.DOING, "đang thực hiện", "dang"),
    (Level.NOT_STARTED, "chưa thực hiện", "chua"), (Level.NONE, "không phát sinh", "khong"),
)  # fmt: skip


def sections(results: Results, figures: Figures) -> Iterator[Block]:
    """“Phần của xã … (trước ngày …)” for each old unit, then what adds up over the merger."""
    for part in results.before:
        yield Heading(2, f"Phần của {part.name}")
        yield _counted(part, results, figures)
        for entry in part.entries:
            yield figures.bullet(_told(entry, part, figures))
    for part in results.beside:
        yield Heading(2, f"Phần của {part.name} do {results.plan.unit.short_name} tiếp tục thực hiện")
        yield _counted_elsewhere(part, figures)
        for entry in part.entries:
            yield Bullet(text(_told_plainly(entry, part)))
    if results.before:
        yield Heading(2, "Cộng cả kỳ, tính cả phần trước khi sắp xếp")
        yield from _together(results, figures)


def _counted(part, results, figures):
    unit, levels, tasks = part.unit, part.levels, part.newest
    put, name = figures.put, f"truoc_{part.unit.pk}"
    entries = [entry.pk for entry in tasks.values()]
    rows = [(f"{name}_{code}", word, levels[level], f"Nhiệm vụ {word}, {part.name}") for level, word, code in _LEVELS]
    sentence = (
        f"Đến hết ngày {vn_date(unit.valid_to)}, {unit.short_name} đã báo cáo "
        f"{put(f'{name}_nhiem_vu', len(tasks), f'Nhiệm vụ đã báo cáo, {part.name}', entries=entries)} nhiệm vụ: "
        f"{levels_said(rows, figures)}"
    )
    on = sum(predecessors.key_of(entry.task) in results.keys for entry in tasks.values())
    if on:
        count = put(f"{name}_tiep", on, f"Nhiệm vụ tiếp tục thực hiện, {part.name}")
        sentence += f"; {count} nhiệm vụ được {results.plan.unit.short_name} tiếp tục thực hiện"
    return figures.paragraph(f"{sentence}.")


def _counted_elsewhere(part, figures):
    count = figures.put(f"cung_{part.unit.pk}_nhiem_vu", len(part.newest), f"Nhiệm vụ cùng tiếp tục, {part.name}")
    return figures.paragraph(
        f"{count} nhiệm vụ dưới đây do {part.unit.short_name} báo cáo đến hết ngày {vn_date(part.unit.valid_to)}; số liệu "
        f"đã tính ở báo cáo của {part.counted_by}, không cộng lần nữa tại báo cáo này."
    )


def _told_plainly(entry, part):
    """As `_told`, its figures as they stand: nobody adds them here."""
    numbers = said(entry).removeprefix(entry.result.strip().rstrip(".")).strip("; ")
    return _words(entry, part) + (f" Kết quả: {numbers}." if numbers else "")


def _told(entry, part, figures):
    words, rows = _words(entry, part), [_figure(row, figures) for row in entry.figures.all()]
    return f"{words} Kết quả: {'; '.join(rows)}." if rows else words


def _words(entry, part):
    words = entry.result.strip() or f"{entry.task.text.strip()}: {STATUSES[entry.final_level].word.lower()}"
    twice = sum(other.task_id == entry.task_id for other in part.entries) > 1
    return words.rstrip(" ;.") + (f" ({entry.period.name})" if twice else "") + "."


def _figure(row, figures):
    measure, name = row.measure, f"truoc_so_lieu_{row.entry_id}_{row.measure_id}"
    put = figures.put(name, row.value, measure.name, unit=measure.unit_of_measure, entries=[row.entry_id])
    return f"{measure.name[:1].lower()}{measure.name[1:]} {put} {measure.unit_of_measure}".strip()


def _together(results, figures):
    """How many tasks in all, each once though it was reported before and after, and the figures by their rules."""
    own = results.keys
    more = set().union(*(part.keys for part in results.before)) - own
    total = figures.put("nhiem_vu_ca_ky", results.expected + len(more), "Nhiệm vụ cả kỳ, tính cả trước khi sắp xếp")
    yield figures.paragraph(
        f"Tính cả phần của các đơn vị trước khi sắp xếp, mỗi nhiệm vụ tính một lần: {total} nhiệm vụ."
    )
    rows = [_sum(measure, value, entries, figures) for measure, value, entries in results.joined]
    if rows:
        yield figures.paragraph(f"Số liệu cả kỳ: {'; '.join(rows)}.")


def _sum(measure, value, entries, figures):
    put = figures.put(
        f"ca_ky_{measure.pk}", value, f"{measure.name}, cả kỳ", unit=measure.unit_of_measure, entries=entries
    )
    return f"{measure.name[:1].lower()}{measure.name[1:]} {put} {measure.unit_of_measure}".strip()


def said(entry: Progress) -> str:
    """Result and figures of an entry of an old unit, as a row of the annex has them."""
    numbers = [
        f"{row.measure.name}: {vn_num(row.value)} {row.measure.unit_of_measure}".strip() for row in entry.figures.all()
    ]
    return "; ".join(filter(None, [entry.result.strip().rstrip("."), *numbers]))


def head(part: Part) -> str:
    """Over its rows in the annex: `Xã Tiền Phong (trước ngày 01/07/2025)`."""
    return f"{part.name[:1].upper()}{part.name[1:]}"
