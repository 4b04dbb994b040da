"""The public pages as a folder: whole or not at all, the same each time, nobody's files lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from persistence.whole_folder import SUMS
from states.validation_error import ValidationError
from tests.web.office_at_work import at
from tests.web.public.conftest import PublicSite, listed
from web.public.publishing import publish


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_is_published_is_what_is_served_and_twice_the_same_bytes(
    site: PublicSite, tmp_path: Path
) -> None:
    listed(site.office)
    site.office.now = at("2026-03-20")
    folder = tmp_path / "site"
    publish(site.pages(), folder)
    first = files_in(folder)
    assert first.keys() == {*site.pages(), SUMS}
    assert site.page("en/lists/1-1.html").encode() == first["en/lists/1-1.html"]
    publish(site.pages(), folder)
    assert files_in(folder) == first
    assert folder.stat().st_mode & 0o777 == 0o755, "a web server reads it"
    assert [path.name for path in tmp_path.glob(".site-*")] == []
    check = subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=folder, check=False)
    assert check.returncode == 0


def test_what_is_public_no_more_goes_with_the_next_publication(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish({"a.html": b"a", "lists/1.html": b"b"}, folder)
    publish({"a.html": b"a"}, folder)
    assert files_in(folder).keys() == {"a.html", SUMS}


@pytest.mark.parametrize("own", ["index.html", "en/about.html", ".htaccess"])
def test_a_folder_with_something_of_somebodys_own_is_left_alone(tmp_path: Path, own: str) -> None:
    folder = tmp_path / "site"
    publish({"a.html": b"a"}, folder)
    (folder / own).parent.mkdir(exist_ok=True)
    (folder / own).write_text("ours", encoding="utf-8")
    before = files_in(folder)
    with pytest.raises(ValidationError, match=f"such as {own}"):
        publish({"a.html": b"new"}, folder)
    assert files_in(folder) == before


def test_a_page_that_somebody_changed_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish({"a.html": b"a"}, folder)
    (folder / "a.html").write_bytes(b"a, with a note by hand")
    with pytest.raises(ValidationError, match=r"such as a\.html"):
        publish({"a.html": b"a"}, folder)
    assert (folder / "a.html").read_bytes() == b"a, with a note by hand"


def test_a_publication_that_breaks_off_leaves_the_former_one(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish({"a.html": b"a"}, folder)
    with pytest.raises(OSError, match="index"):
        publish({"index": b"a file", "index/deeper.html": b"in a file"}, folder)
    assert files_in(folder).keys() == {"a.html", SUMS}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("file", "is not a folder"), ("full", "holds what was not published"), ("file/below", "file")],
)
def test_the_command_says_what_is_wrong_with_a_folder(
    site: PublicSite, tmp_path: Path, name: str, sentence: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    data = str(site.office.app.office.data)
    command = [sys.executable, "-m", "cli.main", "publish", str(tmp_path / name), "--data", data]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "full" / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_the_command_publishes(site: PublicSite, tmp_path: Path) -> None:
    data = str(site.office.app.office.data)
    result = CliRunner().invoke(app, ["publish", str(tmp_path / "new" / "site"), "--data", data])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "new" / "site" / "en" / "calls" / "1.html").is_file()
