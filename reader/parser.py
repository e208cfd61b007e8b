"""The reading of one document: letterhead, title, body, foot, put together into a ParsedPlan with its warnings."""

import re
from dataclasses import replace

from . import bases, leaves, letterhead, markers, mending, news, organisation, roles, signature, tables, titles, tree
from .blocks import Block, Line, join, read_lines
from .closing import is_closing
from .dimensions import is_about_papi
from .issuers import issuer_of_sentence
from .kinds import NEWS, kind_of_line, kind_of_words
from .shapes import ParsedPlan, Passage, Warning
from .text import UPPER, fold, squeeze, strip_end

_TRUNCATED = re.compile(r"^\[(?:\.\.\.|…)\]$")
_CITES = re.compile(r"can cu|thuc hien|trien khai|theo|tiep tuc|de |xet|nham|uy ban|ubnd|tren co so")
_PURPOSE_ROLES = (
    ("purpose", roles.PURPOSE),
    ("requirements", roles.REQUIREMENTS),
    ("targets", roles.TARGETS),
    ("scope", roles.SCOPE),
)
_EXPECTED = (
    ("number", "Không đọc được số, ký hiệu văn bản."),
    ("date", "Không đọc được đủ ngày, tháng, năm ban hành."),
    ("issuer", "Không thấy cơ quan ban hành."),
    ("place", "Không thấy địa danh."),
    ("title", "Không thấy trích yếu."),
    ("signer_name", "Không thấy họ tên người ký."),
    ("recipients", "Không thấy mục Nơi nhận."),
    ("years_covered", "Không thấy năm thực hiện trong trích yếu."),
    ("tasks", "Không thấy nhiệm vụ nào."),
)


def parse(source: str) -> ParsedPlan:
    """Reads normalised text; never raises for odd content, and leaves null what the text does not show."""
    lines = mending.joined(read_lines(source))
    head = letterhead.read(lines, source)
    title = titles.read(lines, head)
    foot = signature.find_foot(lines, max(title.end, head.end))
    attached = _attached_plan(lines, title, foot)
    enclosing = []
    if attached is not None:
        enclosing = _unmarked(lines[title.end : min(foot.start, attached)])
        title, body, foot = _with_attachment(lines, attached, foot)
    else:
        body = lines[max(title.end, head.end) : foot.start]
    body, addressees = _without_addressees(body)
    body, table, place = _without_table(body)
    blocks = _until_closing(join(body))
    has_head = head.numbered or head.kind_index is not None or len(head.metadata) >= 3
    if news.looks_like_news(join(lines), has_head):
        return _news(source, lines, title)
    root = tree.build(blocks)
    roles.assign(root, title.doc_type)
    plan = _plan(source, head, title, foot, root, enclosing)
    plan = replace(plan, addressees=addressees, truncated=any(_TRUNCATED.match(line.text) for line in lines))
    plan = _with_tables(plan, table, place, lines[foot.end :])
    return replace(plan, warnings=_warnings(plan, head, foot))


def _attached_plan(lines: list[Line], title: titles.Title, foot: signature.Foot) -> int | None:
    """The index of a plan's kind line that follows a decision ("Ban hành kèm theo Quyết định …")."""
    start = title.end if title.doc_type == "QUYET_DINH" else foot.start + 3
    for index in range(start, min(len(lines), foot.end + 6)):
        kind = next(filter(None, map(kind_of_line, letterhead.cells_of(lines[index].text))), None)
        if kind and kind[0] in ("KE_HOACH", "CHUONG_TRINH", "DE_AN", "PHUONG_AN"):
            following = fold(" ".join(line.text for line in lines[index : index + 8]))
            if "kem theo quyet dinh" in following:
                return index
    return None


def _with_attachment(lines: list[Line], index: int, foot: signature.Foot):
    head = letterhead.Letterhead(kind_index=index)
    title = titles.read(lines, head)
    second = signature.find_foot(lines, title.end)
    body = lines[title.end : second.start]
    signed = foot.start < index and (foot.signer_name or foot.recipients)
    return title, body, foot if signed else second


def _without_addressees(body: list[Line]) -> tuple[list[Line], tuple[Passage, ...]]:
    """Takes "Kính gửi" and its list off the body's start; they are no tasks."""
    start = next((i for i, line in enumerate(body[:12]) if re.match(r"\W*kinh gui", fold(line.text))), None)
    if start is None:
        return body, ()
    entries: list[list] = []
    end = start
    for index in range(start, min(len(body), start + 25)):
        text = squeeze(re.sub(r"^\W*[Kk][íi]nh\s*g[ửu]i\s*[:;.]?", "", body[index].text))
        bulleted = re.match(r"[-–—−•+*~¬]", text)
        if index > start and not bulleted:
            running = (
                letterhead.BODY_START.match(fold(text))
                or markers.find(text)
                or len(text) > 150
                or (entries and entries[-1][0].endswith("."))
            )
            if running or (body[index].after_blank and entries):
                break
        end = index + 1
        clean = re.sub(r"^[-–—−•+*~¬]+\s*", "", text)
        if bulleted or not entries:
            entries.append([clean, [body[index].number]])
        else:
            entries[-1] = [f"{entries[-1][0]} {clean}", [*entries[-1][1], body[index].number]]
    found = tuple(Passage(strip_end(text), tuple(numbers)) for text, numbers in entries if text)
    return body[:start] + body[end:], found


