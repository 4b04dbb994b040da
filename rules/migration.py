"""Whether a running case may move onto another version of its process, and what that changes.

Register, "People": the Head of ICO plans and supervises the work, the General Secretary all of it;
so they decide that a case goes on under other rules: a regulation's `supervision`. Pure: nothing
is loaded or saved here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from rules.legal_basis import Body
from rules.receipts import Receipt
from states.decision import Actor, Refused, wrong_role
from states.definition import Awaited, FactRule, ProcessDefinition, Transition
from states.dossier import Case
from states.facts import recording
from states.frozen import frozen
from states.localization import format_day
from states.moments import civil_date, end_of
from states.reasons import Reason
from states.text import Text
from states.vocabulary import ROLES

TITLE: Final = Text("Move onto another version", "Прелазак на другу верзију правила")


@frozen
class Under:
    """A case under one version: where it stands, what it awaits until when, its transitions.

    `transitions` holds each step out of the state with all that is missing for it.
    """

    definition: ProcessDefinition
    case: Case
    awaited: Awaited | None
    receipt: Receipt | None
    transitions: tuple[tuple[Transition, tuple[Reason, ...]], ...]

    @property
    def due(self) -> date | None:
        """The civil date on which the awaited step is due."""
        return self.receipt.due if self.receipt else None


@frozen
class Blocked:
    """A step or a fact, and what stands against it only since the move."""

    name: str
    title: Text
    reasons: tuple[Reason, ...]


@frozen
class Plan:
    """What a move would do to a case, or all the reasons why it stays.

    `after` is None where the new version has no place for it. What is `blocked` does not keep the
    case from moving: whoever moves it must know.
    """

    to: ProcessDefinition
    before: Under
    after: Under | None
    reasons: tuple[Reason, ...]
    blocked: tuple[Blocked, ...]

    @property
    def moves(self) -> bool:
        """Whether the case can move."""
        return self.after is not None and not self.reasons


def may_move_cases(supervision: Body, actor: Actor, now: datetime) -> Refused | None:
    """Refuses whoever does not supervise the work by the regulation, nor stands in for who does."""
    if actor.acts_as(civil_date(now)) in supervision.roles:
        return None
    return Refused(TITLE, (wrong_role(supervision.rule, TITLE, supervision.roles, actor),))


def plan_of(
    before: Under, to: ProcessDefinition, after: Under | None, began_on: date, now: datetime
) -> Plan:
    """The plan of a move. `began_on` is the civil date in force of the case's first version."""
    reasons = tuple(_reasons(before, to, after, began_on, now))
    return Plan(to, before, after, reasons, tuple(_blocked(before, after)) if after else ())


def _reasons(
    before: Under, to: ProcessDefinition, after: Under | None, began_on: date, now: datetime
) -> Iterator[Reason]:
    number, state = before.case.number, before.definition.states[before.case.state]
    rule = to.rulebook.rule_of("supervision")
    if state.end:
        yield _reason(
            rule,
            f"{number} has ended: {state.title.en}.",
            f"Предмет {number} је завршен: {state.title.sr}.",
            "An ended case stays on the version under which it ended.",
            "Завршен предмет остаје на верзији под којом је завршен.",
        )
        return
    if to.key == before.definition.key:
        yield _reason(
            rule,
            f"{number} runs on {to.key} already.",
            f"Предмет {number} се већ води по верзији {to.key}.",
            "There is nothing to do.",
            "Није потребно ништа учинити.",
        )
        return
    yield from _untimely(number, to, began_on, civil_date(now))
    if after is None:
        yield _reason(
            rule,
            f"The version in force from {format_day(to.in_force)} has no state “{state.title.en}”.",
            f"Верзија на снази од {format_day(to.in_force, 'sr')} нема стање „{state.title.sr}“.",
            f"Take the case a step further first, or declare under `replaces` of {to.key} "
            f"which state `{state.name}` became.",
            f"Прво спроведите следећи корак, или у верзији {to.key} под `replaces` наведите "
            f"које је стање заменило `{state.name}`.",
        )
    elif after.awaited and after.awaited.then and after.receipt:
        yield from _lapsing(after.definition.transitions[after.awaited.then], after.receipt, now)


