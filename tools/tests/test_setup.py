"""Set-up on a machine that upgrades itself: it says whom it waits for, and waits only for a lock."""

import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parent.parent / "setup.sh"
HELD = "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (unattended-upgr)"


@pytest.mark.parametrize(
    ("refusals", "patience", "said", "code", "asked"),
    [
        ([HELD], 60, "holds apt's lock", 0, 2),
        (["E: Unable to lock directory /var/lib/apt/lists/"], 60, "holds apt's lock", 0, 2),
        ([HELD, HELD], 0, "", 1, 1),
        (["E: Unable to locate package x"], 60, "", 1, 1),
        ([], 60, "", 0, 1),
    ],
)
def test_a_held_lock_is_waited_for_and_nothing_else(tmp_path, refusals, patience, said, code, asked):
    (tmp_path / "refusals").write_text("".join(f"{line}\n" for line in refusals))
    script = f"""
        LOGS={tmp_path}; APT_PATIENCE={patience}
        . {SETUP}
        sleep() {{ :; }}
        as_root() {{
            echo asked >>$LOGS/asked
            [ -s $LOGS/refusals ] || return 0
            head -n 1 $LOGS/refusals; sed -i 1d $LOGS/refusals; return 100
        }}
        apt update -qq
    """
    run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == code and (said in run.stderr if said else not run.stderr)
    assert (tmp_path / "asked").read_text().count("asked") == asked
