"""Who comes with a new case to a call: one person, however the address is spelt, comes once.

Asked where somebody opens a case; the step that hands an application in is guarded besides.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from persistence.persons import case_in_call, names_at, project_of_title
from rules.wording import format_text
from states.calls import Candidate
from states.definition import ProcessDefinition
from states.dossier import Case
from states.folding import folded
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.new_case import open_case
from workflows.cases.partner_agreement_facts import check_no_draft, check_partner


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


def open_for_newcomer(act: Act, call_id: int, candidate: Candidate) -> Case:
    """Opens a case in a call for somebody who has none in it yet.

    Also once the call has closed: who applied in time did so by the day of receipt, whenever that
    is written down. Raises ValidationError as `check_newcomer`; NotTheirs as `open_case`.
    """
    check_newcomer(act.connection, call_id, candidate)
    return open_case(act, call_id, candidate)


def check_open(title: str, closes: date, today: date) -> None:
    """Raises ValidationError where a call was closed before a civil date: nobody begins to apply
    in it any more."""
    if closes < today:
        raise ValidationError(
            format_text(
                "{title} closed on {closes}: no case can be opened in it any more.",
                "{title}: конкурс је закључен {closes}; предмет више не може да се отвори.",
                title=title,
                closes=closes,
            )
        )


def check_newcomer(connection: Connection, call_id: int, candidate: Candidate) -> None:
    """Raises InCallAlready where the person has a running case in the call.

    And ValidationError where the address is known as somebody's of another name.
    """
    number = case_in_call(connection, call_id, candidate.email)
    if number is not None:
        raise InCallAlready(number)
    check_name(connection, candidate)


def check_subject(act: Act, definition: ProcessDefinition, candidate: Candidate) -> None:
    """What `check_name` asks of a person; of a project that its title is there once; of a partner
    that it is in the register, and that no agreement with it is being made.

    Raises ValidationError where it is not so.
    """
    connection = act.connection
    if definition.kind.of_partner:
        check_partner(connection, candidate)
        check_no_draft(connection, act.office, definition.institution, candidate.name, act.today)
    elif not definition.kind.of_project:
        check_name(connection, candidate)
    elif (number := project_of_title(connection, candidate.name, candidate.email)) is not None:
        raise other_project(number)


def other_project(number: str) -> ValidationError:
    """What is wrong where a title and an address are those of another project, by its number."""
    return ValidationError(
        Text(
            f"There is a project of this title and address already: {number}.",
            f"Пројекат овог назива и адресе већ постоји: {number}.",
        ),
        ("name",),
    )


def check_name(connection: Connection, candidate: Candidate) -> None:
    """Raises ValidationError where the address is known as that of somebody of another name.

    A new case renames nobody. In which script the name is written makes no difference.
    """
    problem = other_name(candidate, names_at(connection, candidate.email))
    if problem is not None:
        raise ValidationError(problem, ("name",))


def other_name(candidate: Candidate, known_names: Collection[str]) -> Text | None:
    """What is wrong where a candidate's address is known as that of somebody of these names, the
    chief one first, and none of them is the candidate's.
    """
    names = {folded(name) for name in (candidate.name, candidate.name_in_other_script) if name}
    if not known_names or names & set(map(folded, known_names)):
        return None
    return format_text(
        "{address} is known as the address of {known}: write that name where it is the same "
        "person (a name that has changed is corrected in the case), else another address",
        "{address} је већ уписана као адреса лица {known}: упишите то име ако је реч о истом "
        "лицу (промењено име исправља се у предмету), а иначе другу адресу",
        address=candidate.email,
        known=next(iter(known_names)),
    )
