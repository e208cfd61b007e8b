"""Papers that wait are in the digest of whoever must sign or issue them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from journal.guards import lifted
from post import digest, subjects
from post.working_days import Calendar
from reports import reminders
from reports.models import Document, DocumentStep, Incoming, IncomingBook
from units.models import Delegation, Post

MONDAY = date(2024, 10, 21)


@pytest.fixture
def paper(cast):
    signer = Post.objects.get(user=cast.leader)
    row = Document.objects.create(kind="bao_cao", agency=cast.commune_office, title="Kết quả 9 tháng", signer=signer,
                                  state=Document.State.TO_SIGN, created_by=cast.official)  # fmt: skip
    step = DocumentStep.objects.create(document=row, verb="send", by=cast.official)
    with lifted("test"):
        DocumentStep.objects.filter(pk=step.pk).update(at=datetime(2024, 10, 18, 3, tzinfo=UTC))
    return row


def told(day=MONDAY):
    return {one.person: [due.line for due in one.dues] for one in digest.compose(day, calendar=Calendar())}


def test_the_signer_is_told_after_a_working_day(cast, paper):
    assert told(date(2024, 10, 18)) == {}
    found = told()
    assert set(found) == {cast.leader}
    (line,) = found[cast.leader]
    assert line.text == "Chờ ký: Báo cáo Kết quả 9 tháng" and line.url == f"/van-ban/{paper.pk}/"


def test_whoever_signs_for_her_is_told_too(cast, paper):
    Delegation.objects.create(from_user=cast.leader, to_user=cast.clerk, valid_from=MONDAY, valid_to=MONDAY)
    assert set(told()) == {cast.leader, cast.clerk}


def test_the_clerk_is_told_of_signed_papers_and_nobody_of_issued_ones(cast, paper):
    Document.objects.update(state=Document.State.SIGNED)
    assert set(told()) == {cast.clerk}
    Document.objects.update(state=Document.State.ISSUED)
    assert told() == {}


# --- Incoming papers --------------------------------------------------------------------------------------------------

FRIDAY = date(2024, 10, 18)


@pytest.fixture
def coming(cast):
    """Arrived on Friday the 18th."""
    row = Incoming.objects.create(unit=cast.commune, sender="UBND huyện Ân Thi", title="Về rà soát thủ tục")
    Incoming.objects.filter(pk=row.pk).update(at=datetime(2024, 10, 18, 3, tzinfo=UTC))
    return row


def _is(row, **now):
    Incoming.objects.filter(pk=row.pk).update(**now)


def _in_book(row, cast, **now):
    book = IncomingBook.objects.get_or_create(unit=cast.commune, year=2024)[0]
    _is(row, book=book, entry=1, **now)


def test_what_came_is_told_to_the_clerk_from_the_next_working_day(cast, coming):
    assert told(FRIDAY) == {}
    found = told()
    assert set(found) == {cast.clerk}
    (line,) = found[cast.clerk]
    assert (line.text, line.url) == ("Chờ vào sổ: UBND huyện Ân Thi, Về rà soát thủ tục", f"/van-ban/den/{coming.pk}/")
    Post.objects.filter(user=cast.clerk).update(valid_to=FRIDAY)
    assert set(told()) == {cast.leader}, "a unit without a clerk"


def test_what_nobody_has_in_hand_is_told_to_the_leader_and_what_is_done_to_nobody(cast, coming):
    _in_book(coming, cast, state="received")
    assert set(told()) == {cast.leader}
    for state in ("done", "refused"):
        _is(coming, state=state)
        assert told() == {}


@pytest.mark.parametrize(("past", "people"), [(-8, ""), (-1, "official"), (0, "official"), (1, "official leader")])
def test_a_deadline_is_told_to_who_has_it_in_hand_and_past_it_to_the_leader(cast, coming, past, people):
    hand = Post.objects.get(user=cast.official, agency__unit=cast.commune)
    deadline = date(2024, 10, 23)  # a Wednesday
    _in_book(coming, cast, state="handling", handler=hand, deadline=deadline)
    found = told(deadline + timedelta(days=past))
    assert set(found) == {getattr(cast, name) for name in people.split()}
    assert all(line.text.startswith("Xử lý văn bản đến: ") for lines in found.values() for line in lines)


def test_a_paper_without_a_deadline_is_told_to_nobody_and_what_moved_on_is_no_more_open(cast, coming):
    hand = Post.objects.get(user=cast.official, agency__unit=cast.commune)
    subject = subjects.of_incoming(coming.pk, "arrived")
    assert reminders.still_open({subject}) == {subject}
    _in_book(coming, cast, state="assigned", handler=hand)
    assert told() == {} and not reminders.still_open({subject})
