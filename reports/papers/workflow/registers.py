"""Verbs on the register of outgoing documents (sổ văn bản đi): no number twice, no gap without its reason.

    reserve     the next number of a book, held for a paper
    number_for  the number a document holds, or the next one
    issue       a held number goes out
    cancel      a held number is given up, with the reason in its row

A number is taken and its row written in one transaction: if the transaction falls, the number was never given.

A paper gets number and date the moment its leader signs, before the bytes she signs are made. Article 15.3 of the decree
leaves both to the system and names no order (Article 13 does so for paper copies only, which get theirs at issue, after
the ink). So both are words of the page: every reader, printer, archive and text extraction finds them, they are part of
what the leader certified, and dates rise with numbers. As form fields filled in later they would be annotations that
many of those leave out. The register says "Giữ số" until the agency's signature sends the paper out; one that does not
go out is cancelled with its reason.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from reports.models import Book, Document, RegisterEntry
from units.errors import Conflict
from units.models import Agency
from units.permissions import Action, require

__all__ = ["cancel", "issue", "next_number", "number_for", "reserve"]

State = RegisterEntry.State


@transaction.atomic
def reserve(agency: Agency, kind: str, *, by, symbol: str, title: str, day: date, **more) -> RegisterEntry:
    """Hold the next number of the agency's book for `kind` in the year of `day`; the clerk's verb.

    `more`: recipients, signer, document. Raises Refused without the right, ValueError without a subject.
    """
    require(by, Action.NUMBER, agency.unit)
    if not title.strip():
        raise ValueError("Cần ghi trích yếu của văn bản giữ số.")
    return _take(agency, kind, by=by, symbol=symbol, title=title.strip(), day=day, **more)


def _take(agency, kind, *, by, symbol, title, day, **more):
    book, number = Book.take(agency, kind, day.year)
    return RegisterEntry.objects.create(book=book, number=number, symbol=symbol, title=title, date=day, by=by, **more)


@transaction.atomic
def number_for(document: Document, *, by, symbol: str, recipients: str, signer: str) -> RegisterEntry:
    """The number a document holds (dated today), or the next one of its book; called by the verb that signs.

    A paper that was sent back keeps its number, unless a year has ended meanwhile: then the old one is cancelled.
    """
    today = timezone.localdate()
    Document.objects.select_for_update().get(pk=document.pk)  # one hand at a time: never two numbers for one paper
    held = RegisterEntry.objects.select_related("book").filter(document=document, state=State.HELD).first()
    words = {"symbol": symbol, "title": document.title, "recipients": recipients, "signer": signer}
    if held and held.book.year == today.year:
        RegisterEntry.objects.filter(pk=held.pk).update(date=today, **words)
        held.refresh_from_db()
        return held
    if held:
        _give_up(held, "Hết năm, văn bản chưa phát hành", document=None)
    return _take(document.agency, document.kind, by=by, day=today, document=document, **words)


@transaction.atomic
def issue(entry: RegisterEntry, *, by, day: date | None = None) -> None:
    """A held number goes out. Raises Refused, Conflict when it is held no more."""
    require(by, Action.NUMBER, entry.book.agency.unit)
    more = {"date": day} if day else {}
    if not RegisterEntry.objects.filter(pk=entry.pk, state=State.HELD).update(state=State.ISSUED, **more):
        raise Conflict("Số này đã phát hành hoặc đã hủy. Mở lại sổ để xem tình trạng mới nhất.")


@transaction.atomic
def cancel(entry: RegisterEntry, *, by, reason: str) -> None:
    """Give up a held number. Raises ValueError without a reason, Refused, Conflict when it is held no more."""
    require(by, Action.NUMBER, entry.book.agency.unit)
    if not reason.strip():
        raise ValueError("Cần ghi lý do hủy số.")
    if not _give_up(entry, reason.strip()):
        raise Conflict("Số này đã phát hành hoặc đã hủy. Mở lại sổ để xem tình trạng mới nhất.")


def _give_up(entry, reason, **more):
    held = RegisterEntry.objects.filter(pk=entry.pk, state=State.HELD)
    return held.update(state=State.CANCELLED, reason=reason[:300], **more)


def next_number(agency: Agency, kind: str, year: int) -> int:
    """The number the next paper would get; a forecast, not a promise."""
    book = Book.objects.filter(agency=agency, kind=kind, year=year).first()
    return (book.last if book else 0) + 1
