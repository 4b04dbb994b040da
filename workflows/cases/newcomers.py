"""Who comes with a new case to a call: one person, however the address is spelt, comes once.

Asked where somebody opens a case; the step that hands an application in is guarded besides.
"""

from __future__ import annotations

from sqlalchemy import Connection

from persistence.persons import case_in_call
from states.calls import Candidate
from states.text import Text
from states.validation_error import ValidationError


class InCallAlready(ValidationError):
    """The candidate has a running case in the call; `number` is the first one's."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Text(
                f"There is a case of this person in the call already: {number}.",
                f"На овом конкурсу већ постоји предмет истог лица: {number}.",
            ),
            ("email",),
        )
        self.number = number


def check_newcomer(connection: Connection, call_id: int, candidate: Candidate) -> None:
    """Raises InCallAlready where the person has a running case in the call."""
    number = case_in_call(connection, call_id, candidate.email)
    if number is not None:
        raise InCallAlready(number)
