"""Calls for applications, who applies in one, and how far its selection has come. Frozen facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.names import in_both_scripts, name_in
from states.strict_forms import (
    STRICT,
    AcademicTitle,
    Code,
    Country,
    Day,
    Email,
    ErasmusCode,
    IscedField,
    Label,
    Named,
    PastDay,
    Points,
    Salutation,
    Titled,
)
from states.text import Language, Text

Level = Literal["undergraduate", "master", "specialist", "doctoral"]


@frozen
class Candidate:
    """Who the case is about. `months_abroad` counts on the present level of study, without those
    of the person's other cases here, which the office knows itself.

    `birth_date` to `field_of_study` stand on what partners read: the nomination, the transcript
    (annexes 6 and 7) and the Erasmus+ agreements (annexes 12 and 13). `faculty` is the key of one
    of the office's faculties that are home institutions themselves. `home_email` is where the
    home institution of who comes to us is told of changes. `salutation` and `academic_title` are
    how letters address the person; nothing else tells that. `writes_in` is the language of these
    letters; where nobody told it, that of the kind of mobility.
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
    home_email: Email | None = None
    student_card: Annotated[str, Field(max_length=40)] | None = None
    study_programme: Annotated[str, Field(max_length=200)] | None = None
    faculty: Annotated[str, Field(max_length=40)] | None = None
    writes_in: Language | None = None
    birth_date: PastDay | None = None
    birth_place: Titled | None = None
    sex: Literal["female", "male"] | None = None
    matriculated_on: PastDay | None = None
    field_of_study: IscedField | None = None
    salutation: Salutation | None = None
    academic_title: AcademicTitle | None = None
    name_in_other_script: Named | None = None

    def name_in(self, language: str) -> str:
        """The name in the script of a language, where it is recorded or can be derived."""
        return name_in(language, self.name, self.name_in_other_script)

    @property
    def both_names(self) -> Text:
        """The name as English and Serbian texts have it."""
        return in_both_scripts(self.name, self.name_in_other_script)


@frozen
class Host:
    """A partner institution in a call; `numbers_courses` is False where it gives no codes.

    `contact` is the person there whom the agreements name, `erasmus_code` the institution's own.
    """

    __pydantic_config__ = STRICT

    name: Named
    email: Email
    country: Country = "XX"
    places: Annotated[int, Field(ge=0, le=10_000)] = 1
    numbers_courses: bool = True
    erasmus_code: ErasmusCode | None = None
    address: Titled | None = None
    contact: Titled | None = None


@frozen
class Call:
    """A call for applications. `closes` is its last day, in time until 24:00.

    `criteria` holds the points that each gives at most. Where there are `weights`, in per cent of
    the whole, the points count by them; elsewhere they count as they are. `extra_support` tells
    what is there for candidates with a disability or in a difficult social position.
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
    extra_support: Annotated[str, Field(max_length=2_000)] | None = None


@frozen
class Waiting:
    """A case that waits for a place, with its rank on the list and the hosts applied for."""

    case: str
    name: str
    rank: int
    hosts: tuple[str, ...]


@frozen
class ListChooser:
    """Who chose a list where no commission gave points (BMU-29): person, role, in whose place."""

    person: str
    role: str
    deputy_for: str | None = None


@frozen
class PublishedList:
    """A version of a call's list, the civil date of its publication, and the last day to appeal
    against it that was told; None of a list of before that was kept. `chosen_by` who made it where
    no commission did, `left_since` who had a seat as it was published and gave it up since.
    """

    version: int
    published_on: Day
    appeal_until: Day | None = None
    chosen_by: ListChooser | None = None
    left_since: tuple[str, ...] = ()


@frozen
class CallProgress:
    """How far the call's selection has come; the same for all its cases.

    `taken` gives for each host the places held by cases that still count on them,
    `open_appeals` the numbers of the cases whose appeal against the list is undecided, `upheld` of
    those whose appeal was upheld since the list in force was published. `settled_on` is the day on
    which the newest of the appeals against it was decided, or given up with the case, or the newest
    application that it was to be corrected for refused or withdrawn. `waiting` is
    who waits, of each host's the first, by rank; it is read for cases that the list selected or
    that wait themselves.
    `corrected` are the cases of which that was corrected by which the list in force placed them,
    `missing` those whose application came in time and is on no list yet, `to_recall` those that
    were nominated to a host which the application, put right, does not name.
    `earlier_lists` are the versions whose place the one in force has taken, the first one first.
    `chosen_by` made the one in force, where no commission did; `left_since` had a seat as it was
    published, by login, and gave it up since.
    """

    list_version: int = 0
    list_published_on: Day | None = None
    appeal_until: Day | None = None
    taken: Mapping[str, int] = field(default_factory=dict)
    open_appeals: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    upheld: tuple[str, ...] = ()
    settled_on: Day | None = None
    earlier_lists: tuple[PublishedList, ...] = ()
    corrected: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    to_recall: tuple[str, ...] = ()
    chosen_by: ListChooser | None = None
    left_since: tuple[str, ...] = ()

    def chooser_of(self, version: int) -> ListChooser | None:
        """Who chose a version of the list; None where a commission gave points."""
        if version == self.list_version:
            return self.chosen_by
        of_version = (past.chosen_by for past in self.earlier_lists if past.version == version)
        return next(of_version, None)

    def members_gone(self, version: int) -> tuple[str, ...]:
        """Who had a seat as a version of the list was published and gave it up since, by login."""
        if version == self.list_version:
            return self.left_since
        of_version = (past.left_since for past in self.earlier_lists if past.version == version)
        return next(of_version, ())

    def earlier_list_on(self, day: date) -> PublishedList | None:
        """The list of a civil date where that is no more in force; None where today's counts."""
        if self.list_published_on is None or day >= self.list_published_on:
            return None
        published_lists = (version for version in self.earlier_lists if version.published_on <= day)
        return max(published_lists, key=lambda version: version.version, default=None)
