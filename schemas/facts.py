"""The tables of facts: what the annexes and the prose of plans say about agencies, years, targets, money and tasks."""

from __future__ import annotations

from schemas.columns import GIVEN, IN_DOCUMENTS, RECORD_COLUMNS, agency_id, count, dong, in_agencies, raw, year
from schemas.model import Column, Table

ROW_NO = Column("row_no", "int32", "The printed sequence number (STT); null when the row has none.", minimum=0)
SECTION_PATH = Column("section_path", "string", "Place in the outline, such as `II.2.1`.")
GROUP_LEVEL = Column("group_level", "string", "Level of the agencies that are meant.", vocabulary="agency_level")
DEADLINE = Column("deadline_on", "date", "Day by which it is to be done.")

QMS_STATUS = Table(
    name="qms_status",
    description="Status of each agency's quality management system, from the status tables.",
    prefix="qms",
    columns=(
        *RECORD_COLUMNS,
        ROW_NO,
        agency_id("The agency."),
        raw("The agency as printed.", "agency_raw"),
        count("procedures_applied", "Procedures under the system (`60` of `60/116`).", "procedures"),
        count("procedures_total", "All procedures of the agency (`116` of `60/116`); null if not said.", "procedures"),
        raw("The procedures cell as printed.", "procedures_raw"),
        Column("procedures_state", "string", "What that cell says.", nullable=False, vocabulary="procedures_state"),
        Column("published", "bool", "Conformity published: true or false by the column marked; null for none or both."),
        Column(
            "inspection_passed", "bool", "Inspection passed: true or false by the column marked; null for none or both."
        ),
        Column("consultant", "string", "Consulting organization."),
        Column("certifier", "string", "Certifying organization."),
        Column("note", "string", "Note (ghi chú)."),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS, in_agencies()),
    read_from={
        "procedures_applied": ("procedures_applied", "procedures_raw", "procedures_total"),
        "procedures_total": ("procedures_total", "procedures_raw"),
        "procedures_raw": ("procedures_raw", "procedures_total"),
        "procedures_state": ("procedures_raw", "procedures_total", "agency_raw"),  # a blank cell has no evidence
    },
    given=GIVEN,
)

ROLLOUT = Table(
    name="rollout",
    description="Which agency applies the system when, from year columns, lists of agencies for a year, and prose.",
    prefix="rol",
    columns=(
        *RECORD_COLUMNS,
        ROW_NO,
        agency_id("The agency."),
        raw("The agency as printed.", "agency_raw"),
        raw("The group that the row stands under, as printed.", "group_raw"),
        raw("The parent agency or unit that the document states, as printed.", "parent_raw"),
        year("year", "Year in which it is to apply; null when none is marked."),
        DEADLINE,
        Column("basis", "string", "Where in the document this is said.", nullable=False, vocabulary="rollout_basis"),
        Column("first_time", "bool", "Whether it is the agency's first application; null when not said."),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS, in_agencies()),
    read_from={
        "group_raw": ("agency_raw",),
        "year": ("year", "agency_raw"),
        "deadline_on": ("deadline_on", "year", "agency_raw"),
        "first_time": ("first_time", "year", "agency_raw"),
    },
    above=frozenset({"group_raw", "year", "deadline_on", "first_time"}),
    given=GIVEN | {"basis"},
)

COVERAGE = Table(
    name="coverage",
    description="How many of a group take part, where the document counts agencies rather than naming them.",
    prefix="cov",
    columns=(
        *RECORD_COLUMNS,
        raw("The group that is counted, as printed.", "scope_raw"),
        agency_id("The agency whose group is counted.", "scope_id"),
        GROUP_LEVEL,
        year("year", "Year that the count is for; null when it is for all."),
        count("count", "How many take part.", "agencies"),
        count("total", "Out of how many; null when not said.", "agencies"),
        raw("The count as printed."),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS, in_agencies("scope_id")),
    read_from={
        "group_level": ("scope_raw",),
        "year": ("year", "count"),
        "total": ("count",),
        "raw": ("count",),
    },
    above=frozenset({"group_level", "year"}),
    given=GIVEN,
)

