"""From a score to the work: tasks beside sub-dimensions, targets held against published ranks, a task where none is."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Dimension, Score, Source, StructureVersion, SubDimension
from plans.models import Plan, Target
from plans.tests.paper import make_period, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(cast):
    """Two provinces, two sub-dimensions, 2023 and 2024: Hưng Yên falls from first to second; the plan of 2026 has
    one task for 6.1, one for dimension 6 as a whole, and one general task."""
    cast.old_province.successors.create(new=cast.province)
    dimension = Dimension.objects.create(
        number=6, name="Cung ứng dịch vụ công", short_name="Dịch vụ công", year_from=2011
    )
    source = Source.objects.create(name="PAPI")
    StructureVersion.objects.create(year_from=2011, year_to=2020)
    version = StructureVersion.objects.create(year_from=2021)
    subs = [
        SubDimension.objects.create(
            version=version, dimension=dimension, code=code, name=name, name_en=name, range_min=1, range_max=4
        )
        for code, name in (("6.1", "Y tế công lập"), ("6.2", "Giáo dục tiểu học công lập"))
    ]
    rival = cast.far_commune.parent
    for year, own, other in ((2023, "3", "2"), (2024, "2", "3")):
        for province, value in ((cast.old_province, own), (rival, other)):
            for sub in subs:
                Score.objects.create(
                    year=year, province=province, sub_dimension=sub, value=Decimal(value), source=source
                )
    above = make_plan(cast.province, cast.province_office, number="18/KH-UBND", year=2026)
    first, second, _ = above.tasks.all()
    first.dimensions.add(dimension)
    first.sub_dimensions.add(subs[0])
    second.dimensions.add(dimension)
    return above, subs


def seen(client, user, unit, query="nam=2024"):
    client.force_login(user)
    return client.get(f"{reverse('indicators_province', args=[unit.pk])}?{query}")


def test_tasks_stand_beside_the_score_they_shall_move(client, cast, scored, django_assert_max_num_queries):
    above, _ = scored
    client.force_login(cast.province_reviewer)
    seen(client, cast.province_reviewer, cast.old_province)  # the frame's counts are kept from here on
    with django_assert_max_num_queries(15):
        page = client.get(f"{reverse('indicators_province', args=[cast.old_province.pk])}?nam=2024")
    work = page.context["work"]
    first, second = work.answers["6.1"], work.answers["6.2"]
    assert (work.plan, first.count, first.percent, second.count) == ("18/KH-UBND", 1, None, 0)
    assert (first.whole, second.whole) == (1, 1), "the task of the whole dimension is told, not counted"
    assert first.url == reverse("task", args=[above.tasks.first().pk])


def test_share_on_track_comes_once_there_is_a_period(client, cast, scored):
    make_period(scored[0], year=2026)
    work = seen(client, cast.province_reviewer, cast.old_province).context["work"]
    assert work.answers["6.1"].percent is not None and work.answers["6.2"].percent is None


def test_rows_can_be_narrowed_to_those_without_a_task(client, cast, scored):
    page = seen(client, cast.province_reviewer, cast.old_province, "nam=2024&muc=chua-co")
    assert [part.code for part, *_ in page.context["subs"]] == ["6.2"]
    assert page.context["n_without"] == 1


def test_a_stranger_sees_the_scores_alone(client, cast, scored):
    page = seen(client, cast.stranger, cast.old_province)
    assert page.status_code == 200 and page.context["work"].answers == {}


def test_codes_of_another_structure_are_not_matched(client, cast, scored):
    Plan.objects.filter(pk=scored[0].pk).update(year_from=2019, year_to=2019)
    assert seen(client, cast.province_reviewer, cast.old_province).context["work"].answers == {}


@pytest.mark.parametrize(
    ("kind", "amount", "baseline", "met", "reason"),
    [
        ("ranks_up", None, 2023, False, "1/2 → 2/2: giảm 1 bậc"),
        ("score_up", None, 2023, False, "−2,0000 điểm so với 2023"),
        ("ranks_up", None, 2022, None, "không đủ điểm công bố để kết luận"),
        ("group", 3, 2023, None, "đối chiếu với nhóm do PAPI công bố"),
    ],
)
def test_a_target_is_held_against_what_was_published(client, cast, scored, kind, amount, baseline, met, reason):
    own = make_plan(cast.old_province, cast.old_province_office, number="192/KH-UBND", tasks=1)
    Target.objects.create(plan=own, kind=kind, text="Mục tiêu", amount=amount, baseline_year=baseline, by_year=2024)
    (target,) = seen(client, cast.old_province_reviewer, cast.old_province).context["work"].targets
    assert (target.plan, target.met, target.reason) == ("192/KH-UBND", met, reason)


def test_a_task_is_added_where_none_is(client, cast, scored):
    above, (_, school) = scored
    client.force_login(cast.province_reviewer)
    client.post(reverse("task_for_score", args=[above.pk, school.pk]), {"text": "Xây thêm phòng học tiểu học"})
    task = Plan.with_amendments.get(amends=above).tasks.get(text="Xây thêm phòng học tiểu học")
    assert ([row.number for row in task.dimensions.all()], list(task.sub_dimensions.all())) == ([6], [school])


def test_only_who_writes_the_plan_is_offered_a_task(client, cast, scored):
    above, (_, school) = scored
    page = seen(client, cast.new_official, cast.old_province)
    address = reverse("task_for_score", args=[above.pk, school.pk])
    assert page.context["work"].answers["6.2"].add_url == ""
    assert client.post(address, {"text": "Việc lạ"}).status_code == 403
    assert seen(client, cast.province_reviewer, cast.old_province).context["work"].answers["6.2"].add_url == address


def test_an_empty_task_is_refused_in_words(client, cast, scored):
    above, (_, school) = scored
    client.force_login(cast.province_reviewer)
    page = client.post(reverse("task_for_score", args=[above.pk, school.pk]), {"text": " "}, follow=True)
    assert "cần ghi nội dung nhiệm vụ" in page.content.decode() and above.change_under_way is None


def test_provinces_sort_by_rank_name_and_dimension(client, cast, scored):
    client.force_login(cast.stranger)

    def first(sort):
        return client.get(reverse("indicators"), {"nam": 2024, "sort": sort}).context["rows"][0].province.name

    assert [first(sort) for sort in ("", "-hang", "ten", "-ten", "nd1", "-nd1", "nd9", "x")] == [
        "Tỉnh Khác", "Tỉnh Hưng Yên", "Tỉnh Hưng Yên", "Tỉnh Khác", "Tỉnh Hưng Yên", "Tỉnh Khác", "Tỉnh Khác", "Tỉnh Khác",
    ]  # fmt: skip
