"""Guards of publishing a list: they judge a whole call, not one case.

BMU-15b; BEE-C3, BEE-C4. Scoring itself and the order of the list are `rules.ranking`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Protocol

from rules.guards.remedies import NEW_CALL, TIME
from rules.guards.wording import guard_reason, listed
from rules.parameters import Parameters, number
from states.calls import Call
from states.frozen import frozen
from states.moments import civil_date
from states.reasons import GuardReason
from states.vocabulary import criterion_title


class ListedCandidate(Protocol):
    """Who applied, as far as a list is judged by it."""

    @property
    def name(self) -> str:
        """The name, as reasons tell it."""

    @property
    def commission_name(self) -> str | None:
        """The name under which the candidate sits in commissions, where they do."""


@frozen
class JudgedApplication:
    """An application before the Commission: by member, the criteria by which points were given.

    `kept` of who was nominated by an earlier version: nothing is judged of that one any more.
    """

    case: str
    candidate: ListedCandidate
    points: Mapping[str, Collection[str]] = field(default_factory=dict)
    interviewed_on: date | None = None
    kept: bool = False


@frozen
class ListDraft:
    """A call's list as it would be published at an instant.

    `names` tells who the members are, by the names that the call gives them. `chosen` where nobody
    gives points: somebody chooses (BMU-29).
    """

    call: Call
    applications: tuple[JudgedApplication, ...]
    now: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    chosen: bool = False

    @property
    def judged(self) -> tuple[JudgedApplication, ...]:
        """The applications that the list decides on."""
        return tuple(application for application in self.applications if not application.kept)

    def name_of(self, member: str) -> str:
        """A member's name; the one that the call gives where no other is known."""
        return self.names.get(member, member)


def call_is_closed(draft: ListDraft, parameters: Parameters) -> list[GuardReason]:
    """BMU-15b, BEE-C4: the list is drawn up once nobody can apply any more."""
    if civil_date(draft.now) > draft.call.closes:
        return []
    message = (
        "The call “{call}” is open until {closes}, 24:00.",
        "Конкурс „{call}“ отворен је до 24:00 последњег дана: {closes}",
    )
    remedy = ("Publish after {closes}.", "Објавити по истеку рока: {closes}")
    return [
        guard_reason(message, remedy, call=draft.call.title, closes=draft.call.closes, by=(TIME,))
    ]


def members_have_all_scored(draft: ListDraft, parameters: Parameters) -> list[GuardReason]:
    """BMU-15b, BEE-C4: each member scores each application by all criteria of the call.

    Where somebody chooses without a commission there is nobody to score (BMU-29).
    """
    if draft.chosen:
        return []
    if not draft.call.commission:
        return [_nobody_scores()]
    message = (
        "{member} has not scored {case} ({name}) by: {criteria}.",
        "{member}, члан комисије: предмет {case} ({name}) није бодован по критеријумима: "
        "{criteria}.",
    )
    remedy = (
        "{member} scores {case}.",
        "Потребно је да члан комисије {member} бодује предмет {case}.",
    )
    return [
        guard_reason(
            message,
            remedy,
            member=draft.name_of(member),
            case=application.case,
            name=application.candidate.name,
            criteria=listed(map(criterion_title, criteria)),
            by=("score",),
        ).filling(member=member, case=application.case)
        for application in draft.judged
        for member in draft.call.commission
        if (criteria := _without_points(draft.call, application, member))
    ]


def _nobody_scores() -> GuardReason:
    return guard_reason(
        (
            "The call names no commission: nobody has scored.",
            "Конкурс нема комисију: нико не бодује.",
        ),
        (
            "Open a call that names its commission.",
            "Расписати конкурс у коме је комисија именована.",
        ),
        by=(NEW_CALL,),
    )


def _without_points(call: Call, application: JudgedApplication, member: str) -> list[str]:
    points = application.points.get(member, ())
    return [criterion for criterion in call.criteria if criterion not in points]


def no_member_is_a_candidate(draft: ListDraft, parameters: Parameters) -> list[GuardReason]:
    """BEE-C3: a member of the commission who takes part in the mobility is replaced."""
    message = (
        "{member} sits on the commission and applies as {name} ({case}).",
        "Члан комисије {member} пријављен је као кандидат: {name} ({case}).",
    )
    remedy = (
        "Replace {member} on the commission; the new member scores.",
        "Именовати новог члана комисије (досадашњи: {member}); нови члан бодује.",
    )
    return [
        guard_reason(
            message,
            remedy,
            member=draft.name_of(member),
            name=application.candidate.name,
            case=application.case,
            by=("replace_member",),
        ).filling(member=member)
        for application in draft.applications
        if (member := application.candidate.commission_name) and member in draft.call.commission
    ]


def interviews_are_held(draft: ListDraft, parameters: Parameters) -> list[GuardReason]:
    """BEE-C3: the commission has talked with every candidate before it decides.

    A day to come is only planned, and before the call there was nobody to talk with.
    """
    today = civil_date(draft.now)
    message = (
        "No interview with {name} ({case}) has been held.",
        "Није обављен разговор са кандидатом: {name} ({case}).",
    )
    remedy = (
        "Hold the interview and record its day.",
        "Обавити разговор и евидентирати датум.",
    )
    return [
        guard_reason(
            message,
            remedy,
            name=application.candidate.name,
            case=application.case,
            by=("interview",),
        )
        for application in draft.judged
        if not _interviewed(application, draft.call, today)
    ]


def _interviewed(application: JudgedApplication, call: Call, today: date) -> bool:
    day = application.interviewed_on
    return day is not None and call.published <= day <= today


def commission_has_three(draft: ListDraft, parameters: Parameters) -> list[GuardReason]:
    """BEE-C3: the commission has three members."""
    members, needed_members = len(set(draft.call.commission)), number(parameters, "members")
    if members == needed_members:
        return []
    message = (
        "The commission has {members} members; it must have {needed}.",
        "Број чланова комисије: {members}; потребно је {needed}.",
    )
    remedy = (
        "Open a call with as many members.",
        "Расписати конкурс са прописаним бројем чланова комисије.",
    )
    return [guard_reason(message, remedy, members=members, needed=needed_members, by=(NEW_CALL,))]
