"""One file in, one result out: read, shape, extract, normalize, check. Pure; never raises for bad input."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import date

import regex

from extractors import about, phases, readers, rollout, status
from extractors.aims import targets
from extractors.costs import budget, total
from extractors.document import Document, ReadError
from extractors.duties import assignments
from extractors.heads import head_findings, header, letterhead
from extractors.heads.facts import CONSOLIDATED, Header
from extractors.kinds import KINDS
from extractors.layout import issues, mend, shape
from extractors.procedure_lists import procedures
from extractors.records import Finding, Record
from extractors.references import citations, relations
from extractors.references.laws import LAW
from extractors.scope import Scope
from normalizers import agencies, places
from normalizers.agencies import AgencyMatch
from normalizers.text import slug
from pipeline import containers
from pipeline.checks import check, sequences
from pipeline.identity import document_id
from pipeline.pieces import named_pieces
from pipeline.reading import read_document, with_parts_joined
from pipeline.resolve import Identities, resolve_records
from pipeline.result import DocumentResult, ProcessError, Reading, Row, Settings
from pipeline.rows import cell_rows, evidence_rows, fact_rows, finding_row, section_rows, table_value_rows

page_images = readers.page_images  # of scans, for the workers that share their pages

MEMBERS_SHARE = 0.7  # of a source's time: a member that is under way may take the rest
#: What a text without an official document is, by the header's kind: the error's category and its line.
_NO_DOCUMENT = {
    "none": (
        "not_a_decision",
        "holds no administrative document: no letter head, number, or type and title were found",
    ),
    "form": ("blank_form", "is a form to be filled in: it has no number, no day and no signature"),
    "foreign": ("foreign_language", "is not in Vietnamese: only Vietnamese documents are read"),
}
_OF_UNIT = regex.compile(r"^(?:Ủy ban nhân dân|Hội đồng nhân dân)\s+")
_BELOW_PROVINCE = regex.compile(r"huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu")
_BARE_COMMITTEE = regex.compile(
    r"(?:(?:Chủ tịch\s+)?(?:[ỦU][yỷ] ban nhân dân|UBND)|HĐND|Hội đồng nhân dân)\s+(?P<kind>"
    + _BELOW_PROVINCE.pattern
    + ")"
)
#: What a symbol says of its issuer where it names no place.
_WITHOUT_PLACE = frozenset({"Ủy ban nhân dân", "Hội đồng nhân dân"})
_OF_YEAR = regex.compile(r"(?<!\p{L})năm\s+((?:19|20)\d\d)(?![\d/])", regex.IGNORECASE)
_CENTRE = "00"  # the code of what no province governs


def process(data: bytes, name: str, settings: Settings | None = None) -> DocumentResult:
    """Read one file as one document and return everything that it says, or why it could not be read.

    `data` are the file's bytes and `name` its name for messages; the same two give the same result.
    """
    started = time.perf_counter()
    result = _understood(read(data, name, settings or Settings()), name)
    result.seconds = time.perf_counter() - started
    return result


def process_source(data: bytes, name: str, settings: Settings) -> tuple[DocumentResult, ...]:
    """Read one file and return a result for each document that it holds, at least one, in the file's order.

    The two halves are run apart by builds, which keep what was read: `read_source` needs the reading code only,
    `understand` the vocabularies too.
    """
    return tuple(result for reading in read_source(data, name, settings) for result in understand(reading, name))


def read_source(data: bytes, name: str, settings: Settings) -> tuple[Reading, ...]:
    """Read one file: itself, or each member of a container. At least one reading; never raises for bad input.

    When most of the source's time is up, what is left of a container is told as not read, so that what was read stays.
    """
    try:
        held = containers.kind(data)
        if held == "mht":
            return (_of_member(data, containers.saved_page(data), name, settings),)
        if held is None:
            return (read(data, name, settings),)
        started, readings = time.monotonic(), []
        for member in containers.members(data, settings.limits):
            if member.error is None and time.monotonic() - started > settings.timeout_seconds * MEMBERS_SHARE:
                late = f"was not read: the {settings.timeout_seconds:g} seconds for the archive were up; unpack it or"
                member.error = ProcessError("timeout", "read", f"{late} try a higher --timeout")
            if member.error is None:
                readings.append(read(member.data, name + member.part, settings))
            else:
                digest = hashlib.sha256(member.data or (member.part.encode() + data)).hexdigest()
                readings.append(Reading(digest, len(member.data), "unknown", errors=[member.error]))
            readings[-1].part = member.part
        return tuple(with_parts_joined(readings))
    except ReadError as error:
        return (_unread(data, ProcessError(error.category, "read", str(error))),)
    except Exception as error:  # noqa: BLE001 - whatever one source does, the batch goes on and says so
        return (_unread(data, _fault(error, "read")),)


def _unread(data: bytes, error: ProcessError) -> Reading:
    return Reading(hashlib.sha256(data).hexdigest(), len(data), "unknown", errors=[error])


def _of_member(data: bytes, inner: bytes, name: str, settings: Settings) -> Reading:
    """Return the reading of the one document in a file, as the file's own."""
    reading = read(inner, name, settings)
    reading.source_id, reading.bytes = hashlib.sha256(data).hexdigest(), len(data)
    return reading


