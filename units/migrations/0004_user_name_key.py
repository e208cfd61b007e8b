"""User names compared in one Unicode form and without regard to capitals: the key is worked out for every account."""

import unicodedata

from django.db import migrations

import units.models.computed
import units.models.people


def fill(apps, schema_editor):
    User = apps.get_model("units", "User")
    for pk, name in User._base_manager.values_list("pk", "username"):
        User._base_manager.filter(pk=pk).update(name_key=unicodedata.normalize("NFKC", name).casefold().strip())


class Migration(migrations.Migration):
    dependencies = [("units", "0003_delegation_rights_and_settings")]

    operations = [
        migrations.AlterModelManagers(name="user", managers=[("objects", units.models.people.People())]),
        migrations.AddField(
            model_name="user",
            name="name_key",
            field=units.models.computed.ComputedTextField(
                blank=True, compute="compute_name_key", db_index=True, editable=False, max_length=150
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
