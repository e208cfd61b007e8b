"""The reading of one document: letterhead, title, body, foot, put together into a ParsedPlan with its warnings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from . import (
    addressees,
    annexes,
    attachments,
    bases,
    body_tables,
    doubts,
    letterhead,
    markers,
    mending,
    news,
    organisation,
    preamble,
    roles,
    sections,
    signature,
    titles,
    tree,
)
from .blocks import Block, Line, join, read_lines
from .closing import is_closing
from .dimensions import is_about_papi
from .issuers import issuer_of_sentence
from .kinds import kind_of_words
from .layout import Piece
from .shapes import ParsedPlan
from .unit_names import NOBODY, Names

_TRUNCATED = re.compile(r"^\[(?:\.\.\.|…)\]$")
_PURPOSE_ROLES = (
    ("purpose", roles.PURPOSE),
    ("requirements", roles.REQUIREMENTS),
    ("targets", roles.TARGETS),
    ("scope", roles.SCOPE),
)


def parse(source: str, pieces: Sequence[Piece] = (), known: Names = NOBODY) -> ParsedPlan:
    """Reads normalised text; never raises for odd content, and leaves null what the text does not show.

    `pieces`: what the source knows of each line beside its words, or none. `known`: the names of agencies
    and units the document may speak of.
    """
    lines = mending.joined(read_lines(source, pieces))
    head = letterhead.read(lines, source)
    title = titles.read(lines, head)
    foot = signature.find_foot(lines, max(title.end, head.end))
    attached = attachments.plan_below(lines, title, foot)
    enclosing: preamble.Paragraphs = []
    if attached is not None:
        enclosing = _unmarked(lines[title.end : min(foot.start, attached)])
        title, body, foot = attachments.read(lines, attached, foot)
    else:
        body = lines[max(title.end, head.end) : foot.start]
    if news.looks_like_news(join(lines), head.is_told):
        return news.read(source, lines, title)
    body, addressed = addressees.without(body)
    tabled = body_tables.without_tables(body)
    root = tree.build(_until_closing(join(tabled.lines)), known)
    roles.assign(root, title.doc_type)
    plan = _plan(source, head, title, foot, root, enclosing, tabled.tables)
    plan = replace(plan, addressees=addressed, truncated=any(_TRUNCATED.match(line.text) for line in lines))
    plan = _with_annex(plan, annexes.read(lines[foot.end :]), tabled)
    return replace(plan, warnings=doubts.of(plan, head, foot, title.unsure))


def _with_annex(plan: ParsedPlan, annex: body_tables.Body, tabled: body_tables.Body) -> ParsedPlan:
    tasks, rest = annexes.joined(plan.tasks, annexes.sections_in(annex))
    return replace(plan, tasks=tasks, appendix=rest, warnings=(*tabled.warnings, *annex.figures()))


def _until_closing(blocks: list[Block]) -> list[Block]:
    """Leaves out unmarked lines after the closing paragraph: credits, comment boxes, links of a site."""
    last = max((i for i, block in enumerate(blocks) if block.kind != markers.PLAIN), default=-1)
    closing = next((i for i in range(last + 1, len(blocks)) if is_closing(blocks[i].text)), None)
    return blocks if closing is None or last < 0 else blocks[: closing + 1]


def _unmarked(lines: list[Line]) -> preamble.Paragraphs:
    """The plain paragraphs of some lines: over a decision's articles these are its legal bases."""
    return [(block.text, block.lines) for block in join(lines) if block.kind == markers.PLAIN]


def _plan(source, head, title, foot, root, enclosing, tables) -> ParsedPlan:
    papi = is_about_papi(source)
    tasks = sections.tasks_of(root, papi, tables)
    opening = [
        (n.text, n.block.lines)
        for n in root.children
        if n.role in (roles.PREAMBLE, roles.BASIS) and n.kind in (markers.PLAIN, *markers.BULLETS)
    ]
    passages = {name: sections.passages(root, role) for name, role in _PURPOSE_ROLES}
    passages["targets"] += bases.targets_in(passages["purpose"])
    texts = [text for text, _ in opening]
    complete = head.issuer if head.issuer != "Ủy ban nhân dân" else None
    issuer = complete or issuer_of_sentence(texts) or head.issuer
    doc_type = title.doc_type or kind_of_words(head.metadata.get("Loại văn bản", "")) or preamble.kind_of(texts)
    return ParsedPlan(
        doc_type=doc_type,
        doc_type_text=title.doc_type_text,
        number=head.number or head.number_beside(),
        issuer=issuer,
        place=head.place,
        date=head.date or head.date_beside(),
        date_partial=head.date_partial if not (head.date or head.date_beside()) else None,
        title=title.title,
        years_covered=bases.years_of(title.title) or preamble.years_of(texts),
        signer_name=foot.signer_name or head.metadata.get("Người ký"),
        signer_title=foot.signer_title,
        signing_form=tuple(foot.signing_form),
        dimensions_present=sections.dimensions_in(root, papi, tasks),
        based_on=preamble.bases_in([*enclosing, *opening]),
        tasks=tasks,
        funding=organisation.funding(root),
        responsible_units=organisation.responsible_units(root),
        deadlines=organisation.all_deadlines(root, tasks),
        recipients=tuple(foot.recipients),
        metadata_block=dict(head.metadata),
        source_text=source,
        source_lines=_source_lines(head, title, foot, opening),
        purpose=passages["purpose"],
        requirements=passages["requirements"],
        targets=passages["targets"],
        scope=passages["scope"],
    )


def _source_lines(head, title, foot, opening) -> dict[str, tuple[int, ...]]:
    lines = {key: value for key, value in head.lines.items() if not key.startswith("metadata:")}
    lines.update(foot.lines)
    for name, key in (("signer_name", "Người ký"), ("number", "Số hiệu"), ("date", "Ngày ban hành")):
        if f"metadata:{key}" in head.lines:
            lines.setdefault(name, head.lines[f"metadata:{key}"])
    lines["title"], lines["doc_type"] = title.lines, title.kind_lines
    if opening and "issuer" not in lines:
        lines["issuer"] = tuple(number for _, numbers in opening for number in numbers)
    return {key: value for key, value in lines.items() if value}
