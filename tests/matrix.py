"""Every address × everybody × GET and POST, as `rights_of_addresses.txt` says it: who gets in, who is refused, who is told
of nothing.

A person is a role at a place seen from the commune whose rows the addresses name: own, above (its district), beside (its
neighbour), below (a hamlet of it), far (another province); beside them nobody, the administrator, somebody to whom the
commune's leader lent every power, and somebody with a post in the commune and one in the district.
"""

import random
from pathlib import Path

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conftest import agency_row, make_person, make_unit, stored
from tests.world import names, of_admin, signed_in
from units.models import Delegation, Post, Role

TABLE = Path(__file__).with_name("rights_of_addresses.txt")
ROLES = ("entry", "leader", "reviewer", "clerk", "overseer", "auditor", "unit_admin")
ALONE = ("nobody", "admin", "lent", "two")
OTHERS = (
    "above.entry",
    "above.leader",
    "above.reviewer",
    "beside.leader",
    "below.leader",
    "far.leader",
    "far.unit_admin",
)
COLUMNS = (*ALONE, *(f"own.{role}" for role in ROLES), *OTHERS)
METHODS = ("get", "post")
MEANING = {
    "o": "answered", ">": "done, or led on", "v": "let in, what was sent is refused", "m": "this way of asking is none",
    "x": "refused, with who may", ".": "told of nothing", "d": "led to the door", "!": "our failure",
}  # fmt: skip
SAMPLE = 120  # cells asked in every run; all of them by `make soak`


def people(world):
    """{column: person}, those of the world where it has them."""
    cast, today = world.cast, timezone.localdate()
    hamlet = make_unit("Thôn Đông", "1219301", kind="xa", parent=cast.commune)
    offices = {
        "own": cast.commune_office, "above": cast.district_office, "beside": cast.neighbour_office, "far": cast.far_office,
        "below": stored(agency_row(hamlet, "Thôn Đông", heads_unit=True)),
    }  # fmt: skip
    found = {
        "nobody": None, "admin": world.admin, "own.entry": cast.official, "own.leader": cast.leader,
        "above.reviewer": cast.reviewer, "above.overseer": world.overseer,
        "above.auditor": world.auditor,
    }  # fmt: skip
    for column in COLUMNS:
        if column not in found and column not in ALONE:
            place, _, role = column.partition(".")
            found[column] = make_person(column, Role(role), offices[place], "Người thử")
    found["lent"] = make_person("lent", Role.ENTRY, offices["far"], "Người được ủy quyền")
    Delegation.objects.create(from_user=cast.leader, to_user=found["lent"], valid_from=today, valid_to=today)
    found["two"] = make_person("two", Role.ENTRY, offices["own"], "Công chức xã")
    Post.objects.create(user=found["two"], agency=offices["above"], role=Role.LEADER, title="Phó Chủ tịch")
    return found


def addresses(world):
    """{row of the table: [addresses]}: a name, with a number after it where it has several arguments; the admin's pages
    are one row."""
    given, found = world.arguments(), {}
    for name in dict.fromkeys(names()):
        if name.startswith("admin:"):
            found.setdefault("admin:*", []).extend(reverse(name, args=args) for args in of_admin(name))
            continue
        for number, args in enumerate(given.get(name, [[]]), 1):
            found[f"{name}/{number}" if number > 1 else name] = [reverse(name, args=args)]
    return found


def answer(client, method, address):
    """The letter of MEANING; nothing of the request stays."""
    cookies = client.cookies.output()
    with transaction.atomic():
        got = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return letter(got.status_code, got.headers.get("Location", ""))


def letter(status, location=""):
    """One sign for an answer."""
    if status in (301, 302):
        return "d" if "/dang-nhap/" in location or "/quan-tri/login/" in location else ">"
    exact = {403: "x", 404: ".", 405: "m"}
    return exact.get(status) or ("o" if status < 400 else "v" if status < 500 else "!")


def table():
    """{(row, method, column): sign} as written."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row, *cells = (part.replace(" ", "") for part in line.split("|"))
            for method, letters in zip(METHODS, cells, strict=True):
                found |= {(row, method, column): sign for column, sign in zip(COLUMNS, letters, strict=True)}
    return found


def line(row, asked):
    """One line of the table from {(method, column): letter}."""
    groups = [
        COLUMNS[: len(ALONE)],
        *(COLUMNS[n : n + len(ROLES)] for n in range(len(ALONE), len(COLUMNS), len(ROLES))),
    ]
    cells = (" ".join("".join(asked[method, one] for one in group) for group in groups) for method in METHODS)
    return f"{row:25} | {' | '.join(cells)}"


def write(world, *, anew=False):
    """Into the table how everybody is answered now where it says "?" or nothing yet (`anew`: everywhere), its head kept;
    several answers of one line are a "*"."""
    head = [one for one in TABLE.read_text(encoding="utf-8").splitlines() if one.startswith("#")]
    where, said = addresses(world), {} if anew else {cell: sign for cell, sign in table().items() if sign != "?"}
    asked = {row: {} for row in where}
    for column, person in people(world).items():
        client = signed_in(person)
        for row, method in ((row, method) for row in where for method in METHODS):
            if (row, method, column) in said:
                asked[row][method, column] = said[row, method, column]
                continue
            got = {answer(client, method, address) for address in where[row]}
            asked[row][method, column] = got.pop() if len(got) == 1 else "*"
    TABLE.write_text("\n".join([*head, *(line(row, asked[row]) for row in sorted(where))]) + "\n", encoding="utf-8")


def fits(said, got):
    """Whether an answer is what the table says; "*": any but our failure, "#": let in nowhere."""
    return got == said or (said == "*" and got != "!") or (said == "#" and got in "dx.m>")


def sample(cells, most=SAMPLE):
    """The same cells in every run."""
    return random.Random(2026).sample(sorted(cells), most)  # no secret is drawn


def wrong(world, cells, said):
    """Those of `cells` that are answered otherwise than the table says: [(row, method, column, said, got)]."""
    where, found, clients = addresses(world), people(world), {}
    broken = []
    for row, method, column in cells:
        client = clients.setdefault(column, signed_in(found[column]))
        for address in where[row]:
            got = answer(client, method, address)
            if not fits(said[row, method, column], got):
                broken.append((row, method, column, said[row, method, column], got))
    return broken
