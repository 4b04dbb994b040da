"""What a form already holds when it opens: what the dossier knows, and so is not typed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from rules.granted_stay import terms_in_force
from rules.precedents import proposals
from states.decrees import DECREE
from states.dossier import Dossier
from states.facts import FACTS
from states.money import GRANT, INSTALMENT, REFUND, SETTLEMENT
from states.strict_yaml import adapter
from states.text import alike

Data = dict[str, object]
RECOGNITION: Final = "recognition"


def prefilled(form: str, dossier: Dossier, today: date, precedents_bind: bool = False) -> Data:
    """The values with which a form opens; `today` is the civil date in Belgrade.

    Where precedents bind, they go before what the agreement replaces.
    """
    if form == RECOGNITION:
        return _recognition(dossier, precedents_bind)
    maker = _MAKERS.get(form)
    if maker is not None:
        return maker(dossier, today)
    return _as_recorded(form, dossier) if form in FACTS else {}


def plain(value: object) -> Data:
    """A fact as the plain data of its form."""
    data: Data = adapter(type(value)).dump_python(
        value, by_alias=True, exclude_none=True, mode="json"
    )
    return data


def _as_recorded(fact: str, dossier: Dossier) -> Data:
    """A fact as the dossier holds it; empty before there is a record."""
    records = FACTS[fact].recorded_in(dossier)
    return plain(records[0]) if records else {}


def _period_of_stay(dossier: Dossier, today: date) -> Data:
    """The host's period where it has answered, else the one applied for."""
    for source in (dossier.host_answer, dossier.application):
        if source is not None and source.first_day and source.last_day:
            return {"from": str(source.first_day), "to": str(source.last_day)}
    return {}


def _period(fact: str) -> Callable[[Dossier, date], Data]:
    def maker(dossier: Dossier, today: date) -> Data:
        return _as_recorded(fact, dossier) or _period_of_stay(dossier, today)

    return maker


def _transcript(dossier: Dossier, today: date) -> Data:
    """The transcript as it stands; before there is one, the courses agreed upon."""
    if dossier.transcript is not None:
        return plain(dossier.transcript)
    agreed_courses = dossier.agreed.courses if dossier.agreed else ()
    keys = ("code", "title", "ects")
    return {"courses": [{k: v for k, v in plain(c).items() if k in keys} for c in agreed_courses]}


def _traineeship(dossier: Dossier, today: date) -> Data:
    """What was certified; before that, the place and the tasks as they were agreed."""
    if dossier.traineeship is not None:
        return plain(dossier.traineeship)
    agreed_tasks = dossier.agreed.tasks if dossier.agreed else None
    host = dossier.placement.host if dossier.placement else None
    values = {"company": host, "tasks": agreed_tasks}
    return {name: value for name, value in values.items() if value}


def _recognition(dossier: Dossier, precedents_bind: bool) -> Data:
    """The decisions as they stand, and lines for each passed course that has none yet.

    What the agreement replaces goes first, and where it says nothing, what was decided before;
    the other way round where that binds.
    """
    decisions = [plain(decision) for decision in dossier.recognition]
    decided_hosts = {alike(str(decision["host"])) for decision in decisions}
    home_by_title = {
        alike(course.title): course.replaces
        for course in (dossier.agreed.courses if dossier.agreed else ())
        if course.title and course.replaces
    }
    before = {alike(p.course.title): p.precedents for p in proposals(dossier) if p.holds}
    for course in dossier.transcript.courses if dossier.transcript else ():
        if not course.passed or alike(course.title) in decided_hosts:
            continue
        home = home_by_title.get(alike(course.title))
        homes = [precedent.home for precedent in before.get(alike(course.title), ())]
        if home and not (precedents_bind and homes):
            homes = [home]
        lines: list[Data] = [{"host": course.title, "home": plain(home)} for home in homes]
        decisions += lines or [{"host": course.title}]
    return {"decisions": decisions}


def _home_courses(dossier: Dossier, today: date) -> Data:
    """The courses as they stand; before that, those which the agreement replaces."""
    courses = dossier.home_courses or tuple(
        course.replaces
        for course in (dossier.agreed.courses if dossier.agreed else ())
        if course.replaces is not None
    )
    return {"semester": [plain(course) for course in courses]}


def _listed_host(dossier: Dossier, today: date) -> Data:
    """The host that the list gives the candidate."""
    host = dossier.placement.host if dossier.placement else None
    return {"host": host} if host else {}


def _on_today(dossier: Dossier, today: date) -> Data:
    return {"on": str(today)}


def _delivery(dossier: Dossier, today: date) -> Data:
    """The Decree, while nobody has recorded that it was delivered."""
    decree = dossier.decree
    awaited_values = (
        {"document": DECREE} if decree is not None and decree.delivered_on is None else {}
    )
    return {**awaited_values, **_on_today(dossier, today)}


def _agreement(dossier: Dossier, today: date) -> Data:
    """The agreement as it stands; before there is one, what the Study Plan proposes (BMU-7)."""
    return _as_recorded("agreement", dossier) or _as_recorded("study_plan", dossier)


def _change(dossier: Dossier, today: date) -> Data:
    return {**_as_recorded("agreement", dossier), **_on_today(dossier, today)}


def _another(dossier: Dossier, today: date) -> Data:
    """Not what was recorded: each record stands beside the earlier ones."""
    return {}


def _application(dossier: Dossier, today: date) -> Data:
    """The application as it stands; before there is one, the host of a call that has one alone."""
    if dossier.application:
        return plain(dossier.application)
    hosts = [host.name for host in dossier.call.hosts]
    return {"hosts": hosts} if len(hosts) == 1 else {}


def _grant(dossier: Dossier, today: date) -> Data:
    """The terms on which the grant stands, so that a change tells what changes."""
    terms = terms_in_force(dossier)
    return plain(terms) if terms else {}


_MAKERS: Final[Mapping[str, Callable[[Dossier, date], Data]]] = {
    "document": lambda dossier, today: {"delivered_on": str(today)},
    "signature": _on_today,
    "agreement": _agreement,
    "transcript": _transcript,
    "traineeship": _traineeship,
    "home_courses": _home_courses,
    "insurance": _period("insurance"),
    "residence_permit": _period("residence_permit"),
    "pause": _another,
    "delivery": _delivery,
    GRANT: _grant,
    INSTALMENT: _on_today,
    REFUND: _on_today,
    SETTLEMENT: _on_today,
    "application": _application,
    "application_correction": _application,
    "host_choice": _listed_host,
    "host_period": _period_of_stay,
    "stay_change": _period_of_stay,
    "agreement_change": _change,
    "training_change": _change,
    "staff_change": _change,
    "ranking_appeal": _on_today,
    "decree_appeal": _on_today,
}
"""Forms that propose something; any other fact opens as it was recorded."""
