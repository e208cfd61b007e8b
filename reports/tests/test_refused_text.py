"""A paper that cannot be laid out names the entry whose words stop it, links to it, and is made once they are mended.

No text that people can store is refused any more (see `test_characters`), so the stand-ins for signs without a glyph
are taken out of the annex here: the refusal itself is Typst's own, of a PDF/A with a sign that its typeface lacks.
"""

import dataclasses

import pytest
from django.urls import reverse

from conftest import words
from plans.models import Progress, Task
from reports.layout import annex
from reports.models import Document
from reports.papers import culprit, press
from reports.papers.culprit import HEAD, RENDERS
from reports.papers.workflow import papers
from reports.tests import desk
from reports.tests.layout import samples

pytestmark = pytest.mark.one_engine  # the story and the walks go this way on both engines

Making = Document.Making


@pytest.fixture
def bare(monkeypatch, laid_out_once):
    """Typst gets the signs as they are stored, also of a paper that went through before."""
    laid_out_once.cache_clear()
    monkeypatch.setattr(annex, "printable", lambda paper: paper)


def refused(document):
    assert press.make(document.pk) is False
    return desk.fresh(document)


def page(client, person, document):
    client.force_login(person)
    return client.get(reverse("document", args=[document.pk])).content.decode()


def second_entry():
    return Progress.objects.get(task__position=2, unit__name="Xã Tiền Phong")


def test_the_entry_is_named_linked_and_mended(client, cast, bare):
    document = desk.report(cast, made=False)
    entry = second_entry()
    Progress.objects.filter(pk=entry.pk).update(result="Đã niêm yết ✓ ở 4 nhà văn hóa thôn")
    row = refused(document)
    assert (row.making, row.stopped_by) == (Making.FAILED, entry)
    assert row.making_error == (
        "Chỗ không in được nằm trong tiến độ của Xã Tiền Phong, nhiệm vụ 2a “Nhiệm vụ số 2 của Xã Tiền Phong”, "
        "kỳ 9 tháng năm 2024. Sửa chỗ đó rồi bấm “Thử lại”."
    )
    shown = page(client, cast.official, document)
    assert row.making_error in words(shown) and f'href="{reverse("entry", args=[entry.pk])}"' in shown
    assert reverse("document_retry", args=[document.pk]) in shown
    Progress.objects.filter(pk=entry.pk).update(result="Đã niêm yết ở 4 nhà văn hóa thôn")
    client.post(reverse("document_retry", args=[document.pk]))
    assert desk.fresh(document).stopped_by is None
    assert press.make(document.pk) and desk.fresh(document).making == Making.READY


def test_words_of_the_task_count_as_those_of_its_entry(cast, bare):
    document = desk.report(cast, made=False)
    Task.objects.filter(pk=second_entry().task_id).update(text="Niêm yết ➢ công khai")
    assert refused(document).stopped_by == second_entry()


def test_the_task_of_a_plan_is_told_in_its_words(cast, bare):
    plan, _ = desk.commune_period(cast)
    Task.objects.filter(plan=plan, position=3).update(text="Mở 2 lớp ① tập huấn")
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    row = refused(document)
    assert row.stopped_by is None and "Mở 2 lớp ① tập huấn" in row.making_error


def test_who_may_not_open_the_entry_reads_its_name_without_a_link(client, cast, bare):
    document = desk.report(cast, made=False)
    entry = Progress.objects.filter(unit=cast.commune).first()
    Progress.objects.filter(pk=entry.pk).update(unit=cast.neighbour)
    Document.objects.update(making=Making.FAILED, making_error="Chỗ không in được", stopped_by=entry)
    shown = page(client, cast.official, document)
    assert "Chỗ không in được" in shown and reverse("entry", args=[entry.pk]) not in shown


# --- The halving ------------------------------------------------------------------------------------------------------


class Engine:
    """A typesetter that refuses papers with one mark in them, and counts what it is asked."""

    def __init__(self, mark):
        self.mark, self.asked = mark, 0

    def __call__(self, paper):
        self.asked += 1
        if self.mark in repr(paper):
            raise RuntimeError


def searched(paper, mark):
    engine = Engine(mark)
    place = culprit.found(Document(), paper, engine)
    return place and place.words, engine.asked


def long_paper(**more):
    blocks = tuple(samples.Paragraph(samples.text(f"Câu số {n}.")) for n in range(1000))
    return dataclasses.replace(samples.report(), blocks=blocks, annexes=(), **more)


@pytest.mark.parametrize("n", [0, 1, 499, 500, 998, 999])
def test_one_of_a_thousand_sentences_is_found_in_few_renders(n):
    found, asked = searched(long_paper(), f"Câu số {n}.")
    assert found == f"Câu số {n}." and asked <= RENDERS


def test_words_of_the_head_are_told_as_such_at_once():
    assert searched(long_paper(title="Tên ✓"), "Tên ✓") == (HEAD, 2)


def test_what_no_part_alone_brings_about_is_not_blamed_on_anybody():
    class Large(Engine):
        def __call__(self, paper):
            self.asked += 1
            if len(paper.blocks) > 900:
                raise MemoryError

    engine = Large("")
    assert culprit.found(Document(), long_paper(), engine) is None and engine.asked <= RENDERS


def test_a_slow_engine_is_given_up(monkeypatch):
    monkeypatch.setattr(culprit, "SECONDS", -1.0)
    assert searched(long_paper(), "Câu số 7.") == (None, 0)
