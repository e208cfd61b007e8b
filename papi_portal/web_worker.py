"""gunicorn's threads, and one thread beside them for what machines ask: /healthz answers while all others wait.

What a big upload took of memory is given back to the machine when it is over.
"""

import ctypes
import errno
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.message import Request
from gunicorn.workers.gthread import TConn, ThreadWorker

__all__ = ["Worker"]

OF_MACHINES = (b"GET /healthz", b"HEAD /healthz", b"GET /readyz", b"HEAD /readyz", b"GET /metrics")
LONGEST = max(map(len, OF_MACHINES))
BEGINS_WITHIN = 10  # seconds from a new line to the first bytes of its request
BIG = 1 << 20  # bytes of a request after which memory is given back
GONE = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK)  # another process was quicker, or it has hung up


def asks_for_machines(conn: TConn) -> bool:
    """Whether the request that waits on the line is one of theirs; looks without taking. False for TLS of our own."""
    try:
        begun = conn.sock.recv(LONGEST, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except (OSError, ValueError):
        return False
    return begun.startswith(OF_MACHINES)


def is_big(headers: list[tuple[str, str]]) -> bool:
    """Whether a request with these headers (names in capitals, as gunicorn has them) carries BIG bytes or does not say."""
    told = dict(headers)
    length = told.get("CONTENT-LENGTH", "0")
    return "TRANSFER-ENCODING" in told or (length.isdecimal() and int(length) >= BIG)


def give_memory_back() -> None:
    """The C library keeps what was freed in each thread's arena for later; not on other libraries than glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


class Worker(ThreadWorker):
    """A request that has not arrived when its line is taken waits in the poller, not in a thread."""

    def init_process(self) -> None:
        self.for_machines = ThreadPoolExecutor(max_workers=2, thread_name_prefix="machines")
        super().init_process()

    def handle_request(self, req: Request, conn: TConn) -> Any:
        try:
            return super().handle_request(req, conn)
        finally:
            if is_big(req.headers):
                give_memory_back()

    def accept(self, listener: socket.socket) -> None:
        """Takes a line and hands it on when its request begins: only then is known whose it is."""
        try:
            client, address = listener.accept()
        except OSError as failure:
            if failure.errno in GONE:
                return
            raise
        self.nr_conns += 1
        conn = TConn(self.cfg, client, address, listener.getsockname())
        conn.timeout = time.monotonic() + BEGINS_WITHIN
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def enqueue_req(self, conn: TConn) -> None:
        pool = self.for_machines if asks_for_machines(conn) else self.tpool
        done = pool.submit(self.handle, conn)
        done.add_done_callback(lambda result: self.method_queue.defer(self.finish_request, conn, result))
