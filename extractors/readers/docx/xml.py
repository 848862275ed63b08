"""WordprocessingML at the level of its XML: the package's parts, element names, and values of properties."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import NOWHERE, Irregularity, Limits, ReadError
from extractors.readers.formats import ZIP_FAULTS, word_main

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = "{" + W_NAMESPACE + "}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = (  # ISO/IEC 29500 Strict names the same elements in other namespaces
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_NAMESPACE.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
WRAPPERS = {W + name for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")}
OFF = {"0", "false", "off"}


def attribute(node: etree._Element, name: str) -> str:
    """Return the attribute ``w:name`` of `node`, "" when it has none."""
    return str(node.get(W + name) or "")


def attribute_of(node: etree._Element, name: str) -> str:
    """Return the attribute `name`, namespace and all, of `node`, "" when it has none."""
    return str(node.get(name) or "")


def child(node: etree._Element | None, name: str) -> etree._Element | None:
    """Return the first child ``w:name`` of `node`."""
    return None if node is None else next(node.iterchildren(W + name), None)  # find() is eight times slower


def value(node: etree._Element | None, name: str) -> str:
    """Return the ``w:val`` of the child ``w:name``, "" when there is none."""
    found = child(node, name)
    return "" if found is None else attribute(found, "val")


def flag(node: etree._Element | None, name: str) -> bool | None:
    """Return an on/off property (17.17.4): None when it is not there, true without a value."""
    found = child(node, name)
    return None if found is None else is_on(found)


def is_on(node: etree._Element) -> bool:
    """Return whether an on/off element (17.17.4) switches on, as one without a value does."""
    return attribute(node, "val") not in OFF


def number(text: str, default: int = 0) -> int:
    """Return `text` as an integer, `default` when it is none."""
    try:
        return int(text)
    except ValueError:
        return default


def content(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of `node` as a reader of the final text sees them.

    Insertions, content controls, smart tags and hyperlinks are unwrapped; deletions and moved-away text are left out;
    of alternative renderings only one is given.
    """
    for item in node:
        tag = item.tag
        if tag in WRAPPERS:
            yield from content(item)
        elif tag == W + "sdt":
            inner = child(item, "sdtContent")
            if inner is not None:
                yield from content(inner)
        elif tag == MC + "AlternateContent":
            yield from alternative(item)
        elif tag not in (W + "del", W + "moveFrom"):
            yield item


def alternative(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the content of one branch of ``mc:AlternateContent``: the first that holds text, else the first."""
    branches = [branch for branch in node if branch.tag in (MC + "Choice", MC + "Fallback")]
    chosen = next(
        (branch for branch in branches if branch.find(f".//{W}t") is not None), branches[0] if branches else None
    )
    if chosen is not None:
        yield from content(chosen)


@dataclass(slots=True)
class Package:
    """The parts of a Word file, each parsed when asked for; damaged side parts are noted, not fatal."""

    zip: zipfile.ZipFile
    limits: Limits
    main: str
    irregularities: list[Irregularity] = field(default_factory=list)
    related: list[tuple[str, str, str]] = field(default_factory=list)  # (relationship id, kind, part name)

    def part(self, name: str) -> etree._Element | None:
        """Return the root of the part `name`; None when it is missing or damaged."""
        if name not in self.zip.NameToInfo:
            return None
        try:
            return self._parse(name)
        except ReadError as error:
            if error.category == "too_large":
                raise
            self.irregularities.append(Irregularity("damaged_part", name, NOWHERE))
            return None

    def kind(self, kind: str) -> etree._Element | None:
        """Return the root of the part that the main part relates to as `kind` ("styles", "numbering", ...)."""
        for _, its_kind, name in self.related:
            if its_kind == kind:
                return self.part(name)
        return self.part(f"word/{kind}.xml")

    def main_part(self) -> etree._Element:
        """Return the root of the main part.

        Raises:
            ReadError: ``corrupt`` or ``too_large``.
        """
        return self._parse(self.main)

    def _parse(self, name: str) -> etree._Element:
        limit = self.limits.max_text
        if self.zip.getinfo(name).file_size > limit:
            raise ReadError("too_large", f"{name} unpacks to more than {limit:,} bytes; split the document")
        try:
            with self.zip.open(name) as stream:
                data = stream.read(limit + 1)
        except ZIP_FAULTS as error:
            raise ReadError(
                "corrupt", f"the DOCX is damaged: {name} cannot be unpacked ({error}); fetch it again"
            ) from error
        if len(data) > limit:
            raise ReadError("too_large", f"{name} unpacks to more than {limit:,} bytes; split the document")
        if b"purl.oclc.org" in data[:8192]:
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise ReadError(
                "corrupt", f"the DOCX is damaged: {name} is no valid XML ({error}); fetch it again"
            ) from error


def open_package(data: bytes, limits: Limits) -> Package:
    """Open a Word file.

    Raises:
        ReadError: ``corrupt`` when it is no ZIP package with a Word main part.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_FAULTS as error:
        raise ReadError("corrupt", f"the DOCX is no readable ZIP package ({error}); fetch it again") from error
    main = word_main(package.namelist())
    if main is None:
        raise ReadError("corrupt", "the DOCX holds no word/document.xml; save it again with a word processor")
    opened = Package(package, limits, main)
    folder, base = posixpath.split(main)
    root = opened.part(f"{folder}/_rels/{base}.rels")
    for relation in () if root is None else root.iterchildren(RELATIONSHIP):
        if relation.get("TargetMode") == "External":
            continue
        target = str(relation.get("Target") or "")
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = str(relation.get("Type") or "").rsplit("/", 1)[-1]
        opened.related.append((str(relation.get("Id") or ""), kind, name))
    return opened
