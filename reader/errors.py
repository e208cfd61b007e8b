"""A foreign file that is not taken, in words for the official."""


class Unfit(Exception):
    """`message_vi` says why the file is not taken and what to do instead."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
