"""Guards of the stay itself: its exact period, insurance and permit over it, and that it is over.

BMU-18a, BMU-27, BMU-30, BMU-31a, BMU-31b; BEE-R1, BEE-T2.
"""

from __future__ import annotations

from datetime import date, datetime

from rules.event_days import first_day_of_stay, last_day_of_stay
from rules.guards.remedies import TIME
from rules.guards.wording import guard_reason
from rules.parameters import Parameters
from states.dossier import Dossier, Period
from states.moments import civil_date
from states.reasons import GuardReason
from states.text import Text

INSURANCE = Text("health insurance", "здравствено осигурање")
PERMIT = Text("residence permit", "дозвола за привремени боравак")


def insurance_covers_stay(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-31a for staff, BMU-27 for incoming students: insured from the first to the last day.

    The period of a mobility is the time spent at the host (article 2): who arrived before the
    agreed first day, or after it, is insured from the arrival. Told `unless_agreed_otherwise`, it
    asks nothing where the agreement in force notes that the one between the institutions says
    otherwise.
    """
    agreement = dossier.agreed
    if (
        parameters.get("unless_agreed_otherwise")
        and agreement
        and agreement.insurance_agreed_otherwise
    ):
        return []
    first = dossier.stay.arrived_on or first_day_of_stay(dossier)
    return _covers(dossier, dossier.insurance, (INSURANCE, "insurance"), first)


def residence_permit_covers_stay(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-27: an incoming student's residence is in order from the first to the last day.

    Of who arrived later than agreed, from the arrival. Who is here earlier arranges it by then.
    """
    days = filter(None, (first_day_of_stay(dossier), dossier.stay.arrived_on))
    permit = (PERMIT, "residence_permit")
    return _covers(dossier, dossier.residence_permit, permit, max(days, default=None))


def stay_has_begun(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-8a, BEE-L3: a mobility starts on the first day of the stay, or on the arrival."""
    first, today = first_day_of_stay(dossier), civil_date(now)
    if first is None or today >= first or dossier.stay.arrived_on is not None:
        return []
    message = (
        "The stay begins on {first}; today is {today}, and no arrival is recorded.",
        "Боравак почиње {first} Данас је {today} и долазак није евидентиран.",
    )
    remedy = (
        "Wait for the first day, or record the arrival.",
        "Сачекати први дан боравка или евидентирати долазак.",
    )
    return [guard_reason(message, remedy, first=first, today=today, by=("stay", TIME))]


def nobody_has_arrived(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-18a, BMU-31b, BEE-R1, BEE-T2: a host cancels a stay only while nobody is on it.

    Who has arrived is on the stay, however short it becomes: what was achieved until the return
    goes the way of every stay.
    """
    stay = dossier.stay
    day = stay.arrived_on or stay.returned_on
    if day is None:
        return []
    message = (
        "{name} is on the stay, or was: recorded for {day}.",
        "{name}: боравак је започео, што је евидентирано за {day}",
    )
    remedy = (
        "Record the day of the return and take in the documents: what was achieved until then "
        "counts. Who never arrived has a wrong record: withdraw it.",
        "Евидентирати датум повратка и примити документа: оно што је до тада остварено рачуна се. "
        "Ако доласка није било, повући погрешно евидентирани податак.",
    )
    name = dossier.candidate.name
    return [guard_reason(message, remedy, name=name, day=day, by=("withdrawn_record",))]


def _covers(
    dossier: Dossier, cover: Period | None, title_and_fact: tuple[Text, str], first: date | None
) -> list[GuardReason]:
    """What a fact, a period, leaves uncovered of the stay since a first day.

    Who was back before the agreed last day is covered until the return.
    """
    title, fact = title_and_fact
    if cover is None:
        message = ("Not recorded: {what}.", "Није евидентирано: {what}.")
        remedy = ("Deliver and record it: {what}.", "Доставити и евидентирати: {what}.")
        return [guard_reason(message, remedy, what=title, by=(fact,))]
    days = filter(None, (last_day_of_stay(dossier), dossier.stay.returned_on))
    last = min(days, default=None)
    late, short = first and first < cover.first_day, last and last > cover.last_day
    if not (late or short):
        return []
    message = (
        "From {from_} to {to}: {what}. The stay lasts from {first} to {last}.",
        "Од {from_} до {to} важи: {what}. Боравак траје од {first} до {last}",
    )
    remedy = (
        "Have it extended to the whole stay and record it: {what}.",
        "Продужити за цео боравак и евидентирати: {what}.",
    )
    stay = {"first": first or cover.first_day, "last": last or cover.last_day}
    facts = {"from_": cover.first_day, "to": cover.last_day, **stay}
    return [guard_reason(message, remedy, what=title, **facts, by=(fact,))]


def host_confirmed_exact_period(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-30: the host accepts, and its confirmation names the stay's first and last day."""
    answer = dossier.host_answer
    if answer and answer.accepted and answer.first_day and answer.last_day:
        return []
    message = (
        "The host's confirmation names no exact period.",
        "Потврда установе домаћина не садржи тачан период.",
    )
    remedy = (
        "Obtain a confirmation with the first and the last day and record it.",
        "Прибавити потврду са првим и последњим даном и евидентирати је.",
    )
    return [guard_reason(message, remedy, by=("stay_change", "host_period"))]


def stay_is_over(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-18a, BMU-31b, BEE-R1, BEE-T2: what follows the stay comes after the return.

    A return that is recorded has happened; before one is, the agreed last day must have passed.
    """
    last = last_day_of_stay(dossier)
    if dossier.stay.returned_on is not None or (last is not None and last < civil_date(now)):
        return []
    remedy = (
        "Take the documents in after the return; where it was earlier than agreed, record its day.",
        "Примити документа по повратку; ако је повратак био пре уговореног краја, евидентирати "
        "његов датум.",
    )
    if last is None:
        message = (
            "{name}: no return is recorded, and the end of the stay is not known.",
            "{name}: повратак није евидентиран, а крај боравка није познат.",
        )
        return [guard_reason(message, remedy, name=dossier.candidate.name, by=("stay", TIME))]
    message = (
        "{name}: no return is recorded, and the stay lasts until {last}.",
        "{name}: повратак није евидентиран, а боравак траје до {last}",
    )
    return [
        guard_reason(message, remedy, name=dossier.candidate.name, last=last, by=("stay", TIME))
    ]
