"""Kiểm tra trước khi ký: what a leader wants to know before the signature, from rows and from the decree's rules.

What makes a paper say less, or something else, than its reader will take it for (GRAVE) is answered in words by whoever
hands it in, signs or seals it, before she does; the words stand in the trace.
"""

from collections import Counter
from dataclasses import dataclass

from plans.counting import completeness, plausible
from plans.models import Plan, Progress
from reports.drafting import figures, predecessors
from reports.layout import check, content, decree30, fitting, frozen
from reports.layout.content import Paper
from reports.models import Attachment, Document
from reports.papers import press, reported
from units.models import User
from units.signers import problems


@dataclass(frozen=True)
class Finding:
    """One line: `good` or `warn`, its first word, the rest, and by which name a grave one is answered."""

    tone: str
    head: str
    text: str
    code: str = ""


FEW, SECOND, MOVED, FELL = GRAVE = ("few", "second", "moved", "fell")
ASKING = ("send", "sign", "issue", "issue_by_hand")  # steps before which grave findings are answered
ANSWER = "answer_"  # how the verb of an answer begins in the trace; the step it was given for follows
ASIDE = ("initial", "attach_scan", "wrong_secret", "seen")  # lines of the trace that leave a paper where it stands
BEFORE_SEAL = (Document.State.DRAFT, Document.State.TO_SIGN, Document.State.SIGNED)


def findings(document: Document, paper: Paper) -> list[Finding]:
    """Lines for the box; none of them stops a signature, a person decides."""
    if document.state not in BEFORE_SEAL:
        return [*_unsigned(document), *_since(document)]
    return [*_issued(document), *_complete(document), *_fell(document), *_carried(document), *_second(document),
            *_agrees(document, paper), *_edited(document), *_form(paper), *_set(paper), *_signer(document),
            *_beside(document, paper), *_by_hand(document)]  # fmt: skip


def grave(document: Document, name: str) -> list[Finding]:
    """What has to be answered before the step `name`."""
    if name not in ASKING or not document.content:
        return []
    found = [*_complete(document), *_fell(document), *_second(document), *_moved(document)]
    return [one for one in found if one.tone == "warn" and one.code in GRAVE]


def _moved(document):
    """Of a report by the entries it counted, which takes three queries however many they are."""
    if not document.reported:
        return [*_agrees(document, frozen.paper_of(document)), *_edited(document)]
    since = reported.moved(document)
    if not since:
        return []
    words = f"{since.changed} nhiệm vụ đã đổi, {since.later} nhiệm vụ gửi sau khi lập; lấy lại số liệu, hoặc ghi lý do"
    return [Finding("warn", "Đã khác", words, MOVED)]


def unanswered(found: list[Finding], document: Document, name: str, by: User) -> list[Finding]:
    """Those of `found` (of `grave`) that `by` has not answered since the paper came to where it stands."""
    answered = _answered(document, name, by)
    return [one for one in found if one.code not in answered]


def _answered(document, name, by):
    steps = document.steps.exclude(verb__startswith=ANSWER).exclude(verb__in=ASIDE)
    came = steps.values_list("pk", flat=True).first() or 0
    given = document.steps.filter(verb=ANSWER + name, by=by, pk__gt=came)
    return {change["field"] for step in given for change in step.changes}


def _issued(document):
    if not document.is_copy:
        return []
    words = f"kế hoạch số {document.plan.number}; bản này để xem, in, không ký và cấp số lần nữa"
    return [Finding("good", "Đã ban hành:", words)]


def _complete(document):
    if document.kind != Document.Kind.REPORT:
        return []
    own = Progress.objects.filter(period=document.period_id, plan=document.plan_id)
    came, expected = completeness.came_of(own, document.as_of)
    words = f"{came}/{expected} nhiệm vụ đã có số liệu"
    return [Finding("good", "Đủ", words) if came == expected else Finding("warn", "Mới", words, FEW)]


def _fell(document):
    """Cumulative figures below those of the last period: right perhaps, but not without somebody having looked."""
    if document.kind != Document.Kind.REPORT:
        return []
    entries = Progress.objects.filter(period=document.period_id, plan=document.plan_id, state__in=Progress.RECEIVED)
    asked = plausible.of_entries(entries.select_related("task", "period"), traced=False)
    said = [one.said for found in asked.values() for one in found if plausible.CUMULATIVE in one.text]
    return [Finding("warn", "Số lũy kế giảm:", "; ".join(said[:3]), FELL)] if said else []


