"""Kiểm tra trước khi ký: what a leader wants to know before the signature, from rows and from the decree's rules."""

from dataclasses import dataclass

from plans.counting import completeness
from plans.models import Progress
from reports.drafting import figures
from reports.layout import check, content
from reports.layout.content import Paper
from reports.models import Document
from reports.papers import press


@dataclass(frozen=True)
class Finding:
    """One line: `good` or `warn`, its first word, and the rest."""

    tone: str
    head: str
    text: str


def findings(document: Document, paper: Paper) -> list[Finding]:
    """Lines for the box; none of them stops a signature, a person decides."""
    return [*_issued(document), *_complete(document), *_agrees(document, paper), *_form(paper), *_beside(document, paper),
            *_by_hand(document)]  # fmt: skip


def _issued(document):
    if not document.is_copy:
        return []
    words = f"kế hoạch số {document.plan.number}; bản này để xem, in, không ký và cấp số lần nữa"
    return [Finding("good", "Đã ban hành:", words)]


def _complete(document):
    if document.kind != Document.Kind.REPORT:
        return []
    own = Progress.objects.filter(period=document.period_id, plan=document.plan_id)
    expected, came = own.count(), own.filter(completeness.received(document.as_of)).count()
    words = f"{came}/{expected} nhiệm vụ đã có số liệu"
    return [Finding("good", "Đủ", words) if came == expected else Finding("warn", "Mới", words)]


def _agrees(document, paper):
    """The linked figures against what the portal would say today; only while there is something to correct."""
    named = figures.used(paper.blocks)
    if not named or document.state not in (Document.State.DRAFT, Document.State.TO_SIGN):
        return []
    try:
        today = press.drafted(document).figures
    except ValueError:  # nobody is late any more
        return [Finding("warn", "Đã khác", "đến nay không còn đơn vị nào quá hạn")]
    changed = [name for name in named if today.get(name, {}).get("value") != document.figures[name]["value"]]
    if changed:
        what = ", ".join(document.figures[name]["what"] for name in changed[:3])
        return [Finding("warn", "Đã khác", f"{len(changed)} con số thay đổi sau khi lập: {what}")]
    return [Finding("good", "Khớp", f"{len(named)} con số với tiến độ trên hệ thống")]


def _form(paper):
    problems = check.problems(paper)
    if not problems:
        return [Finding("good", "Đúng", "thể thức Nghị định 30/2020/NĐ-CP")]
    return [Finding("warn", "Thể thức:", words) for words in problems]


def _beside(document, paper):
    """A paper must name what goes with it (Annex I, III.1.a)."""
    if not document.attachments.exists() or "phụ lục" in " ".join(map(content.plain, paper.blocks)).lower():
        return []
    return [Finding("warn", "Phụ lục", "đính kèm chưa được nhắc đến trong nội dung văn bản")]


def _by_hand(document):
    steps = document.steps.filter(verb__in=["edit", "redraft"]).order_by("at", "pk")
    edited = set()
    for step in steps:
        edited = set() if step.verb == "redraft" else edited | {change["new"] for change in step.changes}
    if not edited:
        return []
    return [Finding("warn", f"{len(edited)} đoạn", "sửa tay khác câu tự sinh, xem ở Vết xử lý")]
