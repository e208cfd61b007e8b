"""Pages of plans: who meets what, what the tree shows, what the editor keeps, what htmx gets back."""

import json
from datetime import date
from decimal import Decimal

import pytest

from plans.counting import offers, tree
from plans.drafting.wording import task_words
from plans.drafting.workflow import life
from plans.drafting.workflow import tasks as plan_tasks
from plans.models import Plan, Task
from plans.tests.paper import make_plan
from units.models import Succession

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def family(cast):
    """Province → district → commune, and the commune's own communication plan under its plan."""
    province = make_plan(cast.old_province, cast.old_province_office, number="192/KH-UBND")
    district = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    commune = make_plan(cast.commune, cast.commune_office, number="04/KH-UBND")
    talks = make_plan(cast.commune, cast.commune_office, number="09/KH-UBND")
    district.parents.set([province])
    commune.parents.set([district, province])
    talks.parents.set([commune, district])
    return province, district, commune, talks


@pytest.fixture
def draft(cast):
    plan = life.new_plan(
        cast.commune, by=cast.official, issuer=cast.commune_office, title="KH", year_from=2024, year_to=2024
    )
    for n in range(1, 3):
        plan_tasks.add_task(plan, by=cast.official, words={"text": f"Nhiệm vụ số {n}", "code": f"{n}a"})
    return plan


def login(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


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


@pytest.fixture
def dimensions(db):
    from indicators.models import Dimension

    for n in range(1, 9):
        Dimension.objects.get_or_create(number=n, defaults={"name": f"D{n}", "short_name": f"D{n}", "year_from": 2011})
    return Dimension.objects.all()


def form_of(task, **changes):
    words = task_words(task)
    flat = {
        key: words[key] for key in ("code", "section", "text", "lead_text", "coordinating_text", "rhythm", "product")
    }
    return flat | {"deadline": "", "weight": "1", "version": task.version, "base": json.dumps(words)} | changes


def test_saving_a_row_gives_the_row_back(client, cast, draft):
    task = draft.tasks.first()
    answer = login(client, cast.official).post(
        f"/nhiem-vu/{task.pk}/sua/", form_of(task, deadline="30/11/2024"), **HTMX
    )
    assert answer.status_code == 200 and answer.templates[0].name == "plans/_task_row.html"
    task.refresh_from_db()
    assert (task.deadline, task.version) == (date(2024, 11, 30), 2)


def test_a_refused_row_keeps_what_was_typed(client, cast, draft):
    task = draft.tasks.first()
    posted = form_of(task, deadline="32/13/2024", product="Đang gõ", m0_unit="hồ sơ", m0_target="12.3.4")
    answer = login(client, cast.official).post(f"/nhiem-vu/{task.pk}/sua/", posted, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“32/13/2024” không phải là ngày" in page and 'value="Đang gõ"' in page
    assert "Cần tên chỉ tiêu" in page or "không phải là số" in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("m0_target", "0.284", "“0.284” chưa rõ là 0,284 hay 284."),
        ("m0_target", "9" * 30, "quá lớn: phải nhỏ hơn 1.000 tỷ"),
        ("m0_target", "1,23456", "quá 4 chữ số sau dấu phẩy"),
        ("weight", "1.125", "“1.125” chưa rõ là 1,125 hay 1125."),
        ("weight", "1,125", "quá 2 chữ số sau dấu phẩy"),
        ("weight", "10000", "quá lớn"),
        ("weight", "-1", "ít nhất là 0"),
        ("weight", "nan", "không phải là số"),
    ],
)
def test_numbers_of_a_task_go_through_the_one_gate(client, cast, draft, field, typed, said):
    task = draft.tasks.first()
    posted = form_of(task, **{"m0_name": "Hồ sơ", "m0_unit": "hồ sơ", field: typed})
    answer = login(client, cast.official).post(f"/nhiem-vu/{task.pk}/sua/", posted, **HTMX)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_a_target_in_percent_is_asked_back_by_the_unit_of_its_own_row(client, cast, draft):
    task = draft.tasks.first()
    login(client, cast.official)
    share = form_of(task, m0_name="Đúng hạn", m0_unit="%", m0_target="95.125")
    refused = client.post(f"/nhiem-vu/{task.pk}/sua/", share, **HTMX)
    assert refused.status_code == 422 and "95,125 hay 95125" in refused.content.decode()
    assert client.post(f"/nhiem-vu/{task.pk}/sua/", share | {"m0_unit": "hồ sơ"}, **HTMX).status_code == 200
    assert task.measures.get().target == 95125


