"""The post office: rows first, sending after; every floor hands its letters in here."""

from django.template.loader import render_to_string

from .models import Letter, Notice


def hand_in(person, *, key, subject, template, context, channel="email", not_before=None):
    """Write one Letter row for `person` from templates `<template>.txt` and `.html`; a known `key` writes nothing.

    Returns the Letter. Sending is `units.tasks.send_waiting_letters`: the row is the promise, not the broker.
    """
    when = {"not_before": not_before} if not_before else {}
    letter, _ = Letter.objects.get_or_create(
        key=key,
        defaults={
            "to": person,
            "channel": channel,
            "subject": subject[:250],
            "text": render_to_string(f"{template}.txt", context),
            "html": render_to_string(f"{template}.html", context),
            **when,
        },
    )
    return letter


def ring(person, *, key, text, url=""):
    """Put a line under the person's bell, once per `key`."""
    Notice.objects.get_or_create(to=person, key=key, defaults={"text": text[:300], "url": url})
