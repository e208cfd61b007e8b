"""What a certificate says of itself, as the register of certificates keeps it."""

import hashlib
from datetime import datetime

from asn1crypto.x509 import Certificate

from units.characters import fit_for_files

__all__ = ["described", "named"]


def described(own: Certificate) -> tuple[str, str, str, str, str, datetime, datetime]:
    """(name, body, issuer, serial in hex, SHA-256, valid from, valid to)."""
    name, agency = named(own.subject.native)
    issuer, of = named(own.issuer.native)
    return (name, agency, issuer or of, f"{own.serial_number:X}", hashlib.sha256(own.dump()).hexdigest(),
            own.not_valid_before, own.not_valid_after)  # fmt: skip


def named(subject: dict) -> tuple[str, str]:
    """(common name, organisation), each possibly several joined by "; "."""
    return _text(subject.get("common_name")), _text(subject.get("organization_name"))


def _text(value) -> str:
    return fit_for_files("; ".join(value) if isinstance(value, list) else value or "")
