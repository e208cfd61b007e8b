"""One log line as JSON: when, how grave, who says it, what, and the ids of the request, the job and the person."""

import json
import logging
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from celery import current_task
from django.http import HttpRequest
from django.http.response import HttpResponseBase

__all__ = ["JsonLine", "Numbered"]

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class Numbered:
    """Around every request: its id, told in X-Request-ID; a proxy's own is kept where it looks like one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        request.META["papi.request"] = given if given.isalnum() and len(given) <= 64 else uuid.uuid4().hex
        token = _request.set(request)
        try:
            response = self.get_response(request)
        finally:
            _request.reset(token)
        response["X-Request-ID"] = request.META["papi.request"]
        return response


class JsonLine(logging.Formatter):
    """LOG_FORMAT=json."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; a traceback is a field of it."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname, "logger": record.name, "message": record.getMessage(), **_ids(),
        }  # fmt: skip
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def _ids() -> dict[str, str | int]:
    """Of what runs; a person is named by key, and only when the request has looked at her already: a log asks nothing."""
    request, ids = _request.get(), {}
    if request is not None:
        ids["request"] = request.META["papi.request"]
        user = request.__dict__.get("_cached_user")
        if user is not None and user.pk:
            ids["person"] = user.pk
    if current_task and current_task.request.id:
        ids["job"] = current_task.request.id
    return ids
