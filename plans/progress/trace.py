"""Vết xử lý: the steps of an entry, and of a period, in words a person can read (who, for whom, what, from what to what,
when)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from plans.models import PlanStep, Progress, Step
from plans.progress import period_trace
from plans.progress.workflow import MOVES
from units.vietnamese import vn_num

__all__ = ["FIELDS", "VERBS", "events", "period_events", "plan_change", "who"]

VERBS = {
    "save": "lưu",
    "carry_over": "chép từ kỳ trước",
    "evidence_add": "thêm",
    "evidence_edit": "sửa thông tin",
    "evidence_remove": "bỏ",
    "evidence_mark": "đánh dấu có dữ liệu cá nhân",
    "evidence_clear": "bỏ dấu dữ liệu cá nhân của",
    "evidence_mask": "che dữ liệu cá nhân trên ảnh",
    "lock": "khóa",
    "part": "ghi phần của cơ quan phối hợp",
    "part_merged": "đưa vào kết quả phần của",
    "object": "kiến nghị về kết quả thẩm định",
    "answer": "trả lời kiến nghị",
    **{name: move.said for name, move in MOVES.items()},
}
FIELDS = {
    "level": "mức độ",
    "result": "kết quả đã làm",
    "difficulties": "khó khăn, vướng mắc",
    "proposals": "đề xuất, kiến nghị",
    "explanation": "giải trình",
    "appraised_level": "mức độ thẩm định",
    "evidence": "tài liệu kiểm chứng",
    "part": "phần việc đã làm",
    "confirmed": "số liệu cần xem lại, xác nhận",
    "wants_evidence": "yêu cầu bổ sung tài liệu",
    "one_hand": "người nhập và người gửi là một",
}
LEVELS = dict(Progress.Level.choices)


def events(steps: Iterable[Step], measures: Mapping[int, str] | None = None) -> list[dict[str, Any]]:
    """Steps (newest first, `by` and `acting_for` loaded) as rows of `components/_trace.html`, a line per change.

    `measures`: {measure id: name}, for the figures that changed.
    """
    return [row for step in steps for row in _rows(step, measures or {})]


def period_events(steps: Iterable[PlanStep]) -> list[dict[str, Any]]:
    """Lines about a period (`period_trace.steps_of`) as trace rows, a row per change."""
    return [
        {"who": who(step), "verb": period_trace.VERBS[step.verb], "at": step.at, "note": step.note, **said}
        for step in steps
        for said in [plan_change(change) for change in step.changes if "label" in change] or [{}]
    ]


def plan_change(change: Mapping[str, Any]) -> dict[str, str]:
    """One change kept in a plan's trace: what it is about, old and new."""
    where = f"nhiệm vụ {change['code']}, " if change.get("code") else ""
    where += f"{about}: " if (about := change.get("about")) else ""
    label = change["label"]
    return {"what": f"{where}{label[:1].lower()}{label[1:]}", "old": change["old"] or "–", "new": change["new"] or "–"}


def _rows(step, measures):
    head = {
        "who": who(step), "verb": VERBS[step.verb], "at": step.at, "note": step.note,
        "receipt": step.receipt,
    }  # fmt: skip
    if not step.changes:
        return [head]
    return [{**head, **_change(change, measures)} for change in step.changes]


def who(step: Step | PlanStep) -> str:
    """Who did it, and for whom."""
    return f"{step.by} (thay {step.acting_for})" if step.acting_for else str(step.by)


def _change(change, measures):
    name = change["field"]
    if name.startswith("figure-"):
        label = measures.get(int(name.removeprefix("figure-")), "số liệu")
        return {"what": label, "old": _figure(change["old"]), "new": _figure(change["new"])}
    if name in ("level", "appraised_level"):
        old, new = (LEVELS.get(change[side], "–") for side in ("old", "new"))
        return {"what": FIELDS[name], "old": old, "new": new}
    return {"what": FIELDS.get(name, name), "old": _short(change["old"]), "new": _short(change["new"])}


def _figure(value):
    return vn_num(Decimal(value)) if value not in (None, "") else "–"


def _short(text):
    text = " ".join(str(text or "").split())
    return "–" if not text else f"“{text[:117]}…”" if len(text) > 120 else f"“{text}”"
