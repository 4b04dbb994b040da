"""Withdrawing what the office keeps for recognition: who did it, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.opening import acting
from cli.options import Config, Data, Instead, Json, Person, Role, Speech
from cli.show import moment, table, who

if TYPE_CHECKING:
    from persistence.withdrawals import Withdrawal

Number = Annotated[int, typer.Argument(metavar="NO", help="Its number, as `list` shows it.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why it no longer holds.")]
All = Annotated[bool, typer.Option("--all", help="Those that were withdrawn too.")]


def withdrawing(app: typer.Typer, what: str, told: str) -> None:
    """Adds the command `withdraw`, which withdraws an entry of a register by its number."""

    def withdraw(
        number: Number,
        reason: Reason,
        role: Role,
        name: Person = "",
        instead: Instead = None,
        data: Data = None,
        config: Config = None,
        lang: Speech = "en",
        json: Json = False,
    ) -> None:
        from cli.answers import answer, done
        from cli.handed import actor
        from workflows.registers import registers
        from workflows.running.read_only_office import clock

        withdraws = getattr(registers, f"withdraw_{what}")
        with acting(data, config) as (app, connection):
            key = app.office.settings.institution.key
            by = actor(connection, key, role, name, instead)
            outcome = withdraws(connection, app.office, key, number, reason, by, clock())
        why = done(outcome, json, lang).withdrawn.reason
        said = f"{what.capitalize()} {number} is withdrawn: {why}"
        answer({"withdrawn": number, "reason": why}, said, json)

    app.command("withdraw", help=told)(withdraw)


def show_register(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], every: bool, none: str
) -> None:
    """A register as a table; the last cell of a row, how it was withdrawn, only among all."""
    shown = rows if every else [row[:-1] for row in rows]
    table(title, (*columns, "Withdrawn") if every else columns, shown, none)


def withdrawal_json(gone: Withdrawal | None, replaced_by: str | None) -> dict[str, Any] | None:
    """A withdrawal as plain values; `replaced_by` is the Decree that took the place."""
    if gone is None:
        return None
    return {
        "at": gone.at.isoformat(),
        "by": who(gone.person, gone.role),
        "reason": gone.reason,
        "replaced_by": replaced_by,
    }


def gone_words(gone: Withdrawal | None) -> str:
    """When, by whom and why; nothing where it stands."""
    return f"{moment(gone.at)}, {who(gone.person, gone.role)}: {gone.reason}" if gone else ""
