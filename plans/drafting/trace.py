"""Vết xử lý of a plan in words: its steps as rows of `components/_trace.html`."""

from collections.abc import Iterable, Mapping
from typing import Any

from plans.drafting.links import LINK_LABELS, link_in_words
from plans.models import Plan, PlanStep, Task
from plans.progress import period_trace
from plans.progress.trace import plan_change, who

from .wording import PLAN_FIELDS, in_words

__all__ = ["VERBS", "amendments", "events", "original"]

VERBS = {
    "draft": "lập dự thảo",
    "import": "nhập từ văn bản",
    "edit": "sửa",
    "edit_task": "sửa",
    "issue": "ban hành",
    "amend_begun": "bắt đầu soạn bản sửa đổi",
    "amend": "sửa đổi, bổ sung",
    "close": "kết thúc",
    "supersede": "thay thế",
    "hand_down": "giao xuống",
    "taken_back": "thu lại nhiệm vụ vừa giao xuống",
    "received": "nhận nhiệm vụ cấp trên giao",
    "take": "nhận sửa đổi của cấp trên",
    "adopt": "nhận nhiệm vụ của cấp trên",
    "decline": "không nhận sửa đổi của cấp trên",
    "exempt": "đánh dấu",
    "apply": "bỏ dấu",
    "charge": "phân công trong đơn vị",
    "extension_asked": "đề nghị gia hạn",
    "extension_sent": "gửi đề nghị gia hạn lên cấp trên",
    "extension_held": "không gửi đề nghị gia hạn",
    "extension_taken_back": "rút lại đề nghị gia hạn",
    "extension_granted": "đồng ý gia hạn",
    "extension_refused": "không đồng ý gia hạn",
    "handed_over": "bàn giao cho đơn vị kế thừa",
    "taken_over": "tiếp nhận từ đơn vị cũ",
    "heir_gone": "đổi đơn vị tính phần đã báo cáo",
    "reporting_days": "đặt số ngày nộp báo cáo",
    **period_trace.VERBS,
}
SHOWN_CHANGES = 6  # of one step; the rest is counted


def events(steps: Iterable[PlanStep]) -> list[dict[str, Any]]:
    """Steps (newest first, `by` and `acting_for` loaded) as trace rows, a line per change."""
    return [row for step in steps for row in _rows(step)]


def amendments(plan: Plan) -> list[PlanStep]:
    """Steps of the plan that brought an amendment in, first to last, each with `rows`: everything it changed, task by
    task: [(task or what else it is about, [{kind, label, old, new}])]."""
    steps = list(plan.steps.filter(verb="amend").select_related("by").order_by("at", "pk"))
    tasks = {task.pk: str(task) for task in plan.tasks.all()} if steps else {}
    for step in steps:
        groups = {}
        for change in step.changes:
            groups.setdefault(change.get("task"), []).append(change)
        step.rows = [(tasks.get(key, "Phần chung của kế hoạch"), changes) for key, changes in groups.items()]
    return steps


def original(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """What was frozen at issue, for the page: {"issuer", "unit", "title", "texts": [(label, text)], "tasks": rows of
    {"code", "text", "product", "lead", "others", "when"}}. Links to plans and agencies of today are left out."""
    words = frozen["plan"]
    fields = {field.name: field for field in Plan._meta.fields}
    texts = [(fields[name].verbose_name, words.get(name)) for name in PLAN_FIELDS[4:]]
    targets = link_in_words("targets", words["targets"]) if words.get("targets") else ""
    return {
        "issuer": frozen["issuer"], "unit": frozen["unit"], "title": words["title"],
        "texts": [(label, text) for label, text in [*texts, (LINK_LABELS["targets"], targets)] if text],
        "tasks": [_task_of_the_day(row) for row in frozen["tasks"]],
    }  # fmt: skip


def _task_of_the_day(row):
    dated = row["rhythm"] in (Task.Rhythm.ONCE, Task.Rhythm.ONGOING) and row["deadline"]
    when = "" if dated else in_words("rhythm", row["rhythm"])
    due = in_words("deadline", row["deadline"]) if row["deadline"] else ""
    return {
        "code": row["code"], "section": row["section"], "text": row["text"], "product": row["product"],
        "lead": row["lead_text"], "others": row["coordinating_text"], "when": ", ".join(filter(None, [due, when])),
    }  # fmt: skip


def _rows(step):
    head = {"who": who(step), "verb": VERBS.get(step.verb, step.verb), "at": step.at, "note": step.note}
    changes = [change for change in step.changes if "label" in change]
    if not changes:
        return [head]
    rows = [{**head, **plan_change(change)} for change in changes[:SHOWN_CHANGES]]
    if len(changes) > SHOWN_CHANGES:
        rows.append({**head, "what": f"và {len(changes) - SHOWN_CHANGES} chỗ khác"})
    return rows
