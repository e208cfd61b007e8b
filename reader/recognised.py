"""A reading that rests on recognised pictures: what is unsure is doubted, names near a known one are mended and shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise

from . import syllables
from .layout import Piece
from .shapes import ParsedPlan, Task, TaskSection, Warning
from .signing import FAMILIES, OFFICES
from .text import LOWER, fold, squeeze
from .unit_names import Names

# Of two readings together. At 80 two wrong items of 66 more, over four draws of dirt, stood without a doubt.
UNSURE = 85
# Below this a name or a number is hardly more than a guess.
HARDLY = 45
_EMPTIED = ("number", "signer_name", "place")
_NEAR = 0.86
# A name does not begin with a middle word, nor stands a deputy or a chairman over nobody.
_SPECKS = re.compile(r"^[\s.,:;·_\-–]+|[\s.,:;·_\-–]+$")
_NO_FAMILY = re.compile(r"(?:Thị|Đình|Hữu|Ngọc)\s")
_HALF_NAMED = re.compile(r"(?:Ủy ban|Hội đồng) nhân dân(?: (?:tỉnh|thành phố|huyện|xã|phường|thị trấn|đặc khu))?$")
# Words that the form of a paper gives: however faint they are, they can be no others.
_FIXED = re.compile(r"^(?:Ủy ban|Hội đồng) nhân dân\b|(?<=^Lưu: )VT\b|\((?:để )?b/c\)$")
_FAMILIES_BY_FOLD = frozenset(map(fold, FAMILIES))
_BELONGS = ("PHÓ ", "CHỦ TỊCH")
# Dirt is read as a stop: none stands before a small letter, a colon there is rare, and signs that no sentence has are dirt.
_STOPPED = re.compile(rf"[{LOWER}]{{2}}[.:]\s+[{LOWER}]|[_~^|\\]")
_SHORT = re.compile(r"(?:v\.v|tr|tp|th\.s|ts|b\.c)\.\s", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
# What is shorter than two letters ends no number of a paper.
_CUT = re.compile(r"[-/][^\W\d_]$")
_DIRT = re.compile(r"^[^\w(“\"]+")
_NOTE = "Văn bản quét được nhận dạng chữ tự động (OCR); cần đối chiếu với bản gốc."
_FIELDS = ("number", "date", "place", "issuer", "title", "signer_name", "signer_title")


def doubted(plan: ParsedPlan, pieces: Sequence[Piece], known: Names) -> ParsedPlan:
    """The reading of a scan or a photo: a note on the whole, a doubt on each field and task whose words are unsure."""
    mended = _Mended(known)
    plan = replace(
        plan,
        title=_SPECKS.sub("", plan.title) if plan.title else None,
        recipients=tuple(replace(one, text=_DIRT.sub("", one.text) or one.text) for one in plan.recipients),
    )
    plan = mended.plan(plan)
    sure = _compared({number: piece.words for number, piece in enumerate(pieces, start=1) if piece.words})
    plan, told = _without_guesses(plan, sure)
    notes = [
        *told,
        *_of_fields(plan, sure),
        *_of_years(plan, sure),
        *_of_place(plan),
        *_of_number(plan),
        *_of_recipients(plan, sure),
        *_of_tasks(plan, sure),
        *_of_signer(plan),
        *mended.notes,
    ]
    if plan.appendix:
        notes.append(Warning("appendix_tasks", "Bảng ở phụ lục của bản quét không đọc được chắc chắn nên không lấy."))
    return replace(plan, appendix=(), warnings=(Warning("source_text", _NOTE), *plan.warnings, *notes))


Sure = dict[int, tuple[tuple[str, float], ...]]
_KEPT = re.compile(r"l[uư]u\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d{4}")
_SAID = re.compile(r"[^\W_]+")


def _compared(sure: Sure) -> Sure:
    """Two words on end that the paper has with other marks elsewhere are unsure where they are read less often or surely."""
    read: dict[str, dict[str, list[float]]] = {}
    for words in sure.values():
        for (first, one), (second, other) in pairwise(words):
            said = f"{first} {second}".lower().strip(" .,;:")
            read.setdefault(fold(said), {}).setdefault(said, []).append(min(one, other))
    doubtful = set()
    for spellings in read.values():
        best = max(spellings, key=lambda said: (len(spellings[said]), max(spellings[said])))
        doubtful |= set(spellings) - {best}
    return {line: _lowered(words, doubtful) for line, words in sure.items()}


def _lowered(words, doubtful):
    pairs = [f"{first} {second}".lower().strip(" .,;:") in doubtful for (first, _), (second, _) in pairwise(words)]
    unsure = [before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True)]
    return tuple(
        (word, min(least, HARDLY) if doubted else least) for (word, least), doubted in zip(words, unsure, strict=True)
    )


def _lowest(value: object, lines: Iterable[int], sure: Sure) -> float:
    """How sure the recogniser was of the least sure word of `value` in `lines`; specks beside it do not count."""
    wanted = {_bare(word) for word in str(value).split()} - {""}
    words = ((_bare(word), least) for line in lines for word, least in sure.get(line, ()))
    return min((least for word, least in words if word in wanted), default=100.0)


def _bare(word):
    return "".join(_SAID.findall(fold(word)))


def _without_guesses(plan, sure):
    """Fields that are surely not whole, or hardly read, become empty; what was seen there is told."""
    notes = []
    for name, message in _guesses(plan, sure):
        lines = plan.source_lines.get(name, ())
        notes.append(Warning(name, f"{message} (“{getattr(plan, name)}”) nên để trống; đối chiếu với bản gốc.", lines))
    kept = tuple(one for one in plan.warnings if one.field not in {note.field for note in notes})
    return replace(plan, warnings=kept, **{note.field: None for note in notes}), notes


def _guesses(plan, sure):
    if _NO_FAMILY.match(plan.signer_name or ""):
        yield "signer_name", "Họ tên người ký không đủ chữ"
    if _HALF_NAMED.match(plan.issuer or ""):
        yield "issuer", "Tên cơ quan ban hành không đủ chữ"
    for name in _EMPTIED:
        value, lines = getattr(plan, name), plan.source_lines.get(name, ())
        if value and not _NO_FAMILY.match(value) and _lowest(value, lines, sure) < HARDLY:
            yield name, "Chữ nhận dạng rất không chắc"


def _of_signer(plan):
    if not plan.signer_title and (plan.signer_name or plan.signing_form or plan.recipients):
        yield Warning("signer_title", "Không thấy chức vụ người ký; đối chiếu với bản gốc.")
    family = (plan.signer_name or "").split(" ")[0]
    if family not in FAMILIES and fold(family) in _FAMILIES_BY_FOLD:
        yield Warning("signer_name", f"Họ “{family}” có thể sai dấu; đối chiếu với bản gốc.")
    lost = not plan.signing_form or ((plan.signer_title or "").startswith("PHÓ ") and not _stands_in(plan))
    if lost and plan.signer_title and plan.signer_title.startswith(_BELONGS):
        yield Warning("signing_form", "Không thấy “TM.”, “KT.” hoặc “TL.” trên chức vụ; đối chiếu với bản gốc.")


def _stands_in(plan):
    """Whether a deputy is read to sign in another's stead, as each does."""
    return any(form.startswith(("KT", "TL", "TUQ")) for form in plan.signing_form)


