"""Search on PostgreSQL reads an index of the words of plans and tasks instead of the tables."""

from django.db import migrations

from units.indexes import trigrams


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_charges_inner_dates_parts"), ("units", "0012_words_of_units")]

    operations = [migrations.RunPython(*trigrams(table)) for table in ("plans_plan", "plans_task")]
