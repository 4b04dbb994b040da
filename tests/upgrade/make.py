"""Makes `offices.tar.xz`: offices as the programs of earlier commits left them.

Run as `python -m tests.upgrade.make` in a clone that has the whole history, with the packages of
today; it fetches nothing. Each commit's tree is taken out of git into a folder of its own, where
`inside.py` lets the program of that day make a small office. What comes out is kept in one
archive, because the texts of rules and mails are much the same in all of them.

There were no releases by number before 0.1.0: of the versions of the database those were taken
after which much stood otherwise. A release to come is added here as it is made.
"""

from __future__ import annotations

import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
ARCHIVE: Final = HERE / "offices.tar.xz"
COMMITS: Final = {
    "0005": "b2bc0b3c",  # grading tables and precedents; mails were stored as text and HTML
    "0013": "5170786e",  # mails of a list shared a sheet
    "0020": "741c42d3",  # mails kept by their words
    "0031": "414d5bab",  # titles, names in two scripts, teachers' calls
    "0045": "88f790a5",  # lists read from tables of their own
    "0053": "a50239f0",  # latest safe days, regulations kept by their text
    "0059": "1215d099",  # the first seals
    "0062": "0f4f591c",  # requests without a call, cases taken over, words for the search
    "0063": "d235d1ac",  # backups
}
"""By the version of the database, the last commit at which it stood there."""
WITH_BACKUP: Final = "0063"


def main() -> None:
    """Makes every office anew, and the archive."""
    root = HERE.parents[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for version, commit in COMMITS.items():
            tree, data = folder / "trees" / version, folder / "offices" / version
            tree.mkdir(parents=True)
            archive = subprocess.run(
                ["git", "archive", commit], cwd=root, check=True, capture_output=True
            )
            subprocess.run(["tar", "-x"], cwd=tree, check=True, input=archive.stdout)
            _run(tree, str(HERE / "inside.py"), str(data))
            _without_empty_pages(data, version)
            if version == WITH_BACKUP:
                path = folder / "offices" / f"{version}.backup"
                _run(tree, "-m", "cli.main", "backup", "--data", str(data), str(path))
            _tidy(data)
        _pack(folder / "offices")


def _run(tree: Path, *arguments: str) -> None:
    """Runs a program of a tree with the modules of that tree."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    subprocess.run([sys.executable, *arguments], cwd=tree, env=environment, check=True)


def _without_empty_pages(data: Path, version: str) -> None:
    database = sqlite3.connect(data / "office.db")
    assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]
    database.execute("VACUUM")
    database.close()


def _tidy(data: Path) -> None:
    """Leaves the database and the files that it names."""
    for path in sorted(data.rglob("*"), reverse=True):
        inside = path.relative_to(data).parts[0]
        if inside not in {"office.db", "files"}:
            path.rmdir() if path.is_dir() else path.unlink()


def _pack(offices: Path) -> None:
    with (
        lzma.open(ARCHIVE, "wb", preset=9 | lzma.PRESET_EXTREME) as file,
        tarfile.open(fileobj=file, mode="w") as archive,
    ):
        for path in sorted(offices.rglob("*")):
            if path.is_file():
                member = tarfile.TarInfo(path.relative_to(offices).as_posix())
                member.size, member.mode = path.stat().st_size, 0o600
                with path.open("rb") as content:
                    archive.addfile(member, content)


if __name__ == "__main__":
    main()
