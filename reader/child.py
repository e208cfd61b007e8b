"""The one way to open a foreign file: a named function runs in a sandboxed child and its plain answer comes back.

    run          "package.module:function" with plain values and bytes -> its answer; raises ChildRefused
    screen       a look at every file before that, by ClamAV
    available    whether this system grants what the sandbox needs, and if not, why

The child has no network, sees no other process, none of the portal's files and no socket, writes only to a small folder
in memory, and is ended with all it started when memory, processor time, wall time or the size of a file run over
(`Limits`). Its memory is given back when it ends. Foreign files are PDF, Office, pictures, XML that people bring; what
the portal has made itself (its papers, its own Excel form as written, seals laid down by the administrator) is read
where it is needed.
"""

import json
import logging
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader import wire
from reader.screening import Infected, ScreenAway

__all__ = ["ChildBroken", "ChildRefused", "Limits", "available", "hide", "run", "screen"]

ROOT = Path(__file__).resolve().parents[1]
_SERVER = Path(__file__).with_name("child_server.py")
_log = logging.getLogger(__name__)
_SAID = {
    "failed": "Không đọc được tệp này: nội dung bị hỏng hoặc không đúng định dạng.",
    "slow": "Tệp mất quá nhiều thời gian để mở nên không được nhận. Hãy xuất lại tệp, bỏ bớt ảnh hoặc phụ lục.",
    "heavy": "Tệp cần quá nhiều bộ nhớ để mở nên không được nhận. Hãy xuất lại tệp, bỏ bớt ảnh hoặc phụ lục.",
    "infected": "Chương trình chống mã độc của máy chủ từ chối tệp này. Kiểm tra máy đã tạo ra tệp.",
    "no_screen": "Chương trình chống mã độc của máy chủ không trả lời nên tạm không nhận tệp; quản trị đã được báo.",
    "no_sandbox": "Máy chủ chưa có ngăn cách ly để mở tệp an toàn nên tạm không nhận tệp; quản trị hệ thống đã được báo.",
}


class ChildRefused(ValueError):
    """The file is not taken. `message_vi` says why; `why` is refused (the reader's own words), failed, slow, heavy or
    no_sandbox, infected or
    no_screen."""

    def __init__(self, why: str, message_vi: str) -> None:
        super().__init__(message_vi)
        self.why, self.message_vi = why, message_vi


class ChildBroken(RuntimeError):
    """The portal's own fault: the function is not there or a library is missing."""


@dataclass(frozen=True)
class Limits:
    """What one file may cost: address space beyond the libraries', memory of each process with them, time, scratch folder
    and answer."""

    memory_mb: int = 300
    resident_mb: int = 400
    seconds: float = 30
    cpu_seconds: int = 20
    scratch_mb: int = 64
    answer_mb: int = 64


class _Server:
    """The forking process of this process, started when first asked and again when it has gone idle."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.owner = 0
        self.orders: socket.socket | None = None
        self.process: subprocess.Popen | None = None

    def send(self, order: bytes, descriptors: list[int]) -> None:
        with self.lock:
            try:
                self._send(order, descriptors)
            except OSError:  # it ended by itself; once more with a new one
                self._end()
                self._send(order, descriptors)

    def _send(self, order, descriptors):
        orders, process = self.orders, self.process
        if orders is None or process is None or self.owner != os.getpid() or process.poll() is not None:
            orders = self._start()
        socket.send_fds(orders, [order], descriptors)

    def _start(self) -> socket.socket:
        self._end()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.orders = ours
        with theirs:
            command = [sys.executable, "-I", str(_SERVER), str(ROOT), str(theirs.fileno())]
            environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
            self.process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=environment, cwd="/",
                start_new_session=True,
            )  # fmt: skip
        self.owner = os.getpid()
        return ours

    def _end(self):
        if self.orders is not None:
            self.orders.close()
        if self.process is not None and self.owner == os.getpid():
            self.process.wait(timeout=10)
        self.orders = self.process = None


_server = _Server()
_hidden: set[str] = set()
_screens: list[Callable[[bytes], None]] = []


def hide(*folders: str | Path) -> None:
    """Folders that no child may see: the portal's data, keys and sockets. Called once by whoever knows them."""
    _hidden.update(str(Path(folder).resolve()) for folder in folders)


def screen(with_it: Callable[[bytes], None] | None) -> None:
    """Show every file to `with_it` (`screening.clamd`) before a child opens it; None: to nobody."""
    _screens[:] = [with_it] if with_it else []


def _screened(values):
    for look in _screens:
        for data in (value for value in values if isinstance(value, bytes)):
            try:
                look(data)
            except Infected as found:
                _log.warning("ClamAV refused a file: %s", found)
                raise ChildRefused("infected", _SAID["infected"]) from None
            except ScreenAway as away:
                _log.error("ClamAV is away: %s", away)
                raise ChildRefused("no_screen", _SAID["no_screen"]) from None


def run(function: str, *args: object, limits: Limits = Limits(), **kwargs: object) -> object:
    """The answer of `function` ("package.module:name") called in a sandboxed child with plain values and bytes.

    Raises ChildRefused with a Vietnamese message, ChildBroken when the fault is the portal's.
    """
    _screened([*args, *kwargs.values()])
    request = os.memfd_create("request")
    ours, theirs = os.pipe()
    try:
        with open(request, "wb", closefd=False) as file:
            file.write(wire.pack([args, kwargs]))
        os.lseek(request, 0, os.SEEK_SET)
        _server.send(_order(function, limits), [request, theirs])
        os.close(theirs)
        theirs = -1
        message = _read(ours, limits)
    finally:
        for descriptor in (request, ours, theirs):
            if descriptor >= 0:
                os.close(descriptor)
    return _judged(function, message)


def _order(function, limits):
    given = {
        name: getattr(limits, name) for name in ("memory_mb", "resident_mb", "seconds", "cpu_seconds", "scratch_mb")
    }
    return json.dumps({"function": function, "hidden": sorted(_hidden), **given}).encode()


def _read(pipe, limits):
    """Everything the child says; closing the pipe afterwards ends a child that would go on."""
    end = time.monotonic() + limits.seconds + 15  # the libraries may have to be loaded first
    parts: list[bytes] = []
    size = 0
    while select.select([pipe], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(pipe, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > limits.answer_mb * 1024 * 1024:
            return wire.pack(["heavy", "the answer is too long"])
    return wire.pack(["slow", "no answer in time"])


def _judged(function, message):
    try:
        what, value = wire.unpack(message)
    except ValueError:
        what, value = "heavy", "ended without an answer"
    if what == "done":
        return value
    if what == "broken":
        raise ChildBroken(f"{function}: {value}")
    if what == "no_sandbox":
        _log.error("No sandbox for foreign files: %s", value)
    elif what != "refused":
        _log.warning("%s: %s %s", function, what, value)
    raise ChildRefused(what, _SAID.get(what, str(value)))


def nothing() -> bool:
    """The function that `available` runs."""
    return True


def available() -> str:
    """Nothing when files can be opened in the sandbox, else the system's reason."""
    try:
        run("reader.child:nothing", limits=Limits(seconds=10))
    except ChildRefused as refused:
        return refused.message_vi
    return ""
