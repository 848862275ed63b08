"""How a cell's value shows under its number format (ECMA-376 part 1, 18.8.30-31), in the Vietnamese way of writing.

A workbook stores 1234.5 and says how it is to show; which signs part the thousands and the decimals is up to the
machine that shows it. Vietnamese machines print 1.234,5 and dd/mm/yyyy, so that is what is given here.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

THOUSANDS, DECIMAL = ".", ","
MOST = 1e15  # from which on a double does not hold every unit
GENERAL_DIGITS = 11  # that the format General shows
# a date format that the machine's own settings replace (built-in numbers 14 and 22)
OF_THE_MACHINE = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm", "m/d/yyyy": "dd/mm/yyyy"}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<ampm>AM/PM|A/P)|(?P<second>s+(?:\.0+)?)|(?P<when>y+|m+|d+|h+|b+|g+|e+(?![+-]))"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?(?:E[+-][0#?]+)?,*|\.[0#?]+)|(?P<text>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)  # [h]:mm shows more than 24 hours
_DAYS = ("Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy")

_COMPARE = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}

Token = tuple[str, str]


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """Return the sections of a format code, each as (kind, text) tokens."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(OF_THE_MACHINE.get(code.lower(), code)):
        kind = match.lastgroup
        if kind is None:  # a blank as wide as a letter, a fill
            continue
        text = match[kind]
        if kind == "bracket" and text.startswith("$"):  # [$₫-42A]: the sign of a currency, and a language
            kind, text = "quoted", text[1:].split("-")[0]
        if kind == "bracket" and not _CONDITION.fullmatch(text) and not _ELAPSED.fullmatch(text):
            continue  # a colour
        if kind == "literal" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped", "literal"):
            sections[-1].append(("literal", text))
        else:
            sections[-1].append((kind, text))
    return tuple(tuple(section) for section in sections)


def shown(value: object, code: str) -> str:
    """Return what a cell with this value and number format shows; `code` is a format code such as ``#,##0.0``.

    Numbers that are dates come as dates. What no rule covers is shown as the format General shows it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    sections = _sections(code or "General")
    if isinstance(value, datetime | date | time | timedelta):
        return _when(value, sections[0])
    if isinstance(value, int | float):
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        return _number(value, sections)
    text = str(value)
    section = sections[3] if len(sections) > 3 else sections[0] if ("text", "@") in sections[0] else (("text", "@"),)
    return "".join(text if kind == "text" else token for kind, token in section if kind in ("text", "literal"))


def _number(value: float, sections: tuple[tuple[Token, ...], ...]) -> str:
    section, magnitude, sign = _chosen(value, sections)
    section = tuple(token for token in section if token[0] != "bracket")
    kinds = {kind for kind, _ in section}
    if not section:
        return ""
    if magnitude >= MOST:
        return general(value)
    if kinds & {"when", "second", "ampm"}:  # a serial that is no date of the calendar
        return general(value)
    pattern = next((text for kind, text in section if kind == "digits"), None)
    if pattern is None:
        words = "".join(general(magnitude) if kind in ("general", "text") else text for kind, text in section)
        return (sign if kinds & {"general", "text"} else "") + words
    literals = "".join(token for kind, token in section if kind == "literal")
    if "/" in literals and sum(kind == "digits" for kind, _ in section) > 1:  # a fraction: "# ?/?"
        return general(value)
    scale = Decimal(100) ** literals.count("%")
    digits, used = _digits(Decimal(repr(magnitude)) * scale, pattern), False
    out = []
    for kind, token in section:
        if kind == "digits":
            out.append("" if used else digits)
            used = True
        elif kind in ("literal", "text"):
            out.append(token)
    # what rounds to nothing has no sign
    return (sign if re.search(r"[1-9]", digits) else "") + "".join(out).strip()


def _chosen(value: float, sections: tuple[tuple[Token, ...], ...]) -> tuple[tuple[Token, ...], float, str]:
    """Return (the section for the value, its magnitude, the sign to put before it)."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or condition(value):
                return section, abs(value), "-" if value < 0 and condition is None else ""
        return (("general", "General"),), abs(value), "-" if value < 0 else ""
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    if value == 0 and len(sections) > 2:
        return sections[2], 0, ""
    return sections[0], abs(value), "-" if value < 0 else ""


