"""The word of the published tables' edition, and triggers that replace it with every change of theirs.

On SQLite a table that a later migration makes anew loses its triggers: lay them again there (`laid`); a test counts them.
"""

from uuid import uuid4

from django.db import migrations, models

TABLES = ("score", "interval", "publishedgroup", "break", "structureversion", "subdimension", "dimension", "source")
VERBS = ("INSERT", "UPDATE", "DELETE")
# A statement "INSERT OR IGNORE" makes its trigger's conflicts be ignored too: so not one statement here, but two.
SQLITE = """CREATE TRIGGER "edition_{verb}_{table}" AFTER {verb} ON "{table}" BEGIN
DELETE FROM indicators_edition; INSERT INTO indicators_edition (id, word) VALUES (1, lower(hex(randomblob(16)))); END"""
FUNCTION = """CREATE OR REPLACE FUNCTION indicators_edition_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
INSERT INTO indicators_edition (id, word)
VALUES (1, md5(random()::text || clock_timestamp()::text || txid_current()::text))
ON CONFLICT (id) DO UPDATE SET word = EXCLUDED.word;
RETURN NULL; END $$"""
POSTGRESQL = """CREATE TRIGGER "edition_{table}" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION indicators_edition_next()"""


def _statements(vendor, sqlite, postgresql):
    tables = [f"indicators_{name}" for name in TABLES]
    if vendor == "sqlite":
        return [sqlite.format(table=table, verb=verb) for table in tables for verb in VERBS]
    return [postgresql.format(table=table) for table in tables]


def laid(apps, schema_editor):
    """The triggers, and the first word."""
    vendor = schema_editor.connection.vendor
    for statement in [FUNCTION] * (vendor != "sqlite") + _statements(vendor, SQLITE, POSTGRESQL):
        schema_editor.execute(statement, params=None)
    apps.get_model("indicators", "Edition").objects.get_or_create(pk=1, defaults={"word": uuid4().hex})


def taken_away(apps, schema_editor):
    """Without them, as before."""
    gone = 'DROP TRIGGER IF EXISTS "edition_{verb}_{table}"', 'DROP TRIGGER IF EXISTS "edition_{table}" ON "{table}"'
    for statement in _statements(schema_editor.connection.vendor, *gone):
        schema_editor.execute(statement, params=None)
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION IF EXISTS indicators_edition_next()", params=None)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_one_index_of_peers")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, verbose_name="dấu")),
            ],
            options={
                "verbose_name": "lần cập nhật số liệu",
                "verbose_name_plural": "lần cập nhật số liệu",
            },
        ),
        migrations.RunPython(laid, taken_away),
    ]
