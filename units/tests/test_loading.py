"""The whole country from the fixtures."""

from datetime import date

import pytest
from django.db.models import Count

from post.loading import load_day_overrides
from post.models import DayOverride
from units.loading import load_units
from units.models import Succession, Unit

OLD, NEW = date(2004, 1, 1), date(2025, 7, 1)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country_database")]


def test_counts_by_era_and_depth():
    rows = Unit.objects.order_by().values_list("valid_from", "depth").annotate(Count("pk"))
    assert set(rows) == {(OLD, 0, 63), (OLD, 1, 696), (OLD, 2, 10035), (NEW, 0, 34), (NEW, 1, 3321)}


def test_second_run_changes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        assert load_units().total() == 0


def test_hand_edits_survive_and_stale_names_are_mended():
    unit = Unit.objects.get(code="12193")
    Unit.objects.filter(pk=unit.pk).update(name="Xã Cũ", search_text="", one_hand=True)
    assert load_units()["updated"] == 1
    unit.refresh_from_db()
    assert (unit.name, unit.one_hand) == ("Xã Tiền Phong", True)
    assert "tien phong" in unit.search_text


def test_a_commune_knows_its_line():
    unit = Unit.objects.get(code="12193")
    assert unit.path == "33-2004/329-2004/12193-2004/"
    assert unit.full_name == "Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên"
    assert unit.choice_label == "Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên (trước 01/07/2025)"
    assert [above.name for above in Unit.objects.above(unit)] == ["Tỉnh Hưng Yên", "Huyện Ân Thi"]


def test_a_code_outlives_its_area():
    old, new = Unit.objects.filter(code="33").order_by("valid_from")
    assert (old.valid_to, new.valid_to) == (date(2025, 6, 30), None)
    assert Unit.objects.below(new).count() == 104
    assert [row.old.name for row in new.predecessors.select_related("old")] == ["Tỉnh Hưng Yên", "Tỉnh Thái Bình"]


def test_links_of_the_reform():
    assert Succession.objects.count() == 10_597 + 63
    assert not Succession.objects.filter(old__depth=1).exists(), "districts have no successor"
    shares = dict(Succession.objects.filter(old__depth=2).values_list("share").annotate(Count("pk")))
    assert shares == {"whole": 9564, "part": 1033}


@pytest.mark.parametrize(("old", "new"), [("12193", "Xã Hồng Quang"), ("09544", "Phường Hà Đông")])
def test_successors_of_the_seed_units(old, new):
    assert [link.new.name for link in Unit.objects.get(code=old).successors.all()] == [new]


def test_names_in_running_text_keep_the_capitals_they_must():
    names = [
        ("Xã Tiền Phong", "xa"), ("Sở Văn hóa và Thể thao", Unit.Kind.DEPARTMENT), ("Quận 1", "quan"),
        ("Phường Trần Hưng Đạo", "phuong"), ("Xã Hồ Tùng Mậu", "xa"), ("Thành phố Hồ Chí Minh", "thanh-pho"),
    ]  # fmt: skip
    said = [Unit(name=name, kind=kind).short_name for name, kind in names]
    assert said == ["xã Tiền Phong", "Sở Văn hóa và Thể thao", "Quận 1", "Phường Trần Hưng Đạo", "Xã Hồ Tùng Mậu",
                    "Thành phố Hồ Chí Minh"]  # fmt: skip


def test_on_a_day_only_one_era():
    assert Unit.objects.on(date(2025, 6, 30)).count() == 63 + 696 + 10_035
    assert Unit.objects.on(date(2025, 7, 1)).count() == 34 + 3321


def test_kind_follows_the_name():
    for unit in Unit.objects.only("name", "kind"):
        assert unit.name.lower().startswith(unit.get_kind_display() + " "), unit.name


def test_choices_are_all_different():
    labels = [unit.choice_label for unit in Unit.objects.all()]
    assert len(labels) == len(set(labels))


def test_day_overrides_keep_what_was_edited():
    DayOverride.objects.filter(day=date(2026, 1, 10)).update(name="Sửa tay")
    assert load_day_overrides().total() == 0
    assert list(DayOverride.objects.values_list("day", "working", "name")) == [
        (date(2026, 1, 2), False, "Nghỉ hoán đổi (làm bù ngày 10/01/2026)"),
        (date(2026, 1, 10), True, "Sửa tay"),
    ]
