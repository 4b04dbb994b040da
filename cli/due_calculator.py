"""`mobility due`: the day on which a time limit ends, with its receipt."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.arguments import read_day
from cli.options import Config, Data, Json, Lang, place
from cli.panels import panel
from cli.show import as_json
from office.config_file import regulations_of, settings_file
from office.settings_loading import load_settings
from rules.deadlines import due_after
from rules.receipts import CountedUnit
from states.text import Text
from states.validation_error import ValidationError

REGISTER = Text("counting time", "рачунање времена")
EVENT = Text("the day given", "дати дан")


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
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Count a time limit: the day on which it ends, and why."""
    count, unit = _limit(days, working_days)
    where = place(data, config)
    file, books = where.config or settings_file(where.data), regulations_of(where.data)
    calendar = load_settings(file, books).calendar
    first_day = read_day(start)
    try:
        receipt = due_after(REGISTER.in_(lang), EVENT, first_day, count, unit, calendar)
    except (ValueError, OverflowError) as error:
        raise ValidationError(str(error)) from None
    steps = receipt.lines(lang)
    if json:
        as_json({"due": receipt.due.isoformat(), "receipt": steps})
    else:
        panel(f"Due {receipt.due.isoformat()}", "\n".join(steps))


def _limit(days: int | None, working_days: int | None) -> tuple[int, CountedUnit]:
    if days is not None and working_days is None:
        return days, "days"
    if working_days is not None and days is None:
        return working_days, "working_days"
    raise ValidationError("give either --days or --working-days, and a number")
