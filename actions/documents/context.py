"""What a document is about: the case as it stands after a step, and who signs today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, TypeVar

from actions.documents.content import Words
from actions.documents.list_history import ListStory
from office.wiring import Office
from rules.receipts import Receipt
from rules.recognition import Recognition
from rules.regulation import Regulation
from states.agreements import SignedVersion
from states.calls import Call, CallProgress, Host
from states.decision import Actor
from states.definition import ProcessDefinition, Transition
from states.dossier import Case, DecreeIssued, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text

T = TypeVar("T")
APPEALED_TO: Final = ("rector", "dean")
"""Who stands above the author of a Decree, so that going to them is an appeal."""


class MissingData(Exception):
    """A document must say what nobody has recorded; the message is a sentence for people."""


@frozen
class RankingEntry:
    """A place on the list; `case` is its number, `tie` and `kept` are as in `rules.ranking`.

    `reasons` are the lines of why there, the choice of the host included.
    """

    rank: int
    case: str
    candidate: Text
    points: Decimal | None
    outcome: Literal["selected", "waiting", "rejected"]
    host: str | None = None
    tie: Text | None = None
    reasons: tuple[Text, ...] = ()
    kept: bool = False


@frozen
class ListChoice:
    """Who chose where a call names no commission (BMU-29), and why, where it was said."""

    by: Actor
    reason: str | None = None

    @property
    def role(self) -> str:
        """The role in which it was chosen."""
        return self.by.deputy_for or self.by.role


@frozen
class RankingContext:
    """One version of a call's list: entries by rank, `commission` the members' names.

    Left out, the members are named as the call names them. `story` is what goes with the list.
    """

    call: Call
    progress: CallProgress
    version: int
    entries: tuple[RankingEntry, ...]
    commission: tuple[Words, ...] = ()
    story: ListStory | None = None
    choice: ListChoice | None = None

    @property
    def members(self) -> tuple[Words, ...]:
        """Who made the list."""
        return self.commission or self.call.commission


@frozen
class DocumentContext:
    """All that a document is composed from. `at` is the aware instant of the step.

    Case and dossier stand as after the step; `details` is what was handed in with it. `signers`
    names who holds a role today, `deputies` gives for a role the role that signs in its place;
    `acting` is the role in which somebody takes the step; `signers_on` who held each role on the
    days on which agreements were signed.
    `due` is the receipt of what is awaited after the step; for a ranking list, of the time to
    appeal. `earlier_decree` is the one that the case bore before,
    which a corrected Decree replaces, `appeal_decision` the number of the newest decision on an
    appeal against it; `recorded_versions` are
    those of the agreement that are written already, `recognition` is what the Decree recognises
    where that is composed already.
    """

    office: Office
    definition: ProcessDefinition
    at: datetime
    case: Case | None = None
    dossier: Dossier | None = None
    transition: Transition | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    signers: Mapping[str, Words] = field(default_factory=dict)
    deputies: Mapping[str, str] = field(default_factory=dict)
    acting: str | None = None
    due: Receipt | None = None
    earlier_decree: DecreeIssued | None = None
    appeal_decision: str | None = None
    recorded_versions: tuple[SignedVersion, ...] = ()
    ranking: RankingContext | None = None
    recognition: Recognition | None = None
    signers_on: Mapping[date, Mapping[str, Words]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The civil date in Belgrade that the document bears."""
        return civil_date(self.at)

    @property
    def regulation(self) -> Regulation:
        """The rulebook of the case's own institution."""
        return self.office.regulation_of(self.definition)

    @property
    def file(self) -> Dossier:
        """The dossier; MissingData where the document is about no case."""
        return known(self.dossier, "the dossier")

    @property
    def versions(self) -> tuple[SignedVersion, ...]:
        """The versions of the agreement, oldest first, with what the step itself makes of them.

        It may make a new one, sign the newest, and bring it into force.
        """
        dossier, recorded_versions = self.file, self.recorded_versions
        if dossier.agreement is None:
            return recorded_versions
        versions_by_number = {version.number: version for version in recorded_versions}
        number = dossier.agreement_version
        newest = versions_by_number.get(number) or SignedVersion(
            number, dossier.agreement, dossier.signatures, self.at
        )
        if number == dossier.agreed_version and newest.concluded_on is None:
            newest = replace(newest, signatures=dossier.signatures, concluded_on=self.today)
        return tuple({**versions_by_number, number: newest}.values())

    @property
    def case_number(self) -> str:
        """The case's number; MissingData where the document is about no case."""
        return known(self.case, "the case").number

    @property
    def incoming(self) -> bool:
        """Whether the student comes to us, so that we are the host."""
        return self.definition.kind.incoming

    def word(self, name: str) -> str | None:
        """What people handed in under a name, as they wrote it; None where they wrote nothing."""
        return str(self.details.get(name) or "").strip() or None


def known(value: T | None, noun: str) -> T:
    """The value; raises MissingData where it is not recorded. `what` names it in English."""
    if value is None:
        raise MissingData(f"The document can't be written: {noun} is not recorded.")
    return value


def host_of(context: DocumentContext) -> Host:
    """The partner that the case is about: the nominated one, else the first applied for.

    A host that the call no longer names is known by its name only; its country is then `XX`.
    """
    dossier = context.file
    wishes = dossier.application.hosts if dossier.application else ()
    nominated_to = dossier.placement.host if dossier.placement else None
    name = known(nominated_to or next(iter(wishes), None), "the host institution")
    hosts_of_name = (host for host in dossier.call.hosts if host.name == name)
    return next(hosts_of_name, Host(name, "", places=0))


def contested_by(context: DocumentContext, decree: DecreeIssued) -> Literal["appeal", "complaint"]:
    """By what a Decree is contested: before its own author it is a complaint (annex 9)."""
    legal = context.regulation.remedy_of(decree)
    return "complaint" if legal and legal.to not in APPEALED_TO else "appeal"
