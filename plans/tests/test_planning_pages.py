"""Pages of plans: who meets what, what the tree shows, linking, issuing, handing down, extensions."""

from datetime import date

import pytest
from django.urls import reverse

from plans.counting import offers, tree
from plans.drafting.wording import task_words
from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Plan, Task
from plans.tests.pages import login
from plans.tests.paper import make_plan

pytestmark = pytest.mark.django_db


def test_the_tree_puts_each_plan_under_its_nearest_parent(client, cast, family):
    lines = login(client, cast.official).get("/ke-hoach/").context["lines"]
    assert [(line.level, line.plan.number) for line in lines] == [
        (0, "192/KH-UBND"), (1, "10/KH-UBND"), (2, "04/KH-UBND"), (3, "09/KH-UBND"),
    ]  # fmt: skip


def test_without_districts_communes_stand_straight_under_the_province(client, cast):
    province = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026)
    make_plan(cast.new_commune, cast.new_commune_office, number="05/KH-UBND", year=2026).parents.set([province])
    lines = login(client, cast.new_official).get("/ke-hoach/").context["lines"]
    assert [(line.level, line.plan.number) for line in lines] == [(0, "18/KH-UBND"), (1, "05/KH-UBND")]


def test_many_children_are_counted_and_found_behind_one_link(cast, family):
    province = family[0]
    for n in range(12):
        make_plan(cast.district, cast.district_office, number=f"{n + 100}/KH-UBND").parents.set([province])
    lines = tree.rows(tree.link_parents(list(Plan.objects.with_heads())))
    rest = [line for line in lines if not line.plan]
    assert [(line.parent, line.hidden) for line in rest] == [(province, 13 - tree.SHOWN_BELOW)]


def test_a_loop_of_parents_ends(cast, family):
    province, district, *_ = family
    province.parents.set([district])
    assert tree.rows(tree.link_parents([province, district])) == []


def test_filters_find_by_number_unit_and_year(client, cast, family):
    login(client, cast.official)
    for query, expected in (("q=192", 1), ("q=tien+phong", 2), ("nam=2024", 4), ("q=khong-co", 0), ("nam=x", 4)):
        assert len(client.get(f"/ke-hoach/?{query}").context["lines"]) == expected, query


def test_plan_pages_by_person(client, cast, family, draft):
    """Stranger 404; whoever stands in the line sees it; a superior's draft is refused with who may."""
    province, _, commune, _ = family
    upper_draft = Plan.objects.create(
        unit=cast.district, issuer=cast.district_office, title="Dự thảo", year_from=2024, year_to=2024
    )
    cases = [
        (cast.stranger, commune, 404), (cast.official, commune, 200), (cast.official, province, 200),
        (cast.reviewer, draft, 200), (cast.official, upper_draft, 403), (cast.neighbour_official, commune, 404),
    ]  # fmt: skip
    for person, plan, status in cases:
        assert login(client, person).get(f"/ke-hoach/{plan.pk}/").status_code == status, (person.username, plan.title)
    assert login(client, cast.reviewer).get(f"/ke-hoach/{draft.pk}/soan/").status_code == 403


def test_the_plan_opens_by_dimension_and_filters_its_tasks(client, cast, family, dimensions):
    plan = family[2]
    first, *_ = plan.tasks.order_by("position")
    first.dimensions.set(dimensions.filter(number__in=[2, 5]))
    login(client, cast.official)
    page = client.get(f"/ke-hoach/{plan.pk}/?nd=5").context
    assert [line.task for _, lines in page["groups"] for line in lines] == [first]
    counts = {row["key"]: row["count"] for row in page["side"]}
    assert (counts["tat-ca"], counts[2], counts[5], counts["chung"]) == (3, 1, 1, 2)
    assert client.get(f"/ke-hoach/{plan.pk}/?nd=chung&loc=chua-ro").status_code == 200
    assert client.get(f"/ke-hoach/{plan.pk}/?nd=99&loc=sai").context["chosen"] == "tat-ca"


