"""`mobility case why`: each step out of a case's state, and what keeps it from being taken."""

from __future__ import annotations

from rich.text import Text

from cli import frame
from cli.answers import reason_json, reasons_text
from cli.awaited_step import awaited_json, awaited_step, awaited_values
from cli.case_ref import get_case
from cli.options import CaseNumber, Config, Data, Json, Lang
from cli.panels import facts, panel
from cli.session import read_session
from cli.show import Plain, as_json
from states.field_labels import label_of
from states.payloads import written_names
from states.vocabulary import ROLES
from workflows.cases.available_transitions import AvailableTransition, available_transitions
from workflows.cases.status import load_case
from workflows.running.read_only_office import clock


def why(
    number: CaseNumber,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """For each step out of the case's state: who may take it, what is missing, what to do."""
    now = clock()
    with read_session(data, config) as (office, connection):
        case, dossier = load_case(connection, get_case(connection, number).id)
        definition = office.definition_of(case, dossier)
        steps = available_transitions(connection, definition, case, dossier, now)
    awaits = awaited_step(office, definition, case, dossier, now)
    if json:
        steps_json = [_step_json(step, lang) for step in steps]
        as_json({"case": case.number, "state": case.state,
                 "awaits": awaited_json(awaits, lang), "steps": steps_json})  # fmt: skip
        return
    state = definition.states[case.state].title.in_(lang)
    ended_text = frame.ENDED_OPEN if steps else frame.ENDED
    panel(
        f"{case.number} · {dossier.candidate.name} · {state}",
        facts(frame.in_language(awaited_values(awaits, lang), lang))
        if awaits.awaited
        else ended_text.in_(lang),
    )
    for step in steps:
        _show_step(step, lang)


def _step_json(step: AvailableTransition, lang: str) -> Plain:
    transition = step.transition
    return {
        "step": transition.trigger,
        "title": transition.title.in_(lang),
        "rule": transition.rule,
        "to": transition.target,
        "who": list(transition.roles),
        "takes": list(written_names(transition.takes)),
        "possible": not step.missing,
        "missing": [reason_json(reason, lang) for reason in step.missing],
    }


def _fields(form: str, lang: str) -> list[str]:
    """What a step takes: the words of `--with`, in Serbian each after what the form calls it."""
    names = list(written_names(form))
    if lang == "en":
        return names
    return [f"{label_of(name).in_(lang)} ({name})" for name in names]


def _show_step(step: AvailableTransition, lang: str) -> None:
    transition, text = step.transition, Text()
    text.append(f"{frame.WHO_MAY.in_(lang)}: ", "dim")
    text.append(", ".join(ROLES[role].in_(lang) for role in transition.roles) + "\n")
    if fields := _fields(transition.takes, lang):
        text.append(f"{frame.TAKES.in_(lang)}: ", "dim").append(", ".join(fields) + "\n")
    if step.missing:
        text.append(reasons_text(step.missing, lang))
    elif step.by_time:
        text.append(f"… {frame.TIME_DOES_IT.in_(lang)}")
    else:
        text.append(f"✓ {frame.NOTHING_MISSING.in_(lang)}", "green")
    title = f"{transition.title.in_(lang)} · {transition.trigger} · {transition.rule}"
    panel(title, text, "yellow" if step.missing else "green")
