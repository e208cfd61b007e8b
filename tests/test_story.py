"""One paper on its way, told twice through the real pages: in 2024 with a district in between, today without one.

A commune's official enters, the leader hands in, the office above sends back and approves; then the report is drafted
by the worker, signed, issued, locks what it reports, and verifies for anybody. In 2024 the deputy signs (KT.), in 2026
the head of a part of the office by a delegation (TUQ.), each with her own certificate, title and name.
"""

import html
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import make_agency, make_person
from plans.models import Progress
from plans.tests.paper import entries_of, make_period, make_plan
from post.models import Letter, Notice
from reports.models import Document
from reports.papers import tasks
from reports.tests import desk
from units.models import Post, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.long]
State = Progress.State
REASON = "Số liệu chưa khớp biểu Một cửa, đề nghị kiểm tra lại."
WRITTEN = {"difficulties": "Thiếu kinh phí tuyên truyền", "proposals": "Đề nghị hỗ trợ kinh phí"}
RESULT = "Đã niêm yết tại trụ sở và 7 nhà văn hóa thôn."


@pytest.fixture(autouse=True)
def demo_keys(settings, tmp_path):
    """Keys of the demonstration authority are made when somebody signs, and trusted."""
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = True, tmp_path / "signing", tmp_path / "media"


def test_with_a_district_in_2024(cast, tmp_path):
    desk.let_live(cast)
    above = make_plan(cast.old_province, cast.old_province_office, number="192/KH-UBND")
    for unit, office in ((cast.district, cast.district_office), (cast.commune, cast.commune_office)):
        make_plan(unit, office, reports_under=above)
    period = make_period(above)
    district_official = make_person("anthi.nhaplieu", Role.ENTRY, cast.district_office, "Chuyên viên Văn phòng")

    goes_up(period, official=cast.official, leader=cast.leader, reviewer=cast.reviewer)
    goes_up(period, official=district_official, leader=cast.district_leader, reviewer=cast.old_province_reviewer)
    deputy = named(make_person("tienphong.pho", Role.LEADER, cast.commune_office, "Phó Chủ tịch UBND xã",
                               signs=Post.Signs.DEPUTY), "Trần Thị Bình")  # fmt: skip
    report_goes_out(
        period, official=cast.official, leader=cast.leader, clerk=cast.clerk, reviewer=cast.reviewer, folder=tmp_path,
        signer=deputy, block=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Bình"), said="Ký thay (KT.) Chủ tịch UBND xã",
    )  # fmt: skip
    assert states(period, cast.district) == {State.APPROVED}, "the district's own entries wait for its own report"


def test_without_a_district_in_2026(cast, tmp_path):
    above = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026)
    make_plan(cast.new_commune, cast.new_commune_office, reports_under=above, year=2026)
    period = make_period(above, year=2026)
    clerk = make_person("hongquang.vanthu", Role.CLERK, cast.new_commune_office, "Văn thư UBND xã")

    people = {"official": cast.new_official, "leader": cast.new_leader, "reviewer": cast.province_reviewer}
    goes_up(period, **people)
    part = make_agency(cast.new_commune, "Phòng Văn hóa – Xã hội xã Hồng Quang")
    head = named(make_person("hongquang.vhxh", Role.LEADER, part, "Trưởng Phòng Văn hóa – Xã hội"), "Lê Văn Cường")
    delegated(cast.new_leader, head)
    report_goes_out(
        period, clerk=clerk, folder=tmp_path, signer=head, **people,
        block=("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA – XÃ HỘI", "Lê Văn Cường"),
        said="Ký thừa ủy quyền (TUQ.) Chủ tịch UBND xã, Lê Thị Hòa, theo ủy quyền",
    )  # fmt: skip


# --- The acts ---------------------------------------------------------------------------------------------------------


def goes_up(period, *, official, leader, reviewer):
    """One unit's entries from the first letter typed to the approval of the office above."""
    unit = official.seats[0].unit
    first, *others = [entry for entry in entries_of(period) if entry.unit == unit]

    enter(official, first, figure="95")
    for entry in others:
        enter(official, entry)
    told(leader, "trình bạn xem")

    press(leader, "entry_move", first.pk, "hand_in")
    press(leader, "entries_move", name="hand_in")
    assert states(period, unit) == {State.IN_REVIEW}
    told(reviewer, "gửi bạn thẩm định")

    press(reviewer, "review_move", first.pk, "send_back", note=REASON)
    told(official, "bị trả lại")
    assert REASON in page(official, "entry", first.pk)

    enter(official, first, figure="96")
    press(leader, "entry_move", first.pk, "hand_in")
    for entry in (first, *others):
        press(reviewer, "review_move", entry.pk, "approve")
    told(official, "được duyệt")
    assert states(period, unit) == {State.APPROVED}


