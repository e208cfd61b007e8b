"""Numbers over New Year: books begin anew at midnight in Viet Nam, and a number reserved in the old year ends with it."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from reports.models import Document, RegisterEntry
from reports.papers.workflow import registers

pytestmark = pytest.mark.django_db
LAST_SECOND = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)  # 31/12/2026 23:59:59 in Hà Nội
NEW_YEAR = datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC)  # 01/01/2027 00:00:00 in Hà Nội, 31/12 still by UTC
WORDS = {"symbol": "BC-UBND", "recipients": "Như trên", "signer": "Chủ tịch"}


@pytest.fixture
def paper(cast):
    return Document.objects.create(
        kind="bao_cao", agency=cast.commune_office, state="to_sign", title="Báo cáo năm", created_by=cast.official
    )


def number(paper, cast, moment):
    with time_machine.travel(moment, tick=False):
        entry = registers.number_for(Document.objects.get(pk=paper.pk), by=cast.leader, **WORDS)
    return entry.number, entry.book.year, entry.date


def reserved(cast, year, count, month=6):
    for _ in range(count):
        registers.reserve(
            cast.commune_office, "bao_cao", by=cast.clerk, symbol="BC-UBND", title="x", day=date(year, month, 1)
        )


def test_numbers_begin_anew_at_midnight_of_new_year_in_viet_nam(cast, paper):
    reserved(cast, 2026, 4)
    other = Document.objects.create(
        kind="bao_cao", agency=cast.commune_office, state="to_sign", title="Báo cáo khác", created_by=cast.official
    )
    assert number(paper, cast, LAST_SECOND) == (5, 2026, date(2026, 12, 31))
    assert number(other, cast, NEW_YEAR) == (1, 2027, date(2027, 1, 1))


def test_a_paper_sent_back_keeps_its_number_within_the_year_and_takes_the_day(cast, paper):
    assert number(paper, cast, datetime(2026, 12, 1, 3, tzinfo=UTC)) == (1, 2026, date(2026, 12, 1))
    assert number(paper, cast, LAST_SECOND) == (1, 2026, date(2026, 12, 31))
    assert RegisterEntry.objects.get().title == "Báo cáo năm"


def test_a_number_held_over_new_year_is_given_up_with_its_reason_and_the_paper_gets_one_of_the_new_year(cast, paper):
    reserved(cast, 2026, 2)
    assert number(paper, cast, LAST_SECOND) == (3, 2026, date(2026, 12, 31))
    reserved(cast, 2027, 1, month=1)
    assert number(paper, cast, NEW_YEAR) == (2, 2027, date(2027, 1, 1))
    old = RegisterEntry.objects.get(book__year=2026, number=3)
    assert (old.state, old.reason, old.document) == ("cancelled", "Hết năm, văn bản chưa phát hành", None)
    assert RegisterEntry.objects.get(document=paper).book.year == 2027
    assert number(paper, cast, NEW_YEAR) == (2, 2027, date(2027, 1, 1)), "once is enough"


def test_a_number_given_up_leaves_no_hole_without_a_reason_and_is_not_given_again(cast, paper):
    number(paper, cast, LAST_SECOND)
    number(paper, cast, NEW_YEAR)
    reserved(cast, 2026, 1)
    rows = RegisterEntry.objects.filter(book__year=2026).order_by("number").values_list("number", "state")
    assert list(rows) == [(1, "cancelled"), (2, "held")]
    assert registers.next_number(cast.commune_office, "bao_cao", 2026) == 3
    assert registers.next_number(cast.commune_office, "bao_cao", 2027) == 2
    assert registers.next_number(cast.commune_office, "bao_cao", 2028) == 1
    assert registers.next_number(cast.commune_office, "ke_hoach", 2026) == 1


def test_what_goes_out_in_the_new_year_keeps_the_number_and_day_it_was_signed_with(cast, paper):
    number(paper, cast, LAST_SECOND)
    entry = RegisterEntry.objects.get(document=paper)
    with time_machine.travel(NEW_YEAR, tick=False):
        registers.issue(entry, by=cast.clerk)
    entry.refresh_from_db()
    assert (entry.state, entry.number, entry.date) == ("issued", 1, date(2026, 12, 31))
