"""The civil days of a case's events, each as its dossier tells it: None while it is not known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rules.list_appeals import corrected_since_list, newest_list_appeal
from states.dossier import Appeal, Dossier
from states.moments import civil_date, year_earlier
from states.partner_agreements import last_day_of


def first_day_of_stay(dossier: Dossier) -> date | None:
    """The first day that the host confirmed, else the one applied for; a civil date."""
    answer, application = dossier.host_answer, dossier.application
    if answer and answer.first_day:
        return answer.first_day
    return application.first_day if application else None


def last_day_of_stay(dossier: Dossier) -> date | None:
    """The last day that the host confirmed, else the one applied for; a civil date."""
    answer, application = dossier.host_answer, dossier.application
    if answer and answer.last_day:
        return answer.last_day
    return application.last_day if application else None


def received_on(dossier: Dossier, now: datetime) -> date:
    """The civil date on which the application came in; while there is none, that of the instant."""
    application = dossier.application
    return application.received_on if application and application.received_on else civil_date(now)


def decree_delivered_on(dossier: Dossier) -> date | None:
    """The civil date on which the newest Decree reached the student: its own delivery alone."""
    return dossier.decree.delivered_on if dossier.decree else None


def decree_issued_on(dossier: Dossier) -> date | None:
    """The civil date on which the newest Decree was issued."""
    return dossier.decree.issued_on if dossier.decree else None


def list_settled_on(dossier: Dossier) -> date | None:
    """From when the list in force can be carried out: no appeal is possible, none is open."""
    until, settled_on = dossier.progress.appeal_until, dossier.progress.settled_on
    return max(until, settled_on) if until and settled_on else until


def waiting_ends_on(dossier: Dossier) -> date | None:
    """The day before the stay applied for; where that is later, the end of the time to appeal."""
    first_day, until = applied_first_day(dossier), dossier.progress.appeal_until
    if first_day is None:
        return until
    day_before = first_day - timedelta(days=1)
    return max(day_before, until) if until else day_before


def list_appeal_upheld_on(dossier: Dossier) -> date | None:
    """The day on which the case's newest appeal against a list was upheld."""
    appeal = newest_list_appeal(dossier)
    return appeal.decided_on if appeal and appeal.upheld else None


def list_to_correct_on(dossier: Dossier) -> date | None:
    """The day of what a corrected list waits for: an upheld appeal, a corrected application."""
    days = (list_appeal_upheld_on(dossier), corrected_since_list(dossier))
    return max((day for day in days if day), default=None)


def lodged_on(dossier: Dossier) -> date | None:
    """The day on which the newest appeal that waits for its decision was received."""
    appeal = newest_undecided(dossier)
    return appeal.on if appeal else None


def newest_undecided(dossier: Dossier) -> Appeal | None:
    """The newest appeal or complaint that waits for its decision."""
    undecided_appeals = (
        appeal for appeal in reversed(dossier.appeals) if appeal.decided_on is None
    )
    return next(undecided_appeals, None)


def applied_first_day(dossier: Dossier) -> date | None:
    """The first day of the stay applied for."""
    return dossier.application.first_day if dossier.application else None


def returned_or_agreed_on(dossier: Dossier) -> date | None:
    """The day of the return; until that is recorded, the last day agreed."""
    return dossier.stay.returned_on or last_day_of_stay(dossier)


def next_deliverable_due(dossier: Dossier) -> date | None:
    """The first day on which something of a project is due that is not there yet."""
    days = (
        deliverable.due_on
        for deliverable in dossier.deliverables
        if deliverable.due_on and deliverable.delivered_on is None
    )
    return min(days, default=None)


def last_day_of_agreement(dossier: Dossier) -> date | None:
    """The last day on which an agreement with a partner holds, as it stands; a civil date."""
    terms = dossier.partner_terms
    return last_day_of(terms, dossier.agreement_end) if terms else None


def year_before_agreement_ends(dossier: Dossier) -> date | None:
    """The day a year before the last one of an agreement with a partner."""
    last_day = last_day_of_agreement(dossier)
    return year_earlier(last_day) if last_day else None


def first_day_of_agreement(dossier: Dossier) -> date | None:
    """The first day on which an agreement with a partner holds."""
    return dossier.partner_terms.first_day if dossier.partner_terms else None
