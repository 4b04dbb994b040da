"""Handing something in from outside: it is received with its instant, whatever comes of it.

A right of the candidate (an appeal, a complaint, a withdrawal) is a step of their own, taken in the
same transaction; where the law refuses it, it is kept all the same and waits for the office. All
else waits until the office accepts it, which records it by the way that every fact and step goes,
with the day of receipt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import submissions
from persistence.dossiers import LockedCase
from persistence.outside_links import Purpose
from persistence.submissions import NewSubmission
from rules.anchors import REQUEST
from rules.possible_days import impossible_days
from states.agreement_comments import AGREEMENT_COMMENT
from states.decision import Actor, Refused
from states.definition import ProcessDefinition, Transition
from states.dossier import Case
from states.fact_declaration import Payload
from states.facts import FACTS
from states.frozen import frozen
from states.moments import civil_date
from states.payloads import read_payload, written_names
from states.phases import SINCE_THE_AGREEMENT, Phase, phase_of
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import DOCUMENT_KINDS
from workflows.cases.advance import Request, advance_case
from workflows.cases.fact_checks import UnfitPayload, fact_errors
from workflows.cases.uploads import Upload, store
from workflows.outside.agreement_text import (
    AgreementText,
    check_text,
    newest_text,
    party_of_agreement,
    party_to_sign,
)
from workflows.outside.missing import still_missing
from workflows.outside.open_call import APPLICATION, CANDIDATE
from workflows.outside.own_case import OwnCase

FACTS_OF: Final[Mapping[Purpose, Mapping[str, tuple[str, ...]]]] = {
    "candidate": {
        "document": ("kind", "language"),
        "stay": ("arrived_on", "returned_on"),
        "contact": ("what",),
        "student_status": ("status",),
        "extra_support": ("support", "what"),
    },
    "host": {
        "document": ("kind", "language"),
        "stay": ("arrived_on", "returned_on"),
        "transcript": ("language", "courses", "grading_table"),
    },
}
"""The facts that each may hand in, with the fields that they fill in."""

FIXED: Final[Mapping[str, Mapping[str, str]]] = {"contact": {"how": "online"}}
"""What such a fact holds besides, which nobody types."""
COMMENT: Final = ("what",)
"""What somebody types who comments on the agreement."""
SOONER: Final[Mapping[str, Phase]] = {"transcript": "away"}
"""Facts that come from outside while the stay's phase lasts, before the office records them as a
rule: the host writes its transcript as the student leaves."""
RIGHTS: Final[Mapping[str, tuple[str, ...]]] = {
    "ranking_appeal": ("grounds",),
    "decree_appeal": ("grounds",),
    "reason": ("reason",),
}
"""What a candidate's own steps take, with the fields that they fill in."""
HOSTS_ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "host_period": ("from", "to"),
    "host_refusal": ("reason",),
}
"""What the steps take by which the office records what a host says."""
SIGNATURE: Final = "signature"
DOCUMENT: Final = "document"
FROM_A_REQUEST: Final = frozenset({"request_received", "transcript_requested"})
"""The days from which a limit counts once somebody asked for their transcript."""
AFTER_THE_AGREEMENT: Final = frozenset({None, *SINCE_THE_AGREEMENT})
"""When a transcript is asked for; a process without an agreement is about nothing else."""
DATED: Final = "on"
RECEIVED: Final = "received_on"
MOST_WAITING: Final = 100
"""More of one case are not taken before the office has looked at some."""


@frozen
class Submittable:
    """What somebody may hand in: a fact or a step, the form that it takes and the fields asked.

    `at_once` where it is a right, and the candidate's own step. `fixed` is what nobody types, and
    `text` the text of the agreement that a signature is under, or a comment on. `records` is the
    fact that it is recorded as, where it has a name of its own here.
    """

    kind: str
    name: str
    form: str
    title: Text
    fields: tuple[str, ...]
    at_once: bool = False
    fixed: Mapping[str, str] = field(default_factory=dict)
    text: AgreementText | None = None
    records: str | None = None

    @property
    def takes_file(self) -> bool:
        """Whether a file goes with it."""
        return self.name == DOCUMENT

    @property
    def dated_by(self) -> str | None:
        """The field that holds the day of receipt, which nobody types."""
        if self.name in (SIGNATURE, AGREEMENT_COMMENT) or self.name in FIXED:
            return DATED
        if self.form == APPLICATION:
            return RECEIVED
        if self.kind == "step":
            return DATED if self.at_once and self.form != "reason" else None
        return FACTS[self.fact].dated or FACTS[self.fact].request

    @property
    def fact(self) -> str:
        """The fact or the step as which the office takes it in."""
        return self.records or self.name


