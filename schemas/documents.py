"""The tables about the documents themselves: what they are, which files gave them, their text and what they cite."""

from __future__ import annotations

from schemas.columns import DOCUMENT_ID, GIVEN, IN_DOCUMENTS, PAGE, RECORD_COLUMNS, agency_id, in_agencies, raw, year
from schemas.model import Column, ForeignKey, Table

DOCUMENTS = Table(
    name="documents",
    description="One row per official document. A decision, the plan that it promulgates and their annexes are one.",
    columns=(
        Column(
            "document_id",
            "string",
            "Identity: province or ministry, year, number and symbol; no number: type, date, hash of the title.",
            nullable=False,
        ),
        Column("source_id", "string", "The file whose reading is published (SHA-256 of its bytes).", nullable=False),
        Column("source_name", "string", "Name of that file, as in `sources`.", nullable=False, text="raw"),
        Column("source_format", "string", "Format of that file.", nullable=False, vocabulary="source_format"),
        Column("page_count", "int32", "Pages of that file; null where the format has none.", unit="pages", minimum=1),
        Column("type_code", "string", "Kind of document by its official abbreviation.", vocabulary="document_type"),
        Column("type_name", "string", "Kind of document in full, in Vietnamese."),
        Column("number", "int32", "The printed number without its letter; null when none is printed.", minimum=0),
        Column("number_text", "string", "The number as printed, with its letter (`672a`)."),
        Column("symbol", "string", "The symbol after the number (ký hiệu), such as `QĐ-UBND`."),
        Column("code", "string", "Number and symbol together, such as `512/QĐ-UBND`."),
        Column("issued_on", "date", "Day of issue; null when the day is not printed."),
        Column("issued_at_place", "string", "Place of issue printed before the date."),
        agency_id("The issuing agency.", "issuer_id"),
        raw("The issuing agency as printed.", "issuer_raw"),
        Column(
            "province_code", "string", "GSO code of the province it belongs to on its date; `00` for central bodies."
        ),
        Column("title", "string", "What it is about (trích yếu)."),
        Column("signer_name", "string", "Who signed."),
        Column("signer_title", "string", "The signer's office."),
        Column("signed_for", "string", "For whom the signer signs.", vocabulary="signed_for"),
        Column(
            "standards",
            "list<string>",
            "Standards that it names, the most frequent first, but for those in titles of cited documents.",
        ),
        Column("electronic_iso", "bool", "Whether the plan is about electronic ISO (ISO điện tử)."),
        year("period_from", "First year of the period that it plans for (giai đoạn)."),
        year("period_to", "Last year of the period that it plans for."),
        Column("effective_on", "date", "Day on which it takes effect."),
        Column("total_budget_vnd", "int64", "Total cost that it states.", unit="VND"),
        Column("related_document_id", "string", "For a news item: the document that it reports."),
        Column(
            "completeness",
            "double",
            "Share of the printed rows and pages that the input holds, from 0 to 1.",
            minimum=0,
            maximum=1,
        ),
    ),
    primary_key=("document_id",),
    sort=("document_id",),
    foreign_keys=(
        ForeignKey(("source_name",), "sources", ("name",)),
        in_agencies("issuer_id"),
        ForeignKey(("related_document_id",), "documents", ("document_id",)),
    ),
    read_from={
        "type_code": ("type_code", "code", "title"),
        "type_name": ("type_name", "type_code", "code", "title"),
        "province_code": ("issuer_raw", "issued_at_place", "code", "title"),
    },
    given=frozenset(
        {
            *("document_id", "source_id", "source_name", "source_format", "page_count"),
            *("related_document_id", "completeness"),
        }
    ),
)

