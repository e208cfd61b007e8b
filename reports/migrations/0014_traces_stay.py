"""The database refuses to change or delete what stands in the traces of this floor."""

from django.db import migrations

from journal.guards import stays


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_papers_of_plans"), ("journal", "0002_chains")]

    operations = [stays(table) for table in ("reports_documentstep",)]
