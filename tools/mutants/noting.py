"""Notes which functions of the modules a test calls: each says so in a first statement of its own, all else runs as fast
as ever (under a profiler a signed paper takes a minute)."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tools.mutants.patching import put_in_place
from tools.mutants.targets import ROOT

NAME = "__noted_by_the_mutants__"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
calls: set[tuple[str, int]] = set()  # (module, first line of the function) since it was last emptied


@contextmanager
def telling(modules: Iterable[str]) -> Iterator[None]:
    """Within the block the functions of `modules` fill `calls`."""
    sources = {module: (ROOT / module).read_text() for module in modules}
    setattr(builtins, NAME, lambda module, line: calls.add((module, line)))
    for module, source in sources.items():
        put_in_place(module, told(source, module))
    try:
        yield
    finally:
        for module, source in sources.items():
            put_in_place(module, source)


def told(source: str, module: str) -> str:
    """`source` with a statement in front of each function's first that notes the call."""
    tree = ast.parse(source)
    for node in [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]:
        place = 0 if ast.get_docstring(node, clean=False) is None else 1
        node.body[place:place] = ast.parse(f"{NAME}({module!r}, {node.lineno})").body
    return ast.unparse(tree)


def spans(module: str) -> list[tuple[int, int]]:
    """(first line, last line) of every function, decorators included."""
    found = [node for node in ast.walk(ast.parse((ROOT / module).read_text())) if isinstance(node, FUNCTIONS)]
    return [(min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.end_lineno or 0) for node in found]
