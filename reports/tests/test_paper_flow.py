"""The way of a paper: from approved progress to a signed, numbered, sealed report whose rows are locked."""

import hashlib
import subprocess
from itertools import product

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.utils import timezone

from plans.models import Figure, Plan, Progress
from plans.progress import workflow as progress
from plans.tests.paper import make_period, make_plan
from post.models import Letter
from reports.layout import frozen
from reports.models import Document, RegisterEntry
from reports.papers import press, screen
from reports.papers.workflow import editing, papers, returning
from reports.pen import chain, keyring, trust
from reports.pen.chain import Role as Field
from reports.pen.errors import SigningError
from reports.pen.verdict import verify
from reports.signing.workflow import elsewhere, signing
from reports.tests import desk
from units.errors import Conflict, Refused
from units.models import Delegation, Post

pytestmark = (
    pytest.mark.one_engine
)  # the stories hand in, sign and issue on both; the books have tests of their own there

State = Document.State


def test_a_report_is_signed_numbered_sealed_and_locks_its_rows(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    document = desk.fresh(document)
    assert document.state == State.SIGNED
    assert (document.entry.state, str(document.entry)) == ("held", "01/BC-UBND")
    assert document.entry.date == timezone.localdate()
    signing.issue(document, by=cast.clerk)
    document = desk.fresh(document)
    assert document.state == State.ISSUED
    assert document.entry.state == "issued"
    assert set(Progress.objects.filter(period=document.period).values_list("state", flat=True)) == {"locked"}
    pdf = document.pdf.read()
    assert document.sha256 == hashlib.sha256(pdf).hexdigest()
    verdict = verify(pdf, trust.known())
    assert (verdict.overall, [one.field for one in verdict.signatures]) == ("valid", ["KyLanhDao", "KyCoQuan"])


def test_pdfsig_agrees_and_the_number_stands_on_the_paper(cast, keys, tmp_path):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    path = tmp_path / "a.pdf"
    path.write_bytes(desk.fresh(document).pdf.read())
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said
    words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Số: 01/BC-UBND" in words


def test_nothing_of_an_issued_paper_follows_what_changes_underneath(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    before = _kept(desk.fresh(document))
    entry = Progress.objects.filter(period=document.period).first()
    progress.move(entry, "reopen", by=cast.reviewer, note="Số liệu sai")
    Progress.objects.update(result="Viết lại sau khi mở lại", level=Progress.Level.NOT_STARTED)
    Figure.objects.update(value=1)
    Plan.objects.update(title="Tên khác", number="99/KH-UBND")
    cast.commune_office.name, cast.commune_office.letterhead = "UBND xã Mới", "Ủy ban nhân dân\nxã Mới"
    cast.commune_office.save()
    assert press.make(document.pk) is False
    for verb in (editing.retry, editing.redraft):
        with pytest.raises(Conflict):
            verb(desk.fresh(document), by=cast.official)
    assert _kept(desk.fresh(document)) == before


def _kept(document):
    """What readers of an issued paper get: its bytes, its words on the page and in Word, its row in the register."""
    words = frozen.paper_of(document)
    entry = document.entry
    return (
        document.pdf.read(), document.sha256, words, document.figures, document.title, screen.shown(words, document),
        str(entry), entry.title, entry.recipients, entry.signer,
    )  # fmt: skip


def test_a_wrong_password_changes_nothing_and_holds_no_number(cast, keys):
    document = desk.to_sign(cast)
    with pytest.raises(SigningError, match="Mật khẩu"):
        signing.sign(document, by=cast.leader, secret="sai rồi")
    document = desk.fresh(document)
    assert (document.state, document.pdf.name) == (State.TO_SIGN, "")
    assert not RegisterEntry.objects.exists()


def test_no_secret_is_kept_anywhere(cast, keys, caplog):
    document = desk.to_sign(cast)
    password = keyring.of_post(cast.leader.posts.get()).password_file.read_text()
    caplog.set_level("DEBUG")
    signing.sign(document, by=cast.leader, secret=password)
    rows = [str(vars(row)) for model in (Document, RegisterEntry, Letter) for row in model.objects.all()]
    rows += [str(vars(step)) for step in document.steps.all()]
    assert password not in caplog.text + " ".join(rows)


def test_a_paper_sent_back_keeps_its_number_and_its_reason(cast, keys):
    document = desk.to_sign(cast)
    sent = elsewhere.prepare(document, "sign", by=cast.leader)
    assert b"KyLanhDao" in sent
    document = desk.fresh(document)
    with pytest.raises(ValueError, match="lý do"):
        papers.move(document, "send_back", by=cast.leader, note=" ")
    papers.move(document, "send_back", by=cast.leader, note="Sửa số liệu một cửa")
    document = desk.fresh(document)
    assert document.state == State.DRAFT
    assert Letter.objects.filter(to=cast.official, text__contains="Sửa số liệu một cửa").exists()
    papers.move(document, "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    assert [str(row) for row in RegisterEntry.objects.all()] == ["01/BC-UBND"]


def test_the_second_signature_finds_nothing(cast, keys):
    document = desk.to_sign(cast)
    stale = desk.fresh(document)
    signing.sign(document, by=cast.leader)
    with pytest.raises(Conflict):
        signing.sign(stale, by=cast.leader)
    assert RegisterEntry.objects.count() == 1
    assert len(list(document.pdf.storage.listdir(str(document.pdf.name).rpartition("/")[0])[1])) >= 1


def test_a_cancelled_number_stays_in_the_register_with_its_reason(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    papers.move(desk.fresh(document), "cancel", by=cast.clerk, note="In trùng")
    entry = RegisterEntry.objects.get()
    assert (entry.state, entry.reason, desk.fresh(document).state) == ("cancelled", "In trùng", State.CANCELLED)


def test_signing_on_another_computer(cast, keys):
    document = desk.to_sign(cast)
    assert elsewhere.hand_out(document, "sign", by=cast.leader) is None and not RegisterEntry.objects.exists()
    sent = elsewhere.prepare(document, "sign", by=cast.leader)
    assert elsewhere.hand_out(desk.fresh(document), "sign", by=cast.leader) == sent
    place = keyring.of_post(cast.leader.posts.get())
    signed = chain.sign(sent, Field.LEADER, place.leader_key())
    with pytest.raises(SigningError):
        elsewhere.take_in(desk.fresh(document), "sign", sent, by=cast.leader)
    with pytest.raises(SigningError):
        elsewhere.take_in(desk.fresh(document), "sign", b"%PDF-1.4 something else", by=cast.leader)
    elsewhere.take_in(desk.fresh(document), "sign", signed, by=cast.leader)
    assert desk.fresh(document).state == State.SIGNED
    assert desk.fresh(document).pdf.read() == signed


def test_a_paper_copy_has_number_empty_space_and_a_scan(cast, keys):
    document = desk.to_sign(cast)
    signing.issue_by_hand(document, by=cast.clerk)
    document = desk.fresh(document)
    assert (document.state, document.by_hand, document.entry.state) == (State.ISSUED, True, "issued")
    assert verify(document.pdf.read()).overall == "unsigned"
    signing.attach_scan(document, SimpleUploadedFile("quet.pdf", b"%PDF-1.4"), by=cast.clerk)
    assert desk.fresh(document).scan.read() == b"%PDF-1.4"


def test_a_deputy_signs_for_the_head(cast, keys):
    deputy = cast.leader.posts.get()
    Post.objects.filter(pk=deputy.pk).update(
        signs=Post.Signs.DEPUTY, title="Phó Chủ tịch UBND xã", confirmed_for="Phó Chủ tịch UBND xã"
    )
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    paper = frozen.paper_of(desk.fresh(document))
    assert paper.signing.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_who_leads_another_agency_of_the_unit_is_told_whose_leader_signs(cast):
    paper = {"kind": Document.Kind.REPORT, "agency": cast.district_culture, "state": Document.State.TO_SIGN}
    document = Document.objects.create(created_by=cast.culture_reviewer, title="Báo cáo", **paper)
    with pytest.raises(Refused, match="Thông tin huyện Ân Thi do lãnh đạo của chính cơ quan đó ký"):
        papers.guard(document, "send_back", cast.district_leader)


def test_the_file_prepared_to_be_signed_goes_when_the_draft_is_taken_back(cast, django_capture_on_commit_callbacks):
    paper = {"kind": Document.Kind.REPORT, "agency": cast.commune_office, "state": Document.State.TO_SIGN}
    document = Document.objects.create(created_by=cast.official, title="Báo cáo", **paper)
    document.prepared.save("bao-cao.pdf", ContentFile(b"%PDF"))
    storage, name = document.prepared.storage, document.prepared.name
    with django_capture_on_commit_callbacks(execute=True):
        returning.files_go(document)
    assert not storage.exists(name)


def test_a_clerk_signs_for_nobody_whatever_was_lent_to_her(cast, keys, today):
    Delegation.objects.create(from_user=cast.leader, to_user=cast.clerk, valid_from=today, valid_to=today)
    document = desk.to_sign(cast)
    with pytest.raises(Refused):
        signing.sign(document, by=type(cast.clerk).objects.get(pk=cast.clerk.pk))
    assert not RegisterEntry.objects.exists()


def test_a_drafted_plan_comes_into_force_with_its_paper(cast, keys):
    plan = make_plan(cast.commune, cast.commune_office, number="", state=Plan.State.DRAFT)
    Plan.objects.filter(pk=plan.pk).update(date=None)
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    press.make(document.pk)
    papers.move(desk.fresh(document), "send", by=cast.official)
    signing.sign(desk.fresh(document), by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    plan.refresh_from_db()
    assert (plan.state, plan.number, plan.date) == (Plan.State.ISSUED, "01/KH-UBND", timezone.localdate())


def test_a_paper_without_a_title_is_named_by_its_period_its_plan_or_its_kind(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    period = make_period(plan)
    about = [("bao_cao", {"plan": plan, "period": period}), ("ke_hoach", {"plan": plan}), ("thong_bao", {})]
    titles = [papers.begin(kind, cast.commune_office, by=cast.official, **more).title for kind, more in about]
    assert titles == ["Báo cáo 9 tháng năm 2024", "Kế hoạch 04/KH-UBND – Nâng cao Chỉ số PAPI năm 2024", "Thông báo"]


def test_the_paper_of_a_plan_in_force_bears_its_number_and_gets_no_other(cast):
    plan = make_plan(cast.commune, cast.commune_office)
    document = papers.begin("ke_hoach", cast.commune_office, by=cast.official, plan=plan)
    press.make(document.pk)
    document = desk.fresh(document)
    assert frozen.paper_of(document).reference == plan.number == "04/KH-UBND"
    assert "send" not in dict(papers.moves_for(document, cast.official))
    assert [stop.label for stop in screen.way(document)] == ["Đã ban hành"]


def test_people_are_told(cast, keys):
    document = desk.to_sign(cast)
    signing.sign(document, by=cast.leader)
    signing.issue(desk.fresh(document), by=cast.clerk)
    told = {(letter.to, letter.subject.split(":")[0]) for letter in Letter.objects.all()}
    assert (cast.leader, "Báo cáo chờ bạn ký") in told
    assert (cast.clerk, "Báo cáo chờ bạn phát hành") in told
    assert (cast.official, "Báo cáo 01/BC-UBND đã phát hành") in told
    assert (cast.reviewer, "Báo cáo 01/BC-UBND đã phát hành") in told


def test_offered_is_allowed_for_everybody_in_every_state(cast, keys):
    document = desk.report(cast)
    for state, person in product(State.values, cast.everyone()):
        Document.objects.filter(pk=document.pk).update(state=state)
        row = desk.fresh(document)
        offered = {name for name, _ in papers.moves_for(row, person)}
        allowed = {name for name in papers.MOVES if _lets(row, name, person)}
        assert offered == allowed, (state, person)


def _lets(row, name, person):
    try:
        papers.guard(row, name, person)
    except (Conflict, Refused, Http404):
        return False
    return True


def test_everybody_in_her_role(cast, keys):
    document = desk.report(cast)
    names = {person: {name for name, _ in papers.moves_for(document, person)} for person in cast.everyone()}
    assert names[cast.official] == {"send", "discard"}
    assert not names[cast.reviewer] and not names[cast.stranger] and not names[cast.clerk]
    Document.objects.update(state=State.TO_SIGN)
    document = desk.fresh(document)
    assert {name for name, _ in papers.moves_for(document, cast.clerk)} == {"initial", "issue_by_hand"}
    assert {name for name, _ in papers.moves_for(document, cast.leader)} == {"sign", "send_back", "take_back"}


def test_initials_are_given_once(cast, keys):
    document = desk.to_sign(cast)
    papers.move(document, "initial", by=cast.clerk)
    with pytest.raises(Conflict):
        papers.move(desk.fresh(document), "initial", by=cast.clerk)
