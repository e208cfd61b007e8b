"""Opens foreign files in this process: the sandboxed child loads its modules anew from disk, where no mutant stands."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reader import child, wire
from tools.mutants.targets import MODULES


@contextmanager
def here() -> Iterator[None]:
    """Within the block `child.run` calls the functions of MODULES in this process; all others still go to a child."""
    real = child.run

    def run(function: str, *args: Any, **more: Any) -> object:
        if function.partition(":")[0].replace(".", "/") + ".py" not in MODULES:
            return real(function, *args, **more)
        more.pop("limits", None)
        return _called(function, args, more)

    child.run = run
    try:
        yield
    finally:
        child.run = real


def _called(function, args, kwargs):
    """What the child would answer or refuse: plain values both ways."""
    module, _, name = function.partition(":")
    args, kwargs = wire.unpack(wire.pack([args, kwargs]))
    try:
        return wire.unpack(wire.pack(getattr(importlib.import_module(module), name)(*args, **kwargs)))
    except Exception as error:
        refusal = getattr(error, "message_vi", "")
        raise child.ChildRefused("refused" if refusal else "failed", refusal or repr(error)) from error
