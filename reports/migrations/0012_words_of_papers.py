"""Papers are found by the folded words of their titles, on PostgreSQL through an index."""

from django.db import migrations

import units.models.computed
from units.indexes import trigrams
from units.search import search_text


def fill(apps, schema_editor):
    documents = apps.get_model("reports", "Document").objects
    for pk, title in documents.values_list("pk", "title").iterator():
        documents.filter(pk=pk).update(search_text=search_text(title)[:500])


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_choices_of_a_draft"), ("units", "0012_words_of_units")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="search_text",
            field=units.models.computed.ComputedTextField(
                blank=True, compute="compute_search_text", default="", editable=False, max_length=500
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(*trigrams("reports_document")),
    ]
