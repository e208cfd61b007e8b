"""Verbs on the register of outgoing documents (sổ văn bản đi): no number twice, no gap without its reason.

    reserve     the next number of a book, held for a paper
    enter       a number that a paper issued by hand or elsewhere bears already, on whatever day: checked, never doubled
    give        a reserved number, or one the office's own system gave, to a paper that is about to be signed
    number_for  the number a document holds, or the next one
    copy_number the next number of the book of copies, for a copy on paper
    issue       a held number goes out
    cancel      a held number is given up, with the reason in its row
    sent_back   the number of a paper that goes back to its drafter: kept with its day, or cancelled

A number is taken and its row written in one transaction: if the transaction falls, the number was never given.

Numbers and dates of a book rise together. A paper takes today's date; an earlier one only with a number that was reserved
on that day (`give`, or the number it was sent back with). One that fell behind the book without a word is cancelled.

A paper gets number and date the moment its leader signs, before the bytes she signs are made. Article 15.3 of the decree
leaves both to the system and names no order (Article 13 does so for paper copies only, which get theirs at issue, after
the ink). So both are words of the page: every reader, printer, archive and text extraction finds them, they are part of
what the leader certified, and dates rise with numbers. As form fields filled in later they would be annotations that
many of those leave out. The register says "Giữ số" until the agency's signature sends the paper out; one that does not
go out is cancelled with its reason.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from reports.layout.decree30 import KINDS
from reports.models import Book, Document, RegisterEntry
from reports.papers.workflow.living import require_clerk, require_living
from units.errors import Conflict
from units.models import Agency, User
from units.vietnamese import vn_date

__all__ = [
    "BOOK_OF_PLAN", "OTHER_BOOKS", "RISING", "cancel", "copy_number", "enter", "give", "issue", "next_number", "number_for",
    "reserve", "sent_back",
]  # fmt: skip

State = RegisterEntry.State
OTHER_BOOKS = {"ban_sao": "Bản sao"}
BOOK_OF_COPIES = "ban_sao"
COPY_SYMBOLS = {"SAO Y": "SY", "SAO LỤC": "SL", "TRÍCH SAO": "TrS"}
BOOK_OF_PLAN = {str(plan): str(paper) for plan, paper in Document.OF_PLAN.items()}
RISING = (
    "Số và ngày trong sổ cùng tăng. Văn bản lấy ngày hôm nay; ghi ngày trước chỉ với số đã giữ đúng ngày đó. Số ghi từ "
    "văn bản đã ban hành mà không theo thứ tự thì ghi lý do ở “Ghi chú”."
)
_WRITTEN = re.compile(r"(\d{1,6})\s*/\s*(\S.*)")


@transaction.atomic
def reserve(agency: Agency, kind: str, *, by: User, symbol: str, title: str, day: date, **more: Any) -> RegisterEntry:
    """Hold the next number of the agency's book for `kind` in the year of `day`; the clerk's verb.

    `more`: recipients, signer, document. Raises Refused without the right, Conflict where the office's own system gives
    numbers, ValueError without a subject or for a day before the book's last.
    """
    require_clerk(agency, by)
    require_living(agency)
    if agency.numbers_elsewhere:
        raise Conflict(f"Số văn bản của {agency} do hệ thống của cơ quan cấp; ghi số đã cấp, không giữ số ở đây.")
    if not title.strip():
        raise ValueError("Cần ghi trích yếu của văn bản giữ số.")
    return _take(agency, kind, by=by, symbol=symbol, title=title.strip(), day=day, **more)


def _take(agency, kind, *, by, symbol, title, day, **more):
    book, number = Book.take(agency, kind, day.year)
    _rises(book, number, day)
    return RegisterEntry.objects.create(book=book, number=number, symbol=symbol, title=title, date=day, by=by, **more)


def _rises(book, number, day):
    """Raises ValueError naming the number that stands out of order with `number` on `day`."""
    given = book.entries.exclude(state=State.CANCELLED).exclude(number=number)
    wrong = given.filter(Q(number__lt=number, date__gt=day) | Q(number__gt=number, date__lt=day)).last()
    if wrong:
        raise ValueError(
            f"Số {number:02d} ngày {vn_date(day)}: số {wrong} đã ghi ngày {vn_date(wrong.date)}. {RISING}"
        )


@transaction.atomic
def enter(agency: Agency, kind: str, written: str, *, by: User, day: date, title: str, **more: Any) -> RegisterEntry:
    """The row of a number that is on a paper already (`05/KH-UBND`), issued on `day`; the caller asks for the right.

    A number the clerk holds for a paper outside the portal becomes its row. Numbers given later start behind it.
    Raises ValueError for what is no number, for letters of another kind of paper, for a number that has its paper, which it
    names, and for one out of order with the book's days unless a `note` says why.
    """
    require_living(agency, day)
    number, symbol = _parts(written)
    _letters_fit(kind, written, symbol)
    book = _reaching(agency, kind, number, day)
    if not more.get("note"):
        _rises(book, number, day)
    words = {"symbol": symbol, "title": title.strip(), "date": day, "state": State.ISSUED, **more}
    there = RegisterEntry.objects.filter(book=book, number=number).first()
    if there is None:
        return RegisterEntry.objects.create(book=book, number=number, by=by, **words)
    if there.state != State.HELD or there.document_id:
        raise ValueError(_taken(there, book))
    RegisterEntry.objects.filter(pk=there.pk).update(**words)
    there.refresh_from_db()
    return there


def _reaching(agency, kind, number, day):
    """The book of that year, its end at `number` or behind; and nobody else enters meanwhile."""
    book, _ = Book.objects.get_or_create(agency=agency, kind=kind, year=day.year)
    Book.objects.filter(pk=book.pk).update(last=Greatest(F("last"), Value(number)))
    return book


def _parts(written):
    found = _WRITTEN.fullmatch(" ".join(written.split()))
    if not found or not int(found[1]):
        raise ValueError(f"“{written.strip()}” chưa phải là số, ký hiệu của văn bản; ghi như 05/KH-UBND.")
    return int(found[1]), found[2]


def _letters_fit(kind, written, symbol):
    """A directive is `05/CT-UBND`: the letters of a number are those of its kind, as its book is (Annex III).

    A letter has none; before its letters a legal text has its year: `12/2024/QĐ-UBND`.
    """
    name, letters = KINDS.get(kind, ("", ""))
    if letters and letters not in re.split(r"[-/]", symbol):
        raise ValueError(
            f"{name.capitalize()} mang ký hiệu {letters}, ví dụ 05/{letters}-UBND; “{written.strip()}” thì không. "
            "Sửa số, ký hiệu như trên văn bản, hoặc chọn đúng loại văn bản."
        )


def _taken(there, book):
    said = {State.HELD: "đang giữ", State.ISSUED: "đã dùng", State.CANCELLED: "đã hủy"}[there.state]
    when = f" ngày {vn_date(there.date)}" if there.date else ""
    why = f" (lý do hủy: {there.reason})" if there.reason else ""
    return (
        f"Số {there} {said} trong {book}{when}, cho văn bản “{there.title}”{why}. Mỗi số chỉ cấp cho một văn bản: xem lại "
        "số trên văn bản, hoặc ban hành bằng văn bản lập trên hệ thống để lấy số tiếp theo."
    )


@transaction.atomic
def copy_number(document: Document, form: str, *, by: User, copies: int, recipients: Iterable[str]) -> RegisterEntry:
    """The next number of the agency's one book of copies, for `copies` on paper of an issued document; out at once.

    Raises Refused; Conflict for a unit that is no more.
    """
    title = f"văn bản {document.entry}: {document.title}"
    return copy_entry(document.agency, form, title, by=by, copies=copies, recipients=recipients)


def copy_entry(
    agency: Agency, form: str, of: str, *, by: User, copies: int, recipients: Iterable[str]
) -> RegisterEntry:
    """The same for a copy of whatever `of` names, made by `agency`; raises as `copy_number`."""
    require_clerk(agency, by)
    require_living(agency)
    if agency.numbers_elsewhere:
        raise Conflict("Số văn bản do hệ thống của cơ quan cấp; bản sao có số lập ở hệ thống ấy.")
    symbol = f"{COPY_SYMBOLS[form]}-{agency.symbol or 'UBND'}"
    words = {
        "title": f"{form} {of}"[:480] + f" ({copies} bản)", "recipients": "\n".join(recipients), "state": State.ISSUED,
    }  # fmt: skip
    return _take(agency, BOOK_OF_COPIES, by=by, symbol=symbol, day=timezone.localdate(), **words)


@transaction.atomic
def give(document: Document, written: str, *, by: User, day: date) -> RegisterEntry:
    """The number `written` (`05/BC-UBND`) of `day` for a paper that waits to be signed; a number it held goes back.

    Of a book kept here it must be reserved on that day; where the office's own system gives numbers it is entered.
    Raises Refused, Conflict, ValueError.
    """
    agency = document.agency
    require_clerk(agency, by)
    require_living(agency, day)
    if document.state != Document.State.TO_SIGN or document.prepared:
        raise Conflict("Chỉ ghi số cho văn bản đang chờ ký, chưa lập tệp ký.")
    number, symbol = _parts(written)
    if symbol != document.content.get("symbol", symbol):
        raise ValueError(f"Văn bản này mang ký hiệu {document.content['symbol']}; số ghi phải cùng ký hiệu.")
    _let_go(document)
    book = _reaching(agency, document.kind, number, day) if agency.numbers_elsewhere else _kept_here(document, day)
    return _given(document, book, number, symbol, day, by)


def _kept_here(document, day):
    book = Book.objects.filter(agency=document.agency, kind=document.kind, year=day.year).first()
    if book is None:
        raise ValueError(f"Chưa giữ số nào của năm {day.year}. {RISING}")
    return book


def _given(document, book, number, symbol, day, by):
    reserved = book.entries.filter(number=number).first()
    words = {"title": document.title, "document": document, "kept_day": True}
    if reserved is None and document.agency.numbers_elsewhere:
        _rises(book, number, day)
        return RegisterEntry.objects.create(book=book, number=number, symbol=symbol, date=day, by=by, **words)
    if reserved is None or reserved.date != day:
        raise ValueError(f"Số {number:02d} không được giữ ngày {vn_date(day)}. {RISING}")
    if not RegisterEntry.objects.filter(pk=reserved.pk, state=State.HELD, document=None).update(**words):
        raise ValueError(_taken(reserved, book))
    reserved.refresh_from_db()
    return reserved


def _let_go(document):
    """The number a paper held before it gets another."""
    held = RegisterEntry.objects.filter(document=document, state=State.HELD).first()
    if held:
        _give_up(held, "Văn bản lấy số khác", document=None)


@transaction.atomic
def number_for(
    document: Document, *, by: User, symbol: str, recipients: str, signer: str, archive: str = ""
) -> RegisterEntry:
    """The number a document holds, or the next one of its book; called by the verb that signs.

    A held number takes today's date while it is the book's latest; behind a later one it keeps its own day if it was kept
    for this paper, else it is cancelled, as it is when a year has ended meanwhile. Raises Conflict where the office's
    own system gives the numbers and none has been entered.
    """
    today = timezone.localdate()
    Document.objects.select_for_update().get(pk=document.pk)  # one hand at a time: never two numbers for one paper
    held = RegisterEntry.objects.select_related("book").filter(document=document, state=State.HELD).first()
    words = {"symbol": symbol, "title": document.title, "recipients": recipients, "signer": signer, "archive": archive}
    if held and (day := _its_day(held, today)):
        RegisterEntry.objects.filter(pk=held.pk).update(date=day, **words)
        held.refresh_from_db()
        return held
    if document.agency.numbers_elsewhere:
        raise Conflict(f"Số văn bản của {document.agency} do hệ thống của cơ quan cấp; văn thư ghi số trước khi ký.")
    if held:
        _give_up(held, _why_left(held, today), document=None)
    return _take(document.agency, document.kind, by=by, day=today, document=document, **words)


def _its_day(held, today):
    """The day a held number bears now: its own if it was kept for the paper, today while the book has not gone on."""
    if held.kept_day:
        return held.date
    later = held.book.entries.filter(number__gt=held.number, date__lt=today).exclude(state=State.CANCELLED)
    return today if held.book.year == today.year and not later.exists() else None


def _why_left(held, today):
    if held.book.year != today.year:
        return "Hết năm, văn bản chưa phát hành"
    return f"Giữ ngày {vn_date(held.date)}, văn bản ký ngày {vn_date(today)} sau số lớn hơn của sổ"


@transaction.atomic
def issue(entry: RegisterEntry, *, by: User) -> None:
    """A held number goes out. Raises Refused, Conflict when it is held no more."""
    require_clerk(entry.book.agency, by)
    require_living(entry.book.agency)
    if not RegisterEntry.objects.filter(pk=entry.pk, state=State.HELD).update(state=State.ISSUED):
        raise Conflict("Số này đã phát hành hoặc đã hủy. Mở lại sổ để xem tình trạng mới nhất.")


@transaction.atomic
def cancel(entry: RegisterEntry, *, by: User, reason: str) -> None:
    """Give up a held number. Raises ValueError without a reason, Refused, Conflict when it is held no more."""
    require_clerk(entry.book.agency, by)
    if not reason.strip():
        raise ValueError("Cần ghi lý do hủy số.")
    if not _give_up(entry, reason.strip()):
        raise Conflict("Số này đã phát hành hoặc đã hủy. Mở lại sổ để xem tình trạng mới nhất.")


@transaction.atomic
def sent_back(document: Document, *, reason: str, keep: bool) -> str:
    """What becomes of the number of a paper that goes back to its drafter, in words for the trace; "" without one."""
    held = RegisterEntry.objects.filter(document=document, state=State.HELD).first()
    if held is None:
        return ""
    if keep:
        RegisterEntry.objects.filter(pk=held.pk).update(kept_day=True)
        return f"giữ số {held}, ngày {vn_date(held.date)}"
    _give_up(held, f"Văn bản bị trả lại: {reason}", document=None, title=document.title)
    return f"hủy số {held}"


def _give_up(entry, reason, **more):
    held = RegisterEntry.objects.filter(pk=entry.pk, state=State.HELD)
    return held.update(state=State.CANCELLED, reason=reason[:300], **more)


def next_number(agency: Agency, kind: str, year: int) -> int:
    """The number the next paper would get; a forecast, not a promise."""
    book = Book.objects.filter(agency=agency, kind=kind, year=year).first()
    return (book.last if book else 0) + 1
