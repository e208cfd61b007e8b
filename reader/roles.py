"""What a section is for, told by its heading: only this says whether a dash is a task, a purpose or a target."""

import re

from . import markers
from .duties import field_of
from .text import fold, is_caps
from .tree import Node, is_heading
from .unit_names import starts_with_unit

PREAMBLE, PURPOSE, REQUIREMENTS, TARGETS = "preamble", "purpose", "requirements", "targets"
SCOPE, FUNDING, WHEN_WHERE, BASIS, SLOGANS = "scope", "funding", "when_where", "basis", "slogans"
STATUS, PROPOSALS, FORMS, CRITERIA = "status", "proposals", "forms", "criteria"
CONTENT, ORGANISATION, REPORTING, CLOSING, FIELD = "content", "organisation", "reporting", "closing", "field"

_CONTENT_WORDS = (
    r"noi dung|nhiem vu|giai phap|hinh thuc|bien phap|hoat dong|cong viec|cac buoc|phuong huong"
    r"|chuong trinh"
)
_RULES = (
    (
        ORGANISATION,
        r"(cong tac )?to chuc(,? trien khai)?(,? va)? thuc hien(?! (tot|nghiem|hieu|dong bo|cac|nhiem|day"
        r"|kip|co ))(\b.{0,60})?",
    ),
    (
        ORGANISATION,
        r"(cong tac )?(to chuc(,? trien khai)?(,? thuc hien)?"
        r"|phan cong(,? to chuc)?( nhiem vu)?( trach nhiem)?( to chuc)?( thuc hien)?"
        r"|to chuc va phan cong( thuc hien)?|phan cong thuc hien|trach nhiem (thuc hien|thi hanh"
        r"|(cua )?(cac|tung) .{3,40}|cua .{3,30})"
        r"|dieu khoan thi hanh|to chuc trien khai(,? thuc hien)?|trien khai thuc hien|trach nhiem)"
        r"( ke hoach| chi thi| chuong trinh)?( nay)?",
    ),
    (SLOGANS, r"(noi dung |mot so |cac |goi y |nhung )*(cau )?khau hieu\b.*"),
    (FORMS, r"(cac )?(bieu mau|mau bieu|phu luc).*"),
    (
        BASIS,
        r"(cac )?(can cu|co so phap ly|co so xay dung|van ban)( phap ly| thuc hien| xay dung.{0,20})?"
        r"|su can thiet.{0,60}",
    ),
    (
        FUNDING,
        r"(nguon |du toan |du tru )?kinh phi(\b.*)?|nguon luc( thuc hien| tai chinh)?|tai chinh"
        r"|.{0,20}\bkinh phi( thuc hien| to chuc)?",
    ),
    (
        STATUS,
        r"(danh gia |khai quat |dac diem )?.{0,12}\b(ket qua|tinh hinh|thuc trang|ton tai|han che|uu diem"
        r"|kho khan|nguyen nhan"
        r"|bai hoc kinh nghiem)\b.*"
        r"|(nhan dinh|du bao)( chung)?\b.*|danh gia (chung|ket qua|tinh hinh).*|nhan xet.*|dac diem.*|boi canh.*",
    ),
    (PROPOSALS, r"(de xuat(?! (cac |mot so |nhung )?(nhiem vu|giai phap|bien phap|noi dung))|kien nghi)\b.*"),
    (
        CRITERIA,
        r"(noi dung |bang |bo |cac )?(tieu chi|thang diem|cach (tinh|cham) diem|(co cau )?giai thuong)\b.*"
        r"|(tieu chuan|hinh thuc|muc|doi tuong|ho so|thu tuc|dieu kien)\b.{0,60}(khen thuong|xet tang|cham diem|xet chon"
        r"|xet thuong|cong nhan|de nghi khen|trao giai)\b.*"
        r"|(thanh phan )?ho so( de nghi.{0,40}| du thi| xet.{0,40})?( bao)?( gom)?( co)?|ho so,? (va )?thu tuc.*",
    ),
    (
        REPORTING,
        r"(thuc hien )?(che do |cong tac |thoi gian |thong tin,? ?)*bao cao(,? so ket|,? tong ket|,? thong ke"
        r"| ket qua.{0,30})?( dinh ky)?",
    ),
)
_MIXED = (
    (PURPOSE, r"\bmuc dich\b|\by nghia\b"),
    (TARGETS, r"\bmuc tieu\b|\bchi tieu\b"),
    (REQUIREMENTS, r"\byeu cau\b"),
    (REQUIREMENTS, r"^quan diem|^nguyen tac|\bphuong cham\b"),
    (WHEN_WHERE, r"^(?:(?:ve )?(thoi gian|dia diem|thoi diem|thoi han|thoi ky|nien do|tien do|lo trinh))\b"),
    (SCOPE, r"^(?:ve )?(doi tuong|pham vi|dia ban|thanh phan|so luong|dieu kien)\b"),
)
_CITES = re.compile(r"^(can cu|thuc hien) .{0,200}(so \d|luat|nghi dinh|nghi quyet|quyet dinh|thong tu)")
_ORDERS = re.compile(r"(yeu cau|chi dao|de nghi|chi thi|ban hanh|xay dung|thuc hien)\b.*:$")
_ROLE_LIMIT = 160


