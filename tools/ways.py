"""How far a request goes through the house: which modules it runs through, and how often it goes from one to another.

A crossing is a call of a function of one module that stands, among functions of ours, directly below one of another;
Django between the two does not count. Left out, before and after alike:

- the roof (middleware, throttle), what it sets around every request (`journal.whence`), and a lower floor behind its door:
  of `plans -> post` the function called, not what it calls within `post`;
- rows: models, their fields and managers;
- the alphabet: modules of `units` that know texts and numbers only;
- whatever draws, behind its door: a template while it is rendered, a form's widgets, a paper set in type, the demo's keys;
- what Python makes of a line: methods of dataclasses, comprehensions, a generator taken up again.
"""

import inspect
import sys
from collections import Counter
from types import FrameType, TracebackType
from typing import Any, NamedTuple

from django.test import Client

FLOORS = ("reports", "appraisal", "pulse", "plans", "indicators", "post", "reader", "units", "journal")
ALPHABET = {f"units.{name}" for name in ("characters", "confidential", "fields", "numbers", "text", "vietnamese")}
DRAWS = (
    "reports.layout",
    "reports.pen.demo",
    "django.template.base",
    "django.forms.boundfield",
    "django.forms.renderers",
)
SINCE = {  # stations of rules that came after the ways were first measured, and what each of them says
    "plans.permissions": "who enters what within a unit",
    "plans.counting.plausible": "figures that do not look right are confirmed in words",
    "plans.counting.wanted": "and so is a paper that was asked for and has not come",
    "plans.counting.completeness": "a report that counts less than was asked is answered in words",
    "journal.notes": "what weighs is written into the journal",
    "reports.papers.checks": "what is grave is answered in words before a signature",
    "reports.papers.reported": "a report says what the portal says, and its period has no second one",
    "reports.drafting.predecessors": "the same of units before a merger",
    "reports.papers.workflow.living": "no paper of a body that is no more",
    "reports.papers.workflow.holders": "only the signer's own certificate signs",
    "reports.papers.workflow.tries": "wrong passwords are slowed and traced",
    "reports.pen.certificates": "what that certificate says of its owner",
    "reports.pen.verdict": "and whether it leads to a trusted root",
    "reports.pen.revocation": "and what that root's file says of revocation",
    "units.namesakes": "and how its unit is called",
    "units.signing_forms": "in whose stead, in which form",
    "units.signers": "a signer's words are confirmed by a person",
    "reports.layout.measure": "no word lies outside the sheet",
    "reports.pen.tagging": "the place of a signature is spoken to who cannot see it",
}
NO_STATION = {"models", "templatetags", "tests", "demo", "whence"}


class Call(NamedTuple):
    """A call of a function of ours below one of ours; `caller` is a module, "" for the first."""

    caller: str
    module: str
    function: str


class Way:
    """`with Way() as way: client.post(…)`; then `way.modules`, `way.crossings`, and `way.told()` for people."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._stack: list[tuple[str, bool]] = []  # (module of ours, whether something draws) of what is running
        self._generators: list[FrameType] = []

    def __enter__(self) -> "Way":
        sys.setprofile(self._see)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        sys.setprofile(None)

    @property
    def modules(self) -> set[str]:
        return {call.module for call in self.calls}

    @property
    def crossings(self) -> list[Call]:
        return [call for call in self.calls if call.caller and call.caller != call.module]

    @property
    def as_before(self) -> tuple[int, int]:
        """(modules, crossings) without the stations of rules made SINCE: what compares with the first measuring."""
        own = [call for call in self.crossings if not {call.caller, call.module} & SINCE.keys()]
        return len(self.modules - SINCE.keys()), len(own)

    def told(self) -> str:
        """How long the way is, then each crossing with how often it is made."""
        head = "{} modules, {} crossings; without rules made since {}, {}".format(
            len(self.modules), len(self.crossings), *self.as_before
        )
        often = Counter(self.crossings).most_common()
        return "\n".join([head, *(f"{n:4} {call.caller} -> {call.module}.{call.function}" for call, n in often)])

    def _see(self, frame: FrameType, event: str, _: Any) -> None:
        module, code = frame.f_globals.get("__name__", ""), frame.f_code
        draws, ours = module.startswith(DRAWS), _is_station(module, code)
        if event == "call" and (draws or ours):
            caller, drawing = self._stack[-1] if self._stack else ("", False)
            if ours and not drawing and self._is_new(frame) and self._is_door(caller, module):
                self.calls.append(Call(caller, module, code.co_name))
            self._stack.append((module if ours else caller, drawing or draws))
        elif event == "return" and self._stack and (draws or ours):
            self._stack.pop()

    def _is_new(self, frame):
        if not frame.f_code.co_flags & inspect.CO_GENERATOR:
            return True
        known = any(frame is one for one in self._generators)
        self._generators.append(frame)
        return not known

    def _is_door(self, caller, module):
        """On the floor where the way begins everything counts, below it only what that floor calls."""
        own = (self.calls[0].module if self.calls else module).split(".")[0]
        return own in (module.split(".")[0], caller.split(".")[0])


def _is_station(module, code):
    parts = module.split(".")
    made = code.co_name.startswith("<") or code.co_filename == "<string>"
    return parts[0] in FLOORS and not NO_STATION & set(parts) and module not in ALPHABET and not made


def walked(client: Client, url: str, data: dict[str, Any], status: int) -> Way:
    """The way of a POST, after its page was shown once: what is imported first is imported by then."""
    client.get(url.removesuffix("luu/"))
    with Way() as way:
        answer = client.post(url, data)
    assert answer.status_code == status and len(way.modules) > 1, "seen at all"
    print(f"\nPOST {url} {data.get('act') or data.get('method') or ''}: {way.told()}")
    return way
