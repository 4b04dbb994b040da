"""Who comes with a new case to a call: one person, however the address is spelt, comes once.

Asked where somebody opens a case; the step that hands an application in is guarded besides.
"""

from __future__ import annotations

from sqlalchemy import Connection

from persistence.persons import case_in_call, names_at
from rules.wording import format_text
from states.calls import Candidate
from states.folding import folded
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
    """Raises InCallAlready where the person has a running case in the call.

    And ValidationError where the address is known as somebody's of another name.
    """
    number = case_in_call(connection, call_id, candidate.email)
    if number is not None:
        raise InCallAlready(number)
    check_name(connection, candidate)


def check_name(connection: Connection, candidate: Candidate) -> None:
    """Raises ValidationError where the address is known as that of somebody of another name.

    A new case renames nobody. In which script the name is written makes no difference.
    """
    known = names_at(connection, candidate.email)
    told = {folded(name) for name in (candidate.name, candidate.name_in_other_script) if name}
    if not known or told & set(map(folded, known)):
        return
    raise ValidationError(
        format_text(
            "{address} is known as the address of {known}: write that name where it is the same "
            "person (a name that has changed is corrected in the case), else another address",
            "{address} је већ уписана као адреса лица {known}: упишите то име ако је реч о истом "
            "лицу (промењено име исправља се у предмету), а иначе другу адресу",
            address=candidate.email,
            known=known[0],
        ),
        ("name",),
    )
