"""Withdrawing what the office keeps for recognition: who did it, when and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import place
from cli.show import as_json, lines, words

if TYPE_CHECKING:
    from persistence.withdrawals import Withdrawal

Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why it no longer holds.")]
All = Annotated[bool, typer.Option("--all", help="Those that were withdrawn too.")]


def withdraw_entry(
    withdraw: Any,
    what: str,
    number: int,
    given: tuple[str, str, str, str | None],
    office: tuple[Path | None, Path | None],
    lang: str,
    json: bool,
) -> None:
    """Withdraws an entry of a register by its number and says so, or why it can't be.

    `given` are the reason, the role, the name and the role stood in for.
    """
    from cli.answers import refuse
    from cli.handed import actor
    from persistence.database import writing
    from states.decision import Refused
    from workflows.books import clock
    from workflows.starting import open_desk

    where, (reason, role, name, instead) = place(*office), given
    desk = open_desk(where.data, where.config)
    key = desk.office.settings.institution.key
    with writing(desk.engine) as connection:
        acting = actor(connection, key, role, name, instead)
        outcome = withdraw(connection, desk.office, key, number, reason, acting, clock())
    if isinstance(outcome, Refused):
        refuse(outcome, json, lang)
    elif json:
        as_json({"withdrawn": number, "reason": outcome.withdrawn.reason})
    else:
        lines([f"{what.capitalize()} {number} is withdrawn: {outcome.withdrawn.reason}"])


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


def who(person: str, role: str) -> str:
    """A person with their role, as far as it is known."""
    return f"{person} ({words(role)})" if person else words(role)


def gone_words(gone: Withdrawal | None) -> str:
    """When, by whom and why; nothing where it stands."""
    from cli.show import moment

    return f"{moment(gone.at)}, {who(gone.person, gone.role)}: {gone.reason}" if gone else ""
