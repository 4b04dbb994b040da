"""The dossier: what the office knows of a case. Frozen facts, and nothing that decides.

The class of a fact that people record is its form too, so a field's name is the word that
scenarios, the command line and the pages use. ECTS and points are exact decimals, dates are civil
dates in Belgrade, instants are aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from states import care, partner_agreements, projects
from states.agreement_comments import AgreementComment
from states.calls import Call, CallProgress, Candidate
from states.frozen import frozen
from states.money import Ledger
from states.placement import Placement
from states.recognition import (
    GradingTable,
    HomeCourse,
    Precedent,
    RecognitionDecision,
    Transcript,
)
from states.strict_forms import (
    STRICT,
    Code,
    Day,
    Ects,
    Hours,
    PastDay,
    Spoken,
    Titled,
    listed,
)
from states.traineeships import Traineeship
from states.travel import TravelOrder
from states.usual_days import UsualDaysOf
from states.validation_messages import InvalidValue
from states.vocabulary import DOCUMENT_KINDS, Agreement, Party, Remedy

Purpose = Literal["study", "thesis", "doctoral"]


def _known_kind(kind: str) -> str:
    """A slip of the pen would else be a document that no guard finds."""
    if kind not in DOCUMENT_KINDS:
        kinds = ", ".join(DOCUMENT_KINDS)
        raise InvalidValue(
            f"`{kind}` is not a kind of document; known are: {kinds}",
            f"`{kind}` није врста документа; познате су: {kinds}",
        )
    return kind


DocumentKind = Annotated[str, AfterValidator(_known_kind)]


@frozen
class Application:
    """What the candidate applied for, hosts in order of preference.

    `received_on` is the day on which it reached the office; left out, the day it was written down.
    """

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    hosts: tuple[Titled, ...] = ()
    programme: Literal["erasmus", "bilateral"] = "erasmus"
    purpose: Purpose = "study"
    semesters: Annotated[int, Field(ge=1, le=4)] = 1
    teaching_hours: Hours | None = None
    activity: str | None = None
    received_on: PastDay | None = None


@frozen
class HostAnswer:
    """What the host institution answered, with the exact period where it accepted."""

    accepted: bool
    first_day: Day | None = None
    last_day: Day | None = None
    reason: str | None = None


@frozen
class Document:
    """A document in the dossier; `file` is the SHA-256 of its content where one is stored.

    `signed_by` is None where nobody said who signed it, and empty where it was said: nobody.
    """

    __pydantic_config__ = STRICT

    kind: DocumentKind
    language: str | None = None
    delivered_on: PastDay | None = None
    certified: bool | None = None
    signed_by: Annotated[tuple[str, ...] | None, BeforeValidator(listed)] = None
    file: str | None = None

    @property
    def unsigned(self) -> bool:
        """Whether somebody said that nobody has signed it."""
        return self.signed_by == ()


@frozen
class Signature:
    """A party's signature; it counts for the agreement's version that was newest then."""

    __pydantic_config__ = STRICT

    document: Agreement
    party: Party
    on: PastDay


@frozen
class Course:
    """A course chosen at the host, and the home course that it is to replace."""

    __pydantic_config__ = STRICT

    title: Titled | None = None
    code: Code | None = None
    ects: Ects | None = None
    replaces: HomeCourse | None = None
    semester: Annotated[int, Field(ge=1, le=12)] | None = None


@frozen
class AgreementVersion:
    """One version of the agreement: learning, training, staff mobility or research.

    `insurance_agreed_otherwise` where it says that the staff member need not be insured for the
    journey, `further_documents` what it asks for after the return beside the report (BMU-31a, 31b).
    """

    __pydantic_config__ = STRICT

    language: Spoken | None = None
    semesters: Annotated[int, Field(ge=1, le=4)] | None = None
    purpose: Purpose | None = None
    courses: tuple[Course, ...] = ()
    outcomes: str | None = None
    programme: str | None = None
    tasks: str | None = None
    evaluation: str | None = None
    teaching_hours: Hours | None = None
    activity: str | None = None
    insurance_agreed_otherwise: bool | None = None
    further_documents: Annotated[tuple[DocumentKind, ...], BeforeValidator(listed)] = ()


@frozen
class StudyPlan:
    """What the student proposes to study, before the application (BMU-7): it only indicates."""

    __pydantic_config__ = STRICT

    language: Spoken | None = None
    semesters: Annotated[int, Field(ge=1, le=4)] | None = None
    purpose: Purpose | None = None
    courses: tuple[Course, ...] = ()


@frozen
class Stay:
    """The days on which the candidate really arrived and returned."""

    __pydantic_config__ = STRICT

    arrived_on: PastDay | None = None
    returned_on: PastDay | None = None


@frozen
class Period:
    """Civil dates, both days included."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]


@frozen
class SemesterStart:
    """The first day of the semester in which the student goes on at home."""

    __pydantic_config__ = STRICT

    on: Day


