"""Báo cáo kết quả: by dimension, with figures, comparison with the last period, units below, difficulties, proposals."""

from collections import defaultdict
from dataclasses import dataclass

from plans.counting.completeness import tally
from plans.models import Period, Plan, Progress
from reports.drafting import below, heads, parts
from reports.drafting.counting import Reported, Results
from reports.drafting.figures import Figures
from reports.layout import content, wording
from reports.layout.content import Annex, Column, Heading, Paper, Table
from units.models import Agency, Post
from units.statuses import STATUSES
from units.vietnamese import vn_date, vn_num

GENERAL = "Nhiệm vụ chung"
NAMED_AT_MOST = 10  # units named in a sentence; more stand in the annex
Level = Progress.Level


@dataclass(frozen=True)
class Draft:
    """A paper with its linked figures, as `Document` keeps them, the keys of the units that get it here, and the rows
    that go with it as a spreadsheet because they are too many for an annex."""

    paper: Paper
    figures: dict[str, dict]
    receivers: tuple[int, ...] = ()
    detail: Table | None = None
    entries: tuple[int, ...] = ()  # what was counted


def report(results: Results, *, agency: Agency, signer: Post | None, drafted_in: Agency | None = None) -> Draft:
    """A first draft of the report on a period; the office above stands in Kính gửi where there is one."""
    figures = Figures()
    unit, plan = results.plan.unit, results.plan
    above = heads.superior_office(unit, heads.reviewing_office(unit, plan))
    blocks = content.numbered(tuple(_blocks(results, agency, figures)))
    paper = heads.paper(
        "bao_cao", agency, title=title(plan, results.period), blocks=blocks, signer=signer, drafted_in=drafted_in,
        addressees=(above,) if above else (), recipients=_recipients(results, agency), annexes=_annexes(results),
    )  # fmt: skip
    detail = below.detail(results) if below.are_many(results) else None
    carried = (entry for part in results.before for entry in part.entries)
    entries = tuple(entry.pk for entry in (*results.own, *results.below, *carried))
    return Draft(paper, figures.rows, (unit.parent_id,) if unit.parent_id else (), detail, entries)


def title(plan: Plan, period: Period) -> str:
    """`Kết quả thực hiện Kế hoạch số 04/KH-UBND về nâng cao Chỉ số PAPI, kỳ 9 tháng năm 2024`."""
    number = f" số {plan.number}" if plan.number else ""
    subject = plan.title[:1].lower() + plan.title[1:]
    return f"Kết quả thực hiện Kế hoạch{number} về {subject}, kỳ {_period_name(period)}"


def _period_name(period):
    name = period.name.partition(" (")[0]
    return name[:1].lower() + name[1:]


def span(period: Period) -> str:
    """`từ 01/01/2024 đến 30/9/2024`, which is not always the calendar's half-year."""
    return f"từ {vn_date(period.starts)} đến {vn_date(period.ends)}"


def _blocks(results, agency, figures):
    period = results.period
    yield figures.paragraph(
        f"Thực hiện {heads.cited(results.plan)}, {heads.full_name(agency)} báo cáo kết quả {_period_name(period)} "
        f"({span(period)}) như sau:"
    )
    yield Heading(1, "Kết quả thực hiện")
    yield Heading(2, "Đánh giá chung")
    yield from _general(results, figures)
    yield from _by_dimension(results, figures)
    yield from parts.sections(results, figures)
    if results.sendings:
        yield Heading(1, "Tình hình báo cáo của các đơn vị")
        yield from _units(results, figures)
    yield Heading(1, "Khó khăn, vướng mắc")
    yield from _merged(results, "difficulties", figures, "Trong kỳ không có khó khăn, vướng mắc lớn.")
    yield Heading(1, "Đề xuất, kiến nghị")
    yield from _merged(results, "proposals", figures, "Không có đề xuất, kiến nghị.")
    detail = f" (chi tiết tại {_annex_words(results)} kèm theo)" if _annexes(results) else ""
    yield figures.paragraph(f"{heads.full_name(agency)} trân trọng báo cáo{detail}")


