"""The tables of traces that are chained, and the columns a row's digest is made of.

A model that gains a column gets a second form here, below the first: older links keep theirs.
"""

from plans.progress.workflow import saving

TRACES = {
    "journal.Note": ["id kind at year by_id acting_for_id about_id unit_id subject apart"],
    "journal.Removal": ["id chain row at by_id why"],
    "units.AccountStep": ["id account_id unit_id verb said by_id at year"],
    "units.SettingStep": ["id unit_id setting old new reason by_id at"],
    "appraisal.IndexStep": ["id set_id round_id sheet_id verb by_id acting_for_id at year note changes"],
    "plans.Step": ["id entry_id verb by_id acting_for_id at year from_state to_state note changes receipt"],
    "plans.PlanStep": ["id plan_id verb by_id acting_for_id at year note changes"],
    "reports.DocumentStep": ["id document_id verb by_id acting_for_id at year note changes file"],
    "reports.IncomingStep": ["id incoming_id verb by_id acting_for_id at year note changes"],
}

# Rows that may be widened for a while: they are linked when that is over.
GROWING = {"plans.Step": saving.growing}
