"""The database refuses to change or delete what stands in the trace of this floor."""

from django.db import migrations

from journal.guards import stays


class Migration(migrations.Migration):
    dependencies = [("appraisal", "0001_initial"), ("journal", "0002_chains")]

    operations = [stays("appraisal_indexstep")]