def _annex_words(results):
    count = len(_annexes(results))
    words = "Phụ lục" if count == 1 else "các Phụ lục I, " + ", ".join(wording.roman(n) for n in range(2, count + 1))
    return f"{words} và bảng tính chi tiết" if below.are_many(results) else words


# --- I.1 --------------------------------------------------------------------------------------------------------------


def _general(results, figures):
    levels, put = results.levels, figures.put
    sentence = (
        f"Trong kỳ, triển khai {put('nhiem_vu', results.expected, 'Nhiệm vụ phải báo cáo trong kỳ')} nhiệm vụ; hoàn thành "
        f"{put('hoan_thanh', levels[Level.DONE], 'Nhiệm vụ hoàn thành')}, đang thực hiện "
        f"{put('dang_thuc_hien', levels[Level.DOING], 'Nhiệm vụ đang thực hiện')}, chưa thực hiện "
        f"{put('chua_thuc_hien', levels[Level.NOT_STARTED], 'Nhiệm vụ chưa thực hiện')}, không phát sinh "
        f"{put('khong_phat_sinh', levels[Level.NONE], 'Nhiệm vụ không phát sinh')}"
    )
    late, missing = len(results.overdue), results.expected - len(results.own)
    if late:
        day = vn_date(results.counted_on)
        sentence += f"; quá hạn tính đến {day}: {put('qua_han', late, 'Nhiệm vụ quá hạn', entries=results.overdue)}"
    if missing:
        sentence += f"; chưa có báo cáo {put('chua_bao_cao', missing, 'Nhiệm vụ chưa có báo cáo')}"
    yield figures.paragraph(f"{sentence}.")
    yield from _comparison(results, figures)


def _comparison(results, figures):
    if not results.previous:
        return
    change = results.levels[Level.DONE] - results.done_before
    before = figures.put(
        "hoan_thanh_ky_truoc", results.done_before, f"Nhiệm vụ hoàn thành, kỳ {results.previous.name}"
    )
    words = "bằng kỳ trước"
    if change:
        size = figures.put("chenh_hoan_thanh", abs(change), "Chênh lệch số nhiệm vụ hoàn thành so với kỳ trước")
        words = f"{'tăng' if change > 0 else 'giảm'} {size} nhiệm vụ"
    yield figures.paragraph(
        f"So với {_period_name(results.previous)} (hoàn thành {before} nhiệm vụ), số nhiệm vụ hoàn thành {words}."
        f"{_why_fewer(results, figures)}"
    )
    rows = tuple(_compared(reported) for rows in results.measures.values() for reported in rows)
    if rows:
        yield Table(_COMPARED, rows, caption="Bảng 1. Số liệu so với kỳ trước")


def _why_fewer(results, figures):
    """What was done in the last period and is not now: tasks nobody reported on stand apart from those that fell."""
    said = [
        f"{figures.put(name, len(keys), label)} nhiệm vụ {words}"
        for name, keys, label, words in (
            ("tut", results.fell, "Nhiệm vụ kỳ trước hoàn thành, kỳ này thấp hơn", "kỳ này báo cáo mức thấp hơn"),
            (
                "vang",
                results.unreported,
                "Nhiệm vụ kỳ trước hoàn thành, kỳ này chưa báo cáo",
                "kỳ này chưa có báo cáo",
            ),
        )
        if keys
    ]
    return f" Trong các nhiệm vụ kỳ trước đã hoàn thành, {', '.join(said)}." if said else ""


_COMPARED = (
    Column("Chỉ tiêu", 4), Column("Đơn vị tính", 1.4, "center"), Column("Kỳ trước", 1.2, "right"),
    Column("Kỳ này", 1.2, "right"), Column("Chênh lệch", 1.2, "right"),
)  # fmt: skip


def _compared(reported: Reported):
    change = None if None in (reported.before, reported.value) else reported.value - reported.before  # type: ignore[operator]
    measure = reported.measure
    missing = "–"  # never 0: nobody entered a figure then
    return (
        measure.name, measure.unit_of_measure, missing if reported.before is None else reported.before, reported.value,
        missing if change is None else change,
    )  # fmt: skip


