"""What a certificate's own authority says of it: asked how, answered when. Runs in the child, on bytes given to it."""

import asyncio
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from asn1crypto import crl, ocsp
from asn1crypto.x509 import Certificate
from cryptography.x509 import load_der_x509_certificate, load_der_x509_crl
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import ExpiredError, PathError, RevokedError, StaleRevinfoError, ValidationError

from reports.pen.findings import GOOD, REVOKED, STALE, UNASKED, Need
from reports.pen.revocation import Evidence

__all__ = ["known_of", "needs"]

_EVER = datetime.max.replace(tzinfo=UTC)
_ISSUERS_AND_SIGNERS = 12  # certificates of one file that are asked about


def needs(embedded: Iterable[EmbeddedPdfSignature]) -> list[Need]:
    """One Need for each certificate of the signatures that is not a root and whose issuer is at hand."""
    found = []
    for one in embedded:
        with suppress(Exception):  # a signature nobody can read needs no answer
            own = [one.signer_cert, *one.other_embedded_certs]
            found += [_need(certificate, issuer) for certificate, issuer in _issued(own)]
    return list(dict.fromkeys(found))[:_ISSUERS_AND_SIGNERS]


def _issued(certificates) -> Iterator[tuple[Certificate, Certificate | None]]:
    for one in certificates:
        if one.issuer != one.subject:
            yield one, next((other for other in certificates if other.subject == one.issuer), None)


def _need(certificate, issuer):
    key = issuer.public_key["public_key"].contents[1:] if issuer else b""
    ocsp_urls = tuple(certificate.ocsp_urls) if issuer else ()
    crls = tuple(url for point in certificate.crl_distribution_points if (url := point.url))
    name = hashlib.sha1(certificate.issuer.dump(), usedforsecurity=False).digest()
    return Need(
        str(certificate.serial_number), name, hashlib.sha1(key, usedforsecurity=False).digest(), ocsp_urls, crls
    )


def known_of(
    embedded: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    evidence: Evidence,
    context: ValidationContext,
    when: datetime | None,
) -> dict[str, Any]:
    """`revocation`, `revocation_at`, `revocation_by` of a trusted signer's certificate and its chain as keywords.

    `context` must require an answer for every certificate below the root; the oldest of the newest answers is shown.
    `when` a trusted stamp proves the signature: what was revoked later was good then.
    """
    said = _asked(embedded, context, when)
    answers = [_newest(one, issuer, evidence) for one, issuer in pairwise([*_path(status)][::-1])]
    if said == UNASKED or not answers or not all(answers):
        return {"revocation": said if said == REVOKED else UNASKED}
    at, by, _ = min(answers)
    return {"revocation": said, "revocation_at": at, "revocation_by": by}


def _asked(embedded, context, when) -> str:
    """Whether lists and answers cover the whole chain, each signed by whom it must be, and are not past their time."""
    asking = CertificateValidator(
        embedded.signer_cert, intermediate_certs=embedded.other_embedded_certs, validation_context=context
    )
    try:
        asyncio.run(asking.async_validate_path())
        return GOOD
    except RevokedError as error:
        return GOOD if when and error.revocation_dt and when < error.revocation_dt else REVOKED
    except ExpiredError:
        return GOOD if when else UNASKED
    except StaleRevinfoError:
        return STALE
    except (PathError, ValidationError):
        return UNASKED


def _path(status):
    """Root first, the signer's own certificate last."""
    return [one for one in status.validation_path if isinstance(one, Certificate)]


def _newest(certificate, issuer, evidence):
    """(made at, CRL or OCSP, good until) of the newest word on one certificate, or None."""
    return max(
        (*_of_lists(certificate, issuer, evidence.crls), *_of_answers(certificate, evidence.ocsps)), default=None
    )


def _of_lists(certificate, issuer, crls):
    for der in crls:
        made = crl.CertificateList.load(der)["tbs_cert_list"]
        if made["issuer"] == certificate.issuer and _signed(der, issuer):
            yield made["this_update"].native, "CRL", made["next_update"].native or _EVER


def _signed(der, issuer):
    """A list anybody could have put into the file says nothing."""
    key = issuer and load_der_x509_certificate(issuer.dump()).public_key()
    return not key or load_der_x509_crl(der).is_signature_valid(key)


def _of_answers(certificate, ocsps):
    for der in ocsps:
        for one in ocsp.OCSPResponse.load(der).response_data["responses"]:
            if one["cert_id"]["serial_number"].native == certificate.serial_number:
                yield one["this_update"].native, "OCSP", one["next_update"].native or _EVER
