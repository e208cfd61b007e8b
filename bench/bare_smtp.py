"""Sends the mails of a file by smtplib alone over one connection and prints the seconds it took."""

import pickle
import smtplib
import sys
import time


def mails(path):
    with open(path, "rb") as source:
        while True:
            try:
                yield pickle.load(source)
            except EOFError:
                return


def main(port: str, path: str) -> None:
    ready = list(mails(path))
    before = time.monotonic()
    with smtplib.SMTP("127.0.0.1", int(port), timeout=60) as line:
        for sender, to, raw in ready:
            line.sendmail(sender, [to], raw)
    print(time.monotonic() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