# --- I.2 and on: one section a dimension -------------------------------------------------------------------------------


def _by_dimension(results, figures):
    own, others = _grouped(results.own), _grouped(results.below)
    for number, name in sorted(own.keys() | others.keys()):
        yield Heading(2, name)
        for entry in own.get((number, name), ()):
            yield _result(entry, results, figures)
        yield from _from_below(number, results, others.get((number, name), ()), figures)


def _grouped(entries):
    """{(number, name): [Progress]} by the first dimension of the task; general tasks last."""
    found = defaultdict(list)
    for entry in entries:
        first = min(entry.task.dimensions.all(), key=lambda row: row.number, default=None)
        found[(first.number, first.name) if first else (9, GENERAL)].append(entry)
    return found


def _result(entry, results, figures):
    words = entry.result.strip() or f"{entry.task.text.strip()}: {STATUSES[entry.final_level].word.lower()}."
    rows = [_said(reported, figures) for reported in results.measures.get(entry.task_id, ())]
    words = _closed(words)
    return figures.paragraph(f"{words} Kết quả: {'; '.join(rows)}." if rows else words)


def _said(reported, figures):
    measure = reported.measure
    name = f"so_lieu_{measure.task.position}_{measure.position}_{measure.pk}"
    put = figures.put(name, reported.value, measure.name, unit=measure.unit_of_measure, entries=reported.entries)
    return f"{measure.name[:1].lower()}{measure.name[1:]} {put} {measure.unit_of_measure}".strip()


def _from_below(number, results, entries, figures):
    """Words of few units one by one, of many as figures; their own words then stand in the spreadsheet."""
    if entries and below.are_many(results):
        behind = 3 if results.own or results.before else 2  # the tasks and the units, see _annexes
        annex = wording.roman(behind)
        yield from below.summed(number, entries, results, figures, annex)
    else:
        for words, units in _sourced(entries, "result"):
            names = _names(units)
            yield figures.bullet(f"{names[:1].upper()}{names[1:]}: {words[:1].lower()}{_closed(words)[1:]}")
    answered = {entry.task_id for entry in results.own}
    open_tasks = {entry.task.parent_id for entry in entries} - answered
    said = [_said(row, figures) for key in sorted(open_tasks - {None}) for row in results.measures.get(key, ())]
    if said:
        yield figures.paragraph(f"Số liệu của các đơn vị: {'; '.join(said)}.")


# --- the units below ----------------------------------------------------------------------------------------------------


def _units(results, figures):
    states = defaultdict(list)
    for unit, sending in results.sendings.items():
        states[sending.state].append(unit)
    put = figures.put
    yield figures.paragraph(
        f"Có {put('don_vi', sum(tally(results.sendings.values()).values()), 'Đơn vị phải báo cáo')} đơn vị phải báo cáo; "
        f"{put('dung_han', len(states['on_time']) + len(states['nothing']), 'Đơn vị gửi đúng hạn')} đơn vị gửi đúng hạn, "
        f"{put('gui_cham', len(states['sent_late']), 'Đơn vị gửi chậm')} đơn vị gửi chậm, "
        f"{put('chua_gui_du', len(states['partly']), 'Đơn vị chưa gửi đủ')} đơn vị chưa gửi đủ, "
        f"{put('chua_gui', len(states['unsent']), 'Đơn vị chưa gửi báo cáo')} đơn vị chưa gửi báo cáo."
    )
    for state, words in _NAMED:
        if 0 < len(states[state]) <= NAMED_AT_MOST:
            names = (_how_far(unit, results.sendings[unit]) for unit in states[state])
            yield figures.bullet(f"{words}: {', '.join(names)}.")


_NAMED = (("unsent", "Đơn vị chưa gửi báo cáo"), ("partly", "Đơn vị chưa gửi đủ"), ("sent_late", "Đơn vị gửi chậm"))


def _how_far(unit, sending):
    """`xã Tiền Phong`; of one that sent a part, `xã Tiền Phong (10/13)`."""
    return (
        f"{unit.short_name} ({sending.received}/{sending.expected})" if sending.state == "partly" else unit.short_name
    )


