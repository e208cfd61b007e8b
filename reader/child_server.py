"""The process that foreign files are opened under: started clean, it knows the libraries and forks one child a file.

Started by `reader.child` as `python -I child_server.py ROOT FD`. It holds no secret, no connection and no foreign byte
itself: it imports the module asked for, forks, and the child leaves everything behind (`reader.sandbox`) before it reads
the file. It ends when the portal process that started it is gone or has asked nothing for five minutes.
"""

import importlib
import json
import os
import select
import signal
import socket
import sys

IDLE_SECONDS = 300
ORDER_BYTES = 16 * 1024


def serve(orders: socket.socket) -> None:
    """One fork an order: JSON with the request's and the answer's file descriptor beside it."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are never waited for here
    orders.settimeout(IDLE_SECONDS)
    while True:
        try:
            order, (request, answer), *_ = socket.recv_fds(orders, ORDER_BYTES, 2)
        except (TimeoutError, ValueError, OSError):
            return  # idle, or an empty message: the portal process is gone
        order = json.loads(order)
        problem = _imported(order["function"])
        if os.fork() == 0:
            orders.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _guard(order, request, answer, problem)
        os.close(request)
        os.close(answer)


def _imported(name):
    """Nothing, or why the module cannot be had; imported here once, so that no child pays for it again."""
    try:
        importlib.import_module(name.partition(":")[0])
    except Exception as error:
        return repr(error)
    return ""


def _guard(order, request, answer, problem):
    """Enters the sandbox, forks the child that reads, and ends it when its time is over; never returns."""
    try:
        if problem:
            _say(answer, "broken", problem)
            os._exit(1)
        scratch = sandbox.enter(hidden=order["hidden"], scratch_mb=order["scratch_mb"])
        worker = os.fork()
        if worker == 0:
            _work(order, request, answer, scratch)
        os.close(request)
        reader = select.poll()
        reader.register(answer, 0)  # reports only that the other side is closed
        status = sandbox.watch(worker, order["seconds"], lambda: not reader.poll(0), order["resident_mb"])
        if status is None:
            _say(answer, "slow", "")
        elif status:
            ended = os.waitstatus_to_exitcode(status)
            _say(answer, "slow" if ended in (-signal.SIGXCPU, -signal.SIGKILL) else "heavy", str(ended))
    except sandbox.TooHeavy:
        _say(answer, "heavy", "more in memory than it may")
    except sandbox.NoNamespaces as refused:
        _say(answer, "no_sandbox", str(refused))
    finally:
        os._exit(0)


def _work(order, request, answer, scratch):
    """The one process that sees the foreign bytes."""
    code = 0
    try:
        sandbox.die_with_parent()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        os.environ.update(HOME=scratch, TMPDIR=scratch)
        os.chdir(scratch)
        sandbox.limit(memory_mb=order["memory_mb"], cpu_seconds=order["cpu_seconds"], file_mb=order["scratch_mb"])
        seccomp.refuse()
        _answer(order, request, answer)
    except MemoryError:
        code = 3
    except BaseException:
        code = 4
    finally:
        os._exit(code)


def _answer(order, request, answer):
    with open(request, "rb") as file:
        args, kwargs = wire.unpack(file.read())
    module, _, name = order["function"].partition(":")
    function = getattr(importlib.import_module(module), name, None)
    if function is None:
        return _say(answer, "broken", "no such function")
    try:
        result = function(*args, **kwargs)
    except MemoryError:
        raise
    except (ImportError, NameError) as error:
        return _say(answer, "broken", repr(error))
    except Exception as error:
        refusal = getattr(error, "message_vi", "")
        return _say(answer, "refused" if refusal else "failed", refusal or repr(error)[:2000])
    return _say(answer, "done", result)


def _say(answer, what, value):
    message = wire.pack([what, value])
    while message:
        message = message[os.write(answer, message) :]


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    from reader import sandbox, seccomp, wire

    serve(socket.socket(fileno=int(sys.argv[2])))
