"""Publishing a call's list as its page offers it: what stands against it, for whom it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from office.unknown_definitions import UnknownDefinition
from persistence import call_applicants, call_overview
from persistence import calls as call_rows
from persistence.call_applicants import Numbers
from persistence.call_overview import CallLine
from persistence.calls import OFF_THE_LIST
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from states.reasons import Reason
from states.text import Text
from states.vocabulary import ROLES
from web.views.cited_reasons import CitedReason
from web.views.holders import holders_of_call
from web.views.remedy_places import CallPlace, CitedWithLinks, RemedyPlaces
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.calls.blind_points import waiting_states
from workflows.cases.list_guards import reasons_against_list, versions_of_keys

MOST_JUDGED: Final = 100
"""Applications of a call up to which its page judges, unasked, what stands against its list."""


@frozen
class ChosenPlace:
    """An application to be put in order, with the place that was typed for it."""

    case: str
    name: str
    place: str


@frozen
class CallAnswer:
    """What a page says to who has just tried to publish in vain: why not.

    `typed` are the places that were typed, by case, and `reason` the reason; `error` says what is
    wrong with them.
    """

    refused: tuple[CitedReason, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    error: Text | None = None


@frozen
class CallOutline:
    """A call with what all its pages begin with: how many applied, on which versions they run."""

    line: CallLine
    call: Call
    progress: CallProgress
    numbers: Numbers
    versions: tuple[ProcessDefinition, ...]

    @property
    def list_step(self) -> Transition | None:
        """The step that publishes the list; None where nobody is ranked."""
        return list_step_of(self.versions[-1])

    @property
    def is_judged_unasked(self) -> bool:
        """Whether what stands against the list is judged on the call's own page: not of many
        applications, and not once that page tells what a later version has changed."""
        return self.numbers.applied <= MOST_JUDGED and self.line.list_version < 2

    @property
    def is_to_be_made(self) -> bool:
        """Whether a list is to be published: none is yet, or there is a cause for another one."""
        progress = self.progress
        number_waiting = self.numbers.waiting(waiting_states(self.versions))
        causes = (number_waiting, progress.upheld, progress.corrected, progress.missing)
        return not self.line.list_version or any(causes)


@frozen
class Publishing:
    """The step of the whole call for one reader. `missing` is what stands against taking it now,
    judged where `is_judged`; `may_publish` says whether the reader has a role that publishes it.

    Where somebody chooses without a commission, `choice` holds the cases to be put in order.
    """

    step: Transition
    rule: RuleLink
    roles: tuple[Text, ...]
    may_publish: bool
    is_to_be_made: bool
    is_judged: bool
    missing: tuple[CitedWithLinks, ...]
    choice: tuple[ChosenPlace, ...]
    answer: CallAnswer


def outline_of(viewer: Viewer, line: CallLine) -> CallOutline:
    """A call as the viewer's connection sees it."""
    office = viewer.office
    call, progress = call_rows.load_under(viewer.connection, line.stamps)
    numbers = call_applicants.numbers(viewer.connection, line.id)
    versions = versions_of_keys(office, numbers.versions) or (
        office.in_force(line.institution, line.process, viewer.today),
    )
    return CallOutline(line, call, progress, numbers, versions)


def publishing_of(
    viewer: Viewer, call: CallOutline, answer: CallAnswer, is_judged: bool
) -> Publishing | None:
    """Publishing the list of a call; None where it has none.

    What stands against the list is judged on all of its cases, unasked or where somebody asks for
    it (`is_judged`).
    """
    step, line = call.list_step, call.line
    if step is None:
        return None
    is_judged = is_judged or call.is_judged_unasked
    roles = step.roles_in(call.call)
    against_it = _missing(viewer, call, step, is_judged)
    return Publishing(
        step=step,
        rule=rule_link(viewer.office, line.institution, step.rule_in(call.call)),
        roles=tuple(ROLES[role] for role in roles),
        may_publish=bool(viewer.person.roles_at(line.institution).intersection(roles)),
        is_to_be_made=call.is_to_be_made,
        is_judged=is_judged,
        missing=against_it,
        choice=_choice(viewer, step, call, answer.typed),
        answer=answer,
    )


def _missing(
    viewer: Viewer, call: CallOutline, step: Transition, is_judged: bool
) -> tuple[CitedWithLinks, ...]:
    """What stands against publishing the list now, whoever asks, each with what meets it."""
    reasons = _without_definition(viewer, call.numbers.versions, step)
    if is_judged:
        reasons += reasons_against_list(viewer.connection, call.versions, call.line.id, viewer.now)
    return list_remedies(viewer, call.line, call.call).cited(reasons)


def list_remedies(viewer: Viewer, line: CallLine, call: Call) -> RemedyPlaces:
    """Finds what meets the conditions of a call's list."""
    place = CallPlace(line.id, line.institution, line.process)
    return RemedyPlaces(viewer, place, holders_of_call(viewer, line.institution, call))


def _without_definition(
    viewer: Viewer, keys: Sequence[str], step: Transition
) -> tuple[Reason, ...]:
    """Of cases whose definition is missing: no list is published with them."""
    remedy = Text("Tell who runs the system.", "Обавестите администратора система.")
    return tuple(
        Reason(step.rule, UnknownDefinition(key).message.capitalised(), remedy)
        for key in keys
        if not viewer.office.knows(key)
    )


def _choice(
    viewer: Viewer, step: Transition, call: CallOutline, typed_places: Mapping[str, str]
) -> tuple[ChosenPlace, ...]:
    """The applications that somebody puts in order where the call names no commission (BMU-29)."""
    if step.without_commission is None or call.call.commission:
        return ()
    applicants = call_overview.applicants(viewer.connection, call.line.id)
    return tuple(
        ChosenPlace(applicant.number, applicant.name, typed_places.get(applicant.number, ""))
        for applicant in applicants
        if applicant.state not in OFF_THE_LIST and applicant.submitted_at
    )


def list_step_of(definition: ProcessDefinition) -> Transition | None:
    """The step that publishes a call's list; None where nobody is ranked."""
    return next((step for step in definition.transitions.values() if step.of_call), None)
