"""Traces stay as they were written: the database refuses, and what goes round it is named by the chain."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appraisal.models import CriteriaSet, IndexStep
from journal import chain, checking, outside, retention, traces
from journal.guards import lifted, removing
from journal.models import Apart, Head, Link, Note, Removal
from journal.notes import Kind, note
from plans.drafting.workflow import life
from plans.models import PlanStep, Step
from plans.tests.paper import entries_of, make_period, make_plan
from reports.models import Document, DocumentStep, Incoming, IncomingStep
from units.models import AccountStep, SettingStep

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=1)


@pytest.fixture
def written(cast, settings, tmp_path):
    """One row in every table of traces, chained: {label: row}."""
    settings.JOURNAL_HEADS = [f"file:{tmp_path}/heads.txt"]
    by = {"by": cast.official}
    plan = make_plan(cast.commune, cast.commune_office, number="04/KH-UBND")
    paper = Document.objects.create(
        kind="bao_cao", agency=cast.commune_office, title="Kết quả", signer=cast.leader.posts.get(), created_by=cast.official
    )  # fmt: skip
    rows = [
        note(Kind.EXPORT, said="Bảng tổng hợp", **by),
        Removal.objects.create(chain="plans.PlanStep", row=987654, why="bỏ dự thảo", **by),
        AccountStep.objects.create(account=cast.clerk, verb="made", **by),
        SettingStep.objects.create(
            unit=cast.commune, setting="one_hand", old=False, new=True, reason="Thiếu người", **by
        ),
        Step.objects.create(
            entry=entries_of(make_period(plan))[0],
            verb="save",
            at=NOW - timedelta(hours=1),
            changes=[{"field": "x"}],
            **by,
        ),
        PlanStep.objects.create(plan=plan, verb="edit", **by),
        DocumentStep.objects.create(document=paper, verb="send", **by),
        IncomingStep.objects.create(
            incoming=Incoming.objects.create(unit=cast.commune, sender="UBND tỉnh", title="Kế hoạch"),
            verb="receive",
            **by,
        ),
        IndexStep.objects.create(
            set=CriteriaSet.objects.create(
                unit=cast.province, code="CSNB", name="Chỉ số", first_year=NOW.year, made_by=cast.official
            ),
            verb="make",
            at=NOW,
            **by,
        ),
    ]
    chain.link_new(NOW)
    return {row._meta.label: row for row in rows}


def broken():
    return [said for label in traces.labels() if (said := checking.broken(label))]


def run(sql, *values):
    with connection.cursor() as cursor:
        if sql.startswith("TRUNCATE"):
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, values)


def test_the_database_refuses_to_change_and_to_delete(written):
    assert written.keys() == set(traces.labels()) and checking.bare() == [] and broken() == []
    chain.close_days(LATER)
    tables = {traces.table(label)._meta.db_table for label in written} | {
        "journal_apart",
        "journal_link",
        "journal_head",
    }
    for table in tables:
        column = {"journal_apart": "salt", "journal_link": "day", "journal_head": "day"}.get(table, "id")
        sorts = ["DELETE FROM {}", f"UPDATE {{}} SET {column} = {column}"]
        sorts += ["TRUNCATE {} CASCADE"] if connection.vendor == "postgresql" else []
        for sql in (sort.format(table) for sort in sorts):
            with pytest.raises(IntegrityError, match="stays as it was written"), transaction.atomic():
                run(sql)


def test_whoever_goes_round_the_guard_is_named(written):
    """In every table: a word changed, a row deleted, a row put in by hand below what is settled."""
    for label, row in written.items():
        table, column = row._meta.db_table, traces.columns(label, 1)[-1]
        value = {"year": 1999, "changes": '{"form": 1, "data": [7]}', "at": LATER}.get(column, "khác")
        for sql, said in ((f"UPDATE {table} SET {column} = %s WHERE id = %s", "bị sửa sau khi ghi"),
                          (f"DELETE FROM {table} WHERE %s <> '' AND id = %s", "bị xóa")):  # fmt: skip
            with transaction.atomic():
                with lifted("quá tay"):
                    if label == Note._meta.label and "DELETE" in sql:
                        Apart.objects.all().delete()
                    run(sql, value if "UPDATE" in sql else "x", row.pk)
                assert [one for one in broken() if f"{label}: dòng {row.pk}" in one and said in one], (sql, broken())
                transaction.set_rollback(True)
    assert broken() == []


def test_a_line_of_names_a_link_and_a_head_are_guarded_as_well(written):
    chain.close_days(LATER)
    for sql, said in (("UPDATE journal_apart SET said = 'khác'", "journal.Apart: dòng"),
                      ("DELETE FROM journal_apart", "journal.Apart: dòng"),
                      ("UPDATE journal_link SET digest = content WHERE chain = 'plans.Step'", "mắt xích 1"),
                      ("DELETE FROM journal_link WHERE chain = 'plans.Step'", "thiếu các mắt xích từ 1"),
                      ("UPDATE journal_head SET digest = 'x' WHERE chain = 'plans.Step'", "đầu chuỗi ngày")):  # fmt: skip
        with transaction.atomic():
            with lifted("quá tay"):
                run(sql)
            assert any(said in one for one in broken()), sql
            transaction.set_rollback(True)


def test_a_row_put_in_past_the_portal_is_named(cast, written):
    row = written["plans.PlanStep"]
    with lifted("chừa chỗ"):
        PlanStep.objects.filter(pk=row.pk).update(id=row.pk + 50)
        Link.objects.filter(chain="plans.PlanStep").delete()
    chain.link_new(NOW - timedelta(days=9))
    chain.close_days(NOW)
    assert broken() == []
    PlanStep.objects.create(pk=row.pk + 3, plan=row.plan, verb="edit", by=cast.official)
    assert chain.link_new(NOW) == {} and broken() == [f"plans.PlanStep: dòng {row.pk + 3} được chèn ngoài hệ thống"]


def test_the_heads_of_a_day_are_told_outside_and_compared(written, tmp_path):
    assert chain.close_days(NOW) == [] and len(chain.close_days(LATER)) == len(written) == Head.objects.count()
    assert chain.close_days(LATER) == []
    kept = tmp_path / "heads.txt"
    assert len(outside.kept(kept)) == len(written)
    out = StringIO()
    call_command("check_journal", heads=kept, stdout=out)
    assert "plans.Step: 1 mắt xích, không gãy" in out.getvalue()
    kept.write_text(kept.read_text().replace(Head.objects.get(chain="plans.Step").digest, "0" * 64))
    with pytest.raises(CommandError, match=r"plans.Step: đầu chuỗi ngày .* khác bản gửi ra ngoài"):
        call_command("check_journal", heads=kept, stdout=out)


def test_a_place_outside_that_is_away_is_asked_again(written, settings, tmp_path):
    settings.JOURNAL_HEADS, there = [f"file:{tmp_path}/x/heads.txt"], tmp_path / "x"
    there.write_text("no folder")
    with pytest.raises(OSError, match=r"exists|directory"):
        chain.close_days(LATER)
    assert not Head.objects.exists()
    there.unlink()
    assert len(chain.close_days(LATER)) == len(written)


@pytest.mark.parametrize(("days", "gone"), [(729, 0), (730, 0), (731, 1)])
def test_days_go_whole_after_their_time_and_the_chain_goes_on(cast, written, settings, days, gone):
    settings.KEEP_JOURNAL = 730
    chain.close_days(LATER)
    then = NOW + timedelta(days=days)
    assert retention.expire(then) == gone and Head.objects.filter(chain="journal.Note").exists()
    assert Note.objects.filter(kind=Kind.JOURNAL_EXPIRED).count() == gone
    note(Kind.SIGNED, by=cast.leader)
    chain.link_new(then)
    assert broken() == [] and chain.close_days(then + timedelta(days=1)) and broken() == []


def test_names_go_and_the_chain_stays(cast, written):
    with pytest.raises(IntegrityError), transaction.atomic():
        Apart.objects.all().delete()
    assert retention.erase_names(cast.official, by=cast.leader, why="yêu cầu xóa") == 1
    chain.link_new(NOW)
    assert not Apart.objects.exclude(note__kind=Kind.PERSONAL_ERASED).exists() and broken() == []
    assert Removal.objects.filter(chain="journal.Apart", by=cast.leader).count() == 1
    assert Note.objects.get(kind=Kind.PERSONAL_ERASED).about_id == cast.official.pk


def test_a_draft_nobody_reports_on_goes_with_its_traces(cast, written):
    draft = life.amend(written["plans.PlanStep"].plan, by=cast.official)
    PlanStep.objects.create(plan=draft, verb="edit", by=cast.official)
    chain.link_new(NOW)
    life.remove_draft(draft, by=cast.official)
    chain.link_new(NOW)
    assert Removal.objects.filter(by=cast.official, why__startswith="bỏ dự thảo kế hoạch").exists() and broken() == []
    line = Note.objects.select_related("words").get(kind=Kind.TRACES_REMOVED)
    assert (line.by, line.unit_id) == (cast.official, cast.commune.pk) and line.words.said.endswith(": 1 dòng vết")


def test_the_line_of_a_sitting_is_widened_until_it_is_over_and_linked(cast, written):
    """Thirty minutes without typing; then it is chained, and nobody widens it any more."""
    line = Step.objects.create(entry=written["plans.Step"].entry, verb="save", by=cast.official, at=NOW)
    widened = [{"field": "result", "old": "", "new": "Đã làm"}]
    assert chain.link_new(NOW + timedelta(minutes=34)) == {}
    Step(pk=line.pk, changes=widened, at=NOW + timedelta(minutes=20)).save(update_fields=["changes", "at"])
    assert chain.link_new(NOW + timedelta(minutes=54)) == {}
    assert chain.link_new(NOW + timedelta(minutes=56)) == {"plans.Step": 1} and broken() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Step(pk=line.pk, changes=[], at=NOW).save(update_fields=["changes", "at"])
    other = Step.objects.create(entry=line.entry, verb="submit", by=cast.official, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=other.pk).update(note="khác")


def test_two_runs_at_once_make_one_chain(cast, written, monkeypatch):
    note(Kind.SIGNED, by=cast.leader)
    real = chain.Link.objects.bulk_create

    def slower(links):
        real([Link(chain=one.chain, position=one.position, row=one.row, day=one.day, content=one.content,
                   digest=one.digest) for one in links])  # fmt: skip
        return real(links)

    monkeypatch.setattr(chain.Link.objects, "bulk_create", slower)
    assert chain.link_new(NOW) == {}
    monkeypatch.undo()
    assert Link.objects.filter(chain="journal.Note").count() == 1 and chain.link_new(NOW) == {"journal.Note": 1}
    assert broken() == []


def test_every_column_of_a_trace_is_in_its_digest():
    for label in traces.labels():
        fields = [field.attname for field in traces.table(label)._meta.concrete_fields]
        assert sorted(traces.columns(label, traces.form_now(label))) == sorted(fields), f"{label}: add a form"


def test_what_is_removed_within_a_failure_is_not_removed(cast, written):
    with pytest.raises(ZeroDivisionError), removing(PlanStep.objects.all(), by=cast.leader, why="thử"):
        PlanStep.objects.all().delete()
        raise ZeroDivisionError
    assert PlanStep.objects.exists() and not Removal.objects.filter(why="thử").exists()
