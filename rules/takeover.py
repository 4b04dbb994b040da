"""Who may take over a running case, and what must be told of it. Pure.

Register, "People": the office keeps the files; the Mobility Coordinator and the Head of ICO do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rules.payload_checks import FieldError
from rules.wording import Fact, format_text
from states.decision import Actor, Refused, wrong_role
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.takeover import (
    EARLIER_APPEAL,
    ConcludedAgreement,
    EarlierAppeal,
    EarlierDecree,
    HandedOver,
    Place,
    TakenOverFact,
)
from states.text import Text

TITLE: Final = Text("Take over a running case", "Преузимање предмета у току")
DECIDES: Final = frozenset({"appeal_upheld", "appeal_dismissed"})
"""The forms of a decision on an appeal."""
MAY_TAKE_OVER: Final = ("mobility_coordinator", "head_of_ico")


def may_take_over(definition: ProcessDefinition, actor: Actor, role: str | None) -> Refused | None:
    """Refuses whoever does not keep the office's files; `role` is the one that counts today."""
    if role in MAY_TAKE_OVER:
        return None
    rule = definition.rulebook.rule_of("supervision")
    return Refused(TITLE, (wrong_role(rule, TITLE, MAY_TAKE_OVER, actor),))


def state_errors(definition: ProcessDefinition, handed_over: HandedOver) -> Iterator[FieldError]:
    """A case is taken over at a state of its process that is no end."""
    state = definition.states.get(handed_over.state)
    if state is None:
        yield _error(
            "state",
            "`{state}` is no state of this process; there are: {states}",
            "`{state}` није стање овог поступка; постоје: {states}",
            state=handed_over.state,
            states=", ".join(running_states(definition)),
        )
    elif state.end:
        yield _error(
            "state",
            "“{title}” is an end: nothing is left to do in such a case",
            "„{title}“ је завршно стање: у таквом предмету нема шта да се чини",
            title=state.title,
        )
    unknown_states = [name for name in handed_over.visited if name not in definition.states]
    if unknown_states:
        yield _error(
            "visited",
            "no states of this process: {names}",
            "нису стања овог поступка: {names}",
            names=", ".join(unknown_states),
        )


def undecided_errors(
    definition: ProcessDefinition, state: str, told_dossier: Dossier
) -> Iterator[FieldError]:
    """Where an appeal waits for its decision there is one: otherwise nothing could be decided."""
    asks = any(
        step.takes in DECIDES and state in step.sources for step in definition.transitions.values()
    )
    if asks and all(appeal.decided_on for appeal in told_dossier.appeals):
        yield _error(
            "state",
            "in “{title}” a decision is awaited: tell of what was lodged as `{fact}`, undecided",
            "у стању „{title}“ чека се одлука: наведите шта је поднето као `{fact}`, без одлуке",
            title=definition.states[state].title,
            fact=EARLIER_APPEAL,
        )


def running_states(definition: ProcessDefinition) -> Mapping[str, Text]:
    """The states at which a case may be taken over, with their titles, in their order."""
    return {name: state.title for name, state in definition.states.items() if not state.end}


def fact_conflicts(fact: TakenOverFact, before: Dossier) -> Iterator[FieldError]:
    """What of a fact can't stand beside what was told before it."""
    value = fact.value
    if isinstance(value, Place):
        yield from _place_conflicts(value, before)
    elif isinstance(value, ConcludedAgreement) and before.agreement is None:
        yield _error(
            "on",
            "there is no version of the agreement that could be in force",
            "нема верзије уговора која би била на снази",
        )
    elif isinstance(value, EarlierDecree):
        if value.delivered_on and value.delivered_on < value.issued_on:
            yield _error(
                "delivered_on",
                "{day} lies before the day of issue",
                "{day} је пре дана доношења",
                day=value.delivered_on,
            )
    elif isinstance(value, EarlierAppeal):
        yield from _appeal_conflicts(value, before)


def _place_conflicts(place: Place, before: Dossier) -> Iterator[FieldError]:
    published_on = before.progress.list_published_on
    if published_on is not None and place.list_published_on != published_on:
        yield _error(
            "list_published_on",
            "the list of this call was published on {day}",
            "ранг листа овог конкурса објављена је {day}",
            day=published_on,
        )
    elif place.appeal_until < place.list_published_on:
        yield _error(
            "appeal_until",
            "{day} lies before the day of publication",
            "{day} је пре дана објављивања",
            day=place.appeal_until,
        )
    applied_hosts = before.application.hosts if before.application else ()
    offered_hosts = [host.name for host in before.call.hosts]
    if place.host and offered_hosts and place.host not in offered_hosts:
        yield _error(
            "host",
            "“{host}” is not in the call",
            "установа „{host}“ није обухваћена конкурсом",
            host=place.host,
        )
    elif place.host and applied_hosts and place.host not in applied_hosts:
        yield _error(
            "host",
            "the application does not name “{host}”",
            "установа „{host}“ није наведена у пријави",
            host=place.host,
        )


def _appeal_conflicts(appeal: EarlierAppeal, before: Dossier) -> Iterator[FieldError]:
    if appeal.against == "decree" and before.decree is None:
        yield _error("against", "no Decree has been told of", "решење није наведено")
    if appeal.against == "list" and not before.progress.list_version:
        yield _error("against", "no list has been told of", "ранг листа није наведена")
    if (appeal.decided_on is None) != (appeal.upheld is None):
        yield _error(
            "decided_on",
            "a decision has its day, and says whether the appeal was upheld",
            "одлука има свој дан и каже да ли је правно средство усвојено",
        )


def _error(path: str, en: str, sr: str, **facts: Fact) -> FieldError:
    return FieldError(path, format_text(en, sr, **facts), "days")
