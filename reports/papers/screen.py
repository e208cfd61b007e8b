"""A paper for the eye: its blocks with linked figures and places to edit, and its way as numbered steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from plans.models import Progress
from plans.permissions import visible_entries
from reports.drafting import heads
from reports.layout import content, decree30, wording
from reports.layout.content import Bullet, Heading, Paper, Table
from reports.layout.html import cell_text
from reports.layout.letterhead import letter_subject
from reports.models import Document
from reports.papers import reported
from reports.papers.workflow import attachments, copies, registers
from reports.papers.workflow.editing import words_of
from reports.papers.workflow.papers import Move
from units.models import User
from units.permissions import Action, can

State = Document.State
APART = ("attach_scan", "discard", "cancel", "issue_by_hand")  # offered beside the main row of buttons
SHEETS = "trang-in"  # the view of the finished file
ROWS_SHOWN = 40  # rows of a table in the page; all of them stand in the file


@dataclass(frozen=True)
class Piece:
    """A run of words; `link` opens the rows behind a linked figure, `what` names it."""

    text: str
    what: str = ""
    link: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class ScreenLine:
    """A block by its place in the paper; `tag` is lv0 to lv3 (headings), p, li or table."""

    index: int
    tag: str
    pieces: list[Piece] = field(default_factory=list)
    words: str = ""
    table: dict | None = None


def shown(paper: Paper, document: Document) -> dict:
    """Everything the template of the paper needs."""
    return {
        "paper": paper,
        "nation": decree30.NATION,
        "motto": decree30.MOTTO,
        "subject": letter_subject(paper) if paper.is_letter else [paper.title],
        "place_and_day": wording.place_and_day(paper.place, paper.date, paper.year),
        "addressees": wording.ended(paper.addressees),
        "bases": wording.ended(paper.bases),
        "lines": [_line(index, block, document) for index, block in enumerate(content.closed(paper.blocks))],
        "annexes": [
            {"head": paper.annex_head(number), "title": annex.title, "rows": _count(annex.table),
             "table": _table(annex.table)}
            for number, annex in enumerate(paper.annexes)
        ],
        "figures": _figures(paper, document),
    }  # fmt: skip


def _line(index, block, document):
    match block:
        case Heading(level, _):
            return ScreenLine(index, f"lv{level}", [Piece(block.text)], words_of(block))
        case Table():
            return ScreenLine(index, "table", words=block.caption, table=_table(block))
    pieces = [_piece(span, document) for span in block.spans]
    return ScreenLine(index, "li" if isinstance(block, Bullet) else "p", pieces, words_of(block))


def _piece(span, document):
    row = document.figures.get(span.figure) if span.figure else None
    if not row:
        return Piece(span.text, bold=span.bold, italic=span.italic)
    return Piece(span.text, what=row["what"], link=_link(row, document))


def _link(row, document):
    """One entry opens itself; a count opens the list of figures below the paper."""
    if len(row["entries"]) == 1:
        return reverse("entry", args=row["entries"])
    return "#so-lieu"


def _table(table):
    rows = [
        [(cell_text(cell), _align(table, place)) for place, cell in enumerate(row)] for row in table.rows[:ROWS_SHOWN]
    ]
    return {
        "caption": table.caption, "titles": [column.title for column in table.columns], "rows": rows,
        "more": max(0, len(table.rows) - ROWS_SHOWN),
    }  # fmt: skip


def _align(table, place):
    return {"right": "num", "center": "mid"}.get(table.columns[place].align, "")


def _count(table):
    return sum(len(row) > 1 for row in table.rows)


def _figures(paper, document):
    named = dict.fromkeys(span.figure for block in paper.blocks if not isinstance(block, Heading | Table)
                          for span in block.spans if span.figure)  # fmt: skip
    rows = ((name, document.figures.get(name)) for name in named)
    return [{**row, "name": name, "link": _link(row, document)} for name, row in rows if row]


def views_of(document: Document, asked: Mapping[str, str]) -> dict:
    """The two ways to see a paper that is made, as chips: its words, and the sheets of the file (`?xem=trang-in`)."""
    if not (document.pdf or document.draft_pdf) or document.is_being_made:
        return {}
    printed = asked.get("xem") == SHEETS
    chips = [
        {"label": "Nội dung", "url": "?", "icon": "file-earmark-text", "current": not printed},
        {"label": "Trang in", "url": f"?xem={SHEETS}", "icon": "printer", "current": printed, "count": document.pages},
    ]
    return {"sheet_chips": chips, "sheets": range(1, document.pages + 1) if printed else ()}


def stopped_by(document: Document, user: User) -> Progress | None:
    """The entry whose words stopped the making of this paper, for who may open it."""
    if document.stopped_by_id is None:
        return None
    return visible_entries(user, Action.VIEW).filter(pk=document.stopped_by_id).first()


# --- The way ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stop:
    """One numbered step: `state` done, now or todo."""

    label: str
    who: str
    state: str
    at: object = None
    note: str = ""
    file: str = ""


def way(document: Document) -> list[Stop]:
    """Soạn thảo, ký nháy, lãnh đạo ký, cấp số và ký số cơ quan, phát hành: who and when."""
    if document.is_copy:
        return [Stop("Đã ban hành", str(document.plan.issuer), "done", note=f"số {document.plan.number}")]
    done = {}
    for step in reversed(document.steps.select_related("by").all()):
        if step.verb in ("send_back", "hand_back", "take_back"):
            done = {"begin": done.get("begin")}
        done[step.verb] = step
    entry = getattr(document, "entry", None)
    number = str(entry) if entry else f"{_next(document):02d}/{_symbol(document)}"
    signer = str(document.signer) if document.signer else "Lãnh đạo"
    return [
        _stop("Soạn thảo", done.get("send"), str(document.created_by), _at(document, State.DRAFT), _closed_words(document)),
        _stop("Ký nháy", done.get("initial"), "Văn phòng, bộ phận thẩm định", _skippable(document), "không bắt buộc"),
        _leader(document, done.get("sign"), signer),
        _stop(
            "Ký số cơ quan, phát hành", done.get("issue") or done.get("issue_by_hand"), "Văn thư",
            _at(document, State.SIGNED), f"Số {'đang giữ' if entry else 'dự kiến'} {number}{_locking(document)}; có mã QR",
        ),
    ]  # fmt: skip


def _leader(document, step, signer):
    if document.by_hand:
        return Stop("Lãnh đạo ký tay", signer, "done", document.issued_at, "trên bản giấy; bản quét lưu cùng sổ")
    return _stop("Lãnh đạo ký số", step, signer, _at(document, State.TO_SIGN), "Số và ngày được giữ khi ký")


def _stop(label, step, who, state, note):
    if step:
        if step.verb == "initial":
            file = reverse("initialled_pdf", args=[step.pk]) if step.file else ""
            return Stop(label, str(step.by), "done", step.at, "" if file else "ghi trên hệ thống, không ký số", file)
        return Stop(label, str(step.by), "done", step.at, "")
    return Stop(label, who, state, note=note)


def _at(document, state):
    return "now" if document.state == state else "todo"


def _skippable(document):
    return "todo" if document.state in (State.DRAFT, State.TO_SIGN) else "skipped"


def _locking(document):
    if not document.reported:
        return ""
    count, later = reported.closing(document)
    return f"; khóa {count} nhiệm vụ đã đưa vào báo cáo" + (f", {later} mục trong đó khi được duyệt" if later else "")


def relatives(document: Document) -> list[tuple[str, Document]]:
    """[(what it is to this paper, the other paper)], both ways."""
    found = [(document.get_relation_display(), document.follows)] if document.follows else []
    later = Document.objects.filter(follows=document).exclude(state=State.CANCELLED)
    return found + [(_from_there(row), row) for row in later]


def _from_there(row):
    if row.relation == Document.Relation.WITHDRAWS:
        return "Bị thu hồi theo"
    return f"Được {row.get_relation_display().lower()} bởi"


def _closed_words(document):
    return f"số liệu lấy đến {document.as_of:%d/%m/%Y}" if document.as_of else ""


def _next(document):
    return registers.next_number(document.agency, document.kind, document.created_at.year)


def _symbol(document):
    return document.content["symbol"] if document.content else heads.symbol(document.kind, document.agency)


def beside(document: Document, user: User) -> dict:
    """Annex files and copies with what this person may do to each; `may_attach`, `may_copy` for the whole paper."""
    rows = [(row, attachments.may_sign(row, user)) for row in document.attachments.all()]
    drafting = document.is_editable and can(user, Action.DRAFT_PAPER, document.agency.unit)
    return {"rows": rows, "may_attach": drafting, "may_copy": copies.may_copy(document, user)}


def primary(moves: Iterable[tuple[str, Move]]) -> str:
    """The one filled button: the first step this person can make."""
    names = [name for name, _ in moves]
    return next((name for name in ("send", "sign", "issue", "initial") if name in names), "")
