"""Where the fields of the forms come from: each source by its name, from what the case knows.

A source that knows nothing gives None, and the form a line to write on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from actions.documents import travel_sources
from actions.documents.content import Institution, Words
from actions.documents.context import DocumentContext, MissingData, host_of
from actions.documents.decisions import POSITIONS
from actions.documents.form_view import View
from actions.documents.grant_sources import (
    first_part,
    granted_amount,
    how_counted,
    last_part,
)
from actions.documents.letterhead import dated, seat_of
from actions.documents.people import HOME_COUNTRY, country_of, other_side, own_erasmus_code
from actions.documents.stays import academic_year, spent_period
from notifications.words import LEVELS
from rules.agreement_words import name_of, plain
from rules.event_days import first_day_of_stay, last_day_of_stay
from rules.guards.ects import semesters_of
from rules.stay import months_of
from states.dossier import Dossier
from states.text import Text
from states.vocabulary import PROGRAMMES, SPOKEN


def _theirs(context: DocumentContext) -> Institution | None:
    """The institution that is not ours, where the case knows it."""
    try:
        return other_side(context)
    except MissingData:
        return None


def _name(is_sending: bool) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        if is_sending is not view.context.incoming:
            return view.context.regulation.name
        partner = _theirs(view.context)
        return partner.name if partner else None

    return source


def _country(is_sending: bool) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        if is_sending is not view.context.incoming:
            return country_of(HOME_COUNTRY)
        partner = _theirs(view.context)
        return partner.country if partner else None

    return source


def _of_office(
    is_sending: bool, value_of: Callable[[DocumentContext], Words | None]
) -> Callable[[View], Words | None]:
    """What only our own office knows of an institution: its address, telephone and people."""

    def source(view: View) -> Words | None:
        context = view.context
        is_ours = is_sending is not context.incoming
        is_office = context.office.settings.institution.key == context.definition.institution
        return value_of(context) if is_ours and is_office else None

    return source


def _address(is_sending: bool) -> Callable[[View], Words | None]:
    """Where the one side stands: we ourselves, whose office it may not be, or the partner."""
    of_partner = _of_partner(is_sending, lambda context: None, "address")

    def source(view: View) -> Words | None:
        if is_sending is view.context.incoming:
            return of_partner(view)
        address = seat_of(view.context).address
        return address if address.en and address.sr else None

    return source


def _contact(context: DocumentContext) -> Words | None:
    return context.signers.get("mobility_coordinator")


def _email(is_sending: bool) -> Callable[[View], Words | None]:
    office_address = _of_office(
        is_sending, lambda context: context.office.settings.institution.email
    )

    def source(view: View) -> Words | None:
        if (address := office_address(view)) or is_sending is not view.context.incoming:
            return address
        try:
            return host_of(view.context).email or None
        except MissingData:
            return None

    return source


def _phone(context: DocumentContext) -> Words | None:
    return context.office.settings.institution.phone or None


def _email_and_phone(is_sending: bool) -> Callable[[View], Words | None]:
    sources = _email(is_sending), _of_office(is_sending, _phone)
    return lambda view: (
        ", ".join(str(entry) for source in sources if (entry := source(view))) or None
    )


def _agreed(name: str) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        value = getattr(view.version.agreement, name) if view.version else None
        return plain(value) if value else None

    return source


def _activity(view: View) -> Words | None:
    """As agreed; before there is an agreement, as the application proposes it."""
    application = view.context.file.application
    return _agreed("activity")(view) or (application.activity if application else None) or None


def _teaching_hours(view: View) -> Words | None:
    application = view.context.file.application
    proposed_hours = application.teaching_hours if application else None
    return _agreed("teaching_hours")(view) or (plain(proposed_hours) if proposed_hours else None)


def _programme_and_tasks(view: View) -> Words | None:
    agreement = view.version.agreement if view.version else None
    parts = (agreement.programme, agreement.tasks) if agreement else ()
    return "\n".join(part for part in parts if part) or None


def _language(view: View) -> Words | None:
    code = view.version.agreement.language if view.version else None
    return SPOKEN.get(code or "", code)


def _changed_activity(view: View) -> Words | None:
    changes = view.changed.terms if view.changed else ()
    activity = next((term for term in changes if term.name == "activity"), None)
    return plain(activity.after) if activity else None


def _day(day_of: Callable[[Dossier], date | None]) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        day = day_of(view.context.file)
        return dated(day) if day else None

    return source


def _days(view: View) -> tuple[date, date] | None:
    dossier = view.context.file
    first, last = first_day_of_stay(dossier), last_day_of_stay(dossier)
    return (first, last) if first and last else None


def _period(view: View) -> Words | None:
    if (days := _days(view)) is None:
        return None
    first, last = map(dated, days)
    return Text(f"{first.en} to {last.en}", f"од {first.sr} до {last.sr}")


def _months(view: View) -> Words | None:
    if (days := _days(view)) is None:
        return None
    return plain(round(Decimal(float(months_of(*days))), 1))


def _length(view: View) -> Words | None:
    days = _days(view)
    return str((days[1] - days[0]).days + 1) if days else None


def _year(view: View) -> Words | None:
    days = _days(view)
    return academic_year(*days) if days else None


def _semesters(view: View) -> Words | None:
    if view.version is None and _days(view) is None:
        return None
    version = view.version.agreement if view.version else None
    return str(semesters_of(view.context.file, version))


def _spent(place: int) -> Callable[[View], Words | None]:
    """The day of arrival or return, once it is recorded."""

    def source(view: View) -> Words | None:
        return (
            dated(spent_period(view.context)[place]) if view.context.file.stay.returned_on else None
        )

    return source


def _level(view: View) -> Words | None:
    return LEVELS.get(view.context.file.candidate.level or "")


def _against(view: View) -> Words | None:
    return name_of(view.former.number) if view.former else None


def _born(view: View) -> Words | None:
    birth_date = view.context.file.candidate.birth_date
    return dated(birth_date) if birth_date else None


def _sex(view: View) -> Words | None:
    return _SEXES.get(view.context.file.candidate.sex or "")


_SEXES: Final = {"female": Text("female", "женски"), "male": Text("male", "мушки")}


def _field(view: View) -> Words | None:
    """The field of education by its code, else the study programme."""
    candidate = view.context.file.candidate
    code = f"ISCED-F {candidate.field_of_study}" if candidate.field_of_study else None
    return ", ".join(part for part in (candidate.study_programme, code) if part) or None


def _erasmus_code(is_sending: bool) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        if is_sending is not view.context.incoming:
            return own_erasmus_code(view.context)
        partner = _theirs(view.context)
        return partner.erasmus_code if partner else None

    return source


def _faculty(is_sending: bool) -> Callable[[View], Words | None]:
    """Of our institution the faculty that is the candidate's home."""

    def source(view: View) -> Words | None:
        candidate = view.context.file.candidate
        faculty = view.context.office.settings.home.faculty(candidate.faculty)
        return faculty.name if faculty and is_sending is not view.context.incoming else None

    return source


