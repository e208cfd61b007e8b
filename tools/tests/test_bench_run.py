"""The bench shows every figure beside its bar, and one broken module spoils no other."""

from pathlib import Path

import pytest

from bench import run
from bench.fault_kinds import FAULT_KINDS

ROOT = Path(__file__).resolve().parent.parent.parent

GOOD = 'def rows():\n    return [{"issue": "A", "name": "page, s", "figure": 0.5, "bar": 2, "met": True}]\n'


@pytest.fixture
def bench_folder(tmp_path, monkeypatch):
    folder = tmp_path / "bench"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "bench_good.py").write_text(GOOD)
    (folder / "bench_broken.py").write_text("def rows():\n    raise RuntimeError('no server')\n")
    monkeypatch.setattr(run, "HERE", folder)
    monkeypatch.setattr(run, "RESULTS", folder / "results.json")
    return folder


def test_broken_module_is_a_row_of_its_own(bench_folder, capsys):
    assert run.main([]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["NOT", "MET", "?", "–", "–", "bench_broken:", "RuntimeError:", "no", "server"]
    assert lines[2].split() == ["ok", "A", "0.5", "2", "0.25", "page,", "s"]
    assert (bench_folder / "results.json").exists()


def test_words_choose_modules(bench_folder, capsys):
    assert run.main(["good"]) == 0
    assert "bench_broken" not in capsys.readouterr().out


def test_each_of_the_twenty_four_faults_has_a_proof_and_a_test_that_are_there():
    assert len(FAULT_KINDS) == 24
    for how, proof, test in FAULT_KINDS.values():
        file, _, name = test.partition("::")
        assert how and f"def {name}(" in (ROOT / file).read_text(), test
        assert not proof or (ROOT / "bench" / f"{proof}.py").is_file(), proof
