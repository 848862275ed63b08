"""The table of relations: which document changes, ends, extends, guides, promulgates or reports which other one."""

from __future__ import annotations

from schemas.columns import GIVEN, IN_DOCUMENTS, RECORD_COLUMNS, agency_id, in_agencies, raw
from schemas.model import Column, ForeignKey, Table

#: what the words in `raw` say
_SAID = (
    *("relation", "article", "clause", "target_type_code", "target_code", "target_title", "target_issued_on"),
    *("target_issuer_id", "target_issuer_raw", "target_article", "target_clause", "target_point", "target_part"),
    "effective_on",
)

RELATIONS = Table(
    name="relations",
    description="What a document does to other documents, one row per document, article, clause and point concerned.",
    prefix="rel",
    columns=(
        *RECORD_COLUMNS,
        Column("seq", "int32", "Position among the document's relations, from 1.", nullable=False, minimum=0),
        Column("relation", "string", "What it does.", nullable=False, vocabulary="relation"),
        Column("section_path", "string", "Place in the outline where it says so; null for the title."),
        Column("article", "string", "Its article that says so (Điều), such as `2`; null for the title."),
        Column("clause", "string", "Clause (khoản) of that article; null when the article has none."),
        raw("The words that say so, as printed.", nullable=False),
        Column("target_type_code", "string", "Kind of the other document.", vocabulary="document_type"),
        Column("target_code", "string", "Number and symbol of the other document; null when named by its title only."),
        Column("target_title", "string", "Title of the other document, as far as it is given."),
        Column("target_issued_on", "date", "Its day of issue by this mention."),
        agency_id("Its issuing agency.", "target_issuer_id"),
        raw("Its issuing agency as printed.", "target_issuer_raw"),
        Column(
            "target_article",
            "string",
            "The article concerned; null with clause, point and part null too is the whole document.",
        ),
        Column("target_clause", "string", "The clause concerned; null for the whole article."),
        Column("target_point", "string", "The point (điểm) concerned, such as `c`; null for the whole clause."),
        Column(
            "target_part",
            "string",
            "What part is concerned where article, clause and point cannot hold it, as printed: `Phụ lục II`, "
            "`thủ tục số 3 Mục I`, `một số điều`, the annexed `Quy chế` that article 5 is of, the `cụm từ “...”` in "
            "clause 2. Never the whole document.",
        ),
        Column(
            "effective_on",
            "date",
            "Day from which the change holds: the one printed for it, else the document's day of effect.",
        ),
        Column("target_document_id", "string", "The other document, when this dataset holds it."),
    ),
    primary_key=("record_id",),
    sort=("document_id", "seq"),
    foreign_keys=(
        IN_DOCUMENTS,
        in_agencies("target_issuer_id"),
        ForeignKey(("target_document_id",), "documents", ("document_id",)),
    ),
    read_from=dict.fromkeys(_SAID, ("raw",)),
    above=frozenset({"article", "clause", "effective_on"}),
    given=GIVEN | {"target_document_id"},
)
