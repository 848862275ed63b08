"""Words between which a converter has lost the blank."""

from __future__ import annotations

from extractors.document import Paragraph
from tests.reading import shaped

GLUED = "Ủyban nhândân huyện banhành Kếhoạch để các đơnvị tổchức thihành trong giaiđoạn2021 - 2025."


def prose(text: str) -> str:
    return "\n".join(block.text for block in shaped(text).blocks if isinstance(block, Paragraph))


def test_the_blanks_are_put_back() -> None:
    assert prose(f"{GLUED}\n\nPhòng ban nào ban hành thì theo dõi.\n").startswith(
        "Ủy ban nhân dân huyện ban hành Kế hoạch để các đơn vị tổ chức thi hành trong giai đoạn 2021 - 2025."
    )


def test_a_word_that_falls_apart_in_two_ways_stays_unless_the_text_has_its_halves() -> None:
    assert "banhành" in prose(GLUED + "\n")


def test_one_strange_word_is_a_name_and_stays() -> None:
    text = "Bà Niêkdăm trình bày bản đồ, video và dữ liệu cho Ủy ban nhân dân huyện Ea Kar theo Kế hoạch.\n"
    assert prose(text) == text.strip()


def test_mended_blanks_are_told_and_whole_texts_say_nothing() -> None:
    (note,) = shaped(f"{GLUED}\n\nPhòng ban nào ban hành thì theo dõi.\n").irregularities
    assert (note.rule, note.actual) == ("mended_spacing", "“Ủyban nhândân huyện banh” (1/1)")
    assert note.expected == "Ủy ban nhân dân huyện ba"
    assert note.place.line == 1
    assert shaped("Sở Nội vụ theo dõi việc thực hiện.\n").irregularities == ()
