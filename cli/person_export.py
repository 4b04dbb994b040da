"""`mobility person export`: all that is held on somebody, for machines and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.answers import answer
from cli.operators_act import operators_act
from cli.options import Config, Data, Json
from cli.person_erase import Who
from cli.session import write_session
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.exporting import export_person

Folder = Annotated[
    Path,
    typer.Option("--to", metavar="DIR", help="The folder for the two files. Left out: this one."),
]
Language = Annotated[
    Literal["en", "sr", "sr-Latn"] | None,
    typer.Option("--lang", help="The language of the paper. Left out: the person's own."),
]


def export(
    who: Who,
    to: Folder = Path(),
    lang: Language = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Write all that is held on a person into two files: JSON for machines, and a PDF.

    They are readable by you alone. Hand them to nobody but the person. That
    they were made stands in the log of each case.
    """
    if not to.is_dir():
        raise ValidationError(
            Text(f"there is no folder {to} to write into", f"нема фасцикле {to} за упис")
        )
    with write_session(data, config) as (office, connection):
        exported_person = export_person(operators_act(office, connection), who, lang)
        name = "".join(sign if sign.isalnum() else "-" for sign in exported_person.name)
        paths = {to / f"{name}.json": exported_person.json, to / f"{name}.pdf": exported_person.pdf}
        for path, content in paths.items():
            path.touch(mode=0o600)
            path.write_bytes(content)
    files = [str(path) for path in paths]
    answer(
        {"person": exported_person.name, "files": files},
        f"{exported_person.name}: {', '.join(files)}",
        json,
    )
