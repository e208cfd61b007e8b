"""Who reads the journal, what she finds there, what is written down when files go out; and the page of rights."""

import inspect
import io
import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from conftest import make_person, words
from journal.models import Apart, Note
from journal.notes import Kind, note
from journal.whence import coming_from
from papi_portal.auditing import subjects
from papi_portal.auditing.noted import NOTED, OPEN
from papi_portal.tests.test_secrets import forms_of_the_house
from plans.reviewing import delegation
from units.accounts import managing
from units.models import TWO_PEOPLE_RULE, AccountStep, Post, Role, User
from units.permissions import Action
from units.unit_settings import switch_one_hand

pytestmark = [pytest.mark.django_db]
OURS = ("units.", "post.", "indicators.", "plans.", "pulse.", "appraisal.", "reports.", "papi_portal.")


HANDS_OUT = re.compile(r"FileResponse\(|Content-Disposition|as_download\(|_download\(")


def views_of(patterns):
    """{name of an address of ours: source of its view}."""
    found = {}
    for one in patterns:
        if hasattr(one, "url_patterns"):
            found |= views_of(one.url_patterns)
        elif one.name and inspect.unwrap(one.callback).__module__.startswith(OURS):
            found[one.name] = inspect.getsource(inspect.unwrap(one.callback))
    return found


def test_every_address_that_hands_out_a_file_is_written_down_or_says_why_not():
    views = views_of(get_resolver().url_patterns)
    handing = {name for name, source in views.items() if HANDS_OUT.search(source)}
    assert len(handing) > 12 and handing - NOTED.keys() - OPEN.keys() == set()
    assert NOTED.keys() | OPEN.keys() <= views.keys(), "names of addresses that are no more"


@pytest.fixture
def auditor(cast):
    return make_person("anthi.kiemtra", Role.AUDITOR, cast.district_office, "Thanh tra viên")


@pytest.fixture
def inside(client, auditor):
    client.force_login(auditor)
    return client


def found(client, **asked):
    return [line.said for line in client.get(reverse("journal"), asked).context["lines"]]


def test_she_reads_what_happened_in_her_units_and_below_and_no_more(cast, inside):
    for said, more in {
        "ở xã": {"unit": cast.commune},
        "người của xã": {"by": cast.official},
        "ở tỉnh": {"unit": cast.province},
        "về người của xã": {"about": cast.clerk},
        "xã khác": {"by": cast.stranger},
        "không rõ ai": {},
    }.items():
        note(Kind.SETTING, said=said, **({"by": None} | more))  # fmt: skip
    assert set(found(inside)) == {"ở xã", "người của xã", "về người của xã"}
    whole = make_person("hungyen.kiemtra", Role.AUDITOR, cast.province_office, "Thanh tra viên")
    inside.force_login(whole)
    assert set(found(inside)) == {"ở tỉnh", "không rõ ai"}


def test_she_looks_by_day_person_kind_unit_and_address(cast, inside):
    with coming_from("203.0.113.7", "Firefox"):
        note(Kind.SIGN_IN, by=cast.official, said="một", unit=cast.commune)
    note(Kind.SIGNED, by=cast.leader, said="hai", unit=cast.neighbour, before={"on": False}, after={"on": True})
    for asked, wanted in (({"tim": "tienphong.nhaplieu"}, ["một"]), ({"viec": "signed"}, ["hai"]),
                          ({"dia_chi": "203.0"}, ["một"]), ({"don_vi": "Hồ Tùng Mậu"}, ["hai"]),
                          ({"tu": "01/01/2020"}, ["hai", "một"]),
                          ({"den": "01/01/2020"}, []), ({"tim": "chu tich"}, [])):  # fmt: skip
        assert found(inside, **asked) == wanted, asked
    assert "on: không → có" in words(inside.get(reverse("journal")).content.decode())
    wrong = inside.get(reverse("journal"), {"tu": "02/01/2024", "den": "01/01/2024"})
    assert wrong.status_code == 422 and "Đến ngày phải từ ngày bắt đầu trở đi." in wrong.content.decode()


