"""A definition that cases run on may not change: what was changed is said line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from office.wiring import Office
from persistence import definitions
from persistence.database import reading, write_transaction
from states.before_kinds import states_only_its_kind
from states.corrections import corrected_digests
from states.frozen import frozen
from states.loader import read_extended, text_and_digest
from states.strict_yaml import FileProblem, InvalidFile
from workflows.portions import Portion, in_portions
from workflows.running.text_changes import changed_lines, first_difference


@frozen
class ChangedDefinitions:
    """Definitions that cases began on in other words than the files have now: those that say the
    same law, and those whose text was corrected. By key."""

    restated: tuple[str, ...]
    corrected: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.restated or self.corrected)


def refuse_changed_definitions(office: Office, engine: Engine, now: datetime) -> None:
    """Brings running cases under the texts of today; raises InvalidFile as `changed_definitions`.

    A file that says the same law and now states its kind is kept in its new words. One that
    corrects the text that cases began on takes its place.
    """
    changes = changed_definitions(office, engine)
    _restate(office, engine, changes.restated, now)
    _correct(office, engine, changes.corrected, now)


def changed_definitions(office: Office, engine: Engine) -> ChangedDefinitions:
    """What is to be brought under the texts of today.

    Raises InvalidFile where a file differs otherwise from the definition that cases began on: new
    rules get a new file, with their own date in force, which serves the cases opened from then on.
    """
    with reading(engine) as connection:
        stored_definitions = definitions.kept(connection)
    changed_rows = {
        key: was for key, was in stored_definitions.items() if _digest_now(office, key) != was[0]
    }
    restated_keys = [
        key for key, (_, text) in changed_rows.items() if _states_only_its_kind(office, key, text)
    ]
    corrections = corrected_digests(office.folder)
    corrected_keys = [
        key for key, (digest, _) in changed_rows.items() if digest in corrections.get(key, ())
    ]
    problems = [
        _problem(office, key, text)
        for key, (_, text) in changed_rows.items()
        if key not in restated_keys and key not in corrected_keys
    ]
    if problems:
        raise InvalidFile(problems)
    return ChangedDefinitions(
        tuple(restated_keys), tuple(key for key in corrected_keys if key not in restated_keys)
    )


def _correct(office: Office, engine: Engine, keys: Sequence[str], now: datetime) -> None:
    for definition in map(office.definition, keys):
        # Imported here: it is needed once, at the first start after a correction.
        from workflows.cases.corrected import correct_cases, keep_corrected_definition

        work = partial(correct_cases, office=office, definition=definition)
        in_portions(engine, f"{definition.key} was corrected", Portion(now), work)
        with write_transaction(engine) as connection:
            keep_corrected_definition(connection, definition, now)


def _digest_now(office: Office, key: str) -> str | None:
    path = _path_of(office, key)
    return text_and_digest(read_extended(path)[1])[1] if path.is_file() else None


def _path_of(office: Office, key: str) -> Path:
    return office.folder / f"{key}.yaml"


def _states_only_its_kind(office: Office, key: str, text: str) -> bool:
    path = _path_of(office, key)
    return path.is_file() and states_only_its_kind(text, read_extended(path)[0].data)


def _restate(office: Office, engine: Engine, keys: Sequence[str], now: datetime) -> None:
    for definition in map(office.definition, keys):
        # Imported here: it is needed once, at the first start of a program that knows kinds.
        from workflows.cases.corrected import restate_cases

        work = partial(restate_cases, definition=definition)
        in_portions(engine, f"{definition.key} states its kind", Portion(now), work)
        with write_transaction(engine) as connection:
            definitions.restate(connection, definition.key, definition.digest, definition.text)


def _problem(office: Office, key: str, text: str) -> FileProblem:
    path = _path_of(office, key)
    if not path.is_file():
        message = "the file is gone, and cases run on it: put it back"
        return FileProblem(str(path), 1, 1, "", message)
    now, _ = text_and_digest(read_extended(path)[1])
    return FileProblem(
        str(path),
        first_difference(text, now),
        1,
        "",
        "cases run on this definition, so it may not change; give the new rules a file of their "
        f"own with a later date in force. What was changed:\n{changed_lines(text, now)}",
    )
