"""What an imported document turns into: frozen dataclasses, each piece knowing the source lines it was read from."""

from dataclasses import dataclass, field

Lines = tuple[int, ...]


@dataclass(frozen=True)
class Warning:
    """One doubt about a reading: the field it concerns, the words for the official, and where to look."""

    field: str
    message: str
    source_lines: Lines = ()
    cell: str | None = None


@dataclass(frozen=True)
class Passage:
    """A piece of running text (a purpose, a requirement, a target, a recipient)."""

    text: str
    source_lines: Lines = ()
    section: str | None = None
    heading: str | None = None


@dataclass(frozen=True)
class Task:
    """One content task (nhiệm vụ): a leaf item with the attributes its text or its field lines state.

    `label` is the path of numbers it is cited by ("II.1.a").
    """

    text: str
    lead: str | None = None
    coordinating: str | None = None
    deadline: str | None = None
    output: str | None = None
    source_lines: Lines = ()
    cell: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class TaskSection:
    """Tasks under one numbered heading; `dimension` only where the heading names a PAPI dimension."""

    section: str | None
    heading: str | None
    dimension: int | None
    items: tuple[Task, ...]
    parents: tuple[str, ...] = ()
    source_lines: Lines = ()


@dataclass(frozen=True)
class UnitDuties:
    """What "Tổ chức thực hiện" gives to one unit; `requested` for "Đề nghị <đơn vị>"."""

    section: str | None
    unit: str | None
    items: tuple[Passage, ...]
    requested: bool = False
    source_lines: Lines = ()


@dataclass(frozen=True)
class Deadline:
    """A time that binds someone; `date` is ISO or null, `kind` is task, reporting, event or window."""

    date: str | None
    what: str | None
    who: str | None
    kind: str
    text: str | None
    source_lines: Lines = ()


@dataclass(frozen=True)
class Basis:
    """A document the plan rests on (căn cứ)."""

    number: str
    date: str | None = None
    issuer: str | None = None
    source_lines: Lines = ()


@dataclass(frozen=True)
class Funding:
    """The funding section: where it stands, which unit it names, what it says."""

    section: str | None
    unit: str | None
    text: str
    source_lines: Lines = ()


@dataclass(frozen=True)
class AboutDocument:
    """The document a news item retells; never taken for the item's own number and date."""

    doc_type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    years_covered: tuple[int, ...] = ()


@dataclass(frozen=True)
class ParsedPlan:
    """One document as read; a field that is not in the text is None or empty, with a warning that says so.

    `source_lines[field]` are 1-based line numbers of `source_text`, the normalised text of the file; `places[line]` is
    (page, left, top, right, bottom) in parts of the page, where the file has pages to look at.
    """

    doc_type: str | None = None
    doc_type_text: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    date_partial: str | None = None
    title: str | None = None
    years_covered: tuple[int, ...] = ()
    signer_name: str | None = None
    signer_title: str | None = None
    signing_form: tuple[str, ...] = ()
    dimensions_present: tuple[int, ...] = ()
    based_on: tuple[Basis, ...] = ()
    purpose: tuple[Passage, ...] = ()
    requirements: tuple[Passage, ...] = ()
    targets: tuple[Passage, ...] = ()
    tasks: tuple[TaskSection, ...] = ()
    appendix: tuple[TaskSection, ...] = ()
    scope: tuple[Passage, ...] = ()
    funding: Funding | None = None
    responsible_units: tuple[UnitDuties, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    addressees: tuple[Passage, ...] = ()
    recipients: tuple[Passage, ...] = ()
    is_plan: bool = True
    about_document: AboutDocument | None = None
    metadata_block: dict[str, str] = field(default_factory=dict)
    truncated: bool = False
    warnings: tuple[Warning, ...] = ()
    source_text: str = ""
    source_lines: dict[str, Lines] = field(default_factory=dict)
    places: dict[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def all_tasks(self) -> tuple[Task, ...]:
        """Every task in document order."""
        return tuple(task for section in self.tasks for task in section.items)

    @property
    def appendix_tasks(self) -> tuple[Task, ...]:
        """Every task of an annex that the body does not have."""
        return tuple(task for section in self.appendix for task in section.items)
