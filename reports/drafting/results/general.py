"""Đánh giá chung: levels of the unit's own tasks, and the comparison with the last period."""

from collections.abc import Iterator

from plans.models import Progress
from reports.drafting.counting import Reported, Results
from reports.drafting.figures import Figures
from reports.drafting.results.words import period_name
from reports.layout.content import Block, Column, Table
from units.vietnamese import vn_date

Level = Progress.Level


def general(results: Results, figures: Figures) -> Iterator[Block]:
    """How many tasks there are and how far they got, then the same of the last period."""
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
        f"So với {period_name(results.previous)} (hoàn thành {before} nhiệm vụ), số nhiệm vụ hoàn thành {words}."
        f"{_why_fewer(results, figures)}"
    )
    rows = tuple(_compared(reported) for rows in results.measures.values() for reported in rows)
    if rows:
        yield Table(_COMPARED, rows, caption="Bảng 1. Số liệu so với kỳ trước")
        yield from of_how_many(results, figures)


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
