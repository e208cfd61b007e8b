"""Verbs on the words of a draft: every sentence is a person's until it is sent to be signed; linked figures stay linked.

edit_block     new words for one paragraph or heading
add_block      a paragraph, list item or heading behind another
remove_block   take one out
edit_head      subject, addressees, recipients, signer, annexes
redraft        begin again from the figures, without what was edited
retry          make the file again: after a failure, or for today's figures
"""

from dataclasses import replace

from django.db import transaction
from django.db.models import F

from reports.drafting import figures, heads
from reports.layout import content, frozen
from reports.layout.content import Bullet, Heading, Paragraph
from reports.models import Document
from reports.papers import tasks
from reports.papers.workflow.papers import trace
from units.errors import Conflict
from units.models import Post, User
from units.permissions import Action, can, require
from units.search import search_text
from units.text import nfc

__all__ = ["add_block", "edit_block", "edit_head", "may_edit", "redraft", "remove_block", "retry", "words_of"]

State, Making = Document.State, Document.Making
NEW = {"doan": Paragraph, "gach": Bullet, "muc": Heading}


def may_edit(document: Document, user: User) -> bool:
    """Still a draft, and hers to write."""
    return document.state == State.DRAFT and can(user, Action.DRAFT_PAPER, document.agency.unit)


def words_of(block: Heading | Paragraph | Bullet) -> str:
    """A block as a person edits it."""
    return block.text if isinstance(block, Heading) else figures.sentence(block)


def edit_block(document: Document, index: int, *, by: User, words: str, was: str) -> None:
    """New words for block `index`; `was` is what the editor saw. Raises Conflict when somebody changed it meanwhile."""
    paper = _paper(document, by)
    block = _block(paper, index)
    was = _as_kept(was)
    if words_of(block) != was:
        raise Conflict("Đoạn này vừa được người khác sửa. Mở lại trang để xem bản mới nhất.")
    words = _tidy(words) if isinstance(block, Heading) else _lines(words)
    if words == was:
        return
    fresh = _worded(block, words, document.figures)
    blocks = (*paper.blocks[:index], fresh, *paper.blocks[index + 1 :])
    _keep(document, replace(paper, blocks=blocks), "edit", by, [_change("đoạn", was, words)])


def add_block(document: Document, index: int, *, by: User, kind: str, words: str) -> None:
    """A new block of `kind` (a key of NEW) behind block `index`."""
    paper = _paper(document, by)
    empty = Heading(2, "") if kind == "muc" else NEW[kind](())
    fresh = _worded(empty, _tidy(words) if kind == "muc" else _lines(words), document.figures)
    blocks = (*paper.blocks[: index + 1], fresh, *paper.blocks[index + 1 :])
    _keep(document, replace(paper, blocks=blocks), "edit", by, [_change("đoạn thêm", "", words_of(fresh))])


def remove_block(document: Document, index: int, *, by: User, was: str) -> None:
    """Take block `index` out. Raises Conflict when it is not what the editor saw."""
    paper = _paper(document, by)
    block = _block(paper, index)
    seen = words_of(block) if not isinstance(block, content.Table) else block.caption
    was = _as_kept(was)
    if seen != was:
        raise Conflict("Đoạn này vừa được người khác sửa. Mở lại trang để xem bản mới nhất.")
    blocks = (*paper.blocks[:index], *paper.blocks[index + 1 :])
    _keep(document, replace(paper, blocks=blocks), "edit", by, [_change("đoạn bỏ", was, "")])


def edit_head(
    document: Document, *, by: User, values: dict, signer: Post | None, annexes: list[str], apart: bool = False
) -> None:
    """Fields of the paper's head and foot; `annexes` are the titles that stay, `apart` as files of their own."""
    paper = _paper(document, by)
    kept = tuple(annex for annex in paper.annexes if annex.title in annexes)
    tidied = {
        name: tuple(map(nfc, value)) if isinstance(value, tuple) else _tidy(value) for name, value in values.items()
    }
    fresh = replace(paper, **tidied, annexes=kept, apart=apart and bool(kept), signing=heads.signing(signer))
    changes = [
        _change(name, _plain(getattr(paper, name)), _plain(getattr(fresh, name)))
        for name in tidied
        if getattr(paper, name) != getattr(fresh, name)
    ]
    words = search_text(fresh.title)[:500]
    _keep(document, fresh, "edit", by, changes, title=fresh.title, search_text=words, signer=signer)


def redraft(document: Document, *, by: User, choices: dict[str, bool] | None = None) -> None:
    """Throw the words away and draft from the figures of today; `choices` in the place of those it was drafted with."""
    _paper(document, by)
    chosen = document.choices if choices is None else choices
    _make_again(document, "redraft", by, content={}, figures={}, choices=chosen)


def retry(document: Document, *, by: User) -> None:
    """Make the file again with the words as they are and the figures of today."""
    require(by, Action.DRAFT_PAPER, document.agency.unit)
    if document.state != State.DRAFT:
        raise Conflict("Văn bản đã trình ký, số liệu đã chốt.")
    _make_again(document, "retry", by)


def _paper(document, by):
    require(by, Action.DRAFT_PAPER, document.agency.unit)
    if document.state != State.DRAFT:
        raise Conflict(f"Văn bản đang ở bước “{document.get_state_display()}”, không sửa được nữa.")
    return frozen.paper_of(document) if document.content else None


def _block(paper, index):
    if not 0 <= index < len(paper.blocks):
        raise Conflict("Đoạn này không còn trong văn bản. Mở lại trang để xem bản mới nhất.")
    return paper.blocks[index]


def _worded(block, words, rows):
    if isinstance(block, Heading):
        return replace(block, text=words)
    return replace(block, spans=content.filled(words, **figures.texts(rows)))


def _tidy(words):
    return nfc(" ".join(words.split()))


def _lines(words):
    """Each line tidied, empty ones left out: a paragraph of several lines is printed as several."""
    return "\n".join(filter(None, map(_tidy, words.splitlines())))


def _as_kept(was):
    return was.replace("\r\n", "\n")  # what browsers make of a line break on its way back


def _plain(value):
    return "\n".join(value) if isinstance(value, tuple) else str(value)


def _change(field, old, new):
    return {"field": field, "old": old, "new": new}


def _keep(document, paper, verb, by, changes, **columns):
    _make_again(document, verb, by, changes, content=frozen.to_json(paper), **columns)


@transaction.atomic
def _make_again(document, verb, by, changes=(), **columns):
    """Keep the words and ask a worker for the file; raises Conflict when somebody was faster."""
    changed = Document.objects.filter(pk=document.pk, version=document.version, state=State.DRAFT).update(
        version=F("version") + 1,
        making=Making.WAITING,
        making_percent=0,
        making_step="",
        making_error="",
        stopped_by=None,
        **columns,
    )
    if not changed:
        raise Conflict("Văn bản này vừa được người khác sửa. Mở lại trang để xem bản mới nhất.")
    trace(document, verb, by, changes=changes)
    document.refresh_from_db()
    tasks.ring_on_commit(document.pk)
