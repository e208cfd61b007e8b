"""State and level of an entry fit: untouched without a level, handed on never without one; so far only code guarded it.

An untouched row that has a level has been touched: it becomes a draft, nothing typed is lost. A row handed on without a
level cannot be mended without inventing one, so the migration stops and names it.
"""

from django.db import migrations, models

HANDED_ON = ["with_leader", "submitted", "approved", "locked"]
NAMED = 20


def mend(apps, schema_editor):
    """What was typed into is a draft; raises ValueError that names rows handed on without a level."""
    rows = apps.get_model("plans", "Progress").objects.using(schema_editor.connection.alias)
    rows.filter(state="missing").exclude(level="").update(state="draft")
    without = list(rows.filter(state__in=HANDED_ON, level="").order_by("pk").values_list("pk", flat=True))
    if without:
        raise ValueError(
            f"{len(without)} entries were handed on without a level. Reopen them, or give each its level, and migrate "
            f"again. The first of them (plans_progress.id): {', '.join(map(str, without[:NAMED]))}"
        )


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_marks_of_review")]

    operations = [
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "missing"), _negated=True) | models.Q(("level", "")),
                name="entry_untouched_without_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", HANDED_ON), _negated=True) | models.Q(("level", ""), _negated=True),
                name="entry_handed_on_with_level",
            ),
        ),
    ]
