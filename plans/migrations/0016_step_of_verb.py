"""Lines of plans' traces by verb and day: past days read there what dates and targets were. From the day this is applied
on, changes of dates, exceptions, exemptions and targets are traced (`plans.counting.terms.traced_since`)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0015_words_of_plans")]

    operations = [
        migrations.AddIndex(
            model_name="planstep",
            index=models.Index(fields=["verb", "at"], name="plan_step_of_verb"),
        ),
    ]
