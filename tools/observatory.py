"""Grades what an answer says to a browser, by the scoring table of Mozilla's HTTP Observatory (2024), written out here.

A page begins with 100. Of each group the first row that holds counts; what is taken off counts at once, what is added
only where 90 or more are left.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["TABLE", "Told", "grade", "lost", "score"]

HALF_A_YEAR = 15_768_000
GRADES = [(100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"),
          (40, "D+"), (30, "D"), (25, "D-"), (0, "F")]  # fmt: skip


@dataclass(frozen=True)
class Told:
    """An answer: its headers by lower-case name, its Set-Cookie lines, whether http leads to https, sources of scripts."""

    headers: dict[str, str]
    cookies: tuple[str, ...] = ()
    leads_to_tls: bool = True
    scripts: tuple[str, ...] = field(default=())

    def says(self, name: str, pattern: str) -> bool:
        return re.search(pattern, self.headers.get(name, ""), re.IGNORECASE) is not None

    def policy(self, directive: str) -> str | None:
        """What the page's policy says of `directive`, or of what stands in for it."""
        stated = dict(part.split(None, 1) for part in self.headers.get("content-security-policy", "").split(";")
                      if len(part.split(None, 1)) == 2)  # fmt: skip
        return stated.get(directive, stated.get("default-src"))


def _unsafe(told: Told, *directives: str) -> bool:
    """Scripts or styles of anybody: unsafe words, whole schemes, a star, or nothing said."""
    loose = r"'unsafe-|(?:^|\s)(?:https?:|data:|\*)(?=\s|$)"
    return any((said := told.policy(name)) is None or re.search(loose, said) for name in directives)


def _cookies(told: Told, word: str, *, sessions: bool = False) -> bool:
    chosen = [line for line in told.cookies if not sessions or "session" in line.partition("=")[0].lower()]
    return all(re.search(rf";\s*{word}", line, re.IGNORECASE) for line in chosen)


def _hsts(told: Told) -> int:
    found = re.search(r"max-age=(\d+)", told.headers.get("strict-transport-security", ""))
    return int(found[1]) if found else -1


Row = tuple[str, int, Callable[[Told], object]]
TABLE: dict[str, list[Row]] = {
    "content-security-policy": [
        ("none said", -25, lambda told: "content-security-policy" not in told.headers),
        ("scripts of anybody", -20, lambda told: _unsafe(told, "script-src", "object-src")),
        ("styles of anybody", 0, lambda told: _unsafe(told, "style-src")),
        ("safe, from default-src 'none'", 10, lambda told: told.policy("default-src") == "'none'"),
        ("safe", 5, lambda told: True),
    ],
    "cookies": [
        ("none", 0, lambda told: not told.cookies),
        ("session without Secure", -40, lambda told: not _cookies(told, "secure", sessions=True)),
        ("session open to scripts", -30, lambda told: not _cookies(told, "httponly", sessions=True)),
        ("one without Secure", -20, lambda told: not _cookies(told, "secure")),
        ("all Secure, sessions HttpOnly and SameSite", 5, lambda told: _cookies(told, "samesite=(lax|strict)")),
        ("all Secure, sessions HttpOnly", 0, lambda told: True),
    ],
    "sharing": [
        ("open to every site", -50, lambda told: told.says("access-control-allow-origin", r"^(\*|null)$")),
        ("closed", 0, lambda told: True),
    ],
    "redirection": [
        ("http does not lead to https", -20, lambda told: not told.leads_to_tls),
        ("http leads to https", 0, lambda told: True),
    ],
    "referrer": [
        ("tells others", -5, lambda told: told.says("referrer-policy", r"unsafe-url|no-referrer-when-downgrade")),
        ("private", 5, lambda told: told.says("referrer-policy", r"no-referrer|same-origin|strict-origin")),
        ("not said", 0, lambda told: True),
    ],
    "strict-transport-security": [
        ("none said", -20, lambda told: _hsts(told) < 0),
        ("under half a year", -10, lambda told: _hsts(told) < HALF_A_YEAR),
        ("half a year and more", 0, lambda told: True),
    ],
    "scripts": [
        ("of others, without a sum", -25, lambda told: any("//" in source for source in told.scripts)),
        ("its own only", 0, lambda told: True),
    ],
    "x-content-type-options": [
        ("nosniff", 0, lambda told: told.says("x-content-type-options", r"^nosniff$")),
        ("not said", -5, lambda told: True),
    ],
    "frames": [
        ("by the policy", 5, lambda told: told.says("content-security-policy", r"frame-ancestors '(self|none)'")),
        ("by X-Frame-Options", 0, lambda told: told.says("x-frame-options", r"^(deny|sameorigin)$")),
        ("anybody's", -20, lambda told: True),
    ],
    "cross-origin-resource-policy": [
        ("own site", 10, lambda told: told.says("cross-origin-resource-policy", r"^same-(origin|site)$")),
        ("not said", 0, lambda told: True),
    ],
}  # fmt: skip


def points(told: Told) -> dict[str, tuple[str, int]]:
    """{group: (the row that holds, its points)}."""
    return {group: next((what, given) for what, given, holds in rows if holds(told)) for group, rows in TABLE.items()}


def score(told: Told) -> int:
    """Never below 0; 135 at most."""
    given = [value for _, value in points(told).values()]
    left = 100 + sum(value for value in given if value < 0)
    return max(0, left + (sum(value for value in given if value > 0) if left >= 90 else 0))


def grade(told: Told) -> str:
    return next(name for least, name in GRADES if score(told) >= least)


def lost(told: Told) -> list[str]:
    """What costs points, in words."""
    return [f"{group}: {what} ({given})" for group, (what, given) in points(told).items() if given < 0]
