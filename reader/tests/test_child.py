"""The child really has no network, no files of the portal, and ends when memory, time or size run over."""

import errno
import os
import socket
import subprocess
import sys
import tempfile
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader import child
from reader.child import ChildBroken, ChildRefused, Limits

DEEDS = "reader.tests.deeds:"


def refused(deed, *args, **limits):
    with pytest.raises(ChildRefused) as said:
        child.run(DEEDS + deed, *args, limits=Limits(**limits))
    return said.value


def test_plain_values_and_bytes_come_back():
    value = {"số": [1, 2.5, None, True], "tệp": [b"\x00\xff" * 1000, b""]}
    assert child.run(DEEDS + "give_back", value) == value
    assert child.run(DEEDS + "give_back", b"abc", twice=True) == [b"abc", b"abc"]


def test_refusals_keep_their_words_and_damage_gets_some():
    assert str(refused("refuse", "Tệp này không hợp.")) == "Tệp này không hợp."
    assert "hỏng" in str(refused("fail"))


def test_a_fault_of_the_portal_is_no_refusal():
    with pytest.raises(ChildBroken):
        child.run("reader.tests.deeds:nowhere")
    with pytest.raises(ChildBroken):
        child.run("reader.tests.no_such_module:x")


def test_nothing_is_reached_from_inside(tmp_path):
    path = str(tmp_path / "socket")
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as local:
        local.bind(path)
        local.listen()
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):  # from outside the door is open
            listener.accept()[0].close()
        child.hide(tmp_path)
        found = child.run(DEEDS + "call_out", port, path)
        listener.settimeout(0.2)
        local.settimeout(0.2)
        for door in (listener, local):
            with pytest.raises(TimeoutError):
                door.accept()
    assert "reached" not in found and len(found) == 3


@pytest.fixture
def apart():
    """A folder that lies below none of those every child has its own of (/tmp, /run)."""
    with tempfile.TemporaryDirectory(dir=os.environ["PAPI_TEST_SERVERS"]) as folder:
        yield Path(folder)


def test_the_portals_files_secrets_and_processes_are_not_seen(tmp_path, apart, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    (apart / "khoa.p12").write_text("key")
    assert child.run(DEEDS + "look", str(apart))["files"] == ["khoa.p12"], "what nobody hides is seen"
    for folder in (tmp_path, apart):
        (folder / "khoa.p12").write_text("key")
        child.hide(folder)
        seen = child.run(DEEDS + "look", str(folder))
        assert seen["files"] == [] and seen["pid"] == 1
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(seen["names"])
    assert child.run(DEEDS + "look", "/run")["files"] == []


def test_the_disk_is_read_only():
    target = Path(__file__).with_name("written.txt")
    assert "hỏng" in str(refused("write_at", str(target)))
    assert not target.exists()


def test_calls_that_lead_out_of_a_cell_are_refused_by_the_kernel():
    """unshare(0) and setns(0) would be answered otherwise: 0, EBADF."""
    answers = child.run(DEEDS + "break_out")
    assert answers.pop("started") == 0 and set(answers.values()) == {errno.EPERM}


def test_memory_ends():
    assert child.run(DEEDS + "swallow", 100, limits=Limits(memory_mb=200)) == 100 * 1024 * 1024
    assert refused("swallow", 300, memory_mb=200).why == "heavy"


def test_what_is_held_in_memory_at_once_ends_also_in_a_process_the_child_started():
    assert child.run(DEEDS + "hold", 60, limits=Limits(memory_mb=2000)) == 0
    assert refused("hold", 300, memory_mb=2000, resident_mb=250, seconds=8).why == "heavy"


def test_the_size_of_a_file_ends():
    child.run(DEEDS + "overflow_disk", 2, limits=Limits(scratch_mb=4))
    assert refused("overflow_disk", 6, scratch_mb=4).why == "failed"


def test_processor_time_ends():
    begun = time.monotonic()
    assert refused("spin", cpu_seconds=1, seconds=60).why == "slow"
    assert time.monotonic() - begun < 30


def test_time_ends_for_all_it_started():
    mark = f"mark-{os.getpid()}-{time.monotonic_ns()}"
    assert refused("sleep_with_children", mark, seconds=2).why == "slow"
    left = [
        line
        for line in Path("/proc").glob("[0-9]*/cmdline")
        if mark.encode() in (line.read_bytes() if line.exists() else b"")
    ]
    assert left == []


def test_a_long_answer_is_cut_off():
    assert refused("give_back", b"0" * 3 * 1024 * 1024, answer_mb=2).why == "heavy"


def test_many_at_once_and_after_the_server_was_killed():
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda n: child.run(DEEDS + "give_back", n), range(24)))
    assert given == list(range(24))
    child._server.process.kill()
    child._server.process.wait()
    assert child.run(DEEDS + "give_back", 7) == 7


# Where the system grants no network namespace: a user namespace of our own forbids it, as a hardened server does.
WITHOUT = """
import ctypes, os, sys
sys.path.insert(0, sys.argv[1])
user = os.getuid()
assert ctypes.CDLL(None).unshare(0x10000000) == 0
open("/proc/self/setgroups", "w").write("deny")
open("/proc/self/uid_map", "w").write(f"0 {user} 1")
open("/proc/sys/user/max_net_namespaces", "w").write("0")
from reader import child
print(child.available())
try:
    child.run("reader.tests.deeds:give_back", b"a file")
except child.ChildRefused as refused:
    print(refused.why)
"""


def test_without_namespaces_nothing_is_opened_and_the_reason_is_told():
    command = [sys.executable, "-c", WITHOUT, str(child.ROOT)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "ngăn cách ly" in said[0] and said[1] == "no_sandbox"


def test_this_machine_has_the_sandbox():
    assert child.available() == ""


# --- A PDF that is small until it is opened ----------------------------------------------------------------------------


def pdf_with(dictionary, stream):
    body = b"%PDF-1.7\n1 0 obj\n<<" + dictionary + b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(stream)
    return body + stream + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def inflating(entries):
    """A cross-reference stream of few bytes that declares `entries` objects."""
    stream = zlib.compress(b"\x00\x00\x00\x00" * entries, 9)
    return pdf_with(b"/Type/XRef/W[1 2 1]/Root 1 0 R/Size %d/Index[0 %d]" % (entries, entries), stream)


BOMBS = {  # filled by the test: every process of a run reads this file
    "declared": lambda: inflating(1_500_000),
    "in a table": lambda: (
        b"%PDF-1.4\nxref\n0 3000000\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    ),
    "inflated": lambda: pdf_with(b"/Type/ObjStm/N 1/First 4", zlib.compress(bytes(300 * 1024 * 1024), 9)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_before_any_parser_sees_it(name):
    bomb = BOMBS[name]()
    assert len(bomb) < 400_000
    begun = time.monotonic()
    said, held = child.run(DEEDS + "guard_cost", bomb, limits=Limits(memory_mb=300))
    assert "bất thường" in said and held < 400
    assert time.monotonic() - begun < 10


def test_an_honest_pdf_passes_the_guard():
    said, _ = child.run(DEEDS + "guard_cost", inflating(100_000))
    assert said == ""
