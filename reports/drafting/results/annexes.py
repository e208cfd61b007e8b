"""The annexes of a report: its tasks, the sending of the units below, their figures."""

from collections import defaultdict

from reports.drafting import below, parts
from reports.drafting.counting import Results
from reports.drafting.results.words import dimension_head, dimension_of, grouped
from reports.layout import content
from reports.layout.content import Annex, Column, Table
from units.statuses import STATUSES
from units.vietnamese import vn_date, vn_num

LACKING = "Chưa có báo cáo"
_TASKS = (
    Column("TT", 0.5, "center"), Column("Nhiệm vụ", 3), Column("Chủ trì", 1.5), Column("Thời hạn", 1, "center"),
    Column("Mức độ", 1.1, "center"), Column("Kết quả, số liệu", 3),
)  # fmt: skip
_UNITS = (
    Column("TT", 0.5, "center"), Column("Đơn vị", 3), Column("Phải báo cáo", 1, "right"), Column("Đã gửi", 1, "right"),
    Column("Trong đó gửi chậm", 1, "right"), Column("Còn thiếu", 1, "right"), Column("Tình trạng", 1.5, "center"),
)  # fmt: skip


def annexes_of(results: Results) -> tuple[Annex, ...]:
    found = []
    if results.own or results.lacking or results.before:
        tasks = content.filled_columns(Table(_TASKS, tuple(_task_rows(results))))
        found.append(Annex("Kết quả thực hiện từng nhiệm vụ", tasks))
    if results.sendings:
        units = Table(_UNITS, tuple(_unit_rows(results)))
        found.append(Annex("Tình hình gửi báo cáo của các đơn vị", units, landscape=False))
    if below.are_many(results):
        found.append(below.by_unit(results))
    return tuple(found)


def _task_rows(results):
    """Own tasks by dimension, with those nothing came of, then those of the units before a merger, numbered through."""
    number, lacking = 0, defaultdict(list)
    for task in results.lacking:
        lacking[dimension_of(task)].append(task)
    own = grouped(results.own)
    for key in sorted(own.keys() | lacking.keys()):
        yield (dimension_head(*key),)
        for entry in own.get(key, ()):
            number += 1
            yield (number, *_task_row(entry, _own_words(entry, results)))
        for task in lacking[key]:
            number += 1
            yield (number, *_task_words(task, LACKING, ""))
    for part in results.before:
        yield (parts.head(part),)
        for entry in part.entries:
            number += 1
            yield (number, *_task_row(entry, parts.said(entry)))


def _own_words(entry, results):
    said = [
        f"{row.measure.name}: {vn_num(row.value)} {row.measure.unit_of_measure}".strip()
        for row in results.measures.get(entry.task_id, ())
    ]
    return "; ".join(filter(None, [entry.result.strip().rstrip("."), *said]))


def _task_row(entry, words):
    return _task_words(entry.task, STATUSES[entry.final_level].word, words)


def _task_words(task, level, words):
    deadline = vn_date(task.deadline) if task.deadline else "Thường xuyên"
    return task.text, task.lead_name, deadline, level, words


def _unit_rows(results):
    for number, (unit, sending) in enumerate(results.sendings.items(), 1):
        yield (
            number, unit.name, sending.expected, sending.received, sending.late, sending.missing,
            STATUSES[sending.state].word,
        )  # fmt: skip
