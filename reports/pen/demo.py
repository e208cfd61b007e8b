"""A demonstration authority with keys and pictures, so that the whole chain can be tried; never for a real paper."""

import io
import math
import random
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image, ImageDraw, ImageFont

from reports.layout import decree30, fonts
from reports.pen import cabinet

_DAYS = 3 * 365
_BLUE, _RED = (20, 60, 200, 255), (220, 20, 30, 255)
_PIXELS = 12  # per millimetre, about 300 dpi


def make_demo_authority(folder: Path, agencies: dict[str, tuple[str, str]]) -> Path:
    """Fill a `cabinet` for each agency and return the file of roots to be trusted (PEM).

    `agencies`: slug -> (name of the agency, position of its leader). Safe to run twice: what is there stays, missing
    agencies get keys under a new root, added to the file; the key of a root is never written.
    """
    roots = folder / "goc-tin-cay.pem"
    missing = {slug: names for slug, names in agencies.items() if not cabinet.of(folder, slug).complete}
    if missing:
        key, root = _root()
        for slug, (agency, position) in missing.items():
            _fill(cabinet.of(folder, slug), agency, position, key, root)
        with roots.open("ab") as file:
            file.write(root.public_bytes(Encoding.PEM) + _nothing_revoked(key, root).public_bytes(Encoding.PEM))
    return roots


def _fill(place: cabinet.Cabinet, agency: str, position: str, key: rsa.RSAPrivateKey, root: x509.Certificate) -> None:
    place.folder.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(18)
    place.password_file.touch(mode=0o600)
    place.password_file.write_text(password)
    _write_key(place.leader_file, position, agency, key, root, password)
    place.signature_file.write_bytes(_png(signature_image(agency)))
    place.seal_file.write_bytes(_png(seal_image()))
    _write_key(place.agency_file, agency, agency, key, root, password)


def _root() -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = _name("Gốc tin cậy thử nghiệm", "Cổng PAPI, bản dùng thử")
    builder = _builder(name, name, key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    usage = _usage(key_cert_sign=True, crl_sign=True)
    return key, builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _nothing_revoked(key: rsa.RSAPrivateKey, root: x509.Certificate) -> x509.CertificateRevocationList:
    """The root's only list of revoked certificates, empty: its key is gone, so none will ever be."""
    number, issuer = x509.CRLNumber(1), x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
    made = x509.CertificateRevocationListBuilder().issuer_name(root.subject)
    made = made.last_update(root.not_valid_before_utc).next_update(root.not_valid_after_utc)
    return made.add_extension(number, False).add_extension(issuer, False).sign(key, hashes.SHA256())


def _write_key(path: Path, subject: str, agency: str, root_key, root: x509.Certificate, password: str) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    builder = _builder(_name(subject, agency), root.subject, key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
    certificate = builder.add_extension(issuer, critical=False).sign(root_key, hashes.SHA256())
    sealed = BestAvailableEncryption(password.encode())
    path.touch(mode=0o600)
    path.write_bytes(pkcs12.serialize_key_and_certificates(path.stem.encode(), key, certificate, [root], sealed))


def _builder(subject: x509.Name, issuer: x509.Name, public) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _usage(**granted: bool) -> x509.KeyUsage:
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
        "encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: granted.get(name, False) for name in names.split()})


def signature_image(seed: str) -> Image.Image:
    """A blue scribble on a transparent ground, the same for the same seed; nobody's handwriting."""
    wide, high = (side * _PIXELS for side in decree30.SIGNATURE_IMAGE)
    image = Image.new("RGBA", (wide, high), (255, 255, 255, 0))
    chance = random.Random(seed)  # noqa: S311 - a drawing, no secret
    waves = [(chance.uniform(1, 6), chance.uniform(0, 7), chance.uniform(0.05, 0.3)) for _ in range(4)]
    points = []
    for step in range(240):
        along = step / 240
        rise = sum(size * math.sin(pace * 6 * along + start) for pace, start, size in waves)
        points.append((wide * (0.08 + 0.84 * along), high * (0.5 + 0.38 * max(-1, min(1, rise)))))
    pen = ImageDraw.Draw(image)
    pen.line(points, fill=_BLUE, width=9, joint="curve")
    pen.line([(wide * 0.15, high * 0.88), (wide * 0.85, high * 0.8)], fill=_BLUE, width=6)
    return image


def seal_image() -> Image.Image:
    """A red double ring with the word MẪU (specimen), at the size of a real seal."""
    size = decree30.SEAL_DIAMETER * _PIXELS
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((6, 6, size - 6, size - 6), outline=_RED, width=12)
    pen.ellipse((66, 66, size - 66, size - 66), outline=_RED, width=5)
    face = ImageFont.truetype(str(fonts.face_path(bold=True)), size // 5)
    pen.text((size / 2, size / 2), "MẪU", font=face, fill=_RED, anchor="mm")
    return image


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, dpi=(_PIXELS * 25.4, _PIXELS * 25.4))
    return out.getvalue()
