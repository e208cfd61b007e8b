"""Putting a mutant in place: the loaded module's own functions and tables are changed, so whoever imported them sees it."""

import importlib
import sys
from enum import Enum
from types import FunctionType, ModuleType

WRAPPERS = (staticmethod, classmethod)


def put_in_place(module: str, source: str) -> None:
    """Run `source` aside and graft its functions, classes and constants onto the loaded `module`."""
    real = importlib.import_module(module.removesuffix(".py").replace("/", "."))
    aside = ModuleType(real.__name__)
    vars(aside).update(__file__=real.__file__, __package__=real.__package__, __spec__=real.__spec__)
    exec(compile(source, str(real.__file__), "exec"), vars(aside))
    for name, new in list(vars(aside).items()):
        old = vars(real).get(name)
        if not name.startswith("__") and old is not new and not isinstance(new, ModuleType):
            _graft_named(real, name, old, new)


def _graft_named(real, name, old, new):
    if isinstance(new, type):
        if new.__module__ == real.__name__ and not issubclass(new, Enum):
            _graft_class(old, new)
    elif (callable(new) and hasattr(new, "__code__")) or hasattr(new, "__wrapped__"):
        _graft(old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        wanted = _own(new, real)
        old.clear()
        old.update(wanted)
    else:
        _replace(name, old, _own(new, real))


def _graft_class(old, new):
    for name, value in vars(new).items():
        was = vars(old).get(name)
        if isinstance(value, FunctionType) or hasattr(value, "__wrapped__"):
            _graft(was, value)
        elif isinstance(value, property):
            _graft(was.fget, value.fget)
        elif isinstance(value, WRAPPERS):
            _graft(was.__func__, value.__func__)
        elif not name.startswith("__") and not callable(value) and was != value:
            setattr(old, name, value)


def _graft(old, new):
    """The code and defaults of `new` into `old`, below whatever wraps them."""
    while hasattr(old, "__wrapped__") and hasattr(new, "__wrapped__"):
        getattr(old, "cache_clear", lambda: None)()
        old, new = old.__wrapped__, new.__wrapped__
    if isinstance(old, FunctionType) and len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _own(value, real):
    """`value` with the loaded module's own members and functions instead of their doubles."""
    if isinstance(value, Enum) and type(value).__module__ == real.__name__:
        return vars(real)[type(value).__name__][value.name]
    if isinstance(value, FunctionType) and value.__name__ in vars(real):
        return vars(real)[value.__name__]
    if isinstance(value, dict):
        return {_own(key, real): _own(one, real) for key, one in value.items()}
    return type(value)(_own(one, real) for one in value) if type(value) in (tuple, list, set) else value


def _replace(name, old, new):
    """The constant in its module and wherever it was imported by its name."""
    for module in list(sys.modules.values()):
        if module is not None and vars(module).get(name, vars(sys)) is old:
            setattr(module, name, new)
