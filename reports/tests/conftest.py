"""What tests of papers share: keys of a test authority, made once for the whole run."""

import pytest

from conftest import Cast
from reports.tests import desk


@pytest.fixture(scope="session")
def signing_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("signing")


@pytest.fixture
def keys(settings, signing_folder):
    """The demo's keys: every post and agency gets one when it first signs."""
    settings.DEMO, settings.SIGNING_DIR, settings.SIGNING_TRUST = True, signing_folder, []
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    return signing_folder


@pytest.fixture
def cast(db):
    """The cast in the days of the commune under its district: papers are written by units that live."""
    people = Cast()
    desk.let_live(people)
    return people
