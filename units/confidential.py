"""What is secret, named once: fields of forms that are never shown again or logged, addresses that are keys themselves."""

import logging
import re
from collections.abc import Mapping

FIELDS = frozenset(
    ["password", "password1", "password2", "old_password", "new_password1", "new_password2", "secret", "pin",
     "one_time_code", "csrfmiddlewaretoken"]
)  # fmt: skip
HIDDEN = "***"
# The calendar feed, the links that set a password anew or the first time, the pass of the signing service: who has the
# address is let in. And the forms of citizens: no line tells at which place somebody answered.
ADDRESSES = ("lich", "dat-lai", "lan-dau", "ky-so", "y-kien")
_SLASH = r"(?:/|%2[Ff])"
_ADDRESS = re.compile(rf"({_SLASH}(?:{'|'.join(ADDRESSES)}){_SLASH})[^\s\"'?#<>&]+")


def is_secret(name: str) -> bool:
    """Whether a field of this name, with or without a form's prefix, holds a secret."""
    return name.rpartition("-")[2] in FIELDS


def without_secrets(posted: Mapping[str, object]) -> dict[str, object]:
    """`posted` with every secret value hidden."""
    return {name: HIDDEN if is_secret(name) else value for name, value in posted.items()}


def masked(text: str) -> str:
    """`text` with the secret part of every address hidden, wherever it stands."""
    return _ADDRESS.sub(rf"\1{HIDDEN}", text)


class MaskedLog(logging.Filter):
    """Hides secret addresses in every line of a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line; what it says is put together here, so that nothing slips in behind."""
        record.msg, record.args = masked(record.getMessage()), ()
        return True
