"""The roof: settings, addresses and the processes that carry the floors below."""

from papi_portal.celery import app as celery_app

__all__ = ["celery_app"]
