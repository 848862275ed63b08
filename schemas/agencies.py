"""The tables about agencies: one row per real agency, and every spelling that was taken for it."""

from __future__ import annotations

from schemas.columns import DOCUMENT_ID, IN_DOCUMENTS, in_agencies
from schemas.model import Column, Table

AGENCIES = Table(
    name="agencies",
    description="One row per real agency, whatever the documents call it.",
    columns=(
        Column(
            "agency_id",
            "string",
            "Identity: `ubnd-` and the unit's id for a People's Committee, else unit code and slug of the name. The "
            "unit's id is its GSO code; where the code stood before for another unit, or for this one under another "
            "name, kind or extent, `@` and the first day follow: `ubnd-00715@2025-07-01` is the commune with code "
            "00715 since 1 July 2025, `ubnd-00715` the one with that code before.",
            nullable=False,
        ),
        Column("name", "string", "Canonical name in full.", nullable=False),
        Column("short_name", "string", "Usual short form, such as `UBND xã Đăk Nia`."),
        Column("level", "string", "Level in the administration.", nullable=False, vocabulary="agency_level"),
        Column("kind", "string", "Kind of agency.", vocabulary="agency_kind"),
        Column("parent_id", "string", "Id of the agency it belongs to."),
        Column("province_code", "string", "GSO code of its province; `00` for central bodies."),
        Column("district_code", "string", "GSO code of its district."),
        Column("commune_code", "string", "GSO code of its commune."),
        Column("previous_id", "string", "The same agency before a change of name or kind."),
        Column(
            "successor_province_code", "string", "GSO code of the province that its unit belongs to since July 2025."
        ),
        Column("successor_commune_code", "string", "GSO code of the commune that its unit became in July 2025."),
        Column(
            "successor_commune_codes",
            "list<string>",
            "GSO codes of all communes that took over a part of it in July 2025; one alone stands in "
            "`successor_commune_code` too, several mean that it was split.",
        ),
        Column("mentions", "int32", "How often the documents name it.", unit="mentions", nullable=False, minimum=0),
    ),
    primary_key=("agency_id",),
    sort=("agency_id",),
    foreign_keys=(in_agencies("previous_id"),),
)

AGENCY_NAMES = Table(
    name="agency_names",
    description="Every spelling met in every document, and why it was taken for that agency.",
    columns=(
        Column("agency_id", "string", "The agency that it was taken for.", nullable=False),
        Column("name_raw", "string", "The name as printed.", nullable=False, text="raw"),
        DOCUMENT_ID,
        Column(
            "occurrences", "int32", "How often this document prints it.", unit="mentions", nullable=False, minimum=1
        ),
        Column("method", "string", "How it was matched.", nullable=False, vocabulary="method"),
        Column("score", "double", "How well it matched, from 0 to 1.", minimum=0, maximum=1),
        Column("context", "string", "The parent agency or unit that decided between namesakes."),
    ),
    primary_key=("agency_id", "name_raw", "document_id"),
    sort=("agency_id", "name_raw", "document_id"),
    foreign_keys=(in_agencies(), IN_DOCUMENTS),
)
