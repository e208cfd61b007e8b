"""The published book is held while nothing changes, and read again after any change, whoever makes it."""

from decimal import Decimal as D
from importlib import import_module

import pytest
from django.db import connection, transaction

from indicators.book import published
from indicators.models import Break, Edition, Interval, PublishedGroup, Score
from plans.tests.test_score_work import scored as _scored

pytestmark = pytest.mark.django_db
scored = _scored
laying = import_module("indicators.migrations.0005_edition")


def test_one_query_while_nothing_changes(cast, scored, django_assert_num_queries):
    book = published()
    with django_assert_num_queries(1):
        assert published() is book


def test_every_kind_of_change_is_seen_at_once(cast, scored):
    """Rows written singly, in bulk, by a statement over many, ignoring conflicts, taken away."""
    key, source = cast.old_province.pk, Score.objects.first().source
    base = {"year": 2024, "province": cast.old_province, "source": source}

    def own():
        return published().composites[2024].values[key]

    assert own() == D(4)
    Score.objects.filter(year=2024, province=key, sub_dimension__code="6.1").update(value=D("2.5"))
    assert own() == D("4.5")
    row = Score.objects.get(year=2024, province=key, sub_dimension__code="6.2")
    row.value = None
    row.save()
    assert own() is None and published().composites[2024].partial[key] == D("2.5")
    row.delete()
    assert own() is None, "without a row of a part there is no total"
    Break.objects.bulk_create([Break(year=2024, code="6.1", reason="Đổi cách đo")], ignore_conflicts=True)
    assert published().broken == {2024: {"6.1"}}
    Interval.objects.create(**base, low=D(4), high=D(5))
    assert published().estimates[2024, ""][key].value == D("4.5")
    PublishedGroup.objects.create(**base, place=2)
    assert published().groups == {2024: {key: 2}}


def test_what_was_rolled_back_is_forgotten(cast, scored):
    before, word = published(), Edition.objects.get().word
    with transaction.atomic():
        Score.objects.filter(year=2024).update(value=D(1))
        assert published().composites[2024].values[cast.old_province.pk] == D(2)
        transaction.set_rollback(True)
    assert Edition.objects.get().word == word
    assert published().composites == before.composites
    Score.objects.filter(year=2024).update(value=D("1.5"))
    assert published().composites[2024].values[cast.old_province.pk] == D(3), "not what was rolled back"


def test_every_table_of_the_book_has_its_triggers():
    """A later migration that makes a table anew on SQLite loses them; then pages would be stale."""
    if connection.vendor == "sqlite":
        asked, wanted = "SELECT name FROM sqlite_master WHERE type = 'trigger'", "edition_{verb}_indicators_{table}"
    else:
        asked, wanted = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal", "edition_indicators_{table}"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        laid = {name for (name,) in cursor.fetchall()}
    assert {wanted.format(verb=verb, table=name) for name in laying.TABLES for verb in laying.VERBS} <= laid
