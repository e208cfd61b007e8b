"""A demonstration authority, a rendered paper and the two keys of its agency, made once for this room."""

import pytest

from reports import pdf
from reports.signing import cabinet, chain
from reports.signing.chain import Role
from reports.signing.demo import make_demo_authority
from reports.tests.papers import samples
from reports.verification import load_roots

AGENCY = "Ủy ban nhân dân xã Tiền Phong"


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signing")
    make_demo_authority(folder, {"tienphong": (AGENCY, "Chủ tịch Ủy ban nhân dân xã Tiền Phong")})
    return folder


@pytest.fixture(scope="session")
def roots(authority):
    return load_roots([authority / "goc-tin-cay.pem"])


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
