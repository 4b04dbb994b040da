"""`mobility retention`: what is due to go by the periods of the settings, and letting it go."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answers import answer
from cli.operators_act import operators_act
from cli.options import Config, Data, Json, Lang
from cli.person_erase import line_of, plain
from cli.session import office_session
from cli.show import as_json, lines
from persistence.database import reading
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.retention import DueCase, due_cases
from workflows.running.bootstrap import clock
from workflows.running.retaining import erase_all_due


def preview(
    data: Data = None, config: Config = None, lang: Lang = "en", json: Json = False
) -> None:
    """Show by name what is due to go, and what stands in the way. Nothing is erased."""
    with office_session(data, config) as app, reading(app.engine) as connection:
        due = due_cases(operators_act(app.office, connection))
    if json:
        as_json([_plain(case, lang) for case in due])
    elif due:
        lines(_sentence(case).in_(lang) for case in due)
    else:
        lines([Text("Nothing is due to go.", "Ништа није за брисање.").in_(lang)])


def run(
    yes: Annotated[bool, typer.Option("--yes", help="Erase what `preview` shows.")] = False,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Erase what is due to go, fifty cases at a time. What is held back stays, and is shown."""
    if not yes:
        raise ValidationError(
            Text(
                "look at `mobility retention preview` first; `--yes` erases what it shows",
                "прво погледајте `mobility retention preview`; `--yes` брише оно што је приказано",
            )
        )
    with office_session(data, config) as app:
        number = erase_all_due(app, clock())
    sentence = Text(f"Erased: data of {number} cases.", f"Обрисани подаци: предмета {number}.")
    answer({"cases": number}, sentence.in_(lang), json)


def _sentence(due: DueCase) -> Text:
    line = line_of(due.preview)
    wrong = due.obstacle
    return Text(
        f"{due.name} – {line.en}" + (f" ✗ {wrong.en}" if wrong else ""),
        f"{due.name} – {line.sr}" + (f" ✗ {wrong.sr}" if wrong else ""),
    )


def _plain(due: DueCase, lang: str) -> dict[str, object]:
    obstacle = due.obstacle.in_(lang) if due.obstacle else None
    return {"name": due.name, **plain(due.preview), "obstacle": obstacle}
