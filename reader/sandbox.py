"""What a process gives up before it opens a foreign file: network, other processes, folders, memory, time, file size."""

import ctypes
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

NEW_USER, NEW_NET, NEW_MOUNT, NEW_PID, NEW_IPC = 0x10000000, 0x40000000, 0x00020000, 0x20000000, 0x08000000
_PRIVATE, _RECURSIVE = 1 << 18, 1 << 14
_NO_SUID, _NO_DEVICES = 2, 4
_DEATH_SIGNAL, _NO_NEW_PRIVILEGES = 1, 38
_MOUNT_SETATTR, _HERE, _ALL_BELOW, _READ_ONLY = 442, -100, 0x8000, 1
_SCRATCH = ("/tmp", "/var/tmp", "/mnt")  # noqa: S108 # nosec B108 - covered by folders in memory of the child's own
MEGABYTE = 1024 * 1024
_SELDOM = 0.02  # seconds between two looks at a child that takes its time
_libc = ctypes.CDLL(None, use_errno=True)


class NoNamespaces(OSError):
    """The system grants no namespaces, so a foreign file could reach the network from here."""


def enter(*, hidden: list[str], scratch_mb: int) -> str:
    """Leaves network, processes, IPC and the writable disk behind; the next fork is the first of its own processes.

    Returns a fresh folder in memory of `scratch_mb`; `hidden` folders, /tmp and the sockets in /run look empty.
    Raises NoNamespaces.
    """
    user, group = os.getuid(), os.getgid()
    _checked(_libc.unshare(NEW_USER | NEW_NET | NEW_MOUNT | NEW_PID | NEW_IPC))
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    except OSError as refused:
        raise NoNamespaces(*refused.args) from refused
    _mount(b"none", b"/", None, _PRIVATE | _RECURSIVE, None)
    _read_only()
    scratch = next(folder for folder in _SCRATCH if _may_cover(folder))
    for folder in {"/run", *_SCRATCH, *hidden}:
        if _may_cover(folder):
            size = scratch_mb if folder == scratch else 1
            _mount(b"tmpfs", os.path.realpath(folder).encode(), b"tmpfs", _NO_SUID | _NO_DEVICES, b"size=%dm" % size)
    return scratch


def _may_cover(folder):
    """A folder that is there and does not hold the code itself."""
    code = (str(Path(__file__)), os.path.realpath(__file__), sys.prefix, os.path.realpath(sys.prefix), sys.base_prefix)
    return os.path.isdir(folder) and not any(Path(place).is_relative_to(folder) for place in code)


def _mount(source, target, kind, flags, options):
    _checked(_libc.mount(source, target, kind, ctypes.c_ulong(flags), options))


def _read_only():
    attributes = (ctypes.c_uint64 * 4)(_READ_ONLY, 0, 0, 0)
    path = ctypes.c_char_p(b"/")
    _checked(_libc.syscall(_MOUNT_SETATTR, _HERE, path, _ALL_BELOW, attributes, ctypes.sizeof(attributes)))


def _checked(result):
    if result:
        code = ctypes.get_errno()
        raise NoNamespaces(code, os.strerror(code))


def limit(*, memory_mb: int, cpu_seconds: int, file_mb: int) -> None:
    """At most so much more memory than now, processor time, and size of any one file; no core, no new privileges."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + memory_mb * MEGABYTE
    for kind, value in (
        (resource.RLIMIT_AS, most),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, file_mb * MEGABYTE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
    ):
        resource.setrlimit(kind, (value, value))
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Ends this process when the one that forked it ends."""
    _libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


class TooHeavy(Exception):
    """A process of the child held more memory than it may; all of them are ended."""


def watch(worker: int, seconds: float, wanted: Callable[[], bool], resident_mb: int) -> int | None:
    """Waits for process `worker`; its exit status, or None after killing it and all it started.

    Killed when `seconds` are over or `wanted()` says that nobody waits for the answer any more. Raises TooHeavy when
    `worker` or a process it started has had more than `resident_mb` in memory at once.
    """
    end = time.monotonic() + seconds
    pause, heavy = 0.0005, False
    while time.monotonic() < end and wanted() and not heavy:
        done, status = os.waitpid(worker, os.WNOHANG)
        if done:
            return status
        heavy = pause >= _SELDOM and heaviest(worker) > resident_mb * MEGABYTE
        time.sleep(0 if heavy else pause)
        pause = min(pause * 1.5, _SELDOM)
    os.kill(worker, signal.SIGKILL)  # the first of its namespace: the kernel ends all others with it
    os.waitpid(worker, 0)
    if heavy:
        raise TooHeavy
    return None


def heaviest(pid: int) -> int:
    """The most bytes that process `pid`, or one of those below it, has had in memory at once; 0 for none."""
    most, left = 0, [pid]
    while left:
        one = left.pop()
        with suppress(OSError, ValueError):
            peak = re.search(rb"^VmHWM:\s+(\d+) kB", Path(f"/proc/{one}/status").read_bytes(), re.MULTILINE)
            most = max(most, int(peak.group(1)) * 1024 if peak else 0)
            for task in Path(f"/proc/{one}/task").iterdir():
                left += map(int, (task / "children").read_bytes().split())
    return most
