"""A definition that cases run on may not change: what was changed is said line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from sqlalchemy import Engine

from office.wiring import Office
from persistence import definitions
from persistence.database import reading
from states.loader import read_extended, text_and_digest
from states.strict_yaml import FileProblem, InvalidFile

MOST_LINES = 12


def refuse_changed_definitions(office: Office, engine: Engine) -> None:
    """Raises InvalidFile where a file differs from the definition that cases began on.

    New rules get a new file, with their own date in force: it serves the cases opened from then on.
    """
    with reading(engine) as connection:
        kept = definitions.kept(connection)
    problems = [problem for key, was in kept.items() for problem in _problems(office, key, *was)]
    if problems:
        raise InvalidFile(problems)


def _problems(office: Office, key: str, digest: str, text: str) -> Iterator[FileProblem]:
    path = office.folder / f"{key}.yaml"
    if not path.is_file():
        yield FileProblem(str(path), 1, 1, "", "the file is gone, and cases run on it: put it back")
        return
    now, digest_now = text_and_digest(read_extended(path)[1])
    if digest_now == digest:
        return
    yield FileProblem(
        str(path),
        _first_difference(text, now),
        1,
        "",
        "cases run on this definition, so it may not change; give the new rules a file of their "
        f"own with a later date in force. What was changed:\n{_changes(text, now)}",
    )


def _first_difference(was: str, now: str) -> int:
    pairs = zip(was.splitlines(), now.splitlines(), strict=False)
    return next((line for line, (old, new) in enumerate(pairs, start=1) if old != new), 1)


def _changes(was: str, now: str) -> str:
    """The changed lines, without the frame of a diff."""
    lines = [
        f"    {line}"
        for line in unified_diff(was.splitlines(), now.splitlines(), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]
    more = [f"    … and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])
