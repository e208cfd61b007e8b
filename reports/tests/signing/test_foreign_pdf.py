"""A PDF made to exhaust its reader is judged by the public check within seconds and little memory."""

import time
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.pen.verdict import NotPdf, verify

NAMED = b"/Type/XRef/W[1 2 1]/Root 1 0 R/Size %d/Index[0 %d]"
HIDDEN = b"/Type/XR#65f/W[1 2 1]/Root 1 0 R/Si#7ae %d/Ind#65x[0 %d]"  # the same words as a PDF may spell them


def inflating(dictionary, entries=1_500_000):
    """A few kilobytes whose cross-reference declares `entries` objects."""
    stream = zlib.compress(b"\x00\x00\x00\x00" * entries, 9)
    head = b"%PDF-1.7\n1 0 obj\n<<" + dictionary % (entries, entries)
    head += b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(stream)
    return head + stream + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize("dictionary", [NAMED, HIDDEN])
def test_an_inflating_cross_reference_is_refused_in_seconds(dictionary):
    data = inflating(dictionary)
    assert len(data) < 8_000
    began = time.process_time()
    with pytest.raises(NotPdf, match="khai quá nhiều đối tượng"):
        verify(data)
    assert time.process_time() - began < 1  # nothing of it is done in this process


def test_the_public_page_says_why(client, db):
    file = SimpleUploadedFile("van-ban.pdf", inflating(NAMED))
    answer = client.post("/kiem-tra-chu-ky/", {"file": file})
    assert answer.status_code == 422 and "cấu trúc bất thường" in answer.content.decode()
