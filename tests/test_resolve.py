"""The agencies of one document's records: lists as wholes, doubts as findings, and the command that explains."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Mention, Record
from extractors.scope import Scope
from normalizers import compile as compilation
from normalizers.explain import explain
from normalizers.gazetteer import gazetteer
from normalizers.listed_agencies import Named, resolve_listed
from normalizers.vocabulary import agency_catalogue as catalogue
from normalizers.vocabulary import compiled, loader
from pipeline.checks.units import listed_units
from pipeline.cli import app
from pipeline.resolve import Identities, resolve_records

IN_2018 = date(2018, 5, 5)
DIEN_BIEN = Scope("11", IN_2018)
#: the wards and communes of Điện Biên Phủ in 2018
WARDS = [
    "phường Noong Bua", "phường Him Lam", "phường Thanh Bình", "phường Tân Thanh", "phường Mường Thanh",
    "phường Nam Thanh", "phường Thanh Trường", "xã Tà Lèng", "xã Thanh Minh",
]  # fmt: skip
CITY = "UBND thành phố Điện Biên Phủ"


def row(number: int, raw: str, within: str = CITY, **values: Any) -> Record:
    values = {"agency_raw": raw, "parent_raw": within or None, "year": 2018, "basis": "list"} | values
    mentions = {"agency_id": Mention(raw, within=within)}
    return Record("rollout", (1, number, 0), values, mentions=mentions)


def resolved(*raws: str, within: str = CITY) -> list[Record]:
    records = [row(number, raw, within) for number, raw in enumerate(raws)]
    resolve_records(records, Identities(DIEN_BIEN))
    return records


def rules(records: list[Record]) -> list[str]:
    return [finding.rule for record in records for finding in record.findings]


def test_what_an_agency_was_before_is_among_the_agencies_too() -> None:
    identities = Identities(Scope("62", date(2020, 7, 10)))
    identities.take(Mention("thị trấn Măng Đen", within="Huyện Kon Plông"))
    rows = {row["agency_id"]: row for row in identities.agency_rows()}
    assert rows["ubnd-23473@2019-09-01"]["previous_id"] == "ubnd-23473"
    assert (rows["ubnd-23473"]["name"], rows["ubnd-23473"]["mentions"]) == ("Ủy ban nhân dân xã Đắk Long", 0)


def test_a_complete_list_has_no_findings() -> None:
    records = resolved(*WARDS)
    assert rules(records) == []
    assert all(record.values["agency_id"].startswith("ubnd-") for record in records)


def test_a_misread_row_is_identified_and_said_to_be() -> None:
    records = resolved(*WARDS[:-1], "xã Thahh Minh")
    assert rules(records) == ["near_name"]
    last = records[-1]
    assert (last.method, last.findings[0].severity) == ("fuzzy", "info")
    assert last.values["agency_id"] == resolved("xã Thanh Minh")[0].values["agency_id"]
    assert last.confidence < 0.9


@pytest.mark.parametrize(
    ("raw", "within", "rule"),
    [
        ("phường Noong Bua", "Huyện Atlantis", "unknown_parent"),
        ("xã Noong Bua", CITY, "unit_type_mismatch"),
        ("xã Thanh Minh", "UBND huyện Tuần Giáo", "unit_parent_mismatch"),
        ("xã Không Có", CITY, "unresolved_agency"),
    ],
)
def test_doubts_are_findings_of_the_row(raw: str, within: str, rule: str) -> None:
    assert rules(resolved(raw, within=within)) == [rule]


def test_a_unit_that_is_gone_is_said_to_be() -> None:
    record = row(0, "UBND huyện Điện Biên", "")
    resolve_records([record], Identities(Scope("11", date(2025, 8, 1))))
    assert rules([record]) == ["unit_not_in_force"]


def test_a_unit_under_its_former_name_is_the_one_of_the_day() -> None:
    record = row(0, "Xã Đắk Long", "Huyện Kon Plông")
    resolve_records([record], Identities(Scope("62", date(2020, 7, 10))))
    assert rules([record]) == ["superseded_name"]
    assert record.values["agency_id"] == "ubnd-23473@2019-09-01"


def test_namesakes_that_nothing_tells_apart_stay_open() -> None:
    record = row(0, "UBND xã Đăk Long", "")
    resolve_records([record], Identities(Scope("62", date(2020, 7, 10))))
    assert rules([record]) == ["ambiguous_agency"]
    assert record.values["agency_id"] is None


def complete(count: int, total: int) -> Record:
    values = {"scope_raw": CITY, "scope_id": "ubnd-094", "year": 2018, "count": count, "total": total}
    return Record("coverage", (1, 0, 0), values)


def test_a_unit_that_a_complete_list_leaves_out() -> None:
    records = [*resolved(*WARDS[:-1]), complete(9, 9)]
    listed_units(records, IN_2018)
    assert rules(records) == ["unit_missing_from_list"]
    assert records[-1].findings[0].expected == "xã Thanh Minh"


@pytest.mark.parametrize(("count", "total"), [(8, 9), (8, 8)])
def test_a_list_that_is_not_said_to_be_complete_misses_nothing(count: int, total: int) -> None:
    records = [*resolved(*WARDS[:-1]), complete(count, total)]
    listed_units(records, IN_2018)
    assert rules(records) == []


def test_a_unit_named_twice_in_one_list() -> None:
    records = resolved(*WARDS, "UBND phường Him Lam")
    listed_units(records, IN_2018)
    assert rules(records) == ["unit_listed_twice"]
    assert records[-1].findings[0].expected == "phường Him Lam"


def test_the_same_unit_in_another_year_or_list_is_no_repetition() -> None:
    records = [row(0, "phường Him Lam"), row(1, "phường Him Lam", year=2019), row(2, "phường Him Lam", basis="table")]
    resolve_records(records, Identities(DIEN_BIEN))
    listed_units(records, IN_2018)
    assert rules(records) == []


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert app(["resolve", *arguments], standalone_mode=False) == 0
    return capsys.readouterr().out


def test_the_command_shows_candidates_keys_and_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    text = explained(capsys, "UBND xã Đăk Pét", "--within", "Huyện Đăk Glei", "--on", "10/7/2020")
    assert "ubnd-23353" in text
    assert "highland" in text
    assert text.splitlines()[-1].startswith("verdict: UBND xã Đăk Pék (ubnd-23353): ")


def test_the_command_gives_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(explained(capsys, "Sở NN&PTNT", "--province", "Kon Tum", "--on", "2020-07-10", "--json"))
    assert found["match"]["agency_id"] == "62-so-nong-nghiep-va-phat-trien-nong-thon"
    assert (found["province_code"], found["on"]) == ("62", "2020-07-10")


@pytest.mark.parametrize("arguments", [("--on", "tomorrow"), ("--province", "Atlantis")])
def test_the_command_refuses_a_day_or_province_that_is_none(arguments: tuple[str, str]) -> None:
    from pipeline import UserError

    with pytest.raises(UserError, match=arguments[1]):
        app(["resolve", "Sở Nội vụ", *arguments], standalone_mode=False)


def test_a_name_alone_is_answered_as_a_build_answers_the_row_of_its_list() -> None:
    raw, on = "UBND xã Đắk R'nh", date(2018, 4, 18)
    others = [unit for unit in gazetteer().below("67") if unit.kind == "xã" and unit.name != "Đắk R'Tíh"]
    rows = [Named(raw), *(Named(f"UBND {unit.full_name}") for unit in others)]
    listed = resolve_listed(rows, province_code="67", on=on)[0]
    alone = explain(raw, province_code="67", on=on)
    assert alone.match.problems == ("unresolved",)
    assert (alone.in_a_list, listed.agency_id) == (listed, "ubnd-24742")
    assert "in a list that names the other units there a build takes it for UBND xã Đắk R'Tíh" in alone.verdict
    assert "the only unit near this spelling in tỉnh Đắk Nông, 1.5 weighted edits away" in alone.verdict


def test_a_name_that_is_near_no_unit_is_given_none_in_a_list_either() -> None:
    assert explain("UBND xã Hoa Sen Trắng", province_code="67", on=date(2018, 4, 18)).in_a_list is None


def test_without_a_day_the_last_state_counts_also_of_units_in_provinces_that_are_no_more() -> None:
    found = explain("UBND xã Má Lé", province_code="08", on=None)
    assert (found.match.agency_id, found.match.problems) == ("ubnd-00718", ())
    assert found.candidates[0][:4] == ("ubnd-00718", "UBND xã Má Lé", "tỉnh Hà Giang", "exact")
    assert explain("UBND xã Má Lé", province_code="08", on=date(2025, 10, 1)).match.agency_id == "ubnd-00718"
    assert explain("UBND xã Mậu Duệ", province_code="08", on=None).match.agency_id == "ubnd-00847@2025-07-01"


def test_a_reason_is_said_once() -> None:
    verdict = explain("Hello world", province_code=None, on=None).verdict
    assert verdict == "left open: no kind of agency that the vocabulary knows; to be reviewed"


def test_the_compiled_catalogue_is_that_of_the_yaml_files() -> None:
    assert Path(compiled.FILE).read_text(encoding="utf-8") == compilation.compile_catalogue()
    assert catalogue.kinds() == loader.entries(catalogue.KINDS_FILE, "kinds", catalogue.Kind)
    departments = loader.entries(catalogue.FIELDS_FILE, "so", catalogue.Field)
    assert catalogue.fields()[: len(departments)] == departments


def test_an_edited_file_holds_at_once_without_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled._sections.cache_clear()
    monkeypatch.setattr(compiled, "fingerprint", lambda name: "another")
    read = compiled.entries(catalogue.KINDS_FILE, "offices", catalogue.Office)
    assert read == loader.entries(catalogue.KINDS_FILE, "offices", catalogue.Office)
    compiled._sections.cache_clear()


def test_a_name_that_several_units_of_the_province_bear_is_left_open() -> None:
    """Every district of Ho Chi Minh City has a "phường 1"; without the district none is chosen."""
    open_row, said = row(1, "UBND phường 1", ""), row(2, "UBND phường 1", "UBND Quận 3")
    resolve_records([open_row], Identities(Scope("79", IN_2018)))
    resolve_records([said], Identities(Scope("79", IN_2018)))
    assert rules([open_row]) == ["ambiguous_agency"]
    assert open_row.values["agency_id"] is None
    assert rules([said]) == []
    assert said.values["agency_id"].startswith("ubnd-")


def test_a_namesake_that_the_list_names_elsewhere_is_left_out_and_that_is_said() -> None:
    records = [row(0, "Xã Đăk Long", "Huyện Đăk Glei"), row(1, "Xã Đăk Long", "")]
    resolve_records(records, Identities(Scope("62", date(2020, 7, 10))))
    assert rules(records) == ["namesake_by_elimination"]
    assert len({record.values["agency_id"] for record in records}) == 2


THACH_HA = Scope("42", date(2020, 10, 22))
COMMUNE_OF_2026 = Scope("68", date(2026, 1, 12))


@pytest.mark.parametrize(
    ("scope", "unit", "raw", "expected"),
    [
        (THACH_HA, "huyện Thạch Hà", "Công an", "445-cong-an-huyen"),
        (THACH_HA, "huyện Thạch Hà", "Hội Nông dân", "445-hoi-nong-dan-huyen"),
        (THACH_HA, "huyện Thạch Hà", "Công an tỉnh", "42-cong-an-tinh"),
        (THACH_HA, "huyện Thạch Hà", "Sở Nội vụ", "42-so-noi-vu"),
        (THACH_HA, "huyện Thạch Hà", "Ban Dân tộc", "42-ban-dan-toc"),
        (COMMUNE_OF_2026, "xã Hàm Thuận Nam", "Trạm Y tế", "23110-tram-y-te"),
        (COMMUNE_OF_2026, "xã Hàm Thuận Nam", "Phòng Kinh tế", "23110-phong-kinh-te"),
        (THACH_HA, "", "Công an", "42-cong-an-tinh"),
    ],
)  # fmt: skip
def test_a_body_without_a_place_is_the_issuing_units_own(scope: Scope, unit: str, raw: str, expected: str) -> None:
    match, findings = Identities(scope, unit).take(Mention(raw))
    assert (match.agency_id, findings) == (expected, [])


@pytest.mark.parametrize(
    ("scope", "unit", "raw"),
    [
        (THACH_HA, "huyện Thạch Hà", "Trung tâm Văn hóa - Thông tin"),
        (THACH_HA, "huyện Thạch Hà", "Công an xã"),
        (COMMUNE_OF_2026, "xã Hàm Thuận Nam", "Công an huyện"),
        (COMMUNE_OF_2026, "xã Hàm Thuận Nam", "Thanh tra"),
        (THACH_HA, "", "Trạm Y tế"),
        (THACH_HA, "", "Công chức Văn phòng - Thống kê"),
        (THACH_HA, "", "Đoàn TNCS Hồ Chí Minh"),
    ],
)
def test_a_body_that_several_may_have_stays_open(scope: Scope, unit: str, raw: str) -> None:
    match, findings = Identities(scope, unit).take(Mention(raw))
    assert match.agency_id is None
    assert [finding.rule for finding in findings] == ["ambiguous_agency"]


def test_a_list_as_of_an_earlier_day_names_the_units_of_that_day() -> None:
    now = Scope("37", date(2025, 12, 24))  # Ninh Bình, with Hà Nam and Nam Định since July 2025
    rows = [
        Record("qms_status", (1, number), {"agency_raw": raw}, mentions={"agency_id": Mention(raw, on=day)})
        for number, (raw, day) in enumerate(
            [("UBND huyện Gia Viễn", date(2025, 6, 30)), ("UBND huyện Lý Nhân", date(2025, 6, 30))]
        )
    ]
    resolve_records(rows, Identities(now))
    assert [row.values["agency_id"] for row in rows] == ["ubnd-373", "ubnd-353"]
    assert [finding.rule for row in rows for finding in row.findings] == []
    late = Record(
        "qms_status",
        (2, 0),
        {"agency_raw": "UBND huyện Lý Nhân"},
        mentions={"agency_id": Mention("UBND huyện Lý Nhân")},
    )
    resolve_records([late], Identities(now))
    assert [finding.rule for finding in late.findings] == ["unit_not_in_force"]


def test_a_department_that_a_list_has_twice_is_said() -> None:
    rows = [
        Record("qms_status", (1, number), {"agency_raw": raw, "agency_id": "11-chi-cuc-kiem-lam"})
        for number, raw in enumerate(["Chi cục Kiểm lâm", "Chi cục Kiểm lâm tỉnh"])
    ]
    listed_units(rows, IN_2018)
    assert [[finding.rule for finding in row.findings] for row in rows] == [[], ["unit_listed_twice"]]
