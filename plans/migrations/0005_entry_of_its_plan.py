"""An entry's plan is its task's plan: a trigger on PostgreSQL, because no constraint of Django's can say so.

SQLite gets none: it refuses to rename a table that a trigger reads, so every later change of the tasks' table would
fail there; on that engine the verbs of `plans.progress.periods` alone guard the rule, and a test recounts it.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION entry_of_its_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.plan_id IS DISTINCT FROM (SELECT plan_id FROM plans_task WHERE id = NEW.task_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'entry_of_its_plan: an entry belongs to the plan of its task';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_of_its_plan BEFORE INSERT OR UPDATE OF plan_id, task_id ON plans_progress
FOR EACH ROW EXECUTE FUNCTION entry_of_its_plan();
"""
AWAY = """
DROP TRIGGER IF EXISTS entry_of_its_plan ON plans_progress;
DROP FUNCTION IF EXISTS entry_of_its_plan();
"""


def put(apps, schema_editor):
    """The trigger, where the engine can carry it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)


def take(apps, schema_editor):
    """Without it, as before."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(AWAY, params=None)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_guards_and_indexes")]

    operations = [migrations.RunPython(put, take)]
