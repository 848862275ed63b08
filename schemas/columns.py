"""The columns that several tables share, declared once."""

from __future__ import annotations

from schemas.model import Column, ForeignKey

PAGE = Column("page", "int32", "Page on which it stands, from 1; null where the format has no pages.", minimum=1)
DOCUMENT_ID = Column("document_id", "string", "The document it was read from.", nullable=False)
IN_DOCUMENTS = ForeignKey(("document_id",), "documents", ("document_id",))

#: What every fact carries: who it is, where it stands and how it was read.
RECORD_COLUMNS = (
    Column(
        "record_id",
        "string",
        "Identity of this fact: table prefix and 12 hex digits; the same document gives the same ids on every machine.",
        nullable=False,
    ),
    DOCUMENT_ID,
    PAGE,
    Column(
        "confidence",
        "double",
        "How sure the reading is, from 0 to 1; 1 is what stands unmistakably in the document.",
        nullable=False,
        minimum=0,
        maximum=1,
    ),
    Column("method", "string", "How the value was read.", nullable=False, vocabulary="method"),
)

#: Of these, and of what only says where in the document something stands, the document prints nothing.
GIVEN = frozenset(column.name for column in RECORD_COLUMNS) | {"seq", "table_no", "line_no", "section_path"}

BOX_COLUMNS = (
    Column("x0", "double", "Left edge on the page, from its left side; null for formats without pages.", unit="points"),
    Column("y0", "double", "Top edge on the page, from its top; null for formats without pages.", unit="points"),
    Column("x1", "double", "Right edge on the page, from its left side.", unit="points"),
    Column("y1", "double", "Bottom edge on the page, from its top.", unit="points"),
)

LINE = Column("line", "int32", "Line of the decoded source, from 1; null for formats without lines.", minimum=1)
PATH = Column(
    "path", "string", "Structural path, such as `body/tbl[2]/tr[5]/tc[1]`, from 1; null for PDF and plain text."
)


def agency_id(description: str, name: str = "agency_id") -> Column:
    """Return a column that names an agency of the ``agencies`` table; null when the name could not be settled."""
    return Column(name, "string", description)


def in_agencies(column: str = "agency_id") -> ForeignKey:
    """Return the reference of `column` to the ``agencies`` table."""
    return ForeignKey((column,), "agencies", ("agency_id",))


def raw(description: str, name: str = "raw", *, nullable: bool = True) -> Column:
    """Return a column that holds the text as printed, character for character."""
    return Column(name, "string", description, nullable=nullable, text="raw")


def year(name: str, description: str) -> Column:
    """Return a column that holds a calendar year."""
    return Column(name, "int16", description, unit="year", minimum=1900, maximum=2200)


def dong(name: str, description: str) -> Column:
    """Return a column that holds an amount in whole đồng."""
    return Column(name, "int64", description, unit="VND")


def count(name: str, description: str, unit: str = "") -> Column:
    """Return a column that holds a number of things, never negative."""
    return Column(name, "int32", description, unit=unit, minimum=0)
