"""Scans from the corpus's PDF files: pages rendered, worn as a scanner wears them, and put into an image-only PDF.

What a scanner does is seeded: the same PDF and settings give the same pixels with the same versions of pdfium, NumPy
and OpenCV. Needs the extra ``ocr`` (OpenCV).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium

Image = np.ndarray[Any, np.dtype[np.uint8]]

_STAMP_MM = 36.0  # the diameter of a Vietnamese authority's round stamp
_RED = (60, 40, 205)  # blue, green, red


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a scan looks. Skew in degrees (pages lean to either side by up to it), noise in grey levels."""

    dpi: int = 200
    skew: float = 0.7
    noise: float = 6.0
    quality: int = 70  # of the JPEG
    bits: int = 8  # 1: black and white, as office machines store it
    specks: int = 0  # a page
    breaks: float = 0.0  # share of the ink of thin lines that is lost
    paper: int = 246
    seed: int = 1
    sideways: frozenset[int] = frozenset()  # pages, from 1, laid on the glass by a quarter turn
    upside_down: frozenset[int] = frozenset()
    stamp_at: str = ""  # a printed text that the stamp covers, on the first page that has it and "Nơi nhận"


def scanned_pdf(pdf: bytes, scanner: Scanner, pages: Iterable[int] | None = None) -> bytes:
    """Return an image-only PDF of the pages (numbers from 1; all by default) of a PDF."""
    return image_pdf(scanned_pages(pdf, scanner, pages), scanner)


def scanned_pages(pdf: bytes, scanner: Scanner, pages: Iterable[int] | None = None) -> Iterator[Image]:
    """Yield the scanned pages as images: blue, green and red, or grey when nothing on them is coloured."""
    document = pdfium.PdfDocument(pdf)
    try:
        for number in pages or range(1, len(document) + 1):
            page = document[number - 1]
            image = page.render(scale=scanner.dpi / 72, rev_byteorder=False).to_numpy()[:, :, :3].copy()
            place = _stamp_place(page, scanner.stamp_at) if scanner.stamp_at else None
            height = page.get_height()
            page.close()
            if place is not None:
                x, y = place
                _stamp(image, x / 72 * scanner.dpi, (height - y) / 72 * scanner.dpi, scanner.dpi)
            worn = _wear(image, scanner, np.random.Generator(np.random.PCG64([scanner.seed, number])))
            if number in scanner.sideways:
                worn = np.rot90(worn)
            if number in scanner.upside_down:
                worn = np.rot90(worn, 2)
            yield np.ascontiguousarray(worn)
    finally:
        document.close()


def _stamp_place(page: Any, text: str) -> tuple[float, float] | None:
    """Return the left end of `text` on a page with the list of recipients, in points from the bottom left."""
    words = page.get_textpage()
    try:
        if words.search("Nơi nhận").get_next() is None:
            return None
        found = words.search(text).get_next()
        if found is None:
            return None
        left, bottom, _, _ = words.get_charbox(found[0])
        return left, bottom
    finally:
        words.close()