def role_of_heading(node: Node) -> str | None:
    """The role a heading names, or None when it only names a topic."""
    head = _head_words(node)
    if head is None:
        return None
    content = re.search(_CONTENT_WORDS, head)
    for role, pattern in _RULES:
        if role == STATUS and re.match(r"(noi dung|nhiem vu|giai phap|phuong huong)", head):
            continue
        if re.fullmatch(pattern, head) and not (
            role == ORGANISATION
            and node.kind not in (markers.PART, markers.ROMAN, markers.NUM, markers.PLAIN, markers.MULTI)
        ):
            return role
    if content and not re.match(r"(muc dich|yeu cau|y nghia)( va |,? )*(yeu cau|muc dich)? ?(cua |noi dung)?$", head):
        return CONTENT if node.kind in (markers.PART, markers.ROMAN) or re.match(_CONTENT_WORDS, head) else None
    return next((role for role, pattern in _MIXED if _names(pattern, head)), None)


def _names(pattern: str, head: str) -> bool:
    """A role word counts when the heading is about it: at the start, or in a short heading."""
    match = re.search(pattern, head)
    return match is not None and (match.start() <= 12 or len(head) <= 40)


def _head_words(node: Node) -> str | None:
    """The folded words of a heading, or of the heading part of "1. Mục đích: …"."""
    text = node.text
    if not node.children and ":" not in text and node.kind not in (markers.ROMAN, markers.PART, markers.PLAIN):
        return None
    if node.kind in markers.BULLETS and ":" not in text[:60]:
        return None
    if ":" in text and (len(text) > _ROLE_LIMIT or not text.endswith(":")):
        text = text.split(":", 1)[0]
        if len(text) > 60:
            return None
    elif not (is_heading(node) or text.endswith(":")) or len(text) > _ROLE_LIMIT:
        return None
    return re.sub(r"[\s.:;,]+$", "", re.sub(r"\s*\([^)]*\)\s*$", "", fold(text).strip(" .:;")))


def assign(root: Node, doc_type: str | None) -> None:
    """Gives every node its role: its own heading's, else its parent's, else what the document is about."""
    default = STATUS if doc_type == "BAO_CAO" else CONTENT
    root.role = PREAMBLE
    sections = [i for i, child in enumerate(root.children) if child.kind in (markers.PART, markers.ROMAN)]
    ordered = _order_at(root)
    # Of numbered items that are not all legal bases, one that opens with its basis is work like the others.
    works = any(child.kind in markers.NUMBERED and not _CITES.match(fold(child.text)) for child in root.children)
    for index, child in enumerate(root.children):
        opens = (
            (child.kind == markers.PLAIN and not child.children)
            or (sections and index < sections[0])
            or (_CITES.match(fold(child.text)) and not (child.kind in markers.NUMBERED and works))
            or (child.kind not in markers.NUMBERED and index < ordered)
        )
        _assign(child, PREAMBLE if opens else default)
    if doc_type == "BAO_CAO":
        _look_ahead(root)
    elif all(child.kind == markers.PLAIN for child in root.children):
        _after_lead_in(root)
    elif not sections:
        _find_organisation(root)
    else:
        _only_by_unit(root)


def _only_by_unit(root: Node) -> None:
    """Where nothing else says what is to be done, "Phân công nhiệm vụ" above "Tổ chức thực hiện" does, unit by unit."""
    tops = [node for node in root.children if node.role == ORGANISATION]
    if not tops or any(node.role == CONTENT for node in root.walk()) or "phan cong" not in fold(tops[0].text):
        return
    for inner in tops[0].walk():
        inner.role = CONTENT if inner.role == ORGANISATION else inner.role


