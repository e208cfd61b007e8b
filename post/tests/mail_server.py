"""A real SMTP server on loopback for tests and benches: counts what it accepted, refuses or hangs when told."""

import asyncio
import threading
from collections import Counter
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class AnyPort(Controller):
    """A controller that lets the system choose the port and then knows it."""

    def _trigger_server(self):
        self.port = self.port or self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """`with MailServer() as server:`; `accepted` is a Counter of Message-IDs, `mails` the (recipient, bytes) in order.

    `answer`: called with the envelope, returns None to accept or the reply to give instead; may block, to hang.
    """

    def __init__(self, answer=None, *, keep=True, port=0, host="127.0.0.1"):
        self.answer, self.keep = answer, keep
        self.accepted, self.mails, self.lock = Counter(), [], threading.Lock()
        self.controller = AnyPort(self, hostname=host, port=port, ready_timeout=20)

    async def handle_DATA(self, server, session, envelope):
        if self.answer:
            reply = await asyncio.get_running_loop().run_in_executor(None, self.answer, envelope)
            if reply:
                return reply
        self.note(envelope)
        return "250 OK"

    def note(self, envelope):
        head = envelope.content.split(b"\r\n\r\n", 1)[0]
        with self.lock:
            self.accepted[message_from_bytes(head)["Message-ID"]] += 1
            if self.keep:
                self.mails.append((envelope.rcpt_tos[0], envelope.content))

    def opened(self):
        """The accepted mails, parsed."""
        return [message_from_bytes(content, policy=policy.default) for _, content in self.mails]

    @property
    def port(self):
        return self.controller.port

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *failure):
        self.controller.stop()
