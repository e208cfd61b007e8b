"""Letters, notices, wishes and days off have moved to the post office (post.0001): this app forgets the models."""

from django.db import migrations

MOVED = ("Notice", "Letter", "Preference", "DayOverride")


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial"), ("plans", "0002_reminders_moved_out"), ("post", "0001_taken_over")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name) for name in MOVED])
    ]
