"""`mobility precedents …`: what was recognised before, and where; withdrawn with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.opening import books
from cli.options import Config, Data, Json
from cli.show import as_json
from cli.withdrawing import All, gone_words, show_register, withdrawal_json, withdrawing

if TYPE_CHECKING:
    from persistence.precedents import Registered

app = typer.Typer(
    no_args_is_help=True, help="Courses that were recognised before, and where (BEE-L5)."
)


@app.command("list")
def list_precedents(
    host: Annotated[
        str | None, typer.Option("--host", metavar="HOST", help="Only courses of this host.")
    ] = None,
    every: All = False,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List what was recognised before: host, course, home course, its source case and date."""
    from persistence import precedents as register
    from states.text import alike

    with books(data, config) as (office, connection):
        found = register.register(connection, office.institution)
    shown = [
        one
        for one in found
        if (every or one.withdrawn is None)
        and (host is None or alike(one.precedent.host) == alike(host))
    ]
    if json:
        as_json([precedent_json(one) for one in shown])
        return
    columns = ("No.", "Host", "Course", "Counts as", "Decided in", "On")
    rows = map(_precedent_row, shown)
    show_register("Precedents", columns, rows, every, "Nothing was recognised yet.")


withdrawing(
    app,
    "precedent",
    "Withdraw a precedent with a reason: it is proposed no more, its Decree stands.",
)


def precedent_json(one: Registered) -> dict[str, Any]:
    """A precedent as plain values, with its source and, where it is gone, why."""
    it = one.precedent
    return {
        "id": it.id,
        "host": it.host,
        "course": it.course,
        "home": {"title": it.home.title, "ects": it.home.ects, "hours": it.home.hours},
        "together_with": list(it.together_with),
        "case": it.case,
        "decree": it.decree,
        "on": it.recognised_on.isoformat(),
        "withdrawn": withdrawal_json(one.withdrawn, one.replaced_by),
    }


def _precedent_row(one: Registered) -> tuple[Any, ...]:
    it = one.precedent
    together = f" (with {', '.join(it.together_with)})" if it.together_with else ""
    home = f"{it.home.title}, {it.home.ects} ECTS, {it.home.hours} h"
    gone = f"replaced by {one.replaced_by}" if one.replaced_by else gone_words(one.withdrawn)
    return (
        it.id, it.host, f"{it.course}{together}", home, f"{it.case}, {it.decree}",
        it.recognised_on, gone,
    )  # fmt: skip