def _untimely(number: str, to: ProcessDefinition, began_on: date, today: date) -> Iterator[Reason]:
    rule = to.rulebook.rule_of("supervision")
    if to.in_force > today:
        yield _reason(
            rule,
            f"{to.key} is in force from {format_day(to.in_force)} only.",
            f"Верзија {to.key} је на снази тек од {format_day(to.in_force, 'sr')}",
            "Wait for that day.",
            "Сачекајте тај дан.",
        )
    if to.in_force < began_on:
        yield _reason(
            rule,
            f"{to.key} is older than the version on which {number} began, in force from "
            f"{format_day(began_on)}.",
            f"Верзија {to.key} старија је од оне по којој је предмет {number} отворен, на снази "
            f"од {format_day(began_on, 'sr')}",
            "A case goes back no further than to the version on which it began.",
            "Предмет се не може вратити даље од верзије по којој је отворен.",
        )


def _lapsing(step: Transition, receipt: Receipt, now: datetime) -> Iterator[Reason]:
    """A move must not take a right away: time would take its step before anybody could act."""
    if end_of(receipt.due) > now:
        return
    yield Reason(
        receipt.rule,
        Text(
            f"Under the new version the term ended on {format_day(receipt.due)}: “{step.title.en}” "
            "would come at once.",
            f"По новој верзији рок је истекао {format_day(receipt.due, 'sr')} Одмах би наступио "
            f"корак „{step.title.sr}“.",
        ),
        Text(
            "Leave the case on its version until the next step is taken.",
            "Оставите предмет на садашњој верзији док се не спроведе следећи корак.",
        ),
    )


def _reason(rule: str, message: str, message_sr: str, remedy: str, remedy_sr: str) -> Reason:
    return Reason(rule, Text(message, message_sr), Text(remedy, remedy_sr))


def _blocked(before: Under, after: Under) -> Iterator[Blocked]:
    steps_after = {step.trigger: (step, reasons) for step, reasons in after.transitions}
    for step, reasons_before in before.transitions:
        if step.trigger not in steps_after:
            yield Blocked(step.trigger, step.title, (_gone(step.rule, step.title),))
            continue
        new, reasons_after = steps_after[step.trigger]
        lost_reasons = _lost_roles(new.rule, new.title, step.roles, new.roles)
        reasons = (
            *lost_reasons,
            *(reason for reason in reasons_after if reason not in reasons_before),
        )
        if reasons:
            yield Blocked(new.trigger, new.title, reasons)
    for name, fact in before.definition.facts.items():
        if reasons := _of_fact(name, fact, after.definition.facts.get(name)):
            yield Blocked(name, recording(name), reasons)


def _of_fact(name: str, old: FactRule, new: FactRule | None) -> tuple[Reason, ...]:
    if new is None:
        return (_gone(old.rule, recording(name)),)
    return tuple(_lost_roles(new.rule, recording(name), old.roles, new.roles))


def _gone(rule: str, title: Text) -> Reason:
    return Reason(
        rule,
        Text(
            f"The new version does not have “{title.en}” here.",
            f"Нова верзија овде нема „{title.sr}“.",
        ),
        Text(
            "Do it before the move, if it is needed.", "Ако је потребно, учините то пре преласка."
        ),
    )


def _lost_roles(
    rule: str, title: Text, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Reason]:
    lost_roles = [ROLES[role] for role in old if role not in new]
    if not lost_roles:
        return
    may = [ROLES[role] for role in new]
    yield Reason(
        rule,
        Text(
            f"“{title.en}” is no longer for: {', '.join(role.en for role in lost_roles)}.",
            f"„{title.sr}“ више не може да учини: {', '.join(role.sr for role in lost_roles)}.",
        ),
        Text(
            f"It is for: {', '.join(role.en for role in may)}.",
            f"Може да учини: {', '.join(role.sr for role in may)}.",
        ),
    )
