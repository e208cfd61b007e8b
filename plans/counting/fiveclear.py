"""The "5 rõ" check of a task: who, what, when, product, responsibility. It says what is vague and why; never blocks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plans.models import Task
from units.text import fold

VAGUE_VERBS = ("quan tam", "chu trong", "day manh", "tang cuong", "phat huy", "nang cao nhan thuc", "quan triet")
EVERYBODY = ("cac co quan", "cac don vi", "cac ban nganh", "cac bo phan", "cac nganh", "toan the", "cac cap")
FEW_WORDS = 5
AGENCY = re.compile(r"(?:^|[,;]|\bvà)\s*(?:Sở|Phòng|Ban|UBND|Ủy ban|Công an|Văn phòng|Trạm|Hội|Đoàn|Bộ phận)\b")
MEASURABLE = re.compile(r"\d")


@dataclass(frozen=True)
class Finding:
    """One of the five that is not clear: `what` in a word or two, `why` as a sentence."""

    what: str
    why: str


def findings(task: Task) -> list[Finding]:
    """List of Finding of `task`, in the office's order; reads lead, dimensions and measures (prefetch for many)."""
    checks = (_person, _work, _time, _product, _responsibility)
    return [found for check in checks if (found := check(task))]


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


def summary(tasks: Iterable[Task]) -> dict[int, list[Finding]]:
    """{task key: [Finding]} of those with findings; an empty dict means every task passes."""
    return {task.pk: found for task in tasks if (found := findings(task))}