def _of_date(plan):
    """The figures of the date as they stand on paper, with the nought and without."""
    parts = (plan.date or "").split("-")
    return " ".join([*parts, *(part.lstrip("0") for part in parts)])


def _of_fields(plan, sure):
    for name in _FIELDS:
        lines = plan.source_lines.get(name, ())
        value = _of_date(plan) if name == "date" else _FIXED.sub("", getattr(plan, name) or "")
        if name == "signer_title" and value.removeprefix("PHÓ ") in OFFICES:
            continue
        if getattr(plan, name) and (_lowest(value, lines, sure) < UNSURE or (name == "title" and _is_odd(value))):
            yield Warning(name, "Chữ ở dòng này mờ hoặc nhận dạng không chắc; đối chiếu với bản gốc.", lines)


def _is_odd(text):
    """Whether words hold what no syllable is spelt like, or a stop inside a sentence: both readings were wrong alike."""
    if _STOPPED.search(_SHORT.sub(" ", text)):
        return True
    words = (word for word in _LETTERS.findall(text) if not word.isascii() and word[1:] == word[1:].lower())
    return any(not syllables.can_be(word) for word in words if len(word) > 1)


def _of_number(plan):
    if _CUT.search(plan.number or ""):
        message = "Số, ký hiệu có thể thừa hoặc thiếu chữ ở cuối; đối chiếu với bản gốc."
        yield Warning("number", message, plan.source_lines.get("number", ()))


def _of_years(plan, sure):
    """Years are as unsure as the figures of the title they are read from."""
    lines = plan.source_lines.get("title", ())
    if plan.years_covered and _lowest(" ".join(_FIGURES.findall(plan.title or "")), lines, sure) < UNSURE:
        yield Warning("years_covered", "Năm trong trích yếu nhận dạng không chắc; đối chiếu với bản gốc.", lines)


def _of_place(plan):
    """A place that is only the end of the name the issuer bears has lost its first word."""
    before = (plan.issuer or "").removesuffix(f" {plan.place}")
    if plan.place and before != plan.issuer and before.rsplit(" ", 1)[-1].istitle():
        yield Warning("place", "Địa danh có thể thiếu chữ; đối chiếu với bản gốc.", plan.source_lines.get("place", ()))


def _of_recipients(plan, sure):
    unsure = [one for one in plan.recipients if _lowest(_FIXED.sub("", one.text), one.source_lines, sure) < UNSURE]
    if unsure:
        names = "; ".join(one.text for one in unsure)
        lines = tuple(line for one in unsure for line in one.source_lines)
        yield Warning("recipients", f"Nơi nhận nhận dạng không chắc: {names}.", lines)
    if plan.recipients and not any(_KEPT.match(one.text) for one in plan.recipients):
        yield Warning("recipients", "Không thấy dòng “Lưu”, có thể còn nơi nhận chưa đọc được; đối chiếu với bản gốc.")


def _of_tasks(plan, sure):
    for task in plan.all_tasks:
        if _lowest(task.text, task.source_lines, sure) < UNSURE or _is_odd(task.text):
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
