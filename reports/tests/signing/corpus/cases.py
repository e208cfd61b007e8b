"""All cases, named without making one; each knows its row of the table in docs/signing.md."""

import io
import zlib
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pikepdf
from asn1crypto import crl as asn1_crl
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

from reports.pen.findings import AGENCY, INITIALS, LEADER
from reports.pen.verdict import Trust

from .deeds import (
    add_page,
    byte_range,
    chain_of,
    cms_of,
    contents,
    draw,
    drop_page,
    embed,
    empty_field,
    first_stream,
    flip,
    is_font,
    layers,
    note,
    page_key,
    plain,
    put,
    rewritten,
    root,
    script,
    text_field,
    title,
    update,
    with_fields,
    xmp,
)
from .keys import DAY, NOW, Office, stamper


@dataclass(frozen=True)
class Case:
    """`row` of the table in docs/signing.md, how the file is made, and what is trusted while it is judged."""

    row: str
    make: Any
    trust: Any


class Papers:
    """The rendered paper and what is signed of it, each made once."""

    def __init__(self, office, paper):
        self.office, self.paper = office, paper

    @cached_property
    def empty(self):
        return with_fields(self.paper, LEADER, AGENCY)

    @cached_property
    def by_leader(self):
        return chain_of(self.empty, (LEADER, self.office.leader))

    @cached_property
    def good(self):
        return chain_of(self.by_leader, (AGENCY, self.office.seal), certify=False)

    @cached_property
    def foreign(self):
        """Signed by another program, in fields of its own."""
        return chain_of(self.paper, ("Signature1", self.office.leader), ("Signature2", self.office.seal))

    @cached_property
    def lasting(self):
        """B-LTA: revocation data inside, an archive time stamp behind."""
        context, stamp = self.context(), stamper(self.office.stamps)
        signed = chain_of(self.empty, (LEADER, self.office.leader, {"context": context, "stamp": stamp}))
        return put(signed, AGENCY, self.office.seal, context=context, stamp=stamp)

    def context(self):
        crls = [self.office.ca.list_of()]
        return ValidationContext(trust_roots=list(self.office.roots), crls=crls, allow_fetching=False)

    def two(self, one, other=None, *, first=LEADER, second=AGENCY, **more):
        """Two signatures; keywords of both in `more`."""
        other = other or self.office.seal
        return chain_of(self.empty, (first, one, dict(more)), (second, other, dict(more)))


def cases(office: Office, paper: bytes) -> dict[str, Case]:
    """name -> Case."""
    made = Papers(office, paper)
    rows = [*_good(office, made), *_odd(office, made), *_untrusted(office, made), *_tampered(office, made),
            *_tails(office, made), *_broken(office, made), *_unsigned(made)]  # fmt: skip
    found = {name: Case(row, make, trust or (lambda: office.trust)) for row, name, make, trust in map(_whole, rows)}
    assert len(found) == len(rows), "two cases of one name"
    return found


def _whole(row):
    return row if len(row) == 4 else (*row, None)


def _good(office, made):
    yield "valid", "leader and seal", lambda: made.good
    yield "valid", "leader and seal with an RSA key", lambda: made.two(office.leader, office.large)
    yield "valid", "in fields of another program", lambda: made.foreign
    yield "valid", "with trusted time stamps", lambda: made.two(office.leader, stamp=stamper(office.stamps))
    yield "valid", "long term, with its own evidence", lambda: made.lasting, lambda: office.trusting()
    yield "valid", "an annex file with the agency's signature only", lambda: put(made.paper, AGENCY, office.seal)
    yield "valid", "one line feed at the end", lambda: made.good + b"\n"
    yield "valid", "an OCSP answer for each", lambda: made.good, lambda: office.trusting(
        ocsps=(office.ca.answer_on(office.leader), office.ca.answer_on(office.seal)))  # fmt: skip
    before = NOW - 200 * DAY
    yield "valid", "expired since, stamped in time", lambda: chain_of(
        made.empty, (LEADER, office.expired, {"at": before, "stamp": stamper(office.stamps, before)}),
        (AGENCY, office.seal))  # fmt: skip
    squeezed = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
    yield (
        "valid",
        "made of object streams",
        lambda: chain_of(
            with_fields(rewritten(made.paper, **squeezed), LEADER, AGENCY),
            (LEADER, office.leader),
            (AGENCY, office.seal),
        ),
    )


