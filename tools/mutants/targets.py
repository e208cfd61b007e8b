"""Which modules decide, and the test files that hold them: the one list to change when a module moves."""

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("RULES", "LENT", "MOVES")  # every mutant of these is made; of the rest a sample

UNITS, POST, PLANS, REPORTS = "units/tests/test_", "post/tests/test_", "plans/tests/test_", "reports/tests/test_"
WAY = [PLANS + "moves_pinned.py", PLANS + "move_marks.py", PLANS + "progress_workflow.py", PLANS + "boundaries.py",
       PLANS + "delegation.py", PLANS + "reviewing_periods.py"]  # fmt: skip
ROLLUP = [PLANS + "rollup_pinned.py", PLANS + "move_marks.py", PLANS + "cascade.py"]

# Module -> its tests, beside those of every module that calls it.
MODULES = {
    "units/permissions.py": [UNITS + "rights_pinned.py", UNITS + "permissions.py", PLANS + "delegation.py"],
    "units/scope.py": [UNITS + "permissions.py"],
    "units/numbers.py": [UNITS + "numbers.py"],
    "units/vietnamese.py": [UNITS + "vietnamese.py"],
    "post/working_days.py": [POST + "working_days.py", PLANS + "boundaries.py"],
    "post/milestones.py": [POST + "milestones_pinned.py", POST + "milestones.py"],
    "post/digest.py": [POST + "digest.py", PLANS + "crossings.py"],
    "plans/progress/workflow/moves.py": WAY,
    "plans/progress/workflow/saving.py": WAY,
    "plans/progress/workflow/moving.py": WAY,
    "plans/progress/workflow/locking.py": WAY,
    "plans/progress/workflow/lacking.py": WAY,
    "plans/progress/objections.py": [PLANS + "move_marks.py", PLANS + "crossings.py"],
    "plans/progress/periods.py": [PLANS + "crossings.py", PLANS + "reviewing_periods.py"],
    "plans/counting/completeness.py": [PLANS + "completeness.py", PLANS + "boundaries.py", PLANS + "move_marks.py"],
    "plans/counting/figures/values.py": ROLLUP,
    "plans/counting/figures/reading.py": ROLLUP,
    "plans/counting/figures/successors.py": ROLLUP,
    "plans/counting/figures/standing.py": ROLLUP,
    "plans/counting/figures/totals.py": ROLLUP,
    "plans/counting/overview.py": [PLANS + "boundaries.py"],
    "plans/reminding/sources.py": [PLANS + "reminders.py", PLANS + "crossings.py"],
    "plans/drafting/wording.py": [PLANS + "planning.py"],
    "plans/drafting/workflow/life.py": [PLANS + "planning.py", PLANS + "moves_pinned.py"],
    "plans/drafting/workflow/extension.py": [PLANS + "cascade.py"],
    "reports/papers/workflow/papers.py": [REPORTS + "papers_pinned.py", REPORTS + "paper_flow.py"],
    "reports/papers/workflow/registers.py": [REPORTS + "registers.py", REPORTS + "register_years.py",
                                             REPORTS + "one_number.py"],
    "reports/pen/verdict.py": ["reports/tests/signing/test_verdict_rules.py", "reports/tests/signing/test_verification.py"],
}  # fmt: skip


def tests_of(modules: Iterable[str]) -> list[str]:
    """Test files of `modules`, each once, those without a database first."""
    wanted = dict.fromkeys(file for module in modules for file in MODULES[module])
    return sorted((file for file in wanted if (ROOT / file).exists()), key=lambda file: "pinned" not in file)