def _condition(section: tuple[Token, ...]) -> Callable[[float], bool] | None:
    """Return the test of a section such as ``[>=1000]``, None when it has none."""
    found = next((match for kind, text in section if kind == "bracket" and (match := _CONDITION.fullmatch(text))), None)
    if found is None:
        return None
    compare, limit = _COMPARE[found[1]], float(found[2])
    return lambda value: bool(compare(value, limit))


def _digits(magnitude: Decimal, pattern: str) -> str:
    if "E" in pattern.upper():
        mantissa, exponent = re.split("[Ee]", pattern, maxsplit=1)
        places = len(mantissa.partition(".")[2])
        base, power = f"{magnitude:.{places}E}".split("E")
        sign = power[0] if power[0] == "-" or exponent[0] == "+" else ""
        return f"{base.replace('.', DECIMAL)}E{sign}{power[1:].zfill(2)}"
    scaled = len(pattern) - len(pattern.rstrip(","))
    whole, _, decimals = pattern.rstrip(",").partition(".")
    magnitude = (magnitude / Decimal(1000) ** scaled).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    units, _, fraction = f"{magnitude:f}".partition(".")
    least = sum(sign == "0" for sign in decimals)
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    needed = whole.replace(",", "").lstrip("#?")
    units = (units.lstrip("0") or "").rjust(sum(sign == "0" for sign in needed), "0")
    if "," in whole:
        units = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", THOUSANDS, units)
    return units + (DECIMAL + fraction if fraction else "")


def general(value: float) -> str:
    """Return a number as the format General shows it: at most eleven digits, no thousands parted."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e11):
        return str(int(value))
    text = f"{value:.{GENERAL_DIGITS - 1}g}"
    mantissa, _, power = text.partition("e")
    if power:
        return mantissa.replace(".", DECIMAL) + f"E{power[0]}{power[1:].zfill(2)}"
    return text.replace(".", DECIMAL)


def _when(value: datetime | date | time | timedelta, section: tuple[Token, ...]) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        moment, hours = datetime.min + timedelta(seconds=seconds % 86400), seconds // 3600
    elif isinstance(value, time):
        moment, hours = datetime.combine(date(1900, 1, 1), value), value.hour
    else:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        hours = moment.hour
    if not any(kind in ("when", "second") for kind, _ in section):
        return general_date(value)
    twelve = any(kind == "ampm" for kind, _ in section)
    out: list[str] = []
    before = ""  # the last part of a date or time: minutes follow hours and precede seconds
    for at, (kind, token) in enumerate(section):
        if kind == "when":
            token = token.lower()
            following = next((t.lower() for k, t in section[at + 1 :] if k in ("when", "second")), "")
            minutes = token[0] == "m" and len(token) < 3 and (before[:1] == "h" or following[:1] == "s")
            out.append(_part(moment, "n" * len(token) if minutes else token, hours, twelve))
            before = token
        elif kind == "second":
            out.append(str(moment.second).zfill(len(token.partition(".")[0])))
            before = "s"
        elif kind == "ampm":
            out.append("SA" if moment.hour < 12 else "CH")
        elif kind == "bracket":
            whole = hours * 60 + moment.minute
            out.append({"h": str(hours), "m": str(whole), "s": str(whole * 60 + moment.second)}[token[0].lower()])
            before = token.lower()
        elif kind == "literal":
            out.append(token)
    return "".join(out).strip()


def _part(moment: datetime, token: str, hours: int, twelve: bool) -> str:
    sign, width = token[0], len(token)
    if sign in "yeb":
        return f"{moment.year:04d}" if width > 2 or sign == "e" else f"{moment.year % 100:02d}"
    if sign == "m":
        return str(moment.month).zfill(min(width, 2)) if width < 3 else f"Tháng {moment.month}"
    if sign == "d":
        return str(moment.day).zfill(width) if width < 3 else _DAYS[moment.isoweekday() % 7]
    if sign == "n":
        return str(moment.minute).zfill(width)
    if sign == "h":
        return str((moment.hour - 1) % 12 + 1 if twelve else moment.hour).zfill(width)
    return ""


def general_date(value: datetime | date | time | timedelta) -> str:
    """Return a date or time in the machine's own form."""
    if isinstance(value, datetime):
        form = "%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M"
        return value.strftime(form)
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
