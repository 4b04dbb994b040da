"""`due` and `grade`: what the law's own arithmetic gives, with its receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cli.options import Config, Data, Json, Speech, place
from cli.show import as_json, facts, panel

if TYPE_CHECKING:
    from states.dossier import GradeShare

Rule = Literal["largest_overlap", "best", "worst"]


def due(
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The day of the event, YYYY-MM-DD.")
    ],
    days: Annotated[
        int | None, typer.Option("--days", metavar="N", help="So many days after it.")
    ] = None,
    working_days: Annotated[
        int | None, typer.Option("--working-days", metavar="N", help="So many working days.")
    ] = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Count a time limit: the day on which it ends, and why."""
    from cli.handed import day_named
    from office.config_file import settings_file
    from office.settings_loading import load_settings
    from rules.deadlines import due_after
    from states.text import Text
    from states.validation_error import ValidationError

    event, where = Text("the day given", "дати дан"), place(data, config)
    register = Text("counting time", "рачунање времена").in_(lang)
    if (days is None) == (working_days is None):
        raise ValidationError("give either --days or --working-days, and a number")
    calendar = load_settings(where.config or settings_file(where.data)).calendar
    count, unit = (days, "days") if days is not None else (working_days, "working_days")
    day = day_named(start)
    try:
        receipt = due_after(register, event, day, count, unit, calendar)  # type: ignore[arg-type]
    except (ValueError, OverflowError) as error:
        raise ValidationError(str(error)) from None
    told = receipt.lines(lang)
    if json:
        as_json({"due": receipt.due.isoformat(), "receipt": told})
    else:
        panel(f"Due {receipt.due.isoformat()}", "\n".join(told))


def grade(
    host_table: Annotated[
        Path,
        typer.Option(
            "--host-table", metavar="FILE", help="The host's table: {grade, percent}, best first."
        ),
    ],
    home_table: Annotated[
        Path, typer.Option("--home-table", metavar="FILE", help="The home table, likewise.")
    ],
    given: Annotated[str, typer.Option("--grade", metavar="G", help="The grade at the host.")],
    rule: Annotated[
        Rule, typer.Option("--rule", help="How a grade that straddles two is converted.")
    ] = "largest_overlap",
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Convert a grade by two grading tables (BMU-22.4, annexes 10 and 11), and show how."""
    from rules.grades import RULES, Unconvertible, convert
    from states.validation_error import ValidationError

    found = convert(given, _table(host_table), _table(home_table), rule)
    if isinstance(found, Unconvertible):
        raise ValidationError(found.why.in_(lang))
    told = [line.in_(lang) for line in found.receipt]
    if json:
        as_json({"grade": found.grade, "rule": rule, "receipt": told})
        return
    answer: dict[str, Any] = {"Grade at the host": given, "Grade at home": found.grade}
    answer |= {"Rule": RULES[rule].in_(lang), "How": "\n".join(told)}
    panel(f"{given} → {found.grade}", facts(answer))


def _table(path: Path) -> tuple[GradeShare, ...]:
    from states.dossier import GradeShare
    from states.strict_yaml import load_yaml_file

    return load_yaml_file(tuple[GradeShare, ...], path)[0]
