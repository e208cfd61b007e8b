"""The tool of mutants: its wrong changes can be loaded, and a change is seen by whoever imported the module before."""

import sys

import pytest

from reader import child
from reports.pen import judging
from tools.mutants import __main__ as driver
from tools.mutants import keeping, making, noting, opening, patching, targets, working

TOY = '''
from contextlib import contextmanager
from functools import cache
LIMIT = 3
MOVES = {"go": (1, 2)}
def over(n):
    return n > LIMIT
@cache
def twice(n):
    return n * 2
@contextmanager
def opened():
    yield 1
class Row:
    size = 1
    def double(self):
        return self.size * 2
    @property
    def half(self):
        return self.size / 2
'''  # fmt: skip
USER = "from toy import LIMIT, MOVES, Row, opened, over, twice\n"


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A loaded module and one that imported everything from it."""
    (tmp_path / "toy.py").write_text(TOY)
    (tmp_path / "user.py").write_text(USER)
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("user")
    for name in ("toy", "user"):
        sys.modules.pop(name)


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("n > LIMIT", "n >= LIMIT", lambda user: user.over(3) is True),
        ("LIMIT = 3", "LIMIT = 4", lambda user: (user.LIMIT, user.over(4)) == (4, False)),
        ('"go": (1, 2)', '"go": (1,)', lambda user: user.MOVES == {"go": (1,)}),
        ("n * 2", "n * 3", lambda user: user.twice(1) == 3),
        ("self.size * 2", "self.size * 3", lambda user: user.Row().double() == 3),
        ("self.size / 2", "self.size / 4", lambda user: user.Row().half == 0.25),
        ("size = 1", "size = 5", lambda user: user.Row.size == 5),
    ],
)
def test_who_imported_it_sees_the_change(toy, old, new, seen):
    assert toy.twice(1) == 2 and not seen(toy)
    patching.put_in_place("toy.py", TOY.replace(old, new))
    assert seen(toy)


def test_an_unchanged_source_changes_nothing(toy):
    moves = toy.MOVES
    patching.put_in_place("toy.py", TOY)
    assert toy.MOVES is moves and (toy.over(3), toy.over(4), toy.twice(2), toy.LIMIT) == (False, True, 4, 3)
    with toy.opened() as one:
        assert one == 1


def test_each_function_notes_that_it_is_called_and_does_what_it_did(toy):
    patching.put_in_place("toy.py", noting.told(TOY, "toy.py"))
    setattr(noting.builtins, noting.NAME, lambda module, line: noting.calls.add((module, line)))
    noting.calls.clear()
    assert (toy.over(4), toy.Row().half) == (True, 0.5)
    lines = TOY.splitlines()
    assert [lines[line - 1].strip() for _, line in sorted(noting.calls)] == ["def over(n):", "def half(self):"]


def test_a_foreign_file_is_opened_where_the_mutant_stands(monkeypatch):
    """The sandboxed child reads its modules from disk: eighteen changes of the verdict lived that no test could meet."""
    given, real = [], child.run
    monkeypatch.setattr(judging, "file_in", lambda *args: given.append(args) or {"signatures": (b"x",)})
    with opening.here():
        assert child.run("reports.pen.judging:file_in", b"%PDF", (b"root",)) == {"signatures": [b"x"]}
        monkeypatch.setattr(judging, "file_in", lambda pdf: 1 / 0)
        with pytest.raises(child.ChildRefused) as refused:
            child.run("reports.pen.judging:file_in", b"%PDF")
    assert (given, refused.value.why, child.run) == ([(b"%PDF", [b"root"])], "failed", real)


def test_every_target_and_every_test_of_it_is_there():
    for module, tests in targets.MODULES.items():
        for file in (module, *tests):
            assert (targets.ROOT / file).is_file(), f"{module}: {file}"


def test_mutants_of_a_module_differ_from_it_and_leave_words_alone():
    source = (targets.ROOT / "units/vietnamese.py").read_text()
    made = making.of_module("units/vietnamese.py")
    assert len(made) > 50 and any(" > " in mutant.what or "<" in mutant.what for mutant in made)
    for mutant in made[::7]:
        compile(mutant.source, "mutant", "exec")
        assert mutant.source != source and "XX" not in mutant.source


def tables_of(module):
    return list(making.of_tables(module, (targets.ROOT / module).read_text()))


def test_every_row_of_the_table_of_rights_is_dropped_widened_and_narrowed_and_every_gap_filled():
    made = [mutant for mutant in tables_of("units/permissions.py") if mutant.table == "RULES"]
    words = {mutant.what for mutant in made}
    assert "RULES: without (Role.LEADER, A.SIGN)" in words
    assert "RULES: (Role.LEADER, A.SIGN): O.OWN -> O.DOWN" in words
    assert "RULES: (Role.ENTRY, A.SIGN) added" in words
    assert len({mutant.source for mutant in made}) == len(made) == len(words)


def test_every_cell_of_the_moves_is_changed():
    words = {mutant.what for mutant in tables_of("plans/progress/workflow/moves.py")}
    for wanted in ("without", "Action.ENTER -> Action.VIEW", "State.DRAFT, State.RETURNED) -> (State.DRAFT,)",
                   "State.WITH_LEADER -> State.EMPTY", "True -> False"):  # fmt: skip
        assert any(wanted in said for said in words), wanted


# --- The run ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "FOLDER", tmp_path / "kept")
    return keeping.Kept("units")


def asked(*words):
    return driver.arguments([*words, "--tables=no", "--area=units", "units/vietnamese.py"])


def test_the_draw_is_the_same_each_time_and_a_smaller_one_is_part_of_it():
    drawn = [[mutant.key for mutant in working.chosen(asked(f"--sample={size}"))] for size in (5, 20, 20)]
    assert drawn[1] == drawn[2] and set(drawn[0]) < set(drawn[1]) and [len(set(one)) for one in drawn] == [5, 20, 20]
    assert {mutant.key for mutant in working.chosen(asked("--sample=20", "--seed=1"))} != set(drawn[1])


def test_a_run_that_goes_on_tries_what_lived_and_what_is_left(kept):
    first, second, third = working.chosen(asked("--sample=3"))
    assert kept.begin([first, second, third]) == [first, second, third]
    kept.keep(first, "killed")
    kept.keep(second, "lived")
    assert [row["outcome"] for row in kept.rows()] == ["killed", "lived", "untried"]
    assert kept.begin([first, second, third]) == [second, third]


def test_what_was_killed_in_other_code_is_tried_again(kept, monkeypatch):
    (mutant,) = working.chosen(asked("--sample=1"))
    kept.begin([mutant])
    kept.keep(mutant, "killed")
    monkeypatch.setattr(keeping, "code", lambda *files: "other")
    assert kept.begin([mutant]) == [mutant]


def test_a_process_that_ends_before_its_end_is_told_with_its_place_and_no_run_is_green(kept, monkeypatch, capsys):
    (mutant,) = working.chosen(asked("--sample=1"))
    kept.begin([mutant])
    kept.go_to("the test of this")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert driver._tried(asked(), 0.0, "units") == 1
    assert "[units] ENDED EARLY with 1, at: the test of this" in capsys.readouterr().out
    assert driver._told(kept.rows()) == 1


@pytest.mark.parametrize(("killed", "lived", "untried", "ends"), [(92, 8, 0, 0), (91, 9, 0, 1), (100, 0, 1, 1)])
def test_the_bar_holds_for_all_that_were_chosen(killed, lived, untried, ends):
    outcomes = ["killed"] * killed + ["lived"] * lived + ["untried"] * untried
    assert driver._told([{"module": "m", "line": 1, "what": "", "outcome": one} for one in outcomes]) == ends
