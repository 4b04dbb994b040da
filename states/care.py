"""What is done for people, and what they ask for: facts of the case that no step waits for.

The class of a fact is its form, as in `states.dossier`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT, Day, Named, PastDay, Spoken, StatedReason, Titled

LanguageLevel = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
Support = Literal["social", "disability"]


@frozen
class LanguageDecision:
    """The Academic Coordinator's decision on the level of a language (ICO-2a)."""

    __pydantic_config__ = STRICT

    language: Spoken
    language_level: LanguageLevel
    on: PastDay
    note: str | None = None


@frozen
class Mentoring:
    """Who mentors the candidate, from which day on (ICO-2a)."""

    __pydantic_config__ = STRICT

    mentor: Named
    first_day: Annotated[Day, Field(alias="from")]
    note: str | None = None


@frozen
class Buddy:
    """The student who helps somebody settle in here, from which day on (BMU-27b)."""

    __pydantic_config__ = STRICT

    buddy: Named
    first_day: Annotated[Day, Field(alias="from")]
    note: str | None = None


@frozen
class IntroductoryMeeting:
    """A meeting before somebody goes, in a group or alone: who was invited, who came (BMU-33b)."""

    __pydantic_config__ = STRICT

    on: Day
    held: Literal["group", "alone"] | None = None
    invited_on: PastDay | None = None
    came: bool | None = None
    note: str | None = None


@frozen
class StudentStatus:
    """Whether the student's status at home rests, asked for in writing and decided (BMU-17)."""

    __pydantic_config__ = STRICT

    requested_on: PastDay | None = None
    decided_on: PastDay | None = None
    status: Literal["active", "dormant"] | None = None


@frozen
class ExtraSupport:
    """Extra support that a candidate asks for, and what was decided (BMU-15a)."""

    __pydantic_config__ = STRICT

    support: Support
    asked_on: PastDay | None = None
    what: str | None = None
    decided_on: PastDay | None = None
    granted: bool | None = None
    reason: str | None = None


@frozen
class Help:
    """Help with what a stay needs: a visa, lodging, a language (BMU-11, 27b, 33b)."""

    __pydantic_config__ = STRICT

    need: Literal["visa", "lodging", "insurance", "travel", "language"]
    on: PastDay
    what: StatedReason


@frozen
class Contact:
    """The office and the candidate were in contact (BMU-33b)."""

    __pydantic_config__ = STRICT

    on: PastDay
    how: Literal["meeting", "e_mail", "telephone", "online"]
    what: StatedReason


@frozen
class Evaluation:
    """How satisfied the candidate is, from 1 to 5, and what came of the mobility (BMU-11, 33b)."""

    __pydantic_config__ = STRICT

    on: PastDay
    satisfaction: Annotated[int, Field(ge=1, le=5)]
    success: Titled | None = None
    note: str | None = None
