"""What the office asks who is away and who has returned: `stays` of `config.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT
from states.text import Text

Days = Annotated[int, Field(strict=True, ge=1, le=730)]

LONGEST_QUESTION = 300


@frozen
class Question:
    """A question of the survey: answered on a `scale` from 1 to 5, or in `words`.

    `name` is what answers are kept under; whoever changes what is asked gives another name.
    """

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    ask: Text
    answer: Literal["scale", "words"] = "scale"


@frozen
class Stays:
    """When the office asks, and what (BMU-33b).

    Who is away is asked how it goes so many days after the arrival, who is back gets the survey so
    many days after the return; without questions there is none.
    """

    __pydantic_config__ = STRICT

    ask_after_days: Annotated[tuple[Days, ...], Field(max_length=20)] = (14, 90)
    survey_after_days: Days = 7
    survey: Annotated[tuple[Question, ...], Field(max_length=20)] = ()
