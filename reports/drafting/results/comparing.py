"""So sánh: the tasks done and the figures of this period beside those of the last one and of the year before."""

from collections.abc import Iterator
from decimal import Decimal

from plans.models import Progress
from reports.drafting.counting import Reported, Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import Choices, period_name
from reports.layout.content import Block, Cell, Column, Table

Level = Progress.Level
_MISSING = "–"  # never 0: nobody entered a figure then


def comparison(results: Results, choices: Choices, figures: Figures) -> Iterator[Block]:
    """A sentence for each period compared with, then one table of all figures."""
    if choices.period and results.previous:
        yield _with_last_period(results, figures)
    if choices.year and results.last_year:
        yield _with_last_year(results, figures)
    with_period, with_year = choices.period and bool(results.previous), choices.year and bool(results.last_year)
    rows = [reported for rows in results.measures.values() for reported in rows]
    if rows and (with_period or with_year):
        yield _table(rows, results, with_period, with_year)
    if rows and with_period:
        yield from of_how_many(results, figures)


def _with_last_period(results, figures):
    change = results.levels[Level.DONE] - results.done_before
    before = figures.put(
        "hoan_thanh_ky_truoc", results.done_before, f"Nhiệm vụ hoàn thành, kỳ {results.previous.name}"
    )
    size = figures.put("chenh_hoan_thanh", abs(change), "Chênh lệch số nhiệm vụ hoàn thành so với kỳ trước")
    words = "bằng kỳ trước" if not change else f"{'tăng' if change > 0 else 'giảm'} {size} nhiệm vụ"
    then = f" (hoàn thành {before} nhiệm vụ)" if results.done_before else ""
    return figures.paragraph(
        f"So với {period_name(results.previous)}{then}, số nhiệm vụ hoàn thành {words}.{_why_fewer(results, figures)}"
    )


def _with_last_year(results, figures):
    """By share, for a plan of another year has other tasks."""
    last = results.last_year
    then, now = _share(last.done, last.expected), _share(results.levels[Level.DONE], results.expected)
    before = figures.put("cung_ky_hoan_thanh", last.done, f"Nhiệm vụ hoàn thành, {last.period.name}")
    of = figures.put("cung_ky_nhiem_vu", last.expected, f"Nhiệm vụ phải báo cáo, {last.period.name}")
    share = figures.put("cung_ky_ty_le", then, f"Tỷ lệ hoàn thành, {last.period.name}", unit="%")
    size = figures.put("cung_ky_chenh", abs(now - then), "Chênh lệch tỷ lệ hoàn thành so với cùng kỳ", unit="điểm %")
    words = "bằng cùng kỳ" if now == then else f"{'tăng' if now > then else 'giảm'} {size} điểm phần trăm"
    done = f" (hoàn thành {before}/{of} nhiệm vụ, đạt {share}%)" if last.done else ""
    return figures.paragraph(f"So với cùng kỳ {period_name(last.period)}{done}, tỷ lệ nhiệm vụ hoàn thành {words}.")


def _share(done, expected):
    return (Decimal(100) * done / expected).quantize(Decimal("0.1")) if expected else Decimal(0)


def of_how_many(results: Results, figures: Figures) -> Iterator[Block]:
    """Sums of fewer units are not a fall: said where the two periods are of different numbers of units."""
    pairs = [
        (one.units, one.units_before) for rows in results.measures.values() for one in rows if one.before is not None
    ]
    now, before = (max(numbers) for numbers in zip(*pairs, strict=True)) if pairs else (0, 0)
    if now != before:
        size = figures.put("don_vi_ky_nay", now, "Đơn vị có số liệu kỳ này")
        old = figures.put("don_vi_ky_truoc", before, "Đơn vị có số liệu kỳ trước")
        yield figures.paragraph(
            f"Số liệu kỳ này của {size} đơn vị, kỳ trước của {old} đơn vị; chênh lệch ở Bảng 1 gồm cả phần của đơn vị chỉ có"
            " số liệu một kỳ."
        )


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


def _table(rows: list[Reported], results: Results, with_period: bool, with_year: bool) -> Table:
    columns = [Column("Chỉ tiêu", 4), Column("Đơn vị tính", 1.4, "center")]
    columns += [Column("Cùng kỳ năm trước", 1.2, "right")] if with_year else []
    columns += [Column("Kỳ trước", 1.2, "right")] if with_period else []
    columns += [Column("Kỳ này", 1.2, "right")]
    columns += [Column("Chênh lệch", 1.2, "right")] if with_period else []
    columns += [Column("So với cùng kỳ", 1.2, "right")] if with_year else []
    whom = " và cùng kỳ năm trước" if with_period and with_year else ""
    caption = f"Bảng 1. Số liệu so với {'kỳ trước' + whom if with_period else 'cùng kỳ năm trước'}"
    return Table(tuple(columns), tuple(_row(one, results, with_period, with_year) for one in rows), caption=caption)


def _row(reported, results, with_period, with_year) -> tuple[Cell, ...]:
    measure, now = reported.measure, reported.value
    then = results.last_year.values.get((measure.name, measure.unit_of_measure)) if with_year else None
    row: list[Cell] = [measure.name, measure.unit_of_measure]
    row += [_shown(then)] if with_year else []
    row += [_shown(reported.before)] if with_period else []
    row += [now]
    row += [_shown(_change(reported.before, now))] if with_period else []
    row += [_shown(_change(then, now))] if with_year else []
    return tuple(row)


def _change(before, now):
    return None if None in (before, now) else now - before


def _shown(value):
    return _MISSING if value is None else value
