"""How many wrong passwords are borne: of one address at one name, at one name, of one address, of all together.

Who signs in from a device she has used before meets the first limit only, so that nobody far away locks her out; a lock
ends after AXES_COOLOFF_TIME whatever is tried meanwhile.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_failure_limit
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, Sum
from django.http import HttpRequest

from journal.notes import Kind, note
from papi_portal.door import devices
from units.models import User

__all__ = ["Limits"]


class Limits(AxesDatabaseHandler):
    """The handler of django-axes with the three wider limits of SIGN_IN_LIMITS."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Wrong tries of this name from this address; the whole limit where a wider one is reached. One query."""
        name = get_client_username(request, credentials)
        here = Q(ip_address=request.axes_ip_address)  # type: ignore[attr-defined]
        counted = self._recent(request).aggregate(
            pair=Sum("failures_since_start", filter=Q(username=name) & here),
            name=Sum("failures_since_start", filter=Q(username=name)),
            address=Sum("failures_since_start", filter=here),
            all=Sum("failures_since_start"),
        )
        pair = counted.pop("pair") or 0
        wider = any((counted[kind] or 0) >= most for kind, most in settings.SIGN_IN_LIMITS.items())
        full = wider and not devices.known(request, name or "")
        return max(pair, get_failure_limit(request, credentials)) if full else pair

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **more: Any) -> None:
        """Counts it, and writes it down; what is tried while locked is neither."""
        locked = request is None or getattr(request, "axes_locked_out", False)
        super().user_login_failed(sender, credentials, request, **more)
        if not locked:
            name = get_client_username(request, credentials) or ""
            note(Kind.SIGN_IN_FAILED, by=None, name=name, about=User.objects.filter(name_key=name).first())
            if request.axes_locked_out:
                note(Kind.LOCKED, by=None, name=name, about=User.objects.filter(name_key=name).first())

    def user_logged_out(self, sender: Any, request: Any, user: User | None, **more: Any) -> None:
        """Out, and written down."""
        super().user_logged_out(sender, request, user, **more)
        if user is not None:
            note(Kind.SIGN_OUT, by=user)

    def _recent(self, request):
        since = request.axes_attempt_time - settings.AXES_COOLOFF_TIME
        return AccessAttempt.objects.filter(attempt_time__gte=since)
