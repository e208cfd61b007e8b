"""The table where the door counts wrong codes and keeps used ones: signing in needs nothing but the database."""

from django.core.management import call_command
from django.db import migrations

TABLE = "door_counts"  # settings.CACHES["default"]


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("units", "0020_words_of_people")]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.RunSQL(migrations.RunSQL.noop, "DROP TABLE door_counts"),
    ]
