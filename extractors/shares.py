"""A share printed beside the two counts that it is of ("45/60", "75%"): the finding when they do not agree."""

from __future__ import annotations

import re

from extractors.records import Cited, Finding
from normalizers.numbers import is_share

_SHARE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*%?\s*")


def fits_share(printed: str, part: int | None, whole: int | None) -> bool:
    """Tell whether a printed share is that of `part` in `whole`; what is no share, or of nothing, is not judged."""
    share = _SHARE.fullmatch(printed)
    return share is None or part is None or not whole or is_share(share[1], part, whole)


def share_differs(who: str, part: int, whole: int | None, cited: Cited) -> Finding:
    """Return `share_mismatch`: the share that `cited` prints of `who` is not that of `part` in `whole`."""
    share = f"{100 * part / whole:.2f}" if whole else "none"
    return Finding(
        rule="share_mismatch",
        severity="warning",
        message=f"{who}: the share in {cited.text!r} is not that of {part}/{whole}, {share} per cent.",
        message_vi=f"{who}: tỷ lệ ghi trong “{cited.text}” không khớp với {part}/{whole} ({share}%).",
        place=cited.place,
        expected=share,
        actual=cited.text,
    )
