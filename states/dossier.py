"""The dossier: what the office knows of a case. Frozen facts, and nothing that decides.

Each class is also the form of the fact that people record, so a field's name is the word that
`shared` scenarios, the command line and the pages use. ECTS and points are exact decimals, dates
are civil dates in Belgrade, instants are aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from states.frozen import frozen
from states.strict_forms import (
    STRICT,
    Code,
    Country,
    Day,
    Ects,
    Email,
    Grade,
    Hours,
    IscedField,
    Label,
    Named,
    Points,
    Spoken,
    Titled,
    listed,
)
from states.validation_messages import InvalidValue
from states.vocabulary import DOCUMENT_KINDS, Remedy

Level = Literal["undergraduate", "master", "specialist", "doctoral"]
Purpose = Literal["study", "thesis", "doctoral"]
Agreement = Literal["learning_agreement", "training_agreement", "mobility_agreement", "study_plan"]
Duration = Literal["1S", "2S", "Y", "1T", "2T"]
Party = Literal["student", "academic_coordinator", "rector", "dean", "host", "staff_member"]


def _known_kind(kind: str) -> str:
    """A slip of the pen would else be a document that no guard finds."""
    if kind not in DOCUMENT_KINDS:
        known = ", ".join(DOCUMENT_KINDS)
        raise InvalidValue(
            f"`{kind}` is not a kind of document; known are: {known}",
            f"`{kind}` није врста документа; познате су: {known}",
        )
    return kind


DocumentKind = Annotated[str, AfterValidator(_known_kind)]


@frozen
class Candidate:
    """Who the case is about. `months_abroad` counts on the present level of study.

    `faculty` is the key of one of the office's faculties that are home institutions themselves.
    """

    __pydantic_config__ = STRICT

    name: Named
    email: Email
    level: Level | None = None
    year: Annotated[int, Field(ge=1, le=8)] | None = None
    ects_earned: Annotated[Decimal, Field(ge=0, le=500, decimal_places=6)] = Decimal(0)
    months_abroad: Annotated[Decimal, Field(ge=0, le=60, decimal_places=6)] = Decimal(0)
    earlier_mobilities: Annotated[int, Field(ge=0, le=100)] = 0
    grade_average: Annotated[Decimal, Field(ge=0, le=10, decimal_places=6)] | None = None
    language: dict[str, str] = field(default_factory=dict)
    employed: bool | None = None
    staff: Literal["teaching", "non_teaching"] | None = None
    commission_name: Annotated[str, Field(max_length=120)] | None = None
    home_institution: Titled | None = None
    student_card: Annotated[str, Field(max_length=40)] | None = None
    study_programme: Annotated[str, Field(max_length=200)] | None = None
    faculty: Annotated[str, Field(max_length=40)] | None = None
    writes_in: Literal["en", "sr", "sr-Latn"] = "sr"


@frozen
class Host:
    """A partner institution in a call; `numbers_courses` is False where it gives no codes."""

    __pydantic_config__ = STRICT

    name: Named
    email: Email
    country: Country = "XX"
    places: Annotated[int, Field(ge=0, le=10_000)] = 1
    numbers_courses: bool = True


@frozen
class Call:
    """A call for applications. `closes` is its last day, in time until 24:00.

    `criteria` holds the points that each gives at most. Where there are `weights`, in per cent of
    the whole, the points count by them; elsewhere they count as they are.
    """

    __pydantic_config__ = STRICT

    title: Named
    published: Day
    closes: Day
    appeal_days: Annotated[int, Field(ge=1, le=60)] | None = None
    required: tuple[str, ...] = ()
    criteria: dict[Label, Annotated[Points, Field(gt=0)]] = field(default_factory=dict)
    minimum_points: Points = Decimal(0)
    hosts: tuple[Host, ...] = ()
    commission: tuple[Label, ...] = ()
    weights: dict[Code, Annotated[Points, Field(gt=0)]] = field(default_factory=dict)


@frozen
class Waiting:
    """A case that waits for a place, with its rank on the list and the hosts applied for."""

    case: str
    name: str
    rank: int
    hosts: tuple[str, ...]


@frozen
class CallProgress:
    """How far the call's selection has come; the same for all its cases.

    `taken` gives for each host the places held by cases that still count on them,
    `open_appeals` the numbers of the cases whose appeal against the list is undecided, `waiting`
    who waits, by rank; it is read for cases that wait themselves.
    """

    list_version: int = 0
    list_published_on: Day | None = None
    appeal_until: Day | None = None
    taken: Mapping[str, int] = field(default_factory=dict)
    open_appeals: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


@frozen
class Application:
    """What the candidate applied for, hosts in order of preference."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    hosts: tuple[Titled, ...] = ()
    programme: Literal["erasmus", "bilateral"] = "erasmus"
    purpose: Purpose = "study"
    semesters: Annotated[int, Field(ge=1, le=4)] = 1
    teaching_hours: Hours | None = None
    activity: str | None = None