def _without_table(body: list[Line]) -> tuple[list[Line], tables.TaskTable | None, int]:
    """A tab- or pipe-joined task table inside the body, and its first line, is read by columns, not as paragraphs."""
    for index, line in enumerate(body):
        cells = letterhead.cells_of(line.text)
        if len(cells) < 3 or not tables.header_of([tables.Cell(cell) for cell in cells]):
            continue
        end = index + 1
        while end < len(body) and (_is_row(body[end]) or _is_group_row(body, end)):
            end += 1
        table = tables.text_table([(row.number, _row(row.text)) for row in body[index:end]])
        if table and table.count:
            return body[:index] + body[end:], table, line.number
    return body, None, 0


def _is_row(line: Line) -> bool:
    return bool(re.search(r"[\t|]", line.text)) or len(_row(line.text)) >= 3


def _is_group_row(body: list[Line], index: int) -> bool:
    """ "II. Công khai, minh bạch" across the whole width, with a row of the table right below it."""
    text = body[index].text
    is_title = bool(markers.find(text)) or text[0].isupper()
    return is_title and len(text) < 200 and index + 1 < len(body) and len(_row(body[index + 1].text)) >= 3


def _until_closing(blocks: list[Block]) -> list[Block]:
    """Leaves out unmarked lines after the closing paragraph: credits, comment boxes, links of a site."""
    last = max((i for i, block in enumerate(blocks) if block.kind != markers.PLAIN), default=-1)
    closing = next((i for i in range(last + 1, len(blocks)) if is_closing(blocks[i].text)), None)
    return blocks if closing is None or last < 0 else blocks[: closing + 1]


def _row(text: str) -> list[str]:
    """The cells of a flattened row, empty ones kept so that columns stay in place."""
    if "|" in text:
        return [squeeze(cell.strip("\\ ")) for cell in text.strip().strip("|").split("|")]
    return [squeeze(cell) for cell in text.split("\t")] if "\t" in text else letterhead.cells_of(text)


def _unmarked(lines: list[Line]) -> list[tuple[str, tuple[int, ...]]]:
    """The plain paragraphs of some lines: over a decision's articles these are its legal bases."""
    return [(block.text, block.lines) for block in join(lines) if block.kind == markers.PLAIN]


def _plan(source, head, title, foot, root, enclosing) -> ParsedPlan:
    papi = is_about_papi(source)
    sections = leaves.tasks_of(root, papi)
    opening = [
        (n.text, n.block.lines)
        for n in root.children
        if n.role in (roles.PREAMBLE, roles.BASIS) and n.kind in (markers.PLAIN, *markers.BULLETS)
    ]
    passages = {name: leaves.passages(root, role) for name, role in _PURPOSE_ROLES}
    passages["targets"] += bases.targets_in(passages["purpose"])
    texts = [text for text, _ in opening]
    complete = head.issuer if head.issuer != "Ủy ban nhân dân" else None
    issuer = complete or issuer_of_sentence(texts) or head.issuer
    doc_type = title.doc_type or kind_of_words(head.metadata.get("Loại văn bản", "")) or _kind_of_opening(texts)
    return ParsedPlan(
        doc_type=doc_type,
        doc_type_text=title.doc_type_text,
        number=head.number or _metadata_number(head),
        issuer=issuer,
        place=head.place,
        date=head.date or _metadata_date(head),
        date_partial=head.date_partial if not (head.date or _metadata_date(head)) else None,
        title=title.title,
        years_covered=bases.years_of(title.title) or _years_of_opening(texts),
        signer_name=foot.signer_name or head.metadata.get("Người ký"),
        signer_title=foot.signer_title,
        signing_form=tuple(foot.signing_form),
        dimensions_present=leaves.dimensions_in(root, papi),
        based_on=bases.cited(_basis_paragraphs([*enclosing, *opening])),
        tasks=sections,
        funding=organisation.funding(root),
        responsible_units=organisation.responsible_units(root),
        deadlines=organisation.all_deadlines(root, sections),
        recipients=tuple(foot.recipients),
        metadata_block=dict(head.metadata),
        source_text=source,
        source_lines=_source_lines(head, title, foot, opening),
        purpose=passages["purpose"],
        requirements=passages["requirements"],
        targets=passages["targets"],
        scope=passages["scope"],
    )


