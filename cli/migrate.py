"""`migrate`: running cases onto another version of their process, case by case and reversibly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, TypeAlias

import typer
from rich.console import Group, RenderableType
from sqlalchemy import Connection

from cli.answers import reason_json, reasons_text, refuse
from cli.case_ref import get_case
from cli.errors import REFUSED
from cli.options import CaseVersion, Config, Data, DeputyFor, Json, Lang, Person, Role
from cli.panels import facts, panel
from cli.payload_args import actor
from cli.progress import Progress
from cli.session import office_session
from cli.show import Plain, as_json, day_json, lines, words
from office.unknown_definitions import UnknownDefinition
from persistence.cases import number_of
from persistence.database import reading, write_transaction
from rules.migration import Plan, Under, may_move_cases
from states.decision import Actor
from states.definition import ProcessDefinition
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.list_guards import AgainstList, asked_once
from workflows.cases.migration import (
    cases_to_move,
    migrate_case,
    plan_case,
    version_for,
    versions_named,
)
from workflows.running.bootstrap import App
from workflows.running.read_only_office import clock

TOLD_EACH = 500
"""Cases after which it is said how far it is."""

Left: TypeAlias = Mapping[str, UnknownDefinition]
"""The cases that are left where they are because their definition is missing, by number."""


def migrate(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="VERSION",
            help="The day on which the version is in force, or its key: institution/process.date.",
        ),
    ],
    role: Role,
    name: Person = "",
    deputy_for: DeputyFor = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CASE", help="Only this case, by its number.")
    ] = None,
    all_cases: Annotated[
        bool, typer.Option("--all", help="All open cases of the version's process.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the history.")
    ] = "",
    version: CaseVersion = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Move running cases onto another version of their process, each in its own transaction.

    Shows for each case the state, the due date before and after with its receipt, and what is
    blocked then. The same with the earlier version moves it back. Exit status 1 where one stays.
    """
    _check_options(case, all_cases, dry_run or bool(reason.strip()), version)
    with office_session(data, config) as app:
        versions = versions_named(app.office, to)
        with reading(app.engine) as connection:
            person = actor(connection, versions[0].institution, role, name, deputy_for)
            moves = _chosen(connection, versions, case)
        bodies = app.office.regulations[versions[0].institution].bodies
        if refusal := may_move_cases(bodies.supervision, person, clock()):
            refuse(refusal, json, lang)
        left_cases: dict[str, UnknownDefinition] = {}
        against_list = asked_once()

        def planned(case_id: int, target: ProcessDefinition) -> Plan:
            if dry_run:
                return _plan(app, case_id, target, against_list)
            return _move(app, case_id, target, against_list, reason, person, version)

        _show_all(
            _each(app, moves, planned, left_cases if all_cases else None),
            left_cases,
            dry_run,
            lang,
            json,
        )


def _check_options(
    case: str | None, all_cases: bool, has_reason: bool, version: int | None
) -> None:
    if (case is None) == (not all_cases):
        raise ValidationError("say which cases: --case NUMBER for one, --all for every open one")
    if not has_reason:
        raise ValidationError("say why with --reason: it stands in the history (or add --dry-run)")
    if version is not None and case is None:
        raise ValidationError("--version is of one case: it goes with --case")


def _chosen(
    connection: Connection, versions: Sequence[ProcessDefinition], number: str | None
) -> list[tuple[int, ProcessDefinition]]:
    """The ids of the cases that are meant, each with the version that it is to run on."""
    if number is None:
        return cases_to_move(connection, versions)
    case_id = get_case(connection, number).id
    return [(case_id, version_for(connection, case_id, versions))]


def _plan(app: App, case_id: int, target: ProcessDefinition, against_list: AgainstList) -> Plan:
    with reading(app.engine) as connection:
        return plan_case(connection, app.office, case_id, target, clock(), against_list)


def _move(
    app: App,
    case_id: int,
    target: ProcessDefinition,
    against_list: AgainstList,
    reason: str,
    person: Actor,
    version: int | None,
) -> Plan:
    with write_transaction(app.engine) as connection:
        act = Act(connection, app.office, person, clock())
        outcome = migrate_case(act, case_id, target, reason, version, against_list)
    assert isinstance(outcome, Plan), "the role was asked before the first case"
    return outcome


