"""The admin opens, searches without marks, and keeps units from being deleted or moved by hand."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from indicators.models import Score
from units.models import Post, Unit, User

MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in {"units", "indicators"}),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def manager(client, cast):
    client.force_login(User.objects.create_superuser("quantri", title="Quản trị"))
    return client


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_and_form_opens(manager, model):
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert manager.get(reverse(f"{base}_changelist"), {"q": "tien phong"}).status_code == 200
    first = model.objects.first()
    if first:
        assert manager.get(reverse(f"{base}_change", args=[first.pk])).status_code == 200


def test_list_finds_without_marks_and_shows_the_path(manager):
    page = manager.get(reverse("admin:units_unit_changelist"), {"q": "tien phong an thi"}).content.decode()
    assert "Xã Tiền Phong, Huyện Ân Thi, Tỉnh Hưng Yên (trước 01/07/2025)" in page


def test_autocomplete_of_a_foreign_key(manager):
    query = {"term": "hong quang", "app_label": "units", "model_name": "agency", "field_name": "unit"}
    found = manager.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["text"] for row in found] == ["Xã Hồng Quang, Tỉnh Hưng Yên"]
    found = manager.get(reverse("admin:autocomplete"), query | {"term": "hung yen"}).json()["results"]
    assert [row["text"] for row in found][:2] == ["Tỉnh Hưng Yên", "Tỉnh Hưng Yên (trước 01/07/2025)"]


def test_current_and_past_filter(manager):
    changelist = reverse("admin:units_unit_changelist")
    for era, ended in (("now", False), ("past", True)):
        rows = manager.get(changelist, {"era": era}).context["cl"].result_list
        assert rows
        assert all((unit.valid_to is not None) == ended for unit in rows)


def test_a_new_unit_is_put_in_its_place(manager, cast):
    data = {
        "code": "99001", "name": "Xã Mới", "kind": "xa", "parent": cast.province.pk, "valid_from": "01/01/2026",
        "valid_to": "", "legal_note": "",
    }  # fmt: skip
    forms = ("successors", "predecessors", "agencies")
    data |= {f"{name}-{key}": "0" for name in forms for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer = manager.post(reverse("admin:units_unit_add"), data)
    assert answer.status_code == 302, answer.context["errors"]
    unit = Unit.objects.get(code="99001")
    assert (unit.path, unit.full_name) == (f"{cast.province.path}99001-2026/", "Xã Mới, Tỉnh Hưng Yên")
    assert Unit.objects.search("xa moi").get() == unit


def test_setting_a_unit_s_last_day_ends_its_posts_and_taking_it_back_undoes_it(manager, cast):
    url = reverse("admin:units_unit_change", args=[cast.new_commune.pk])
    forms = {f"{name}-{key}": "0" for name in ("successors", "predecessors", "agencies")
             for key in ("TOTAL_FORMS", "INITIAL_FORMS")}  # fmt: skip
    for end, last in (("31/03/2026", date(2026, 3, 31)), ("", None)):
        answer = manager.post(url, {"name": "Xã Hồng Quang", "kind": "xa", "valid_to": end, "legal_note": "", **forms})
        assert answer.status_code == 302, answer.context["errors"]
        assert Post.objects.get(user=cast.new_official).valid_to == last


def test_units_are_never_deleted(manager, cast):
    url = reverse("admin:units_unit_delete", args=[cast.commune.pk])
    assert manager.post(url, {"post": "yes"}).status_code == 403


def test_scores_are_searched_by_province_name(manager, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer = manager.get(reverse("admin:indicators_score_changelist"), {"q": "hung yen"})
    assert answer.status_code == 200
    assert Score.objects.count() == 0
