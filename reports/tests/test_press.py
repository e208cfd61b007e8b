"""Making a paper in the worker: safe to run twice, a failure that can be read and retried, figures linked then frozen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from plans.models import Figure, Progress
from reports.drafting import figures
from reports.layout import frozen, pdf_engine
from reports.layout.content import Paragraph
from reports.models import Document
from reports.papers import press, tasks
from reports.papers.workflow import editing, papers
from reports.tests import desk
from units.errors import Conflict

Making = Document.Making


def words(document):
    blocks = frozen.paper_of(document).blocks
    return [figures.sentence(block) if hasattr(block, "spans") else getattr(block, "text", "") for block in blocks]


def shown(document):
    return " ".join(
        "".join(span.text for span in block.spans)
        for block in frozen.paper_of(document).blocks
        if hasattr(block, "spans")
    )


def place_of(document, part):
    return next(index for index, sentence in enumerate(words(document)) if part in sentence)


def test_made_once_however_often_the_bell_rings(cast):
    document = desk.report(cast)
    assert (document.making, document.pages > 0) == (Making.READY, True)
    assert press.make(document.pk) is False
    assert desk.fresh(document).draft_pdf.name == document.draft_pdf.name


def test_a_killed_run_is_simply_run_again(cast):
    document = desk.report(cast, made=False)
    Document.objects.filter(pk=document.pk).update(
        making=Making.RUNNING, making_token="of-the-dead", making_percent=45
    )
    assert press.make(document.pk)
    assert desk.fresh(document).making == Making.READY


def test_two_runs_at_once_write_one_file(cast, monkeypatch):
    document = desk.report(cast, made=False)
    render = press.render

    def slow(paper):
        monkeypatch.setattr(press, "render", render)
        assert press.make(document.pk)  # another worker takes the row over meanwhile
        return render(paper)

    monkeypatch.setattr(press, "render", slow)
    assert press.make(document.pk) is False
    row = desk.fresh(document)
    assert row.making == Making.READY
    assert row.draft_pdf.storage.exists(row.draft_pdf.name)


def test_words_edited_while_a_worker_is_busy_are_not_overwritten(cast, monkeypatch):
    document = desk.report(cast)
    editing.retry(document, by=cast.official)
    render = press.render

    def meanwhile(paper):
        row = desk.fresh(document)
        index = place_of(row, "Đề nghị hỗ trợ kinh phí")
        editing.edit_block(row, index, by=cast.official, words="Đề nghị hỗ trợ.", was=words(row)[index])
        return render(paper)

    monkeypatch.setattr(press, "render", meanwhile)
    assert press.make(document.pk) is False
    assert desk.fresh(document).making == Making.WAITING
    monkeypatch.setattr(press, "render", render)
    assert press.make(document.pk)
    assert "Đề nghị hỗ trợ." in shown(desk.fresh(document))


def test_a_failure_tells_its_reason_and_can_be_retried(cast, settings, laid_out_once, caplog):
    document = desk.report(cast, made=False)
    right, settings.PAPER_FONT_DIR = settings.PAPER_FONT_DIR, "/no/such/folder"
    pdf_engine.engine.cache_clear()
    laid_out_once.cache_clear()
    assert press.make(document.pk) is False
    row = desk.fresh(document)
    assert row.making == Making.FAILED
    assert "thiếu phông chữ của văn bản; báo quản trị" in row.making_error
    assert "fonts-liberation2" in caplog.text and "fonts-liberation2" not in row.making_error
    assert press.make(document.pk) is False  # nobody pressed "Thử lại" yet
    settings.PAPER_FONT_DIR = right
    editing.retry(row, by=cast.official)
    assert press.make(document.pk)
    assert desk.fresh(document).making_error == ""


def test_a_fault_of_ours_is_told_without_its_insides(cast, monkeypatch):
    document = desk.report(cast, made=False)
    monkeypatch.setattr(press, "render", lambda paper: 1 / 0)
    assert press.make(document.pk) is False
    assert desk.fresh(document).making_error.startswith("Lỗi của hệ thống khi lập văn bản, đã ghi vào nhật ký.")


def test_linked_figures_follow_the_rows_until_it_is_sent(cast):
    document = desk.report(cast)
    index = place_of(document, "{so_lieu")
    name = figures.used(frozen.paper_of(document).blocks[index : index + 1])[0]
    editing.edit_block(
        document, index, by=cast.official, words=f"Một cửa nhận {{{name}}} hồ sơ.", was=words(document)[index]
    )
    Figure.objects.update(value=1284)
    press.make(document.pk)
    assert "Một cửa nhận 1.284 hồ sơ." in shown(desk.fresh(document))
    papers.move(desk.fresh(document), "send", by=cast.official)
    Figure.objects.update(value=5)
    Document.objects.update(making=Making.WAITING)
    press.make(document.pk)
    assert "Một cửa nhận 1.284 hồ sơ." in shown(desk.fresh(document))


def test_a_name_that_is_no_figure_stays_as_typed(cast):
    document = desk.report(cast)
    editing.add_block(document, 0, by=cast.official, kind="doan", words="Theo {mau_so_9} và <b>chữ</b>")
    block = frozen.paper_of(desk.fresh(document)).blocks[1]
    assert isinstance(block, Paragraph)
    assert figures.sentence(block) == "Theo {mau_so_9} và <b>chữ</b>"


def test_typed_text_becomes_nfc(cast):
    document = desk.report(cast)
    editing.add_block(document, 0, by=cast.official, kind="doan", words="De\u0302\u0300 nghi\u0323")
    assert words(desk.fresh(document))[1] == "Dề nghị"


def test_two_editors_of_one_paragraph(cast):
    document = desk.report(cast)
    index, stale = place_of(document, "Đề nghị hỗ trợ kinh phí"), desk.fresh(document)
    was = words(document)[index]
    editing.edit_block(document, index, by=cast.official, words="Một.", was=was)
    with pytest.raises(Conflict):
        editing.edit_block(desk.fresh(document), index, by=cast.leader, words="Hai.", was=was)
    with pytest.raises(Conflict):
        editing.edit_block(stale, index, by=cast.leader, words="Hai.", was=was)


def test_the_trace_keeps_what_was_written_before(cast):
    document = desk.report(cast)
    index = place_of(document, "Đề nghị hỗ trợ kinh phí")
    editing.edit_block(document, index, by=cast.official, words="Đề nghị cấp máy.", was=words(document)[index])
    step = document.steps.filter(verb="edit").get()
    assert step.changes == [{"field": "đoạn", "old": "Đề nghị hỗ trợ kinh phí.", "new": "Đề nghị cấp máy."}]
    editing.edit_block(
        desk.fresh(document), index, by=cast.leader, words="Cấp máy:\r\n\r\n - hai bộ ", was="Đề nghị cấp máy."
    )
    editing.edit_block(desk.fresh(document), index, by=cast.leader, words="Cấp máy.", was="Cấp máy:\r\n- hai bộ")
    changes = document.steps.filter(verb="edit").order_by("pk").last().changes
    assert changes == [{"field": "đoạn", "old": "Cấp máy:\n- hai bộ", "new": "Cấp máy."}]
    editing.redraft(desk.fresh(document), by=cast.official)
    press.make(document.pk)
    assert "Đề nghị hỗ trợ kinh phí" in shown(desk.fresh(document))


def test_the_sweep_rings_for_what_nobody_makes(cast):
    document = desk.report(cast, made=False)
    assert tasks.sweep_papers() == 1  # never rung for: the broker was away
    Document.objects.update(making=Making.RUNNING, making_since=timezone.now())
    assert tasks.sweep_papers() == 0
    Document.objects.update(making_since=timezone.now() - timedelta(minutes=5))
    assert tasks.sweep_papers() == 1
    Document.objects.update(making=Making.FAILED)
    assert tasks.sweep_papers() == 0
    assert document.pk


def test_what_the_broker_did_not_take_is_rung_for_at_the_next_sweep_and_once(cast, monkeypatch):
    document, taken = desk.report(cast, made=False), [False]
    monkeypatch.setattr(tasks, "ring_for", lambda task, pk: taken[0])
    tasks.ring(document.pk)
    assert desk.fresh(document).making_step == tasks.LATER and tasks.sweep_papers() == 1
    taken[0] = True
    assert [tasks.sweep_papers(), tasks.sweep_papers()] == [1, 0], "asked for, it waits its turn in the queue"
    assert desk.fresh(document).making_step == ""


def test_a_broker_that_is_away_breaks_no_page(cast, monkeypatch, django_capture_on_commit_callbacks):
    def away(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.make_document, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        document = desk.report(cast, made=False)
    waiting = desk.fresh(document)
    assert (waiting.making, waiting.making_step) == (Making.WAITING, tasks.LATER)
    assert Progress.objects.exists()
