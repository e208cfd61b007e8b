"""A demonstration authority, a rendered paper and the two keys of its agency, made once for this room."""

import os
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from reports.layout import pdf
from reports.pen import cabinet, chain, keyring
from reports.pen.chain import Role
from reports.pen.demo import make_demo_authority
from reports.pen.verdict import load_trust
from reports.tests.layout import samples
from reports.tests.signing import services

AGENCY = "Ủy ban nhân dân xã Tiền Phong"


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signing")
    wanted = {
        "tienphong": "Chủ tịch Ủy ban nhân dân xã Tiền Phong",
        "vanthu": "Văn thư",
        "keben": "Chủ tịch xã Hồ Tùng Mậu",
    }
    make_demo_authority(folder, {name: (AGENCY if name != "keben" else "UBND xã Hồ Tùng Mậu", title)
                                 for name, title in wanted.items()})  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def roots(authority):
    return load_trust([authority / "goc-tin-cay.pem"])


@pytest.fixture(scope="session")
def drawer(authority):
    return cabinet.of(authority, "tienphong")


@pytest.fixture(scope="session")
def rendered():
    return pdf.render(samples.report())


@pytest.fixture(scope="session")
def prepared(rendered):
    return chain.prepare(rendered.pdf, signature_box=rendered.signature_box, seal_box=rendered.seal_box)


@pytest.fixture(scope="session")
def by_leader(prepared, drawer):
    return chain.sign(prepared, Role.LEADER, drawer.leader_key(), image=drawer.signature_image)


@pytest.fixture(scope="session")
def signed(by_leader, drawer):
    return chain.sign(by_leader, Role.AGENCY, drawer.agency_key(), image=drawer.seal_image)


def _lying_in(file, password):
    """(private key, DER certificates with the chain) of a PKCS#12 file."""
    key, certificate, others = pkcs12.load_key_and_certificates(file.read_bytes(), password.encode())
    return key, tuple(one.public_bytes(Encoding.DER) for one in (certificate, *others))


@pytest.fixture(scope="session")
def leader(drawer):
    """The leader's key and certificates, as they lie in a token."""
    return _lying_in(drawer.leader_file, drawer.password_file.read_text())


@pytest.fixture(scope="session")
def token(tmp_path_factory, drawer, leader):
    """SoftHSM2 with the leader's token `papi`, and the tokens of xã Tiền Phong's leader and office in the cast.

    One for the whole run: the driver reads its configuration once in the life of a process.
    """
    if not (services.SOFTHSM.exists() and shutil.which("softhsm2-util") and shutil.which("pkcs11-tool")):
        pytest.skip("softhsm2 and opensc are not installed")
    office = "12193-ubnd-xa-tien-phong"
    labels = [keyring.token_label(cabinet.of(Path(), name)) for name in (f"{office}--chu-tich-ubnd-xa", office)]
    key, certificates = leader
    seal, sealing = _lying_in(drawer.agency_file, drawer.password_file.read_text())
    given = {"papi": ("lanhdao", key, certificates[0]), labels[0]: ("lanhdao", key, certificates[0]),
             labels[1]: ("coquan", seal, sealing[0])}  # fmt: skip
    services.make_tokens(tmp_path_factory.mktemp("token"), given)
    yield str(services.SOFTHSM)
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture
def remote(leader):
    """(address, what was asked) of a remote signing service with the leader's key."""
    with services.remote_service(*leader) as running:
        yield running
