"""What a call must be like before it can be opened: its dates, criteria, weights and commission.

Pure, and complete: everything that is wrong is said at once, each with its place and its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from rules import equal_treatment
from rules.weighting import HUNDRED, most_points
from states.definition import ProcessDefinition, Transition
from states.dossier import Call
from states.frozen import frozen
from states.vocabulary import DOCUMENT_KINDS

COMMISSION_GUARD: Final = "commission_has_three"


@frozen
class Flaw:
    """Something wrong in a call: where, what, and under which rule."""

    place: str
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} ({self.rule})"


def flaws_of_call(call: Call, definition: ProcessDefinition, today: date) -> list[Flaw]:
    """All that keeps a call of a process from being opened on a civil date.

    BMU-15a, BMU-15b, BMU-3 and, where the process asks for a commission of a size, BEE-C3. The
    rules cited are those of the process's own steps.
    """
    applying = definition.leaving(definition.initial)[0].rule
    listing = next((step for step in definition.transitions.values() if step.of_call), None)
    ranking = listing.rule if listing else applying
    return [
        *_dates(call, applying),
        *_names(call, applying),
        *_criteria(call, ranking),
        *_weights(call, ranking),
        *(_commission(call, definition, listing, today) if listing else ()),
    ]


def _dates(call: Call, rule: str) -> Iterator[Flaw]:
    if call.closes < call.published:
        told = f"the call closes on {call.closes}, before it is published on {call.published}"
        yield Flaw("closes", told, rule)


def _names(call: Call, rule: str) -> Iterator[Flaw]:
    unknown = [kind for kind in call.required if kind not in DOCUMENT_KINDS]
    if unknown:
        yield Flaw("required", f"not a kind of document: {', '.join(unknown)}", rule)
    for place, names in {
        "required": call.required,
        "commission": call.commission,
        "hosts": tuple(host.name for host in call.hosts),
    }.items():
        if twice := _twice(names):
            yield Flaw(place, f"named twice: {', '.join(twice)}", rule)


def _twice(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _criteria(call: Call, rule: str) -> Iterator[Flaw]:
    """Points for merit only, and enough of them for somebody to be selected (BMU-3, BMU-15b)."""
    for criterion in call.criteria:
        if not criterion.strip():
            yield Flaw("criteria", "a criterion has no name", rule)
        attribute = equal_treatment.protected_attribute(criterion)
        if attribute is not None:
            told = (
                f"“{criterion}” would give points for a protected attribute, {attribute.name.en} "
                f"({attribute.name.sr}); all candidates are treated alike: leave it out"
            )
            yield Flaw(f"criteria.{criterion}", told, equal_treatment.RULE)
    most = most_points(call)
    if call.criteria and call.minimum_points > most:
        told = (
            f"nobody can reach {call.minimum_points:f} points: "
            f"all criteria together give {most:f} at most"
        )
        yield Flaw("minimum_points", told, rule)


def _weights(call: Call, rule: str) -> Iterator[Flaw]:
    """Where a call weighs its criteria, it weighs all of them, and in per cent."""
    if not call.weights:
        return
    for criterion in call.weights:
        if criterion not in call.criteria:
            yield Flaw(f"weights.{criterion}", "is not a criterion of the call", rule)
    if bare := [criterion for criterion in call.criteria if criterion not in call.weights]:
        yield Flaw("weights", f"no weight is given to: {', '.join(bare)}", rule)
    if (total := sum(call.weights.values(), Decimal(0))) != HUNDRED:
        yield Flaw("weights", f"they add up to {total:f} per cent, not to 100", rule)


def _commission(
    call: Call, definition: ProcessDefinition, listing: Transition, today: date
) -> Iterator[Flaw]:
    """BEE-C3: of three members, neither more nor fewer."""
    guard = next((each for each in listing.call_guards if each.name == COMMISSION_GUARD), None)
    if guard is None:
        return
    needed = definition.numbers(guard.rule, today)["members"]
    members = len(set(call.commission))
    if members != needed:
        who = f" ({', '.join(call.commission)})" if call.commission else ""
        told = f"the commission has {members} members{who}; it must have {needed}"
        yield Flaw("commission", told, guard.rule)
