"""Figures, page and file of one document, made in a worker; safe to run twice, and a failure says why.

A run takes the row with a token of its own; whatever finishes under another token, or after the text was edited again,
is thrown away. So a killed run is simply run again, and two runs at once cannot both write.
"""

import logging
import secrets
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from reports.drafting import counting, dispatches, figures, frames, heads, index, plans, requests, results
from reports.drafting.results import Draft
from reports.layout import frozen
from reports.layout.content import Bullet, Paper, Paragraph, Table
from reports.layout.fonts import FontMissing
from reports.layout.pdf import Rendered, render
from reports.models import Document
from reports.papers import culprit, details, reported
from reports.papers.culprit import RefusedText

log = logging.getLogger(__name__)
Making, State = Document.Making, Document.State


def make(pk: int) -> bool:
    """Make the printable draft of a document; returns whether this run made it.

    Nothing happens for a document that is made, failed (until somebody presses "Thử lại") or signed.
    """
    token = secrets.token_hex(16)
    if not _take(pk, token):
        return False
    document = Document.objects.select_related("agency__unit__parent", "plan__unit", "period", "signer__user").get(
        pk=pk
    )
    try:
        return _make(document, token)
    except Exception as error:  # whatever broke, the person who waits must see it
        log.exception("Document %s could not be made", pk)
        stopped_by = error.place.entry if isinstance(error, RefusedText) else None
        _mine(document, token).update(making=Making.FAILED, making_error=reason(error)[:500], stopped_by=stopped_by)
        return False


def reason(error: Exception) -> str:
    """The failure in words for the person who waits; never the text of a fault of ours."""
    if isinstance(error, dispatches.NobodyLate | FontMissing | RefusedText):
        return str(error)
    return "Lỗi của hệ thống khi lập văn bản, đã ghi vào nhật ký. Bấm “Thử lại”; nếu vẫn lỗi, báo quản trị của cổng."


def _take(pk, token):
    unfinished = Q(making__in=[Making.WAITING, Making.RUNNING]) & Q(state__in=[State.DRAFT, State.TO_SIGN])
    return Document.objects.filter(unfinished, pk=pk).update(
        making=Making.RUNNING, making_token=token, making_since=timezone.now(), making_step="Đọc số liệu",
        making_percent=10, making_error="", stopped_by=None,
    )  # fmt: skip


def _mine(document, token):
    return Document.objects.filter(pk=document.pk, making_token=token, version=document.version)


def _make(document, token):
    draft = refreshed(document) if document.state == State.DRAFT else None
    paper = replace(draft.paper, fitted="") if draft else frozen.paper_of(document)
    _say(document, token, "Dàn trang", 45)
    made = _laid_out(document, token, paper)
    kept = _kept(draft, replace(paper, fitted=made.setting.name)) if draft else {}
    _say(document, token, "Lưu tệp", 90)
    name = document.draft_pdf.storage.save(f"drafts/{document.pk}-{token[:8]}.pdf", ContentFile(made.pdf))
    done = _mine(document, token).update(
        making=Making.READY, making_percent=100, making_step="", draft_pdf=name, pages=made.pages, **kept
    )
    if done and draft:
        document.receivers.set(draft.receivers)
        details.keep(document, draft)
    _throw_away(document.draft_pdf, name, done)
    return bool(done)


def _kept(draft: Draft, paper: Paper) -> dict[str, Any]:
    """The columns that a draft brings: its words as they were laid out and the figures in them."""
    return {"content": frozen.to_json(paper), "figures": draft.figures, "as_of": timezone.localdate(),
            "title": paper.title, "reported": reported.frozen(draft.entries)}  # fmt: skip


def _laid_out(document, token, paper) -> Rendered:
    """The file; raises RefusedText with the place of the words that the engines refuse, where it is found."""
    try:
        return render(paper)
    except FontMissing:
        raise
    except Exception as error:
        log.exception("Document %s is refused by the engine; looking for its words", document.pk)
        _say(document, token, "Tìm chỗ không in được", 60)
        place = culprit.found(document, paper, render)
        if place is None:
            raise
        raise RefusedText(place) from error


def _throw_away(field, name, done):
    """The older preview, or this run's when it came too late."""
    if not done:
        field.storage.delete(name)
    elif field.name:
        field.storage.delete(field.name)


def _say(document, token, step, percent):
    """Progress on the page, and the sign of life that the sweep looks for."""
    _mine(document, token).update(making_step=step, making_percent=percent, making_since=timezone.now())


# --- The paper ------------------------------------------------------------------------------------------------------


def refreshed(document: Document) -> Draft:
    """The draft with today's figures: a first draft, or the edited sentences with the linked figures in their places.

    Sentences are a person's; tables and annexes that still stand are made anew.
    """
    if document.content and not document.plan_id and not _of_index(document):
        return Draft(frozen.paper_of(document), document.figures)
    try:
        fresh = drafted(document)
    except dispatches.NobodyLate:
        if not document.content:
            raise
        return Draft(frozen.paper_of(document), document.figures)
    return fresh if not document.content else merged(frozen.paper_of(document), fresh)


def _of_index(document):
    return not document.choices.keys().isdisjoint(("round", "sheet"))


def merged(paper: Paper, fresh: Draft) -> Draft:
    """An edited paper with the figures, tables and annexes of a fresh draft."""
    tables = {block.caption: block for block in fresh.paper.blocks if isinstance(block, Table)}
    annexes = {annex.title: annex for annex in fresh.paper.annexes}
    blocks = tuple(_brought_up(block, fresh.figures, tables) for block in paper.blocks)
    kept = tuple(annexes.get(annex.title, annex) for annex in paper.annexes)
    return replace(fresh, paper=replace(paper, blocks=blocks, annexes=kept))


def _brought_up(block, rows, tables):
    if isinstance(block, Paragraph | Bullet):
        return figures.relinked(block, rows)
    return tables.get(block.caption, block) if isinstance(block, Table) else block


def drafted(document: Document) -> Draft:
    """A first draft of the document's kind from what the portal holds now. Raises dispatches.NobodyLate."""
    today = timezone.localdate()
    drafted_in = heads.sits_in(document.created_by, document.agency.unit)  # its symbol stands behind `Lưu: VT`
    signer = document.signer or heads.default_signer(document.agency, drafted_in)
    common = {"signer": signer, "drafted_in": drafted_in}
    if scored := index.of_choices(document.choices, kind=document.kind, agency=document.agency, **common):
        return scored
    if document.plan_paper:
        return plans.plan_paper(document.plan, kind=document.kind, **common)
    match document.kind:
        case Document.Kind.REPORT:
            choices = results.Choices(**document.choices)
            read = counting.results(document.plan, document.period, as_of=today, year_before=choices.year)
            return results.report(read, agency=document.agency, choices=choices, **common)
        case Document.Kind.LETTER if document.choices.get("request"):
            return requests.request(document.plan, agency=document.agency, today=today, **common)
        case Document.Kind.LETTER:
            return dispatches.urging(document.plan, document.period, agency=document.agency, today=today, **common)
    return frames.frame(document.kind, agency=document.agency, title=document.title, **common)
