"""Registers for recognition on the screen: what stands in them, and what was withdrawn, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from cli.show import Plain, moment, who
from cli.tables import table
from persistence.withdrawals import Withdrawal

All = Annotated[bool, typer.Option("--all", help="Those that were withdrawn too.")]


def show_register(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    with_withdrawn: bool,
    none: str,
) -> None:
    """A register as a table; the last cell of a row, how it was withdrawn, only among all."""
    visible_rows = rows if with_withdrawn else [row[:-1] for row in rows]
    table(title, (*columns, "Withdrawn") if with_withdrawn else columns, visible_rows, none)


def withdrawal_json(withdrawal: Withdrawal | None, replaced_by: str | None) -> Plain | None:
    """A withdrawal as plain values; `replaced_by` is the Decree that took the place."""
    if withdrawal is None:
        return None
    return {
        "at": withdrawal.at.isoformat(),
        "by": who(withdrawal.person, withdrawal.role),
        "reason": withdrawal.reason,
        "replaced_by": replaced_by,
    }


def describe_withdrawal(withdrawal: Withdrawal | None) -> str:
    """When, by whom and why; nothing where the entry stands."""
    if withdrawal is None:
        return ""
    person = who(withdrawal.person, withdrawal.role)
    return f"{moment(withdrawal.at)}, {person}: {withdrawal.reason}"
