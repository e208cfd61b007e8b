"""Finding a unit by what people type, and choosing it in a form."""

import pytest

from units.forms import UnitChoice
from units.models import Agency, Unit
from units.search import keys_holding, matching, matching_some

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country_database")]


def names(text, **kwargs):
    return [unit.full_name for unit in Unit.objects.filter(**kwargs).search(text)]


@pytest.mark.parametrize("pair", [("van phuc", "Vạn Phúc"), ("dak lak", "Đắk Lắk"), ("HOÀ BÌNH", "hòa bình")])
def test_with_and_without_marks(pair):
    first, second = map(names, pair)
    assert first == second
    assert first


def test_exact_then_prefix_then_contained():
    assert names("ha dong", valid_to=None)[:2] == [
        "Phường Hà Đông, Thành phố Hà Nội",
        "Xã Hà Đông, Thành phố Hải Phòng",
    ]
    assert [name.split(",")[0] for name in names("dong anh")[:2]] == ["Xã Đông Anh", "Huyện Đông Anh"]
    assert names("hung yen")[:3] == ["Tỉnh Hưng Yên", "Tỉnh Hưng Yên", "Thành phố Hưng Yên, Tỉnh Hưng Yên"]
    assert [unit.valid_to is None for unit in Unit.objects.search("hung yen")[:3]] == [True, False, False]


def test_nine_tien_phong_can_be_told_apart():
    found = [unit for unit in Unit.objects.search("tiền phong") if unit.name.endswith(" Tiền Phong")]
    communes = [unit for unit in found if unit.valid_to]
    assert len({unit.choice_label for unit in found}) == len(found) >= 9
    assert [unit.code for unit in communes if "Ân Thi" in unit.full_name] == ["12193"]


def test_some_of_many_are_the_closest_of_those_that_hold_the_words_together():
    every = list(matching(Unit.objects.all(), "tien phong"))
    assert list(matching_some(Unit.objects.all(), "tien phong", 10_000)) == every
    assert set(matching_some(Unit.objects.all(), "tien phong", 3)) < {
        row for row in every if "Tiền Phong" in row.full_name
    }
    assert len(matching_some(Unit.objects.all(), "an thi tien phong", 3)) == 1, "apart from each other, in any order"
    assert matching_some(Unit.objects.all(), "", 3).count() == Unit.objects.count()


def test_words_of_the_superiors_and_the_code():
    assert names("tien phong an thi") == ["Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên"]
    assert names("12193") == ["Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên"]
    assert names("không có xã này") == []


def test_agencies_by_alias_and_unit():
    unit = Unit.objects.get(code="12193")
    agency = Agency.objects.create(unit=unit, name="Ủy ban nhân dân xã Tiền Phong", aliases="UBND xã")
    assert list(Agency.objects.search("uy ban tien phong an thi")) == [agency]
    assert list(Agency.objects.search("ubnd hung yen")) == [agency]


def test_select_shows_full_paths():
    field = UnitChoice(Unit.objects.filter(code="12196"))
    assert "Xã Hồng Quang, Tỉnh Hưng Yên" in [label for _, label in field.choices]


@pytest.mark.parametrize(
    ("typed", "found"), [("dac lac", 0), ("DAK LAK", 1), ("lak 66", 1), ("Đắk", 1), ("ắk", 0), ("", 1)]
)
def test_rows_without_a_folded_column_are_found_alike(typed, found):
    rows = Unit.objects.filter(code="66", depth=0, valid_to=None)
    assert len(keys_holding(rows, typed, "code", "name")) == found
