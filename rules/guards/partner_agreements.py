"""Guards of inter-institutional agreements: what one names, and what takes its place.

BMU-4b; BEE-S2.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rules.event_days import last_day_of_agreement, year_before_agreement_ends
from rules.guards.remedies import TIME
from rules.guards.wording import guard_reason
from rules.parameters import Parameters
from states.dossier import Dossier
from states.moments import civil_date
from states.partner_agreements import PARTNER, PARTNER_AGREEMENT
from states.reasons import GuardReason
from states.vocabulary import LEGAL_REPRESENTATIVES


def terms_are_named(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-4b: the agreement names for which years it holds, and places by field and level."""
    reasons = []
    if dossier.partner_terms is None:
        message = (
            "Nobody has recorded from which day to which day the agreement holds.",
            "Није уписано од ког до ког дана споразум важи.",
        )
        remedy = (
            "Record the first and the last day as the agreement has them.",
            "Уписати први и последњи дан како стоје у споразуму.",
        )
        reasons.append(guard_reason(message, remedy, by=("partner_terms",)))
    if not dossier.agreed_places:
        message = (
            "The agreement names no places: for whom it is, in which field and on which level.",
            "Споразум не садржи места: за кога је, у којој области и на ком нивоу.",
        )
        remedy = (
            "Record the places a year, in each direction that the agreement has.",
            "Уписати места годишње, за сваки смер из споразума.",
        )
        reasons.append(guard_reason(message, remedy, by=("agreed_places",)))
    return reasons


def agreement_has_begun(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-4b: an agreement is in force from its first day."""
    terms, today = dossier.partner_terms, civil_date(now)
    if terms is None or today >= terms.first_day:
        return []
    message = (
        "The agreement holds from {first}; today is {today}.",
        "Споразум важи од {first} Данас је {today}",
    )
    remedy = (
        "Wait for its first day, or record the days as the agreement has them.",
        "Сачекати први дан или уписати дане како стоје у споразуму.",
    )
    by = (TIME, "partner_terms")
    return [guard_reason(message, remedy, first=terms.first_day, today=today, by=by)]


def signature_is_missing(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-4b: holds while the legal representative or the partner has not signed, or what was
    recorded of it was withdrawn."""
    signing_parties = {
        signature.party
        for signature in dossier.signatures
        if signature.document == PARTNER_AGREEMENT
    }
    if not LEGAL_REPRESENTATIVES & signing_parties or PARTNER not in signing_parties:
        return []
    message = ("Both have signed the agreement.", "Споразум су потписале обе стране.")
    remedy = (
        "Withdraw the signature that was not given.",
        "Повући упис потписа који није дат.",
    )
    return [guard_reason(message, remedy, by=("withdrawn_record",))]


def agreement_holds(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-4b: an agreement holds to its last day, as that stands now."""
    return _holds_beyond(last_day_of_agreement(dossier), now)


def more_than_a_year_is_left(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-4b: an agreement's last year has not begun, by its last day as that stands now."""
    begins_on = year_before_agreement_ends(dossier)
    return _holds_beyond(begins_on - timedelta(days=1) if begins_on else None, now)


def _holds_beyond(last_day: date | None, now: datetime) -> list[GuardReason]:
    today = civil_date(now)
    if last_day is None or last_day >= today:
        return []
    message = (
        "By its terms that was so until {last}; today is {today}.",
        "По условима споразума то је важило до {last} Данас је {today}",
    )
    remedy = (
        "Record the days as the agreement has them.",
        "Уписати дане како стоје у споразуму.",
    )
    by = ("partner_terms", "withdrawn_record")
    return [guard_reason(message, remedy, last=last_day, today=today, by=by)]


def next_agreement_is_named(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-4b: an agreement is renewed by another one with the same partner, which both signed."""
    if dossier.next_agreement is not None:
        return []
    message = (
        "Nobody has recorded which agreement takes the place of this one.",
        "Није уписано који споразум замењује овај.",
    )
    remedy = (
        "Open the next agreement with the partner, have it signed by both, and record its number.",
        "Отворити наредни споразум са партнером, прибавити потписе обе стране и уписати број.",
    )
    return [guard_reason(message, remedy, by=("next_agreement",))]
