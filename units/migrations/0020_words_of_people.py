"""People and the posts they hold are found by folded words; PostgreSQL reads an index of them."""

from django.db import migrations

from units.indexes import trigrams
from units.models.computed import ComputedTextField
from units.search import search_text


def fill(apps, schema_editor):
    people, posts = (apps.get_model("units", name)._base_manager for name in ("User", "Post"))
    names = people.values_list("pk", "legal_name", "first_name", "last_name", "title")
    for pk, legal, first, last, title in list(names):
        people.filter(pk=pk).update(search_text=search_text(legal or f"{first} {last}", title)[:500])
    for title in set(posts.values_list("title", flat=True)):
        posts.filter(title=title).update(search_text=search_text(title)[:200])


class Migration(migrations.Migration):
    dependencies = [("units", "0019_numbers_from_elsewhere_setting")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="search_text",
            field=ComputedTextField(
                blank=True, compute="compute_search_text", default="", editable=False, max_length=500
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="post",
            name="search_text",
            field=ComputedTextField(
                blank=True, compute="compute_search_text", default="", editable=False, max_length=200
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.RunPython(*trigrams(table)) for table in ("units_user", "units_post")),
    ]
