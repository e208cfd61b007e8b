"""The Celery application: settings under CELERY_, jobs in the tasks.py of each room that has some."""

import os

from celery import Celery

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
]
app = Celery("papi_portal", amqp=OwnAMQP)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(ROOMS)