def test_linking_suggests_and_saves_only_what_is_chosen(client, cast, family):
    _, district, commune, _ = family
    first, second, _ = commune.tasks.order_by("position")
    above = district.tasks.order_by("position").first()
    Task.objects.filter(pk=above.pk).update(text="Niêm yết thủ tục hành chính tại Bộ phận Một cửa")
    Task.objects.filter(pk=first.pk).update(text="Niêm yết đủ thủ tục hành chính")
    login(client, cast.official)
    page = client.get(f"/ke-hoach/{commune.pk}/ghep/")
    suggested = {task.pk: field.initial for task, field, guess in page.context["form"].rows() if guess}
    assert suggested[first.pk] == above.pk and commune.tasks.exclude(parent=None).count() == 0
    client.post(f"/ke-hoach/{commune.pk}/ghep/", {f"nv-{first.pk}": above.pk, f"nv-{second.pk}": ""})
    assert list(commune.tasks.exclude(parent=None).values_list("pk", "parent")) == [(first.pk, above.pk)]
    foreign = client.post(f"/ke-hoach/{commune.pk}/ghep/", {f"nv-{first.pk}": first.pk})
    assert foreign.status_code == 422
    for person, status in ((cast.clerk, 403), (cast.stranger, 404)):
        assert login(client, person).get(f"/ke-hoach/{commune.pk}/ghep/").status_code == status


def test_the_text_of_the_day_of_issue_stays_and_the_plan_leads_to_its_paper(client, cast, draft):
    login(client, cast.leader)
    assert client.get(f"/ke-hoach/{draft.pk}/ban-dau/").status_code == 404
    life.issue(draft, by=cast.leader, number="04/KH-UBND", date=date(2024, 1, 12))
    amendment = life.amend(draft, by=cast.leader)
    mine = amendment.tasks.worded().order_by("position").first()
    plan_tasks.save_task(mine, by=cast.leader, version=1, words=task_words(mine) | {"text": "Nhiệm vụ đã đổi"})
    life.issue(amendment, by=cast.leader, number="15/KH-UBND", date=date(2024, 3, 1))
    assert [row["text"] for row in client.get(f"/ke-hoach/{draft.pk}/ban-dau/").context["tasks"]] == [
        "Nhiệm vụ số 1", "Nhiệm vụ số 2",
    ]  # fmt: skip
    page = client.get(f"/ke-hoach/{draft.pk}/")
    ((about, changes),) = page.context["amendments"][0].rows
    assert about == "1a. Nhiệm vụ đã đổi" and changes[0]["old"] == "Nhiệm vụ số 1"
    assert page.context["may_paper"]
    assert client.get(f"/van-ban/ke-hoach/{draft.pk}/").url == f"/van-ban/soan/?kind=ke_hoach&plan={draft.pk}"


def test_issue_page_flags_and_never_blocks(client, cast, draft):
    login(client, cast.leader)
    page = client.get(f"/ke-hoach/{draft.pk}/ban-hanh/")
    assert len(page.context["vague"]) == 2
    posted = {"number": "04/KH-UBND", "date": "12/01/2024"}
    assert client.post(f"/ke-hoach/{draft.pk}/ban-hanh/", posted).url == f"/ke-hoach/{draft.pk}/"
    assert client.get(f"/ke-hoach/{draft.pk}/soan/").status_code == 409
    amendment = client.post(f"/ke-hoach/{draft.pk}/sua-doi/").url
    assert "sửa đổi" in client.get(amendment).content.decode().lower()
    late = client.post(f"/ke-hoach/{draft.pk}/ket-thuc/", {"note": ""})
    assert late.status_code == 422


def test_cascade_pages_hand_down_offer_and_exempt(client, cast, family):
    district = family[1]
    task = district.tasks.order_by("position").first()
    login(client, cast.district_leader)
    posted = {"tasks": [task.pk], "units": [cast.commune.pk, cast.neighbour.pk]}
    assert client.post(f"/ke-hoach/{district.pk}/giao/", posted).url == f"/ke-hoach/{district.pk}/bao-phu/"
    page = client.get(f"/ke-hoach/{district.pk}/bao-phu/?nv={task.pk}")
    assert page.context["chosen"].waiting == 1 + 1
    client.post(f"/nhiem-vu/{task.pk}/khong-ap-dung/", {"units": [cast.neighbour.pk], "reason": "Đã làm xong"})
    assert client.get(f"/ke-hoach/{district.pk}/bao-phu.xlsx").status_code == 200
    amendment = life.amend(district, by=cast.district_leader)
    mine = amendment.tasks.worded().get(amends=task)
    plan_tasks.save_task(mine, by=cast.district_leader, version=1, words=task_words(mine) | {"product": "Biên bản"})
    life.issue(amendment, by=cast.district_leader, number="20/KH-UBND", date=date(2024, 2, 2))
    child = Task.objects.get(parent=task, plan__unit=cast.commune)
    login(client, cast.official)
    assert len(client.get(f"/ke-hoach/{child.plan_id}/cap-tren-sua/").context["offers"]) == 1
    client.post(f"/nhiem-vu/{child.pk}/cap-tren-sua/", {"answer": "khong", "reason": ""})
    assert offers.count_offers(child.plan) == 1
    client.post(f"/nhiem-vu/{child.pk}/cap-tren-sua/", {"answer": "nhan"})
    child.refresh_from_db()
    assert (child.product, offers.count_offers(child.plan)) == ("Biên bản", 0)