def understand(reading: Reading, name: str) -> tuple[DocumentResult, ...]:
    """Return a result for each document of a reading, at least one; `name` is that of the file, without the part.

    An issue of the gazette holds several: each is published under its pages (``#pages=5-12``), or its number among them
    where the format has no pages (``#document=2``).
    """
    name += reading.part
    if reading.document is None:
        return (_understood(reading, name),)
    try:
        pieces = named_pieces(mend(reading.document), name)
    except Exception as error:  # noqa: BLE001 - whatever one document does, the batch goes on and says so
        return (_understood(replace(reading, document=None, errors=[*reading.errors, _fault(error, "shape")]), name),)
    results = []
    for own, piece in pieces:
        result = _understood(replace(reading, document=piece.document), own, mended=True)
        result.page_from, result.page_to = piece.page_from, piece.page_to
        _tell_other_issues(result, piece)
        results.append(result)
    return tuple(results)


def _tell_other_issues(result: DocumentResult, piece: issues.Piece) -> None:
    """Say where the rest of a document stands that is printed in two issues of the gazette."""
    where = [f"begins in Công báo số {piece.begun_in}"] if piece.begun_in else []
    where += [f"goes on in Công báo số {piece.ends_in}"] if piece.ends_in else []
    if where and result.status != "failed":
        which = f"the document, {piece.named}," if piece.named else "the document"
        remedy = "put its parts into one file, or their PDF files into one zip, to have it whole"
        message = f"{which} {' and '.join(where)}; {remedy}"
        result.errors.insert(0, ProcessError("continued", "extract", message))
        result.status = "partial" if result.status == "ok" else result.status


def read(data: bytes, name: str, settings: Settings) -> Reading:
    """Read bytes as one document; never raises for bad input."""
    reading = Reading(hashlib.sha256(data).hexdigest(), len(data), "unknown")
    try:
        reading.document = read_document(data, name, settings)
        reading.format = reading.document.format
    except ReadError as error:
        reading.format = _format(data)
        reading.errors.append(ProcessError(error.category, "read", str(error), error.page))
    except Exception as error:  # noqa: BLE001 - whatever one document does, the batch goes on and says so
        reading.errors.append(_fault(error, "read"))
    return reading


def _understood(reading: Reading, name: str, *, mended: bool = False) -> DocumentResult:
    """Return the result of a reading as one document, published under `name`."""
    result = DocumentResult(reading.source_id, name, reading.format, reading.bytes, "failed")
    result.errors += reading.errors
    if reading.document is None:
        return result
    result.page_count = reading.document.page_count
    stage = "shape"
    try:
        document = shape(reading.document if mended else mend(reading.document))
        stage = "extract"
        _understand(document, result)
    except Exception as error:  # noqa: BLE001 - whatever one document does, the batch goes on and says so
        result.errors.append(_fault(error, stage))
    return result


def _fault(error: Exception, stage: str) -> ProcessError:
    if isinstance(error, MemoryError):
        return ProcessError("memory", stage, "needs more memory than the limit allows; raise the limit or split it")
    if isinstance(error, RecursionError):
        return ProcessError("too_deep", stage, "is nested too deeply to be a real document")
    return ProcessError("exception", stage, f"{type(error).__name__}: {error} (a fault of congbao)")


