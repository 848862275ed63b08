"""PDF files that are refused with a remedy, and those that only look as if they should be."""

from __future__ import annotations

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from extractors.document import Limits, ReadError
from extractors.readers.pdf.reader import read_pdf
from tests.pdf_pages import drawn, prose_of


@pytest.mark.parametrize(
    ("data", "category"),
    [
        (b"", "empty"),
        (b"plain text, not a PDF", "corrupt"),
        (b"%PDF-1.7\n%%EOF\n", "corrupt"),
        (drawn(lambda canvas: canvas.drawString(80, 700, "text"))[:-400], "truncated"),
        (drawn(lambda canvas: canvas.rect(50, 50, 400, 600)), "no_text"),
        (drawn(lambda canvas: canvas.drawString(80, 700, "x"), encrypt=StandardEncryption("secret")), "encrypted"),
    ],
    ids=["empty", "no pdf", "no pages", "truncated", "scanned", "locked"],
)
def test_what_cannot_be_read_is_said_with_a_remedy(data: bytes, category: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_pdf(data)
    assert raised.value.category == category
    assert ": " in str(raised.value)


def test_a_title_of_the_metadata_that_is_no_text_costs_nothing_else() -> None:
    data = drawn(lambda canvas: canvas.drawString(72, 700, "Quyet dinh so 1"))
    damaged = data.replace(b"/Title (untitled)", b"/Title <FEFFD800>")
    assert damaged != data
    document = read_pdf(damaged)
    assert (document.title, prose_of(document)) == ("", ["Quyet dinh so 1"])


def test_a_pdf_locked_only_for_printing_is_read() -> None:
    data = drawn(
        lambda canvas: canvas.drawString(80, 700, "open"), encrypt=StandardEncryption("", ownerPassword="owner")
    )
    assert prose_of(read_pdf(data)) == ["open"]


def test_too_many_pages_or_bytes_are_refused() -> None:
    data = drawn(*[lambda canvas: canvas.drawString(80, 700, "x")] * 3)
    for limits in (Limits(max_pages=2), Limits(max_bytes=100)):
        with pytest.raises(ReadError) as raised:
            read_pdf(data, limits)
        assert raised.value.category == "too_large"
