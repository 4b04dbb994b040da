"""A closed year in one folder: every ended case with its papers, verifiable by sha256sum alone."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from persistence.database import write_transaction
from states.validation_error import ValidationError
from tests.web.office_at_work import OfficeAtWork, office_at_work
from workflows.cases.uploads import Upload, store
from workflows.running.archiving import archive_year

NEXT_YEAR = date(2027, 2, 1)


@pytest.fixture
def office(tmp_path: Path) -> OfficeAtWork:
    """An office in which one gave up in 2026, with a paper, and another goes on."""
    office = office_at_work(tmp_path / "data")
    ended_case = office.apply("Mila Đorđević")
    upload = Upload(b"%PDF-1.7 a certificate", "application/pdf")
    with write_transaction(office.app.engine) as connection:
        file = store(connection, office.app.office, upload)
    office.record(ended_case, "document", {"kind": "cv", "file": file})
    office.advance(ended_case, "withdraw", {"reason": "ill"}, "2026-03-12", "candidate")
    office.apply("Ana Petrović")
    return office


def archived(office: OfficeAtWork, folder: Path) -> list[str]:
    archive = archive_year(office.app, 2026, folder, NEXT_YEAR, lambda number: None)
    assert archive.lost == ()
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_a_year_is_one_folder_that_needs_no_program(office: OfficeAtWork, tmp_path: Path) -> None:
    names = archived(office, tmp_path / "2026")
    papers = [name for name in names if "/papers/" in name]
    assert papers and all("-cv" in name and ".." not in name for name in papers)
    assert {name.partition("/")[0] for name in names} == {
        "BMU-2026-0001", "README.txt", "SHA256SUMS", "index.html",
    }  # fmt: skip
    sums = ["sha256sum", "-c", "--quiet", "SHA256SUMS"]
    assert subprocess.run(sums, cwd=tmp_path / "2026", check=False).returncode == 0
    story = json.loads((tmp_path / "2026/BMU-2026-0001/history.json").read_text(encoding="utf-8"))
    assert story[-1]["name"] == "withdraw" and story[-1]["hash"]
    assert "Mila Đorđević" in (tmp_path / "2026/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "2026").stat().st_mode & 0o777 == 0o700, "it names people"
    before = {name: (tmp_path / "2026" / name).read_bytes() for name in names}
    assert archived(office, tmp_path / "2026") == names
    assert {name: (tmp_path / "2026" / name).read_bytes() for name in names} == before


def test_a_changed_paper_is_found_and_is_not_overwritten(
    office: OfficeAtWork, tmp_path: Path
) -> None:
    names = archived(office, tmp_path / "2026")
    paper = tmp_path / "2026" / next(name for name in names if "/papers/" in name)
    paper.write_bytes(b"%PDF-1.7 another certificate")
    sums = ["sha256sum", "-c", "--status", "SHA256SUMS"]
    assert subprocess.run(sums, cwd=tmp_path / "2026", check=False).returncode == 1
    with pytest.raises(ValidationError, match="was changed since"):
        archived(office, tmp_path / "2026")
    assert paper.read_bytes() == b"%PDF-1.7 another certificate"


@pytest.mark.parametrize("year", [2027, 2030, 0, -5])
def test_a_year_that_is_not_over_is_not_archived(
    office: OfficeAtWork, tmp_path: Path, year: int
) -> None:
    with pytest.raises(ValidationError, match="not a year that is over"):
        archive_year(office.app, year, tmp_path / "x", NEXT_YEAR, lambda number: None)
    assert not (tmp_path / "x").exists()


def test_a_file_that_was_lost_is_named_and_the_rest_is_archived(
    office: OfficeAtWork, tmp_path: Path
) -> None:
    names = archived(office, tmp_path / "first")
    for path in (office.app.office.data / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    archive = archive_year(office.app, 2026, tmp_path / "second", NEXT_YEAR, lambda number: None)
    assert len(archive.lost) == len([name for name in names if "/papers/" in name])
    assert (tmp_path / "second" / "BMU-2026-0001" / "history.json").is_file()