def _understand(document: Document, result: DocumentResult) -> None:
    """Fill `result` with the rows of a shaped document."""
    named = citations.read(document)
    cited = citations.records(named)
    facts = header.extract(document, cited)
    if facts.kind in _NO_DOCUMENT:
        result.status = "skipped"
        result.errors.append(ProcessError(_NO_DOCUMENT[facts.kind][0], "extract", _NO_DOCUMENT[facts.kind][1]))
        return
    issued = facts.values.get("issued_on")
    subject = str(facts.values.get("title") or "")
    scope = Scope(facts.province_code, issued if isinstance(issued, date) else None, subject)
    listed = rollout.extract(document, scope)
    costs = budget.extract(document)
    facts.put("total_budget_vnd", *total.total_cost(document, costs.records))
    found = [cited, status.extract(document), listed, *(kind(document, scope) for kind in KINDS), costs]
    found.append(procedures.extract(document, subject, scope))
    found += [relations.extract(document, named, facts)] if facts.kind in ("official", "news") else []
    found += [
        phases.extract(document),
        targets.extract(document, scope),
        assignments.extract(document, _one_year(facts)),
    ]
    records = [record for extraction in found for record in extraction.records if not _names_itself(record, facts)]
    if facts.values.get("type_code") == CONSOLIDATED:
        _change_nothing(records)
    identities = Identities(scope)
    issuer_id = _issuer(facts, identities)
    issuer = identities.found.get(issuer_id) if issuer_id else None
    if issuer is not None and issuer.level in ("district", "commune"):
        identities.unit = _OF_UNIT.sub("", issuer.name)
    identities.body = issuer
    _complete_places(records, facts, issuer)
    resolve_records(records, identities)
    findings = [finding for extraction in found for finding in extraction.findings]
    findings += facts.findings + check(document, facts, records)
    identifier = _identifier(facts, identities, issuer_id)
    result.document_id = identifier
    tables, evidence, finding_rows = fact_rows(records, identifier)
    own = _document_row(document, facts, records, identifier, issuer, result)
    tables["documents"] = [own]
    tables["evidence"] = evidence_rows(identifier, facts.evidence) + evidence
    tables["findings"] = _ordered(findings, identifier) + finding_rows
    tables["sections"] = section_rows(document, identifier)
    tables["cells"] = cell_rows(document, identifier)
    tables["table_values"] = table_value_rows(document, identifier)
    tables["agencies"] = identities.agency_rows()
    tables["agency_names"] = [{**row, "document_id": identifier} for _, row in sorted(identities.names.items())]
    result.tables = tables
    result.errors += [
        ProcessError(item.rule, "read", f"{item.rule.replace('_', ' ')}: {item.actual}", item.place.page)
        for item in document.irregularities
        if item.rule in ("page_without_text", "unreadable_page", "damaged_part")
    ]
    result.status = "partial" if result.errors else "ok"


def _one_year(facts: Header) -> int | None:
    """Return the one year that a plan is for ("Kế hoạch ... năm 2026"), None where it is for several or says none."""
    first, last = facts.values.get("period_from"), facts.values.get("period_to")
    if first is not None or last is not None:
        return first if isinstance(first, int) and first == last else None
    named = set(_OF_YEAR.findall(str(facts.values.get("title") or "")))
    return int(named.pop()) if len(named) == 1 else None


def _format(data: bytes) -> str:
    """Return the format of bytes that could not be read, as far as their beginning tells."""
    try:
        return readers.sniff(data)
    except ReadError:
        return "unknown"


def _names_itself(record: Record, facts: Header) -> bool:
    """Tell whether a citation is only the document's own name, as portals print it over the text."""
    values = record.values
    if record.table != "citations" or values["relation"] != "mentions" or values["code"] is None:
        return False
    same_day = values["issued_on"] in (None, facts.values.get("issued_on"))
    own = str(facts.values.get("code") or "")
    # a symbol without a type's letters, behind no type's word, is read as a letter's: "CỦA ... SỐ 47-B NGÀY ..."
    kind = facts.values.get("type_code")
    same_type = values["type_code"] in (kind, "CV", LAW if kind == "Luật" else kind)
    # titles in capitals print "19/2014/QĐ-TTG"
    return same_day and same_type and str(values["code"]).upper() == own.upper()


def _change_nothing(records: list[Record]) -> None:
    """Take back that a consolidated text amends or replaces what it names: others did, and it says so."""
    for record in records:
        if record.table == "citations" and record.values["relation"] in ("amends", "replaces"):
            record.values["relation"] = "mentions"


def _ordered(findings: list[Finding], identifier: str) -> list[Row]:
    """Return the rows of the findings that concern no record, each once: two extractors may ask about one heading."""
    once = {(finding.rule, finding.place, finding.message): finding for finding in reversed(findings)}
    kept = {id(finding) for finding in once.values()}
    return [finding_row(finding, identifier) for finding in findings if id(finding) in kept]


