"""Copies of an incoming paper on paper (Điều 25 Nghị định 30/2020/NĐ-CP): of an original SAO Y and TRÍCH SAO, of a copy in
full that was received SAO LỤC; numbered in the receiving body's one book of copies, printed, signed and sealed by hand.

forms_for   which forms a paper allows
source      the PDF that is copied, as it came
on_paper    the file to print, kept with the paper
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from reader import child
from reports.drafting import heads
from reports.incoming.workflow import keep_file, trace
from reports.models import Incoming, IncomingFile
from reports.papers.workflow import copies, registers
from reports.papers.workflow.copies import COPY, EXTRACT, FROM_COPY, MOST_COPIES, Wanted
from reports.papers.workflow.living import is_clerk, require_clerk
from units.errors import Conflict
from units.models import Agency, User
from units.stored import contents

__all__ = ["COPY_RULE", "agency_of", "forms_for", "may_copy", "on_paper", "source"]

COPY_RULE = (
    "Sao y, trích sao làm từ bản gốc, bản chính; sao lục làm từ bản sao y (khoản 9, 10, 11 Điều 3 và Điều 25 Nghị định "
    "30/2020/NĐ-CP)."
)


def forms_for(row: Incoming) -> tuple[str, ...]:
    """What may be made of it: of a copy in full a SAO LỤC, of an original the others."""
    return (FROM_COPY,) if row.copied else (COPY, EXTRACT)


def source(row: Incoming) -> Any | None:
    """The stored PDF of the paper as it came: the clerk's file, else the portal's scan or signed file; None without."""
    for kept in row.files.filter(form=""):
        if str(kept.file.name).lower().endswith(".pdf"):
            return kept.file
    paper = row.document
    if paper is None:
        return None
    return paper.scan if paper.by_hand and str(paper.scan.name).lower().endswith(".pdf") else paper.pdf or None


def agency_of(row: Incoming) -> Agency | None:
    """The body that receives for the unit, and makes the copy."""
    return heads.office_of(row.unit)


def may_copy(row: Incoming, user: User) -> bool:
    """Whether there is something to copy, the paper stands in the register, and she is the clerk of the body."""
    agency = agency_of(row)
    return row.entry is not None and agency is not None and source(row) is not None and is_clerk(agency, user)


def on_paper(row: Incoming, wanted: Wanted, *, by: User) -> IncomingFile:
    """The pages with the block of the copy and its number. Raises Refused, Http404, Conflict, ValueError."""
    agency, file = agency_of(row), source(row)
    if agency is None or file is None or row.entry is None:
        raise Conflict("Chỉ sao được văn bản đã vào sổ, có tệp PDF.")
    seat = require_clerk(agency, by)
    if wanted.form not in forms_for(row):
        raise ValueError(COPY_RULE)
    if not 1 <= wanted.copies <= MOST_COPIES:
        raise ValueError(f"Số bản sao từ 1 đến {MOST_COPIES}.")
    data = contents(file)
    if wanted.form == EXTRACT:
        made: Any = child.run("reader.pdf_pages:picked", data, list(wanted.pages))
        data = made["pdf"]
    return _numbered(row, agency, wanted, data, by, seat)


@transaction.atomic
def _numbered(row, agency, wanted, data, by, seat):
    of = f"văn bản {row.number} của {row.sender}: {row.title}"
    entry = registers.copy_entry(agency, wanted.form, of, by=by, copies=wanted.copies, recipients=wanted.recipients)
    printed = copies.printed_copy(agency, wanted, entry, data)
    name = f"{wanted.form} {row.number or row.entry} ({timezone.localdate():%d/%m/%Y}).pdf"
    kept = keep_file(row, printed, name, by=by, form=wanted.form, copies=wanted.copies, entry=entry)
    trace(row, "paper_copy", by, seat, note=f"{wanted.form} số {entry}, {wanted.copies} bản giấy")
    return kept
