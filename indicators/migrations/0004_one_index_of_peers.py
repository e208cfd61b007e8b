"""The pair of a set of peers and a province has an index that begins with the set; the one Django adds repeats it."""

from django.db import migrations

from units.indexes import first_column_index


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_intervals_groups_imports_scenarios")]

    operations = [migrations.RunPython(*first_column_index("indicators_peerset_provinces", "peerset_id"))]
