"""Papers that wait are in the digest of whoever must sign or issue them."""

from datetime import UTC, date, datetime

import pytest

from journal.guards import lifted
from post import digest
from post.working_days import Calendar
from reports.models import Document, DocumentStep
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
