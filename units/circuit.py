"""A circuit: after a failure nobody asks again for a while, so that no thread waits for what is known to be away."""

import time

__all__ = ["Circuit"]


class Circuit:
    """Open for `rest` seconds after `trip()`; threads share it without a lock, for a lost write costs one more try only."""

    def __init__(self, rest: float) -> None:
        self.rest, self._until = rest, 0.0

    @property
    def open(self) -> bool:
        """Whether to leave the other side alone."""
        return time.monotonic() < self._until

    def trip(self) -> None:
        self._until = time.monotonic() + self.rest

    def close(self) -> None:
        self._until = 0.0
