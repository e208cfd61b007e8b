"""System calls that no reading of a file needs and every way out of a cell begins with: refused by the kernel."""

import ctypes
import os
import struct

__all__ = ["REFUSED", "refuse"]

_PR_SET_SECCOMP, _FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _EPERM = 0x7FFF0000, 0x00050000 | 1
_X32 = 0x40000000  # the second numbering of x86-64
_NEWER = {  # numbered alike everywhere
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428, "move_mount": 429,
    "fsopen": 430, "fsmount": 432, "mount_setattr": 442,
}  # fmt: skip
_X86 = {
    "ptrace": 101, "pivot_root": 155, "mount": 165, "umount2": 166, "init_module": 175, "delete_module": 176,
    "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272, "perf_event_open": 298,
    "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311, "finit_module": 313,
    "bpf": 321, "userfaultfd": 323,
}  # fmt: skip
_ARM = {
    "umount2": 39, "mount": 40, "pivot_root": 41, "unshare": 97, "kexec_load": 104, "init_module": 105,
    "delete_module": 106, "ptrace": 117, "add_key": 217, "request_key": 218, "keyctl": 219, "perf_event_open": 241,
    "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273,
    "bpf": 280, "userfaultfd": 282,
}  # fmt: skip
# machine -> (how the kernel calls it, numbers by name)
REFUSED = {"x86_64": (0xC000003E, _X86 | _NEWER), "aarch64": (0xC00000B7, _ARM | _NEWER)}


def refuse() -> bool:
    """From now on, here and in all that is started; False where this machine or kernel has no such filter."""
    known = REFUSED.get(os.uname().machine)
    if known is None:
        return False
    program = b"".join(_program(*known))
    held = ctypes.create_string_buffer(program, len(program))
    head = _Head(len(program) // 8, ctypes.cast(held, ctypes.c_void_p))
    return ctypes.CDLL(None).prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(head), 0, 0) == 0


class _Head(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _program(machine, calls):
    """Another machine's numbering is refused whole; then each call by its number; the rest is allowed."""
    numbers = sorted(calls.values())
    yield _step(_LOAD, 4)
    yield _step(_EQUAL, machine, yes=0, no=len(numbers) + 3)
    yield _step(_LOAD, 0)
    yield _step(_AT_LEAST, _X32, yes=len(numbers) + 1, no=0)
    for at, number in enumerate(numbers):
        yield _step(_EQUAL, number, yes=len(numbers) - at, no=0)
    yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _EPERM)


def _step(code, value, yes=0, no=0):
    return struct.pack("HBBI", code, yes, no, value)
