"""The plan's own text in its editor: targets, parents, receiver; where a new plan starts from."""

from datetime import date
from decimal import Decimal

import pytest

from plans.drafting.workflow import life
from plans.models import Plan
from plans.tests.pages import login
from plans.tests.paper import make_plan
from units.models import Succession

pytestmark = pytest.mark.django_db


def test_the_plans_own_text_clashes_on_the_page_too(client, cast, draft):
    login(client, cast.official)
    opened = client.get(f"/ke-hoach/{draft.pk}/soan/").context["form"]
    values = {name: opened[name].value() if opened[name].value() is not None else "" for name in opened.fields}
    life.save_plan(draft, by=cast.leader, version=1, values={"purpose": "Của lãnh đạo"})
    answer = client.post(f"/ke-hoach/{draft.pk}/soan/", values | {"purpose": "Của tôi"})
    assert answer.status_code == 409 and "Của lãnh đạo" in answer.content.decode()
    answer = client.post(f"/ke-hoach/{draft.pk}/soan/", values | {"funding": "Ngân sách"})
    draft.refresh_from_db()
    assert (answer.status_code, draft.purpose, draft.funding) == (302, "Của lãnh đạo", "Ngân sách")


def posted_editor(client, plan):
    """What a browser would post from the plan's editor as it was opened."""
    page = client.get(f"/ke-hoach/{plan.pk}/soan/").context
    values = {}
    for form in (page["form"], page["links"]):
        values |= {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_targets_parents_and_receiver_are_saved_with_the_text_and_traced(client, cast, family, draft, dimensions):
    province, district, *_ = family
    login(client, cast.official)
    second = dimensions.get(number=2).pk
    values = posted_editor(client, draft) | {
        "purpose": "Mục đích", "related_indices": "PAR Index", "parents": [province.pk, district.pk],
        "reports_under": district.pk, "receiving_agency": cast.district_home_affairs.pk,
        "t0_text": "Tăng  3 bậc", "t0_kind": "ranks_up", "t0_amount": "3", "t0_baseline_year": "2023",
        "t0_by_year": "2024", "t2_text": "Tăng 0,25 điểm", "t2_kind": "score_up", "t2_amount": "0,25",
        "t2_per_year": "on", "t2_dimension_id": second,
    }  # fmt: skip
    assert client.post(f"/ke-hoach/{draft.pk}/soan/", values).status_code == 302
    draft.refresh_from_db()
    assert (draft.purpose, draft.related_indices, draft.version) == ("Mục đích", "PAR Index", 2)
    assert set(draft.parents.all()) == {province, district}
    assert (draft.reports_under, draft.receiving_agency) == (district, cast.district_home_affairs)
    rows = draft.targets.order_by("pk").values_list("text", "amount", "at_least", "per_year", "by_year", "dimension")
    assert list(rows) == [
        ("Tăng 3 bậc", 3, True, False, 2024, None), ("Tăng 0,25 điểm", Decimal("0.25"), True, True, None, second),
    ]  # fmt: skip
    told = {change["field"]: change["new"] for change in draft.steps.get(verb="edit").changes}
    assert "tăng bậc, ít nhất 3, so với năm 2023, đến năm 2024" in told["targets"] and "192/KH-UBND" in told["parents"]
    assert posted_editor(client, draft)["t1_amount"] == "0,25"
    client.post(f"/ke-hoach/{draft.pk}/soan/", posted_editor(client, draft) | {"t0_gone": "on", "t0_amount": "sai"})
    assert [target.text for target in draft.targets.all()] == ["Tăng 0,25 điểm"]


def test_a_refused_target_keeps_what_was_typed_and_a_stranger_cannot_be_a_parent(client, cast, family, draft):
    far = make_plan(cast.far_commune, cast.far_office, number="66/KH-UBND")
    below = make_plan(cast.commune, cast.commune_office, number="67/KH-UBND")
    below.parents.set([draft])
    login(client, cast.official)
    typed = {"t0_kind": "group", "t0_amount": "ba", "t1_text": "Chưa rõ loại", "t1_by_year": "1999", "parents": far.pk}
    answer = client.post(
        f"/ke-hoach/{draft.pk}/soan/", posted_editor(client, draft) | typed | {"purpose": "Đang gõ dở"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and draft.targets.count() == 0
    for said in ("“ba” không phải là số", "Cần ghi nội dung mục tiêu", "Cần chọn loại mục tiêu", "Đang gõ dở"):
        assert said in page, said
    assert set(answer.context["links"].errors) == {"parents", "t0_amount", "t0_text", "t1_by_year", "t1_kind"}
    offered = set(answer.context["links"].fields["parents"].queryset)
    assert offered == set(family)
    assert 'value="ba"' in page and 'value="Chưa rõ loại"' in page and 'value="1999"' in page


def test_two_editors_of_targets_are_asked_and_other_fields_merge(client, cast, draft):
    login(client, cast.official)
    opened = posted_editor(client, draft)
    row = ["other", "Của lãnh đạo", None, True, False, None, None, None]
    life.save_plan(draft, by=cast.leader, version=1, values={"targets": [row]})
    assert client.post(f"/ke-hoach/{draft.pk}/soan/", opened | {"funding": "Ngân sách"}).status_code == 302
    assert [target.text for target in draft.targets.all()] == ["Của lãnh đạo"]
    answer = client.post(f"/ke-hoach/{draft.pk}/soan/", opened | {"t0_text": "Của tôi", "t0_kind": "other"})
    assert answer.status_code == 409
    assert "“Của lãnh đạo (mục tiêu khác)”" in answer.content.decode() and "Của tôi" in answer.content.decode()
    again = answer.context["form"].data
    assert client.post(f"/ke-hoach/{draft.pk}/soan/", again).status_code == 302
    draft.refresh_from_db()
    assert ([target.text for target in draft.targets.all()], draft.funding) == (["Của tôi"], "Ngân sách")


def test_new_from_last_year_and_from_typical_tasks(client, cast, family, dimensions):
    login(client, cast.official)
    key = f"ke-hoach-{family[2].pk}"
    answer = client.post("/ke-hoach/soan/", {"unit": cast.commune.pk, "year": 2025, "start": key})
    made = Plan.objects.get(year_from=2025)
    assert answer.url == f"/ke-hoach/{made.pk}/soan/" and made.tasks.count() == 3
    answer = client.post(
        "/ke-hoach/soan/", {"unit": cast.commune.pk, "year": 2026, "start": "mau", "title": "KH 2026"}
    )
    assert Plan.objects.get(year_from=2026).tasks.filter(dimensions__number=2).count() == 3
    refused = client.post("/ke-hoach/soan/", {"unit": cast.commune.pk, "year": 2026, "start": "trong"})
    assert refused.status_code == 422 and "Cần ghi trích yếu" in refused.content.decode()


def test_a_successor_starts_from_its_predecessors_plan_under_its_own_agencies(client, cast):
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share="whole")
    old = make_plan(cast.commune, cast.commune_office, signer_name="Nguyễn Văn A")
    make_plan(cast.far_commune, cast.far_office, number="01/KH-UBND")
    login(client, cast.new_official)
    assert list(client.get("/ke-hoach/soan/").context["form"].earlier) == [f"ke-hoach-{old.pk}"]
    posted = {"unit": cast.new_commune.pk, "year": 2026, "start": f"ke-hoach-{old.pk}"}
    client.post("/ke-hoach/soan/", posted)
    made = Plan.objects.get(year_from=2026)
    assert (made.unit, made.issuer, made.signer_name) == (cast.new_commune, cast.new_commune_office, "")
    assert {task.deadline for task in made.tasks.all()} == {date(2026, 10, 15)}


def test_typical_tasks_of_chosen_dimensions(client, cast, dimensions):
    login(client, cast.official)
    posted = {"unit": cast.commune.pk, "year": 2026, "start": "mau", "title": "KH", "typical": ["2", "chung"]}
    client.post("/ke-hoach/soan/", posted)
    found = Plan.objects.get(year_from=2026).tasks.values_list("dimensions__number", flat=True)
    assert set(found) == {2, None}
