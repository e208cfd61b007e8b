"""Memory that a big upload took goes back; small requests are not slowed by it."""

import pytest
from gunicorn.workers.gthread import ThreadWorker

from papi_portal import web_worker
from papi_portal.processes import FEW_ARENAS


@pytest.mark.parametrize(("headers", "big"), [
    ([], False),
    ([("CONTENT-LENGTH", str(web_worker.BIG - 1))], False),
    ([("CONTENT-LENGTH", str(web_worker.BIG))], True),
    ([("CONTENT-LENGTH", "many")], False),
    ([("TRANSFER-ENCODING", "chunked")], True),
])  # fmt: skip
def test_after_a_big_request_memory_is_given_back_also_when_it_failed(monkeypatch, headers, big):
    given = []
    monkeypatch.setattr(web_worker, "give_memory_back", lambda: given.append(1))
    monkeypatch.setattr(ThreadWorker, "handle_request", lambda *of: 1 / 0)
    worker = object.__new__(web_worker.Worker)
    with pytest.raises(ZeroDivisionError):
        worker.handle_request(type("Request", (), {"headers": headers}), None)
    assert bool(given) is big


def test_processes_have_few_arenas_to_keep_memory_in():
    assert FEW_ARENAS == {"MALLOC_ARENA_MAX": "2"}
    web_worker.give_memory_back()  # the C library of this machine knows how
