"""What a call must be like before it can be opened: its dates, criteria, weights and commission.

Pure, and complete: everything that is wrong is said at once, each with its place and its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from rules import equal_treatment
from rules.parameters import whole_number
from rules.weighting import HUNDRED, most_points
from rules.wording import listed
from states.call_terms import CallTerms
from states.calls import Call
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, criterion_title

COMMISSION_GUARD: Final = "commission_has_three"
PLACES_GUARD: Final = "place_is_free"
LEAST_APPEAL_DAYS: Final = "least_appeal_days"


@frozen
class CallError:
    """Something wrong in a call: where, what, and under which rule."""

    place: str
    message: Text
    rule: str

    def __str__(self) -> str:
        return self.sentence.en

    @property
    def sentence(self) -> Text:
        """The whole of it."""
        of = self.message
        return Text(*(f"{self.place}: {words} ({self.rule})" for words in (of.en, of.sr)))


def errors_of_call(call: Call, definition: ProcessDefinition, today: date) -> list[CallError]:
    """All that keeps a call of a process from being opened on a civil date.

    BMU-15a, BMU-15b, BMU-3; BEE-C3, BEE-C5, BEE-S1. The rules cited are those of the process's
    own steps, and for its criteria the one that names them.
    """
    apply_step = definition.leaving(definition.initial)[0].rule
    listing = next((step for step in definition.transitions.values() if step.of_call), None)
    ranking = listing.rule if listing else apply_step
    return [
        *_dates(call, apply_step),
        *_appeal_days(call, definition, today),
        *_names(call, apply_step),
        *_criteria(call, ranking, definition.rulebook.rule_of("equal_treatment")),
        *_unknown_to_the_source(call, definition.call),
        *_weights(call, ranking),
        *(_commission(call, definition, listing, today) if listing else ()),
    ]


def notes_of_call(call: Call, definition: ProcessDefinition) -> list[Text]:
    """What a call that stands says of itself: what of its source it leaves out.

    BMU-29: criteria are taken into account; so a call that does without one says so as it opens.
    BMU-15a: it informs of extra support; one that doesn't is told. BMU-15d, BEE-L3: it gives places
    at hosts; one for students that names none is told.
    """
    terms, notes = definition.call, list(_names_no_host(call, definition))
    if terms is None:
        return notes
    return [*notes, *_left_out(call, terms), *_says_nothing_of_support(call, terms)]


def _names_no_host(call: Call, definition: ProcessDefinition) -> Iterator[Text]:
    guards = (guard for step in definition.transitions.values() for guard in step.guards)
    places_guard = next((guard for guard in guards if guard.name == PLACES_GUARD), None)
    if call.hosts or places_guard is None or definition.kind.of_staff:
        return
    yield Text(
        "The call names no host institution: no places are counted there, and none can run out "
        f"({places_guard.rule}).",
        "Конкурс не наводи ниједну установу домаћина: места се не броје и не могу да се попуне "
        f"({places_guard.rule}).",
    )


def note_of_hosts(call: Call, definition: ProcessDefinition) -> Text | None:
    """What is said before a call opens that names no host: it can't be given one later."""
    return next(_names_no_host(call, definition), None)


def _left_out(call: Call, terms: CallTerms) -> Iterator[Text]:
    if missing_criteria := terms.left_out(call.criteria):
        titles = listed(map(criterion_title, missing_criteria))
        yield Text(
            f"The call leaves out: {titles.en} ({terms.rule}).",
            f"Критеријуми које конкурс не садржи: {titles.sr} ({terms.rule}).",
        )


def _says_nothing_of_support(call: Call, terms: CallTerms) -> Iterator[Text]:
    if terms.extra_support and not (call.extra_support or "").strip():
        rule = terms.extra_support
        yield Text(
            "The call does not inform of extra support for candidates with a disability or in a "
            f"difficult social position ({rule}).",
            "Конкурс не садржи информацију о додатној подршци кандидатима са инвалидитетом или у "
            f"лошем социјално-економском положају ({rule}).",
        )


def _appeal_days(call: Call, definition: ProcessDefinition, today: date) -> Iterator[CallError]:
    """BEE-C5: a call may give more days against its list than the source, and not fewer."""
    rule = definition.rulebook.rule_of("list_appeal")
    numbers = definition.numbers(rule, today)
    if call.appeal_days is None or LEAST_APPEAL_DAYS not in numbers:
        return
    least = whole_number(numbers, LEAST_APPEAL_DAYS)
    if call.appeal_days < least:
        message = Text(
            f"{call.appeal_days} days against the list are fewer than the {least} that the rules "
            "give",
            f"дана за правно средство против листе: {call.appeal_days}; прописани најмањи број: "
            f"{least}",
        )
        yield CallError("appeal_days", message, rule)


