"""`migrate`: running cases onto another version of their process, case by case and reversibly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.cases import Version, case_named
from cli.opening import app_of
from cli.options import Config, Data, Instead, Json, Person, Role, Speech
from cli.show import as_json, facts, lines, panel, words
from cli.troubles import REFUSED

if TYPE_CHECKING:
    from rules.migration import Plan, Under
    from workflows.running.bootstrap import App


def migrate(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="VERSION",
            help="The day on which the version is in force, or bmu/outgoing-studies.2027-10-01.",
        ),
    ],
    role: Role,
    name: Person = "",
    instead: Instead = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CASE", help="Only this case: BMU-2026-0001.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All open cases of the version's process.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the history.")
    ] = "",
    version: Version = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Move running cases onto another version of their process, each in its own transaction.

    Shows for each case the state, the due date before and after with its receipt, and what is
    blocked then. The same with the earlier version moves it back. Exit status 1 where one stays.
    """
    from cli.answers import refuse
    from cli.handed import actor
    from persistence.database import reading
    from rules.migration import may_move_cases
    from states.validation_error import ValidationError
    from workflows.cases.migration import versions_named
    from workflows.running.read_only_office import clock

    if (case is None) == (not every):
        raise ValidationError("say which cases: --case NUMBER for one, --all for every open one")
    if not dry_run and not reason.strip():
        raise ValidationError("say why with --reason: it stands in the history (or add --dry-run)")
    if version is not None and case is None:
        raise ValidationError("--version is of one case: it goes with --case")
    with app_of(data, config) as app:
        versions = versions_named(app.office, to)
        with reading(app.engine) as connection:
            acting = actor(connection, versions[0].institution, role, name, instead)
            chosen = _chosen(connection, versions, case)
        if refused := may_move_cases(acting, clock()):
            refuse(refused, json, lang)
        plans = (
            _looked_at(app, *one) if dry_run else _moved(app, *one, reason, acting, version)
            for one in chosen
        )
        _tell(plans, dry_run, lang, json)


def _chosen(connection: Any, versions: Any, case: str | None) -> list[tuple[int, Any]]:
    """The ids of the cases that are meant, each with the version that it is to run on."""
    from workflows.cases.migration import cases_to_move, version_for

    if case is None:
        return cases_to_move(connection, versions)
    case_id, _ = case_named(connection, case)
    return [(case_id, version_for(connection, case_id, versions))]


def _looked_at(app: App, case_id: int, to: Any) -> Plan:
    from persistence.database import reading
    from workflows.cases.migration import plan_case
    from workflows.running.read_only_office import clock

    with reading(app.engine) as connection:
        return plan_case(connection, app.office, case_id, to, clock())


def _moved(app: App, case_id: int, to: Any, reason: str, acting: Any, version: int | None) -> Plan:
    from persistence.database import writing
    from rules.migration import Plan
    from workflows.cases.migration import migrate_case
    from workflows.running.read_only_office import clock

    with writing(app.engine) as connection:
        outcome = migrate_case(
            connection, app.office, case_id, to, reason, acting, clock(), version
        )
    assert isinstance(outcome, Plan), "the role was asked before the first case"
    return outcome


def _tell(plans: Iterable[Plan], dry_run: bool, lang: str, json: bool) -> None:
    """Tells each case as soon as it is done: what breaks off later has not undone it."""
    told: list[Plan] = []
    try:
        for plan in plans:
            told.append(plan)
            if not json:
                _show(plan, dry_run, lang)
    finally:
        if json:
            as_json({"dry_run": dry_run, "cases": [_json(one, dry_run, lang) for one in told]})
    stay = sum(not plan.moves for plan in told)
    if not json:
        lines([_summed(len(told), stay, dry_run)])
    if stay:
        raise typer.Exit(REFUSED)


def _summed(cases: int, stay: int, dry_run: bool) -> str:
    if not cases:
        return "No open case runs on another version."
    done = "can move; nothing was changed" if dry_run else "moved"
    return f"{cases - stay} of {cases} cases {done}" + (f"; {stay} stay." if stay else ".")


def _show(plan: Plan, dry_run: bool, lang: str) -> None:
    from rich.console import Group

    from cli.answers import reasons_text

    before, after = plan.before, plan.after
    old, new = before.definition, plan.to
    does = "stays" if not plan.moves else "can move" if dry_run else "moved"
    told = {
        "State": _both(_state(before, lang), _state(after, lang)),
        "Awaits": _both(_awaits(before, lang), _awaits(after, lang)),
        "Due before": "\n".join(before.receipt.lines(lang)) if before.receipt else None,
        "Due after": "\n".join(after.receipt.lines(lang)) if after and after.receipt else None,
    }
    parts: list[Any] = [facts(told)]
    if plan.reasons:
        parts.append(reasons_text(plan.reasons, lang))
    for one in plan.blocked:
        parts += [f"Blocked then: {one.title.in_(lang)}", reasons_text(one.reasons, lang)]
    title = f"{before.case.number} · {words(old.process)} {old.in_force} → {new.in_force} · {does}"
    style = "red" if not plan.moves else "yellow" if plan.blocked else "green"
    panel(title, Group(*parts), style)


def _both(before: str | None, after: str | None) -> str | None:
    return before if after in (None, before) else f"{before or 'nothing'} → {after}"


def _state(under: Under | None, lang: str) -> str | None:
    return under.definition.states[under.case.state].title.in_(lang) if under else None


def _awaits(under: Under | None, lang: str) -> str | None:
    return under.awaited.title.in_(lang) if under and under.awaited else None


def _json(plan: Plan, dry_run: bool, lang: str) -> dict[str, Any]:
    from cli.answers import reason_json

    return {
        "case": plan.before.case.number,
        "can_move": plan.moves,
        "moved": plan.moves and not dry_run,
        "before": _under_json(plan.before, lang),
        "after": _under_json(plan.after, lang) if plan.after else {"version": plan.to.key},
        "reasons": [reason_json(reason, lang) for reason in plan.reasons],
        "blocked": [
            {
                "name": one.name,
                "title": one.title.in_(lang),
                "reasons": [reason_json(reason, lang) for reason in one.reasons],
            }
            for one in plan.blocked
        ],
    }


def _under_json(under: Under, lang: str) -> dict[str, Any]:
    return {
        "version": under.definition.key,
        "state": under.case.state,
        "awaits": under.awaited.step if under.awaited else None,
        "due": under.due.isoformat() if under.due else None,
        "receipt": under.receipt.lines(lang) if under.receipt else [],
    }
