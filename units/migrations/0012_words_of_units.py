"""Search on PostgreSQL reads an index of units' and agencies' words instead of the tables."""

from django.db import migrations

from units.indexes import trigrams


class Migration(migrations.Migration):
    dependencies = [("units", "0011_agency_own_work")]

    operations = [migrations.RunPython(*trigrams(table)) for table in ("units_unit", "units_agency")]
