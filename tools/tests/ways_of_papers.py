"""The way of a signature through the modules. Not in `./test`: a paper laid out under a profiler takes long."""

import pytest

from reports.tests import desk
from reports.tests.conftest import keys, signing_folder  # noqa: F401 - fixtures: the demo's keys
from tools.ways import walked

pytestmark = pytest.mark.django_db


def test_the_way_of_a_signature(cast, client, keys):  # noqa: F811
    desk.let_live(cast)
    document = desk.to_sign(cast)
    client.force_login(cast.leader)
    way = walked(client, f"/van-ban/{document.pk}/buoc/sign/", {"method": "file"}, 302)
    # What was found is answered, the number held, the file made and signed, the next person told.
    assert len(way.modules) <= 40 and len(way.crossings) <= 63
    modules, crossings = way.as_before
    assert modules <= 23 and crossings <= 41