SOURCES = Table(
    name="sources",
    description="One row per document found in an input file, at least one per file, read or not: every `file` that "
    "went in is here. Most files hold one document; a zip, an e-mail or a gazette's issue may hold several.",
    columns=(
        Column(
            "source_id",
            "string",
            "SHA-256 of the bytes of the file, or of the member of a container; null when unreadable.",
        ),
        Column(
            "name",
            "string",
            "Path relative to the folder that was given; bytes that are not UTF-8 are shown as `\\xNN`. A member of a "
            "container is `issue.zip!/inner.docx`, one of several documents in a row `issue.pdf#pages=5-12`.",
            nullable=False,
            text="raw",
        ),
        Column("format", "string", "Format by content, not by extension.", vocabulary="source_format"),
        Column("bytes", "int64", "Size; null when the file could not be read.", unit="bytes", minimum=0),
        Column("status", "string", "What became of it.", nullable=False, vocabulary="source_status"),
        Column("document_id", "string", "The document that it holds; null when none was recognized."),
        Column("chosen", "bool", "Whether its reading is the one published for its document.", nullable=False),
        Column("page_from", "int32", "First page that it holds; null without pages.", unit="page", minimum=1),
        Column("page_to", "int32", "Last page that it holds; null without pages.", unit="page", minimum=1),
        Column("error_category", "string", "What went wrong, in one word.", vocabulary="error_category"),
        Column("error", "string", "What went wrong and what to do about it.", text="raw"),
        Column("file", "string", "The input file that holds it: `name` without the part.", nullable=False, text="raw"),
    ),
    primary_key=("name",),
    sort=("name",),
    foreign_keys=(IN_DOCUMENTS,),
)

SECTIONS = Table(
    name="sections",
    description="Outline and text of every document, for full-text search. Text inside tables is in `cells`.",
    columns=(
        DOCUMENT_ID,
        Column("seq", "int32", "Position in the document, from 1.", nullable=False, minimum=0),
        Column("part", "string", "Part of the document: `decision`, `plan`, `annex 1`, ..."),
        Column("path", "string", "Place in the outline, such as `II.2.1` or `Điều 1`; null before the first heading."),
        Column("heading", "string", "The heading without its number."),
        Column("text", "string", "Text under the heading, one paragraph per line.", text="lines"),
        PAGE,
    ),
    primary_key=("document_id", "seq"),
    sort=("document_id", "seq"),
    foreign_keys=(IN_DOCUMENTS,),
)

CITATIONS = Table(
    name="citations",
    description="Every other document that a document names, one row per mention.",
    prefix="cit",
    columns=(
        *RECORD_COLUMNS,
        Column("seq", "int32", "Position among the document's citations, from 1.", nullable=False, minimum=0),
        Column("section_path", "string", "Place in the outline where it is named."),
        raw("The mention as printed.", nullable=False),
        Column("type_code", "string", "Kind of the cited document.", vocabulary="document_type"),
        Column("code", "string", "Number and symbol of the cited document; null when it is cited by its title only."),
        Column("title", "string", "Title of the cited document, as far as the mention gives it."),
        Column("issued_on", "date", "Its day of issue by this mention."),
        agency_id("Its issuing agency.", "issuer_id"),
        raw("Its issuing agency as printed.", "issuer_raw"),
        Column("relation", "string", "Why it is named.", nullable=False, vocabulary="citation_relation"),
        Column("cited_document_id", "string", "The cited document, when this dataset holds it."),
    ),
    primary_key=("record_id",),
    sort=("document_id", "seq"),
    foreign_keys=(
        IN_DOCUMENTS,
        in_agencies("issuer_id"),
        ForeignKey(("cited_document_id",), "documents", ("document_id",)),
    ),
    read_from={
        **dict.fromkeys(("raw", "type_code", "issuer_id", "issuer_raw", "relation"), ("raw", "code", "title")),
        "title": ("title", "code", "raw"),
        "issued_on": ("issued_on", "code", "title", "raw"),
    },
    above=frozenset({"relation"}),
    given=GIVEN | {"cited_document_id"},
)