def _of_partner(
    is_sending: bool, own_value: Callable[[DocumentContext], Words | None], name: str
) -> Callable[[View], Words | None]:
    """What the office knows of its own institution, and the call of the partner."""
    of_office = _of_office(is_sending, own_value)

    def source(view: View) -> Words | None:
        if is_sending is not view.context.incoming:
            return of_office(view)
        try:
            value: str | None = getattr(host_of(view.context), name)
        except MissingData:
            return None
        return value

    return source


SOURCES: Final[Mapping[str, Callable[[View], Words | None]]] = {
    "candidate.name": lambda view: view.context.file.candidate.both_names,
    "candidate.email": lambda view: view.context.file.candidate.email,
    "candidate.level": _level,
    "candidate.birth_date": _born,
    "candidate.sex": _sex,
    "candidate.field": _field,
    "candidate.programme": lambda view: view.context.file.candidate.study_programme or None,
    "candidate.position": lambda view: POSITIONS.get(view.context.file.candidate.staff or ""),
    "sending.name": _name(True),
    "sending.country": _country(True),
    "sending.faculty": _faculty(True),
    "sending.erasmus_code": _erasmus_code(True),
    "sending.address": _address(is_sending=True),
    "sending.contact": _of_partner(True, _contact, "contact"),
    "sending.email": _email(True),
    "sending.phone": _of_office(True, _phone),
    "sending.email_and_phone": _email_and_phone(True),
    "receiving.name": _name(False),
    "receiving.country": _country(False),
    "receiving.faculty": _faculty(False),
    "receiving.erasmus_code": _erasmus_code(False),
    "receiving.address": _address(is_sending=False),
    "receiving.contact": _of_partner(False, _contact, "contact"),
    "receiving.email": _email(False),
    "receiving.phone": _of_office(False, _phone),
    "receiving.email_and_phone": _email_and_phone(False),
    "application.programme": lambda view: (
        PROGRAMMES[view.context.file.application.programme]
        if view.context.file.application
        else None
    ),
    "call.title": lambda view: view.context.file.call.title,
    "stay.academic_year": _year,
    "stay.period": _period,
    "stay.first_day": _day(first_day_of_stay),
    "stay.last_day": _day(last_day_of_stay),
    "stay.months": _months,
    "stay.days": _length,
    "stay.semesters": _semesters,
    "spent.first_day": _spent(0),
    "spent.last_day": _spent(1),
    "agreement.activity": _activity,
    "agreement.teaching_hours": _teaching_hours,
    "agreement.language": _language,
    "agreement.outcomes": _agreed("outcomes"),
    "agreement.programme": _agreed("programme"),
    "agreement.programme_and_tasks": _programme_and_tasks,
    "agreement.tasks": _agreed("tasks"),
    "agreement.evaluation": _agreed("evaluation"),
    "grant.amount": granted_amount,
    "grant.count": how_counted,
    "grant.first": first_part,
    "grant.last": last_part,
    "travel.number": travel_sources.number_and_date,
    "travel.ordered_by": travel_sources.ordered_by,
    "travel.destination": travel_sources.destination,
    "travel.days": travel_sources.days,
    "travel.advance": travel_sources.advance,
    "travel.limit": travel_sources.limit,
    "travel.returned_on": travel_sources.returned_on,
    "settlement.day": travel_sources.settled_on,
    "settlement.count": travel_sources.settled_as,
    "settlement.amount": travel_sources.settled_amount,
    "settlement.paid": travel_sources.paid_by_then,
    "settlement.to_pay": travel_sources.to_pay,
    "settlement.to_pay_back": travel_sources.to_pay_back,
    "change.against": _against,
    "change.activity": _changed_activity,
}
"""Every source that a model may name."""
