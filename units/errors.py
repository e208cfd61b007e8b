"""Refusals that have a page of their own: a right one lacks (403) and a step that no longer fits (409)."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """May not: `reason` says what, `who_may` names the position that may; the 403 page shows both."""

    def __init__(self, reason: str, *, who_may: str = "") -> None:
        super().__init__(reason)
        self.reason, self.who_may = reason, who_may


class Conflict(Exception):
    """The row has moved on since the page was opened, or the step does not follow from where it is.

    `message` says what happened meanwhile and what to do; `title` is the page's heading; `back_url` where to go on.
    """

    def __init__(self, message: str, *, title: str = "", back_url: str = "") -> None:
        super().__init__(message)
        self.message, self.title, self.back_url = message, title, back_url
