"""Making mutants: mutmut's operators over a module's code, and every wrong row of a table of rules."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, partial

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation import mutators

from tools.mutants.targets import ROOT, TABLES

TEXT = (mutators.operator_string,)  # words are pinned where they matter; changing each would say little
NEVER = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)


@dataclass
class Mutant:
    """One wrong change: of which module, at which line, in words, and the whole source with it.

    key: the same in every run, wherever the line is by then.
    """

    module: str
    line: int
    what: str
    table: str = ""
    make: Callable[[], str] = str
    key: str = ""

    @cached_property
    def source(self) -> str:
        return self.make()


def of_module(module: str) -> list[Mutant]:
    """Every mutant of `module`, its tables' first."""
    source, said = (ROOT / module).read_text(), Counter[str]()
    made = [*of_tables(module, source), *_of_code(module, source)]
    for mutant in made:
        said[mutant.what] += 1
        mutant.key = f"{module} {mutant.what} #{said[mutant.what]}"
    return made


# --- Code: mutmut's operators ------------------------------------------------------------------------------------------


class _Places(cst.CSTVisitor):
    """Every node an operator changes, outside tables, imports, annotations and decorators."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: list[tuple[cst.CSTNode, cst.CSTNode, int]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, NEVER) or (isinstance(node, cst.Assign) and _is_named(node, (*TABLES, "__all__"))):
            return False
        for kind, operator in mutators.mutation_operators:
            if isinstance(node, kind) and operator not in TEXT:
                line = self.get_metadata(PositionProvider, node).start.line
                self.found += [(node, new, line) for new in operator(node)]
        return super().on_visit(node)


def _is_named(node, names):
    return any(isinstance(t.target, cst.Name) and t.target.value in names for t in node.targets)


def _of_code(module, source):
    wrapper, places = MetadataWrapper(cst.parse_module(source)), _Places()
    wrapper.visit(places)
    tree = wrapper.module
    return [Mutant(module, line, _in_words(tree, node, new), make=partial(_replaced, tree, node, new))
            for node, new, line in places.found]  # fmt: skip


def _replaced(tree, node, new) -> str:
    return tree.deep_replace(node, new).code


def _in_words(tree, node, new):
    old, after = (" ".join(tree.code_for_node(one).split()) for one in (node, new))
    return f"{old[:90]} -> {after[:90]}"


# --- Tables: rows dropped, added, and each cell changed ----------------------------------------------------------------


def of_tables(module: str, source: str) -> Iterator[Mutant]:
    """Every wrong row of the tables of `module`."""
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.Assign) or not _plain(statement):
            continue
        name = ast.unparse(statement.targets[0])
        if name in TABLES:
            for line, what, make in _rows(statement.value, name, source, module):
                yield Mutant(module, line, what, name, make=make)


def _plain(statement):
    return isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.Dict)


def _rows(table, name, source, module):
    known = _members(module)
    for key, value in zip(table.keys, table.values, strict=True):
        row = ast.get_source_segment(source, key)
        yield key.lineno, f"{name}: without {row}", partial(_cut, source, key, value)
        cells = [value] if not isinstance(value, ast.Call) else [*value.args, *(word.value for word in value.keywords)]
        for cell in cells:
            for other in _others(cell, known):
                was = ast.get_source_segment(source, cell)
                yield cell.lineno, f"{name}: {row}: {was} -> {other}", partial(_put, source, cell, other)
    yield from _added(table, name, source, known)


def _others(cell, known):
    """Other values of a cell: another member, a member more or less of a tuple, the other truth."""
    if isinstance(cell, ast.Constant) and isinstance(cell.value, bool):
        return [str(not cell.value)]
    if isinstance(cell, ast.Attribute) and ast.unparse(cell.value) in known:
        group = ast.unparse(cell.value)
        return [f"{group}.{other}" for other in known[group] if other != cell.attr]
    if isinstance(cell, ast.Tuple) and cell.elts:
        return _tuples(cell, known)
    return []


def _tuples(cell, known):
    texts = [ast.unparse(one) for one in cell.elts]
    group = texts[0].rpartition(".")[0]
    more = [f"{group}.{one}" for one in known.get(group, ()) if f"{group}.{one}" not in texts]
    fewer = [[text for text in texts if text != gone] for gone in texts]
    return [f"({', '.join(kept)}{',' if kept else ''})" for kept in [*fewer, *([*texts, one] for one in more)]]


def _added(table, name, source, known):
    """A right that nobody was given."""
    if name != "RULES":
        return
    given = {ast.unparse(key) for key in table.keys}
    for role in known["Role"]:
        for action in known["A"]:
            if (row := f"(Role.{role}, A.{action})") not in given:
                yield (
                    table.lineno,
                    f"RULES: {row} added",
                    partial(_put, source, table.keys[0], f"{row}: O.OWN, ", insert=True),
                )


def _members(module) -> dict[str, list[str]]:
    """{name in the module: names of its members} of the enumerations its tables speak of."""
    space = vars(__import__(module.removesuffix(".py").replace("/", "."), fromlist=["x"]))
    return {
        name: list(kind.__members__)
        for name, kind in space.items()
        if isinstance(kind, type) and issubclass(kind, Enum)
    }


def _offset(source, line, column):
    lines = source.splitlines(keepends=True)
    return sum(len(one.encode()) for one in lines[: line - 1]) + column


def _put(source, node, text, insert=False):
    data, start = source.encode(), _offset(source, node.lineno, node.col_offset)
    end = start if insert else _offset(source, node.end_lineno, node.end_col_offset)
    return (data[:start] + text.encode() + data[end:]).decode()


def _cut(source, key, value):
    data, start = source.encode(), _offset(source, key.lineno, key.col_offset)
    end = data.index(b",", _offset(source, value.end_lineno, value.end_col_offset)) + 1
    return (data[:start] + data[end:]).decode()
