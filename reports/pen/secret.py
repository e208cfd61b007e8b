"""A password, PIN or one-time code on its way to the key."""


class Secret(str):
    """A text that never shows itself where errors print the values around them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"
