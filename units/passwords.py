"""Passwords: one Unicode form wherever they are typed, Argon2, and none that follows the keyboard or is everybody's."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher
from django.core.exceptions import ValidationError

from units.text import fold

FEWEST_STEPS = 5
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_NEXT = {pair for row in _ROWS for line in (row, row[::-1]) for pair in pairwise(line)}


def one_form(password: str) -> str:
    """The password as it is compared: a phone sends ế as one sign, a Mac as three, an input method in full width."""
    return unicodedata.normalize("NFKC", password)


class OneFormArgon2(Argon2PasswordHasher):
    """Argon2id of the password's one form; 19 MiB and two rounds (OWASP's measure), so that many may sign in at once."""

    time_cost, memory_cost, parallelism = 2, 19 * 1024, 1

    def encode(self, password: str, salt: str) -> str:
        """The stored form of a password."""
        return super().encode(one_form(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether `password`, in whatever form it was typed, is the one behind `encoded`."""
        return super().verify(one_form(password), encoded)


class OneFormHasher(PBKDF2PasswordHasher):
    """Reads what was hashed before Argon2, of whatever form; the next sign-in hashes it anew."""

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


COMMON = Path(__file__).parent / "common_passwords.txt"
_LOOKALIKES = str.maketrans("@4310$5!", "aaeiossi")
NEEDLESS = re.compile(r"[^a-z]+")


class NotEverybodys:
    """Refuses what Vietnamese users choose by the thousand: matkhau@2026, anhyeuem123, Hungyen@2026, ubndxa2026."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError where nothing is left of `password` but listed words, numbers and signs."""
        if any(_everybodys(reading) for reading in _readings(password)):
            raise ValidationError(
                "Mật khẩu này thuộc loại rất nhiều người dùng (như matkhau@2026, anhyeuem123, tên tỉnh hay tên cơ quan kèm "
                "năm). Hãy ghép vài từ không liên quan đến nhau.",
                code="password_everybodys",
            )

    def get_help_text(self) -> str:
        """One line of the form."""
        return "Mật khẩu không được là từ thông dụng, tên tỉnh, tên cơ quan kèm vài chữ số."


def _readings(password):
    """As letters only: numbers left out, and again with 0 read as o, @ as a."""
    plain = one_form(password)
    looked_at = plain.strip("0123456789!@#$ ").translate(_LOOKALIKES)
    return {NEEDLESS.sub("", fold(reading).casefold()) for reading in (plain, looked_at)}


def _everybodys(letters):
    return not letters or bool(_listed().fullmatch(letters))


@cache
def _listed():
    """One listed word, or several in a row."""
    words = [line for line in COMMON.read_text().split() if not line.startswith("#")]
    return re.compile("(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")+")


def _steps(password):
    """How many signs are neither a repeat, nor the next on a row of the keyboard or alphabet, nor a pair met before."""
    steps, met, before = 0, set(), ""
    for sign in password:
        pair = (before, sign)
        steps += sign != before and pair not in _NEXT and pair not in met
        met.add(pair)
        before = sign
    return steps
