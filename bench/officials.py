"""Three hundred officials at their entries: each opens a page, types into it a few times and goes on to the next.

`python -m bench.officials PORT SECONDS PAUSE` reads people from standard input as JSON (`people` writes it) and prints
what it saw. One process, asyncio and nothing else, because it shares the two processors with what it measures.
"""

import asyncio
import json
import sys
import time
from urllib.parse import urlencode

SAVES = 4  # autosaves to one opening of the page
HEADS = "Host: localhost\r\nAccept-Encoding: gzip\r\nAccept: */*\r\nUser-Agent: officials\r\n"


class Official:
    """One person with her session, her entries and one line to the portal."""

    def __init__(self, port: int, told: dict) -> None:
        self.port, self.told = port, told
        self.took: dict[str, list[float]] = {"page": [], "save": []}
        self.failed: list[str] = []
        self.kept: dict[int, str] = {}  # entry -> the last text that was acknowledged
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def work(self, begin: float, until: float, pause: float) -> None:
        """Asks every `pause` seconds, or as soon as the answer is there when it takes longer."""
        due, number = begin, 0
        while due < until:
            await asyncio.sleep(max(0, due - time.monotonic()))
            if time.monotonic() >= until:
                return
            await self._step(number)
            due, number = max(due + pause, time.monotonic()), number + 1

    async def _step(self, number):
        entry = self.told["entries"][number // (SAVES + 1) % len(self.told["entries"])]
        if number % (SAVES + 1) == 0:
            await self._timed("page", "GET", f"/tien-do/{entry['pk']}/", "")
        else:
            await self._save(entry, f"Đã làm lần {number}")

    async def _save(self, entry, text):
        form = {"version": entry["version"], "base": "{}", "level": "in_progress", "result": text}
        answer = await self._timed("save", "POST", f"/tien-do/{entry['pk']}/luu/", urlencode(form))
        if answer:
            entry["version"], self.kept[entry["pk"]] = json.loads(answer)["version"], text

    async def _timed(self, kind, method, path, body):
        began = time.monotonic()
        try:
            status, answer = await self._ask(method, path, body)
        except (OSError, EOFError, ValueError) as failure:
            self.line = None
            self.failed.append(repr(failure))
            return b""
        self.took[kind].append(time.monotonic() - began)
        if status != 200:
            self.failed.append(f"{method} {status}")
        return answer if status == 200 else b""

    async def _ask(self, method, path, body):
        if self.line is None:
            self.line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        heads = (
            f"{method} {path} HTTP/1.1\r\n{HEADS}Cookie: sessionid={self.told['session']}; csrftoken={'a' * 32}\r\n"
        )
        if method == "POST":
            heads += f"X-CSRFToken: {'a' * 32}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            heads += f"Content-Length: {len(body)}\r\n"
        writer.write(f"{heads}\r\n{body}".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        answer = await reader.readexactly(int(fields["content-length"]))
        if fields.get("connection") == "close":
            writer.close()
            self.line = None
        return int(head.split()[1]), answer


async def main(port: int, seconds: float, pause: float, people: list[dict]) -> dict:
    """{"seconds", "page" and "save": [seconds each took], "failed": [why], "kept": {entry: text}}"""
    officials = [Official(port, told) for told in people]
    begin = time.monotonic()
    starts = (begin + pause * number / len(officials) for number in range(len(officials)))
    await asyncio.gather(*(one.work(at, begin + seconds, pause) for one, at in zip(officials, starts, strict=True)))
    return {
        "seconds": time.monotonic() - begin,
        "page": [took for one in officials for took in one.took["page"]],
        "save": [took for one in officials for took in one.took["save"]],
        "failed": [why for one in officials for why in one.failed],
        "kept": {key: text for one in officials for key, text in one.kept.items()},
    }


if __name__ == "__main__":
    at, lasting, between = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    json.dump(asyncio.run(main(at, lasting, between, json.load(sys.stdin))), sys.stdout)
