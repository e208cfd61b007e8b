"""Finding a unit by what people type, and choosing it in a form."""

from datetime import date

import pytest
from django import forms
from django.urls import reverse

from units.forms import UnitChoiceField, UnitSelectField
from units.loading import load_units
from units.models import Agency, Unit, User

from .reference import loaded


@pytest.fixture(scope="module", autouse=True)
def country(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, load_units):
        yield


pytestmark = pytest.mark.django_db


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


def test_words_of_the_superiors_and_the_code():
    assert names("tien phong an thi") == ["Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên"]
    assert names("12193") == ["Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên"]
    assert names("không có xã này") == []


def test_agencies_by_alias_and_unit():
    unit = Unit.objects.get(code="12193")
    agency = Agency.objects.create(unit=unit, name="Ủy ban nhân dân xã Tiền Phong", aliases="UBND xã")
    assert list(Agency.objects.search("uy ban tien phong an thi")) == [agency]
    assert list(Agency.objects.search("ubnd hung yen")) == [agency]


def test_endpoint(client, django_assert_max_num_queries):
    client.force_login(User.objects.create_user("nguoi.tim"))
    with django_assert_max_num_queries(4):
        answer = client.get(reverse("unit_search"), {"q": "tien phong", "on": "2024-01-24"}).json()
    labels = [unit["label"] for unit in answer["results"]]
    assert "Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên (trước 01/07/2025)" in labels
    assert all(unit["old"] for unit in answer["results"])
    under = Unit.objects.get(code="33", valid_to=None)
    narrowed = client.get(reverse("unit_search"), {"q": "hong quang", "under": under.pk}).json()
    assert [unit["label"] for unit in narrowed["results"]] == ["Xã Hồng Quang, Tỉnh Hưng Yên"]


@pytest.mark.parametrize("query", [{"on": "2024-13-45"}, {"on": "x", "under": "y"}, {}])
def test_endpoint_takes_nonsense(client, query):
    client.force_login(User.objects.create_user("nguoi.tim"))
    answer = client.get(reverse("unit_search"), {"q": "a", **query})
    assert answer.status_code == 200
    assert len(answer.json()["results"]) == 12
    assert answer.json()["more"]


def test_endpoint_wants_a_login(client):
    assert client.get(reverse("unit_search")).status_code == 302


class PickForm(forms.Form):
    unit = UnitChoiceField(label="Đơn vị")


def test_choice_by_label_and_by_words():
    label = Unit.objects.get(code="12193").choice_label
    for typed in (label, "tien phong an thi", "12193"):
        form = PickForm({"unit": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["unit"].code == "12193"


def test_choice_that_fits_many_keeps_the_text_and_offers_paths():
    form = PickForm({"unit": "Tiền Phong"})
    assert not form.is_valid()
    assert "Xã Tiền Phong, Tỉnh Nghệ An" in form.errors["unit"][0]
    html = str(form["unit"])
    assert "Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên (trước 01/07/2025)" in html
    assert 'value="Tiền Phong"' in html
    assert html.count("<option") == 9


def test_choice_that_fits_none_and_empty():
    assert "Không có đơn vị nào khớp" in PickForm({"unit": "xyz xyz"}).errors["unit"][0]
    assert PickForm({"unit": ""}).errors["unit"]


def test_choice_narrowed_by_day_and_superior():
    province = Unit.objects.get(code="33", valid_to=None)
    field = UnitChoiceField(on=date(2026, 1, 1), under=province)
    assert field.clean("hong quang").code == "12196"
    with pytest.raises(forms.ValidationError):
        field.clean("tien phong an thi")


def test_initial_shows_the_label():
    unit = Unit.objects.get(code="12193")
    assert unit.choice_label in str(PickForm(initial={"unit": unit})["unit"])
    assert unit.choice_label in str(PickForm(initial={"unit": unit.pk})["unit"])


def test_select_shows_full_paths():
    field = UnitSelectField(queryset=Unit.objects.filter(code="12196"))
    assert "Xã Hồng Quang, Tỉnh Hưng Yên" in [label for _, label in field.choices]
