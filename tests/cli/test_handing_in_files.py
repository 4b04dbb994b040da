"""`case record … document --file`: the document itself comes with the fact, checked and kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cli.asking import Answer, Ask

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
COORDINATOR = ("--as", "mobility_coordinator", "--name", "Jelena Marković")


def record(office: Ask, case: str, file: Path, fact: str = "document") -> Answer:
    payload = "{kind: cv}" if fact == "document" else "{arrived_on: 2026-10-01}"
    return office("case", "record", case, fact, "--with", payload, "--file", file, *COORDINATOR)


def kept(folder: Path) -> list[Path]:
    return [path for path in (folder / "data" / "files").rglob("*") if path.is_file()]


def test_the_document_is_kept_by_its_content_and_named_in_the_history(
    office: Ask, case: str, tmp_path: Path
) -> None:
    file = tmp_path / "biografija.pdf"
    file.write_bytes(PDF)
    assert record(office, case, file).status == 0
    digest = hashlib.sha256(PDF).hexdigest()
    assert [(path.name, path.read_bytes()) for path in kept(tmp_path)] == [(digest, PDF)]
    assert digest in office("case", "history", case, "--json").json[-1]["data"]
    assert office("case", "show", case, "--json").json["documents"] == ["cv"]
    assert office("verify").status == 0


@pytest.mark.parametrize(
    ("content", "fact", "sentence"),
    [
        (b"", "document", "The file is empty."),
        (b"MZ\x90\x00 a program", "document", "is not a PDF, PNG, JPEG, DOCX or ODT file"),
        (PDF + b" " * 20_000_000, "document", "larger than 20 MB"),
        (PDF, "stay", "--file belongs to a document: `stay` has no file"),
    ],
)
def test_a_file_that_the_office_does_not_take_is_told_and_nothing_is_kept(
    office: Ask, case: str, tmp_path: Path, content: bytes, fact: str, sentence: str
) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(content)
    answer = record(office, case, file, fact)
    assert answer.status == 2
    assert sentence in answer.err
    assert kept(tmp_path) == []
    assert len(office("case", "history", case, "--json").json) == 1


def test_a_file_that_is_not_there_is_told(office: Ask, case: str, tmp_path: Path) -> None:
    answer = record(office, case, tmp_path / "nowhere.pdf")
    assert answer.status == 2
    assert "nowhere.pdf can't be read: No such file or directory" in answer.err


def test_a_file_named_by_hand_must_be_one_that_is_kept(office: Ask, case: str) -> None:
    file = ("--with", "{kind: cv, file: 0123abc}")
    answer = office("case", "record", case, "document", *file, *COORDINATOR)
    assert answer.status == 2
    assert "Traceback" not in answer.err
    assert len(office("case", "history", case, "--json").json) == 1
