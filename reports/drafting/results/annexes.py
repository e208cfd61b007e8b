"""The annexes of a report: its tasks, the sending of the units below, their figures."""

from collections import Counter, defaultdict

from plans.counting.agencies import in_charge_on
from plans.models import Progress
from reports.drafting import below, parts
from reports.drafting.counting import Results
from reports.drafting.results.words import dimension_head, dimension_of, grouped
from reports.layout import content
from reports.layout.content import Annex, Column, Table
from units.statuses import STATUSES
from units.vietnamese import vn_date, vn_num

Level = Progress.Level
LACKING = "Chưa có báo cáo"
_TASKS = (
    Column("TT", 0.5, "center"), Column("Nhiệm vụ", 3), Column("Chủ trì", 1.5), Column("Phụ trách", 1.5),
    Column("Thời hạn", 1, "center"),
    Column("Mức độ", 1.1, "center"), Column("Kết quả, số liệu", 3),
)  # fmt: skip
NOBODYS = "Chưa phân công"
_LEVELS = (Level.DONE, Level.DOING, Level.NOT_STARTED, Level.NONE)
_AGENCIES = (
    Column("TT", 0.5, "center"), Column("Cơ quan, bộ phận", 3), Column("Nhiệm vụ", 1, "right"),
    *(Column(STATUSES[level].word, 1, "right") for level in _LEVELS), Column(LACKING, 1, "right"),
)  # fmt: skip
_UNITS = (
    Column("TT", 0.5, "center"), Column("Đơn vị", 3), Column("Phải báo cáo", 1, "right"), Column("Đã gửi", 1, "right"),
    Column("Trong đó gửi chậm", 1, "right"), Column("Còn thiếu", 1, "right"), Column("Tình trạng", 1.5, "center"),
)  # fmt: skip


def annexes_of(results: Results) -> tuple[Annex, ...]:
    found, charges = [], in_charge_on([*(entry.task_id for entry in results.own), *results.lacking], results.as_of)
    if results.own or results.lacking or results.before:
        tasks = content.filled_columns(Table(_TASKS, tuple(_task_rows(results, charges))))
        found.append(Annex("Kết quả thực hiện từng nhiệm vụ", tasks))
    if charges and results.own:
        agencies = Table(_AGENCIES, tuple(_agency_rows(results, charges)))
        found.append(Annex("Kết quả theo cơ quan, bộ phận phụ trách", agencies, landscape=False))
    if results.sendings:
        units = Table(_UNITS, tuple(_unit_rows(results)))
        found.append(Annex("Tình hình gửi báo cáo của các đơn vị", units, landscape=False))
    if below.are_many(results):
        found.append(below.by_unit(results))
    return tuple(found)


def _task_rows(results, charges):
    """Own tasks by dimension, with those nothing came of, then those of the units before a merger, numbered through."""
    number, lacking = 0, defaultdict(list)
    for task in results.lacking:
        lacking[dimension_of(task)].append(task)
    own = grouped(results.own)
    for key in sorted(own.keys() | lacking.keys()):
        yield (dimension_head(*key),)
        for entry in own.get(key, ()):
            number += 1
            yield (number, *_task_row(entry, _own_words(entry, results), charges))
        for task in lacking[key]:
            number += 1
            yield (number, *_task_words(task, LACKING, "", charges))
    for part in results.before:
        yield (parts.head(part),)
        for entry in part.entries:
            number += 1
            yield (number, *_task_row(entry, parts.said(entry), {}))


def _own_words(entry, results):
    said = [
        f"{row.measure.name}: {vn_num(row.value)} {row.measure.unit_of_measure}".strip()
        for row in results.measures.get(entry.task_id, ())
    ]
    return "; ".join(filter(None, [entry.result.strip().rstrip("."), *said]))


def _task_row(entry, words, charges):
    return _task_words(entry.task, STATUSES[entry.final_level].word, words, charges)


def _task_words(task, level, words, charges):
    deadline = vn_date(task.deadline) if task.deadline else "Thường xuyên"
    charge = charges.get(task.pk)
    return task.text, task.lead_name, str(charge) if charge else "", deadline, level, words


def _agency_rows(results, charges):
    """A row each agency: its tasks by the level they reached, and those nothing came of; what is in nobody's charge last."""
    found = defaultdict(Counter)
    for entry in results.own:
        found[_whose(entry.task, charges)].update(["all", entry.final_level])
    for task in results.lacking:
        found[_whose(task, charges)].update(["all", "lacking"])
    for number, name in enumerate(sorted(found, key=lambda one: (one == NOBODYS, one)), 1):
        yield (number, name, *(found[name][level] for level in ("all", *_LEVELS, "lacking")))


def _unit_rows(results):
    for number, (unit, sending) in enumerate(results.sendings.items(), 1):
        yield (
            number, unit.name, sending.expected, sending.received, sending.late, sending.missing,
            STATUSES[sending.state].word,
        )  # fmt: skip


def _whose(task, charges):
    charge = charges.get(task.pk)
    return charge.agency.name if charge else NOBODYS
