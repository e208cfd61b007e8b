"""Passwords: one Unicode form wherever they are typed, and none that repeats itself or follows the keyboard."""

import unicodedata
from itertools import pairwise

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.exceptions import ValidationError

FEWEST_STEPS = 5
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_NEXT = {pair for row in _ROWS for line in (row, row[::-1]) for pair in pairwise(line)}


def one_form(password: str) -> str:
    """The password as it is compared: a phone sends ế as one sign, a Mac as three, an input method in full width."""
    return unicodedata.normalize("NFKC", password)


class OneFormHasher(PBKDF2PasswordHasher):
    """Django's hash of the password's one form; hashes made before from another form still let their owner in."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """The stored form of a password."""
        return super().encode(one_form(password), salt, iterations)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether `password`, in whatever form it was typed, is the one behind `encoded`."""
        if super().verify(password, encoded):
            return True
        return one_form(password) != password and PBKDF2PasswordHasher().verify(password, encoded)


class NotMonotonous:
    """Refuses what is long only because it repeats or runs on: aaaaaaaaaaaa1, 123456789abc, abcabcabcabc, qwertyuiop."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError unless the password takes enough unlike steps to tell it."""
        if _steps(one_form(password).casefold()) < FEWEST_STEPS:
            raise ValidationError(
                "Mật khẩu lặp lại hoặc theo thứ tự quá nhiều (như aaaaaaaaaaaa1, 123456789abc, qwertyuiop12). "
                "Hãy ghép vài từ không liên quan đến nhau.",
                code="password_monotonous",
            )

    def get_help_text(self) -> str:
        """One line of the form."""
        return "Mật khẩu không được lặp lại mãi một nhóm ký tự hay theo thứ tự bảng chữ, bàn phím."


def _steps(password):
    """How many signs are neither a repeat, nor the next on a row of the keyboard or alphabet, nor a pair met before."""
    steps, met, before = 0, set(), ""
    for sign in password:
        pair = (before, sign)
        steps += sign != before and pair not in _NEXT and pair not in met
        met.add(pair)
        before = sign
    return steps
