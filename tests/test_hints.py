"""Every floor says by type hints what its public functions take and give: at least 95 of a hundred."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("papi_portal", "reports", "appraisal", "plans", "indicators", "post", "reader", "units", "tools")
BAR = 0.95


def _public(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Functions of the module and methods of its classes that others may call; not what stands inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name == "__init__" or not node.name.startswith("_"):
                yield node
        elif isinstance(node, ast.ClassDef | ast.If | ast.Try):
            yield from _public(node)


def _bare(function: ast.FunctionDef) -> bool:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    asked = [one for one in named if one and one.arg not in ("self", "cls")]
    answers = function.returns is not None or function.name == "__init__"
    return not answers or any(one.annotation is None for one in asked)


def test_what_counts_as_bare():
    source = """
class Seat:
    def __init__(self, post: int): ...
    def unit(self): ...
    def _inner(self, a): ...
    @classmethod
    def of(cls, day, /) -> int: ...
def told(*texts: str, **more) -> None: ...
def named(a: int, *, b: str = "") -> str:
    def inside(c): ...
"""
    found = {function.name: _bare(function) for function in _public(ast.parse(source))}
    assert found == {"__init__": False, "unit": True, "of": True, "told": True, "named": False}


@pytest.mark.parametrize("floor", FLOORS)
def test_public_functions_have_hints(floor):
    bare, count = [], 0
    for path in sorted((ROOT / floor).rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts):
            continue
        functions = list(_public(ast.parse(path.read_text())))
        count += len(functions)
        bare += [f"{path.relative_to(ROOT)}:{one.lineno} {one.name}" for one in functions if _bare(one)]
    assert count > 20
    assert 1 - len(bare) / count >= BAR, bare