def test_tasks_go_down_two_levels_at_once(client, cast, family):
    province = family[0]
    login(client, cast.old_province_reviewer)
    task = province.tasks.first()
    page = client.get(f"/ke-hoach/{province.pk}/giao/?cap=2")
    assert set(page.context["units"]) == {cast.commune, cast.neighbour}
    posted = {"tasks": [task.pk], "units": [cast.neighbour.pk]}
    assert client.post(f"/ke-hoach/{province.pk}/giao/?cap=2", posted).status_code == 302
    assert Task.objects.get(parent=task).plan.unit == cast.neighbour
    assert client.get(f"/ke-hoach/{province.pk}/bao-phu/?cap=2").context["level"] == 2


def test_extension_pages(client, cast, family):
    commune = family[2]
    task = commune.tasks.first()
    login(client, cast.official)
    refused = client.post(f"/nhiem-vu/{task.pk}/gia-han/", {"new_deadline": "01/01/2024", "reason": "Mưa"})
    assert refused.status_code == 422 and "Mưa" in refused.content.decode()
    client.post(f"/nhiem-vu/{task.pk}/gia-han/", {"new_deadline": "01/12/2024", "reason": "Mưa bão"})
    row = task.extensions.get()
    assert client.post(f"/gia-han/{row.pk}/tra-loi/", {"granted": "1"}).status_code == 403
    assert client.get("/gia-han/").status_code == 403
    login(client, cast.reviewer)
    assert list(client.get("/gia-han/").context["asked"]) == [], "the unit's own leader sends it first"
    login(client, cast.leader)
    assert list(client.get("/gia-han/").context["asked"]) == [row]
    client.post(f"/gia-han/{row.pk}/gui/", {"sent": "1"})
    login(client, cast.reviewer)
    assert list(client.get("/gia-han/").context["asked"]) == [row]
    assert client.get("/ke-hoach/").context["asked_count"] == 1
    client.post(f"/gia-han/{row.pk}/tra-loi/", {"granted": "1"})
    assert list(client.get("/gia-han/").context["asked"]) == []
    page = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "hạn cũ 15/10/2024" in page and "01/12/2024" in page


@pytest.mark.parametrize(
    ("day", "years"),
    [("2026-10-31", [2026]), ("2026-11-01", [2026, 2027]), ("2027-01-01", [2027])],
)
def test_an_empty_year_shows_three_ways_on(client, cast, time_machine, day, years):
    time_machine.move_to(f"{day}T09:00:00+07:00", tick=False)
    make_plan(cast.new_commune, cast.new_commune_office, tasks=1, year=2025)
    client.force_login(cast.new_official)
    page = client.get(reverse("plans"))
    assert [year for year, _ in page.context["empty_years"]] == years
    ways = [f'href="{reverse("plan_new")}?nam={years[-1]}{more}"' for more in ("", "&amp;tu=truoc")]
    assert all(way in page.text for way in (*ways, f'href="{reverse("plan_import")}"'))
    form = client.get(reverse("plan_new"), {"nam": years[-1], "tu": "truoc"}).context["form"]
    assert (form["year"].value(), form["start"].value().startswith("ke-hoach-")) == (years[-1], True)


def test_no_year_is_called_empty_that_has_a_draft_or_whose_plans_are_not_hers_to_write(client, cast, today):
    draft = make_plan(cast.new_commune, cast.new_commune_office, number="", state=Plan.State.DRAFT, tasks=1)
    Plan.objects.filter(pk=draft.pk).update(year_from=today.year, year_to=today.year + 1)
    for person in (cast.new_official, cast.official, cast.clerk):  # a draft; a unit that is no more; no right to write
        client.force_login(person)
        assert client.get(reverse("plans")).context["empty_years"] == [], person.username
