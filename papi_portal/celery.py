"""The Celery application: settings under CELERY_, jobs in the tasks.py of each room that has some."""

import gc
import os

from celery import Celery
from celery.signals import worker_before_create_process

from .lifelines.broker import OwnAMQP

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

# Rooms with jobs: a job of any other is unknown to the worker, whatever the timetable asks.
ROOMS = [
    "papi_portal",
    "journal",
    "post",
    "post.exports",
    "reports.alerts",
    "reports.boards",
    "reports.briefing",
    "reports.papers",
    "plans",
    "plans.drafting",
    "plans.progress",
    "pulse",
]
app = Celery("papi_portal", amqp=OwnAMQP)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(ROOMS)


@worker_before_create_process.connect
def share(**_told: object) -> None:
    """What a worker has read in by now stays one copy for all its children: no collection of garbage writes into it."""
    gc.collect()
    gc.freeze()
