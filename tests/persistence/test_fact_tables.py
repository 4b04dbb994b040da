"""Tables made from forms: a column for each field, as wide and as needed as the form says."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field
from sqlalchemy import Boolean, Date, Integer, String, Text

from persistence.fact_tables import FACT_TABLES, columns_of
from persistence.tables.base import Exact, Words
from states.frozen import frozen
from states.recognition import HomeCourse
from states.strict_forms import Day, Titled


@frozen
class Room:
    """A form of every kind of plain field."""

    title: Titled
    first_day: Annotated[Day | None, Field(alias="from")] = None
    rent: Annotated[Decimal, Field(ge=0)] | None = None
    beds: Annotated[int, Field(ge=1)] = 1
    shared: bool | None = None
    kind: Literal["flat", "dormitory"] = "flat"
    remarks: str | None = None
    languages: tuple[str, ...] = ()


@frozen
class Nested:
    """A form with a form in it."""

    course: HomeCourse


def test_each_field_is_a_column_of_its_kind() -> None:
    columns = {column.name: column for column in columns_of(Room)}
    kinds = {name: type(column.type) for name, column in columns.items()}
    assert kinds == {
        "title": String, "first_day": Date, "rent": Exact, "beds": Integer, "shared": Boolean,
        "kind": String, "remarks": Text, "languages": Words,
    }  # fmt: skip
    assert columns["title"].type.length == 300
    needed_names = {name for name, column in columns.items() if not column.nullable}
    assert needed_names == {"title", "beds", "kind", "languages"}


def test_what_no_column_can_hold_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="`course` can't be a column"):
        columns_of(Nested)


def test_the_facts_of_plain_fields_have_such_tables() -> None:
    assert {name: table.name for name, table in FACT_TABLES.items()} == {
        "agreement_comment": "agreement_comments",
        "stay": "stays", "traineeship": "traineeships", "semester_start": "semester_starts",
        "language_decision": "language_decisions", "mentoring": "mentorings",
        "buddy": "buddies", "meeting": "introductory_meetings",
        "student_status": "student_statuses", "extra_support": "extra_supports", "help": "helps",
        "contact": "contacts", "evaluation": "evaluations",
        "certification": "certifications", "project": "projects",
        "leading_professor": "leading_professors",
        "project_administrator": "project_administrators", "project_partner": "project_partners",
        "project_grant": "project_grants", "deliverable": "deliverables", "report": "reports",
        "of_project": "of_projects", "partner_terms": "partner_terms",
        "agreed_places": "agreed_places", "agreement_end": "agreement_ends",
        "next_agreement": "next_agreements", "travel_order": "travel_orders",
    }  # fmt: skip
