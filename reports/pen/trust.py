"""Whom this installation trusts, where it may ask about revocation, and how strongly it signs: read from the settings."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from reports.pen import revocation
from reports.pen.chain import Assurance
from reports.pen.own_thread import apart
from reports.pen.revocation import Fetcher
from reports.pen.verdict import Trust, load_trust

log = logging.getLogger(__name__)


def root_files() -> list[Path]:
    """SIGNING_TRUST; in the demo also the roots of its own test authority."""
    demo = Path(settings.SIGNING_DIR) / "goc-tin-cay.pem"
    own = [demo] if settings.DEMO and demo.exists() else []
    return [*(Path(path) for path in settings.SIGNING_TRUST), *own]


def known() -> Trust:
    """Trusted roots, revocation data given as files, and the addresses that may be asked for more."""
    found = Trust(evidence=revocation.load(settings.SIGNING_REVOCATION), fetcher=fetcher())
    return sum(_readable(), found)


def _readable():
    """What each file of roots holds; one that cannot be read is left out and logged, so that checking goes on."""
    for path in root_files():
        try:
            yield load_trust([path])
        except (OSError, ValueError):
            log.error("Trusted roots cannot be read: %s", path)


def _roots():
    """The trusted roots alone, without what is known of revocation."""
    return tuple(root for one in _readable() for root in one.roots)


def strays(own: Certificate, others: Iterable[Certificate]) -> bool:
    """Whether a certificate leads to none of the trusted roots; where none is known, none strays."""
    roots = _roots()
    return bool(roots) and not _leads(roots, own, others, None)


def leads(own: Certificate, others: Iterable[Certificate], moment: datetime | None = None) -> bool:
    """Whether a certificate leads to one of the trusted roots, by `others` between, as of `moment` (now)."""
    return _leads(_roots(), own, others, moment)


def _leads(roots, own, others, moment):
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    asking = CertificateValidator(own, intermediate_certs=list(others), validation_context=context)
    try:
        apart(lambda: asyncio.run(asking.async_validate_path()))
        return True
    except (PathError, ValidationError, ValueError, TypeError, KeyError, NotImplementedError):
        return False  # a path nobody can follow, or a key of a kind nobody here knows


def fetcher() -> Fetcher | None:
    """SIGNING_REVOCATION_URLS; None where no address may be asked."""
    allowed = tuple(settings.SIGNING_REVOCATION_URLS)
    return Fetcher(allowed, Path(settings.SIGNING_DIR) / "thu-hoi") if allowed else None


def assurance() -> Assurance:
    """PAdES B-B, or B-LTA where a timestamp server is configured and there are roots to judge it by."""
    if not settings.SIGNING_TSA_URL:
        return Assurance()
    return Assurance(tsa_url=settings.SIGNING_TSA_URL, long_term=bool(settings.SIGNING_TRUST), roots=_roots())
