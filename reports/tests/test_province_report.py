"""A province's report at real size: 104 communes with 60 tasks each make a report, not a book, on both databases."""

import io
from datetime import date

import openpyxl
import pytest

from plans.models import Progress
from reports.drafting import below, counting, heads, results
from reports.layout.content import Heading, plain
from reports.models import Attachment, Document
from reports.papers import press
from reports.papers.workflow import attachments
from reports.tests import desk
from reports.tests.country import province_period
from units.errors import Conflict

COMMUNES, TASKS = 104, 60
AS_OF = date(2026, 11, 1)


def draft_of(plan, period):
    agency = heads.office_of(plan.unit)
    return results.report(counting.results(plan, period, as_of=AS_OF), agency=agency, signer=None)


def words_of(draft):
    return [plain(block) for block in draft.paper.blocks]


def test_from_104_communes_with_60_tasks(cast, django_assert_max_num_queries):
    plan, period = province_period(cast.province, cast.province_office, communes=COMMUNES, tasks=TASKS)
    with django_assert_max_num_queries(30):
        draft = draft_of(plan, period)
    words = "\n".join(words_of(draft))
    assert "Có 104 đơn vị báo cáo 832 nhiệm vụ" in words  # eight tasks of the first dimension in each
    assert "3 đơn vị còn nhiệm vụ chưa thực hiện hoặc quá hạn: xã Số 1 (1 nhiệm vụ), xã Số 2 (1 nhiệm vụ)" in words
    assert "Số liệu của các đơn vị: hồ sơ 12.480 hồ sơ." in words
    assert [(annex.title, len(annex.table.rows)) for annex in draft.paper.annexes] == [
        ("Tình hình gửi báo cáo của các đơn vị", COMMUNES),
        ("Kết quả thực hiện của từng đơn vị", COMMUNES),
    ]
    assert len(draft.detail.rows) == COMMUNES * TASKS
    assert len(draft.paper.blocks) < 100


@pytest.fixture
def small(cast, monkeypatch):
    """The same shape at a size that is laid out in a second: three communes are many here."""
    monkeypatch.setattr(below, "MANY", 2)
    return province_period(cast.province, cast.province_office, communes=3, tasks=9)


def test_a_unit_without_results_of_its_own_opens_with_what_its_units_reported(small):
    plan, period = small
    heads_of = [block.text for block in draft_of(plan, period).paper.blocks if isinstance(block, Heading)]
    assert heads_of[:3] == [
        "I. Công tác lãnh đạo, chỉ đạo", "II. Tình hình báo cáo của các đơn vị", "III. Kết quả chung",
    ]  # fmt: skip
    blocks = draft_of(plan, period).paper.blocks
    general = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith("III."))
    assert plain(blocks[general + 1]).startswith("Các đơn vị đã báo cáo 27 nhiệm vụ, trong đó ")
    assert not any("chưa có báo cáo" in plain(block) for block in blocks)


def test_every_annex_named_in_the_text_is_there(small):
    draft = draft_of(*small)
    words = "\n".join(words_of(draft))
    assert "tình hình của từng đơn vị nêu tại Phụ lục II." in words
    assert "(chi tiết tại các Phụ lục I, II và bảng tính chi tiết kèm theo)" in words


def test_sums_of_text_annex_and_spreadsheet_agree(small):
    draft = draft_of(*small)
    by_unit, rows = draft.paper.annexes[-1].table.rows, draft.detail.rows
    assert [row[2] for row in by_unit] == [9, 9, 9] and len(rows) == 27
    assert sum(row[3] for row in by_unit) == sum(row[5] == "Hoàn thành" for row in rows)
    told = sum(int(row["value"]) for name, row in draft.figures.items() if name.endswith("_hoan_thanh"))
    assert told == sum(row[3] for row in by_unit)
    assert all(sum(row[3:7]) == row[2] for row in by_unit)


