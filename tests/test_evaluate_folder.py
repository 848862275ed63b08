"""`congbao evaluate` on a folder of truth that a user made."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.cli_evaluate import folders
from pipeline.evaluate import evaluate


def test_a_folder_of_truth_names_its_documents(tmp_path: Path) -> None:
    for name in ("truth", "documents"):
        (tmp_path / name).mkdir()
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n\nSố: 12/QĐ-UBND\n\nSơn La, ngày 03 tháng 5 năm 2019\n\nQUYẾT ĐỊNH\nPhê duyệt\n"
    )
    (tmp_path / "documents" / "a.txt").write_text(text, encoding="utf-8")
    truth = {"files": ["a.txt"], "document": {"code": "12/QĐ-UBND", "issued_on": "2019-05-03"}, "targets": []}
    (tmp_path / "truth" / "a.json").write_text(json.dumps(truth), encoding="utf-8")
    where = folders(tmp_path, None)
    assert where == (tmp_path / "truth", tmp_path / "documents") == folders(tmp_path / "truth", None)
    found = evaluate(*where).rows
    assert found["a.txt", "documents"].exact == 1.0
    assert found["a.txt", "targets"].extra == 0
    assert ("a.txt", "budget_lines") not in found  # not in the truth: not judged
