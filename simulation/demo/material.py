"""What the demo is made of: its people, partners, courses and sentences, read from their files."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from states.frozen import frozen
from states.recognition import GradeShare
from states.strict_forms import STRICT, ErasmusCode, IscedField
from states.strict_yaml import load_yaml_file
from states.text import Text

HERE = Path(__file__).parent


@frozen
class Employee:
    """A member of the demo's staff, with an address that leads nowhere."""

    __pydantic_config__ = STRICT

    login: str
    name: str
    roles: tuple[str, ...]
    writes_in: str
    email: str
    salutation: Literal["f", "m"]
    academic_title: str | None = None
    at_faculty: bool = False
    """Whether the same roles are held at the faculty too, an institution of its own."""


@frozen
class Teacher:
    """Somebody who goes to teach at a partner, and what."""

    __pydantic_config__ = STRICT

    key: str
    name: str
    writes_in: str
    email: str
    lectures: str
    academic_title: str
    salutation: Literal["f", "m"]


@frozen
class People:
    """The staff, the names that candidates are given, whose office it is, and what it plays.

    `process` is that of most of its cases, `teaching` that of the teachers',
    `incoming` of who comes here, `traineeship` of the trainee, `project` of its projects,
    `agreement` of its agreements with partners; `faculty` is another institution of which the
    office keeps a case.
    """

    __pydantic_config__ = STRICT

    institution: str
    faculty: str
    process: str
    teaching: str
    incoming: str
    traineeship: str
    project: str
    agreement: str
    staff: tuple[Employee, ...]
    teachers: tuple[Teacher, Teacher]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    towns: tuple[str, ...]


@frozen
class Partner:
    """A partner university: how it grades and numbers its courses, and the language it teaches."""

    __pydantic_config__ = STRICT

    name: str
    email: str
    country: str
    language: str
    prefix: str
    erasmus_code: ErasmusCode
    contact: str
    grading_table: tuple[GradeShare, ...]
    failing: str


@frozen
class Match:
    """A course at a host and the home course that it replaces; ECTS and class hours."""

    __pydantic_config__ = STRICT

    host: str
    ects: Decimal
    home: str
    home_ects: Decimal
    hours: int


@frozen
class Programme:
    """A study programme at home, and what its students take abroad."""

    __pydantic_config__ = STRICT

    programme: str
    field: IscedField
    courses: tuple[Match, ...]


@frozen
class Material:
    """All of it. `sentences` are by what they are said for, each in both languages."""

    people: People
    partners: tuple[Partner, ...]
    programmes: tuple[Programme, ...]
    sentences: dict[str, tuple[Text, ...]]


@cache
def material() -> Material:
    """The demo's material; raises InvalidFile where a file is wrong."""
    return Material(
        load_yaml_file(People, HERE / "people.yaml")[0],
        load_yaml_file(tuple[Partner, ...], HERE / "partners.yaml")[0],
        load_yaml_file(tuple[Programme, ...], HERE / "courses.yaml")[0],
        load_yaml_file(dict[str, tuple[Text, ...]], HERE / "sentences.yaml")[0],
    )