@frozen
class Placement:
    """The candidate's place on the list in force; `points` is the commission's mean.

    `listed_host` is the host that the list gave where another is asked for now.
    """

    outcome: Literal["selected", "waiting", "rejected"]
    rank: int
    points: Decimal
    host: str | None
    list_version: int
    listed_host: str | None = None


@frozen
class HostAnswer:
    """What the host institution answered, with the exact period where it accepted."""

    accepted: bool
    first_day: Day | None = None
    last_day: Day | None = None
    reason: str | None = None


@frozen
class Document:
    """A document in the dossier; `file` is the SHA-256 of its content where one is stored."""

    __pydantic_config__ = STRICT

    kind: DocumentKind
    language: str | None = None
    delivered_on: Day | None = None
    certified: bool | None = None
    signed_by: Annotated[tuple[str, ...], BeforeValidator(listed)] = ()
    file: str | None = None


@frozen
class Signature:
    """A party's signature; it counts for the agreement's version that was newest then."""

    __pydantic_config__ = STRICT

    document: Agreement
    party: Party
    on: Day


@frozen
class HomeCourse:
    """A course of the home institution; `hours` are its class hours."""

    __pydantic_config__ = STRICT

    title: Named
    ects: Ects | None = None
    hours: Hours | None = None


@frozen
class Course:
    """A course chosen at the host, and the home course that it is to replace."""

    __pydantic_config__ = STRICT

    title: Titled | None = None
    code: Code | None = None
    ects: Ects | None = None
    replaces: HomeCourse | None = None


@frozen
class AgreementVersion:
    """One version of the agreement: learning, training, staff mobility or research."""

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

    arrived_on: Day | None = None
    returned_on: Day | None = None


@frozen
class GradeShare:
    """A grade and the share of passing students who get it, in per cent."""

    __pydantic_config__ = STRICT

    grade: Grade
    percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=6)]
    passing: bool = True


@frozen
class TranscriptCourse:
    """A course as a Transcript of Records shows it.

    On a transcript of our own the title is ours, `english` what it is called in English, and
    `duration` how long it lasted (annex 7).
    """

    __pydantic_config__ = STRICT

    title: Named
    ects: Ects
    grade: Grade
    passed: bool
    code: Code | None = None
    hours: Hours | None = None
    english: Titled | None = None
    duration: Duration | None = None


@frozen
class Transcript:
    """A Transcript of Records, the host's or our own; its grading table runs from the best down.

    `field` is the ISCED-F field of the studies abroad, by which a table of the office is chosen
    where the transcript holds none. On our own, `programme_semesters` is how long the study
    programme lasts, and `remarks` is what else matters (article 12).
    """

    __pydantic_config__ = STRICT

    courses: tuple[TranscriptCourse, ...]
    language: Spoken | None = None
    holds_grading_system: bool | None = None
    grading_table: tuple[GradeShare, ...] = ()
    field: IscedField | None = None
    programme_semesters: Annotated[int, Field(ge=1, le=16)] | None = None
    remarks: str | None = None


