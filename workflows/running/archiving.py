"""A closed year as one folder: each case that ended in it, with its papers, and an index.

What lies in it is read without this program: JSON, the papers as they are, a page that lists them,
and digests by which `sha256sum -c SHA256SUMS` verifies all of it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from persistence import dossiers, ended_cases, files
from persistence import history as history_rows
from persistence.database import reading
from persistence.documents import StoredDocument, documents_of
from persistence.ended_cases import EndedCase
from persistence.whole_folder import FOR_ITS_OWNER, whole_folder
from states.dossier import Dossier
from states.facts import FACTS
from states.frozen import frozen
from states.moments import civil_date
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from workflows.running.bootstrap import App

INDEX: Final = "index.html"
ABOUT: Final = "README.txt"
_UNFIT: Final = re.compile(r"[^\w.-]+")
_WORDS: Final = """\
The cases that ended in {year}, of {office}.

index.html lists them. Each folder is a case: dossier.json holds its facts as they stood at the end,
history.json every entry with its hash, papers/ what was delivered and made.
SHA256SUMS has the digest of every file: `sha256sum -c SHA256SUMS` in this folder verifies them.
"""


@frozen
class Archive:
    """What was archived, and the files that were found lost: by case and kind."""

    cases: int
    papers: int
    lost: tuple[str, ...]


def archive_year(
    app: App, year: int, folder: Path, today: date, report: Callable[[int], None]
) -> Archive:
    """Puts the cases that ended in a year into a folder, whole or not at all.

    `told` hears how many cases are done. Raises ValidationError for a year that is not over, and
    for a folder that holds anything else; OSError for one that can't be written.
    """
    if not 1990 <= year < today.year:
        raise ValidationError(
            Text(
                f"{year} is not a year that is over: there is nothing to archive yet.",
                f"{year}. није завршена година: још нема шта да се архивира.",
            )
        )
    with whole_folder(folder, FOR_ITS_OWNER) as beside, reading(app.engine) as connection:
        cases = ended_cases.ended_between(connection, date(year, 1, 1), date(year, 12, 31))
        papers, lost_files = 0, []
        for number, case in enumerate(cases, start=1):
            for paper, content in _documents(connection, app, case):
                if content is None:
                    lost_files.append(f"{case.number}: {paper}")
                else:
                    papers += 1
                    _write(beside / case.number / "papers" / paper, content)
            _write_case(connection, beside / case.number, case)
            report(number)
        _write(beside / INDEX, _index(app, year, cases).encode())
        office = app.office.settings.institution.office.en
        _write(beside / ABOUT, _WORDS.format(year=year, office=office).encode())
    return Archive(len(cases), papers, tuple(lost_files))


def _documents(
    connection: Connection, app: App, case: EndedCase
) -> Iterator[tuple[str, bytes | None]]:
    """The papers of a case by the name that each gets, the first one first; None: lost."""
    kept_documents = [
        document
        for document in documents_of(connection, case.id, None)
        if document.file is not None
    ]
    for place, document in enumerate(reversed(kept_documents), start=1):
        yield _name(place, document), _content(connection, app, str(document.file))


def _content(connection: Connection, app: App, digest: str) -> bytes | None:
    try:
        return files.read(connection, app.office.data, digest)
    except FileNotFoundError:
        return None


def _name(place: int, document: StoredDocument) -> str:
    """In the order in which they came, by the kind, with the name that the file had."""
    name = _UNFIT.sub("-", document.file_name or "").strip("-.")[-80:]
    withdrawn_mark = "-withdrawn" if document.withdrawn_at else ""
    return f"{place:03d}-{document.kind}{withdrawn_mark}{f'-{name}' if name else ''}"


def _write_case(connection: Connection, folder: Path, case: EndedCase) -> None:
    _, dossier = dossiers.load(connection, [case.id])[case.id]
    _write_json(folder / "dossier.json", _facts(dossier))
    _write_json(folder / "history.json", history_rows.read(connection, case.id))


def _facts(dossier: Dossier) -> dict[str, list[object]]:
    """The records of each fact in their plain values."""
    return {
        fact.name: [
            adapter(type(record)).dump_python(record, by_alias=True, exclude_none=True, mode="json")
            for record in records
        ]
        for fact in FACTS.values()
        if (records := fact.recorded_in(dossier))
    }


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_as_text)
    _write(path, text.encode())


def _as_text(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _index(app: App, year: int, cases: Sequence[EndedCase]) -> str:
    """A page without scripts or styles of others: it opens in any browser, for long."""
    rows = "".join(
        "<tr><td><a href='{0}/dossier.json'>{0}</a></td><td>{1}</td><td>{2}</td><td>{3}</td>"
        "<td><a href='{0}/'>{0}/</a></td></tr>\n".format(
            *map(
                html.escape,
                (case.number, case.candidate, _state(app, case), str(civil_date(case.entered_at))),
            )
        )
        for case in cases
    )
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{year}</title></head>"
        f"<body><h1>Cases that ended in {year}</h1>\n<table><thead><tr><th>Case</th>"
        "<th>Candidate</th><th>Ended as</th><th>On</th><th>Folder</th></tr></thead><tbody>\n"
        f"{rows}</tbody></table></body></html>\n"
    )


def _state(app: App, case: EndedCase) -> str:
    return app.office.shown_definition(case.definition).states[case.state].title.en
