"""Celery doorbell: which alerts began and ended."""

from celery import shared_task
from django.utils import timezone

from reports.alerts import following


@shared_task
def follow_alerts() -> int:
    """Follow the alerts that digests tell of; returns how many began or ended."""
    return following.follow(timezone.localdate())
