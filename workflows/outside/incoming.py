"""What people of the office do with what came in: look at it, file it to a case, put it aside."""

from __future__ import annotations

from sqlalchemy import Connection

from notifications.incoming import ReceivedFile, read_message
from office.wiring import Office
from persistence import cases as case_rows
from persistence import files, incoming_mails
from persistence.incoming_mails import StoredIncomingMail
from states.text import Text
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.colleagues import HANDLING_ROLES
from workflows.cases.comments import clean_comment
from workflows.cases.status import check_not_erased, load_case, no_such
from workflows.outside.answering import SettledMeanwhile
from workflows.outside.filing import note_in_history
from workflows.outside.objections import settle
from workflows.who_may import check_may


def file_in(
    connection: Connection, office: Office, mail: StoredIncomingMail, place: int
) -> ReceivedFile | None:
    """A file that came with a message, by its place there from 0 on; None where there is none."""
    if mail.file is None:
        return None
    received_files = read_message(files.read(connection, office.data, mail.file)).files
    return received_files[place] if 0 <= place < len(received_files) else None


def look_at(act: Act, mail_id: int) -> None:
    """Somebody has looked at a message, and nothing more is to be done about it.

    Raises NotTheirs, SettledMeanwhile, and ValidationError where there is no such message.
    """
    mail = _waiting(act, mail_id)
    settle(act, mail, "seen")


def put_aside(act: Act, mail_id: int, reason: str) -> None:
    """A message is none that the office answers, for a reason; raises as `look_at`, and
    ValidationError without a reason."""
    mail, clean = _waiting(act, mail_id), clean_comment(reason)
    settle(act, mail, "set_aside", clean)


def file_into_case(act: Act, mail_id: int, number: str) -> str:
    """Files a message that no mail of ours led to into a case; the case's number.

    Raises as `look_at`, and ValidationError where no case of the institution has the number.
    """
    mail = _waiting(act, mail_id)
    case_id = case_rows.find(act.connection, number)
    if case_id is None:
        raise ValidationError(no_such(number).message, ("number",))
    case, dossier = load_case(act.connection, case_id)
    if case.institution != mail.institution:
        raise ValidationError(no_such(number).message, ("number",))
    check_not_erased(dossier)
    incoming_mails.put_into_case(act.connection, mail.id, case_id)
    settle(act, mail, "seen")
    note_in_history(act.connection, act.office, case_id, mail.id, act.now)
    return case.number


def _waiting(act: Act, mail_id: int) -> StoredIncomingMail:
    """The message, kept from others; NotTheirs for who does not work on cases there."""
    mail = incoming_mails.by_id(act.connection, mail_id, for_update=True)
    if mail is None:
        raise ValidationError(Text("there is no such message", "таква порука не постоји"))
    check_may(act, mail.institution, HANDLING_ROLES)
    if not mail.waits:
        raise SettledMeanwhile
    return mail
