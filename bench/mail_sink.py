"""A mail server for the benches in a process of its own: prints its port, then answers "count" and "forget"."""

import logging
import sys

from post.tests.mail_server import MailServer


def main() -> None:
    logging.disable(logging.CRITICAL)
    with MailServer(keep=False) as server:
        print(server.port, flush=True)
        for word in sys.stdin:
            if word.strip() == "forget":
                server.accepted.clear()
            print(len(server.accepted), flush=True)


if __name__ == "__main__":
    main()
