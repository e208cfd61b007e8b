"""The Celery application: settings under CELERY_, jobs in the tasks.py of each room that has some."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")

app = Celery("papi_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["papi_portal", "post", "reports.papers"])
