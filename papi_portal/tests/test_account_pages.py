"""Đơn vị và người: the set of a new unit within six clicks, slips and letters of a first sign-in, posts handed on, XLSX."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from conftest import make_agency, make_person, make_unit, words
from plans.models import Charge, ImportDraft
from plans.tests.paper import make_plan
from post.models import Letter, Notice
from reports.layout.pdfium import opened
from tests.forms import forms_on
from units.models import AccountStep, Agency, Post, Role, User

pytestmark = pytest.mark.django_db
SECRET = "ruộng bậc thang 2026"


@pytest.fixture
def keeper(cast, client):
    person = make_person("hungyen.quantri", Role.UNIT_ADMIN, cast.province_office, "Quản trị đơn vị")
    client.force_login(person)
    return person


@pytest.fixture
def fresh(cast):
    return make_unit("Xã Lương Bằng", "12200", parent=cast.province, since=cast.province.valid_from)


def text_of(pdf):
    with opened(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def press(client, address, action="", **typed):
    """Send the form of the page that goes to `action`, as it stands but for what is typed."""
    page = client.get(address)
    form = next(
        one
        for one in forms_on(address, page.content)
        if one.method == "post" and one.action.endswith(action or address)
    )
    return client.post(form.action, form.values(lambda field: typed.get(field.name, field.value)), follow=True)


def test_accounts_of_a_new_commune_within_six_clicks_and_a_first_sign_in_from_the_slip(keeper, client, cast, fresh):
    clicks = ["Đơn vị và người"]  # 1, in the menu
    top = client.get(reverse("people"), follow=True)
    assert top.redirect_chain[-1][0] == reverse("people_unit", args=[cast.province.pk])
    here = reverse("people_unit", args=[fresh.pk])
    assert f'href="{here}"' in top.content.decode() and "thiếu 3" in words(top.content.decode())
    clicks += ["Xã Lương Bằng"]
    there = reverse("people_set", args=[fresh.pk])
    assert f'href="{there}"' in client.get(here).content.decode()
    clicks += ["Bộ tài khoản", "Lập các tài khoản đã chọn"]
    made = press(client, there, **{"clerk-email": "vanthu@example.vn"})
    names = list(
        User.objects.filter(posts__agency__unit=fresh).order_by("username").values_list("username", flat=True)
    )
    assert names == ["luongbang.lanhdao", "luongbang.nhaplieu", "luongbang.vanthu"]
    assert Agency.objects.get(unit=fresh).name == "UBND xã Lương Bằng"
    assert [letter.to.username for letter in Letter.objects.all()] == ["luongbang.vanthu"]
    assert made.redirect_chain[-1][0] == here and "In 2 phiếu" in words(made.content.decode())
    clicks += ["In 2 phiếu"]
    slips = press(client, here, action=reverse("people_slips", args=[fresh.pk]))
    assert slips["Content-Type"] == "application/pdf" and len(clicks) <= 6
    said = text_of(slips.content)
    assert "luongbang.lanhdao" in said and "luongbang.vanthu" not in said and "/lan-dau/" in said
    client.logout()
    key = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", said)[0]
    page = client.post(reverse("first_sign_in"), {"one_time_code": key.lower()}, follow=True)
    address = page.redirect_chain[-1][0]
    assert client.post(address, {"new_password1": "123", "new_password2": "123"}).status_code == 422
    inside = client.post(address, {"new_password1": SECRET, "new_password2": SECRET}, follow=True)
    owner = User.objects.get(pk=inside.wsgi_request.user.pk)
    assert owner.username in names and owner.check_password(SECRET)
    assert client.get(address).status_code == 404
    wrong = client.post(reverse("first_sign_in"), {"one_time_code": key})
    assert wrong.status_code == 422 and "đã dùng rồi" in words(wrong.content.decode())


def test_the_link_in_the_letter_lets_in_once_and_nobody_reads_it_in_the_office(keeper, client, cast):
    account = reverse("account", args=[cast.new_official.pk])
    done = client.post(reverse("account_act", args=[cast.new_official.pk]), {"act": "invite"}, follow=True)
    assert done.redirect_chain[-1][0] == account and Notice.objects.get(to=cast.new_official).text.startswith(
        "Quản trị"
    )
    link = re.search(r"/lan-dau/\S+/", Letter.objects.get().text)[0]
    admin = make_person("quantri", Role.ADMIN, cast.province_office, "Quản trị")
    client.force_login(admin)
    assert link not in client.get(reverse("letter", args=[Letter.objects.get().pk])).content.decode()
    client.logout()
    assert "hongquang.nhaplieu" in client.get(link).content.decode()
    assert client.post(link, {"new_password1": SECRET, "new_password2": SECRET}).status_code == 302
    assert list(AccountStep.objects.order_by("pk").values_list("verb", flat=True)) == ["keyed", "own"]


def test_who_looks_changes_nothing_and_a_stranger_sees_nothing(client, cast, keeper):
    here, add = (reverse(name, args=[cast.new_commune.pk]) for name in ("people_unit", "person_add"))
    post = reverse("post_change", args=[cast.new_official.posts.get().pk])
    for person, sees, acts in ((keeper, 200, 200), (cast.new_leader, 200, 403), (cast.new_official, 404, 404),
                               (cast.stranger, 404, 404)):  # fmt: skip
        client.force_login(person)
        got = [client.get(address).status_code for address in (here, add, post)]
        if person == cast.new_official:  # a member without the right
            sees = acts = 403
        assert got == [sees, acts, acts], person.username
    client.force_login(cast.stranger)
    assert client.get(reverse("account", args=[cast.new_official.pk])).status_code == 404


def test_a_post_handed_over_takes_open_work_along(keeper, client, cast):
    reading = ImportDraft.objects.create(
        owner=cast.new_official, unit=cast.new_commune, filename="a", source_text="", reading={}
    )
    Notice.objects.create(to=cast.new_official, key="k", text="Có nhiệm vụ bị trả lại", url="/viec/")
    post = cast.new_official.posts.get()
    task = make_plan(cast.new_commune, cast.new_commune_office, year=2026).tasks.first()
    charge = Charge.objects.create(
        task=task, agency=post.agency, post=post, since=date(2026, 1, 12), by=cast.new_leader
    )
    address = reverse("post_change", args=[post.pk])
    typed = {"act": "hand", "hand-to": cast.new_leader.pk, "hand-since": "10/03/2026"}
    done = client.post(address, typed, follow=True)
    said = words(done.content.decode())
    assert "1 nhiệm vụ phụ trách" in said and "1 văn bản đang nhập" in said and "1 thông báo chưa xem" in said
    taken = Post.objects.get(user=cast.new_leader, role=Role.ENTRY)
    assert (f"{taken.valid_from:%d/%m/%Y}", taken.title) == ("10/03/2026", post.title)
    reading.refresh_from_db()
    charge.refresh_from_db()
    now = Charge.objects.current().get(task=task)
    assert (charge.until, now.since, now.post) == (date(2026, 3, 10), date(2026, 3, 10), taken)
    assert reading.owner == cast.new_leader
    assert Notice.objects.filter(to=cast.new_leader, text="Có nhiệm vụ bị trả lại").count() == 1
    refused = client.post(address, typed)
    assert refused.status_code == 422 and "hết hiệu lực" in words(refused.content.decode())


def test_the_sheet_goes_out_and_comes_back_with_each_wrong_cell_named(keeper, client, cast, fresh):
    make_agency(cast.new_commune, "Phòng Kinh tế xã Hồng Quang")
    Post.objects.create(user=cast.new_leader, agency=cast.new_commune_office, role=Role.CLERK, title="Văn thư")
    out = client.get(reverse("people_excel", args=[cast.province.pk]))
    book = load_workbook(io.BytesIO(out.content))
    sheet = book.active
    rows = {row[8].value: row for row in sheet.iter_rows(min_row=4)}
    assert sheet.max_row - 3 == len(rows) + 1, "the leader stands on two rows, for she holds two posts"
    rows["hongquang.nhaplieu"][6].value = "moi@example.vn"
    for row in (
        (
            "12196",
            "",
            "phong kinh te xa hong quang",
            "Công chức nhập liệu",
            "Công chức Tài chính – Kế toán",
            "",
            "",
            "0912",
            "",
            "",
        ),
        ("12200", "", "", "Lãnh đạo đơn vị", "Chủ tịch UBND xã", "", "chu.tich@example.vn", "", "", "10/03/2026"),
        ("99999", "", "", "Văn thư", "Văn thư", "", "", "", "", ""),
        ("12200", "", "Phòng X", "Văn thư", "Văn thư", "", "", "", "", ""),
        ("12200", "", "", "Quản trị", "Quản trị", "", "", "", "", ""),
        ("12200", "", "", "Văn thư", "Văn thư", "", "không phải thư", "", "", ""),
        ("12200", "", "", "Văn thư", "Văn thư", "", "", "", "xakhac.nhaplieu", ""),
        ("12200", "", "", "Văn thư", "Văn thư", "", "", "", "", "31/02/2026"),
        ("12200", "", "", "Văn thư", "=1+1", "", "", "", "", ""),
        ("12196", "", "", "Văn thư", "", "", "", "", "hongquang.nhaplieu", ""),
    ):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    address = reverse("people_upload", args=[cast.province.pk])
    sent = client.post(address, {"file": SimpleUploadedFile("a.xlsx", saved.getvalue())})
    assert sent.status_code == 422
    first = sheet.max_row - 7
    wrong = [item.cell for item in sent.context["preview"].mistakes]
    assert wrong == [f"E{first + 6}", *(f"{column}{first + n}" for n, column in enumerate("ACDGIJ")), f"D{first + 7}"]
    preview = sent.context["preview"]
    assert (len(preview.new), len(preview.changed), preview.same) == (2, 1, len(rows))
    assert not User.objects.filter(email="moi@example.vn").exists()
    done = client.post(address, {"preview": sent.context["token"]}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("people_unit", args=[cast.province.pk])
    assert User.objects.get(username="hongquang.nhaplieu").email == "moi@example.vn"
    assert Post.objects.get(agency__unit=fresh).title == "Chủ tịch UBND xã"
    clerk = Post.objects.get(agency__name="Phòng Kinh tế xã Hồng Quang").user
    assert (clerk.username, clerk.phone) == ("phongkinhtexahongquang.nhaplieu", "0912")
    assert client.post(address, {"preview": "x"}).status_code == 409


def test_one_person_takes_a_second_post_and_nobody_gives_herself_one(keeper, client, cast):
    person, agency = cast.new_official, cast.new_official.posts.get().agency
    address = reverse("post_add", args=[person.pk])
    typed = {"agency": agency.pk, "title": "Phó Chủ tịch", "role": Role.LEADER, "since": "10/03/2026"}
    assert client.get(address).context["form"]["agency"].value() == agency.pk, "her own body is proposed"
    assert client.post(address, typed | {"role": Role.ENTRY}).status_code == 422  # held already
    assert client.post(address, typed).url == reverse("account", args=[person.pk])
    assert {post.role for post in person.posts.all()} == {Role.ENTRY, Role.LEADER}
    own = client.post(reverse("post_add", args=[keeper.pk]), typed)
    assert "Không tự nhận thêm chức vụ" in own.content.decode()
    client.force_login(cast.new_leader)  # sees the unit's people, keeps no accounts
    assert client.get(address).status_code == 403
