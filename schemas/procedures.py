"""The table of administrative procedures (thủ tục hành chính, TTHC) that decisions list."""

from __future__ import annotations

from schemas.columns import GIVEN, IN_DOCUMENTS, RECORD_COLUMNS, agency_id, dong, in_agencies, raw
from schemas.facts import ROW_NO
from schemas.model import Column, Table

PROCEDURES = Table(
    name="procedures",
    description="The administrative procedures (thủ tục hành chính) that a decision publishes, amends or abolishes.",
    prefix="prc",
    columns=(
        *RECORD_COLUMNS,
        Column("table_no", "int32", "Number of the table in the document, from 1, as in `cells`.", minimum=0),
        ROW_NO,
        Column("code", "string", "Code (mã số TTHC, số hồ sơ), such as `2.002516.000.00.00.H37` or `T-KTU-134201-TT`."),
        Column("national_code", "string", "The part of the code that all provinces share, such as `2.002516`."),
        Column("name", "string", "Name of the procedure; the one that holds from now on where one replaces another."),
        Column("old_code", "string", "Code of the procedure that it replaces."),
        Column("old_name", "string", "Name of the procedure that it replaces."),
        Column("field", "string", "Field (lĩnh vực) by its column, its group or the heading over the table."),
        Column(
            "levels", "list<string>", "Levels of the administration that carry it out.", vocabulary="procedure_level"
        ),
        agency_id("Who decides on it; null for a class of agencies such as `UBND cấp xã`."),
        raw("Who decides on it as printed (cơ quan thực hiện, thẩm quyền giải quyết).", "agency_raw"),
        agency_id("Who manages the field (thuộc phạm vi chức năng quản lý của).", "managed_by_id"),
        raw("Who manages the field as printed.", "managed_by_raw"),
        Column("action", "string", "What becomes of it; null when not said.", vocabulary="procedure_action"),
        Column("internal", "bool", "Whether it is a procedure inside the administration (thủ tục nội bộ)."),
        Column("time_limit", "double", "Time limit in force, after a cut, in `time_limit_unit`.", minimum=0),
        Column("time_limit_unit", "string", "Unit of the time limit.", vocabulary="time_limit_unit"),
        raw("The time limit as printed.", "time_limit_raw"),
        Column("time_limit_before", "double", "Time limit before a cut, in `time_limit_before_unit`.", minimum=0),
        Column("time_limit_before_unit", "string", "Unit of the limit before a cut.", vocabulary="time_limit_unit"),
        raw("The time limit before a cut as printed.", "time_limit_before_raw"),
        Column("time_cut", "double", "By how much the limit is cut, in the unit of the limit."),
        Column("time_cut_percent", "double", "The cut as a share of the limit before.", unit="percent"),
        Column("place", "string", "Where it is carried out (địa điểm thực hiện)."),
        dong("fee_vnd", "Fee (phí, or phí and lệ phí in one column): 0 for none; null when it depends or is not said."),
        raw("The fee as printed.", "fee_raw"),
        dong("charge_vnd", "Charge (lệ phí) where it has a column of its own."),
        raw("The charge as printed.", "charge_raw"),
        raw("Legal basis as printed, or the text that amends or abolishes it.", "legal_basis_raw"),
        raw("The decision that announced it as printed (quyết định công bố).", "announced_raw"),
        Column("online_level", "string", "How far it can be done online.", vocabulary="online_level"),
        Column(
            "postal_service", "bool", "Whether the public post (bưu chính công ích) takes it in; null when not said."
        ),
        Column("note", "string", "Note (ghi chú)."),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS, in_agencies(), in_agencies("managed_by_id")),
    read_from={
        "national_code": ("code",),
        "field": ("field", "name"),
        "levels": ("levels", "agency_raw", "note", "name"),
        "agency_id": ("agency_raw", "name"),
        "agency_raw": ("agency_raw", "name"),
        "managed_by_id": ("name",),
        "managed_by_raw": ("name",),
        "action": ("action", "name"),
        "internal": ("name",),
        "time_limit": ("time_limit_raw",),
        "time_limit_unit": ("time_limit_raw",),
        "time_limit_before": ("time_limit_before_raw",),
        "time_limit_before_unit": ("time_limit_before_raw",),
        "fee_vnd": ("fee_vnd", "fee_raw"),
        "charge_vnd": ("charge_vnd", "charge_raw"),
        "online_level": ("online_level", "name"),
    },
    above=frozenset(
        {
            *("field", "levels", "agency_id", "agency_raw", "managed_by_id", "managed_by_raw", "action", "internal"),
            *("time_limit_unit", "time_limit_before_unit", "online_level"),
        }
    ),
    given=GIVEN,
)
