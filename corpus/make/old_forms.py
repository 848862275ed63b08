"""Every plan as people often have it: scanned, as ``.doc``, in the fonts of TCVN3 and VNI; with its truth beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.make.facts import CORPUS, FACTS, load
from corpus.make.forms import doc_file, old_fonts
from corpus.make.pdf import pdf_file
from corpus.make.scan import Scanner, scanned_pdf
from corpus.make.word import word_file

PLANS = ("dak-nong-512-qd-ubnd", "dien-bien-1129-kh-ubnd", "dong-nai-2019", "kon-tum-474-qd-ubnd")
RESOLUTIONS = (200, 300)  # dots an inch


def make_old_forms(folder: Path) -> Iterator[str]:
    """Write the files to ``documents/`` and their truth to ``truth/`` in `folder`; yield the name of each when made.

    Each scan leans, has noise and a stamp over its signature, and its last page but one lies sideways. Needs the extra
    ``ocr`` (OpenCV); raises `MissingOfficeError` without LibreOffice.
    """
    documents, truths = folder / "documents", folder / "truth"
    for made in (documents, truths):
        made.mkdir(parents=True, exist_ok=True)
    for name in PLANS:
        plan = load(FACTS / f"{name}.yaml")
        word = word_file(plan)
        pdf = pdf_file(word, name)
        truth = json.loads((CORPUS / "truth" / f"{name}.json").read_text(encoding="utf-8"))
        truth["files"] = []
        signer = str(plan.signature.get("name", ""))
        forms = [(f"{name}.scan{dpi}.pdf", scanned_pdf(pdf, _scanner(pdf, signer, dpi))) for dpi in RESOLUTIONS]
        forms += [(f"{name}.doc", doc_file(word))]
        forms += [(f"{name}.{encoding}.docx", old_fonts(word, encoding)) for encoding in ("tcvn3", "vni")]
        for file, content in forms:
            (documents / file).write_bytes(content)
            truth["files"].append(file)
            yield file
        text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
        (truths / f"{name}.json").write_text(text, encoding="utf-8")


def _scanner(pdf: bytes, signer: str, dpi: int) -> Scanner:
    import pypdfium2

    pages = len(pypdfium2.PdfDocument(pdf))
    return Scanner(dpi=dpi, stamp_at=signer, sideways=frozenset({pages - 1}))