@frozen
class Handed:
    """What somebody sends: of which fact or step, what was typed, and the file.

    `seen` is the digest of the text that they had before them as they signed.
    """

    what: Submittable
    details: Mapping[str, Any]
    form_key: str
    upload: Upload | None = None
    seen: str | None = None


@frozen
class Receipt:
    """That something was received: its number, and when.

    `taken` where the step was taken at once; `refused` where the law stands against it, and the
    office decides; of an application, what stands against it so far.
    """

    number: int
    received_at: datetime
    taken: bool = False
    refused: Refused | None = None


def submittables(own: OwnCase) -> list[Submittable]:
    """All that may be handed in with a link now, rights first."""
    return [*_steps(own), *_request(own), *_signature(own), *_comment(own), *_facts(own)]


def submittable_named(own: OwnCase, kind: str, name: str) -> Submittable | None:
    """One of them by its name; a right of the candidate's, and an application, also where its time
    is over.

    Who was in time and sends a moment late loses nothing by that: the office decides.
    """
    own_submittables = [
        submittable
        for submittable in submittables(own)
        if (submittable.kind, submittable.name) == (kind, name)
    ]
    step = own.definition.transitions.get(name) if kind == "step" else None
    if not own_submittables and step is not None and own.purpose == CANDIDATE:
        own_submittables = [*_right_of(step), *_application(own, step)]
    return next(iter(own_submittables), None)


def untyped(submittable: Submittable, now: datetime) -> dict[str, str]:
    """What a form holds that nobody types: what is fixed, and the day of receipt."""
    day = {submittable.dated_by: civil_date(now).isoformat()} if submittable.dated_by else {}
    return {**submittable.fixed, **day}


def submit(
    connection: Connection,
    office: Office,
    own: tuple[OwnCase, LockedCase],
    handed_form: Handed,
    now: datetime,
) -> Receipt | None:
    """Receives what is handed in; None where the same form was sent before.

    Raises ValidationError for details that can't be read, UnfitPayload for what can't stand in the
    dossier as it is, and where too much waits already. A right is received whatever it holds.
    """
    own_case, locked_case = own
    _check_room(connection, own_case.case)
    if handed_form.what.text is not None:
        check_text(own_case.dossier, handed_form.seen)
    details = {**handed_form.details, **untyped(handed_form.what, now)}
    if handed_form.upload is not None:
        details["file"] = store(connection, office, handed_form.upload)
    value = read_payload(handed_form.what.form, details)
    _check_fit(office, own_case, handed_form.what, value, civil_date(now))
    number = submissions.add(connection, _new(own_case, handed_form, details, now))
    if number is None:
        return None
    if handed_form.what.form == APPLICATION:
        own_submissions = submissions.of_case(connection, own_case.case.id)
        reasons = still_missing(own_case, own_submissions, None, now)
        return Receipt(
            number, now, refused=Refused(handed_form.what.title, reasons) if reasons else None
        )
    if not handed_form.what.at_once:
        return Receipt(number, now)
    request = Request(own_case.case.id, handed_form.what.name, details, locked=locked_case)
    actor = Actor(CANDIDATE, own_case.dossier.candidate.name)
    outcome = advance_case(connection, office, request, actor, now)
    if isinstance(outcome, Refused):
        return Receipt(number, now, refused=outcome)
    submissions.settle(connection, number, "accepted", ("", now))
    return Receipt(number, now, taken=True)


def _steps(own: OwnCase) -> Iterator[Submittable]:
    for step in own.definition.leaving(own.case.state):
        if own.purpose == CANDIDATE:
            yield from _right_of(step)
            yield from _application(own, step)
        elif step.takes in HOSTS_ANSWERS:
            yield Submittable(
                "step", step.trigger, step.takes, step.title, HOSTS_ANSWERS[step.takes]
            )


def _right_of(step: Transition) -> Iterator[Submittable]:
    if CANDIDATE in step.roles and step.takes in RIGHTS:
        fields = RIGHTS[step.takes]
        yield Submittable("step", step.trigger, step.takes, step.title, fields, at_once=True)


def _application(own: OwnCase, step: Transition) -> Iterator[Submittable]:
    """The application, with the fields that this kind of mobility has."""
    if CANDIDATE in step.roles and step.takes == APPLICATION:
        kind = own.definition.kind
        fields = tuple(
            name
            for name in written_names(APPLICATION)
            if name != RECEIVED and kind.has_field(APPLICATION, name)
        )
        yield Submittable("step", step.trigger, APPLICATION, step.title, fields)


