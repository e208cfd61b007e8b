"""The words of a paper that amends a plan in force: what is changed, added and no longer carried out, nothing else."""

from collections.abc import Iterable, Iterator

from plans.drafting.wording import Change
from plans.drafting.workflow.life import own_changes, tasks_changed
from plans.models import Plan, Task
from reports.drafting import heads
from reports.drafting.figures import Figures
from reports.layout.content import Block, Bullet, Heading, Paragraph, text
from units.vietnamese import NO_FIGURE

HEADS = {
    "changed": "Sửa đổi nhiệm vụ",
    "added": "Bổ sung nhiệm vụ",
    "withdrawn": "Thôi thực hiện nhiệm vụ",
}


def blocks(draft: Plan, tasks: list[Task], figures: Figures) -> Iterator[Block]:
    """Blocks of the paper of `draft`, an amendment; `tasks`: those of the plan once it is changed, for the annex."""
    if draft.amends is None:
        return
    office, amended, kind = heads.full_name(draft.issuer), heads.cited(draft.amends), draft.get_kind_display()
    yield Paragraph(text(f"{office} ban hành {kind} sửa đổi, bổ sung một số nội dung của {amended} như sau:"))
    yield Heading(1, "Nội dung sửa đổi, bổ sung")
    yield from _of_the_plan(own_changes(draft, draft.amends))
    yield from _of_tasks(tasks_changed(draft))
    yield figures.paragraph(
        f"Sau khi sửa đổi, bổ sung, kế hoạch gồm {figures.put('nhiem_vu', len(tasks), 'Nhiệm vụ của kế hoạch')} nhiệm vụ, "
        "phân công cụ thể tại Phụ lục kèm theo."
    )
    yield Heading(1, "Tổ chức thực hiện")
    others = (
        f"Các nội dung khác của {heads.cited_shortly(draft.amends)} không sửa đổi tại {kind} này vẫn được thực hiện."
    )
    yield Paragraph(text(others))
    yield heads.plan_closing(draft)


def _of_the_plan(changes: Iterable[Change]) -> Iterator[Block]:
    changes = list(changes)
    if changes:
        yield Heading(2, "Sửa đổi phần chung của kế hoạch")
        yield from (Bullet(text(f"{_said(change)}.")) for change in changes)


def _of_tasks(rows) -> Iterator[Block]:
    for kind, head in HEADS.items():
        found = [row for row in rows if row[0] == kind]
        if found:
            yield Heading(2, head)
            yield from (Bullet(text(_of_task(*row))) for row in found)


def _of_task(kind, original, task, changes):
    words = (task if kind == "added" else original).text.strip().rstrip(" ;.")
    if kind != "changed":
        return f"{words}."
    return f"Nhiệm vụ “{words}”: {'; '.join(map(_said, changes))}."


def _said(change):
    label = change.label[:1].lower() + change.label[1:]
    old, new = _line(change.old), _line(change.new)
    if not old:
        return f"bổ sung {label} “{new}”"
    return f"sửa {label} “{old}” thành “{new}”" if new else f"bỏ {label} “{old}”"


def _line(words):
    """One line; "" for nothing, however the page shows it."""
    said = "; ".join(line.strip(" ;.") for line in words.splitlines() if line.strip(" ;."))
    return "" if said == NO_FIGURE else said
