"""The table of who is let in at which address is whole, and says what a stranger may open and what who only looks may
send; the answers themselves are asked against it where a world stands already."""

import sys

from tests import matrix, rights_in_words
from tests.world import names

SAID = matrix.table()
PUBLIC = {
    "login", "account_login", "first_sign_in", "help", "healthz", "readyz", "metrics", "verify", "public_document",
    "password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete",
    "entry_autosave",  # says in JSON that the session is lost
    "pulse_form", "pulse_thanks", "pulse_public",  # citizens answer without a name
    "csp_report",  # a browser's own word, which is signed in nowhere
    "plugin_file", "plugin_upload",  # the pass in the address is the key
}  # fmt: skip
# What who only looks may send beside what the pages show her: her own things, a browser's report, the wish to have a file
# shown that she may open, and words the verb then refuses.
LOOKERS_SEND = {
    "calendar_link", "csp_report", "pulse_form", "evidence_show_again", "mfa_prove",
    "notices_read", "part_save", "scenario_keep", "plugin_upload", "saved_filters", "sessions", "start_leave", "verify",
}  # fmt: skip


def test_every_address_has_its_line():
    rows = {row.partition("/")[0] for row, _, _ in SAID}
    known = {"admin:*" if name.startswith("admin:") else name for name in names()}
    assert known - rows == set(), "write it: MATRIX=write pytest tests/test_every_page_of_the_office_above.py -k table"
    assert rows - known == set()
    assert set(SAID.values()) <= {*matrix.MEANING, "*", "#", "?"} - {"!"}


def test_nobody_is_let_in_where_the_house_is_shut():
    """What needs no account is named here, and nothing else answers nobody."""
    public = {
        row.partition("/")[0] for (row, _, column), sign in SAID.items() if column == "nobody" and sign in "ov>*"
    }
    assert public == PUBLIC


def test_who_only_looks_sends_nothing_of_the_units():
    looking = [column for column in matrix.COLUMNS if column.endswith((".overseer", ".auditor"))]
    cells = ((row, SAID[row, "get", who], SAID[row, "post", who]) for row, _, _ in SAID for who in looking)
    assert {row.partition("/")[0] for row, get, post in cells if post in "o>v*" and post != get} == LOOKERS_SEND


ANSWERED = {"o": "in", ">": "in", "v": "in"}


def test_every_cell_is_what_the_rule_in_words_says(capsys):
    """What was recorded from answers against what follows from the table of roles, reaches and addresses; nobody's column
    stands above, and where no role decides the address is named with why."""
    rules, found = rights_in_words.rules(), {}
    for (row, method, column), sign in SAID.items():
        if column != "nobody" and sign not in "m?" and (row, method) in rules:
            found[row, method, column] = (ANSWERED.get(sign, sign), rights_in_words.wanted(rules[row, method], column))
    with capsys.disabled():
        sys.stdout.write(f"\nrights matrix: {len(found)} of {len(SAID)} cells follow from the rule in words\n")
    assert {cell: both for cell, both in found.items() if both[0] != both[1]} == {}
    assert len(found) > 7000


def test_an_address_without_a_rule_says_why():
    """A new address is first asked (MATRIX=write), then ruled: until then its row says "?" throughout."""
    rows, ruled = {row for row, _, _ in SAID}, {row for row, _ in rights_in_words.rules()}
    rows -= {row for row in rows - ruled if SAID[row, "get", "nobody"] == "?"}
    assert {row for row in rows - ruled if row.partition("/")[0] not in rights_in_words.OWN} == set(), (
        "add it to RULES"
    )
    assert ruled <= rows and rights_in_words.OWN.keys() <= {row.partition("/")[0] for row in rows}
    assert {row for (row, _, _), sign in SAID.items() if sign == "?" and row in rows} == set()
