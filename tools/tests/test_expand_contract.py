"""A migration that the running version could not live with is named; all of ours after the rule only expand."""

import pytest
from django.db import migrations, models

from tools import expand_contract

TEXT = {"max_length": 9}


@pytest.mark.parametrize(("operation", "harms"), [
    (migrations.AddField("plan", "note", models.CharField(**TEXT, default="")), True),
    (migrations.AddField("plan", "note", models.CharField(**TEXT, db_default="")), False),
    (migrations.AddField("plan", "note", models.CharField(**TEXT, null=True)), False),
    (migrations.AddField("plan", "others", models.ManyToManyField("self")), False),
    (migrations.AlterField("plan", "note", models.CharField(**TEXT)), True),
    (migrations.AlterField("plan", "note", models.CharField(**TEXT, null=True)), False),
    (migrations.RemoveField("plan", "note"), True),
    (migrations.RenameField("plan", "note", "word"), True),
    (migrations.RenameModel("Plan", "Scheme"), True),
    (migrations.DeleteModel("Plan"), True),
    (migrations.AlterModelTable("plan", "schemes"), True),
    (migrations.AddConstraint("plan", models.UniqueConstraint(fields=["note"], name="one_note")), True),
    (migrations.AddIndex("plan", models.Index(fields=["note"], name="by_note")), False),
    (migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]), False),
    (migrations.RunSQL("SELECT 1"), True),
    (migrations.RunSQL("SELECT 1", migrations.RunSQL.noop), False),
    (migrations.SeparateDatabaseAndState([migrations.RemoveField("plan", "note")], []), True),
    (migrations.SeparateDatabaseAndState([], [migrations.RemoveField("plan", "note")]), False),
])  # fmt: skip
def test_what_a_running_version_could_not_live_with(operation, harms):
    made = migrations.Migration("0099_x", "plans")
    made.operations = [operation]
    assert bool(expand_contract.judged(made)) is harms


def test_a_table_made_in_the_same_migration_may_ask_for_anything():
    made = migrations.Migration("0099_x", "plans")
    made.operations = [
        migrations.CreateModel("Other", []),
        migrations.AddField("other", "note", models.CharField(**TEXT)),
    ]
    assert expand_contract.judged(made) == []


def test_our_migrations_after_the_rule_only_expand():
    assert expand_contract.findings() == []


def test_what_is_reviewed_is_there_and_says_why():
    known = expand_contract.MigrationLoader(None).disk_migrations
    assert all(why and (app, name) in known for (app, name, _), why in expand_contract.REVIEWED.items())
