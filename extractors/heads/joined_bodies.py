"""Bodies of a letter head that a dump has run into one line: "BỘ Y TẾ BỆNH VIỆN BẠCH MAI" are the ministry and its own.

Decree 30/2020/NĐ-CP, Annex I, II.2: the body above stands over the issuing one, each with its whole name. Dumps of
narrow cells run the lines of both together. A second body begins where, behind a body whose name is whole, the words
of a kind of body begin that such a body has below it (``normalizers/vocabulary/letter_heads.yaml``, `joined`).
"""

from __future__ import annotations

from extractors.heads import head_words
from extractors.heads.head_words import lowered


def parts(text: str) -> list[str]:
    """Return the bodies that a line in capitals names one after the other, the body above first; one when it is one.

    A line with a dash between bodies names them as issuing together and is left whole.
    """
    small = lowered(text)
    same = head_words.over_its_kind().match(small)
    if same is not None:
        return [text[: same.end()].rstrip(), *parts(text[same.end() :])]
    for above, below in head_words.joined():
        first = above.match(small)
        if first is None:
            continue
        cut = below.search(small, max(first.end() - 1, 0))
        if cut is not None and text[cut.start() - 1] not in ",-–":
            return [text[: cut.start()], *parts(text[cut.end() :])]
    return [text]