def test_what_she_takes_along_is_written_down_as_well(cast, inside, auditor):
    note(Kind.SIGNED, by=cast.leader, said="=1+1", unit=cast.commune)
    answer = inside.get(reverse("journal_export"), {"viec": "signed"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert len(rows) == 2 and rows[1][1] == "ký số" and rows[1][9] == "=1+1"
    line = Note.objects.select_related("words").get(kind=Kind.EXPORT)
    assert (line.by, line.subject, line.words.said) == (auditor, "journal_export", "viec=signed")
    assert line.words.address == "127.0.0.1"


def test_nobody_else_reads_it_and_a_refusal_is_no_look(cast, client):
    for person in (
        cast.leader,
        cast.province_reviewer,
        make_person("qt", Role.ADMIN, cast.province_office, "Quản trị"),
    ):
        client.force_login(person)
        for name in ("journal", "journal_export"):
            refused = client.get(reverse(name))
            assert refused.status_code == 403 and "Kiểm tra, giám sát" in refused.content.decode()
    assert not Note.objects.exists()


def test_a_look_at_somebodys_mail_and_telephone_is_written_down(cast, inside):
    assert inside.get(reverse("people_unit", args=[cast.commune.pk])).status_code == 200
    line = Note.objects.get()
    assert (line.kind, line.subject) == (Kind.VIEW_PERSONAL, f"people_unit:{cast.commune.pk}")


def test_what_a_line_is_about_is_said_in_words(cast):
    assert set(subjects.SUBJECTS) == {*NOTED, "people_upload"}
    said = [f"account:{cast.leader.pk}", f"user:{cast.leader.pk}", f"people_unit:{cast.commune.pk}", "document_pdf:3",
            f"post:{cast.leader.posts.get().pk}", "journal_export", "account:999999", "tờ khai 5:3", ""]  # fmt: skip
    names = subjects.known(said)
    assert [subjects.in_words(one, names) for one in said] == [
        "tài khoản: Chủ tịch UBND xã", "người dùng: Chủ tịch UBND xã", f"người của đơn vị: {cast.commune}",
        "văn bản, tệp PDF (mã 3)", f"chức vụ đảm nhiệm (mã {cast.leader.posts.get().pk})", "nhật ký hệ thống",
        "tài khoản (mã 999999)", "tờ khai 5:3", "",
    ]  # fmt: skip


@pytest.mark.parametrize("kept", [Role.UNIT_ADMIN, Role.ADMIN])
def test_who_audits_keeps_nothing_at_the_same_time(cast, kept, today):
    """In the verb, on the page of the administration, and by no delegation; on days that do not meet she may."""
    keeper = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")
    person = make_person("hongquang.hai", kept, cast.new_commune_office, "Công chức")
    held = person.posts.get()
    if kept == Role.UNIT_ADMIN:
        with pytest.raises(ValueError, match="không đồng thời giữ vai trò"):
            managing.appoint(person, held.agency, by=keeper, role=Role.AUDITOR, title="Thanh tra", since=today)
    new = Post(user=person, agency=held.agency, role=Role.AUDITOR, title="Thanh tra", valid_from=today)
    with pytest.raises(ValidationError, match="không đồng thời") as refusal:
        new.full_clean()
    assert refusal.value.message_dict["role"] == [TWO_PEOPLE_RULE]
    Post.objects.filter(pk=held.pk).update(valid_to=today.replace(year=today.year - 1))
    new.full_clean()
    User.objects.filter(pk=person.pk).update(is_staff=True)
    new.user.refresh_from_db()
    with pytest.raises(ValidationError):
        new.full_clean()


def test_the_page_of_rights_says_every_right_in_words(cast, client):
    client.force_login(cast.official)
    page = words(client.get(reverse("rights")).content.decode())
    for action in Action:
        assert action.value[1:] in page
    assert "Quản trị đơn vị: đơn vị mình và bên dưới" in page and "không ủy quyền riêng" in page
    assert all(str(role.label) in page for role in Role) and TWO_PEOPLE_RULE in page


def test_every_act_on_accounts_settings_and_delegations_is_written_down(cast, today):
    assert set(managing.IN_JOURNAL) == set(AccountStep.Verb)
    keeper = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")
    managing.rename(cast.new_official, by=keeper, phone="0900000000")
    switch_one_hand(cast.new_commune, by=cast.new_leader, on=True, reason="Thiếu người")
    lent = delegation.delegate(
        by=cast.leader, to=cast.clerk, valid_from=today, valid_to=today, rights=["enter"], today=today
    )
    delegation.end(lent, by=cast.leader, today=today)
    written = [(line.kind, line.by, line.about_id) for line in Note.objects.order_by("pk").select_related("by")]
    assert written == [
        (Kind.ACCOUNT_CHANGED, keeper, cast.new_official.pk), (Kind.SETTING, cast.new_leader, None),
        (Kind.DELEGATED, cast.leader, cast.clerk.pk), (Kind.DELEGATION_ENDED, cast.leader, cast.clerk.pk),
    ]  # fmt: skip
    assert Note.objects.get(kind=Kind.SETTING).words.after == {"một người nhập và gửi": True}


def test_what_is_changed_in_the_administration_is_written_down_without_secrets(cast, client):
    boss = make_person(
        "quantri",
        Role.ADMIN,
        cast.province_office,
        "Quản trị",
    )
    User.objects.filter(pk=boss.pk).update(is_staff=True, is_superuser=True)
    client.force_login(User.objects.get(pk=boss.pk))
    post = cast.clerk.posts.get()
    form = {"user": cast.clerk.pk, "agency": post.agency_id, "role": "clerk", "title": "Văn thư – lưu trữ", "signs_as": "",
            "signs": "head", "valid_from": "01/01/2020", "valid_to": ""}  # fmt: skip
    assert client.post(reverse("admin:units_post_change", args=[post.pk]), form).status_code == 302
    line = Note.objects.select_related("words").get(kind=Kind.ADMIN_CHANGED)
    assert (line.by_id, line.about_id) == (boss.pk, cast.clerk.pk)
    assert (line.words.before, line.words.after) == ({"title": "Văn thư"}, {"title": "Văn thư – lưu trữ"})
    secret = "ruộng bậc thang 2026"
    client.post(
        reverse("admin:auth_user_password_change", args=[cast.clerk.pk]), {"password1": secret, "password2": secret}
    )
    assert secret not in str(list(Apart.objects.values()))


# Every form that takes data of a person, and the page on which its purpose stands; the rest of the forms have no such field.
NOTICED = {
    "NamesForm": "accounts/account.html", "PersonForm": "accounts/person_add.html", "SetForm": "accounts/people_set.html",
    "SignerForm": "reports/signers.html", "CertificateForm": "reports/certificates.html",
    "AttachmentForm": "reports/attachment_add.html", "NewEvidence": "plans/_entry_evidence.html",
}  # fmt: skip
OF_PEOPLE = {"email", "phone", "legal_name", "first_name", "last_name"}


def test_every_form_that_takes_personal_data_says_what_for():
    taking = {form.__name__ for form in forms_of_the_house() if OF_PEOPLE & form.base_fields.keys()}
    taking -= {"PasswordResetForm", "ResetForm"}  # before the door, where no page is to be had: its own words say it
    assert taking <= NOTICED.keys() and {"NamesForm", "PersonForm", "SetForm"} <= taking
    for page in {*NOTICED.values(), "accounts/people_upload.html"}:
        source = (settings.BASE_DIR / "templates" / page).read_text(encoding="utf-8")
        assert "_personal_notice.html" in source or "url 'personal_data'" in source, page


def test_everybody_reads_what_is_kept_of_her_and_takes_her_own_copy_along(cast, client, settings):
    settings.KEEP_JOURNAL = 731
    note(Kind.SIGN_IN, by=cast.official, said="của mình")
    note(Kind.SIGN_IN, by=cast.leader, said="của người khác")
    client.force_login(cast.official)
    page = words(client.get(reverse("personal_data")).content.decode())
    assert "nhật ký 731 ngày" in page.lower() and "Thư điện tử, điện thoại" in page
    book = load_workbook(io.BytesIO(client.get(reverse("personal_copy")).content))
    cells = {cell for sheet in book for row in sheet.values for cell in row}
    assert {cast.official.email, "của mình", "Công chức Văn phòng – Thống kê"} <= cells
    assert not cells & {"của người khác", cast.leader.email}
    assert Note.objects.get(kind=Kind.PERSONAL_EXPORTED).by == cast.official
