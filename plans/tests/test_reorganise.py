"""What an abolished unit had open goes on with its successors; old documents keep the old name."""

from datetime import date

import pytest
from django.http import Http404

from conftest import make_agency, make_unit
from plans.cascade.workflow import handing_down as cascade
from plans.cascade.workflow import reorganise
from plans.drafting.workflow import life
from plans.models import Extension, Period, Plan, Progress, Target, Task
from plans.tests.paper import make_period, make_plan
from units import ending
from units.errors import Refused
from units.models import Agency, Post, Role, Succession, Unit, User

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


@pytest.fixture
def admin(cast):
    user = User.objects.create_user("quantri", title="Quản trị")
    since = date(2020, 1, 1)
    Post.objects.create(user=user, agency=cast.province_office, role=Role.ADMIN, title="Quản trị", valid_from=since)
    return user


@pytest.fixture
def merged(cast):
    """Tiền Phong and Hồ Tùng Mậu become part of Hồng Quang."""
    for old in (cast.commune, cast.neighbour):
        Succession.objects.create(old=old, new=cast.new_commune, share="whole")


def hand_over(cast, unit, admin):
    stock = reorganise.inventory(unit)
    heirs = {plan.pk: [cast.new_commune] for plan in stock.plans}
    return reorganise.hand_over(
        unit, by=admin, day=DAY, plan_heirs=heirs, post_heirs={post.pk: cast.new_commune for post in stock.posts}
    )


def test_plans_tasks_and_people_go_over_and_the_old_plan_keeps_its_name(cast, admin, merged):
    old = make_plan(cast.commune, cast.commune_office, number="04/KH-UBND")
    make_period(old, state=Period.State.OPEN)
    drafts, posts = hand_over(cast, cast.commune, admin)
    old.refresh_from_db()
    (draft,) = drafts
    assert (old.state, old.unit.name, old.number, old.superseded_by) == (
        "closed",
        "Xã Tiền Phong",
        "04/KH-UBND",
        draft,
    )
    assert (draft.unit, draft.issuer, draft.state) == (cast.new_commune, cast.new_commune_office, Plan.State.DRAFT)
    assert draft.tasks.count() == old.tasks.count() == 3
    assert not Progress.objects.filter(plan=old, open=True).exists()
    held = Post.objects.filter(user=cast.official).order_by("valid_from")
    assert [(post.agency.unit, post.valid_to) for post in held] == [
        (cast.commune, date(2025, 6, 30)), (cast.new_commune, None),
    ]  # fmt: skip
    assert len(posts) == 3
    assert reorganise.inventory(cast.commune).plans == []


def test_every_post_and_body_of_the_old_unit_ends_on_its_last_day_also_of_who_goes_nowhere(cast, admin, merged):
    told = {unit: unit.people for unit in reorganise.waiting(admin)}
    assert told[cast.commune] == Post.objects.filter(agency__unit=cast.commune).count() > 1
    reorganise.hand_over(cast.commune, by=admin, day=DAY, plan_heirs={}, post_heirs={})
    last = date(2025, 6, 30)
    assert set(Post.objects.filter(agency__unit=cast.commune).values_list("valid_to", flat=True)) == {last}
    for day, lives in ((last, True), (DAY, False)):
        assert Post.objects.in_force(day).filter(user=cast.leader).exists() is lives
    cast.commune_office.refresh_from_db()
    assert cast.commune_office.valid_to == last
    assert not Post.objects.filter(agency__unit=cast.neighbour).exclude(valid_to=None).exists()
    assert cast.commune not in reorganise.waiting(admin)


