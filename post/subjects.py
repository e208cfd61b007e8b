"""What a reminder is about and what a letter is called, spelt in one place: both are kept, compared and never repeated.

A subject names rows by their keys: "p12-u345-k6" a plan's report of a period by a unit, "t7" a task, "d8-to_sign" a
paper in a state, "c9" a certificate that runs out, "a4" a spell of an alert. A letter's
key adds the day or the act, the person and, for other ways than mail, the channel.
"""

import re
from datetime import date

DIGEST = "digest-"
# The same report, told to leaders, to the top, because of an objection, or to the agency that collects for the unit.
LEADER, TOP, OBJECTION, COLLECTING = "l", "t", "o", "c"
SUFFIXES = ("", LEADER, TOP, OBJECTION, COLLECTING)
REPORT = re.compile(rf"p(\d+)-u(\d+)-k(\d+)[{LEADER}{TOP}{OBJECTION}{COLLECTING}]?", re.ASCII)
TASK = re.compile(r"t(\d+)", re.ASCII)
ALERT = re.compile(r"a(\d+)", re.ASCII)
PAPER = re.compile(r"d(\d+)-(\w+)", re.ASCII)
INDEX = re.compile(r"i([srl])(\d+)-(\w+)", re.ASCII)
INCOMING = re.compile(r"n(\d+)-(\w+)", re.ASCII)


def of_report(period: int, unit: int, plan: int, suffix: str = "") -> str:
    """The subject of what `unit` owes for `plan` in `period`."""
    return f"p{period}-u{unit}-k{plan}{suffix}"


def of_task(task: int) -> str:
    """The subject of one task with a deadline of its own."""
    return f"t{task}"


def of_paper(paper: int, state: str) -> str:
    """The subject of a paper that waits in `state`."""
    return f"d{paper}-{state}"


def of_certificate(certificate: int) -> str:
    """The subject of a certificate that runs out."""
    return f"c{certificate}"


def of_alert(spell: int) -> str:
    """The subject of one spell of an alert: one that ended and came back is another."""
    return f"a{spell}"


def of_round(what: str, key: int, state: str) -> str:
    """The subject of a step of the internal index: of a sheet ("s") or a round ("r") in a state, of the second looks ("l")
    of a person, whose key then stands for the state."""
    return f"i{what}{key}-{state}"


def of_incoming(paper: int, state: str) -> str:
    """The subject of an incoming paper that waits in `state`."""
    return f"n{paper}-{state}"


def day_key(day: date) -> str:
    """How the keys of all digests of `day` begin; the person's id and the channel follow."""
    return f"{DIGEST}{day:%Y%m%d}-"


def by_channel(key: str, channel: str) -> str:
    """The key of one letter: mail bears it bare, every other channel adds its own code."""
    return key if channel == "email" else f"{key}-{channel}"


def person_key(key: str) -> str:
    """The part of a digest's key that names day and person, without the channel."""
    return "-".join(key.split("-")[:3])
