"""The Celery application of beat alone: the timetable, the broker and the database, no rooms: it rings and does nothing.

A process with every room read in weighs half as much again, and beat needs none of them: a job has a name.
"""

import os

import django
from celery import Celery
from celery.loaders.app import AppLoader
from django.conf import settings

from .lifelines.broker import OwnAMQP

__all__ = ["app"]

OF_THE_TABLE = ["post", "units", "journal", "django.contrib.auth", "django.contrib.contenttypes"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")


class Rooms(AppLoader):
    """Reads in no jobs: whoever rings need not know what is done then."""

    def import_default_modules(self) -> list:
        """Only the table of last runs, which Django knows, with what it hangs on."""
        settings.INSTALLED_APPS = OF_THE_TABLE
        django.setup()
        return []


app = Celery("papi_portal.clock", amqp=OwnAMQP, loader="papi_portal.clock:Rooms", set_as_current=False)
app.config_from_object("django.conf:settings", namespace="CELERY")
