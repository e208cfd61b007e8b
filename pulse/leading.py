"""What citizens said in the newest round that is over, beside the sub-dimension a question asks about."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from indicators.book import Book
from indicators.kin import Kin
from indicators.leading import Leading
from units.models import User
from units.vietnamese import vn_num

from .figures import Asked, figures_of
from .models import Round
from .permissions import visible_rounds

__all__ = ["figures_of_pulse"]


def figures_of_pulse(user: User, of: Kin, year: int, book: Book) -> Iterator[Leading]:
    """Shares of good experience, in per cent, of the province's own newest round; only those that may be told, and only
    where codes of the scores' year mean the same in the round's."""
    over = [Round.State.CLOSED, Round.State.PUBLISHED]
    row = visible_rounds(user).filter(unit__in=of.lineage, state__in=over).order_by("-closes", "-pk").first()
    if row is None or book.structure(row.closes.year)[0] != book.structure(year)[0]:
        return
    for one in figures_of(row).asked:
        if one.enough:
            yield _beside(row, one)


def _beside(row: Round, one: Asked) -> Leading:
    low, high = (vn_num(100 * end, 0) for end in one.whole.interval)
    return Leading(
        one.question.sub_code, f"Trải nghiệm tốt: {one.question.text}", Decimal(f"{100 * one.whole.share:.1f}"), "%",
        row.closes,
        f"Thăm dò “{row.title}”: {one.whole.of} phiếu tự trả lời, không đại diện; khoảng tin cậy 95 %: {low}–{high} %",
        url=reverse("pulse_results", args=[row.pk]),
    )  # fmt: skip