def _odd(office, made):
    leader, seal, clerk = office.leader, office.seal, office.clerk
    yield "no_seal", "the leader's signature only", lambda: made.by_leader
    yield "no_seal", "a person's signature in another program's field", lambda: put(made.paper, "Signature1", leader)
    yield "no_seal", "long term, without a seal", lambda: put(made.empty, LEADER, leader, context=made.context(),
                                                               stamp=stamper(office.stamps))  # fmt: skip
    yield "initials_only", "initials only", lambda: put(made.paper, INITIALS, clerk)
    yield "no_leader", "sealed before anybody signed", lambda: put(made.empty, AGENCY, seal)
    yield "wrong_order", "seal first, then the leader", lambda: made.two(seal, leader, first=AGENCY, second=LEADER)
    yield (
        "wrong_order",
        "the same in fields of another program",
        lambda: chain_of(made.paper, ("Signature1", seal), ("Signature2", leader)),
    )
    yield "late_initials", "initials behind the seal", lambda: put(made.good, INITIALS, clerk)
    yield "same_key", "one certificate in both roles", lambda: made.two(leader, leader)
    yield "same_key", "one key, two certificates", lambda: made.two(leader, office.twin)
    yield "personal_seal", "the clerk's own key in the place of the seal", lambda: made.two(leader, clerk)
    yield "two_bodies", "another commune's seal", lambda: made.two(leader, office.other_seal)
    yield "two_bodies", "another commune's chairman", lambda: made.two(office.other_leader)
    yield "two_bodies", "a second seal by another commune", lambda: put(made.good, "Them", office.other_seal)
    yield "other_body", "all keys of another commune", lambda: made.two(office.other_leader, office.other_seal)
    yield "other_body", "an annex-like seal of another commune", lambda: put(made.paper, AGENCY, office.other_seal)
    yield "twice", "the seal twice", lambda: put(made.good, "Signature9", seal)
    yield (
        "untrusted_stamp",
        "a home-made stamp 500 days back",
        lambda: made.two(leader, stamp=stamper(office.strange_stamps, NOW - 500 * DAY)),
    )
    yield (
        "untrusted_stamp",
        "a strange stamp on the seal only",
        lambda: put(made.by_leader, AGENCY, seal, stamp=stamper(office.strange_stamps)),
    )
    yield (
        "untrusted_stamp",
        "expired since, stamped in time by a stranger",
        lambda: chain_of(
            made.empty, (LEADER, leader), (AGENCY, seal, {"stamp": stamper(office.strange_stamps, NOW - 200 * DAY)})
        ),
    )
    yield "untrusted_archive", "a stranger's archive stamp", lambda: _archived(made.lasting, office.strange_stamps)
    yield (
        "backwards",
        "the seal's clock a day behind",
        lambda: chain_of(made.empty, (LEADER, leader), (AGENCY, seal, {"at": NOW - DAY})),
    )
    yield (
        "future",
        "signed next month",
        lambda: chain_of(made.empty, (LEADER, leader), (AGENCY, seal, {"at": NOW + 30 * DAY})),
    )
    yield "weak", "an RSA key of 1024 bits", lambda: made.two(office.small)
    yield (
        "stale",
        "a list past its time",
        lambda: made.good,
        lambda: office.trusting(office.ca.list_of(at=NOW - 60 * DAY, until=NOW - 30 * DAY)),
    )
    yield "unasked", "no list at all", lambda: made.good, lambda: office.trusting()
    yield (
        "unasked",
        "the list of another authority",
        lambda: made.good,
        lambda: office.trusting(office.strange.list_of()),
    )
    yield (
        "unasked",
        "a forged list",
        lambda: made.good,
        lambda: office.trusting(office.ca.list_of(key=office.strange.key)),
    )
    yield "unasked", "a forged list in the file's own store", lambda: _stored(made, office), lambda: office.trusting()
    for name, change in (("a script to open with", lambda writer: root(writer, OpenAction=script())),
                         ("a file inside", embed), ("a launch behind a link", _launch)):  # fmt: skip
        yield "active", f"{name}, signed with the paper", partial(_signed_with, made, office, change)
    yield (
        "hidden_text",
        "a layer that is switched off, signed with the paper",
        lambda: _signed_with(made, office, layers),
    )


def _launch(writer):
    note(writer, "/Link", **{"/A": plain(S=pdf_name("/Launch"), F=pdf_string("cmd.exe"))})


def _signed_with(made, office, change):
    odd = with_fields(update(made.paper, change), LEADER, AGENCY)
    return chain_of(odd, (LEADER, office.leader), (AGENCY, office.seal))


