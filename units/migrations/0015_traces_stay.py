"""The database refuses to change or delete what stands in the traces of this floor."""

from django.db import migrations

from journal.guards import stays


class Migration(migrations.Migration):
    dependencies = [("units", "0014_saved_filters"), ("journal", "0002_chains")]

    operations = [stays(table) for table in ("units_accountstep", "units_settingstep")]
