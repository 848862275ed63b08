"""The forms in which old documents come: ``.doc``, Word files in the fonts of TCVN3 and VNI, archives.

They are made from a plan's DOCX when they are asked for: LibreOffice writes the ``.doc``, and a text in an old font is
the same text in other letters. TCVN3 has no capitals with tone marks: those are set in a capital font, as typists did.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape, unescape

from normalizers.encodings import decode, encode
from pipeline.convert import saved_as

FONTS = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", "VNI-Times")}
_SECONDS = 120
_EPOCH = (2024, 1, 2, 3, 4, 6)
_RUN = re.compile(
    r"<w:r>(?P<properties><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?P<space>[^>]*)>(?P<text>[^<]*)</w:t></w:r>",
    re.DOTALL,
)
_FONTS = re.compile(r"<w:rFonts[^>]*/>")


def doc_file(word: bytes) -> bytes:
    """Return a DOCX as a Word 97 file. Raises ReadError when LibreOffice is missing or fails."""
    return saved_as(word, "docx", "doc", _SECONDS)


def old_fonts(word: bytes, encoding: str) -> bytes:
    """Return a DOCX with its runs in the fonts of an old encoding, ``tcvn3`` or ``vni``."""

    def set_anew(match: re.Match[str]) -> str:
        pieces = _pieces(unescape(match["text"]), encoding)
        inner = re.sub(r"</?w:rPr>", "", _FONTS.sub("", match["properties"] or ""))
        return "".join(
            f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>{inner}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            for text, font in pieces
        )

    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for info in given.infolist():
            part = given.read(info)
            if re.fullmatch(r"word/(?:document|footnotes|header\d*|footer\d*)\.xml", info.filename):
                part = _RUN.sub(set_anew, part.decode("utf-8")).encode("utf-8")
            made.writestr(zipfile.ZipInfo(info.filename, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _pieces(text: str, encoding: str) -> list[tuple[str, str]]:
    """Return the text as it stands in the file, in pieces of one font each."""
    plain, capital = FONTS[encoding]
    pieces: list[list[str]] = []
    for letter in text:
        coded = encode(letter, encoding)
        font = plain if decode(coded, encoding) == letter else capital
        if pieces and pieces[-1][1] == font:
            pieces[-1][0] += coded
        else:
            pieces.append([coded, font])
    return [(coded, font) for coded, font in pieces]


def archive(files: dict[str, bytes]) -> bytes:
    """Return a ZIP of the files; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
