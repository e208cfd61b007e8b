"""What a paper loses when it goes back to its drafter after its number was held or its leader has signed."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from reports.drafting import heads
from reports.layout import frozen
from reports.models import Attachment, Document
from units.errors import Conflict

__all__ = ["as_draft", "files_go", "refuse_lost_number"]


def as_draft(document: Document) -> dict[str, Any]:
    """Columns of the draft again: no file of a signature, no number on its words, its own leader in the block."""
    columns: dict[str, Any] = {"prepared": "", "awaiting": "", "pdf": "", "sha256": ""}
    if not (document.prepared or document.pdf):
        return columns
    drafted_in = heads.sits_in(document.created_by, document.agency.unit)
    signer = heads.default_signer(document.agency, drafted_in)  # whoever signed or took the file in somebody's stead
    columns["signer"] = signer
    if document.content:
        words = replace(frozen.paper_of(document), number=None, date=None, signing=heads.signing(signer))
        columns["content"] = frozen.to_json(words)
    return columns


def files_go(document: Document) -> None:
    """Files made to be signed, and the annex files that were split off with the signature; on commit."""
    names = [document.prepared.name, document.awaiting.name]
    sent = document.steps.filter(verb="send").first()
    split = document.attachments.filter(kind=Attachment.Kind.ANNEX, added_at__gt=sent.at) if sent else []
    for row in split:
        names.append(row.file.name)
        row.delete()
    storage = document.prepared.storage
    transaction.on_commit(lambda: [storage.delete(name) for name in names if name])  # type: ignore[func-returns-value]


def refuse_lost_number(document: Document) -> None:
    """Raises Conflict where an annex file bears the number already, signed by the agency."""
    if document.attachments.filter(kind=Attachment.Kind.ANNEX).exclude(signed_at=None).exists():
        raise Conflict("Phụ lục đã ký số mang số này: chỉ trả lại được khi giữ số.")
