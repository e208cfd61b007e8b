"""Whom this installation trusts and how strongly it signs, read from the settings."""

import logging
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings

from reports.pen.chain import Assurance
from reports.pen.verdict import load_roots

log = logging.getLogger(__name__)


def root_files() -> list[Path]:
    """SIGNING_TRUST; in the demo also the roots of its own test authority."""
    demo = Path(settings.SIGNING_DIR) / "goc-tin-cay.pem"
    own = [demo] if settings.DEMO and demo.exists() else []
    return [*(Path(path) for path in settings.SIGNING_TRUST), *own]


def roots() -> list[Certificate]:
    """Trusted roots; a file that cannot be read is left out and logged, so that checking goes on with the others."""
    found = []
    for path in root_files():
        try:
            found += load_roots([path])
        except (OSError, ValueError):
            log.error("Trusted roots cannot be read: %s", path)
    return found


def assurance() -> Assurance:
    """PAdES B-B, or B-LTA where a timestamp server is configured and there are roots to judge it by."""
    if not settings.SIGNING_TSA_URL:
        return Assurance()
    return Assurance(tsa_url=settings.SIGNING_TSA_URL, long_term=bool(settings.SIGNING_TRUST), roots=tuple(roots()))