@frozen
class GradingTable:
    """The grades of an institution in a field and in years, as the office keeps them (annex 10).

    `institution` is a host's name, or None for the office's own; without `field` the table holds
    for every field, without `last_day` from its first day on. Best grade first.
    """

    id: int
    institution: str | None
    field: str | None
    first_day: Day
    last_day: Day | None
    grades: tuple[GradeShare, ...]
    source: str | None = None


@frozen
class Precedent:
    """A course of a host that a Decree recognised as a home course (BEE-L5), and where.

    `together_with` are the other host courses that replaced the same home course in that Decree.
    """

    id: int
    host: str
    course: str
    home: HomeCourse
    case: str
    decree: str
    recognised_on: Day
    together_with: tuple[str, ...] = ()


@frozen
class Traineeship:
    """What whoever took the trainee in certifies of a traineeship (BMU-13, annex 8).

    `provider` is the person who answers for the trainee there, `function` that person's own.
    """

    __pydantic_config__ = STRICT

    company: Named
    company_type: Titled | None = None
    address: Titled | None = None
    country: Titled | None = None
    tasks: str | None = None
    skills: str | None = None
    hours_per_day: Annotated[Decimal, Field(gt=0, le=24, decimal_places=2)] | None = None
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = None
    hours: Hours | None = None
    provider: Titled | None = None
    function: Titled | None = None
    student_address: Titled | None = None


@frozen
class RecognitionDecision:
    """What one course at the host counts as: a home course, or a line of the supplement.

    An `elective` is a free elective course that counts as it is (BMU-22.9).
    """

    __pydantic_config__ = STRICT

    host: Named
    home: HomeCourse | None = None
    supplement: bool = False
    elective: bool = False


@frozen
class Period:
    """Civil dates, both days included."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]


@frozen
class Pause:
    """Days that are not counted in the awaited step's deadline, both ends included."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    reason: str | None = None


@frozen
class Appeal:
    """An appeal against the list or the Decree, and what was decided; dates are of receipt."""

    against: Literal["list", "decree"]
    on: Day
    grounds: str | None = None
    decided_on: Day | None = None
    upheld: bool | None = None
    reason: str | None = None


@frozen
class DecreeIssued:
    """The newest Decree: its number, when it was issued and how it recognises.

    `remedy` is the legal remedy that was in force on that day; it stays with the Decree.
    """

    number: str
    issued_on: Day
    method: Literal["course_by_course", "semester_for_semester"]
    delivered_on: Day | None = None
    remedy: Remedy | None = None


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
    study_plan: StudyPlan | None = None
    agreement: AgreementVersion | None = None
    agreement_version: int = 0
    signatures: tuple[Signature, ...] = ()
    """Those on the newest version of the agreement; before there is one, those on the Study Plan.
    """
    stay: Stay = Stay()
    transcript: Transcript | None = None
    traineeship: Traineeship | None = None
    recognition: tuple[RecognitionDecision, ...] = ()
    home_courses: tuple[HomeCourse, ...] = ()
    insurance: Period | None = None
    residence_permit: Period | None = None
    semester_start: Day | None = None
    pauses: tuple[Pause, ...] = ()
    deliveries: Mapping[str, Day] = field(default_factory=dict)
    appeals: tuple[Appeal, ...] = ()
    decree: DecreeIssued | None = None
    grading_tables: tuple[GradingTable, ...] = ()
    """The office's tables of the host and of the home institution, once the host has answered."""
    precedents: tuple[Precedent, ...] = ()
    """What stands in the register of precedents for the host, newest first, likewise."""

    @property
    def host(self) -> str | None:
        """The host institution: the one that the list gives, else the first applied for."""
        if self.placement and self.placement.host:
            return self.placement.host
        return next(iter(self.application.hosts), None) if self.application else None


@frozen
class Case:
    """Where a case stands. `visit` counts its entries into states, `version` its changes."""

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
