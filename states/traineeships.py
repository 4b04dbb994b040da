"""What the host certifies of a traineeship: a fact of the dossier with a form of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT, Hours, Named, Titled


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