def test_a_clash_shows_what_changed_and_saving_again_decides(client, cast, draft):
    task = Task.objects.worded().get(pk=draft.tasks.first().pk)
    mine = form_of(task, text="Bản của tôi", product="Thêm của tôi")
    theirs = {"text": "Bản của lãnh đạo", "lead_text": "Ban của lãnh đạo"}
    plan_tasks.save_task(task, by=cast.leader, version=1, words=task_words(task) | theirs)
    login(client, cast.official)
    answer = client.post(f"/nhiem-vu/{task.pk}/sua/", mine, **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "“Bản của lãnh đạo”" in page and "Bản của tôi" in page and "Chủ tịch UBND xã" in page
    again = answer.context["form"].data
    assert client.post(f"/nhiem-vu/{task.pk}/sua/", again, **HTMX).status_code == 200
    task.refresh_from_db()
    assert (task.text, task.product) == ("Bản của tôi", "Thêm của tôi")
    assert task.lead_name == "Ban của lãnh đạo"  # what only the other changed is kept


def test_rows_without_javascript_are_plain_forms(client, cast, draft):
    login(client, cast.official)
    first, second = draft.tasks.order_by("position")
    assert client.post(f"/ke-hoach/{draft.pk}/them-nhiem-vu/", {"text": "Mới"}).status_code == 302
    assert client.post(f"/nhiem-vu/{second.pk}/viec/len/").url.endswith(f"#nv-{second.pk}")
    assert client.post(f"/nhiem-vu/{first.pk}/viec/xoa/").status_code == 302
    assert client.post(f"/nhiem-vu/{second.pk}/viec/khac/").status_code == 404
    assert list(draft.tasks.order_by("position").values_list("text", flat=True)) == ["Nhiệm vụ số 2", "Mới"]
    many = {"keys": [second.pk], "lead_text": "UBND xã Tiền Phong"}
    assert client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", many).status_code == 302
    second.refresh_from_db()
    assert second.lead == cast.commune_office
    assert client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", {"deadline": "1/1/2025"}, **HTMX).status_code == 422


def test_a_refusal_without_javascript_keeps_what_was_typed(client, cast, draft):
    login(client, cast.official)
    (first, second) = draft.tasks.order_by("position")
    posted = {"keys": [second.pk], "lead_text": "UBND xã Tiền Phong", "deadline": "30/02/2024"}
    page = client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", posted)
    text = page.content.decode()
    assert page.status_code == 422 and "“30/02/2024” không phải là ngày" in text
    assert 'value="UBND xã Tiền Phong"' in text and page.context["many"].ticked() == [str(second.pk)]
    inside = {"keys": [first.pk, second.pk], "after": first.pk}
    assert client.post(f"/ke-hoach/{draft.pk}/sua-nhieu/", inside).status_code == 422
    empty = client.post(f"/ke-hoach/{draft.pk}/them-nhiem-vu/", {"text": " "})
    assert empty.status_code == 422 and "Cần ghi nội dung nhiệm vụ." in empty.content.decode()


def test_saving_beside_another_tells_what_the_other_changed(client, cast, draft):
    login(client, cast.official)
    task = draft.tasks.worded().order_by("position").first()
    opened = client.get(f"/nhiem-vu/{task.pk}/sua/").context["form"].initial
    plan_tasks.save_task(task, by=cast.leader, version=1, words=task_words(task) | {"product": "Biên bản"})
    mine = {name: opened[name] for name in ("version", "base", "text", "rhythm")} | {"code": "9z"}
    row = client.post(f"/nhiem-vu/{task.pk}/sua/", mine, **HTMX)
    assert [(change.field, change.new) for change in row.context["meanwhile"]] == [("product", "Biên bản")]
    task.refresh_from_db()
    assert (task.code, task.product) == ("9z", "Biên bản")


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
