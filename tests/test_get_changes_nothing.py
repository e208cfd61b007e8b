"""A GET changes nothing: every address of the project, asked for by every role, leaves every table as it was."""

import re
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from tests.world import World, addresses, signed_in

pytestmark = pytest.mark.django_db

# What a GET may write, by name: {table: columns}; None: the whole table.
MAY_WRITE = {
    "django_session": None,  # who is signed in, and what a form keeps for her
    "axes_accessattempt": None,  # journals of wrong passwords
    "axes_accesslog": None,  # journals of signing in
    "axes_accessfailurelog": None,
    "post_notice": {"read_at"},  # seen-mark: opening a line of the bell marks it as read
}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)


def tables():
    """{table: every row}: without the columns and tables that a GET may write."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        left_out = MAY_WRITE.get(table, set())
        if left_out is not None:
            columns = [field.attname for field in model._meta.concrete_fields if field.column not in left_out]
            found[table] = sorted(map(repr, model._base_manager.order_by().values_list(*columns)))
    return found


@contextmanager
def written(into):
    """Tables that statements wrote into, collected in the set `into`."""

    def look(execute, sql, params, many, context):
        if (match := WRITES.match(sql)) and match[1] not in MAY_WRITE:
            into.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield


def files(folder):
    return sorted(str(path) for path in folder.rglob("*") if path.is_file())


def test_every_address_by_every_role_changes_no_table_and_no_file(cast, settings, tmp_path):
    settings.DEMO, settings.SIGNING_DIR, settings.MEDIA_ROOT = True, tmp_path / "signing", tmp_path / "media"
    settings.SIGNING_TSA_URL = settings.SIGNING_PKCS11_MODULE = settings.SIGNING_REMOTE_URL = ""
    world = World(cast)
    todo, wrote, answered = addresses(world), {}, {}
    clients = {role: signed_in(person) for role, person in world.roles().items()}
    before, kept = tables(), files(settings.MEDIA_ROOT)
    for role, client in clients.items():
        for address in todo:
            touched = set()
            with written(touched):
                answered[role, address] = client.get(address).status_code
            if touched:
                wrote[role, address] = touched
    after = tables()
    assert wrote == {}
    assert [table for table in before if before[table] != after[table]] == []
    assert files(settings.MEDIA_ROOT) == kept
    assert {key: status for key, status in answered.items() if status >= 500} == {}
    assert {role for (role, _), status in answered.items() if status == 200} == world.roles().keys()