def test_who_lags_is_named_furthest_behind_first_and_the_rest_is_counted(small, monkeypatch):
    plan, period = small
    ahead = period.entries.exclude(level=Progress.Level.NOT_STARTED).filter(
        unit__name="Xã Số 2", task__position__in=[9]
    )
    assert ahead.update(level=Progress.Level.NOT_STARTED) == 1
    monkeypatch.setattr(below, "NAMED_AT_MOST", 1)
    lines = [line for line in words_of(draft_of(plan, period)) if "còn nhiệm vụ chưa thực hiện" in line]
    assert lines[0].startswith(
        "3 đơn vị còn nhiệm vụ chưa thực hiện hoặc quá hạn: xã Số 2 (2 nhiệm vụ); các đơn vị khác"
    )


def test_an_overdue_task_makes_a_unit_lag_from_the_day_after_its_deadline(small):
    plan, period = small
    entry = period.entries.filter(unit__name="Xã Số 3", task__position=2).get()
    assert entry.level == Progress.Level.DOING
    for deadline, lags in ((date(2026, 9, 29), True), (date(2026, 9, 30), False)):  # counted on 30/9, the period's end
        type(entry.task).objects.filter(pk=entry.task_id).update(deadline=deadline)
        lines = [line for line in words_of(draft_of(plan, period)) if "quá hạn: xã Số 3" in line]
        assert bool(lines) is lags


def test_difficulties_of_most_units_stand_in_the_report_the_others_in_the_spreadsheet(small, monkeypatch):
    monkeypatch.setattr(below, "WORDS_AT_MOST", 2)
    draft = draft_of(*small)
    blocks = draft.paper.blocks
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and "Khó khăn" in block.text)
    said = [plain(block) for block in blocks[start + 1 : start + 4]]
    assert (
        said[0].startswith("Thiếu người (")
        and said[2] == "Ngoài ra có 5 ý kiến khác, nêu tại bảng tính chi tiết kèm theo."
    )
    assert "Vướng mắc số 3 của Xã Số 3" in {row[7] for row in draft.detail.rows}


def test_the_spreadsheet_goes_with_the_paper_and_is_frozen_with_it(small, cast):
    plan, period = small
    drafter = cast.province_leader
    document = Document.objects.create(kind="bao_cao", agency=cast.province_office, plan=plan, period=period,
                                       created_by=drafter, title="x")  # fmt: skip
    assert press.make(document.pk) and desk.fresh(document).making == Document.Making.READY
    sheet = document.attachments.get()
    book = openpyxl.load_workbook(io.BytesIO(sheet.file.read()))
    assert (book.active.max_row, book.active["C4"].value) == (3 + 27, "1")
    assert sheet.kind == Attachment.Kind.SHEET and len(sheet.sha256) == 64
    period.entries.filter(unit__name="Xã Số 3").update(state=Progress.State.RETURNED)
    Document.objects.filter(pk=document.pk).update(making=Document.Making.WAITING)
    assert press.make(document.pk)
    fresh = document.attachments.get()
    assert openpyxl.load_workbook(io.BytesIO(fresh.file.read())).active.max_row == 3 + 18
    assert not attachments.waiting(document)  # nobody is asked to sign a spreadsheet
    Document.objects.filter(pk=document.pk).update(state=Document.State.TO_SIGN, making=Document.Making.WAITING)
    period.entries.filter(unit__name="Xã Số 2").update(state=Progress.State.RETURNED)
    assert press.make(document.pk) and document.attachments.get().pk == fresh.pk


def test_a_spreadsheet_is_never_offered_for_signature_nor_taken_off_alone(small, cast):
    document = desk.report(cast)
    row = Attachment.objects.create(document=document, kind="bang", title="Chi tiết", added_by=cast.official)
    Document.objects.filter(pk=document.pk).update(state=Document.State.SIGNED)
    row.document.refresh_from_db()
    assert not attachments.may_sign(row, cast.clerk)
    Document.objects.filter(pk=document.pk).update(state=Document.State.DRAFT)
    row.document.refresh_from_db()
    with pytest.raises(Conflict, match="không bỏ riêng"):
        attachments.remove(row, by=cast.official)