def _archived(data, holder):
    pen = PdfTimeStamper(stamper(holder))
    return pen.timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256").getvalue()


def _stored(made, office):
    """The forged list put where long-term signatures keep theirs, then signed over."""
    forged = asn1_crl.CertificateList.load(office.ca.list_of(key=office.strange.key))
    out = io.BytesIO(made.empty)
    DocumentSecurityStore.add_dss(out, None, crls=[forged])
    return chain_of(out.getvalue(), (LEADER, office.leader), (AGENCY, office.seal))


def _untrusted(office, made):
    leader, seal = office.leader, office.seal
    yield "untrusted", "a self-made authority", lambda: made.two(office.strange_leader, office.strange_seal)
    yield "untrusted", "a trusted leader, a stranger's seal", lambda: made.two(leader, office.strange_seal)
    yield "untrusted", "a stranger's leader, a trusted seal", lambda: made.two(office.strange_leader, seal)
    yield "untrusted", "nobody is trusted here", lambda: made.good, lambda: Trust()
    yield "untrusted", "signed by a certificate not yet valid", lambda: made.two(office.early)
    yield "expired", "expired, no stamp", lambda: made.two(office.expired)
    yield (
        "expired",
        "expired, a stranger's stamp 500 days back",
        lambda: chain_of(
            made.empty,
            (LEADER, office.expired, {"stamp": stamper(office.strange_stamps, NOW - 500 * DAY)}),
            (AGENCY, seal),
        ),
    )
    yield "revoked", "revoked by the list", lambda: made.two(office.revoked)
    yield (
        "revoked",
        "revoked by an answer",
        lambda: made.good,
        lambda: office.trusting(office.ca.list_of(), ocsps=(office.ca.answer_on(leader, revoked=NOW - 50 * DAY),)),
    )


def _tampered(office, made):
    def later(name, change):
        return "changed", name, lambda: update(made.good, change)

    yield later("words covered by a white box", draw)
    yield later("words drawn on the last page", lambda writer: draw(writer, -1))
    for kind in ("/FreeText", "/Stamp", "/Square", "/Ink", "/Highlight"):
        yield later(f"a note {kind}", partial(note, kind=kind))
    yield later("a page added", add_page)
    yield later("a page removed", drop_page)
    yield later("the page turned", lambda writer: page_key(writer, "/Rotate", generic.NumberObject(180)))
    box = generic.ArrayObject(map(generic.NumberObject, (0, 400, 595, 842)))
    yield later("the page cropped", lambda writer: page_key(writer, "/CropBox", box))
    yield later(
        "the notes and fields of the page removed", lambda writer: page_key(writer, "/Annots", generic.ArrayObject())
    )
    yield later("a font exchanged", partial(first_stream, fits=is_font))
    yield later("a field with an amount", text_field)
    yield later("a script to open with", lambda writer: root(writer, OpenAction=script()))
    tree = plain(JavaScript=plain(Names=generic.ArrayObject([pdf_string("a"), script()])))
    yield later("a script among the names", lambda writer: root(writer, Names=tree))
    yield later("a file inside", embed)
    yield later("a launch behind a link", _launch)
    yield later("another way to open", lambda writer: root(writer, PageMode=pdf_name("/UseOutlines")))
    yield later("a layer to be switched off", layers)
    yield "changed", "a white box before the seal", lambda: put(update(made.by_leader, draw), AGENCY, office.seal)
    yield "changed", "a note before the seal", lambda: put(update(made.by_leader, note), AGENCY, office.seal)
    yield "changed", "a white box behind long-term evidence", lambda: update(made.lasting, draw)
    yield "changed", "a white box in another program's file", lambda: update(made.foreign, draw)
    yield "retitled", "another title", lambda: update(made.good, title)
    yield "retitled", "another author", lambda: update(made.good, partial(title, key="/Author"))
    yield "retitled", "another title in the metadata", lambda: update(made.good, xmp)
    yield "retitled", "another title behind long-term evidence", lambda: update(made.lasting, title)
    yield "retitled", "another title before the seal", lambda: put(update(made.by_leader, title), AGENCY, office.seal)


