"""Hostile files, made small: each costs much when opened carelessly. {name: function that makes it}, and its suffix."""

import io
import zipfile
import zlib

ROOT = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
XML = "http://schemas.openxmlformats.org"
TYPES = (
    f'<Types xmlns="{XML}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)


def pdf(*objects: bytes, pages: bytes = b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n") -> bytes:
    """A PDF of these objects with a table of where they are."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for one in (ROOT, pages, *objects):
        places[int(one.split(b" ", 1)[0])] = len(out)
        out += one
    start, most = len(out), max(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % most
    out += b"".join(b"%010d 00000 n \n" % places.get(n, 0) for n in range(1, most))
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (most, start)


def stream(number: int, dictionary: bytes, data: bytes, packed: bool = False) -> bytes:
    if packed:
        data, dictionary = zlib.compress(data, 9), dictionary + b"/Filter/FlateDecode"
    return b"%d 0 obj<<%s/Length %d>>stream\n%s\nendstream endobj\n" % (number, dictionary, len(data), data)


def page(content: bytes, resources: bytes = b"") -> list[bytes]:
    head = (
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>endobj\n" % resources
    )
    return [head, stream(4, b"", content)]


def recursive_form() -> bytes:
    """A form that draws itself."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    return pdf(*page(b"/F Do", b"/XObject<</F 5 0 R>>"), stream(5, form, b"/F Do /F Do"))


def nested_forms() -> bytes:
    """Forty forms, each drawing the next twice: a million million of the last."""
    forms = [
        stream(
            n, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (n + 1), b"/F Do /F Do"
        )
        for n in range(5, 45)
    ]
    return pdf(
        *page(b"/F Do", b"/XObject<</F 5 0 R>>"), *forms, stream(45, b"/Subtype/Form/BBox[0 0 9 9]", b"0 0 9 9 re f")
    )


def many_objects() -> bytes:
    return pdf(*page(b""), *(b"%d 0 obj<</A(x)>>endobj\n" % n for n in range(5, 100_005)))


def page_ring() -> bytes:
    """Pages whose kid is their own parent."""
    return pdf(*page(b""), pages=b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>endobj\n")


def deep_arrays() -> bytes:
    return pdf(*page(b""), b"5 0 obj" + b"[" * 200_000 + b"]" * 200_000 + b"endobj\n")


def inflating_page() -> bytes:
    """What is drawn on the page is 400 MB of blanks."""
    return pdf(*page(b"")[:1], stream(4, b"", b" " * 400_000_000, packed=True))


def inflating_xref() -> bytes:
    packed = zlib.compress(b"\0\0\0\0" * 1_500_000, 9)
    head = b"/Type/XRef/W[1 2 1]/Root 1 0 R/Size 1500000/Index[0 1500000]/Filter/FlateDecode"
    return b"%PDF-1.7\n" + stream(1, head, packed) + b"startxref\n9\n%%EOF\n"


def broken_font() -> bytes:
    """A font that says it has 65,535 tables, each of four gigabytes."""
    font = b"\0\1\0\0\xff\xff" + b"\0" * 6 + (b"glyf" + b"\0" * 4 + b"\0\0\0\x0c" + b"\xff\xff\xff\xff") * 65_535
    fonts = [
        b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 0/LastChar 255/FontDescriptor 6 0 R>>endobj\n",
        b"6 0 obj<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>endobj\n", stream(7, b"", font, packed=True),
    ]  # fmt: skip
    return pdf(*page(b"BT /F 9 Tf (abc) Tj ET", b"/Font<</F 5 0 R>>"), *fonts)


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        pack.writestr("[Content_Types].xml", TYPES)
        for name, data in parts.items():
            pack.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def deep_xml() -> bytes:
    return package(**{"word/document.xml": b"<a>" * 300_000 + b"</a>" * 300_000})


def laughing_xml() -> bytes:
    """Ten entities, each ten of the one before."""
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11)]
    body = f'<!DOCTYPE a [<!ENTITY e0 "ha">{"".join(lines)}]><a>&e10;</a>'
    return package(**{"word/document.xml": body.encode()})


def zipped_blanks() -> bytes:
    return package(**{"word/document.xml": b" " * 600_000_000})


def many_parts() -> bytes:
    return package(**{f"word/p{n}.xml": b"<x/>" for n in range(60_000)})


def big_picture() -> bytes:
    """A PNG of 60,000 by 60,000 points in some kilobytes."""

    def chunk(kind, data):
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (60_000).to_bytes(4, "big") * 2 + b"\1\0\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


def honest_big_picture() -> bytes:
    """As many points as are taken, as a photo that lies on its side."""
    from PIL import Image

    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (9_900, 6_000), "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


def honest_progressive_picture() -> bytes:
    """As many points, stored in scans: its decoder holds all of them beside the picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (9_900, 6_000), "navy").save(out, "JPEG", progressive=True, subsampling=0)
    return out.getvalue()


def honest_drawing() -> bytes:
    """As many points without loss, on its side."""
    from PIL import Image

    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (9_900, 6_000), "navy").save(out, "PNG", exif=exif)
    return out.getvalue()


CORPUS = {
    ".pdf": [
        recursive_form,
        nested_forms,
        many_objects,
        page_ring,
        deep_arrays,
        inflating_page,
        inflating_xref,
        broken_font,
    ],
    ".docx": [deep_xml, laughing_xml, zipped_blanks, many_parts],
    ".png": [big_picture, honest_drawing],
    ".jpg": [honest_big_picture, honest_progressive_picture],
}
