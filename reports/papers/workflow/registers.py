"""Verbs on the register of outgoing documents (sổ văn bản đi): no number twice, no gap without its reason.

    reserve     the next number of a book, held for a paper
    enter       a number that a paper issued by hand or elsewhere bears already, on whatever day: checked, never doubled
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

import re
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from reports.models import Book, Document, RegisterEntry
from reports.papers.workflow.living import require_living
from units.errors import Conflict
from units.models import Agency, User
from units.permissions import Action, require
from units.vietnamese import vn_date

__all__ = ["BOOK_OF_PLAN", "OTHER_BOOKS", "cancel", "enter", "issue", "next_number", "number_for", "reserve"]

State = RegisterEntry.State
OTHER_BOOKS = {"chuong_tri": "Chương trình", "chi_thi": "Chỉ thị", "quyet_dinh": "Quyết định"}
BOOK_OF_PLAN = {"KH": Document.Kind.PLAN.value, "CTr": "chuong_tri", "CT": "chi_thi", "QĐ": "quyet_dinh"}
_WRITTEN = re.compile(r"(\d{1,6})\s*/\s*(\S.*)")


@transaction.atomic
def reserve(agency: Agency, kind: str, *, by: User, symbol: str, title: str, day: date, **more: Any) -> RegisterEntry:
    """Hold the next number of the agency's book for `kind` in the year of `day`; the clerk's verb.

    `more`: recipients, signer, document. Raises Refused without the right, ValueError without a subject.
    """
    require(by, Action.NUMBER, agency.unit)
    require_living(agency)
    if not title.strip():
        raise ValueError("Cần ghi trích yếu của văn bản giữ số.")
    return _take(agency, kind, by=by, symbol=symbol, title=title.strip(), day=day, **more)


def _take(agency, kind, *, by, symbol, title, day, **more):
    book, number = Book.take(agency, kind, day.year)
    return RegisterEntry.objects.create(book=book, number=number, symbol=symbol, title=title, date=day, by=by, **more)


@transaction.atomic
def enter(agency: Agency, kind: str, written: str, *, by: User, day: date, title: str, **more: Any) -> RegisterEntry:
    """The row of a number that is on a paper already (`05/KH-UBND`), issued on `day`; the caller asks for the right.

    A number the clerk holds for a paper outside the portal becomes its row. Numbers given later start behind it.
    Raises ValueError for what is no number, and for a number that has its paper, which it names.
    """
    require_living(agency, day)
    number, symbol = _parts(written)
    book, _ = Book.objects.get_or_create(agency=agency, kind=kind, year=day.year)
    Book.objects.filter(pk=book.pk).update(last=Greatest(F("last"), Value(number)))  # and nobody else enters meanwhile
    words = {"symbol": symbol, "title": title.strip(), "date": day, "state": State.ISSUED, **more}
    there = RegisterEntry.objects.filter(book=book, number=number).first()
    if there is None:
        return RegisterEntry.objects.create(book=book, number=number, by=by, **words)
    if there.state != State.HELD or there.document_id:
        raise ValueError(_taken(there, book))
    RegisterEntry.objects.filter(pk=there.pk).update(**words)
    there.refresh_from_db()
    return there


def _parts(written):
    found = _WRITTEN.fullmatch(" ".join(written.split()))
    if not found or not int(found[1]):
        raise ValueError(f"“{written.strip()}” chưa phải là số, ký hiệu của văn bản; ghi như 05/KH-UBND.")
    return int(found[1]), found[2]


def _taken(there, book):
    said = {State.HELD: "đang giữ", State.ISSUED: "đã dùng", State.CANCELLED: "đã hủy"}[there.state]
    when = f" ngày {vn_date(there.date)}" if there.date else ""
    why = f" (lý do hủy: {there.reason})" if there.reason else ""
    return (
        f"Số {there} {said} trong {book}{when}, cho văn bản “{there.title}”{why}. Mỗi số chỉ cấp cho một văn bản: xem lại "
        "số trên văn bản, hoặc ban hành bằng văn bản lập trên hệ thống để lấy số tiếp theo."
    )


@transaction.atomic
def number_for(document: Document, *, by: User, symbol: str, recipients: str, signer: str) -> RegisterEntry:
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
def issue(entry: RegisterEntry, *, by: User, day: date | None = None) -> None:
    """A held number goes out. Raises Refused, Conflict when it is held no more."""
    require(by, Action.NUMBER, entry.book.agency.unit)
    require_living(entry.book.agency)
    more = {"date": day} if day else {}
    if not RegisterEntry.objects.filter(pk=entry.pk, state=State.HELD).update(state=State.ISSUED, **more):
        raise Conflict("Số này đã phát hành hoặc đã hủy. Mở lại sổ để xem tình trạng mới nhất.")


@transaction.atomic
def cancel(entry: RegisterEntry, *, by: User, reason: str) -> None:
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