def _stamp(image: Image, x: float, y: float, dpi: int) -> None:
    """Press a round red stamp on the page, under and over the ink as ink mixes: the darker of each colour."""
    radius = _STAMP_MM / 25.4 * dpi / 2
    ink = np.full_like(image, 255)
    centre = (round(x), round(y + 0.7 * radius))
    for share, thick in ((1.0, 3), (0.93, 1), (0.6, 1)):
        cv2.circle(ink, centre, round(share * radius), _RED, max(1, round(thick * dpi / 150)), cv2.LINE_AA)
    points = [
        (centre[0] + radius * 0.4 * r * np.sin(a), centre[1] - radius * 0.4 * r * np.cos(a))
        for a, r in ((np.pi / 5 * k, 1.0 if k % 2 == 0 else 0.4) for k in range(10))
    ]
    cv2.fillPoly(ink, [np.array(points, np.int32)], _RED, cv2.LINE_AA)
    for k, letter in enumerate("UY BAN NHAN DAN TINH * CHXHCN VIET NAM * "):
        angle = 2 * np.pi * k / 40
        at = (round(centre[0] + 0.76 * radius * np.sin(angle)) - round(0.05 * radius),
              round(centre[1] - 0.76 * radius * np.cos(angle)) + round(0.05 * radius))  # fmt: skip
        cv2.putText(ink, letter, at, cv2.FONT_HERSHEY_SIMPLEX, dpi / 330, _RED, max(1, dpi // 120), cv2.LINE_AA)
    np.minimum(image, ink, out=image)


def _wear(image: Image, scanner: Scanner, random: np.random.Generator) -> Image:
    """Return a page as it comes from a scanner: leaning, unevenly lit, soft, noisy; black and white when so stored."""
    if np.abs(image[:, :, 0].astype(np.int16) - image[:, :, 2]).max() < 12:
        image = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    height, width = image.shape[:2]
    if scanner.breaks:
        image = _broken_lines(image, scanner, random)
    angle = float(random.uniform(-scanner.skew, scanner.skew))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    image = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    image = cv2.GaussianBlur(image, (0, 0), 0.45 * scanner.dpi / 200)
    light = np.linspace(1.0, 0.96, width, dtype=np.float32) * (scanner.paper / 255)
    grain = random.normal(0.0, scanner.noise, (height, width)).astype(np.float32)
    shape = (slice(None), slice(None), None) if image.ndim == 3 else (slice(None), slice(None))
    worn = image.astype(np.float32) * np.broadcast_to(light, (height, width))[shape] + grain[shape]
    worn = np.clip(worn, 0, 255).astype(np.uint8)
    for _ in range(scanner.specks):
        x, y = int(random.integers(0, width)), int(random.integers(0, height))
        size = int(random.integers(1, max(2, scanner.dpi // 80)))
        cv2.circle(worn, (x, y), size, (25, 25, 25), -1)
    if scanner.bits == 1:
        grey = worn if worn.ndim == 2 else cv2.cvtColor(worn, cv2.COLOR_BGR2GRAY)
        worn = np.where(grey < 150, 0, 255).astype(np.uint8)
    return worn


def _broken_lines(image: Image, scanner: Scanner, random: np.random.Generator) -> Image:
    """Return a page whose ruled lines are broken into dots, as worn copies print them."""
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink = (grey < 160).astype(np.uint8)
    long = max(20, scanner.dpi // 3)
    lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    lines |= cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    lines = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    height, width = grey.shape
    coarse = random.random((height // 4 + 1, width // 4 + 1)) < scanner.breaks
    lost = np.kron(coarse, np.ones((4, 4), bool))[:height, :width] & (lines > 0)
    out = image.copy()
    out[lost] = 255
    return out


def image_pdf(pages: Iterable[Image], scanner: Scanner) -> bytes:
    """Return a PDF that shows each image on a page of its own, with nothing but the images in it."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for image in pages:
        height, width = image.shape[:2]
        colours = b"/DeviceGray" if image.ndim == 2 else b"/DeviceRGB"
        if scanner.bits == 1:
            data, how = zlib.compress(np.packbits(image > 127, axis=1).tobytes(), 9), b"/FlateDecode"
        else:
            data, how = _jpeg(image, scanner.quality), b"/DCTDecode"
        head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent %d/Filter%s/Length %d"
        picture = b"<<" + head % (width, height, colours, scanner.bits, how, len(data)) + b">>stream\n" + data
        points = (width * 72 / scanner.dpi, height * 72 / scanner.dpi)
        paint = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % points
        first = len(objects) + 1
        objects.append(picture + b"\nendstream")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(paint), paint))
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
        objects.append(page % (*points, first + 1, first))
        kids.append(b"%d 0 R" % (first + 2))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _jpeg(image: Image, quality: int) -> bytes:
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError("OpenCV cannot write JPEG here")
    return data.tobytes()


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
