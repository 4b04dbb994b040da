"""A regulation that cases run on may not change either: an amended one is a new, dated version."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from office.wiring import Office
from persistence import definitions, regulations
from persistence.database import reading, write_transaction
from persistence.regulations import KeptText
from states.corrections import corrected_digests
from states.loader import text_and_digest
from states.strict_yaml import FileProblem, InvalidFile, text_of
from workflows.portions import Portion, in_portions
from workflows.running.text_changes import changed_lines, first_difference


def refuse_changed_regulations(office: Office, engine: Engine, now: datetime) -> None:
    """Brings running cases under the texts of today; raises InvalidFile as `changed_regulations`.

    What an older program did not keep is kept now. A text that `corrections.yaml` names gives way
    to the file of today, and every open case under it is counted anew.
    """
    for text in changed_regulations(office, engine):
        _correct(office, engine, text, now)
    with reading(engine) as connection:
        institutions = {key.partition(".")[0] for key in regulations.newest_texts(connection)}
        keys = list(definitions.kept(connection))
    _keep(office, engine, [key for key in keys if key.partition("/")[0] not in institutions], now)


def changed_regulations(office: Office, engine: Engine) -> list[KeptText]:
    """The kept texts that were corrected since.

    Raises InvalidFile where a file differs otherwise from the regulation that cases run on.
    """
    with reading(engine) as connection:
        newest = regulations.newest_texts(connection)
    changed_texts = [text for text in newest.values() if not _stands(office, text)]
    corrections = corrected_digests(office.folder)
    problems = [
        _problem(office, text)
        for text in changed_texts
        if text.digest not in corrections.get(text.key, ()) or not _path_of(office, text.key)
    ]
    if problems:
        raise InvalidFile(problems)
    return changed_texts


def _path_of(office: Office, key: str) -> Path | None:
    """The file of a version: under its full key, or the first one under its institution's."""
    names = (key, key.partition(".")[0])
    paths = (office.rulebooks / f"{name}.yaml" for name in names)
    return next((path for path in paths if path.is_file()), None)


def _stands(office: Office, kept_text: KeptText) -> bool:
    path = _path_of(office, kept_text.key)
    return path is not None and text_and_digest([text_of(path)])[1] == kept_text.digest


def _correct(office: Office, engine: Engine, kept_text: KeptText, now: datetime) -> None:
    # Imported here: it is needed once, at the first start after a correction.
    from workflows.cases.corrected import correct_under_regulation, keep_corrected_regulation

    work = partial(correct_under_regulation, office=office, kept_text=kept_text)
    in_portions(engine, f"{kept_text.key} was corrected", Portion(now), work)
    with write_transaction(engine) as connection:
        keep_corrected_regulation(connection, office, kept_text, now)


def _keep(office: Office, engine: Engine, keys: list[str], now: datetime) -> None:
    """Keeps the regulations of the definitions with these keys."""
    if not keys:
        return
    with write_transaction(engine) as connection:
        for definition in map(office.definition, keys):
            regulations.keep(connection, office.rulebook_of(definition), now)


def _problem(office: Office, kept_text: KeptText) -> FileProblem:
    path = _path_of(office, kept_text.key)
    if path is None:
        missing_path = office.rulebooks / f"{kept_text.key}.yaml"
        message = "the file is gone, and cases run on it: put it back"
        return FileProblem(str(missing_path), 1, 1, "", message)
    now = text_of(path)
    return FileProblem(
        str(path),
        first_difference(kept_text.text, now),
        1,
        "",
        "cases run on this regulation, so it may not change; give the amended one a file of its "
        "own, named by the day it comes into force "
        f"({kept_text.key.partition('.')[0]}.YYYY-MM-DD.yaml). What was "
        f"changed:\n{changed_lines(kept_text.text, now)}",
    )
