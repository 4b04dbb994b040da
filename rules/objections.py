"""Objections and suggestions to the mobility address: who answers them, under which rule."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from rules.legal_basis import RuleId
from states.frozen import frozen
from states.strict_forms import STRICT
from states.text import Text
from states.vocabulary import OFFICE_ROLES


@frozen
class Objections:
    """The role that answers what people object to or suggest, and within how many working days.

    `working_days` is None where the source names no limit: the office's settings do then.
    """

    __pydantic_config__ = STRICT

    rule: RuleId
    owner: str
    working_days: Annotated[int, Field(ge=1, le=260)] | None = None

    def __post_init__(self) -> None:
        """Refuses (ValueError) somebody who has no role in the office."""
        if self.owner not in OFFICE_ROLES:
            raise ValueError(f"{self.owner!r} is not a role that people of the office hold")


_TO_ANSWER: Final = Text(
    "Answer the objection or suggestion no.", "Одговорити на приговор или предлог бр."
)


def title_of_answer(number: int) -> Text:
    """What the task to answer an objection is called."""
    return Text(f"{_TO_ANSWER.en} {number}", f"{_TO_ANSWER.sr} {number}")


def title_of_task(typed_title: str, answers: int | None) -> Text:
    """What a task is called: as it was typed, or by the objection that it answers."""
    return Text(typed_title, typed_title) if answers is None else title_of_answer(answers)
