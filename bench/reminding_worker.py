"""A Celery worker for the kill storm: the portal's own, except that its office is open at any hour."""

import os
import sys
from datetime import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
django.setup()

from papi_portal.celery import app  # noqa: E402  (Django first)
from post import digest  # noqa: E402

digest.EARLIEST, digest.LATEST = time(0), time(23, 59, 59)

if __name__ == "__main__":
    app.worker_main(
        [
            "worker",
            "--concurrency",
            "1",
            "--without-gossip",
            "--without-mingle",
            "--loglevel",
            "WARNING",
            *sys.argv[1:],
        ]
    )