def _unknown_to_the_source(call: Call, terms: CallTerms | None) -> Iterator[CallError]:
    """BMU-15b, BEE-S1: students are ranked by the criteria of the source and by no others."""
    if terms is None:
        return
    known_titles = listed(map(criterion_title, terms.criteria))
    for criterion in terms.not_of_the_source(call.criteria):
        if equal_treatment.protected_attribute(criterion) is not None:
            continue
        message = Text(
            f"is none of the criteria that candidates are ranked by: {known_titles.en}",
            f"није међу критеријумима за рангирање: {known_titles.sr}",
        )
        yield CallError(f"criteria.{criterion}", message, terms.rule)


def _dates(call: Call, rule: str) -> Iterator[CallError]:
    if call.closes < call.published:
        message = Text(
            f"the call closes on {call.closes}, before it is published on {call.published}",
            f"конкурс се закључује {call.closes}, пре објављивања {call.published}",
        )
        yield CallError("closes", message, rule)


def _names(call: Call, rule: str) -> Iterator[CallError]:
    unknown_kinds = [kind for kind in call.required if kind not in DOCUMENT_KINDS]
    if unknown_kinds:
        kinds_text = ", ".join(unknown_kinds)
        message = Text(
            f"not a kind of document: {kinds_text}", f"није врста документа: {kinds_text}"
        )
        yield CallError("required", message, rule)
    for place, names in {
        "required": call.required,
        "commission": call.commission,
        "hosts": tuple(host.name for host in call.hosts),
    }.items():
        if twice := _twice(names):
            kinds_text = ", ".join(twice)
            yield CallError(
                place, Text(f"named twice: {kinds_text}", f"наведено двапут: {kinds_text}"), rule
            )


def _twice(names: Sequence[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _criteria(call: Call, rule: str, equality: str) -> Iterator[CallError]:
    """Points for merit only, and enough of them for somebody to be selected (BMU-3, BMU-15b)."""
    for criterion in call.criteria:
        if not criterion.strip():
            yield CallError(
                "criteria", Text("a criterion has no name", "критеријум нема назив"), rule
            )
        attribute = equal_treatment.protected_attribute(criterion)
        if attribute is not None:
            message = Text(
                f"“{criterion}” would give points for a protected attribute, {attribute.name.en} "
                f"({attribute.name.sr}); all candidates are treated alike: leave it out",
                f"„{criterion}“ би дао бодове за лично својство ({attribute.name.sr}); сви "
                "кандидати су равноправни: изоставити га",
            )
            yield CallError(f"criteria.{criterion}", message, equality)
    most = most_points(call)
    if call.criteria and call.minimum_points > most:
        message = Text(
            f"nobody can reach {call.minimum_points:f} points: "
            f"all criteria together give {most:f} at most",
            f"нико не може да оствари {call.minimum_points:f} бодова: "
            f"сви критеријуми заједно дају највише {most:f}",
        )
        yield CallError("minimum_points", message, rule)


def _weights(call: Call, rule: str) -> Iterator[CallError]:
    """Where a call weighs its criteria, it weighs all of them, and in per cent."""
    if not call.weights:
        return
    for criterion in call.weights:
        if criterion not in call.criteria:
            message = Text("is not a criterion of the call", "није критеријум овог конкурса")
            yield CallError(f"weights.{criterion}", message, rule)
    if bare := [criterion for criterion in call.criteria if criterion not in call.weights]:
        criteria_text = ", ".join(bare)
        message = Text(f"no weight is given to: {criteria_text}", f"удео нема: {criteria_text}")
        yield CallError("weights", message, rule)
    if (total := sum(call.weights.values(), Decimal(0))) != HUNDRED:
        message = Text(
            f"they add up to {total:f} per cent, not to 100", f"њихов збир је {total:f}%, а не 100%"
        )
        yield CallError("weights", message, rule)


def _commission(
    call: Call, definition: ProcessDefinition, listing: Transition, today: date
) -> Iterator[CallError]:
    """Somebody scores the applications (BMU-15b); BEE-C3: three members, no more and no fewer."""
    guard = next(
        (
            bound_guard
            for bound_guard in listing.call_guards
            if bound_guard.name == COMMISSION_GUARD
        ),
        None,
    )
    if guard is not None:
        yield from _of_a_size(
            call, guard.rule, whole_number(definition.numbers(guard.rule, today), "members")
        )
    elif not call.commission and not (
        definition.call and definition.call.chosen_without_commission
    ):
        message = Text(
            "the call names no commission: nobody would score the applications",
            "конкурс не садржи комисију: пријаве не би имао ко да бодује",
        )
        yield CallError("commission", message, listing.rule)


def _of_a_size(call: Call, rule: str, needed_members: int) -> Iterator[CallError]:
    members = len(set(call.commission))
    if members != needed_members:
        member_names = f" ({', '.join(call.commission)})" if call.commission else ""
        message = Text(
            f"the commission has {members} members{member_names}; it must have {needed_members}",
            f"број чланова комисије: {members}{member_names}; треба да их буде {needed_members}",
        )
        yield CallError("commission", message, rule)