def test_posts_that_ended_with_their_unit_wait_for_the_hand_over_and_then_stay_ended(cast, admin, merged):
    ending.follow()
    told = {unit: unit.people for unit in reorganise.waiting(admin)}
    assert told[cast.commune] == 3 and not Post.objects.in_force(DAY).filter(agency__unit=cast.commune).exists()
    _, (goes_on,) = reorganise.hand_over(
        cast.commune, by=admin, day=DAY, plan_heirs={},
        post_heirs={Post.objects.get(user=cast.official).pk: cast.new_commune},
    )  # fmt: skip
    assert (goes_on.user, goes_on.valid_from) == (cast.official, DAY)
    assert cast.commune not in reorganise.waiting(admin)
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=None)
    ending.follow()
    assert not Post.objects.in_force(DAY).filter(agency__unit=cast.commune).exists(), "handed over, they stay ended"


def test_two_predecessors_merge_into_one_draft_without_doubling_tasks_from_above(cast, admin, merged):
    upper = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    given = cascade.hand_down(upper, list(upper.tasks.all()), [cast.commune, cast.neighbour], by=cast.district_leader)
    assert len(given) == 2
    first, _ = hand_over(cast, cast.commune, admin)
    second, _ = hand_over(cast, cast.neighbour, admin)
    assert first == second
    assert first[0].tasks.count() == 3
    assert {task.parent.plan for task in first[0].tasks.all()} == {upper}


def test_tasks_below_hang_on_after_the_level_between_is_gone(cast, admin):
    province_now = cast.province
    Succession.objects.create(old=cast.district, new=province_now, share="part")
    upper = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    ((_, child, _),) = cascade.hand_down(upper, list(upper.tasks.all()), [cast.commune], by=cast.district_leader)
    drafts, _ = reorganise.hand_over(
        cast.district, by=admin, day=DAY, plan_heirs={upper.pk: [province_now]}, post_heirs={}
    )
    assert {task.parent.plan for task in child.tasks.all()} == {drafts[0]}
    measure = child.tasks.order_by("position").first().measures.get()
    assert measure.parent.task.plan == drafts[0]


def test_the_successor_adopts_it_by_issuing(cast, admin, merged):
    make_plan(cast.commune, cast.commune_office)
    (draft,), _ = hand_over(cast, cast.commune, admin)
    issued = life.issue(draft, by=cast.new_leader, number="01/KH-UBND", date=DAY)
    assert issued.in_force


def test_wrong_days_wrong_heirs_and_strangers_are_refused(cast, admin, merged):
    plan = make_plan(cast.commune, cast.commune_office)
    heirs = {plan.pk: [cast.new_commune]}
    with pytest.raises(ValueError, match="đang có vào ngày"):
        reorganise.hand_over(cast.commune, by=admin, day=date(2024, 7, 1), plan_heirs=heirs, post_heirs={})
    empty = make_unit("Xã Trống", "99999", parent=cast.province, since=DAY)
    with pytest.raises(ValueError, match="chưa có UBND"):
        reorganise.hand_over(cast.commune, by=admin, day=DAY, plan_heirs={plan.pk: [empty]}, post_heirs={})
    with pytest.raises((Refused, Http404)):
        reorganise.hand_over(cast.commune, by=cast.official, day=DAY, plan_heirs={}, post_heirs={})
    assert Plan.objects.get(pk=plan.pk).in_force


def test_what_is_open_goes_along_and_what_is_done_stays(cast, admin, merged):
    old = make_plan(cast.commune, cast.commune_office, receiving_agency=cast.district_home_affairs)
    Target.objects.create(plan=old, kind="ranks_up", text="Tăng 3 bậc so với năm 2023", amount=3, baseline_year=2023)
    first, second, third = old.tasks.order_by("position")
    old.tasks.update(lead=cast.commune_office, lead_text="UBND xã Tiền Phong", rhythm=Task.Rhythm.ONCE)
    Task.objects.filter(pk=third.pk).update(coordinating_text="UBND xã Tiền Phong; Trạm y tế")
    make_period(old)
    Progress.objects.filter(task=first).update(state=Progress.State.APPROVED, level=Progress.Level.DONE)
    asked = Extension.objects.create(
        task=second, old_deadline=second.deadline, new_deadline=date(2025, 12, 1), reason="Mưa", asked_by=cast.official
    )
    (draft,), _ = hand_over(cast, cast.commune, admin)
    led = draft.tasks.order_by("position").values_list("text", "lead", "lead_text")
    new = cast.new_commune_office
    assert list(led) == [(second.text, new.pk, new.name), (third.text, new.pk, new.name)]
    last = draft.tasks.order_by("position").last()
    assert last.coordinating_text == f"{new.name}; Trạm y tế" and list(last.coordinating.all()) == [new]
    asked.refresh_from_db()
    assert asked.task.plan == draft
    assert [target.text for target in draft.targets.all()] == ["Tăng 3 bậc so với năm 2023"]
    assert (draft.receiving_agency, draft.signer_name) == (None, "")