def _issuer(facts: Header, identities: Identities) -> str | None:
    if facts.issuer is None:
        return None
    issuer = facts.issuer
    if letterhead.is_joint(issuer.raw):
        facts.findings.append(head_findings.joint_issuers(issuer))
        return None
    if letterhead.is_of_no_level(issuer.raw) and not issuer.within:
        facts.findings.append(head_findings.of_no_level(issuer))
        return None
    listed = None
    if issuer.within and letterhead.is_bare(issuer.raw):
        # "VĂN PHÒNG" under "UBND TỈNH THÁI BÌNH" is that committee's office; what is printed stays `issuer_raw`
        scope = identities.scope
        name = letterhead.whole_name(issuer.raw, issuer.within)
        whole = agencies.resolve(name, province_code=scope.province_code, on=scope.on)
        listed = whole if whole.agency_id is not None else None
    match, doubts = identities.take(issuer, listed=listed)
    facts.findings += doubts
    return match.agency_id


def _complete_places(records: list[Record], facts: Header, issuer: AgencyMatch | None) -> None:
    """Say of which district or commune a cited body is that names none: "UBND huyện" is the issuer's own.

    A number whose issuer is not printed is the document's own where it carries the document's number; otherwise, in a
    district's or commune's document, "QĐ-UBND" may be the province's too, and stays without an issuer.
    """
    unit = _OF_UNIT.sub("", issuer.name) if issuer is not None and issuer.level != "central" else ""
    kind = _BELOW_PROVINCE.match(unit)
    for record in records:
        prefix = {"citations": "", "relations": "target_"}.get(record.table)
        mention = record.mentions.get(f"{prefix}issuer_id")
        if prefix is None or mention is None:
            continue
        column = f"{prefix}issuer_id"
        if not record.values[f"{prefix}issuer_raw"] and mention.raw in _WITHOUT_PLACE:
            if facts.issuer is not None and _is_own_number(record, prefix, facts):
                record.mentions = {**record.mentions, column: replace(facts.issuer, place=mention.place)}
            elif issuer is not None and issuer.level in ("district", "commune"):
                record.mentions = {key: value for key, value in record.mentions.items() if key != column}
            continue
        bare = _BARE_COMMITTEE.fullmatch(mention.raw) if not mention.within else None
        if bare is not None and kind is not None and bare.group("kind") == kind.group():
            record.mentions = {**record.mentions, column: replace(mention, within=unit)}


def _is_own_number(record: Record, prefix: str, facts: Header) -> bool:
    values, own = record.values, facts.values
    same_day = values[f"{prefix}issued_on"] in (None, own.get("issued_on"))
    return same_day and values[f"{prefix}code"] is not None and values[f"{prefix}code"] == own.get("code")


def _identifier(facts: Header, identities: Identities, issuer_id: str | None) -> str:
    """Return the document's id by who issued it: the province's slug, the ministry's, or "unknown"."""
    issuer = identities.found.get(issuer_id) if issuer_id else None
    if issuer is not None and issuer.level == "central":
        return document_id(facts, slug(issuer.name))
    if facts.province_code is None:
        return document_id(facts, "unknown")
    unit = places.gazetteer().at(facts.province_code, facts_day(facts))
    below = slug(issuer.name) if issuer is not None and issuer.level in ("district", "commune") else None
    return document_id(facts, slug(unit.name) if unit else facts.province_code, below)


def facts_day(facts: Header) -> date | None:
    """Return the day on which the document was issued."""
    issued = facts.values.get("issued_on")
    return issued if isinstance(issued, date) else None


def _document_row(
    document: Document,
    facts: Header,
    records: list[Record],
    identifier: str,
    issuer: AgencyMatch | None,
    result: DocumentResult,
) -> Row:
    texts = about.own_texts(document, records)
    named, standard = about.standards(texts)
    is_electronic, system = about.electronic(document, facts, texts)
    for name, cited in (("standards", standard), ("electronic_iso", system)):
        if cited is not None:
            facts.evidence[name] = cited
    pages = document.page_count or 0
    unread = sum(item.rule in ("page_without_text", "unreadable_page") for item in document.irregularities)
    complete = sequences.completeness(records) * ((pages - unread) / pages if pages else 1.0)
    values = {name: value for name, value in facts.values.items() if not name.startswith("_")}
    central = issuer is not None and issuer.level == "central"
    return {
        "document_id": identifier,
        "source_id": result.source_id,
        "source_name": result.name,
        "source_format": document.format,
        "page_count": document.page_count,
        **values,
        "issuer_id": issuer.agency_id if issuer is not None else None,
        "province_code": facts.province_code or (_CENTRE if central else None),
        "standards": named,
        "electronic_iso": is_electronic,
        "completeness": round(complete, 4),
    }
