"""Days that can't be: a day still to come of what has happened, and days in an order that is none.

The one judge of all forms, for facts and steps, pages and the command line alike. That a day may
not lie ahead a form says by its type (`PastDay`), so that a new form is judged by declaration; in
what order days stand is said here, once for each form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from rules import care_days, contract_days
from rules.event_days import first_day_of_stay, newest_undecided
from rules.payload_checks import FieldError, wrong_day
from states.application_corrections import as_corrected
from states.certifications import Certification
from states.decrees import DECREE
from states.dossier import Application, Delivery, Dossier, Stay
from states.fact_declaration import Payload, completes
from states.payloads import (
    DecreeDraft,
    HostPeriod,
    Lodged,
    StayChange,
    WrittenReason,
    written_name,
)
from states.recognition import Transcript
from states.strict_forms import NotAfterToday
from states.text import Text

APPEAL_DECISION: Final = "appeal_decision"
ARRIVED_OR_RETURNED: Final = Text(
    "is missing: on which day they arrived, or returned", "недостаје: дан доласка, односно повратка"
)


def impossible_days(
    form: str, value: Payload, dossier: Dossier, today: date, *, incoming: bool = False
) -> tuple[FieldError, ...]:
    """What of a form's days can't be, at its path; `today` is the civil date of receipt.

    `incoming` is whether it is of somebody who comes to us.
    """
    orders = _ORDERS.get(form)
    return (
        *days_ahead(value, today),
        *_backwards(value),
        *(orders(value, dossier, today) if orders else ()),
        *(_early_results(value, dossier, today) if incoming else ()),
    )


def days_ahead(value: Payload, today: date, at: str = "") -> Iterator[FieldError]:
    """The days of a form, and of its rows, that its type says have come and that have not."""
    for name, is_past in _days_of(type(value)):
        content = getattr(value, name)
        if is_past and content is not None and content > today:
            path = f"{at}{written_name(name)}"
            yield wrong_day(path, "{day} lies in the future", "{day} је у будућности", day=content)
        elif isinstance(content, tuple):
            for number, row in enumerate(content):
                if is_dataclass(row) and not isinstance(row, type):
                    yield from days_ahead(row, today, f"{at}{written_name(name)}.{number}.")


@cache
def _days_of(form: type) -> tuple[tuple[str, bool], ...]:
    """The fields that say `PastDay` by their type, or whose rows have such fields; and whether a
    field itself does."""
    hints = get_type_hints(form, include_extras=True)
    date_fields = [(part.name, _is_past(hints[part.name])) for part in fields(form)]
    return tuple(
        (name, is_past) for name, is_past in date_fields if is_past or _in_rows(hints[name])
    )


def _in_rows(hint: object) -> bool:
    """Whether what a type holds has fields that say `PastDay`."""
    if isinstance(hint, type) and is_dataclass(hint):
        return bool(_days_of(hint))
    return any(map(_in_rows, get_args(hint)))


def _is_past(hint: object) -> bool:
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    if any(isinstance(note, NotAfterToday) for note in notes):
        return True
    return any(_is_past(arm) for arm in get_args(hint))


def _backwards(value: Payload) -> Iterator[FieldError]:
    first, last = getattr(value, "first_day", None), getattr(value, "last_day", None)
    if first and last and last < first:
        yield wrong_day(
            "to", "{last} lies before the first day, {first}", "{last} је пре првог дана, {first}",
            last=last, first=first,
        )  # fmt: skip


def over_before_applied(value: Payload, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Nobody applies for a stay that was over before the application came in, and no host moves one
    there.

    Not of a case that is taken over: its stay may lie behind, and its first day here is another.
    """
    if isinstance(value, Application):
        yield from _over_before(value.last_day, value.received_on or today)
    elif isinstance(value, HostPeriod | StayChange) and value.last_day:
        yield from _moved_before(value.last_day, dossier)


