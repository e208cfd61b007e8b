"""A file is shown to ClamAV first: what it knows is refused, and where it is away nothing is taken."""

import socket
import threading

import pytest

from reader import child
from reader.child import ChildRefused
from reader.screening import clamd

DEEDS = "reader.tests.deeds:"


@pytest.fixture
def daemon(tmp_path):
    """Speaks clamd's INSTREAM at a socket file: `sau-doc` is known to it. Yields (place, what it was shown)."""
    place, shown = str(tmp_path / "clamd.ctl"), []
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(place)
        door.listen()
        threading.Thread(target=lambda: [_serve(door, shown) for _ in range(9)], daemon=True).start()
        yield place, shown
        child.screen(None)


def _serve(door, shown):
    try:
        line, _ = door.accept()
    except OSError:
        return
    with line, line.makefile("rwb") as talk:
        assert talk.read(10) == b"zINSTREAM\0"
        data = b""
        while size := int.from_bytes(talk.read(4), "big"):
            data += talk.read(size)
        shown.append(data)
        talk.write(b"stream: Win.Test.SauDoc FOUND\0" if b"sau-doc" in data else b"stream: OK\0")


def test_what_is_known_is_refused_and_the_rest_shown_whole(daemon):
    place, shown = daemon
    child.screen(clamd(place))
    clean = b"x" * 200_000
    assert child.run(DEEDS + "give_back", clean) == clean
    with pytest.raises(ChildRefused, match="mã độc của máy chủ từ chối") as refused:
        child.run(DEEDS + "give_back", b"..sau-doc..")
    assert refused.value.why == "infected" and shown == [clean, b"..sau-doc.."]


def test_where_it_is_away_nothing_is_taken(daemon, tmp_path):
    child.screen(clamd(str(tmp_path / "khong-co.ctl")))
    with pytest.raises(ChildRefused, match="không trả lời") as refused:
        child.run(DEEDS + "give_back", b"x")
    assert refused.value.why == "no_screen"