def _tails(office, made):
    yield "tail", "an invisible empty field for a signature", lambda: empty_field(made.good, seen=False)
    yield "tail", "a visible empty field for a signature", lambda: empty_field(made.good, seen=True)
    yield "tail", "an invisible empty field behind long-term evidence", lambda: empty_field(made.lasting, seen=False)
    yield "tail", "an invisible empty field in another program's file", lambda: empty_field(made.foreign, seen=False)
    yield "tail", "blanks", lambda: made.good + b" " * 40
    yield "tail", "zeros", lambda: made.good + bytes(512)
    yield "tail", "words", lambda: made.good + "Đã sửa bởi ai đó".encode()
    yield "tail", "words behind long-term evidence", lambda: made.lasting + b"% x" * 20
    yield "tail", "an update of nothing", lambda: update(made.good, lambda writer: root(writer))
    yield "tail", "another end of the same file", lambda: made.good + made.good[made.good.rindex(b"startxref") :]


def _broken(office, made):
    good = lambda: made.good  # noqa: E731
    yield "broken", "a bit of the first page", lambda: flip(good(), b"stream", 60)
    yield "broken", "a bit of the letters", lambda: flip(good(), b"/Length1", 400)
    yield "broken", "a bit of the seal's field", lambda: flip(good(), b"/Contents", -60, last=True)
    yield "broken", "a bit of the cross-reference", lambda: flip(good(), b"startxref", -40)
    yield "broken", "a bit of the number of objects", lambda: flip(good(), b"/Size", 7, last=True)
    yield "broken", "a bit of the signature", lambda: flip(good(), cms_of(good()).rstrip(b"0")[-40:], 4)
    yield "broken", "a bit in the leader's part", lambda: flip(good(), cms_of(made.by_leader).rstrip(b"0")[-40:], 4)
    yield "broken", "written anew", lambda: rewritten(good())
    yield "broken", "written anew for the web", lambda: rewritten(good(), linearize=True)
    yield (
        "broken",
        "written anew, squeezed",
        lambda: rewritten(good(), object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True),
    )
    yield (
        "broken",
        "locked by an owner",
        lambda: rewritten(good(), encryption=pikepdf.Encryption(owner="chủ", user="", R=6)),
    )
    yield "broken", "bytes before the beginning", lambda: b"%x\n" + good()
    yield "broken", "another file's signature", lambda: contents(good(), lambda _: cms_of(made.foreign))
    yield "broken", "a signature of zeros", lambda: contents(good(), lambda _: b"0")
    yield "broken", "half a signature", lambda: contents(good(), lambda was: was[:900])
    yield "broken", "a signature of noise", lambda: contents(good(), lambda was: was[::-1])
    yield "broken", "signed bytes end early", lambda: byte_range(good(), lambda a, b, c, d: (a, b, c, d - 50))
    yield "broken", "signed bytes begin late", lambda: byte_range(good(), lambda a, b, c, d: (a + 9, b - 9, c, d))
    yield (
        "broken",
        "a wider gap between the signed bytes",
        lambda: byte_range(good(), lambda a, b, c, d: (a, b - 99, c, d)),
    )
    yield "broken", "no signed bytes", lambda: byte_range(good(), lambda a, b, c, d: (0, 0, 0, 0))
    yield "broken", "signed bytes beyond the file", lambda: byte_range(good(), lambda a, b, c, d: (a, b, c, d + 10**6))
    yield (
        "broken",
        "an unknown kind of signature",
        lambda: good().replace(b"ETSI.CAdES.detached", b"ETSI.CAdES.detachee"),
    )
    yield "broken", "cut short", lambda: good()[:-400]
    yield "broken", "cut in half", lambda: good()[: len(good()) // 2 + len(made.by_leader) // 2]


def _unsigned(made):
    huge = zlib.compress(bytes(4 * 1_500_000), 9)
    inflating = (
        b"%%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 2 1]/Root 1 0 R/Size 1500000/Index[0 1500000]/Filter"
        b"/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n" % (len(huge), huge)
    )
    yield "unsigned", "never signed", lambda: made.paper
    yield "unsigned", "fields, no signature", lambda: made.empty
    yield "unsigned", "written anew without its signatures", lambda: _stripped(made.good)
    yield "unreadable", "nothing", lambda: b""
    yield "unreadable", "a picture of that name", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99)
    yield "unreadable", "the head of a PDF", lambda: b"%PDF-1.7 broken"
    yield (
        "unreadable",
        "behind a password",
        lambda: rewritten(made.paper, encryption=pikepdf.Encryption(owner="a", user="mật khẩu", R=6)),
    )
    yield "unreadable", "six kilobytes that declare a million objects", lambda: inflating


def _stripped(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        del opened.Root["/AcroForm"]
        for page in opened.pages:
            if "/Annots" in page:
                del page["/Annots"]
        opened.remove_unreferenced_resources()
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()
