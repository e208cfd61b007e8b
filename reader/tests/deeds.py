"""What hostile files would make a parser do: run inside the child by the tests."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from reader import pdf_guard
from reader.errors import Unfit
from reader.seccomp import REFUSED


def give_back(value, *, twice=False):
    return [value, value] if twice else value


def refuse(words):
    raise Unfit(words)


def fail():
    raise KeyError("damaged")


def call_out(port, unix_path):
    """How each way out is refused: a connection to this machine, to the world, to a socket file."""
    found = []
    for family, place in (
        (socket.AF_INET, ("127.0.0.1", port)),
        (socket.AF_INET, ("192.0.2.1", 80)),
        (socket.AF_UNIX, unix_path),
    ):
        with socket.socket(family) as out:
            out.settimeout(2)
            try:
                out.connect(place)
                found.append("reached")
            except OSError as error:
                found.append(type(error).__name__)
    return found


def look(folder):
    """A folder below one that is covered is not there at all."""
    files = os.listdir(folder) if os.path.lexists(folder) else []
    return {"files": files, "names": sorted(os.environ), "pid": os.getpid()}


def write_at(path):
    Path(path).write_text("here")


def swallow(megabytes):
    block = bytearray(megabytes * 1024 * 1024)
    return len(block)


def hold(megabytes):
    """A program that holds so much for a moment; its exit code."""
    code = f"import time; held = bytearray({megabytes} << 20); time.sleep(0.15)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode


def overflow_disk(megabytes):
    Path("big").write_bytes(b"0" * megabytes * 1024 * 1024)


def spin():
    while True:
        pass


def sleep_with_children(mark):
    """Grandchildren in sessions of their own, deaf to polite signals."""
    deaf = f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600) # {mark}"
    subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)


def guard_cost(data):
    """What the look at a PDF before any parser says, and how many MB this process held at most."""
    try:
        pdf_guard.check(data)
        said = ""
    except Unfit as refused:
        said = refused.message_vi
    return [said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]


def convert_page(data):
    """LibreOffice on a page that points elsewhere; whether a document came out."""
    Path("page.html").write_bytes(data)
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{Path.cwd()}/profile"]
    subprocess.run([*command, "--convert-to", "docx:MS Word 2007 XML", "page.html"], timeout=80, check=False)
    return Path("page.docx").exists()


def break_out():
    """How the kernel answers calls that begin a way out of a cell: {name: errno}, and of one that every reader makes."""
    libc, (_, numbers) = ctypes.CDLL(None, use_errno=True), REFUSED[os.uname().machine]
    found = {}
    for name in ("unshare", "mount", "ptrace", "bpf", "keyctl", "io_uring_setup", "userfaultfd", "setns"):
        ctypes.set_errno(0)
        libc.syscall(numbers[name], 0, 0, 0, 0, 0)
        found[name] = ctypes.get_errno()
    return {**found, "started": subprocess.run(["true"], check=False).returncode}