TARGETS = Table(
    name="targets",
    description="What the document wants reached: a measure for a group, as a share or a number, by a time.",
    prefix="tgt",
    columns=(
        *RECORD_COLUMNS,
        SECTION_PATH,
        GROUP_LEVEL,
        raw("The group as printed.", "group_raw"),
        Column("measure", "string", "What is to be done.", nullable=False, vocabulary="target_measure"),
        Column("comparator", "string", "How the value is meant.", vocabulary="comparator"),
        Column("value", "double", "The value, in `unit`."),
        Column("unit", "string", "Unit of the value.", vocabulary="target_unit"),
        year("year_from", "First year."),
        year("year_to", "Last year."),
        DEADLINE,
        raw("The target as printed."),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS,),
    read_from={
        "group_level": ("group_raw", "raw"),
        "measure": ("raw",),
        "comparator": ("value", "raw"),
        "value": ("value", "raw"),
        "unit": ("value", "raw"),
        "year_from": ("year_to", "deadline_on", "raw"),
        "year_to": ("year_to", "raw"),
        "deadline_on": ("deadline_on", "raw"),
    },
    above=frozenset({"group_level", "measure", "unit", "year_from", "year_to", "deadline_on"}),
    given=GIVEN,
)

BUDGET_LINES = Table(
    name="budget_lines",
    description="Every printed line of every cost table, one row per line and year.",
    prefix="bud",
    columns=(
        *RECORD_COLUMNS,
        Column("table_no", "int32", "Number of the table in the document, from 1, as in `cells`.", minimum=0),
        Column("line_no", "int32", "Line of the table, from 1.", minimum=0),
        Column("item_no", "string", "The printed item number, such as `2.3`."),
        Column("parent_item_no", "string", "Item number of the line that it belongs to."),
        Column("item", "string", "What is paid for."),
        Column("role", "string", "What the line is.", nullable=False, vocabulary="budget_role"),
        Column("unit", "string", "Unit of the quantity, as the table names it."),
        Column("quantity", "double", "Quantity, in `unit`."),
        dong("unit_price_vnd", "Price of one unit."),
        dong("before_tax_vnd", "Amount before tax."),
        dong("tax_vnd", "Tax."),
        dong("amount_vnd", "Amount of the line."),
        year("year", "Year of the amount; null for the whole period or when not said."),
        raw("The line as printed, cells separated by ` | `."),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS,),
    read_from={
        "item_no": ("item_no", "item"),
        "parent_item_no": ("item_no", "item"),
        "role": ("item",),
        "unit": ("unit", "item"),
        "year": ("year", "amount_vnd", "item"),
        "raw": ("item",),
    },
    above=frozenset({"parent_item_no", "unit", "year"}),
    given=GIVEN,
)

ASSIGNMENTS = Table(
    name="assignments",
    description="Who must do what, by when (tổ chức thực hiện).",
    prefix="asg",
    columns=(
        *RECORD_COLUMNS,
        SECTION_PATH,
        agency_id("The agency."),
        raw("The agency as printed.", "agency_raw"),
        Column("role", "string", "What part the agency has in the task.", nullable=False, vocabulary="assignment_role"),
        Column("task", "string", "The task."),
        DEADLINE,
        Column("recurrence", "string", "How often it falls due; null for once or not said.", vocabulary="recurrence"),
        Column("due_month", "int16", "Month in which it falls due.", unit="month", minimum=1, maximum=12),
        Column("due_day", "int16", "Day of the month on which it falls due.", unit="day", minimum=1, maximum=31),
    ),
    primary_key=("record_id",),
    sort=("document_id",),
    foreign_keys=(IN_DOCUMENTS, in_agencies()),
    read_from={
        "role": ("task", "agency_raw"),
        "deadline_on": ("deadline_on", "task"),
        "recurrence": ("recurrence", "deadline_on", "task"),
        "due_month": ("recurrence", "deadline_on", "task"),
        "due_day": ("recurrence", "deadline_on", "task"),
    },
    above=frozenset({"role", "deadline_on", "recurrence", "due_month", "due_day"}),
    given=GIVEN,
)
