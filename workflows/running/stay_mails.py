"""Who is away is asked how it goes, and who is back how it was: on the days that the office set.

Days count from the arrival, or from the host's first day where nobody has written down an arrival.
Each question leaves once. One whose day came while the office was switched off, or whose arrival
was written down late, leaves within a week, and after that no more: it would ask of the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Engine

from actions.mails import CaseMails
from office.wiring import Office
from persistence import dossiers, survey
from persistence.database import write_transaction
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from persistence.saving import enqueue
from persistence.stays_to_ask import StayDay, begun_between, returned_between, written
from states.addresses import is_erased
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date, instant_of
from states.phases import phase_of, states_of_who_went
from workflows.cases.status import event_of

CANDIDATE: Final = "candidate"
IS_ALL_WELL: Final = "is_all_well"
SURVEY: Final = "survey"
LATE: Final = timedelta(days=7)
CONTACT: Final = "contact"
EVALUATION: Final = "evaluation"


@frozen
class StayQuestion:
    """A mail that is due in a case; `key` makes it leave once."""

    mail: str
    case_id: int
    key: str


def ask_about_stays(office: Office, engine: Engine, now: datetime) -> int:
    """Writes the mails that are due; how many. None before the hour at which mails leave, and none
    on a day that is not worked."""
    today = civil_date(now)
    leaves_at = instant_of(today, office.settings.office_hours.mails_leave_at)
    if now < leaves_at or not office.calendar.is_worked(today):
        return 0
    with write_transaction(engine) as connection:
        return write_stay_mails(connection, office, now)


def write_stay_mails(connection: Connection, office: Office, now: datetime) -> int:
    """The same in the caller's transaction, at whatever hour."""
    questions = _unasked(connection, list(_due(connection, office, civil_date(now))))
    cases_and_dossiers = dossiers.load(
        connection, sorted({stay_question.case_id for stay_question in questions}), to_decide=False
    )
    directory = Directory(connection)
    mails = 0
    for question in questions:
        outgoing = list(
            _mails(directory, office, question, cases_and_dossiers[question.case_id], now)
        )
        enqueue(connection, [(question.case_id, None, outgoing, ())], now)
        mails += len(outgoing)
    return mails


def _due(connection: Connection, office: Office, today: date) -> Iterator[StayQuestion]:
    settings = office.settings.stays
    for days in settings.ask_after_days:
        last = today - timedelta(days=days)
        for stay in begun_between(connection, last - LATE, last):
            yield _question(IS_ALL_WELL, stay, days)
    if settings.survey:
        last = today - timedelta(days=settings.survey_after_days)
        cases_that_answered = survey.answered_cases
        back = returned_between(connection, last - LATE, last)
        answered_ids = cases_that_answered(connection, [stay.case_id for stay in back])
        yield from (_question(SURVEY, stay, 0) for stay in back if stay.case_id not in answered_ids)


def _question(mail: str, stay: StayDay, days: int) -> StayQuestion:
    return StayQuestion(mail, stay.case_id, f"{stay.number}/{mail}/{days}")


def _unasked(connection: Connection, due: Sequence[StayQuestion]) -> list[StayQuestion]:
    asked_keys = written(connection, [_mail_key(question) for question in due])
    return [question for question in due if _mail_key(question) not in asked_keys]


def _mail_key(question: StayQuestion) -> str:
    """The key of the one mail to the candidate, as `CaseMails` makes it."""
    return f"{question.key}/{question.mail}/{CANDIDATE}/1"


def _mails(
    directory: Directory,
    office: Office,
    question: StayQuestion,
    case_and_dossier: tuple[Case, Dossier],
    now: datetime,
) -> Iterable[OutgoingMail]:
    case, dossier = case_and_dossier
    if not office.knows(case.definition) or is_erased(dossier.candidate.email):
        return ()
    event = event_of(office, case, dossier, now)
    if not _may_be_asked(event.definition, case, dossier, question, civil_date(now)):
        return ()
    return CaseMails(directory, office, event, question.key).to_role(question.mail, CANDIDATE)


def _may_be_asked(
    definition: ProcessDefinition, case: Case, dossier: Dossier, question: StayQuestion, today: date
) -> bool:
    """Of a stay that lasts, how it goes; of one that took place, how it was. A process asks whose
    facts say so."""
    if question.mail == SURVEY:
        return EVALUATION in definition.facts
    answer = dossier.host_answer
    is_over = answer is not None and answer.last_day is not None and answer.last_day < today
    is_on_it = case.state in states_of_who_went(definition)
    is_away = is_on_it and phase_of(definition, case.state) == "away" and not is_over
    return is_away and CONTACT in definition.facts
