"""International projects: what is proposed, who leads, what was granted and when it is due.

The class of a fact is its form, as in `states.dossier`. What stands in the candidate's place of
such a case is the project itself: its title, and the address at which it is written to.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.names import name_in
from states.strict_forms import (
    STRICT,
    AcademicTitle,
    Country,
    Day,
    Email,
    ErasmusCode,
    IscedField,
    Named,
    PastDay,
)

Euros = Annotated[Decimal, Field(ge=0, le=100_000_000, decimal_places=2)]
ReportKind = Literal["interim", "final"]


@frozen
class Project:
    """What a project proposes: its topic's field, period and budget, to whom, until which day."""

    __pydantic_config__ = STRICT

    field: IscedField
    funder: Named
    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    budget: Euros
    apply_by: Day | None = None


@frozen
class LeadingProfessor:
    """The professor who leads a project, with the field in which they are an expert (ICO-1)."""

    __pydantic_config__ = STRICT

    name: Named
    field: IscedField
    academic_title: AcademicTitle | None = None
    email: Email | None = None
    name_in_other_script: Named | None = None

    def name_in(self, language: str) -> str:
        """The name in the script of a language, where it is recorded or can be derived."""
        return name_in(language, self.name, self.name_in_other_script)


@frozen
class ProjectAdministrator:
    """The member of the office's staff who leads a project beside the professor (ICO-1).

    The name in the other script is the one that the office has of its staff.
    """

    __pydantic_config__ = STRICT

    name: Named
    name_in_other_script: Named | None = None

    def name_in(self, language: str) -> str:
        """The name in the script of a language, where it is recorded or can be derived."""
        return name_in(language, self.name, self.name_in_other_script)


@frozen
class ProjectPartner:
    """An institution that carries a project out with us; one of them coordinates it."""

    __pydantic_config__ = STRICT

    partner: Named
    country: Country
    erasmus_code: ErasmusCode | None = None
    coordinates: bool = False


@frozen
class Deliverable:
    """What a project has to bring about, until which day, and when it was there."""

    __pydantic_config__ = STRICT

    title: Named
    due_on: Day | None = None
    delivered_on: PastDay | None = None


@frozen
class ProjectGrant:
    """What the grant agreement says: how much, for how long, and when each report is due."""

    __pydantic_config__ = STRICT

    number: Annotated[str, Field(min_length=1, max_length=60)]
    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    amount: Euros
    interim_report_due: Day
    final_report_due: Day


@frozen
class Report:
    """A report of a project, and the day on which the funder had it."""

    __pydantic_config__ = STRICT

    which: ReportKind
    delivered_on: PastDay
    note: str | None = None


@frozen
class OfProject:
    """The project that a mobility belongs to, by the number of its case."""

    __pydantic_config__ = STRICT

    project: Annotated[str, Field(min_length=1, max_length=40)]
