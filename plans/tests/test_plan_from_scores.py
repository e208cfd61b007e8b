"""A draft for next year from the scores: everything marked already, one button; its scenario, the plan that is spoken of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Scenario
from plans.models import Measure, Plan, Target
from plans.tests.paper import make_period, make_plan
from plans.tests.test_score_work import scored as _scored

pytestmark = pytest.mark.django_db
scored = _scored


def page(client, cast, query="nam=2024"):
    client.force_login(cast.province_reviewer)
    return client.get(f"{reverse('plan_from_scores', args=[cast.old_province.pk])}?{query}")


def offered(given):
    """What a person sends who changes nothing."""
    form = given.context["form"]
    return {name: form[name].value() or [] for name in ("unit", "year", "parts", "going_on", "fresh")}


def test_one_press_makes_the_draft(client, cast, scored):
    """6.1 has a task that goes on, 6.2 none: typical ones are offered for it, none is guessed; both are targets."""
    above, _ = scored
    kept = Scenario.objects.create(
        name="Mỗi năm", unit=cast.province, province=cast.old_province, year=2024, moves={"6.1": "3.0"},
        by=cast.province_reviewer,
    )  # fmt: skip
    given = page(client, cast, f"nam=2024&kich-ban={kept.pk}")
    assert [row["part"].code for row in given.context["rows"]] == ["6.1", "6.2"]
    assert given.context["marked"]["fresh"] == set()
    words = offered(given) | {"scenario": kept.pk, "ranks": "2", "points": "0,5", "year": 2027, "fresh": ["6.2:12"]}
    client.post(reverse("plan_from_scores", args=[cast.old_province.pk]) + "?nam=2024", words)
    plan = Plan.objects.get(year_from=2027)
    assert (plan.state, plan.unit, plan.scenario) == (Plan.State.DRAFT, cast.province, kept)
    told = [
        (row.kind, row.amount and float(row.amount), row.dimension and row.dimension.number, row.baseline_year)
        for row in plan.targets.order_by("pk")
    ]
    assert told == [
        ("ranks_up", 2.0, None, 2024),
        ("score_up", 0.5, None, 2024),
        ("score_up", None, 6, 2024),
        ("score_up", None, 6, 2024),
    ]
    tasks = {task.text: [sub.code for sub in task.sub_dimensions.all()] for task in plan.tasks.all()}
    assert tasks[above.tasks.first().text] == ["6.1"]
    assert ["6.2"] in tasks.values()
    client.force_login(cast.province_reviewer)
    assert "Mỗi năm" in client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert client.post(reverse("scenario_remove", args=[kept.pk])).status_code == 409, "a plan stands on it"


def test_how_a_task_went_is_said(client, cast, scored, django_assert_max_num_queries):
    page(client, cast)
    with django_assert_max_num_queries(15):
        given = client.get(reverse("plan_from_scores", args=[cast.old_province.pk]))
    assert given.context["rows"][0]["served"][0].told == "chưa có báo cáo tiến độ"
    make_period(scored[0], year=2026)
    assert "hoàn thành" in page(client, cast).context["rows"][0]["served"][0].told


def test_wrong_input_is_told_and_nothing_lost(client, cast, scored):
    words = offered(page(client, cast)) | {"ranks": "0", "parts": ["6.2"], "going_on": []}
    answer = client.post(reverse("plan_from_scores", args=[cast.old_province.pk]) + "?nam=2024", words)
    assert answer.status_code == 422 and answer.context["marked"]["parts"] == {"6.2"}
    assert not Plan.objects.filter(year_from__gt=2026).exists()


def test_who_writes_no_plan_of_the_province_is_refused(client, cast, scored):
    client.force_login(cast.new_official)
    assert client.get(reverse("plan_from_scores", args=[cast.old_province.pk])).status_code == 403


def test_the_plan_spoken_of_can_be_chosen(client, cast, scored):
    other = make_plan(cast.province, cast.province_office, number="99/KH-UBND", year=2025)
    client.force_login(cast.province_reviewer)
    address = reverse("indicators_province", args=[cast.old_province.pk])
    assert client.get(address).context["work"].plan == "18/KH-UBND"
    chosen = client.get(address, {"ke": other.pk}).context["work"]
    assert (chosen.plan, chosen.answers["6.1"].count, len(chosen.choices)) == ("99/KH-UBND", 0, 2)
    assert client.get(address, {"ke": "x"}).context["work"].plan == "18/KH-UBND"


def test_targets_page_and_leading_figures(client, cast, scored, django_assert_max_num_queries):
    above, _ = scored
    Target.objects.create(plan=above, kind="ranks_up", text="Tăng bậc", amount=1, baseline_year=2023, by_year=2026)
    Measure.objects.create(task=above.tasks.first(), name="Trạm y tế đạt chuẩn", unit_of_measure="trạm")
    client.force_login(cast.province_reviewer)
    client.get(reverse("leading_figures", args=[cast.old_province.pk]))  # the frame's counts are kept from here on
    with django_assert_max_num_queries(15):
        rows = client.get(reverse("targets_followed", args=[cast.old_province.pk])).context["rows"]
    assert [(one.year, one.met) for one in rows[0].results] == [(2024, False), (2025, None), (2026, None)]
    with django_assert_max_num_queries(15):
        beside = client.get(reverse("leading_figures", args=[cast.old_province.pk])).context["rows"]
    assert [(part.code, one.name) for part, figures in beside for one in figures] == [
        ("6.1", "Hồ sơ"),
        ("6.1", "Trạm y tế đạt chuẩn"),
    ]
    client.force_login(cast.stranger)
    assert client.get(reverse("leading_figures", args=[cast.old_province.pk])).context["rows"] == []


PAGES = ("indicators", "indicators_province", "what_if", "leading_figures", "targets_followed", "plan_from_scores")


def test_no_page_of_scores_asks_more_for_more(client, cast, scored):
    """At most 15 queries each, and as many for another plan, more tasks, targets, scenarios and points."""
    above, subs = scored
    client.force_login(cast.province_reviewer)
    addresses = [reverse(name, args=[cast.old_province.pk] if name != "indicators" else []) for name in PAGES]

    def asked():
        found = {}
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found[address] = len(seen)
        return found

    make_period(above, year=2026)
    Measure.objects.create(task=above.tasks.first(), name="Trạm y tế đạt chuẩn", unit_of_measure="trạm")
    few = asked()
    make_plan(cast.province, cast.province_office, number="99/KH-UBND", year=2025)
    for n in range(3):
        task = above.tasks.create(text=f"Việc {n}", position=50 + n)
        task.sub_dimensions.add(subs[n % 2])
        Target.objects.create(plan=above, kind="ranks_up", text="Tăng bậc", baseline_year=2023, by_year=2024)
        Scenario.objects.create(
            name=f"Thử {n}", unit=cast.province, province=cast.old_province, year=2024, moves={"6.1": "3.0"},
            by=cast.province_reviewer,
        )  # fmt: skip
        Measure.objects.create(task=task, name=f"Số {n}", unit_of_measure="trạm")
    many = asked()
    assert many == few and max(many.values()) <= 15, many


def test_a_target_of_a_part_is_typed_in_the_editor_and_followed(client, cast, scored):
    plan = make_plan(cast.province, cast.province_office, number="", year=2027, state="draft")
    client.force_login(cast.province_reviewer)
    address = reverse("plan_edit", args=[plan.pk])
    page = client.get(address).context
    given = {name: form[name].value() for form in (page["form"], page["links"]) for name in form.fields}
    given = {name: value for name, value in given.items() if value not in (None, False)}
    typed = given | {"t0_text": "Tăng điểm y tế", "t0_kind": "ranks_up", "t0_sub_code": "6.1", "t0_by_year": "2025"}
    refused = client.post(address, typed | {"t0_baseline_year": "2023"})
    assert refused.status_code == 422 and "tăng điểm" in refused.context["links"].errors["t0_sub_code"][0]
    client.post(address, typed | {"t0_kind": "score_up", "t0_baseline_year": "2023"})
    target = plan.targets.get()
    assert (target.sub_code, target.dimension.number) == ("6.1", 6)
    assert "nội dung thành phần 6.1" in plan.steps.get(verb="edit").changes[0]["new"]
    Plan.objects.filter(pk=plan.pk).update(state="issued")
    (row,) = client.get(reverse("targets_followed", args=[cast.old_province.pk])).context["rows"]
    assert (row.what, row.results[0].met, row.results[0].figure) == ("tăng điểm, nội dung 6.1", False, "2,0000")
