"""`mobility table add`, and `withdraw` of a table or a precedent: what changes in the registers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answers import answer, done
from cli.options import Config, Data, DeputyFor, Json, Lang, Person, Role
from cli.payload_args import Acting, act_of
from cli.session import write_session
from persistence.withdrawals import Withdrawal
from rules.table_choice import name_of
from workflows.registers import grading_tables, precedents

Number = Annotated[int, typer.Argument(metavar="NO", help="Its number, as `list` shows it.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why it no longer holds.")]


def add_table(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="YAML: institution, field, from, to, source, grades."),
    ],
    role: Role,
    name: Person = "",
    deputy_for: DeputyFor = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Enter a grading table of a host, or of our own where the file names no institution.

    `{institution: University of Graz, field: "061", from: 2025-10-01, to: 2027-09-30, grades:
    [{grade: 1, percent: 24}, …, {grade: 5, percent: 9, passing: false}]}`, best grade first.
    """
    with write_session(data, config) as (office, connection):
        key = office.settings.institution.key
        written_table = grading_tables.read_table(office, key, file)
        act = act_of((office, connection), key, Acting(role, name, deputy_for))
        outcome = grading_tables.keep_table(act, key, written_table)
    table = done(outcome, json, lang)
    answer({"table": table.id}, f"Entered: {name_of(table).in_(lang)}.", json)


def withdraw_table(
    number: Number,
    reason: Reason,
    role: Role,
    name: Person = "",
    deputy_for: DeputyFor = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Withdraw a grading table with a reason; Decrees that used it stand."""
    with write_session(data, config) as (office, connection):
        key = office.settings.institution.key
        act = act_of((office, connection), key, Acting(role, name, deputy_for))
        outcome = grading_tables.withdraw_table(act, key, number, reason)
    _answer_withdrawn("Table", number, done(outcome, json, lang).withdrawn, json)


def withdraw_precedent(
    number: Number,
    reason: Reason,
    role: Role,
    name: Person = "",
    deputy_for: DeputyFor = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Withdraw a precedent with a reason: it is proposed no more, its Decree stands."""
    with write_session(data, config) as (office, connection):
        key = office.settings.institution.key
        act = act_of((office, connection), key, Acting(role, name, deputy_for))
        outcome = precedents.withdraw_precedent(act, key, number, reason)
    _answer_withdrawn("Precedent", number, done(outcome, json, lang).withdrawn, json)


def _answer_withdrawn(noun: str, number: int, withdrawal: Withdrawal | None, json: bool) -> None:
    assert withdrawal is not None, "it was withdrawn just now"
    plain = {"withdrawn": number, "reason": withdrawal.reason}
    answer(plain, f"{noun} {number} is withdrawn: {withdrawal.reason}", json)
