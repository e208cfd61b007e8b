"""One relation between papers that went out: which kinds may do what to which, linked both ways, told to whoever asks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from reports.models import Document, RegisterEntry
from reports.papers import press, related, screen
from reports.papers.workflow import papers, relating
from reports.signing.workflow import signing
from reports.tests import desk
from units.errors import Conflict

pytestmark = pytest.mark.one_engine  # the story and the walks go this way on both engines

# Điều 18.4, 18.5 once more: relation -> (kind of the new paper, kind of the old) that are allowed
ALLOWED = {
    "thay_the": {("bao_cao", "bao_cao"), ("thong_bao", "thong_bao"), ("cong_van", "cong_van")},
    "bo_sung": {("bao_cao", "bao_cao"), ("thong_bao", "thong_bao"), ("cong_van", "cong_van")},
    "dinh_chinh": {("cong_van", "bao_cao"), ("cong_van", "thong_bao"), ("cong_van", "cong_van")},
    "thu_hoi": {("cong_van", "bao_cao"), ("cong_van", "thong_bao"), ("cong_van", "cong_van"),
                ("thong_bao", "bao_cao"), ("thong_bao", "thong_bao"), ("thong_bao", "cong_van")},
}  # fmt: skip
KINDS = ("bao_cao", "thong_bao", "cong_van")


def row(cast, kind="thong_bao", state="issued", office=None, **more):
    return Document.objects.create(kind=kind, agency=office or cast.commune_office, title="Một văn bản", state=state,
                                   created_by=cast.official, **more)  # fmt: skip


@pytest.mark.parametrize("relation", ALLOWED)
def test_which_kind_does_what_to_which(cast, relation):
    found = {
        (new, old)
        for new in KINDS
        for old in KINDS
        if not related.refusal(row(cast, new, "draft"), relation, row(cast, old))
    }
    assert found == ALLOWED[relation]
    assert set(ALLOWED) == set(Document.Relation.values)


def test_only_issued_papers_of_the_same_body_that_still_stand(cast):
    new = row(cast, state="draft")
    assert "chính cơ quan" in related.refusal(new, "thay_the", row(cast, office=cast.neighbour_office))
    assert "chính cơ quan" in related.refusal(new, "thay_the", new)
    for state in ("draft", "to_sign", "signed", "cancelled"):
        assert "đã phát hành" in related.refusal(new, "thay_the", row(cast, state=state)), state
    assert related.refusal(new, "nothing", row(cast))


def test_a_stranger_relates_nothing_and_nobody_a_paper_to_nothing(cast):
    new = row(cast, state="draft")
    with pytest.raises(Http404):
        relating.relate(new, "thay_the", by=cast.stranger, to=row(cast))
    with pytest.raises(Conflict, match="Không còn báo cáo nào"):
        relating.relate(new, "thay_the", by=cast.official)


@pytest.fixture
def issued(cast, keys):
    return out(cast, begun(cast))


def begun(cast, kind="thong_bao"):
    made = papers.begin(kind, cast.commune_office, by=cast.official, title="Lịch tiếp công dân quý I")
    assert press.make(made.pk)
    return desk.written(made, by=cast.official)


def out(cast, document):
    papers.move(document, "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    return desk.fresh(document)


def test_a_replaced_paper_says_so_on_every_page_and_is_replaced_once(client, cast, issued):
    new = begun(cast)
    client.force_login(cast.official)
    url = reverse("document_relation", args=[new.pk])
    wrong = client.post(url, {"relation": "dinh_chinh", "to": issued.pk})
    assert wrong.status_code == 422 and "bằng công văn" in wrong.content.decode()
    assert client.post(url, {"relation": "thay_the"}).context["form"].errors["to"]
    assert client.post(url, {"relation": "thay_the", "to": issued.pk}).status_code == 302
    assert related.standing(issued) == [], "a draft replaces nothing yet"
    new = out(cast, desk.fresh(new))
    (said,) = related.standing(issued)
    assert said.startswith("Đã được thay thế bởi văn bản 02/TB-UBND ngày")
    assert [(what, one.pk) for what, one in screen.relatives(issued)] == [("Được thay thế bởi", new.pk)]
    assert said in client.get(reverse("public_document", args=[issued.code])).content.decode()
    file = SimpleUploadedFile("a.pdf", issued.pdf.read())
    assert said in client.post(reverse("verify"), {"file": file}).content.decode()
    third = begun(cast)
    with pytest.raises(ValueError, match="đã được thay thế"):
        relating.relate(third, "thay_the", by=cast.official, to=issued)
    assert issued not in related.candidates(third) and new in related.candidates(third)


def test_two_that_replace_one_meet_when_the_second_is_sent_up(cast, issued):
    first, second = begun(cast), begun(cast)
    for one in (first, second):
        relating.relate(one, "thay_the", by=cast.official, to=issued)
    out(cast, desk.fresh(first))
    with pytest.raises(ValueError, match="đã được thay thế"):
        papers.move(desk.fresh(second), "send", by=cast.official)
    relating.relate(desk.fresh(second), "", by=cast.official)
    assert (second.steps.first().verb, second.steps.first().note) == ("relate", "Bỏ quan hệ đã ghi")
    papers.move(desk.fresh(second), "send", by=cast.official)
    with pytest.raises(Conflict):
        relating.relate(desk.fresh(second), "bo_sung", by=cast.official, to=issued)


def test_a_withdrawn_paper_is_told_as_withdrawn(cast, issued):
    notice = row(cast, follows=issued, relation="thu_hoi")
    book = issued.entry.book
    RegisterEntry.objects.create(book=book, number=9, symbol="TB-UBND", title="Thu hồi", date=issued.entry.date,
                                 state="issued", document=notice, by=cast.clerk)  # fmt: skip
    assert related.standing(issued)[0].startswith("Đã bị thu hồi theo văn bản 09/TB-UBND")
    assert screen.relatives(issued)[0][0] == "Bị thu hồi theo"
