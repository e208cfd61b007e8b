"""ClamAV over its socket, where the settings name one: a foreign file is shown to it before the child opens it."""

import socket
from collections.abc import Callable

__all__ = ["Infected", "ScreenAway", "clamd"]

CHUNK, SECONDS = 64 * 1024, 30.0


class Infected(ValueError):
    """ClamAV knows it; the text is the name it gives it."""


class ScreenAway(OSError):
    """ClamAV does not answer, or not as it should."""


def clamd(place: str) -> Callable[[bytes], None]:
    """A function that shows bytes to the clamd at the socket file `place`; it raises Infected or ScreenAway."""

    def screen(data: bytes) -> None:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(SECONDS)
                line.connect(place)
                answer = _asked(line, data)
        except OSError as away:
            raise ScreenAway(str(away)) from away
        if answer.endswith(" FOUND"):
            raise Infected(answer.removesuffix(" FOUND").partition(": ")[2])
        if not answer.endswith(": OK"):
            raise ScreenAway(answer[:200])

    return screen


def _asked(line, data):
    line.sendall(b"zINSTREAM\0")
    for at in range(0, len(data), CHUNK):
        piece = data[at : at + CHUNK]
        line.sendall(len(piece).to_bytes(4, "big") + piece)
    line.sendall(bytes(4))
    said = b""
    while not said.endswith(b"\0") and (more := line.recv(4096)):
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()