def _merged(results, field, figures, otherwise):
    """Difficulties or proposals of the unit and of those below, each with where it comes from; equal words once."""
    own = [getattr(entry, field).strip() for entry in results.own]
    rows = [figures.paragraph(_closed(words)) for words in dict.fromkeys(filter(None, own))]
    sourced = _sourced(results.below, field)
    told = below.merged(sourced) if below.are_many(results) else sourced
    rows += [figures.bullet(f"{_closed(words).removesuffix('.')} ({_names(units)}).") for words, units in told]
    rows += below.rest_of(sourced, field, figures) if told != sourced else []
    for part in results.before:
        theirs = (" ".join(getattr(entry, field).split()) for entry in part.entries)
        for words in dict.fromkeys(filter(None, theirs)):
            rows.append(figures.bullet(f"{_closed(words).removesuffix('.')}, {part.name}."))
    yield from rows or [figures.paragraph(otherwise)]


def _sourced(entries, field):
    """[(words, [Unit])]: what units below wrote; the same words of several units are one row."""
    found = defaultdict(dict)
    for entry in entries:
        words = " ".join(getattr(entry, field).split())
        if words:
            found[words][entry.unit.pk] = entry.unit
    return [(words, list(units.values())) for words, units in found.items()]


def _names(units):
    names = [unit.short_name for unit in units]
    if len(names) <= NAMED_AT_MOST:
        return ", ".join(names)
    return f"{len(names)} đơn vị, trong đó có {', '.join(names[:3])}"


def _closed(words):
    return words.strip().rstrip(" ;.") + "."


# --- recipients and annexes ---------------------------------------------------------------------------------------------


def _recipients(results, agency):
    """Own leaders, and the reviewing office: a person edits the list."""
    through = heads.reviewing_office(results.plan.unit, results.plan)
    body = f"Chủ tịch, các Phó Chủ tịch {agency.name}" if agency.heads_unit else f"Lãnh đạo {agency.name}"
    return tuple(filter(None, [through and through.name, body]))


_TASKS = (
    Column("TT", 0.5, "center"), Column("Nhiệm vụ", 3), Column("Chủ trì", 1.5), Column("Thời hạn", 1, "center"),
    Column("Mức độ", 1.1, "center"), Column("Kết quả, số liệu", 3),
)  # fmt: skip
_UNITS = (
    Column("TT", 0.5, "center"), Column("Đơn vị", 3), Column("Phải báo cáo", 1, "right"), Column("Đã gửi", 1, "right"),
    Column("Trong đó gửi chậm", 1, "right"), Column("Còn thiếu", 1, "right"), Column("Tình trạng", 1.5, "center"),
)  # fmt: skip


def _annexes(results: Results) -> tuple[Annex, ...]:
    found = []
    if results.own or results.before:
        tasks = content.filled_columns(Table(_TASKS, tuple(_task_rows(results))))
        found.append(Annex("Kết quả thực hiện từng nhiệm vụ", tasks))
    if results.sendings:
        units = Table(_UNITS, tuple(_unit_rows(results)))
        found.append(Annex("Tình hình gửi báo cáo của các đơn vị", units, landscape=False))
    if below.are_many(results):
        found.append(below.by_unit(results))
    return tuple(found)


def _task_rows(results):
    """Own tasks by dimension, then those of the units before a merger, numbered through."""
    number = 0
    for (_, name), entries in sorted(_grouped(results.own).items()):
        yield (name,)
        for entry in entries:
            number += 1
            yield (number, *_task_row(entry, _own_words(entry, results)))
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
    deadline = vn_date(entry.task.deadline) if entry.task.deadline else "Thường xuyên"
    return entry.task.text, entry.task.lead_name, deadline, STATUSES[entry.final_level].word, words


def _unit_rows(results):
    for number, (unit, sending) in enumerate(results.sendings.items(), 1):
        yield (
            number, unit.name, sending.expected, sending.received, sending.late, sending.missing,
            STATUSES[sending.state].word,
        )  # fmt: skip
