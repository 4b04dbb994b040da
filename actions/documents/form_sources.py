"""Where the fields of the forms come from: each source by its name, from what the case knows.

A source that knows nothing gives None, and the form a line to write on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from actions.documents.content import Institution, Words
from actions.documents.context import IncompleteMatter, Matter, host_of
from actions.documents.decisions import POSITIONS
from actions.documents.form_view import View
from actions.documents.heading import dated
from actions.documents.people import HOME_COUNTRY, country_of, other_side
from actions.documents.stays import academic_year, spent_period
from notifications.words import LEVELS
from rules.agreement_words import name_of, plain
from rules.anchors import first_day_of_stay, last_day_of_stay
from rules.guards.ects import semesters_of
from rules.stay import months_of
from states.text import Text
from states.vocabulary import PROGRAMMES, SPOKEN


def _theirs(matter: Matter) -> Institution | None:
    """The institution that is not ours, where the case knows it."""
    try:
        return other_side(matter)
    except IncompleteMatter:
        return None


def _name(sending: bool) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        if sending is not view.matter.incoming:
            return view.matter.regulation.name
        found = _theirs(view.matter)
        return found.name if found else None

    return source


def _country(sending: bool) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        if sending is not view.matter.incoming:
            return country_of(HOME_COUNTRY)
        found = _theirs(view.matter)
        return found.country if found else None

    return source


def _of_office(
    sending: bool, given: Callable[[Matter], Words | None]
) -> Callable[[View], Words | None]:
    """What only our own office knows of an institution: its address, telephone and people."""

    def source(view: View) -> Words | None:
        own = view.matter.office.settings.institution.key == view.matter.definition.institution
        ours = sending is not view.matter.incoming
        return given(view.matter) if ours and own else None

    return source


def _address(matter: Matter) -> Words | None:
    address = matter.office.settings.institution.address
    return address if address.en and address.sr else None


def _contact(matter: Matter) -> Words | None:
    return matter.signers.get("mobility_coordinator")


def _email(sending: bool) -> Callable[[View], Words | None]:
    ours = _of_office(sending, lambda matter: matter.office.settings.institution.email)

    def source(view: View) -> Words | None:
        if (known := ours(view)) or sending is not view.matter.incoming:
            return known
        try:
            return host_of(view.matter).email or None
        except IncompleteMatter:
            return None

    return source


def _phone(matter: Matter) -> Words | None:
    return matter.office.settings.institution.phone or None


def _email_and_phone(sending: bool) -> Callable[[View], Words | None]:
    both = _email(sending), _of_office(sending, _phone)
    return lambda view: ", ".join(str(known) for each in both if (known := each(view))) or None


def _agreed(name: str) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        value = getattr(view.version.agreement, name) if view.version else None
        return plain(value) if value else None

    return source


def _activity(view: View) -> Words | None:
    """As agreed; before there is an agreement, as the application proposes it."""
    applied = view.matter.file.application
    return _agreed("activity")(view) or (applied.activity if applied else None) or None


def _teaching_hours(view: View) -> Words | None:
    applied = view.matter.file.application
    asked = applied.teaching_hours if applied else None
    return _agreed("teaching_hours")(view) or (plain(asked) if asked else None)


def _programme_and_tasks(view: View) -> Words | None:
    agreed = view.version.agreement if view.version else None
    parts = (agreed.programme, agreed.tasks) if agreed else ()
    return "\n".join(part for part in parts if part) or None


def _language(view: View) -> Words | None:
    code = view.version.agreement.language if view.version else None
    return SPOKEN.get(code or "", code)


def _changed_activity(view: View) -> Words | None:
    found = [one for one in view.changed.terms if one.name == "activity"] if view.changed else []
    return plain(found[0].after) if found else None


def _day(given: Callable[[Any], date | None]) -> Callable[[View], Words | None]:
    def source(view: View) -> Words | None:
        day = given(view.matter.file)
        return dated(day) if day else None

    return source


def _days(view: View) -> tuple[date, date] | None:
    dossier = view.matter.file
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
    return academic_year(days[0]) if days else None


def _semesters(view: View) -> Words | None:
    return str(semesters_of(view.matter.file)) if view.version or _days(view) else None


def _spent(place: int) -> Callable[[View], Words | None]:
    """The day of arrival or return, once it is recorded."""

    def source(view: View) -> Words | None:
        return (
            dated(spent_period(view.matter)[place]) if view.matter.file.stay.returned_on else None
        )

    return source


def _level(view: View) -> Words | None:
    return LEVELS.get(view.matter.file.candidate.level or "")


def _against(view: View) -> Words | None:
    return name_of(view.former.number) if view.former else None


SOURCES: Final[Mapping[str, Callable[[View], Words | None]]] = {
    "candidate.name": lambda view: view.matter.file.candidate.name,
    "candidate.email": lambda view: view.matter.file.candidate.email,
    "candidate.level": _level,
    "candidate.programme": lambda view: view.matter.file.candidate.study_programme or None,
    "candidate.position": lambda view: POSITIONS.get(view.matter.file.candidate.staff or ""),
    "sending.name": _name(True),
    "sending.country": _country(True),
    "sending.address": _of_office(True, _address),
    "sending.contact": _of_office(True, _contact),
    "sending.email": _email(True),
    "sending.phone": _of_office(True, _phone),
    "sending.email_and_phone": _email_and_phone(True),
    "receiving.name": _name(False),
    "receiving.country": _country(False),
    "receiving.address": _of_office(False, _address),
    "receiving.contact": _of_office(False, _contact),
    "receiving.email": _email(False),
    "receiving.phone": _of_office(False, _phone),
    "receiving.email_and_phone": _email_and_phone(False),
    "application.programme": lambda view: (
        PROGRAMMES[view.matter.file.application.programme] if view.matter.file.application else None
    ),
    "call.title": lambda view: view.matter.file.call.title,
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
    "change.against": _against,
    "change.activity": _changed_activity,
}
"""Every source that a model may name."""
