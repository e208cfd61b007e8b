"""The first day a plan is no longer in force, for plans ended so far read from their trace."""

from django.db import migrations, models
from django.utils import timezone

ENDINGS = ("close", "supersede", "handed_over")


def read_from_trace(apps, schema_editor):
    Plan = apps.get_model("plans", "Plan")
    PlanStep = apps.get_model("plans", "PlanStep")
    steps = PlanStep.objects.filter(verb__in=ENDINGS, plan__state="closed").order_by("at", "pk")
    last = dict(steps.values_list("plan_id", "at"))
    closed = list(Plan.objects.filter(state="closed").only("pk", "updated_at"))
    for plan in closed:
        plan.ended = timezone.localdate(last.get(plan.pk, plan.updated_at))
    Plan.objects.bulk_update(closed, ["ended"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_relations_between_figures")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="ended",
            field=models.DateField(
                blank=True, help_text="Ngày đầu tiên không còn hiệu lực", null=True, verbose_name="hết hiệu lực từ"
            ),
        ),
        migrations.RunPython(read_from_trace, migrations.RunPython.noop),
    ]
