"""Bảng tính chi tiết: the rows behind a paper's sums as a spreadsheet beside it, made with the draft, frozen with it."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from reports.drafting.results import Draft
from reports.layout.xlsx import rows_to_xlsx
from reports.models import Attachment, Document

__all__ = ["keep"]

Kind = Attachment.Kind


def keep(document: Document, draft: Draft) -> None:
    """Put the spreadsheet of this draft in the place of an earlier one; none where the paper shows everything itself."""
    old = list(document.attachments.filter(kind=Kind.SHEET))
    if draft.detail is not None:
        data = rows_to_xlsx(draft.paper.title, draft.detail)
        row = Attachment(document=document, kind=Kind.SHEET, title="Kết quả từng nhiệm vụ của từng đơn vị",
                         added_by=document.created_by, sha256=hashlib.sha256(data).hexdigest())  # fmt: skip
        row.file.save(f"{document.code}.xlsx", ContentFile(data), save=False)
        row.save()
    for row in old:
        row.delete()
        transaction.on_commit(lambda row=row: row.file.storage.delete(row.file.name))  # type: ignore[misc]
