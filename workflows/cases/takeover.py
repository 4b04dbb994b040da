"""Taking over a running case: it enters at the milestone where it stands, with what matters there.

The first entry of its history says from where, by whom, and what nobody checked. Limits count from
the dates given; levels whose instants lie behind are noted and not mailed; no step's mail leaves
and no step's document is made. From then on every guard holds whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from persistence import takeovers
from persistence.history import TAKEOVER, Entry
from persistence.received import Received
from persistence.saving import Step, save
from rules.ladder import PlannedTimer
from rules.payload_checks import FieldError
from rules.possible_days import days_ahead, impossible_days
from rules.takeover import fact_conflicts, may_take_over, state_errors, undecided_errors
from states.calls import Candidate
from states.decision import Refused
from states.definition import ProcessDefinition
from states.dossier import Application, Case, Dossier
from states.fact_declaration import Payload
from states.facts import FACTS
from states.frozen import frozen
from states.moments import instant_of
from states.strict_yaml import adapter
from states.takeover import (
    EarlierDecree,
    HandedOver,
    TakenOverFact,
    forms_of,
    with_fact,
)
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.fact_checks import UnfitPayload, fact_errors, host_errors
from workflows.cases.new_case import written_case
from workflows.cases.newcomers import check_newcomer, check_subject
from workflows.cases.status import call_owner, load_case
from workflows.cases.steps import Situation, refreshed
from workflows.cases.written_forms import read_form
from workflows.who_may import check_holds_role

MOST_FACTS: Final = 200
"""Facts that one case brings along; a dossier of a whole stay has about forty."""


@frozen
class Takeover:
    """A running case as it was read: the person, where it stands, and its facts in their order."""

    candidate: Candidate
    handed_over: HandedOver
    facts: tuple[TakenOverFact, ...] = ()


@frozen
class TakenOver:
    """The case as it stands here, and the levels that lie behind and are not mailed."""

    case: Case
    behind: tuple[PlannedTimer, ...]


def read_takeover(definition: ProcessDefinition, data: Mapping[str, object]) -> Takeover:
    """A running case as people write it: `candidate`, `state`, `since`, `source`, `not_checked`,
    `visited` and `facts`, each fact a name with its values.

    Raises ValidationError with each slip of the pen at its place.
    """
    own = {name: value for name, value in data.items() if name not in ("candidate", "facts")}
    with _at("candidate"):
        candidate = read_form(Candidate, _mapping(data.get("candidate")))
    handed_over = read_form(HandedOver, own)
    lines = data.get("facts") or ()
    if not isinstance(lines, Sequence) or isinstance(lines, str) or len(lines) > MOST_FACTS:
        raise _wrong("facts", f"must be a list of at most {MOST_FACTS} facts",
                     f"мора бити списак од највише {MOST_FACTS} чињеница")  # fmt: skip
    forms = forms_of(definition.facts)
    facts = tuple(_fact(forms, number, line) for number, line in enumerate(lines))
    return Takeover(candidate, handed_over, facts)


def _fact(forms: Mapping[str, type[Payload]], number: int, line: object) -> TakenOverFact:
    path = f"facts.{number}"
    if not isinstance(line, Mapping) or len(line) != 1:
        raise _wrong(path, "must be one name with its values", "мора бити један назив са подацима")
    ((name, values),) = line.items()
    if name not in forms:
        names = ", ".join(forms)
        raise _wrong(path, f"`{name}` is no fact that can be taken over here; there are: {names}",
                     f"`{name}` није чињеница која се овде преузима; постоје: {names}")  # fmt: skip
    with _at(f"{path}.{name}"):
        return TakenOverFact(str(name), read_form(forms[name], _mapping(values)))


def take_over(act: Act, call_id: int, takeover: Takeover) -> TakenOver | Refused:
    """Opens a case of a call where it stands elsewhere, or says who may; the caller commits.

    Raises UnfitPayload for what can't be, each error at its place, and ValidationError where the
    person has a running case in the call already: sent twice, it is taken over once.
    """
    owner = call_owner(act.connection, call_id)
    check_holds_role(act.connection, act.actor, owner.institution, act.today)
    definition = act.office.in_force(owner.institution, owner.process, act.today)
    if refusal := may_take_over(definition, act.actor, act.role):
        return refusal
    _raise([*days_ahead(takeover.handed_over, act.today),
            *state_errors(definition, takeover.handed_over)])  # fmt: skip
    if definition.by_request:
        check_subject(act, definition, takeover.candidate)
    else:
        check_newcomer(act.connection, call_id, takeover.candidate)
    definition, case, dossier = written_case(act, call_id, takeover.candidate)
    basis = _Given(act, definition, case, takeover.handed_over)
    _write_facts(basis, call_id, dossier, takeover.facts)
    return _entered(basis, call_id, takeover)


class _Given(NamedTuple):
    """Where facts are written: in whose act, for which case, as it is handed over."""

    act: Act
    definition: ProcessDefinition
    case: Case
    handed_over: HandedOver


def _write_facts(
    basis: _Given, call_id: int, dossier: Dossier, facts: Sequence[TakenOverFact]
) -> None:
    """Each fact after those told before it, judged beside them."""
    act, since, groups = basis.act, basis.handed_over.since, []
    for number, fact in enumerate(facts):
        _raise(_errors(basis, fact, dossier), f"facts.{number}.{fact.name}.")
        dossier = _with_fact(basis, dossier, fact)
        received_fact = Received(basis.case.id, fact.name, fact.value, dossier, act.now, since)
        groups.append(takeovers.write_fact(act.connection, received_fact, call_id))
    _raise(undecided_errors(basis.definition, basis.handed_over.state, dossier))
    takeovers.note_groups(act.connection, basis.case.id, filter(None, groups))


def _errors(basis: _Given, fact: TakenOverFact, before: Dossier) -> Iterator[FieldError]:
    act, today = basis.act, basis.act.today
    if fact.name in FACTS:
        yield from fact_errors(act.office, basis.definition, fact.name, fact.value, before, today)
        return
    yield from impossible_days(fact.name, fact.value, before, today)
    yield from fact_conflicts(fact, before)
    if isinstance(fact.value, Application):
        yield from host_errors(basis.definition, fact.value, before)
    if isinstance(fact.value, EarlierDecree) and takeovers.has_decree(
        act.connection, fact.value.number
    ):
        sentence = Text("a Decree bears this number", "решење са овим бројем већ постоји")
        yield FieldError("number", sentence, "days")


def _with_fact(basis: _Given, dossier: Dossier, fact: TakenOverFact) -> Dossier:
    """A Decree bears the legal remedy that was in force on its day."""
    dossier = with_fact(dossier, fact, basis.handed_over.since)
    if not isinstance(fact.value, EarlierDecree) or dossier.decree is None:
        return dossier
    regulation = basis.act.office.regulation_of(basis.definition)
    remedy = regulation.remedy_named(fact.value.issued_on)
    return replace(dossier, decree=replace(dossier.decree, remedy=remedy))


def _entered(basis: _Given, call_id: int, takeover: Takeover) -> TakenOver:
    act, handed_over = basis.act, basis.handed_over
    new_case, dossier = load_case(act.connection, basis.case.id)
    case = replace(
        new_case,
        state=handed_over.state,
        entered_at=min(instant_of(handed_over.since), act.now),
        visited=handed_over.visited,
    )
    situation = Situation(act.office, basis.definition, case, dossier, act.now)
    step, behind = _without_what_lies_behind(
        refreshed(situation, _entry(basis, dossier, takeover), True), act.now
    )
    save(act.connection, [step], act.now)
    takeovers.close_behind(act.connection, case.id, case.visit, behind, act.now)
    return TakenOver(load_case(act.connection, case.id)[0], behind)


def _without_what_lies_behind(step: Step, now: datetime) -> tuple[Step, tuple[PlannedTimer, ...]]:
    """The step with the timers ahead, what time itself does among them; and the mails behind."""
    planned_timers = step.timers or ()
    behind = tuple(timer for timer in planned_timers if timer.kind == "mail" and timer.at <= now)
    ahead = tuple(timer for timer in planned_timers if timer not in behind)
    return replace(step, timers=ahead), behind


def _entry(basis: _Given, dossier: Dossier, takeover: Takeover) -> Entry:
    """The first entry: from where, by whom, what was not checked, and every fact that came."""
    actor, handed_over = basis.act.actor, takeover.handed_over
    data = {
        "candidate": dossier.candidate.name,
        "call": dossier.call.title,
        "since": handed_over.since.isoformat(),
        "source": handed_over.source,
        "not_checked": handed_over.not_checked,
        "visited": list(handed_over.visited),
        "facts": [{fact.name: _plain(fact.value)} for fact in takeover.facts],
    }
    rule = basis.definition.rulebook.rule_of("supervision")
    return Entry(TAKEOVER, "take_over", rule, actor.role, actor.name,
                 json.dumps(data, ensure_ascii=False), actor.deputy_for,
                 None, handed_over.state)  # fmt: skip


def _plain(value: Payload) -> dict[str, object]:
    plain: dict[str, object] = adapter(type(value)).dump_python(
        value, mode="json", by_alias=True, exclude_none=True
    )
    return plain


def _mapping(values: object) -> Mapping[str, object]:
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise ValidationError(Text("must be names with values", "морају бити називи са подацима"))
    return values


@contextmanager
def _at(path: str) -> Iterator[None]:
    """What is wrong below stands at this place."""
    try:
        yield
    except ValidationError as error:
        message = Text(f"{path}: {error.message.en}", f"{path}: {error.message.sr}")
        fields = tuple(f"{path}.{field}" for field in error.fields) or (path,)
        raise ValidationError(message, fields) from None


def _wrong(path: str, en: str, sr: str) -> ValidationError:
    return ValidationError(Text(f"{path}: {en}", f"{path}: {sr}"), (path,))


def _raise(errors: Sequence[FieldError] | Iterator[FieldError], at: str = "") -> None:
    placed_errors = tuple(replace(error, path=f"{at}{error.path}") for error in errors)
    if placed_errors:
        en = "; ".join(f"{error.path}: {error.message.en}" for error in placed_errors)
        sr = "; ".join(f"{error.path}: {error.message.sr}" for error in placed_errors)
        raise UnfitPayload(Text(en, sr), placed_errors)