@frozen
class Pause:
    """Days that are not counted in the awaited step's deadline, both ends included."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    reason: str | None = None


@frozen
class Delivery:
    """The day on which a document reached the person it is for."""

    __pydantic_config__ = STRICT

    document: DocumentKind
    on: PastDay


@frozen
class Appeal:
    """An appeal against the list or the Decree, and what was decided; dates are of receipt.

    `act` is the version of the list, or the number of the Decree, that it is against;
    `decided_under` the version of the list that was in force as an appeal against it was decided.
    """

    against: Literal["list", "decree"]
    on: Day
    grounds: str | None = None
    decided_on: Day | None = None
    upheld: bool | None = None
    reason: str | None = None
    act: str | None = None
    decided_under: str | None = None


@frozen
class OtherCase:
    """Another case of the same person at the institution, as far as rules ask for it.

    `period` is the exact one that the host confirmed, as it was prolonged since; `stay` the days of
    arrival and return.
    """

    number: str
    process: str
    state: str
    in_this_call: bool = False
    applied: bool = False
    level: str | None = None
    period: Period | None = None
    stay: Stay = Stay()


@frozen
class DecreeIssued:
    """A Decree: its number, when it was issued, how it recognises and by whom.

    `remedy` is the legal remedy that was in force on that day; it stays with the Decree.
    `issued_by` is the person, `issued_as` that person's role, `issued_for` the one in whose place
    it was issued, where it was. `last_days_stated` are the last days to contest it that were told,
    one for each day of delivery, with how they were counted: receipts, as JSON.
    `certification_refused_on` is the day on which who certifies it refused to (BEE-R2): then it
    has no effect.
    """

    number: str
    issued_on: Day
    method: Literal["course_by_course", "semester_for_semester"]
    delivered_on: Day | None = None
    remedy: Remedy | None = None
    issued_by: str | None = None
    issued_as: str | None = None
    issued_for: str | None = None
    last_days_stated: str | None = None
    certification_refused_on: Day | None = None


@frozen
class Dossier:
    """All facts of a case as they stand: the newest of each kind."""

    candidate: Candidate
    call: Call
    progress: CallProgress = CallProgress()
    application: Application | None = None
    placement: Placement | None = None
    host_answer: HostAnswer | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The newest copy of each kind."""
    earlier_copies: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    """Those before it, oldest first: `states.copies` says what their days count for."""
    study_plan: StudyPlan | None = None
    agreement: AgreementVersion | None = None
    """The newest version that anybody recorded: a proposal, until a step concludes it."""
    agreement_version: int = 0
    agreed: AgreementVersion | None = None
    """The agreement in force: the version concluded last. What follows rests on it alone."""
    agreed_version: int = 0
    signatures: tuple[Signature, ...] = ()
    """Those on the newest version of the agreement; before there is one, on the Study Plan."""
    agreement_comments: tuple[AgreementComment, ...] = ()
    stay: Stay = Stay()
    transcript: Transcript | None = None
    traineeship: Traineeship | None = None
    recognition: tuple[RecognitionDecision, ...] = ()
    home_courses: tuple[HomeCourse, ...] = ()
    insurance: Period | None = None
    residence_permit: Period | None = None
    semester_start: Day | None = None
    pauses: tuple[Pause, ...] = ()
    language_decisions: tuple[care.LanguageDecision, ...] = ()
    mentorings: tuple[care.Mentoring, ...] = ()
    buddies: tuple[care.Buddy, ...] = ()
    introductory_meetings: tuple[care.IntroductoryMeeting, ...] = ()
    student_status: care.StudentStatus | None = None
    extra_supports: tuple[care.ExtraSupport, ...] = ()
    helps: tuple[care.Help, ...] = ()
    contacts: tuple[care.Contact, ...] = ()
    evaluation: care.Evaluation | None = None
    ledger: Ledger = ()
    """Its money: entries in the order in which they were recorded."""
    travel_order: TravelOrder | None = None
    project: projects.Project | None = None
    leading_professor: projects.LeadingProfessor | None = None
    project_administrator: projects.ProjectAdministrator | None = None
    project_partners: tuple[projects.ProjectPartner, ...] = ()
    project_grant: projects.ProjectGrant | None = None
    deliverables: tuple[projects.Deliverable, ...] = ()
    reports: tuple[projects.Report, ...] = ()
    partner_terms: partner_agreements.PartnerTerms | None = None
    agreed_places: tuple[partner_agreements.AgreedPlaces, ...] = ()
    agreement_end: partner_agreements.AgreementEnd | None = None
    next_agreement: str | None = None
    """The number of the case of the agreement that takes the place of this one."""
    of_project: str | None = None
    """The number of the case of the project that a mobility belongs to."""
    deliveries: Mapping[str, Day] = field(default_factory=dict)
    appeals: tuple[Appeal, ...] = ()
    decree: DecreeIssued | None = None
    """The newest."""
    earlier_decrees: tuple[DecreeIssued, ...] = ()
    """Those that were set aside: by an appeal, or by a certification refused. Oldest first."""
    certified_on: Day | None = None
    produced: Mapping[str, Day] = field(default_factory=dict)
    """The civil dates on which the office first made each kind of document."""
    grading_tables: tuple[GradingTable, ...] = ()
    """The office's tables of the host and of the home institution, once the host has answered."""
    other_cases: tuple[OtherCase, ...] = ()
    """Those of the same person, the oldest first."""
    precedents: tuple[Precedent, ...] = ()
    """What stands in the register of precedents for the host, newest first, likewise."""
    usual_days: UsualDaysOf = field(default_factory=dict)
    """How long the steps of its process usually take in this office."""

    @property
    def host(self) -> str | None:
        """The host institution: the one that the list gives, else the first applied for."""
        if self.placement and self.placement.host:
            return self.placement.host
        return next(iter(self.application.hosts), None) if self.application else None


@frozen
class Case:
    """Where a case stands. `visit` counts its entries into states, `version` its changes.

    `visited` are the states in which it stood before it entered this one.
    """

    id: int
    number: str
    institution: str
    process: str
    definition: str
    state: str
    visit: int
    entered_at: datetime
    version: int
    due: Day | None = None
    call_id: int | None = None
    awaited: str | None = None
    visited: tuple[str, ...] = ()

    @property
    def again(self) -> bool:
        """Whether the case has come back to where it stood before."""
        return self.state in self.visited