def _order_at(root: Node) -> int:
    """The place of "… yêu cầu … thực hiện các nhiệm vụ sau:"; a list above it tells what is amiss, not what to do."""
    for index, child in enumerate(root.children[:-1]):
        if child.kind != markers.PLAIN or not _ORDERS.search(fold(child.text)):
            continue
        if root.children[index + 1].kind in markers.NUMBERED:
            return index
        if fold(child.text).endswith(("sau:", "sau day:")):
            return 0
    return 0


def _assign(node: Node, inherited: str) -> None:
    own = (
        role_of_heading(node)
        if node.kind != markers.PLAIN or node.children or is_caps(node.text) or node.text.endswith(":")
        else None
    )
    own = _allowed(own, inherited, node)
    node.role = own or inherited
    slogans = None
    for child in node.children:
        slogans = _slogans_at(child, slogans)
        _assign(child, SLOGANS if slogans else node.role)


def _slogans_at(node: Node, heading: Node | None) -> Node | None:
    """The heading "3. Khẩu hiệu" that is open at `node`: its list may start at 1 again on the same level."""
    if node.kind in markers.NUMBERED and re.match(
        r"(cac |mot so |goi y )*(cau )?khau hieu( tuyen truyen)?\b", fold(node.text)
    ):
        return node if len(node.text) < 60 else None
    if heading is None or (node.kind == heading.kind and node.block.value == heading.block.value + 1 != 2):
        return None
    return heading


def _allowed(own: str | None, inherited: str, node: Node) -> str | None:
    """A role may not take over where it makes no sense: "nội dung" inside the purpose is still the purpose."""
    if own is None:
        return None
    if inherited in (
        BASIS,
        FUNDING,
        WHEN_WHERE,
        SLOGANS,
        SCOPE,
        STATUS,
        FORMS,
        PROPOSALS,
        CRITERIA,
    ) and node.kind not in (
        markers.PART,
        markers.ROMAN,
    ):
        return own if inherited == STATUS and own == CONTENT and _is_forward(node) else None
    if own == ORGANISATION and node.children and all(field_of(child.text) for child in node.children):
        return None
    if inherited in (PURPOSE, REQUIREMENTS, TARGETS):
        return (
            own
            if own in (PURPOSE, REQUIREMENTS, TARGETS, SCOPE) or node.kind in (markers.PART, markers.ROMAN)
            else None
        )
    if inherited == ORGANISATION:
        return own if own in (FUNDING, REPORTING) else None
    if own == REPORTING and node.parent.block and node.kind not in (markers.PART, markers.ROMAN):
        return own if fold(node.text).startswith("che do bao cao") else None
    if own == STATUS and node.kind not in (markers.PART, markers.ROMAN) and inherited == CONTENT:
        return own if re.match(r"(nhan dinh|du bao|danh gia) (chung |tinh hinh|nguy co)", fold(node.text)) else None
    if inherited == CONTENT and own in (PURPOSE, REQUIREMENTS, TARGETS) and node.kind in markers.BULLETS:
        return own if node.text.endswith(":") else None
    return own


def _is_forward(node: Node) -> bool:
    return bool(re.search(r"thoi gian toi|trong tam|phuong huong|nam \d{4}|6 thang cuoi|tiep theo", fold(node.text)))


def _after_lead_in(root: Node) -> None:
    """A letter all in plain paragraphs: what follows "… như sau:" is what is asked."""
    start = next((i for i, node in enumerate(root.children) if node.text.endswith(":")), len(root.children))
    for node in root.children[start + 1 :]:
        node.role = CONTENT


def _find_organisation(root: Node) -> None:
    """Where the "Tổ chức thực hiện" heading got lost, the last run of 1. 2. 3. that names only units is it."""
    runs: list[list[Node]] = []
    for node in root.children:
        if node.kind == markers.NUM:
            if node.block.value == 1 or not runs:
                runs.append([])
            runs[-1].append(node)
    if len(runs) < 3 or not any(node.role == CONTENT for node in runs[-2]):
        return
    if all(starts_with_unit(re.sub(r"^Đề nghị ", "", node.text), root.known) for node in runs[-1]):
        for inner in (inner for node in runs[-1] for inner in node.walk()):
            inner.role = ORGANISATION


def _look_ahead(root: Node) -> None:
    """In a report only the sections that look ahead hold tasks; their heading says so."""
    for node in root.children:
        if node.role == CONTENT or node.role != STATUS:
            continue
        if re.search(r"^(de xuat )?(phuong huong|nhiem vu|giai phap|mot so nhiem vu)", fold(node.text)):
            for inner in node.walk():
                inner.role = CONTENT if inner.role == STATUS else inner.role
