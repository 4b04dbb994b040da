"""What people may hand in while a definition is searched: sound values, filled in for a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from states.definition import ProcessDefinition, Transition
from states.dossier import Dossier, Period
from states.frozen import frozen
from states.signatories import prepared_documents
from states.strict_forms import STRICT
from states.strict_yaml import load_yaml_file
from states.vocabulary import DOCUMENT_KINDS

FILE = Path(__file__).with_name("alphabet.yaml")


@frozen
class Alphabet:
    """By form and by fact, what is handed in; `choices` are the facts that branch a story."""

    __pydantic_config__ = STRICT

    call: dict[str, object]
    commission: tuple[str, ...]
    stay: Period
    candidates: dict[str, dict[str, object]]
    names: tuple[str, ...]
    forms: dict[str, tuple[dict[str, object], ...]]
    facts: tuple[dict[str, dict[str, object]], ...]
    choices: tuple[dict[str, dict[str, object]], ...] = field(default=())


@frozen
class FactEntry:
    """A fact as somebody hands it in."""

    role: str
    fact: str
    details: Mapping[str, object]


@cache
def alphabet() -> Alphabet:
    """The alphabet of this room's file."""
    return load_yaml_file(Alphabet, FILE)[0]


def call_of(definition: ProcessDefinition) -> dict[str, object]:
    """The call that the searched cases stand in, as people write it."""
    words = alphabet()
    terms = definition.call
    criteria = terms.criteria if terms else ()
    if not criteria:
        return {**words.call, "minimum_points": 0}
    # Whole points that come to a hundred: the first criterion takes what is left over.
    share = 100 // len(criteria)
    points = dict.fromkeys(criteria, share)
    points[criteria[0]] += 100 - share * len(criteria)
    return {**words.call, "criteria": points, "commission": list(words.commission)}


def candidate_of(definition: ProcessDefinition, place: int) -> dict[str, object]:
    """The candidate of a case by its place among the searched ones, as people write it."""
    words = alphabet()
    name = words.names[place]
    email = f"{name.lower()}@students.example"
    return {"name": f"{name} Lazić", "email": email, **words.candidates[definition.kind.who]}


@lru_cache(maxsize=1024)
def payloads_of(
    definition: ProcessDefinition, step: Transition, today: date
) -> tuple[Mapping[str, object], ...]:
    """What may be handed in with a step, each way; none where the alphabet has no such form."""
    payloads = alphabet().forms.get(step.takes, ())
    if not _tells_programmes(definition):
        payloads = tuple(p for p in payloads if p.get("programme") != "bilateral")
    fitting = (_asked_for(definition, step.takes, payload) for payload in payloads)
    return tuple(_filled(definition, payload, today) for payload in fitting)


@lru_cache(maxsize=64)
def _tells_programmes(definition: ProcessDefinition) -> bool:
    """Whether a guard asks under which programme somebody goes (BEE-R2)."""
    guards = (guard for step in definition.transitions.values() for guard in step.guards)
    return any(guard.name == "programme_is_erasmus" for guard in guards)


@lru_cache(maxsize=256)
def choices_of(definition: ProcessDefinition, today: date) -> tuple[FactEntry, ...]:
    """The facts that somebody may or may not record, of those that the definition has."""
    choices = (item for choice in alphabet().choices for item in choice.items())
    return tuple(
        _handed(definition, fact, _filled(definition, details, today))
        for fact, details in choices
        if fact in definition.facts
    )


def complete_facts(
    definition: ProcessDefinition, dossier: Dossier, today: date
) -> Iterator[FactEntry]:
    """All that people can hand in by now, each in its own order."""
    yield from _always(definition, today)
    yield from _stay(definition, dossier, today)


@lru_cache(maxsize=256)
def _always(definition: ProcessDefinition, today: date) -> tuple[FactEntry, ...]:
    """What does not rest on what was handed in before: many cases of a search stand at one day."""
    return tuple(_at_any_time(definition, today))


def _at_any_time(definition: ProcessDefinition, today: date) -> Iterator[FactEntry]:
    yield from _documents(definition)
    for fact, details in (item for entry in alphabet().facts for item in entry.items()):
        if fact in definition.facts:
            fitting = _asked_for(definition, fact, details)
            yield _handed(definition, fact, _filled(definition, fitting, today))
        if fact == "agreement":
            yield from _signatures(definition, today)
    yield from _representatives_signatures(definition, today)


def _documents(definition: ProcessDefinition) -> Iterator[FactEntry]:
    """A document of each kind, signed by all and certified."""
    if "document" not in definition.facts:
        return
    signers = [*dict.fromkeys((*_parties(definition), "academic_coordinator"))]
    for kind in DOCUMENT_KINDS:
        details = {"kind": kind, "language": "en", "certified": True, "signed_by": signers}
        yield _handed(definition, "document", details)


def _parties(definition: ProcessDefinition) -> list[str]:
    """Who signs the agreement; of those who stand for each other, the first."""
    agreement = definition.kind.agreement
    parties = agreement.parties if agreement else ()
    return [party if isinstance(party, str) else party[0] for party in parties]


def _signatures(definition: ProcessDefinition, today: date) -> Iterator[FactEntry]:
    agreement = definition.kind.agreement
    if agreement is None or "signature" not in definition.facts:
        return
    for party in _parties(definition):
        details = {"document": agreement.recorded_as, "party": party, "on": today.isoformat()}
        yield _handed(definition, "signature", details)


def _representatives_signatures(definition: ProcessDefinition, today: date) -> Iterator[FactEntry]:
    """On what the office prepares for a project, or concludes with a partner."""
    for document, parties in prepared_documents(definition).items():
        for party, *_ in parties:
            details = {"document": document, "party": party, "on": today.isoformat()}
            yield _handed(definition, "signature", details)


def _stay(definition: ProcessDefinition, dossier: Dossier, today: date) -> Iterator[FactEntry]:
    """The arrival and the return, once their days have come."""
    if "stay" not in definition.facts:
        return
    planned_stay, stay = alphabet().stay, dossier.stay
    if stay.arrived_on is None and today >= planned_stay.first_day:
        yield _handed(definition, "stay", {"arrived_on": planned_stay.first_day.isoformat()})
    if stay.returned_on is None and today > planned_stay.last_day:
        returned_on = planned_stay.last_day + timedelta(days=1)
        yield _handed(definition, "stay", {"returned_on": returned_on.isoformat()})


def _handed(definition: ProcessDefinition, fact: str, details: Mapping[str, object]) -> FactEntry:
    return FactEntry(definition.facts[fact].roles[0], fact, details)


def _asked_for(
    definition: ProcessDefinition, form: str, details: Mapping[str, object]
) -> dict[str, object]:
    """Without the fields that the form has for other kinds of mobility only."""
    kind = definition.kind
    return {name: value for name, value in details.items() if kind.has_field(form, name)}


def _filled(
    definition: ProcessDefinition, details: Mapping[str, object], today: date
) -> dict[str, object]:
    """With the days and names that the alphabet leaves open."""
    stay = alphabet().stay
    open_words: Mapping[object, object] = {
        "$today": today.isoformat(),
        "$first": stay.first_day.isoformat(),
        "$last": stay.last_day.isoformat(),
        "$parties": _parties(definition),
    }
    return {
        name: open_words.get(value, value) if isinstance(value, str) else value
        for name, value in details.items()
    }
