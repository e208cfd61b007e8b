"""A database is given its data once, and again when the data or the database changes."""

import pytest

from papi_portal import loading
from units.models import Unit


@pytest.mark.django_db
def test_loads_once_into_a_database(tmp_path):
    record = tmp_path / "loaded.json"
    assert loading.load_what_is_new(record) == ["load_reference_data"]
    assert Unit.objects.exists()
    assert loading.load_what_is_new(record) == []


@pytest.mark.django_db
def test_fingerprint_follows_sources_of_the_floors_only(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    data, page = tmp_path / "units" / "fixtures" / "units.csv", tmp_path / "units" / "views.py"
    data.parent.mkdir(parents=True)
    data.write_text("01")
    before = loading.fingerprint("load_reference_data")
    page.write_text("")
    assert loading.fingerprint("load_reference_data") == before
    data.write_text("02")
    changed = loading.fingerprint("load_reference_data")
    assert changed != before
    (tmp_path / "units" / "text.py").write_text("how names are folded and sorted")
    assert loading.fingerprint("load_reference_data") != changed


def test_torn_record_counts_as_none(tmp_path):
    record = tmp_path / "loaded.json"
    record.write_text("{")
    assert loading._read(record) == {}


@pytest.mark.parametrize(("demo", "loaders"), [(False, 1), (True, 2)])
def test_demo_data_comes_only_in_demo_mode(settings, demo, loaders):
    settings.DEMO = demo
    assert len(loading._loaders()) == loaders
