"""The way of an entry through the modules: no longer than it is; `make ways` prints it, and that of a signature."""

import json

import pytest

from plans.models import Progress
from plans.tests.paper import entries_of, make_period, make_plan
from tools.ways import walked

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
KNOWN = {"level": "", "result": "", "difficulties": "", "proposals": "", "explanation": ""}


def test_the_way_of_an_entry(cast, client):
    entry = entries_of(make_period(make_plan(cast.commune, cast.commune_office)))[0]
    client.force_login(cast.official)
    figure = f"figure-{entry.task.measures.get().pk}"

    def typed(words, **more):
        now = Progress.objects.get(pk=entry.pk)
        base = json.dumps({**KNOWN, "level": now.level, "result": now.result})
        return {"version": now.version, "base": base, "level": "nothing", "result": words, figure: "5", **more}

    page = f"/tien-do/{entry.pk}/"
    autosaved = walked(client, page + "luu/", typed("Đã làm"), 200)
    saved = walked(client, page, typed("Đã làm xong"), 302)
    submitted = walked(client, page, typed("Đã làm xong cả", act="submit"), 302)
    for way, modules, crossings in ((autosaved, 7, 12), (saved, 8, 14), (submitted, 13, 23)):
        assert len(way.modules) <= modules and len(way.crossings) <= crossings, way.told()
    modules, crossings = submitted.as_before
    assert modules <= 10 and crossings <= 17
