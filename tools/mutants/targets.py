"""Which modules decide, and the test files that hold them: the one list to change when a module moves."""

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("RULES", "LENT", "MOVES")  # every mutant of these is made; of the rest a sample

UNITS, POST, PLANS, REPORTS = (f"{floor}/tests/" for floor in ("units", "post", "plans", "reports"))


def _named(folder: str, names: str) -> list[str]:
    return [f"{folder}test_{name}.py" for name in names.split()]


COUNTING = _named(PLANS + "counting/", "owed as_of figures_over_succession")
ROLLUP = _named(PLANS, "rollup_pinned move_marks cascade indicator_identity") + COUNTING
WAY = _named(PLANS, "moves_pinned move_marks progress_workflow boundaries delegation told reviewing_periods crossings"
                    " closing reviewing_pages entering plausible")  # fmt: skip
LIFE = _named(PLANS, "planning moves_pinned planning_pages plan_editor task_rows cascade closing indicator_identity")

PAPERS = [
    *_named(REPORTS, "papers_pinned paper_flow receivers signing_steps one_number press before_signing living_units"),
    *_named(REPORTS, "own_name"),
    *_named(REPORTS + "signing/", "in_stead"),
]

# Module -> its tests, beside those of every module that calls it.
MODULES = {
    "units/permissions.py": _named(UNITS, "rights_pinned permissions inheriting") + _named(PLANS, "delegation"),
    "units/scope.py": _named(UNITS, "permissions inheriting"),
    "units/numbers.py": _named(UNITS, "numbers"),
    "units/vietnamese.py": _named(UNITS, "vietnamese signing_title"),
    "post/working_days.py": _named(POST, "working_days") + _named(PLANS, "boundaries"),
    "post/milestones.py": _named(POST, "milestones_pinned milestones"),
    "post/digest.py": _named(POST, "digest handing_over") + _named(PLANS, "crossings"),
    "plans/progress/workflow/moves.py": WAY,
    "plans/progress/workflow/saving.py": WAY,
    "plans/progress/workflow/moving.py": WAY,
    "plans/progress/workflow/locking.py": WAY,
    "plans/progress/objections.py": _named(PLANS, "move_marks crossings reviewing_pages"),
    "plans/progress/periods.py": _named(PLANS, "crossings reviewing_periods closing"),
    "plans/counting/completeness.py": _named(PLANS, "completeness boundaries move_marks") + COUNTING,
    "plans/counting/figures/values.py": ROLLUP,
    "plans/counting/figures/reading.py": ROLLUP,
    "plans/counting/figures/successors.py": ROLLUP,
    "plans/counting/figures/standing.py": ROLLUP,
    "plans/counting/figures/totals.py": ROLLUP,
    "plans/counting/overview.py": _named(PLANS, "boundaries cascade move_marks"),
    "plans/reminding/hands.py": _named(PLANS, "reminders reminder_lines charges"),
    "plans/reminding/late.py": _named(PLANS, "reminders crossings") + COUNTING,
    "plans/reminding/sources.py": _named(PLANS, "reminders reminder_lines crossings reminding_pages") + COUNTING,
    "plans/drafting/wording.py": _named(PLANS, "planning planning_pages plan_editor task_rows cascade indicator_identity"),
    "plans/drafting/workflow/life/moves.py": LIFE,
    "plans/drafting/workflow/life/drafts.py": LIFE,
    "plans/drafting/workflow/life/issuing.py": LIFE,
    "plans/drafting/workflow/life/amending.py": LIFE,
    "plans/drafting/workflow/life/ending.py": LIFE,
    "plans/drafting/workflow/extension.py": _named(PLANS, "cascade closing"),
    "reports/papers/workflow/papers/turns.py": PAPERS,
    "reports/papers/workflow/papers/steps.py": PAPERS,
    "reports/papers/workflow/handing_in.py": PAPERS,
    "reports/papers/workflow/relating.py": _named(REPORTS, "relations before_signing"),
    "reports/papers/workflow/registers.py": _named(
        REPORTS, "registers register_years one_number living_units numbers_and_days copies"
    ),
    "reports/pen/points.py": _named(REPORTS + "signing/", "verdict_rules"),
    "reports/pen/judging.py": _named(REPORTS + "signing/", "verdict_rules verification revocation corpus"),
    "reports/pen/verdict.py": _named(REPORTS + "signing/", "verdict_rules verification chain timestamps corpus"),
}  # fmt: skip


def tests_of(modules: Iterable[str]) -> list[str]:
    """Test files of `modules`, each once, those without a database first."""
    wanted = dict.fromkeys(file for module in modules for file in MODULES[module])
    return sorted((file for file in wanted if (ROOT / file).exists()), key=lambda file: "pinned" not in file)


def area_of(module: str) -> str:
    """The folder whose modules are tried by one process: units, post, plans/progress, reports/papers, …"""
    return "/".join(module.split("/")[:-1][:2])


def areas_of(modules: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(area_of(module) for module in modules))