def _basis_paragraphs(opening):
    """Căn cứ and Thực hiện sentences; the one that announces the plan itself cites nothing after its own name."""
    return [
        (sentence, lines)
        for text, lines in opening
        for sentence in re.split(rf"(?<=[a-zà-ỹ0-9]\.)\s+(?=[{UPPER}])", text)
        if _CITES.match(fold(sentence))
    ]


def _kind_of_opening(texts: list[str]) -> str | None:
    """ "… xây dựng kế hoạch triển khai …": the kind, where the header is missing."""
    for text in texts:
        match = re.search(r"(?:xay dung|ban hanh|de ra)\s+(ke hoach|chuong trinh|chi thi|bao cao)", fold(text))
        if match:
            return kind_of_words(match.group(1))
    return None


def _years_of_opening(texts: list[str]) -> tuple[int, ...]:
    for text in texts:
        match = re.search(r"(?:ban hanh|xay dung)\s+(?:ke hoach|chuong trinh)(.*)", fold(text), re.DOTALL)
        if match:
            return bases.years_of(text[match.start(1) :])
    return ()


def _metadata_number(head) -> str | None:
    value = next((head.metadata[key] for key in ("Số hiệu", "Số/Ký hiệu", "Số ký hiệu") if key in head.metadata), None)
    return re.sub(r"\s", "", value) if value and re.match(r"\d", value) else None


def _metadata_date(head) -> str | None:
    return bases.iso_date(head.metadata.get("Ngày ban hành"))


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


def _with_tables(plan: ParsedPlan, table: tables.TaskTable | None, place: int, rest: list[Line]) -> ParsedPlan:
    """Tasks of a table in the body stand at its first line, `place`; a table after the signature is the appendix."""
    above = tuple(section for section in plan.tasks if section.items[0].source_lines < (place,))
    sections = above + (table.sections_of(plan.source_text) if table else ()) + plan.tasks[len(above) :]
    appendix = tables.text_table([(line.number, _row(line.text)) for line in rest[:600]])
    rows = tuple(task for section in appendix.sections for task in section.items) if appendix else ()
    return replace(
        plan,
        tasks=sections,
        appendix_tasks=rows,
        dimensions_present=tuple(sorted({*plan.dimensions_present, *(s.dimension for s in sections if s.dimension)})),
        warnings=tuple(table.warnings) if table else (),
    )


def _news(source: str, lines: list[Line], title) -> ParsedPlan:
    about = news.about(source)
    text = "\n".join(line.text for line in lines)
    warning = Warning(
        "is_plan",
        "Đây là tin bài thuật lại hoặc đưa tin, không phải bản kế hoạch; không có kế hoạch để nhập.",
        (lines[0].number,),
    )
    return ParsedPlan(
        doc_type=NEWS,
        title=title.title,
        issuer=None if about else news.first_body(text),
        is_plan=False,
        about_document=about,
        years_covered=about.years_covered
        if about and about.years_covered
        else bases.years_of(title.title) or bases.commonest_year(text),
        based_on=bases.cited([(m.group(0), ()) for m in re.finditer(r"theo Kế hoạch số [^;.]*", text)])
        if not about
        else (),
        source_text=source,
        source_lines={"title": title.lines} if title.lines else {},
        warnings=(warning,),
    )


def _warnings(plan: ParsedPlan, head, foot) -> tuple[Warning, ...]:
    """One warning for each field the text does not show, plus what two sources say differently."""
    found = list(plan.warnings)
    for name, message in _EXPECTED:
        if not getattr(plan, name):
            if name == "signer_name" and foot.damaged_name:
                message = f"Họ tên người ký không đọc được chắc chắn (“{foot.damaged_name}”)."
            if name == "tasks" and plan.responsible_units:
                message = "Không thấy nhiệm vụ ngoài phần Tổ chức thực hiện; hãy đọc việc giao cho từng đơn vị ở đó."
            found.append(Warning(name, message, plan.source_lines.get(name, ())))
    metadata_number, metadata_date = _metadata_number(head), _metadata_date(head)
    if head.number and metadata_number and fold(head.number) != fold(metadata_number):
        found.append(
            Warning(
                "number",
                f"Hai nguồn ghi khác nhau: {head.number} và {metadata_number}.",
                plan.source_lines.get("number", ()),
            )
        )
    if head.date and metadata_date and head.date != metadata_date:
        found.append(
            Warning(
                "date", f"Hai nguồn ghi khác nhau: {head.date} và {metadata_date}.", plan.source_lines.get("date", ())
            )
        )
    if plan.doc_type and plan.doc_type not in ("KE_HOACH", "CHUONG_TRINH"):
        found.append(
            Warning("doc_type", "Văn bản này không phải là kế hoạch; hãy kiểm tra trước khi tạo kế hoạch từ nó.")
        )
    if plan.truncated:
        found.append(Warning("tasks", "Văn bản bị cắt bớt (“[...]”), phần sau không có trong tệp."))
    return tuple(found)
