"""What applying a file would do: lines held against entries as they stand, stale and slipped rows told apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.crypto import constant_time_compare

from plans.counting.plausible import Ground
from plans.entering.spreadsheet.differences import Mistake, differences
from plans.entering.spreadsheet.layout import CODE, KEY, TASK, TEXTS, plain, seal
from plans.entering.spreadsheet.reading import SheetRow
from plans.models import Progress
from plans.progress.workflow import may_be_typed, why_over

SLIPPED = "Chữ này đang lưu ở dòng khác: có vẻ chỉ cột này bị sắp xếp. Sắp xếp cả bảng rồi nạp lại."


@dataclass
class Preview:
    """What applying the file would do; `apply` is ready for `progress.workflow.save`, rows with a mistake are not in it."""

    changes: list = field(default_factory=list)
    mistakes: list = field(default_factory=list)
    apply: list = field(default_factory=list)  # of {"pk", "version", "values", "figures"}
    same: int = 0


def compare(lines: Iterable[SheetRow], entries: Mapping[int, Progress], ground: Ground) -> Preview:
    """Preview of `lines` against `entries` ({id: Progress with task, measures, figures}); `ground`: their
    `plausible.Ground`, for the figures the file would bring."""
    preview, seen, changed = Preview(), {}, []
    for line in lines:
        entry = _identified(line, entries, preview)
        if not entry:
            continue
        mistakes, changes, wanted = differences(line, entry)
        content = (tuple(sorted(wanted["values"].items())), tuple(sorted(wanted["figures"].items())))
        if entry.pk in seen:
            if seen[entry.pk][1] != content:
                _complain(
                    preview,
                    line,
                    KEY,
                    entry,
                    f"Trùng nhiệm vụ với dòng {seen[entry.pk][0]} nhưng nội dung khác. Giữ một dòng.",
                )
                preview.apply = [row for row in preview.apply if row["pk"] != entry.pk]
                preview.changes = [change for change in preview.changes if change.entry.pk != entry.pk]
            continue
        seen[entry.pk] = (line.number, content)
        changed += changes
        _sort_in(preview, line, entry, mistakes, _questioned(changes, entry, wanted, ground), wanted)
    _take_out_slipped(preview, changed)
    return preview


def _take_out_slipped(preview, changed):
    """A column sorted by itself: words that are stored for one row stand beside another, whose own went elsewhere too.
    `changed`: changes of every row, also of those that take nothing any more: their words move in the sorting as well."""
    for title in TEXTS.values():
        moved = _moved([change for change in changed if change.label == title])
        if len({change.new or change.old for change in moved}) < 2:
            continue
        gone = {change.entry.pk for change in moved} & {change.entry.pk for change in preview.changes}
        for change in moved:
            if change.entry.pk in gone:
                preview.mistakes.append(Mistake(change.cell, str(change.entry.task)[:80], SLIPPED))
        preview.apply = [row for row in preview.apply if row["pk"] not in gone]
        preview.changes = [change for change in preview.changes if change.entry.pk not in gone]


def _moved(changes):
    """Of the changes in one column those that brought the words of another row, or whose own went to one."""
    stored, written = (
        {change.old for change in changes if change.old},
        {change.new for change in changes if change.new},
    )
    return [change for change in changes if (change.new in stored if change.new else change.old in written)]


def _questioned(changes, entry, wanted, ground):
    """The changes of one row, figures that would not look right with their question: also where the file leaves a
    figure as it is and changes the one it is held against."""
    brought = {key: None if value is None else Decimal(value) for key, value in wanted["figures"].items()}
    asked = defaultdict(list)
    for one in ground.findings(entry, brought):
        asked[one.field].append(one.said)
    places = {f"Số liệu {n}": f"figure-{row.pk}" for n, row in enumerate(entry.task.asked_measures(), 1)}
    rows = [replace(row, doubt=" ".join(asked.pop(places.get(row.label), []))) for row in changes]
    rest = " ".join(text for texts in asked.values() for text in texts)
    return [*rows[:-1], replace(rows[-1], doubt=f"{rows[-1].doubt} {rest}".strip())] if rows else rows


def _sort_in(preview, line, entry, mistakes, changes, wanted):
    version = int(line.key.split("-")[1])
    preview.mistakes += mistakes
    if mistakes:
        return
    if not changes:
        preview.same += 1
    elif entry.version != version:
        message = (
            f"Tệp cũ: nhiệm vụ đã được lưu lại lúc {entry.typed_at:%H:%M %d/%m/%Y}" if entry.typed_at else "Tệp cũ"
        )
        _complain(preview, line, KEY, entry, f"{message} sau khi tải mẫu này. Tải mẫu mới cho dòng này.")
    elif over := why_over(entry):
        _complain(preview, line, KEY, entry, over)
    elif not may_be_typed(entry):
        _complain(preview, line, KEY, entry, f"Đang ở bước “{entry.get_state_display()}”, không sửa được.")
    else:
        preview.changes += changes
        preview.apply.append({"pk": entry.pk, "version": entry.version, **wanted})


def _identified(line, entries, preview):
    """The entry of a line, by its key; complains and gives None for a key that is broken or of elsewhere."""
    match = re.fullmatch(r"(\d{1,18})-(\d{1,9})-([0-9a-f]{10})", line.key)
    text = plain(line.cells.get(TASK))
    if not match:
        preview.mistakes.append(Mistake(f"A{line.number}", text, "Mã dòng trống hoặc bị sửa. Chép lại mã từ mẫu."))
        return None
    stands = seal(match[1], match[2], line.cells.get(CODE), text)
    if not constant_time_compare(stands, match[3]):
        slipped = (
            "Mã dòng không khớp nhiệm vụ: dòng bị lệch khi sắp xếp hoặc bị sửa chữ. Sắp xếp cả bảng, không từng cột."
        )
        preview.mistakes.append(Mistake(f"A{line.number}", text, slipped))
        return None
    entry = entries.get(int(match[1]))
    if entry is None:
        preview.mistakes.append(Mistake(f"A{line.number}", text, "Dòng này của kỳ khác hoặc đơn vị khác."))
    return entry


def _complain(preview, line, title, entry, message):
    preview.mistakes.append(Mistake(line.place(title), str(entry.task)[:80], message))
