"""Forms of the door: signing in with the tries that are left, and the letter that sets a password anew."""

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off, get_failure_limit
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from post import password
from post.tasks import send_waiting_letters


def lock_minutes(request: HttpRequest | None) -> int:
    """How long a lock lasts, in minutes."""
    return round(get_cool_off(request).total_seconds() / 60)


class SignInForm(AuthenticationForm):
    """Username and password; tells how many tries are left before the account is locked for a while."""

    def get_invalid_login_error(self) -> ValidationError:
        left = self._tries_left()
        hint = f" Còn {left} lần thử trước khi khóa {lock_minutes(self.request)} phút." if left > 0 else ""
        return ValidationError(f"Sai tên đăng nhập hoặc mật khẩu.{hint}", code="invalid_login")

    def _tries_left(self) -> int:
        credentials = {"username": self.cleaned_data.get("username")}
        failures = AxesProxyHandler.get_failures(self.request, credentials)
        return get_failure_limit(self.request, credentials) - failures


class ResetForm(PasswordResetForm):
    """Asks for the address; the worker looks whose it is, so that the answer tells nobody and takes the same time."""

    def save(self, *_given: object, **_more: object) -> None:
        """The post office keeps the request."""
        password.ask(self.cleaned_data["email"], worker=send_waiting_letters)
