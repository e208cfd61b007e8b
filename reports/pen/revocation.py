"""Revocation of certificates: lists (CRL) and answers (OCSP) given as files, or fetched from configured addresses only.

A foreign file names the addresses where its certificates want to be asked. None of them is called unless it begins with
one of `allowed`, no redirect is followed, and what comes is limited in size and kept for a while with its age.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import requests
from asn1crypto import algos, core, ocsp, pem
from asn1crypto.crl import CertificateList

from reports.pen.findings import Need
from units.outgoing import require_allowed

__all__ = ["NOTHING", "Evidence", "Fetcher", "evidence_in", "evidence_of", "load"]

log = logging.getLogger(__name__)
MOST = 20 * 1024 * 1024  # bytes of one list
KEPT = {"crl": 6 * 3600, "ocsp": 3600}  # seconds before it is asked again
TIMEOUT = (4, 8)  # seconds to connect, to hear the next part
LONGEST = 15  # seconds for one answer as a whole


@dataclass(frozen=True)
class Evidence:
    """DER of lists and answers."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def __add__(self, other: "Evidence") -> "Evidence":
        return Evidence(self.crls + other.crls, self.ocsps + other.ocsps)

    def __bool__(self) -> bool:
        return bool(self.crls or self.ocsps)


NOTHING = Evidence()


def evidence_in(data: bytes) -> Evidence:
    """What one file holds: PEM (several blocks) or DER. Raises ValueError where it is neither list nor answer."""
    return evidence_of([der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data])


def evidence_of(blocks: list[bytes]) -> Evidence:
    """The same of blocks of DER."""
    crls, ocsps = [der for der in blocks if _is(CertificateList, der)], [der for der in blocks if _is_answer(der)]
    if not crls and not ocsps:
        raise ValueError("neither a CRL nor an OCSP response")
    return Evidence(tuple(crls), tuple(ocsps))


def _is(kind, der):
    try:
        return bool(kind.load(der, strict=True)["tbs_cert_list"]["this_update"].native)
    except (ValueError, TypeError, KeyError):
        return False


def _is_answer(der):
    try:
        return ocsp.OCSPResponse.load(der, strict=True)["response_status"].native == "successful"
    except (ValueError, TypeError, KeyError):
        return False


def load(paths: Iterable[str | Path]) -> Evidence:
    """All the files, and those in folders; one that cannot be read is left out and logged."""
    found = NOTHING
    for path in (one for given in paths for one in _files(Path(given))):
        try:
            found += evidence_in(path.read_bytes())
        except (OSError, ValueError):
            log.error("Revocation data cannot be read: %s", path)
    return found


def _files(path):
    return sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]


@dataclass(frozen=True)
class Fetcher:
    """Asks the addresses that begin with one of `allowed` (`http://crl.example.vn/`); keeps answers in `folder`."""

    allowed: tuple[str, ...]
    folder: Path

    def gather(self, needs: Iterable[Need]) -> Evidence:
        """What the configured services say about these certificates; nothing where none may be asked or answers."""
        found = NOTHING
        for need in needs:
            found += Evidence(crls=self._first(need.crl, "crl", b""))
            found += Evidence(ocsps=self._first(need.ocsp, "ocsp", _question(need)))
        return found

    def may(self, address: str) -> bool:
        """Whether an address lies under a configured one; `http://a.vn.evil.example` does not lie under `http://a.vn`."""
        if any(sign in address for sign in ("@", "\\", "..", "\n", " ")):
            return False
        return any(
            address == one or address.startswith(one if one.endswith("/") else f"{one}/") for one in self.allowed
        )

    def _first(self, addresses, kind, body):
        for address in addresses:
            if self.may(address) and (der := self._asked(address, kind, body)):
                return (der,)
        return ()

    def _asked(self, address, kind, body):
        """Kept for a while; an old answer is better than none, its age is shown."""
        kept = self.folder / f"{hashlib.sha256(address.encode() + body).hexdigest()}.{kind}"
        if not (kept.exists() and time.time() - kept.stat().st_mtime < KEPT[kind]):
            ask = _post(address, body) if body else _get(address)
            if (der := _answered(ask, kind)) is not None:
                self._keep(kept, der)
        return kept.read_bytes() if kept.exists() else None

    def _keep(self, kept, der):
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{time.monotonic_ns()}")
        fresh.write_bytes(der)
        fresh.replace(kept)


def _get(address):
    return lambda: requests.get(require_allowed(address), timeout=TIMEOUT, allow_redirects=False, stream=True)


def _post(address, body):
    headers = {"Content-Type": "application/ocsp-request"}
    return lambda: requests.post(
        require_allowed(address), data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
    )


def _answered(ask: Callable[[], requests.Response], kind: str) -> bytes | None:
    try:
        with ask() as answer:
            data = _read(answer) if answer.status_code == 200 else b""
        found = evidence_in(data)
        return next(iter(found.crls if kind == "crl" else found.ocsps), None)
    except (requests.RequestException, ValueError) as error:
        log.warning("No revocation data: %s", type(error).__name__)
        return None


def _read(answer):
    data, end = b"", time.monotonic() + LONGEST
    for part in answer.iter_content(64 * 1024):
        data += part
        if len(data) > MOST or time.monotonic() > end:
            raise ValueError("too much, or too slow")
    return data


def _question(need: Need) -> bytes:
    """An OCSP request for one certificate; made of what the child read, nothing of the file itself."""
    asked = ocsp.CertId(
        {
            "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha1"}),
            "issuer_name_hash": core.OctetString(need.issuer_name),
            "issuer_key_hash": core.OctetString(need.issuer_key),
            "serial_number": int(need.serial),
        }
    )
    request = ocsp.TBSRequest({"request_list": [ocsp.Request({"req_cert": asked})]})
    return ocsp.OCSPRequest({"tbs_request": request}).dump()