def test_a_plan_may_go_on_with_several_successors(cast, admin):
    other = make_unit("Xã Ân Thi", "12142", parent=cast.province, since=DAY)
    make_agency(other, "UBND xã Ân Thi", heads_unit=True)
    for new in (cast.new_commune, other):
        Succession.objects.create(old=cast.district, new=new, share="part")
    Succession.objects.create(old=cast.commune, new=cast.new_commune, share="whole")
    national = make_plan(cast.old_province, cast.old_province_office, number="1/KH-UBND")
    upper = make_plan(cast.district, cast.district_office, number="10/KH-UBND")
    upper.parents.add(national)
    for own, above in zip(upper.tasks.all(), national.tasks.all(), strict=True):
        Task.objects.filter(pk=own.pk).update(parent=above, parent_version=1)
    ((_, child, _),) = cascade.hand_down(upper, list(upper.tasks.all()), [cast.commune], by=cast.district_leader)
    heirs = {upper.pk: [cast.new_commune, other]}
    drafts, _ = reorganise.hand_over(cast.district, by=admin, day=DAY, plan_heirs=heirs, post_heirs={})
    assert [(draft.unit, draft.tasks.count()) for draft in drafts] == [(cast.new_commune, 3), (other, 3)]
    upper.refresh_from_db()
    assert upper.superseded_by == drafts[0]
    # The level between is gone: what the commune still does hangs on the province's tasks, not on a neighbour's.
    assert {task.parent.plan for task in child.tasks.all()} == {national}
    assert national in child.parents.all()


def test_a_district_without_successors_of_its_own_hands_over_to_who_took_its_area(cast, merged):
    stock = reorganise.inventory(cast.district)
    assert (stock.heirs, stock.recorded) == ([cast.new_commune, cast.province], False)
    assert reorganise.inventory(cast.commune).recorded


def test_reviewers_land_in_the_reviewing_agency(cast, admin):
    home_affairs = make_agency(cast.new_commune, "Phòng Văn hóa – Xã hội", reviews=True)
    Succession.objects.create(old=cast.district, new=cast.new_commune, share="part")
    post = Post.objects.get(user=cast.reviewer)
    heirs = {post.pk: cast.new_commune}
    _, (made,) = reorganise.hand_over(cast.district, by=admin, day=DAY, plan_heirs={}, post_heirs=heirs)
    assert (made.agency, made.role) == (home_affairs, Role.REVIEWER)
    assert Agency.objects.filter(unit=cast.district).count() == 3


def test_the_wizard_lists_shows_and_does(client, cast, admin, merged):
    plan = make_plan(cast.commune, cast.commune_office)
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert cast.commune in list(client.get("/sap-xep-don-vi/").context["units"])
    page = client.get(f"/sap-xep-don-vi/{cast.commune.pk}/")
    form = page.context["form"]
    values = {field.name: getattr(field.value(), "pk", field.value()) for field in form}
    refused = client.post(f"/sap-xep-don-vi/{cast.commune.pk}/", values | {"day": "khi nào"})
    assert refused.status_code == 422 and "“khi nào” không phải là ngày" in refused.content.decode()
    assert client.post(f"/sap-xep-don-vi/{cast.commune.pk}/", values).status_code == 302
    plan.refresh_from_db()
    assert plan.state == Plan.State.CLOSED
    client.force_login(cast.official, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/sap-xep-don-vi/").status_code == 403
