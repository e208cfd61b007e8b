"""A reading that rests on recognised pictures: what is unsure is doubted, names near a known one are mended and shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from .layout import Piece
from .shapes import ParsedPlan, Task, TaskSection, Warning
from .text import fold, squeeze
from .unit_names import Names

# Words of small letters a recogniser takes for others stand at 69 to 81 on our samples, right ones at 83 and above.
UNSURE = 82
_NEAR = 0.86
_NOTE = "Văn bản quét được nhận dạng chữ tự động (OCR); cần đối chiếu với bản gốc."
_FIELDS = ("number", "date", "place", "issuer", "title", "signer_name", "signer_title")


def doubted(plan: ParsedPlan, pieces: Sequence[Piece], known: Names) -> ParsedPlan:
    """The reading of a scan or a photo: a note on the whole, a doubt on each field and task whose words are unsure."""
    mended = _Mended(known)
    plan = mended.plan(plan)
    sure = {number: piece.words for number, piece in enumerate(pieces, start=1) if piece.words}
    notes = [*_of_fields(plan, sure), *_of_recipients(plan, sure), *_of_tasks(plan, sure), *mended.notes]
    if plan.appendix:
        notes.append(Warning("appendix_tasks", "Bảng ở phụ lục của bản quét không đọc được chắc chắn nên không lấy."))
    return replace(plan, appendix=(), warnings=(Warning("source_text", _NOTE), *plan.warnings, *notes))


Sure = dict[int, tuple[tuple[str, float], ...]]
_KEPT = re.compile(r"l[uư]u\b", re.IGNORECASE)
_SAID = re.compile(r"[^\W_]+")


def _lowest(value: object, lines: Iterable[int], sure: Sure) -> float:
    """How sure the recogniser was of the least sure word of `value` in `lines`; specks beside it do not count."""
    wanted = {_bare(word) for word in str(value).split()} - {""}
    words = ((_bare(word), least) for line in lines for word, least in sure.get(line, ()))
    return min((least for word, least in words if word in wanted), default=100.0)


def _bare(word):
    return "".join(_SAID.findall(fold(word)))


def _of_date(plan):
    """The figures of the date as they stand on paper, with the nought and without."""
    parts = (plan.date or "").split("-")
    return " ".join([*parts, *(part.lstrip("0") for part in parts)])


def _of_fields(plan, sure):
    for name in _FIELDS:
        lines = plan.source_lines.get(name, ())
        value = _of_date(plan) if name == "date" else getattr(plan, name)
        if getattr(plan, name) and _lowest(value, lines, sure) < UNSURE:
            yield Warning(name, "Chữ ở dòng này mờ hoặc nhận dạng không chắc; đối chiếu với bản gốc.", lines)


def _of_recipients(plan, sure):
    unsure = [one for one in plan.recipients if _lowest(one.text, one.source_lines, sure) < UNSURE]
    if unsure:
        names = "; ".join(one.text for one in unsure)
        lines = tuple(line for one in unsure for line in one.source_lines)
        yield Warning("recipients", f"Nơi nhận nhận dạng không chắc: {names}.", lines)
    if plan.recipients and not any(_KEPT.match(one.text) for one in plan.recipients):
        yield Warning("recipients", "Không thấy dòng “Lưu”, có thể còn nơi nhận chưa đọc được; đối chiếu với bản gốc.")


def _of_tasks(plan, sure):
    for task in plan.all_tasks:
        if _lowest(task.text, task.source_lines, sure) < UNSURE:
            yield Warning("tasks", f"Nhận dạng không chắc: “{task.text[:60]}”.", task.source_lines)


class _Mended:
    """Names of units that differ from a known one in a letter or a mark get its spelling; each change is told."""

    def __init__(self, known: Names) -> None:
        self.by_fold = {fold(name): name for names in known.by_start.values() for name in names}
        self.spelt = known.spelt
        self.notes: list[Warning] = []

    def plan(self, plan: ParsedPlan) -> ParsedPlan:
        if not self.by_fold:
            return plan
        return replace(
            plan,
            issuer=self._name(plan.issuer, "issuer", plan.source_lines.get("issuer", ())),
            tasks=tuple(self._section(section) for section in plan.tasks),
            responsible_units=tuple(
                replace(unit, unit=self._name(unit.unit, "responsible_units", unit.source_lines))
                for unit in plan.responsible_units
            ),
        )

    def _section(self, section: TaskSection) -> TaskSection:
        return replace(section, items=tuple(self._task(task) for task in section.items))

    def _task(self, task: Task) -> Task:
        return replace(task, lead=self._name(task.lead, "tasks", task.source_lines))

    def _name(self, name: str | None, field: str, lines: tuple[int, ...]) -> str | None:
        if not name or squeeze(name).lower() in self.spelt:
            return name
        near = get_close_matches(fold(squeeze(name)), self.by_fold, n=2, cutoff=_NEAR)
        if not near or (len(near) > 1 and fold(name) != near[0]):
            return name
        right = self.spelt[self.by_fold[near[0]]]
        self.notes.append(Warning(field, f"“{name}” được sửa theo danh mục thành “{right}”.", lines))
        return right
