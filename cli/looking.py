"""`case show`, `case why`, `case history`: where a case stands, what keeps it, how it came."""

from __future__ import annotations

import json as json_format
from typing import TYPE_CHECKING, Any

from cli import frame
from cli.cases import Number, app, case_named
from cli.opening import books, looking
from cli.options import Config, Data, Json, Speech
from cli.show import as_json, facts, moment, panel, table, who, words

if TYPE_CHECKING:
    from states.text import Text


@app.command("show")
def show(
    number: Number,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Show where a case stands, what it awaits from whom, and how its due date was counted."""
    from cli.agreements import show_versions, version_json
    from cli.counsel import counsel_json, show_counsel
    from persistence import pages
    from persistence.agreement_history import agreement_story
    from states.moments import civil_date
    from workflows.cases.status import awaited_of, load_case
    from workflows.registers.recognition_hints import counsel_on
    from workflows.running.read_only_office import clock

    now = clock()
    with looking(data, config) as (app, connection):
        case_id = case_named(connection, number)[0]
        case, dossier = load_case(connection, case_id)
        papers = pages.papers_of(connection, case_id, case.call_id)
        definition = app.office.definition_of(case, dossier)
        versions = agreement_story(connection, definition, case_id)
    awaited, receipt = awaited_of(app.office, definition, case, dossier, now)
    counsel = counsel_on(app.office, case, dossier, civil_date(now))
    answer = {
        "case": case.number,
        "candidate": dossier.candidate.name,
        "process": definition.title.in_(lang),
        "definition": case.definition,
        "call": dossier.call.title,
        "host": _host(dossier),
        "state": case.state,
        "version": case.version,
        "awaits": _awaited_json(awaited, receipt, lang),
        "documents": [paper.kind for paper in reversed(papers)],
    }
    if json:
        told = {"agreement": [version_json(one) for one in versions]}
        as_json({**answer, **told, "recognition": counsel_json(counsel, lang)})
        return
    _show(answer, definition.states[case.state].title.in_(lang), lang)
    show_versions(case.process, versions, lang)
    show_counsel(counsel, lang)


@app.command("why")
def why(
    number: Number,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """For each step out of the case's state: who may take it, what is missing, what to do."""
    from workflows.cases.available_transitions import ways_out
    from workflows.cases.status import awaited_of, load_case
    from workflows.running.read_only_office import clock

    now = clock()
    with looking(data, config) as (app, connection):
        case, dossier = load_case(connection, case_named(connection, number)[0])
        definition = app.office.definition_of(case, dossier)
        ways = ways_out(connection, definition, case, dossier, now)
    awaited, receipt = awaited_of(app.office, definition, case, dossier, now)
    if json:
        told = _awaited_json(awaited, receipt, lang)
        steps = [_way_json(way, lang) for way in ways]
        as_json({"case": case.number, "state": case.state, "awaits": told, "steps": steps})
        return
    state = definition.states[case.state].title.in_(lang)
    panel(
        f"{case.number} · {dossier.candidate.name} · {state}",
        facts(frame.in_words(_awaited_words(_awaited_json(awaited, receipt, lang), lang), lang))
        if awaited
        else frame.ENDED.in_(lang),
    )
    for way in ways:
        _show_way(way, lang)


@app.command("history")
def history(number: Number, data: Data = None, config: Config = None, json: Json = False) -> None:
    """Everything that happened to a case, oldest first, and who did it under which rule."""
    from persistence import history as entries

    with books(data, config) as (_, connection):
        found = entries.read(connection, case_named(connection, number)[0])
    if json:
        as_json([{**entry, "at": entry["at"].isoformat()} for entry in found])
        return
    rows = [
        (
            entry["seq"], moment(entry["at"]), words(entry["name"]), _moved(entry),
            entry["rule"], _who(entry),
        )
        for entry in found
    ]  # fmt: skip
    columns = ("#", "When", "What", "State", "Rule", "Who")
    table(f"History of {number.upper()}", columns, rows, "Nothing has happened yet.")


def _moved(entry: dict[str, Any]) -> str:
    from persistence.history import MIGRATION

    source, target = entry["source"], entry["target"]
    if entry["kind"] == MIGRATION:
        data = json_format.loads(entry["data"])
        return f"{_from_to(source, target)} ({data['from_version']} → {data['to_version']})"
    return _from_to(source, target)


def _from_to(source: str | None, target: str | None) -> str:
    if target is None or source == target:
        return words(target)
    return f"{words(source)} → {words(target)}" if source else words(target)


def _who(entry: dict[str, Any]) -> str:
    said = who(entry["person"], entry["role"])
    return f"{said} for {words(entry['deputy_for'])}" if entry["deputy_for"] else said


def _way_json(way: Any, lang: str) -> dict[str, Any]:
    from cli.answers import reason_json

    step = way.transition
    return {
        "step": step.trigger,
        "title": step.title.in_(lang),
        "rule": step.rule,
        "to": step.target,
        "who": list(step.roles),
        "takes": _takes(step),
        "possible": not way.missing,
        "missing": [reason_json(reason, lang) for reason in way.missing],
    }


def _show_way(way: Any, lang: str) -> None:
    from rich.text import Text

    from cli.answers import reasons_text
    from states.vocabulary import ROLES

    step, said = way.transition, Text()
    said.append(f"{frame.WHO_MAY.in_(lang)}: ", "dim")
    said.append(", ".join(ROLES[role].in_(lang) for role in step.roles) + "\n")
    if takes := _takes(step):
        said.append(f"{frame.TO_HAND_IN.in_(lang)}: ", "dim").append(", ".join(takes) + "\n")
    if way.missing:
        said.append(reasons_text(way.missing, lang))
    elif way.by_time:
        said.append(f"… {frame.TIME_DOES_IT.in_(lang)}")
    else:
        said.append(f"✓ {frame.NOTHING_MISSING.in_(lang)}", "green")
    title = f"{step.title.in_(lang)} · {step.trigger} · {step.rule}"
    panel(title, said, "yellow" if way.missing else "green")


def _takes(step: Any) -> list[str]:
    from states.payloads import written_names

    return list(written_names(step.takes))


def _host(dossier: Any) -> str | None:
    if dossier.placement and dossier.placement.host:
        return str(dossier.placement.host)
    hosts = dossier.application.hosts if dossier.application else ()
    return ", ".join(hosts) or None


def _awaited_json(awaited: Any, receipt: Any, lang: str) -> dict[str, Any] | None:
    if awaited is None:
        return None
    return {
        "step": awaited.step,
        "title": awaited.title.in_(lang),
        "owners": list(awaited.owners),
        "due": receipt.due.isoformat() if receipt else None,
        "receipt": receipt.lines(lang) if receipt else [],
    }


def _awaited_words(awaited: dict[str, Any] | None, lang: str) -> dict[Text, Any]:
    from states.vocabulary import ROLES

    if awaited is None:
        return {frame.AWAITS: frame.NOTHING_AWAITED}
    return {
        frame.AWAITS: awaited["title"],
        frame.FROM: ", ".join(ROLES[role].in_(lang) for role in awaited["owners"]),
        frame.DUE: "\n".join(awaited["receipt"]) or frame.NO_DATE,
    }


def _show(answer: dict[str, Any], state: str, lang: str) -> None:
    from states.vocabulary import DOCUMENT_KINDS

    version = frame.VERSION.in_(lang).format(answer["version"])
    told = {
        frame.CANDIDATE: answer["candidate"],
        frame.PROCESS: answer["process"],
        frame.CALL: answer["call"],
        frame.HOST: answer["host"],
        frame.STATE: state,
        **_awaited_words(answer["awaits"], lang),
        frame.DOCUMENTS: ", ".join(DOCUMENT_KINDS[k].in_(lang) for k in answer["documents"]),
        frame.DEFINITION: f"{answer['definition']}, {version}",
    }
    panel(answer["case"], facts(frame.in_words(told, lang)))