def delegated(leader, person):
    """The leader lends signing on the page of delegations, by a written paper."""
    today = f"{timezone.localdate():%d/%m/%Y}"
    lent = {"to": person.pk, "valid_from": today, "valid_to": today, "rights": ["sign"], "paper": "Số 12/GUQ-UBND"}
    press(leader, "delegations", **lent)


def named(person, name):
    User.objects.filter(pk=person.pk).update(legal_name=name)
    return User.objects.get(pk=person.pk)


def report_goes_out(period, *, official, leader, clerk, reviewer, folder, signer, block, said):
    """The report on what was approved: drafted by the worker, previewed, signed by `signer`, issued, verified."""
    unit = official.seats[0].unit
    plan = next(entry.plan for entry in entries_of(period) if entry.unit == unit)
    press(official, "document_new", kind="bao_cao", plan=plan.pk, period=period.pk, title="")
    report = Document.objects.get(agency__unit=unit)
    assert report.making == Document.Making.WAITING

    tasks.make_document(report.pk)
    assert "3/3 nhiệm vụ đã có số liệu" in page(official, "document", report.pk)
    preview = words_of(fetch(official, "document_pdf", report.pk))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in preview and unit.name.upper() in preview and RESULT[:20] in preview

    press(official, "document_move", report.pk, "send")
    told(leader, "chờ bạn ký")
    press(signer, "document_move", report.pk, "sign", method="file")
    told(clerk, "chờ bạn phát hành")
    press(clerk, "document_move", report.pk, "issue", method="file")
    told(official, "đã phát hành")
    told(reviewer, "đã phát hành")

    report.refresh_from_db()
    assert (report.state, str(report.entry)) == (Document.State.ISSUED, "01/BC-UBND")
    assert states(period, unit) == {State.LOCKED}
    pdf = fetch(official, "document_pdf", report.pk)
    check_by_anybody(pdf, folder)
    assert all(line in words_of(pdf) for line in block), words_of(pdf)
    public = page(None, "public_document", report.code)
    assert str(report.entry) in public and said in public
    step = report.steps.get(verb="sign")
    assert step.by == signer and step.acting_for == (leader if "ủy quyền" in said else None)


# --- One act each -----------------------------------------------------------------------------------------------------


def enter(official, entry, figure=None):
    """Type into the form of one entry and press "Trình lãnh đạo"."""
    entry.refresh_from_db()
    typed = {"version": entry.version, "level": "in_progress", "result": RESULT, "act": "submit", **WRITTEN}
    if figure:
        typed[f"figure-{entry.task.measures.get().pk}"] = figure
    press(official, "entry", entry.pk, **typed)


def signed_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


def press(user, name, /, *where, **fields):
    """A button of a page: the act succeeds and leads on to another page."""
    answer = signed_in(user).post(reverse(name, args=where), fields)
    assert answer.status_code == 302, f"{name} {where}: {answer.status_code}"


def fetch(user, name, *where):
    answer = signed_in(user).get(reverse(name, args=where))
    assert answer.status_code == 200, f"{name} {where}: {answer.status_code}"
    return answer.getvalue()


def page(user, name, *where):
    return html.unescape(fetch(user, name, *where).decode())


def told(person, words):
    """A line under the bell and a letter: both say it."""
    assert Notice.objects.filter(to=person, text__contains=words).exists(), f"{person}: {words}"
    assert Letter.objects.filter(to=person, subject__contains=words).exists(), f"{person}: {words}"


def states(period, unit):
    return set(Progress.objects.filter(period=period, unit=unit).values_list("state", flat=True))


def words_of(pdf):
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


def check_by_anybody(pdf, folder):
    """The public page and poppler agree: two intact signatures, and nothing was added behind them."""
    answer = Client().post(reverse("verify"), {"file": SimpleUploadedFile("bao-cao.pdf", pdf, "application/pdf")})
    assert answer.context["verdict"].ok and len(answer.context["verdict"].signatures) == 2
    (folder / "bao-cao.pdf").write_bytes(pdf)
    said = subprocess.run(
        ["pdfsig", folder / "bao-cao.pdf"], capture_output=True, text=True, check=True, cwd=folder
    ).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2, said
