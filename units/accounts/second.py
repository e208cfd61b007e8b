"""Two administrators: what lets somebody into a leader's or clerk's account is asked by one and agreed to by another.

ask       one asks
waiting   what waits for an account
agree     another agrees; the act itself is then done by the page
decline   another, or who asked, takes it off the table
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from units.accounts import managing
from units.errors import Conflict, Refused
from units.models import AccountAsk, AccountStep, User

__all__ = ["agree", "ask", "decline", "waiting"]

DAYS = 7


def waiting(person: User) -> QuerySet[AccountAsk]:
    """Asked within the last days and not answered."""
    since = timezone.now() - timedelta(days=DAYS)
    return AccountAsk.objects.filter(account=person, closed_at=None, at__gte=since).select_related("by")


@transaction.atomic
def ask(person: User, verb: str, *, by: User, words: dict[str, str] | None = None) -> AccountAsk:
    """Write it down; the same act asked anew replaces what was asked before. Raises Refused, Conflict."""
    managing.require_account(by, person)
    AccountAsk.objects.filter(account=person, verb=verb, closed_at=None).update(closed_at=timezone.now(), closed_by=by)
    try:
        with transaction.atomic():
            asked = AccountAsk.objects.create(account=person, verb=verb, words=words or {}, by=by)
    except IntegrityError:
        raise Conflict("Việc này vừa được đề nghị. Mở lại trang để xem.") from None
    managing.traced(AccountStep.Verb.ASKED, person, managing.home(person), by, _said(asked))
    return asked


@transaction.atomic
def agree(asked: AccountAsk, *, by: User) -> AccountAsk:
    """Closes it for whoever does the act now, in the same transaction. Raises Refused, Conflict."""
    managing.require_account(by, asked.account)
    if by.pk in (asked.by_id, asked.account_id):
        raise Refused("Người đề nghị và chủ tài khoản không tự xác nhận.", who_may="một quản trị khác")
    _close(asked, by, agreed=True)
    managing.traced(AccountStep.Verb.AGREED, asked.account, managing.home(asked.account), by, _said(asked))
    return asked


@transaction.atomic
def decline(asked: AccountAsk, *, by: User) -> None:
    """Raises Refused, Conflict."""
    managing.require_account(by, asked.account)
    _close(asked, by, agreed=False)
    managing.traced(AccountStep.Verb.DECLINED, asked.account, managing.home(asked.account), by, _said(asked))


def _close(asked, by, *, agreed):
    open_ones = waiting(asked.account).filter(pk=asked.pk)
    if not open_ones.update(closed_at=timezone.now(), closed_by=by, agreed=agreed):
        raise Conflict("Đề nghị này đã được trả lời hoặc đã quá hạn.")
    asked.refresh_from_db(fields=["closed_at", "closed_by", "agreed"])


def _said(asked):
    words = "; ".join(f"{managing.label(name)}: {word or '–'}" for name, word in asked.words.items())
    return f"{asked.get_verb_display()}: {words}" if words else str(asked.get_verb_display())
