"""Reminders have moved to the post office (post.0001): this app forgets the model, the rows are there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("post", "0001_taken_over")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Reminder")])]
