"""The world of all addresses once for a file of tests that sends everything back, and a walk through it."""

import logging

import pytest
from django.db import connection, transaction
from django.test import override_settings

from conftest import Cast, counted_once
from tests.walk import Walk
from tests.world import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """A World whose rows, papers and keys go with the file."""
    folder = tmp_path_factory.mktemp("world")
    own = override_settings(
        DEMO=True, SIGNING_DIR=folder / "signing", MEDIA_ROOT=folder / "media", THROTTLED={}, SIGNING_TSA_URL="",
        SIGNING_PKCS11_MODULE="", SIGNING_REMOTE_URL="",
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    )  # fmt: skip
    with django_db_blocker.unblock(), own, counted_once(), transaction.atomic():
        made = World(Cast())
        logging.disable(logging.CRITICAL)  # thousands of refusals are meant; a traceback each takes most of the time
        yield made
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walk(request, world):
    """A walk by the ROLES of the test's file; on the second engine by the first of them alone."""
    return Walk(world, request.module.ROLES if connection.vendor == "postgresql" else request.module.ROLES[:1])