def _early_results(value: Payload, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Of who comes to us: what we certify was achieved here, so nothing is before the stay begins,
    nor while nobody has applied for one.

    BMU-12b: the transcript of the home institution, which comes with the application, is a document
    (BMU-26b).
    """
    if not isinstance(value, Transcript) or not value.courses or dossier.stay.arrived_on:
        return
    first = first_day_of_stay(dossier)
    if first is None:
        yield wrong_day(
            "courses",
            "nobody has applied for a stay here yet; what was achieved at the home institution is "
            "a document",
            "пријаве за боравак овде још нема; успех на матичној установи доставља се као документ",
        )
    elif today < first:
        yield wrong_day(
            "courses",
            "the stay begins on {first}: nothing has been achieved here before it; what was "
            "achieved at the home institution is a document",
            "боравак почиње {first}: пре тога овде ништа није остварено; успех на матичној "
            "установи доставља се као документ",
            first=first,
        )


def _moved_before(last_day: date, dossier: Dossier) -> Iterator[FieldError]:
    application = dossier.application
    received_on = application.received_on if application else None
    if application and received_on and application.last_day >= received_on:
        yield from _over_before(last_day, received_on)


def _over_before(last_day: date, received_on: date) -> Iterator[FieldError]:
    if last_day < received_on:
        yield wrong_day(
            "to", "{last} lies before {received}, when the application was received",
            "{last} је пре пријема пријаве, {received}", last=last_day, received=received_on,
        )  # fmt: skip


def _application_correction(value: Payload, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Of the period as it stands with this correction."""
    application = dossier.application
    first, last = getattr(value, "first_day", None), getattr(value, "last_day", None)
    if application is not None and not (first and last):
        yield from _backwards(as_corrected(application, value))
    if last:
        yield from _moved_before(last, dossier)


def _host_period(value: HostPeriod, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Of the period as it counts from now on: a day that the host leaves out is the one applied
    for."""
    application = dossier.application
    first, last = value.first_day, value.last_day
    if application is None or (first and last):
        return
    if first and application.last_day < first:
        yield wrong_day(
            "from", "{first} lies after the last day applied for, {last}: give both days",
            "{first} је после последњег траженог дана, {last}: навести оба дана",
            first=first, last=application.last_day,
        )  # fmt: skip
    elif last and last < application.first_day:
        yield wrong_day(
            "to", "{last} lies before the first day applied for, {first}: give both days",
            "{last} је пре првог траженог дана, {first}: навести оба дана",
            first=application.first_day, last=last,
        )  # fmt: skip


def _stay(value: Stay, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Of the stay as it stands with this record: what it leaves out was recorded before.

    Where no arrival is recorded, nobody returns before the first day of the stay.
    """
    stay = completes(dossier.stay, value)
    if value == Stay():
        yield FieldError("arrived_on", ARRIVED_OR_RETURNED, "days")
    if stay.arrived_on and stay.returned_on and stay.returned_on < stay.arrived_on:
        yield wrong_day(
            "returned_on" if value.returned_on else "arrived_on",
            "a return on {returned} lies before the arrival on {arrived}",
            "повратак {returned} је пре доласка {arrived}",
            returned=stay.returned_on, arrived=stay.arrived_on,
        )  # fmt: skip
    first = first_day_of_stay(dossier)
    if stay.arrived_on is None and stay.returned_on and first and stay.returned_on < first:
        yield wrong_day(
            "returned_on",
            "a return on {returned} lies before the first day of the stay, {first}; an arrival "
            "before that day is recorded with it",
            "повратак {returned} је пре првог дана боравка, {first}; ако је долазак био раније, "
            "унесите и њега",
            returned=stay.returned_on, first=first,
        )  # fmt: skip


def _decree(value: DecreeDraft, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """A Decree is issued today: it was not delivered before."""
    if value.delivered_on and value.delivered_on < today:
        yield _before_its_issue("delivered_on", value.delivered_on, today)


def _delivery(value: Delivery, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """Of the act that stood on that day: none is delivered before it is there."""
    if value.document == DECREE:
        yield from _after_a_decree("on", value.on, dossier)
    elif value.document == APPEAL_DECISION:
        yield from _after_a_decided_appeal("on", value.on, dossier)
    elif (made_on := dossier.produced.get(value.document)) and value.on < made_on:
        yield _before_its_issue("on", value.on, made_on)


def _certification(value: Certification, dossier: Dossier, today: date) -> Iterator[FieldError]:
    issued_on = dossier.decree.issued_on if dossier.decree else None
    refused_on = dossier.decree.certification_refused_on if dossier.decree else None
    if issued_on is None:
        yield _no_decree("on")
    elif refused_on is not None:
        yield wrong_day(
            "on", "the certification was refused on {day}, and no new decision has been issued",
            "овера је ускраћена {day}, а ново решење није донето", day=refused_on,
        )  # fmt: skip
    elif value.on < issued_on:
        yield wrong_day(
            "on", "{day} lies before {issued}, when the decision was issued",
            "{day} је пре дана када је решење донето, {issued}", day=value.on, issued=issued_on,
        )  # fmt: skip


def _after_a_decree(path: str, day: date, dossier: Dossier) -> Iterator[FieldError]:
    oldest = next(iter((*dossier.earlier_decrees, dossier.decree)))
    if oldest is None:
        yield _no_decree(path)
    elif day < oldest.issued_on:
        yield _before_its_issue(path, day, oldest.issued_on)


def _after_a_decided_appeal(path: str, day: date, dossier: Dossier) -> Iterator[FieldError]:
    """Of the first decision: each later one has its own day of delivery after it."""
    days = [appeal.decided_on for appeal in dossier.appeals if appeal.decided_on is not None]
    if not days:
        yield wrong_day(path, "no appeal or complaint has been decided on",
                     "о жалби, односно приговору, још није одлучено")  # fmt: skip
    elif day < min(days):
        yield _before_its_issue(path, day, min(days))


def _no_decree(path: str) -> FieldError:
    return wrong_day(path, "no Decree has been issued", "решење није донето")


def _decree_appeal(value: Lodged, dossier: Dossier, today: date) -> Iterator[FieldError]:
    issued_on = dossier.decree.issued_on if dossier.decree else None
    if value.on and issued_on and value.on < issued_on:
        yield wrong_day(
            "on", "{day} lies before {issued}, when the Decree was issued",
            "{day} је пре дана када је решење донето, {issued}", day=value.on, issued=issued_on,
        )  # fmt: skip


def _ranking_appeal(value: Lodged, dossier: Dossier, today: date) -> Iterator[FieldError]:
    progress = dossier.progress
    first = next(iter(progress.earlier_lists), None)
    published_on = first.published_on if first else progress.list_published_on
    if value.on and published_on and value.on < published_on:
        yield wrong_day(
            "on", "{day} lies before {published}, when the list was published",
            "{day} је пре дана када је ранг листа објављена, {published}",
            day=value.on, published=published_on,
        )  # fmt: skip


def _appeal_decision(value: WrittenReason, dossier: Dossier, today: date) -> Iterator[FieldError]:
    """What was decided today is not decided a second time; before and after, a guard says so."""
    is_decided = any(appeal.decided_on == today for appeal in dossier.appeals)
    if is_decided and newest_undecided(dossier) is None:
        yield wrong_day(
            "reason", "it was decided today already, and nothing else waits for a decision",
            "о томе је данас већ одлучено, а на одлуку не чека ништа друго",
        )  # fmt: skip


def _before_its_issue(path: str, day: date, issued_on: date) -> FieldError:
    return wrong_day(
        path, "a delivery on {day} lies before the issue on {issued}",
        "уручење {day} је пре доношења {issued}", day=day, issued=issued_on,
    )  # fmt: skip


Order = Callable[[Any, Dossier, date], Iterator[FieldError]]

_ORDERS: Final[Mapping[str, Order]] = {
    "application_correction": _application_correction,
    "host_period": _host_period,
    "stay": _stay,
    "decree": _decree,
    "delivery": _delivery,
    "student_status": care_days.student_status_days,
    "extra_support": care_days.extra_support_days,
    "meeting": care_days.introductory_meeting_days,
    "certification": _certification,
    "decree_appeal": _decree_appeal,
    "ranking_appeal": _ranking_appeal,
    "appeal_upheld": _appeal_decision,
    "appeal_dismissed": _appeal_decision,
    "project_grant": contract_days.project_grant_days,
    "report": contract_days.report_days,
    "agreement_end": contract_days.agreement_end_days,
    "grant": contract_days.grant_days,
    "settlement": contract_days.settlement_days,
}
"""By form: in what order its days stand among each other, and after the act that they are about."""
