"""The database refuses to change or delete what stands in the traces of this floor; only the line of a sitting that is
not over, and so not linked, may still be widened."""

from django.db import migrations

from journal.guards import stays

SITTING = (
    "OLD.verb = 'save' AND NOT EXISTS (SELECT 1 FROM journal_link WHERE chain = 'plans.Step' AND \"row\" = OLD.id)"
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0018_readings_in_the_background"), ("journal", "0002_chains")]

    operations = [stays("plans_step", grows=SITTING), stays("plans_planstep")]
