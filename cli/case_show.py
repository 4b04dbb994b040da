"""`mobility case show`: where a case stands, and how its due date was counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from cli import frame
from cli.answers import reason_json, reasons_text
from cli.awaited_step import AwaitedStep, awaited_json, awaited_step, awaited_values
from cli.case_agreement import show_versions, version_json
from cli.case_ref import get_case
from cli.options import CaseNumber, Config, Data, Json, Lang
from cli.panels import facts, panel
from cli.recognition_hints import hints_json, show_hints
from cli.session import read_session
from cli.show import Plain, as_json
from office.wiring import Office
from persistence import history
from persistence.agreement_history import VersionStory, agreement_story
from persistence.documents import StoredDocument, documents_of
from rules.remedy_words import title_against
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload as FactPayload
from states.facts import FACTS
from states.moments import civil_date
from states.strict_yaml import adapter
from workflows.cases.in_question import StepInQuestion, steps_in_question
from workflows.cases.status import load_case
from workflows.registers.recognition_hints import RecognitionHints, hints_for
from workflows.running.read_only_office import clock


class CaseView(NamedTuple):
    """All that is shown of a case; the newest document stands first."""

    case: Case
    dossier: Dossier
    definition: ProcessDefinition
    step: AwaitedStep
    documents: Sequence[StoredDocument]
    versions: Sequence[VersionStory]
    hints: RecognitionHints
    in_question: Sequence[StepInQuestion]


def show(
    number: CaseNumber,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Show where a case stands, what it awaits from whom, and how its due date was counted."""
    with read_session(data, config) as (office, connection):
        view = _load(connection, office, get_case(connection, number).id, clock())
    if json:
        as_json(_json(view, lang))
        return
    panel(view.case.number, facts(_values(view, lang)))
    _show_in_question(view.in_question, lang)
    show_versions(view.definition.kind, view.versions, lang)
    show_hints(view.hints, lang)


def _load(connection: Connection, office: Office, case_id: int, now: datetime) -> CaseView:
    case, dossier = load_case(connection, case_id)
    definition = office.definition_of(case, dossier)
    return CaseView(
        case,
        dossier,
        definition,
        awaited_step(office, definition, case, dossier, now),
        documents_of(connection, case_id, case.call_id),
        agreement_story(connection, definition, case_id),
        hints_for(office, case, dossier, civil_date(now)),
        steps_in_question(definition, dossier, history.entries(connection, case_id)),
    )


def _show_in_question(steps: Sequence[StepInQuestion], lang: str) -> None:
    """Each step that a correction has put in question, with why it could not be taken now."""
    for step in steps:
        title = f"{frame.IN_QUESTION.in_(lang)}: {step.title.in_(lang)}"
        panel(title, reasons_text(step.reasons, lang), "red")


def _json(view: CaseView, lang: str) -> Plain:
    case = view.case
    return {
        "case": case.number,
        "candidate": view.dossier.candidate.name,
        "process": view.definition.title.in_(lang),
        "definition": case.definition,
        "call": view.dossier.call.title,
        "host": _host(view.dossier),
        "state": case.state,
        "version": case.version,
        "awaits": awaited_json(view.step, lang),
        "documents": [document.kind for document in _not_withdrawn(view.documents)],
        "agreement": [version_json(story) for story in view.versions],
        "support": support_json(view.dossier),
        "recognition": hints_json(view.hints, lang),
        "in_question": [
            {
                "step": step.title.in_(lang),
                "reasons": [reason_json(reason, lang) for reason in step.reasons],
            }
            for step in view.in_question
        ],
    }


def _values(view: CaseView, lang: str) -> dict[str, object]:
    case, dossier, definition = view.case, view.dossier, view.definition
    titles = [
        title_against(paper.kind, paper.against).in_(lang)
        for paper in _not_withdrawn(view.documents)
    ]
    version = frame.VERSION.in_(lang).format(case.version)
    values = {
        frame.CANDIDATE: dossier.candidate.name,
        frame.PROCESS: definition.title,
        frame.CALL: dossier.call.title,
        frame.HOST: _host(dossier),
        frame.STATE: definition.states[case.state].title,
        **awaited_values(view.step, lang),
        frame.DOCUMENTS: ", ".join(titles),
        frame.SUPPORT: _support(dossier, lang),
        frame.DEFINITION: f"{case.definition}, {version}",
    }
    return frame.in_language(values, lang)


def _not_withdrawn(documents: Sequence[StoredDocument]) -> list[StoredDocument]:
    """Those that were not withdrawn, oldest first."""
    return [document for document in reversed(documents) if document.withdrawn_at is None]


def _support(dossier: Dossier, lang: str) -> str | None:
    """The titles of what was recorded, each with how often where it was several times."""
    counted_titles = (
        (fact.title.in_(lang), len(fact.recorded_in(dossier)))
        for fact in FACTS.values()
        if fact.card == "support"
    )
    titles = (
        f"{title} ({times})" if times > 1 else title for title, times in counted_titles if times
    )
    return ", ".join(titles) or None


def support_json(dossier: Dossier) -> Plain:
    """What was done for the person and asked for, by the fact: each record in its plain values."""
    return {
        fact.name: [plain_record(record) for record in records]
        for fact in FACTS.values()
        if fact.card == "support" and (records := fact.recorded_in(dossier))
    }


def plain_record(record: FactPayload) -> Plain:
    """A record as people write it in its form, empty fields left out."""
    values: Plain = adapter(type(record)).dump_python(
        record, by_alias=True, exclude_none=True, mode="json"
    )
    return values


def _host(dossier: Dossier) -> str | None:
    if dossier.placement and dossier.placement.host:
        return dossier.placement.host
    hosts = dossier.application.hosts if dossier.application else ()
    return ", ".join(hosts) or None
