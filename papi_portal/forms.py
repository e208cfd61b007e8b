"""Forms of the door: signing in with the tries that are left, and the letter that sets a password anew."""

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off, get_failure_limit
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.core.exceptions import ValidationError


def lock_minutes(request) -> int:
    """How long a lock lasts, in minutes."""
    return round(get_cool_off(request).total_seconds() / 60)


class SignInForm(AuthenticationForm):
    """Username and password; tells how many tries are left before the account is locked for a while."""

    def get_invalid_login_error(self):
        left = self._tries_left()
        hint = f" Còn {left} lần thử trước khi khóa {lock_minutes(self.request)} phút." if left > 0 else ""
        return ValidationError(f"Sai tên đăng nhập hoặc mật khẩu.{hint}", code="invalid_login")

    def _tries_left(self) -> int:
        credentials = {"username": self.cleaned_data.get("username")}
        failures = AxesProxyHandler.get_failures(self.request, credentials)
        return get_failure_limit(self.request, credentials) - failures


class ResetForm(PasswordResetForm):
    """Asks for the address; in rehearsal this letter too goes where all letters go."""

    def send_mail(self, subject, text, context, sender, to, html=None):
        super().send_mail(subject, text, context, sender, settings.MAIL_REDIRECT_TO or to, html)
