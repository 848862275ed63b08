"""What looks like a target and is none."""

from __future__ import annotations

from datetime import date

from extractors.aims import targets
from extractors.scope import Scope
from tests.reading import shaped
from tests.test_targets import PLAN, read


def test_what_was_so_when_the_document_was_issued_is_no_target() -> None:
    day = Scope("79", date(2018, 9, 7))
    text = PLAN + "Đến ngày {} có 43/45 đơn vị công bố HTQLCL.\n"
    assert targets.extract(shaped(text.format("31/8/2018")), day).records == []
    (later,) = targets.extract(shaped(text.format("31/12/2018")), day).records
    assert later.values["value"] == 43
    assert read("Hiện có 12/13 cơ quan chuyên môn và 9/9 xã đã áp dụng và công bố HTQLCL.") == []


def test_what_one_agency_is_asked_to_do_is_a_duty_and_no_target() -> None:
    asked = "2. Đề nghị UBND huyện Thanh Hà khẩn trương công bố HTQLCL, hoàn thành trước ngày 31/3/2023."
    assert read(asked, heading="BÁO CÁO\nKết quả áp dụng HTQLCL\n\nIII. KIẾN NGHỊ\n\n") == []
    (aim,) = read("- UBND huyện Thanh Hà công bố HTQLCL trước ngày 31/3/2023.")
    assert aim.values["measure"] == "publish"
