"""Parts of coordinating bodies: who may write one, what the result takes over, whose name stands on it."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import make_agency, make_person, words
from plans.models import Evidence, Part, Progress
from plans.progress import parts
from plans.progress import workflow as way
from plans.tests.bureau import Bureau
from units.errors import Conflict, Refused
from units.models import Role


@pytest.fixture
def bureau(cast):
    found = Bureau(cast)
    found.culture = make_agency(found.unit, "Phòng Văn hóa – Xã hội", enters_own=True)
    found.writer = make_person("hongquang.vhxh", Role.ENTRY, found.culture, "Công chức Văn hóa – Xã hội")
    found.tasks[0].coordinating.set([found.culture, found.front])
    return found


# For whom each may write a part of 1a, which Phòng Kinh tế is in charge of; nobody signs in for the Front.
WRITERS = """
accountant | Ủy ban MTTQ Việt Nam xã
writer     | Phòng Văn hóa – Xã hội
collector  | Ủy ban MTTQ Việt Nam xã
leader     |
"""


def test_each_body_writes_its_own_and_who_is_in_charge_for_those_without_an_account(bureau):
    entry = bureau.entries()[0]
    for line in WRITERS.strip().splitlines():
        name, wanted = (part.strip() for part in line.split("|"))
        assert "; ".join(row.name for row in parts.givers(getattr(bureau, name), entry)) == wanted, name
    for other in bureau.entries()[1:]:
        assert parts.givers(bureau.writer, other) == []
    with pytest.raises(Refused, match="không ghi được phần của Phòng Văn hóa"):
        parts.save_part(entry, bureau.culture, by=bureau.accountant, version=0, text="Đã làm", figures={})


def _part(bureau, **more):
    entry, measure = bureau.entries()[0], bureau.tasks[0].measures.get()
    given = {"text": "Đã phát 12 buổi loa", "figures": {measure.pk: Decimal(40)}, "version": 0, **more}
    return parts.save_part(entry, bureau.culture, by=bureau.writer, **given)


def test_a_part_leaves_the_entry_as_it_is_and_two_hands_do_not_overwrite_each_other(bureau):
    part = _part(bureau)
    assert (part.version, bureau.entries()[0].state, bureau.entries()[0].version) == (1, "missing", 1)
    with pytest.raises(Conflict, match="vừa được người khác lưu"):
        _part(bureau, text="Khác")
    assert _part(bureau, text="Đã phát 13 buổi loa", version=1).version == 2
    entry = bureau.entries()[0]
    assert [(step.verb, step.note) for step in entry.steps.all()] == [("part", "Phòng Văn hóa – Xã hội")] * 2


@pytest.mark.parametrize(
    ("stood", "then", "left"),
    [(None, Decimal(40), []), (Decimal(90), Decimal(90), ["Hồ sơ"]), (Decimal(40), Decimal(40), [])],
)
def test_merging_names_the_source_and_never_replaces_a_number(bureau, stood, then, left):
    measure = bureau.tasks[0].measures.get()
    figures = {} if stood is None else {measure.pk: stood}
    typed = {"level": "in_progress", "result": "Đã niêm yết."}
    way.save(bureau.entries()[0], by=bureau.accountant, version=1, values=typed, figures=figures)
    part = _part(bureau)
    assert parts.merge(part, by=bureau.accountant) == left
    entry = bureau.entries()[0]
    assert entry.result == "Đã niêm yết.\nPhòng Văn hóa – Xã hội: Đã phát 12 buổi loa"
    assert entry.figures.get().value == then
    assert parts.merge(Part.objects.get(), by=bureau.accountant) == left and bureau.entries()[0].result == entry.result
    assert Part.objects.get().merged_by == bureau.accountant


def test_who_only_coordinates_merges_nothing_and_nothing_is_written_once_it_is_handed_on(bureau):
    part = _part(bureau)
    with pytest.raises(Refused, match="do Phòng Kinh tế phụ trách"):
        parts.merge(part, by=bureau.writer)
    way.save(bureau.entries()[0], by=bureau.accountant, version=1, values={"level": "not_started"})
    way.move(Progress.objects.get(pk=part.entry_id), "submit", by=bureau.accountant)
    with pytest.raises(Refused, match="Chờ lãnh đạo duyệt"):
        _part(bureau, version=1)


def test_the_page_takes_words_figure_and_paper_and_merges_after_keeping_what_was_typed(bureau, client):
    entry, measure = bureau.entries()[0], bureau.tasks[0].measures.get()
    client.force_login(bureau.writer)
    name = f"part{bureau.culture.pk}"
    sent = {f"{name}-text": "Đã phát 12 buổi loa", f"{name}-figure-{measure.pk}": "1.284", f"{name}-version": "0",
            f"{name}-file": SimpleUploadedFile("lich.pdf", b"%PDF-1.4 lich"), f"{name}-proves_at": "trang 1"}  # fmt: skip
    address = reverse("part_save", args=[entry.pk, bureau.culture.pk])
    wrong = client.post(address, {**sent, f"{name}-figure-{measure.pk}": "nhiều"})
    assert wrong.status_code == 422 and "Đã phát 12 buổi loa" in wrong.content.decode()
    sent[f"{name}-file"] = SimpleUploadedFile("lich.pdf", b"%PDF-1.4 lich")
    assert client.post(address, sent).status_code == 302
    assert [(row.name, row.given_by) for row in Evidence.objects.all()] == [("lich.pdf", bureau.culture)]
    assert "Nhiệm vụ do Phòng Kinh tế phụ trách." in words(
        client.get(reverse("entry", args=[entry.pk])).content.decode()
    )
    client.force_login(bureau.accountant)
    page = words(client.get(reverse("entry", args=[entry.pk])).content.decode())
    assert "Đưa vào kết quả" in page and "nguồn: Phòng Văn hóa – Xã hội" in page
    typed = {"version": entry.version, "base": "{}", "level": "in_progress", "result": "Đã niêm yết."}
    client.post(reverse("part_merge", args=[entry.pk, bureau.culture.pk]), typed)
    assert bureau.entries()[0].result == "Đã niêm yết.\nPhòng Văn hóa – Xã hội: Đã phát 12 buổi loa"
