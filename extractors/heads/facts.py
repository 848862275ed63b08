"""What is read of a document's own facts, as printed and read, with the evidence for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from extractors.records import Cited, Finding, Mention
from normalizers.codes import CodeMention

CONSOLIDATED = "VBHN"  # văn bản hợp nhất (Pháp lệnh 01/2012/UBTVQH13): changes nothing, says what others changed


@dataclass(slots=True)
class Header:
    """The document's own facts as printed and read, with evidence for each."""

    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, Cited] = field(default_factory=dict)
    issuer: Mention | None = None
    province_code: str | None = None
    kind: str = "official"  # "official", "news"; what is no document: "form", "foreign", "none"
    findings: list[Finding] = field(default_factory=list)

    def put(self, name: str, value: object, cited: Cited | None = None) -> None:
        """Set a value once, with where it stands."""
        if value is not None and self.values.get(name) is None:
            self.values[name] = value
            if cited is not None:
                self.evidence[name] = cited

    def take_code(self, code: CodeMention, cited: Cited) -> None:
        """Set number, symbol, code and type as a code says them."""
        self.put("number", code.number, cited)
        self.put("number_text", code.number_text, cited)
        self.put("symbol", code.symbol, cited)
        self.put("code", code.code, cited)
        if code.type_code == CONSOLIDATED:  # its title prints the type of what it consolidates
            for name in ("type_code", "type_name"):
                self.values.pop(name, None)
        self.put("type_code", code.type_code, cited)
        self.put("type_name", code.type_name, cited)

    @property
    def day(self) -> date | None:
        """The day on which the document was issued."""
        issued = self.values.get("issued_on")
        return issued if isinstance(issued, date) else None
