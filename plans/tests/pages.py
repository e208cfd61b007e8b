"""How tests meet the pages of plans: signed in, by htmx, with a task's row as a browser posts it."""

import json

from plans.drafting.wording import task_words

HTMX = {"HTTP_HX_REQUEST": "true"}


def login(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_of(task, **changes):
    words = task_words(task)
    flat = {
        key: words[key] for key in ("code", "section", "text", "lead_text", "coordinating_text", "rhythm", "product")
    }
    return flat | {"deadline": "", "weight": "1", "version": task.version, "base": json.dumps(words)} | changes
