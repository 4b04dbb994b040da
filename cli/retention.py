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
from persistence.of_no_case import OfNoCase
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.retention import (
    DueCase,
    due_cases,
    due_of_no_case,
    sentence_of_no_case,
)
from workflows.running.bootstrap import clock
from workflows.running.retaining import erase_all_due


def preview(
    data: Data = None, config: Config = None, lang: Lang = "en", json: Json = False
) -> None:
    """Show by name what is due to go, and what stands in the way. Nothing is erased."""
    with office_session(data, config) as app, reading(app.engine) as connection:
        act = operators_act(app.office, connection)
        due, of_no_case = due_cases(act), due_of_no_case(act)
    if json:
        as_json([*(_plain(case, lang) for case in due), *map(_plain_other, of_no_case)])
    elif due or of_no_case:
        lines(_sentence(case).in_(lang) for case in due)
        lines(sentence_of_no_case(other).in_(lang) for other in of_no_case)
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
        numbers = erase_all_due(app, clock())
    sentence = Text(
        f"Erased: data of {numbers.cases} cases; messages and links of no case: "
        f"{numbers.of_no_case}.",
        f"Обрисани подаци: предмета {numbers.cases}; порука и веза без предмета: "
        f"{numbers.of_no_case}.",
    )
    answer(numbers._asdict(), sentence.in_(lang), json)


def _sentence(due: DueCase) -> Text:
    line = line_of(due.preview)
    wrong = due.obstacle
    return Text(
        f"{due.name} – {line.en}" + (f" ✗ {wrong.en}" if wrong else ""),
        f"{due.name} – {line.sr}" + (f" ✗ {wrong.sr}" if wrong else ""),
    )


def _plain_other(other: OfNoCase) -> dict[str, object]:
    return {"name": other.name, "address": other.address, "kind": other.kind, "day": other.day}


def _plain(due: DueCase, lang: str) -> dict[str, object]:
    obstacle = due.obstacle.in_(lang) if due.obstacle else None
    return {"name": due.name, **plain(due.preview), "obstacle": obstacle}
