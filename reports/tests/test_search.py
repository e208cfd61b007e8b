"""Search shows each person what its page shows her, and nothing else: drafts, amendments and papers on their way too."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from conftest import REFORM, make_agency, make_person, words
from indicators.loading import load_structure
from plans.drafting.workflow import life as planning
from plans.models import Plan, Task
from plans.tests.paper import make_plan
from reports.models import Book, Document, RegisterEntry
from units.accounts import managing
from units.models import Role, Succession, Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bar")]
WORD = "Sen vàng"
WITH_RIGHTS = ("Văn bản", "Kế hoạch", "Nhiệm vụ")


@pytest.fixture
def country(cast):
    """The cast with an overseer, an administrator and a clerk of the district; plans and papers that all hold WORD."""
    cast.overseer = make_person("hungyen.theodoi", Role.OVERSEER, cast.old_province_office, "Theo dõi")
    admins = make_agency(cast.old_province, "Văn phòng UBND tỉnh Hưng Yên")
    cast.admin = make_person("quantri", Role.ADMIN, admins, "Quản trị")
    cast.district_clerk = make_person("anthi.vanthu", Role.CLERK, cast.district_office, "Văn thư huyện")
    cast.offices = [cast.commune_office, cast.district_office, cast.old_province_office]
    for office in (*cast.offices, cast.neighbour_office):
        for state in (Plan.State.DRAFT, Plan.State.ISSUED):
            _plan(office, state)
        for state in (Document.State.DRAFT, Document.State.TO_SIGN, Document.State.ISSUED):
            title = f"{WORD}, {office}, {state.label}"
            Document.objects.create(kind="cong_van", agency=office, state=state, created_by=cast.admin, title=title)
    return cast


def _plan(office, state):
    plan = make_plan(office.unit, office, tasks=1, state=state, number="" if state == "draft" else f"{state}/KH")
    plan.title = f"{WORD}, {office}, {state.label}"
    plan.save()
    task = plan.tasks.get()
    task.text = f"{WORD}, việc của {office}"
    task.save()


def hits(client, *words):
    """Addresses that search gives for all of `words`, every list in full."""
    found = client.get(reverse("search"), {"q": " ".join(words)}).context["groups"]
    assert all(group.more == 0 for group in found), "a search narrow enough to be shown in full"
    return {hit.url.partition("#")[0] for group in found for hit in group.hits if group.name in WITH_RIGHTS}


ROLES = ("official", "leader", "reviewer", "district_clerk", "old_province_reviewer", "overseer", "admin", "stranger")


def test_everybody_finds_exactly_what_opens_for_her(client, country):
    """Plans and papers in every state of commune, district and province: a hit wherever the page answers 200; on the
    second engine as those who look from within, from above and from aside."""
    pages = {office: _pages(office) for office in country.offices}
    for who in ROLES if connection.vendor == "postgresql" else ("official", "reviewer", "overseer"):
        client.force_login(getattr(country, who))
        for office, asked in pages.items():
            opened = {page for page in asked if client.get(page).status_code == 200}
            assert hits(client, WORD, office.name) & asked == opened, (who, office)


def _pages(office):
    plans = [reverse("plan", args=[row.pk]) for row in Plan.objects.filter(issuer=office)]
    papers = [reverse("document", args=[row.pk]) for row in Document.objects.filter(agency=office)]
    return {*plans, *papers}


FOUND = [  # who, whose, in what state, finds it
    ("official", "old_province_office", "Dự thảo", False),  # a superior's draft is not issued yet
    ("official", "old_province_office", "Đang hiệu lực", True),
    ("official", "neighbour_office", "Đang hiệu lực", False),
    ("official", "commune_office", "Dự thảo", True),
    ("reviewer", "commune_office", "Dự thảo", True),  # the office above follows the work
    ("reviewer", "commune_office", "Chờ ký", False),  # a letter not sent yet stays in its office
    ("reviewer", "commune_office", "Đã phát hành", True),
    ("leader", "commune_office", "Chờ ký", True),
    ("overseer", "commune_office", "Bản nháp", False),
    ("stranger", "commune_office", "Đã phát hành", False),
]


def test_who_finds_what(client, country):
    assert [
        (who, office, state, _finds(client, country, who, office, state)) for who, office, state, _ in FOUND
    ] == FOUND


def _finds(client, country, who, office, state):
    client.force_login(getattr(country, who))
    found = client.get(reverse("search"), {"q": f"{WORD} {getattr(country, office)} {state}"}).context["groups"]
    titles = [hit.title for group in found for hit in group.hits if group.name in WITH_RIGHTS[:2]]
    return any(title.endswith(f"{WORD}, {getattr(country, office)}, {state}") for title in titles)


def test_an_amendment_under_way_and_its_tasks_are_found_by_nobody(client, country):
    plan = Plan.objects.get(issuer=country.commune_office, state=Plan.State.ISSUED)
    draft = planning.amend(plan, by=country.official)
    Plan.objects.filter(pk=draft.pk).update(title="Hoa cúc", search_text="| hoa cuc |")
    draft.tasks.update(text="Hoa cúc trắng", search_text="| hoa cuc trang |")
    for person in country.everyone():
        client.force_login(person)
        assert hits(client, "hoa cúc") == set(), person.username


def test_tasks_of_a_superiors_draft_are_not_found_either(client, country):
    Task.objects.filter(plan__issuer=country.old_province_office, plan__state="draft").update(
        text="Rà soát hoa cúc", search_text="| ra soat hoa cuc |"
    )
    client.force_login(country.official)
    assert hits(client, "hoa cúc") == set()
    client.force_login(country.old_province_reviewer)
    assert len(hits(client, "hoa cúc")) == 1


def test_nothing_asked_and_nothing_found_are_told_apart(client, cast):
    client.force_login(cast.official)
    assert client.get(reverse("search")).context["groups"] == []
    assert client.get(reverse("search"), {"q": "xyzq không nơi nào có"}).context["groups"] == []


def names(client, asked):
    return {
        group.name: [hit.title for hit in group.hits]
        for group in client.get(reverse("search"), {"q": asked}).context["groups"]
    }


def test_a_number_is_found_as_it_is_printed(client, cast):
    """02/BC-UBND, with or without its nought; not the 12th, nor the second paper of another symbol."""
    for number, symbol in ((2, "BC-UBND"), (12, "BC-UBND"), (2, "CĐ-UBND")):
        paper = Document.objects.create(
            kind="bao_cao",
            agency=cast.commune_office,
            state="issued",
            created_by=cast.official,
            title=f"Văn bản {number} {symbol[:2]}",
        )
        book = Book.objects.get_or_create(agency=cast.commune_office, kind=symbol, year=2024)[0]
        RegisterEntry.objects.create(
            book=book, number=number, symbol=symbol, title=paper.title, document=paper, by=cast.clerk
        )
    client.force_login(cast.official)
    assert names(client, "02/BC-UBND")["Văn bản"] == names(client, "2/bc")["Văn bản"] == ["Văn bản 2 BC"]
    assert names(client, "2 cđ ubnd")["Văn bản"] == names(client, "02/CD-UBND")["Văn bản"] == ["Văn bản 2 CĐ"]
    assert "Văn bản" not in names(client, "3/BC-UBND")
    assert names(client, "9" * 30) == names(client, "2" + "0" * 17 + "/BC-UBND") == {}  # no number is cut to another


def _rename(cast):
    admin = make_person("quantri", Role.ADMIN, cast.commune_office, "Quản trị")
    managing.rename(cast.official, by=admin, legal_name="Trần Thị Mộng Điệp")


def test_people_are_found_where_one_follows_the_work_and_nowhere_else(client, cast):
    _rename(cast)
    for who, found in (("reviewer", True), ("official", True), ("neighbour_official", False), ("stranger", False)):
        client.force_login(getattr(cast, who))
        assert ("Người" in names(client, "mong diep")) is found, who
        page = client.get(reverse("unit", args=[cast.commune.pk]))
        assert ("Trần Thị Mộng Điệp" in page.text) is found and "Xã Tiền Phong" in page.text, who


@pytest.mark.parametrize("asked", ("diep tran", "van phong mong", "diep tien phong", "cong chuc tien"))
def test_a_person_is_found_by_words_of_her_name_her_post_and_her_office_together(client, cast, asked):
    _rename(cast)
    client.force_login(cast.reviewer)
    assert any(cast.official.legal_name in name for name in names(client, asked)["Người"])
    assert "Người" not in names(client, f"{asked} ngoc")


def test_dimensions_and_the_guide_are_found_and_every_hit_leads_somewhere(client, cast):
    load_structure()
    client.force_login(cast.reviewer)
    found = names(client, "công khai minh bạch") | names(client, "thẩm định") | names(client, "tien phong")
    assert any("ông khai" in title for title in found["Chỉ số nội dung"])
    assert "Thẩm định" in found["Hướng dẫn"] and found["Đơn vị"]
    for asked in ("cong khai", "tham dinh", "tien phong", "van thu"):
        for group in client.get(reverse("search"), {"q": asked}).context["groups"]:
            assert all(client.get(hit.url).status_code == 200 for hit in group.hits), group.name


def test_the_box_gets_short_lists_alone(client, cast):
    Plan.objects.all().delete()
    for n in range(7):
        _plan(cast.commune_office, Plan.State.ISSUED)
        Plan.objects.filter(number="issued/KH").update(number=f"{n}/KH")
    client.force_login(cast.official)
    box = client.get(reverse("search"), {"q": WORD}, headers={"HX-Request": "true"})
    assert "<html" not in box.text and "Mở trang kết quả đầy đủ" in box.text
    assert [(group.name, len(group.hits), group.total) for group in box.context["groups"]] == [
        ("Kế hoạch", 5, 7),
        ("Nhiệm vụ", 5, 7),
    ]
    assert client.get(reverse("search"), {"q": "–"}, headers={"HX-Request": "true"}).context["groups"] == []


def test_more_than_a_hundred_are_not_counted_and_the_box_asks_thirteen_times_at_most(
    client, cast, django_assert_max_num_queries
):
    plan = make_plan(cast.commune, cast.commune_office, tasks=1)
    rows = [Task(plan=plan, position=n, text="Hoa cúc", search_text="| hoa cuc |") for n in range(99)]
    Task.objects.bulk_create(rows)
    client.force_login(cast.reviewer)
    for total, page in ((99, "99 kết"), (100, "100 kết"), (None, "hơn 100 kết")):
        with django_assert_max_num_queries(13):
            box = client.get(reverse("search"), {"q": "hoa cúc"}, headers={"HX-Request": "true"})
        (group,) = box.context["groups"]
        assert (group.name, len(group.hits), group.total) == ("Nhiệm vụ", 5, total) and page in words(box.text)
        Task.objects.bulk_create([Task(plan=plan, position=99, text="Hoa cúc", search_text="| hoa cuc |")])


def test_what_a_unit_took_over_is_found_and_what_stood_beside_it_is_not(client, cast):
    """Read once for all lists: the same as every list asks for itself."""
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share="whole")
    Unit.objects.filter(valid_from__lt=REFORM).update(valid_to=REFORM - timedelta(days=1))
    for office in (cast.commune_office, cast.neighbour_office):
        _plan(office, Plan.State.ISSUED)
    (seat,) = User.objects.get(pk=cast.new_official.pk).seats
    asked = set(Unit.objects.filter(pk__in=seat.taken_over()).values_list("pk", flat=True))
    assert asked == seat.inherited == seat.taken_over() == {cast.commune.pk, cast.district.pk, cast.old_province.pk}
    client.force_login(cast.new_official)
    assert names(client, WORD)["Kế hoạch"] == [f"issued/KH – {WORD}, {cast.commune_office}, Đang hiệu lực"]
