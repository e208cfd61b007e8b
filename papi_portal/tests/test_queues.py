"""Each job in the queue of its kind, and a worker at every queue, under `up` and under systemd."""

import re
from pathlib import Path

from django.conf import settings

from papi_portal.celery import app
from papi_portal.management.commands.up import portal_commands

KINDS = {
    "post.tasks.send_due_reminders": "mail", "post.tasks.send_waiting_letters": "mail",
    "reports.papers.tasks.make_document": "papers", "reports.briefing.doorbells.make_briefing": "papers",
    "post.exports.doorbells.make_export": "papers",
    "plans.progress.tasks.show_evidence": "reading", "plans.progress.tasks.look_at_evidence": "reading",
    "plans.drafting.tasks.read_document": "reading",
    "reports.boards.tasks.tally_boards": "tallies", "plans.tasks.look_closely": "tallies",
}  # fmt: skip
QUEUES = {"celery", "mail", "papers", "reading", "tallies"}


def test_each_job_goes_to_the_queue_of_its_kind():
    app.loader.import_default_modules()
    ours = [name for name in app.tasks if not name.startswith("celery.")]
    assert set(KINDS) <= set(ours)
    router = app.amqp.router
    for name in ours:
        assert router.route({}, name)["queue"].name == KINDS.get(name, "celery"), name


def test_every_queue_has_its_worker():
    lines = [" ".join(command) for name, command in portal_commands().items() if name.startswith("worker")]
    asked = [queue for line in lines for queue in re.search(r"--queues (\S+)", line)[1].split(",")]
    assert sorted(asked) == sorted(QUEUES) == sorted(queue.name for queue in settings.CELERY_TASK_QUEUES)
    deploy = Path(settings.BASE_DIR) / "deploy"
    assert "--queues celery,mail " in (deploy / "papi-worker.service").read_text()
    assert "--queues %i " in (deploy / "papi-worker@.service").read_text()


def test_up_recycles_its_processes_as_the_units_do():
    for name, unit in (("web", "papi-web"), ("worker", "papi-worker"), ("worker-long", "papi-worker@")):
        text = (Path(settings.BASE_DIR) / f"deploy/{unit}.service").read_text()
        wanted = re.findall(r"--max-\S+ \d+", text)
        assert len(wanted) == 2 and all(pair in " ".join(portal_commands()[name]) for pair in wanted)