def _signature(own: OwnCase) -> Iterator[Submittable]:
    """The signature under the newest version of the agreement, where it is still to be given."""
    kind = own.definition.kind
    party = party_to_sign(kind, own.dossier, own.purpose)
    is_time = _is_time_for(own.definition, own.case, SIGNATURE)
    is_possible = SIGNATURE in own.definition.facts and own.may_sign
    if is_possible and kind.agreement and party and is_time:
        fixed_values = {"document": kind.agreement.recorded_as, "party": party}
        title, text = FACTS[SIGNATURE].title, newest_text(own.dossier)
        yield Submittable("fact", SIGNATURE, SIGNATURE, title, (), fixed=fixed_values, text=text)


def _request(own: OwnCase) -> Iterator[Submittable]:
    """The candidate's request for their transcript, where a limit of the office counts from it."""
    is_asked_for = any(
        deadline.anchor in FROM_A_REQUEST
        for state in own.definition.states.values()
        for awaited_step in state.awaits
        for deadline in awaited_step.deadlines
    )
    is_time = phase_of(own.definition, own.case.state) in AFTER_THE_AGREEMENT
    is_open = not own.definition.states[own.case.state].end
    is_new = REQUEST not in own.dossier.documents
    if own.purpose == CANDIDATE and is_asked_for and is_time and is_open and is_new:
        title = DOCUMENT_KINDS[REQUEST].capitalised()
        fixed_values = {"kind": REQUEST}
        yield Submittable(
            "fact", REQUEST, DOCUMENT, title, (), fixed=fixed_values, records=DOCUMENT
        )


def _comment(own: OwnCase) -> Iterator[Submittable]:
    """What a party says of the newest version of the agreement, while it may be signed."""
    text = newest_text(own.dossier)
    party = party_of_agreement(own.definition.kind, own.purpose)
    is_time = _is_time_for(own.definition, own.case, SIGNATURE)
    if text and party and is_time and AGREEMENT_COMMENT in own.definition.facts:
        fixed_values = {"version": str(text.version), "from_party": party}
        title = FACTS[AGREEMENT_COMMENT].title
        yield Submittable(
            "fact", AGREEMENT_COMMENT, AGREEMENT_COMMENT, title, COMMENT,
            fixed=fixed_values, text=text,
        )  # fmt: skip


def _facts(own: OwnCase) -> Iterator[Submittable]:
    for name, fields in FACTS_OF[own.purpose].items():
        if name in own.definition.facts and _is_time_for(own.definition, own.case, name):
            fixed_values = FIXED.get(name, {})
            yield Submittable("fact", name, name, FACTS[name].title, fields, fixed=fixed_values)


def _is_time_for(definition: ProcessDefinition, case: Case, fact: str) -> bool:
    phase = phase_of(definition, case.state)
    return phase is None or phase in (*FACTS[fact].phases, SOONER.get(fact))


def _check_fit(
    office: Office, own: OwnCase, submittable: Submittable, value: Payload, today: date
) -> None:
    """Whoever hands in what the office could not record is told at once, at its field."""
    definition, dossier = own.definition, own.dossier
    if submittable.kind == "fact":
        errors = fact_errors(office, definition, submittable.fact, value, dossier, today)
    elif submittable.form in HOSTS_ANSWERS:
        errors = impossible_days(submittable.form, value, dossier, today)
    else:
        errors = ()
    if errors:
        raise UnfitPayload(errors[0].message, errors)


def _check_room(connection: Connection, case: Case) -> None:
    waiting_submissions = [
        submission
        for submission in submissions.of_case(connection, case.id)
        if submission.outcome is None
    ]
    if len(waiting_submissions) >= MOST_WAITING:
        raise ValidationError(
            Text(
                "Much of what you handed in still waits. Please write to the office.",
                "Много тога што сте предали још чека. Молимо Вас да пишете Центру.",
            )
        )


def _new(
    own: OwnCase, handed_form: Handed, details: Mapping[str, Any], now: datetime
) -> NewSubmission:
    submittable, details = handed_form.what, dict(details)
    file = details.get("file")
    kind = details.get("kind") if submittable.fact == DOCUMENT else None
    signed_text = submittable.text if submittable.name == SIGNATURE else None
    return NewSubmission(
        own.case.id, own.purpose, own.link.address,
        "fact" if submittable.kind == "fact" else "step",
        submittable.fact, details, now, handed_form.form_key, kind, file,
        signed_text.version if signed_text else None,
        signed_text.digest if signed_text else None,
    )  # fmt: skip
