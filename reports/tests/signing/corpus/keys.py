"""Keys of two communes, of an authority somebody vouches for and of one nobody does, and lists of what is revoked."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.sign import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.pen.revocation import Evidence
from reports.pen.verdict import Trust

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
CRL, OCSP = "http://127.0.0.1:9/goc.crl", "http://127.0.0.1:9/ocsp"  # nobody listens there
BODY, OTHER = "Ủy ban nhân dân xã Tiền Phong", "Ủy ban nhân dân xã Hồ Tùng Mậu"


@dataclass
class Holder:
    """A key with its certificate and that of its issuer."""

    key: Any
    certificate: x509.Certificate
    issuer: x509.Certificate

    @property
    def signer(self):
        pem = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        registry = SimpleCertificateStore.from_certs([asn1_of(self.issuer)])
        private = asn1_keys.PrivateKeyInfo.load(pem)
        return SimpleSigner(asn1_of(self.certificate), private, registry, prefer_pss=True)


def at(address):
    return x509.UniformResourceIdentifier(address)


def asn1_of(certificate):
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def name_of(common, body, **more):
    parts = [(NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, body), (NameOID.COMMON_NAME, common)]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


@dataclass
class Authority:
    """A root that issues certificates and lists of revoked ones."""

    name: str
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    serial: int = 100
    crl: str = CRL
    ocsp: str = OCSP

    def __post_init__(self):
        subject = name_of(self.name, "Cơ quan chứng thực thử nghiệm")
        made = self._builder(subject, subject, self.key.public_key(), NOW - 3000 * DAY, NOW + 3000 * DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        self.root = made.add_extension(usage, critical=True).sign(self.key, hashes.SHA256())

    def _builder(self, subject, issuer, public, since, until):
        self.serial += 1
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        made = made.serial_number(self.serial).not_valid_before(since).not_valid_after(until)
        return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)

    def issue(self, common, body=BODY, *, since=NOW - 900 * DAY, until=NOW + 900 * DAY, key=None, stamps=False):
        key = key or ec.generate_private_key(ec.SECP256R1())
        made = self._builder(name_of(common, body), self.root.subject, key.public_key(), since, until)
        usage = x509.KeyUsage(True, not stamps, False, False, False, False, False, False, False)
        made = made.add_extension(usage, critical=True)
        if stamps:
            made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
        made = made.add_extension(
            x509.CRLDistributionPoints([x509.DistributionPoint([at(self.crl)], None, None, None)]), False
        )
        asked = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, at(self.ocsp))
        made = made.add_extension(x509.AuthorityInformationAccess([asked]), False)
        return Holder(key, made.sign(self.key, hashes.SHA256()), self.root)

    def list_of(self, *revoked, at=NOW - DAY, until=NOW + 30 * DAY, key=None):
        """DER of a list; `key` of somebody else makes it a forgery."""
        made = (
            x509.CertificateRevocationListBuilder().issuer_name(self.root.subject).last_update(at).next_update(until)
        )
        made = made.add_extension(x509.CRLNumber(1), critical=False)
        made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False)
        for holder, when in revoked:
            row = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
            made = made.add_revoked_certificate(row.revocation_date(when).build())
        return made.sign(key or self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def answer_on(self, holder, *, revoked=None, at=NOW - DAY, until=NOW + 30 * DAY):
        """DER of an OCSP response, signed by the authority itself."""
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
        made = ocsp.OCSPResponseBuilder().add_response(
            cert=holder.certificate, issuer=self.root, algorithm=hashes.SHA1(), cert_status=status, this_update=at,
            next_update=until, revocation_time=revoked, revocation_reason=None,
        )  # fmt: skip
        made = made.responder_id(ocsp.OCSPResponderEncoding.HASH, self.root)
        return made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


class Office:
    """An authority somebody vouches for, one nobody does, the keys of two communes, and what is trusted."""

    def __init__(self):
        self.ca, self.strange = Authority("Gốc đáng tin"), Authority("Gốc lạ")
        issue = self.ca.issue
        self.leader, self.seal, self.clerk = issue(f"Chủ tịch {BODY}"), issue(BODY), issue("Văn thư")
        self.other_leader, self.other_seal = issue(f"Chủ tịch {OTHER}", OTHER), issue(OTHER, OTHER)
        self.twin = issue(BODY, key=self.leader.key)
        self.expired = issue(f"Chủ tịch {BODY}", since=NOW - 900 * DAY, until=NOW - 100 * DAY)
        self.early = issue(f"Chủ tịch {BODY}", since=NOW + 100 * DAY)
        self.revoked = issue(f"Chủ tịch {BODY}")
        rsa_keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]  # pyHanko's stamper knows RSA only
        self.stamps = issue("Dấu thời gian", "Cơ quan chứng thực thử nghiệm", key=rsa_keys[0], stamps=True)
        self.strange_leader = self.strange.issue(f"Chủ tịch {BODY}")
        self.strange_seal = self.strange.issue(BODY)
        self.strange_stamps = self.strange.issue("Dấu thời gian tự lập", "Không rõ", key=rsa_keys[1], stamps=True)

    @property
    def roots(self):
        return (asn1_of(self.ca.root),)

    @property
    def trust(self):
        """Everything asked: nothing but one leader's certificate is revoked."""
        return Trust(self.roots, Evidence((self.ca.list_of((self.revoked, NOW - 50 * DAY)),)))

    def trusting(self, *crls, ocsps=()):
        return Trust(self.roots, Evidence(tuple(crls), tuple(ocsps)))

    @cached_property
    def small(self):
        return self.ca.issue(f"Chủ tịch {BODY}", key=rsa.generate_private_key(65537, 1024))

    @cached_property
    def large(self):
        return self.ca.issue(BODY, key=rsa.generate_private_key(65537, 2048))


def stamper(holder, at=None):
    return DummyTimeStamper(asn1_of(holder.certificate), holder.signer.signing_key,
                            SimpleCertificateStore.from_certs([asn1_of(holder.issuer)]), fixed_dt=at)  # fmt: skip
