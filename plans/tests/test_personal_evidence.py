"""The mark “có dữ liệu cá nhân”: who opens a marked piece, who sets it, what the machine marks, what boxes do."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from conftest import make_person
from journal.models import Note
from journal.notes import Kind
from plans.models import Evidence, Progress, Step
from plans.progress import likeness, personal, tasks
from plans.tests.paper import fitting
from plans.tests.test_evidence import add, entry, media, photo, upload  # noqa: F401 - entry, media: fixtures
from reader.personal import CARD
from units.errors import Refused
from units.models import Delegation, Power, Role, Succession

pytestmark = pytest.mark.django_db
State = Evidence.Personal


@pytest.fixture
def piece(cast, entry, client):  # noqa: F811
    client.force_login(cast.official)
    add(client, entry, file=upload("căn cước.png", photo("PNG")), proves_at="Ảnh")
    return Evidence.objects.get()


def opened(client, person, piece, *ways):
    client.force_login(person)
    return [
        client.get(f"/tai-lieu/{piece.pk}/{way}").status_code for way in ways or ("", "?xem", "anh-nho/", "chu-ky/")
    ]


@pytest.mark.one_engine
def test_who_opens_a_marked_piece(cast, piece, client, today):
    follower = make_person("anthi.theodoi", Role.OVERSEER, cast.district_office, "Theo dõi")
    auditor = make_person("anthi.kiemtra", Role.AUDITOR, cast.district_office, "Thanh tra viên")
    lent = make_person("anthi.thay", Role.OVERSEER, cast.district_office, "Chuyên viên")
    lending = {"from_user": cast.reviewer, "to_user": lent, "valid_from": today, "valid_to": today}
    Delegation.objects.create(rights=[Power.APPROVE], **lending)
    outside = (cast.clerk, follower, auditor)
    for person in outside:
        assert opened(client, person, piece, "") == [200], "before the mark whoever sees the entry"
    assert personal.mark(piece, by=cast.official) and not personal.mark(piece, by=cast.official)
    for person in (cast.official, cast.leader, cast.reviewer, lent):
        assert opened(client, person, piece) == [200] * 4, person
    for person in outside:
        assert opened(client, person, piece) == [403] * 4, person
        page = client.get(f"/tai-lieu/{piece.pk}/").content.decode()
        assert "chỉ mở cho người nhập, lãnh đạo của đơn vị và người thẩm định" in page
    assert opened(client, cast.stranger, piece) == [404] * 4
    Delegation.objects.update(rights=[Power.DIRECT])
    assert opened(client, lent, piece, "") == [403], "what was lent is not this"
    seen = Note.objects.filter(kind=Kind.VIEW_PERSONAL, subject=f"evidence:{piece.pk}")
    assert seen.count() == 8 and set(seen.values_list("by", flat=True)) == {
        one.pk for one in (cast.official, cast.leader, cast.reviewer, lent)
    }


def test_heirs_of_an_ended_unit_open_what_it_marked(cast, piece, client):
    personal.mark(piece, by=cast.official)
    assert opened(client, cast.new_official, piece, "") == [404]
    Succession.objects.create(old=cast.commune, new=cast.new_commune)
    type(cast.commune).objects.filter(pk=cast.commune.pk).update(valid_to=cast.district.valid_to)
    assert opened(client, cast.new_official, piece, "") == [200]
    assert opened(client, cast.stranger, piece, "") == [404]


def test_who_sets_the_mark_and_takes_it_away(cast, piece, client):
    address = f"/tai-lieu/{piece.pk}/danh-dau/"
    for person, status in ((cast.clerk, 403), (cast.stranger, 404), (cast.reviewer, 302)):
        client.force_login(person)
        assert client.post(address).status_code == status, person
    assert client.get(address).status_code == 405
    piece.refresh_from_db()
    assert (piece.personal, piece.is_limited) == (State.MARKED, True)
    client.force_login(cast.official)
    page = client.get(f"/tien-do/{piece.entry_id}/").content.decode()
    assert "Có dữ liệu cá nhân" in page and "anh-nho" not in page, "no small picture of it lies on a page"
    Progress.objects.filter(pk=piece.entry_id).update(
        **fitting("submitted")
    )  # on its way upward it may still be marked
    client.post(address + "?bo")
    piece.refresh_from_db()
    assert (piece.personal, piece.is_limited) == (State.CLEAR, False)
    assert list(Step.objects.filter(verb__startswith="evidence_").order_by("pk").values_list("verb", "by")) == [
        ("evidence_add", cast.official.pk), ("evidence_mark", cast.reviewer.pk), ("evidence_clear", cast.official.pk)
    ]  # fmt: skip
    told = [
        line.words.after["dữ liệu cá nhân"] for line in Note.objects.filter(kind=Kind.PERSONAL_MARKED).order_by("pk")
    ]
    assert told == [State.MARKED.label, State.CLEAR.label]
    with pytest.raises(Refused, match="đánh dấu, bỏ dấu"):
        personal.clear(piece, by=cast.clerk)


def test_a_button_of_the_form_keeps_what_was_typed(cast, piece, client):
    typed = {"version": 1, "base": "{}", "level": "in_progress", "result": "Đã họp xong"}
    assert client.post(f"/tai-lieu/{piece.pk}/danh-dau/", typed).status_code == 302
    assert Progress.objects.get(pk=piece.entry_id).result == "Đã họp xong"
    part = client.post(f"/tai-lieu/{piece.pk}/danh-dau/?bo", headers={"X-Part": "evidence"})
    assert part.status_code == 200 and "Đánh dấu có dữ liệu cá nhân" in part.content.decode()


def test_what_the_machine_finds_is_limited_until_somebody_has_looked(cast, piece, monkeypatch):
    """The look itself runs in the child and has its tests in the reader; here what becomes of its answer."""
    Evidence.objects.update(
        mime="application/pdf"
    )  # which it is not: it opens for nobody, and the machine says nothing
    assert piece.look_asked and likeness.look(piece.pk) == "" and likeness.look(piece.pk) == ""
    piece.refresh_from_db()
    assert (piece.personal, piece.look_asked) == (State.UNMARKED, None)
    said = {"found": CARD}
    monkeypatch.setattr(likeness.child, "run", lambda *_, **__: said["found"])
    Evidence.objects.update(look_asked=timezone.now())
    assert likeness.look(piece.pk) == CARD
    piece.refresh_from_db()
    assert (piece.personal, piece.personal_why, piece.look_asked) == (State.SUSPECTED, CARD, None)
    line = Note.objects.select_related("words").get(kind=Kind.PERSONAL_MARKED)
    assert line.by_id is None and line.unit_id == cast.commune.pk and "giống giấy tờ tùy thân" in line.words.said
    personal.clear(piece, by=cast.official)
    Evidence.objects.update(look_asked=timezone.now())
    likeness.look(piece.pk)
    piece.refresh_from_db()
    assert piece.personal == State.CLEAR, "a person has looked: the machine does not contradict her"


def test_the_timetable_takes_up_what_no_worker_did(cast, piece, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "ring_for", lambda task, pk: asked.append((task, pk)))
    assert tasks.sweep_looks() == 0, "just asked for"
    Evidence.objects.update(look_asked=timezone.now() - tasks.LOOKS_FOR - timedelta(seconds=1))
    assert tasks.sweep_looks() == 1 and asked == [(tasks.look_at_evidence, piece.pk)] and tasks.sweep_looks() == 0
    assert not likeness.fits(Evidence(mime="image/png", link="https://hungyen.gov.vn")) and likeness.fits(piece)


def test_boxes_are_burnt_into_a_new_file_and_the_old_one_goes(cast, piece, client, django_capture_on_commit_callbacks):
    personal.mark(piece, by=cast.official)
    old, storage, checked = (piece.file.name, piece.thumbnail.name), piece.file.storage, piece.sha256
    address = f"/tai-lieu/{piece.pk}/che/"
    assert client.get(address).status_code == 200
    for wrong in ("", "x", "[]", "[[0,0,1]]", '[[0,0,"1",1]]', "[[0,0,2,1]]", "[[0,0,0,0]]", "{}", "[[true,0,1,1]]"):
        assert client.post(address, {"boxes": wrong}).status_code == 422, wrong
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"boxes": "[[0, 0, 0.5, 0.5]]"}).status_code == 302
    piece.refresh_from_db()
    assert (piece.name, piece.personal, piece.is_limited) == ("căn cước (đã che).png", State.CLEAR, False)
    with Image.open(io.BytesIO(piece.file.read())) as image:
        assert image.getpixel((10, 10)) == (0, 0, 0) and image.getpixel((790, 590)) == (0, 0, 128)
    assert not any(storage.exists(name) for name in old) and storage.exists(piece.thumbnail.name)
    step = Step.objects.get(verb="evidence_mask")
    assert step.note == f"mã kiểm tra {checked} → {piece.sha256}" and step.by == cast.official
    Progress.objects.filter(pk=piece.entry_id).update(**fitting("submitted"))
    assert client.post(address, {"boxes": "[[0, 0, 0.5, 0.5]]"}).status_code == 409, "it is the office's above now"
    client.force_login(cast.reviewer)
    assert client.get(address).status_code == 403
