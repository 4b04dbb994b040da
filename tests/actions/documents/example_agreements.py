"""Agreements of every kind of mobility with their versions and signatures, and their forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from actions.documents.agreements import filled_form
from actions.documents.content import as_content
from actions.documents.producing import DocumentContext
from actions.documents.typesetting import make_document
from rules.grants import GrantedTerms, grant_for, settled
from states.agreements import SignedVersion
from states.dossier import AgreementVersion, Course, Dossier, Period, Signature, Stay
from states.money import GrantTerms, LedgerEntry
from states.travel import TravelOrder
from tests.actions.documents.example_case import CHOSEN, DECREE, DOSSIER, OFFICE, instant
from tests.actions.documents.example_process import STAFF
from tests.actions.documents.printed_words import words_of_pdf

FRENCH = Course("French", "FRA.001", Decimal(4))
STUDENTS = ("student", "academic_coordinator", "rector", "host")


def signed(document: str, month: int, day: int, *parties: str) -> tuple[Signature, ...]:
    return tuple(Signature(document, party, date(2026, month, day)) for party in parties)


def version(
    number: int, courses: Sequence[Course], signatures: tuple[Signature, ...], at: datetime
) -> SignedVersion:
    content = AgreementVersion("en", 1, courses=tuple(courses), activity="A thesis on engines")
    concluded_on = max(signature.on for signature in signatures) if number else None
    return SignedVersion(number, content, signatures, at, concluded_on)


PLAN = version(
    0, (CHOSEN[0], FRENCH), signed("study_plan", 2, 18, "student", "academic_coordinator"),
    instant(2, 17, 2026),
)  # fmt: skip
FIRST = version(
    1, (*CHOSEN[:3], FRENCH), signed("learning_agreement", 5, 19, *STUDENTS), instant(5, 18, 2026)
)
SECOND = version(2, CHOSEN, signed("learning_agreement", 10, 20, *STUDENTS), instant(10, 19, 2026))
SECOND = replace(SECOND, agreement=replace(SECOND.agreement, language="de"))


def context_of(process: str, dossier: Dossier, *versions: SignedVersion) -> DocumentContext:
    """A case of the university in a process, with the versions that are recorded."""
    definition = OFFICE.in_force("bmu", process, date(2026, 2, 16))
    return replace(
        DECREE, definition=definition, transition=None, dossier=dossier, recorded_versions=versions
    )


STUDIES = context_of("outgoing-studies", DOSSIER, PLAN, FIRST, SECOND)
TRAINING = context_of(
    "outgoing-traineeship",
    replace(
        DOSSIER,
        agreement=AgreementVersion(
            outcomes="Testing of software", programme="Three weeks of introduction",
            tasks="Write tests", evaluation="A talk each week",
        ),
        agreement_version=1,
        signatures=signed("training_agreement", 5, 19, *STUDENTS),
    ),
)  # fmt: skip
TEACHING = context_of(
    "outgoing-teaching",
    replace(
        STAFF, agreement_version=1, signatures=signed("mobility_agreement", 5, 20, "staff_member")
    ),
)
AGREED = SignedVersion(
    1, STAFF.agreement,
    signed("mobility_agreement", 5, 20, "staff_member", "academic_coordinator", "rector", "host"),
    instant(5, 18, 2026), date(2026, 5, 20),
)  # fmt: skip
TEN_HOURS = replace(
    STAFF.agreement, teaching_hours=Decimal(10), activity="Lectures and a seminar",
    courses=(FRENCH,),
)  # fmt: skip
CHANGED = context_of(
    "outgoing-teaching", replace(STAFF, agreement=TEN_HOURS, agreed=TEN_HOURS,
                                 agreement_version=2, agreed_version=2), AGREED,
)  # fmt: skip
RESEARCH = context_of("outgoing-research", CHANGED.file, AGREED)
_RATES = OFFICE.rates[0]
_RECEIPT = grant_for(
    "ICO-2b", _RATES, _RATES.support[0], Period(date(2026, 10, 1), date(2027, 2, 12)),
    GrantedTerms("outgoing-studies", "AT", GrantTerms(distance_km=600)),
)  # fmt: skip
_GRANT = LedgerEntry(
    "granted", date(2026, 6, 3), _RECEIPT.cents, "EUR", distance_km=600,
    receipt=json.dumps(_RECEIPT.to_json()),
)  # fmt: skip
GRANTED = context_of("outgoing-studies", replace(DOSSIER, ledger=(_GRANT,)), FIRST)
_DAILY = grant_for(
    "BMU-31c", _RATES, _RATES.support[2], Period(date(2027, 3, 1), date(2027, 3, 5)),
    GrantedTerms("outgoing-teaching", "AT", GrantTerms(distance_km=600)),
)  # fmt: skip
_SETTLED = settled(_DAILY, 24_000)
TRAVELLED = context_of(
    "outgoing-teaching",
    replace(
        STAFF,
        stay=Stay(date(2027, 3, 1), date(2027, 3, 6)),
        travel_order=TravelOrder(
            "7/2027", date(2027, 1, 11), "Jovan Petrović", "Graz", date(2027, 2, 28),
            date(2027, 3, 6), Decimal(300),
        ),
        ledger=(
            replace(_GRANT, cents=_DAILY.cents, receipt=json.dumps(_DAILY.to_json())),
            LedgerEntry("paid", date(2027, 1, 12), 30_000, "EUR"),
            replace(
                _GRANT, kind="settled", on=date(2027, 3, 9), cents=_SETTLED.cents - _DAILY.cents,
                receipt=json.dumps(_SETTLED.to_json()),
            ),
            LedgerEntry("paid", date(2027, 3, 10), 89_000, "EUR"),
        ),
    ),
)  # fmt: skip
CONTEXTS = {
    "travel_order": TRAVELLED,
    "grant_agreement": GRANTED,
    "study_plan": STUDIES,
    "learning_agreement": STUDIES,
    "erasmus_learning_agreement": STUDIES,
    "training_agreement": TRAINING,
    "erasmus_training_agreement": TRAINING,
    "staff_plan": CHANGED,
    "staff_mobility_agreement": TEACHING,
    "research_plan": RESEARCH,
}


def printed(name: str, context: DocumentContext, language: str = "en") -> str:
    """All text of a form's PDF, by way of JSON as the outbox keeps it."""
    content = json.loads(json.dumps(as_content(filled_form(name, context))))
    pdf = make_document("agreement_form", content, language, context.at)
    return words_of_pdf(pdf)


def values(name: str, context: DocumentContext) -> dict[str, Any]:
    """What stands in the fields of a form, by their English labels; the first of each."""
    values_by_label: dict[str, Any] = {}
    for part in filled_form(name, context).parts:
        for entry in part.entries:
            values_by_label.setdefault(entry.label.en, entry.value)
    return values_by_label


def dates(name: str, context: DocumentContext) -> list[list[str | None]]:
    """The days of signature, a list for each part that is signed."""
    return [
        [signer.on.en if signer.on else None for signer in part.signers]
        for part in filled_form(name, context).parts
        if part.signers
    ]


PROPOSED = replace(
    SECOND, signatures=signed("learning_agreement", 10, 19, "student"), concluded_on=None
)
IN_FORCE = replace(DOSSIER, agreed=FIRST.agreement, agreed_version=1)
PROPOSING = context_of("outgoing-studies", IN_FORCE, PLAN, FIRST, PROPOSED)