def _each(
    app: App,
    moves: Sequence[tuple[int, ProcessDefinition]],
    plan_of: Callable[[int, ProcessDefinition], Plan],
    left_cases: dict[str, UnknownDefinition] | None,
) -> Iterator[Plan]:
    """What becomes of each case; one whose definition is missing is left, with why.

    Where nothing may be `left`, that is raised.
    """
    progress = Progress(f"{{number}} of {len(moves):,} cases so far", TOLD_EACH)
    for number, (case_id, target) in enumerate(moves):
        progress(number)
        try:
            yield plan_of(case_id, target)
        except UnknownDefinition as error:
            if left_cases is None:
                raise
            with reading(app.engine) as connection:
                left_cases[number_of(connection, case_id)] = error


def _show_all(
    plans: Iterable[Plan], left_cases: Left, dry_run: bool, lang: str, json: bool
) -> None:
    """Shows each case as soon as it is done: what breaks off later has not undone it."""
    finished_plans: list[Plan] = []
    try:
        for plan in plans:
            finished_plans.append(plan)
            if not json:
                _show(plan, dry_run, lang)
    finally:
        if json:
            as_json(
                {
                    "dry_run": dry_run,
                    "cases": [_json(plan, dry_run, lang) for plan in finished_plans],
                    "left": {number: why.sentence(lang) for number, why in left_cases.items()},
                }
            )
    stay = sum(not plan.moves for plan in finished_plans)
    if not json:
        lines(
            [_summary(len(finished_plans), stay, dry_run)]
            if finished_plans or not left_cases
            else []
        )
        lines([f"{number} is left: {why.sentence(lang)}" for number, why in left_cases.items()])
    if stay or left_cases:
        raise typer.Exit(REFUSED)


def _summary(cases: int, stay: int, dry_run: bool) -> str:
    if not cases:
        return "No open case runs on another version."
    outcome = "can move; nothing was changed" if dry_run else "moved"
    return f"{cases - stay} of {cases} cases {outcome}" + (f"; {stay} stay." if stay else ".")


def _show(plan: Plan, dry_run: bool, lang: str) -> None:
    before, after = plan.before, plan.after
    old, new = before.definition, plan.to
    result = "stays" if not plan.moves else "can move" if dry_run else "moved"
    values = {
        "State": _both(_state(before, lang), _state(after, lang)),
        "Awaits": _both(_awaits(before, lang), _awaits(after, lang)),
        "Due before": "\n".join(before.receipt.lines(lang)) if before.receipt else None,
        "Due after": "\n".join(after.receipt.lines(lang)) if after and after.receipt else None,
    }
    parts: list[RenderableType] = [facts(values)]
    if plan.reasons:
        parts.append(reasons_text(plan.reasons, lang))
    for step in plan.blocked:
        parts += [f"Blocked then: {step.title.in_(lang)}", reasons_text(step.reasons, lang)]
    title = (
        f"{before.case.number} · {words(old.process)} {old.in_force} → {new.in_force} · {result}"
    )
    style = "red" if not plan.moves else "yellow" if plan.blocked else "green"
    panel(title, Group(*parts), style)


def _both(before: str | None, after: str | None) -> str | None:
    return before if after in (None, before) else f"{before or 'nothing'} → {after}"


def _state(under: Under | None, lang: str) -> str | None:
    return under.definition.states[under.case.state].title.in_(lang) if under else None


def _awaits(under: Under | None, lang: str) -> str | None:
    return under.awaited.title.in_(lang) if under and under.awaited else None


def _json(plan: Plan, dry_run: bool, lang: str) -> Plain:
    return {
        "case": plan.before.case.number,
        "can_move": plan.moves,
        "moved": plan.moves and not dry_run,
        "before": _under_json(plan.before, lang),
        "after": _under_json(plan.after, lang) if plan.after else {"version": plan.to.key},
        "reasons": [reason_json(reason, lang) for reason in plan.reasons],
        "blocked": [
            {
                "name": step.name,
                "title": step.title.in_(lang),
                "reasons": [reason_json(reason, lang) for reason in step.reasons],
            }
            for step in plan.blocked
        ],
    }


def _under_json(under: Under, lang: str) -> Plain:
    return {
        "version": under.definition.key,
        "state": under.case.state,
        "awaits": under.awaited.name if under.awaited else None,
        "due": day_json(under.due),
        "receipt": under.receipt.lines(lang) if under.receipt else [],
    }