def _carried(document):
    """What an heir's report counts of the units before a merger, each named as it was."""
    counted = Counter(predecessors.name_before(row.unit) for row in reported.carried(document))
    return [Finding("good", "Gồm", f"{count} kết quả của {name}") for name, count in counted.items()]


def _second(document):
    """Another report of the same plan and period is on its way or out."""
    other = reported.second_to(document)
    if other is None:
        return []
    which = str(getattr(other, "entry", "")) or f"“{other.title}”"
    words = f"báo cáo {which} ({other.get_state_display().lower()})"
    if document.follows_id == other.pk and document.relation:
        return [Finding("warn", f"{document.get_relation_display()}", words, SECOND)]
    return [Finding("warn", "Kỳ này đã có", words, SECOND)]


def _unsigned(document):
    """Of a paper that is out: annex files still without the agency's signature."""
    left = document.attachments.filter(kind=Attachment.Kind.ANNEX, signed_at=None).count()
    if not left or document.state != Document.State.ISSUED:
        return []
    return [
        Finding("warn", "Phụ lục:", f"{left} tệp phụ lục chưa có chữ ký số của cơ quan; văn thư ký ở mục Tệp kèm theo")
    ]


def _since(document):
    """Of a paper that is out: whether the portal still says what it says."""
    if document.kind != Document.Kind.REPORT or not document.reported:
        return []
    since, day = reported.moved(document), f"{document.as_of:%d/%m/%Y}"
    if not since:
        return [Finding("good", "Khớp", f"số liệu trên hệ thống chưa đổi từ ngày chốt {day}")]
    found = []
    if since.changed:
        words = f"{since.changed} nhiệm vụ trên hệ thống khác với báo cáo, tính từ ngày chốt {day}"
        found.append(Finding("warn", "Đã khác", words))
    if since.later:
        words = f"{since.later} nhiệm vụ gửi sau ngày chốt {day}, không bị khóa cùng báo cáo"
        found.append(Finding("warn", "Ngoài báo cáo", words))
    return found


def _agrees(document, paper):
    """The linked figures against what the portal would say today; only while there is something to correct."""
    named = figures.used(paper.blocks)
    if not named or document.state not in BEFORE_SEAL:
        return []
    try:
        today = press.drafted(document).figures
    except ValueError:  # nobody is late any more
        return [Finding("warn", "Đã khác", "đến nay không còn đơn vị nào quá hạn", MOVED)]
    changed = [name for name in named if today.get(name, {}).get("value") != document.figures[name]["value"]]
    if changed:
        what = ", ".join(document.figures[name]["what"] for name in changed[:3])
        return [Finding("warn", "Đã khác", f"{len(changed)} con số thay đổi sau khi lập: {what}", MOVED)]
    return [Finding("good", "Khớp", f"{len(named)} con số với tiến độ trên hệ thống")]


def _edited(document):
    """The plan itself was changed after its paper was drafted: what comes into force would not be what is signed."""
    plan = document.plan
    if not document.plan_paper or plan.state != Plan.State.DRAFT or document.state not in BEFORE_SEAL:
        return []
    drafted = document.steps.filter(verb__in=["begin", "redraft"]).values_list("at", flat=True).first()
    tasks = plan.tasks.filter(updated_at__gt=drafted).count() if drafted else 0
    if not tasks and not (drafted and plan.updated_at > drafted):
        return []
    what = f"{tasks} nhiệm vụ" if tasks else "phần chung"
    return [
        Finding("warn", "Đã khác", f"{what} của kế hoạch sửa sau khi lập văn bản; soạn lại, hoặc ghi lý do", MOVED)
    ]


def _form(paper):
    problems = check.problems(paper)
    if not problems:
        return [Finding("good", "Đúng", "thể thức Nghị định 30/2020/NĐ-CP")]
    return [Finding("warn", "Thể thức:", words) for words in problems]


def _signer(document):
    """What keeps its signer from signing; before it is handed in, when it can still be mended."""
    if document.state != Document.State.DRAFT:
        return []
    return [Finding("warn", "Người ký:", words) for words in problems(document.signer)]


def _set(paper):
    """How close the body is set, where that is not as usual, and who chose it."""
    setting = fitting.named(paper.setting or paper.fitted)
    if setting in (None, decree30.SETTINGS[0]):
        return []
    why = "do người soạn chọn" if paper.setting else "để trang cuối không chỉ còn câu kết và chữ ký"
    return [Finding("good", "Trình bày:", f"{setting}, {why}; đổi được ở phần đầu, phần cuối của bản nháp")]


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
