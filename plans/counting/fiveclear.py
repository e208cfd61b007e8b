"""The "5 rõ" check of a task: who, what, when, product, responsibility; "6 rõ" asks for authority as well.

It says what is vague and why; never blocks. Which of the two an installation follows, and by which paper, is a setting.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from plans.models import Task
from units.text import fold

VAGUE_VERBS = ("quan tam", "chu trong", "day manh", "tang cuong", "phat huy", "nang cao nhan thuc", "quan triet")
EVERYBODY = ("cac co quan", "cac don vi", "cac ban nganh", "cac bo phan", "cac nganh", "toan the", "cac cap")
FEW_WORDS = 5
AGENCY = re.compile(r"(?:^|[,;]|\bvà)\s*(?:Sở|Phòng|Ban|UBND|Ủy ban|Công an|Văn phòng|Trạm|Hội|Đoàn|Bộ phận)\b")
MEASURABLE = re.compile(r"\d")


@dataclass(frozen=True)
class Finding:
    """One of the five or six that is not clear: `what` in a word or two, `why` as a sentence."""

    what: str
    why: str


def findings(task: Task) -> list[Finding]:
    """List of Finding of `task`, in the office's order; reads lead, dimensions and measures (prefetch for many)."""
    return [found for check in rule().checks if (found := check(task))]


def _person(task):
    name = task.lead_text or (task.lead.name if task.lead_id else "")
    if not name:
        return Finding("rõ người", "Chưa ghi cơ quan chủ trì.")
    if fold(name).startswith(EVERYBODY):
        return Finding("rõ người", f"“{name}” là gọi chung; chưa biết ai đứng ra chủ trì.")
    return None


def _work(task):
    words = fold(task.text).split()
    if len(words) < FEW_WORDS:
        return Finding("rõ việc", "Nội dung quá ngắn để biết phải làm gì.")
    if " ".join(words).startswith(VAGUE_VERBS) and not task.asked_measures() and not MEASURABLE.search(task.text):
        return Finding("rõ việc", f"Mở đầu bằng “{' '.join(task.text.split()[:2])}” mà không có số lượng.")
    return None


def _time(task):
    if task.deadline or task.rhythm not in (task.Rhythm.ONCE, task.Rhythm.ONGOING):
        return None
    if task.rhythm == task.Rhythm.ONGOING:
        return Finding("rõ thời gian", "“Thường xuyên” không có hạn hay nhịp để kiểm tra.")
    return Finding("rõ thời gian", "Chưa có thời hạn.")


def _product(task):
    if task.product.strip() or task.asked_measures():
        return None
    return Finding("rõ sản phẩm", "Chưa ghi sản phẩm, kết quả hay chỉ tiêu.")


def _responsibility(task):
    if len(AGENCY.findall(task.lead_text)) > 1 and not task.lead_id:
        return Finding(
            "rõ trách nhiệm", f"Nhiều cơ quan cùng chủ trì ({task.lead_text}); chưa rõ ai chịu trách nhiệm."
        )
    return None


def _authority(task):
    """The lead is of another line of units than the plan: whoever issues it has nothing to order there."""
    if not task.lead_id or task.lead.is_requested or task.lead.unit.path.startswith(task.plan.unit.path):
        return None
    return Finding(
        "rõ thẩm quyền", f"{task.lead} không thuộc {task.plan.unit.short_name}; chưa rõ ai có quyền giao việc này."
    )


@dataclass(frozen=True)
class ClearRule:
    """What "rõ" asks for: its name as offices say it, the checks in the office's order."""

    name: str
    checks: tuple[Callable[[Task], Finding | None], ...]

    @property
    def source(self) -> str:
        """The paper that asks for it, as the installation says; "" where it says none."""
        return settings.CLEAR_RULE_SOURCE


FIVE = (_person, _work, _time, _product, _responsibility)
RULES = {5: ClearRule("5 rõ", FIVE), 6: ClearRule("6 rõ", (*FIVE, _authority))}


def rule() -> ClearRule:
    """The one this installation follows; any other number than 6 is five."""
    return RULES.get(settings.CLEAR_RULE, RULES[5])


def summary(tasks: Iterable[Task]) -> dict[int, list[Finding]]:
    """{task key: [Finding]} of those with findings; an empty dict means every task passes."""
    return {task.pk: found for task in tasks if (found := findings(task))}
