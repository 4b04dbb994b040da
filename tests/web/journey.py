"""How a case of outgoing studies goes on, for tests of pages that stand on its later days."""

from __future__ import annotations

from typing import Final

from tests.web.office_at_work import COURSES, OfficeAtWork

STAY: Final = {"from": "2026-10-01", "to": "2027-02-12"}
PARTIES: Final = ("student", "academic_coordinator", "rector", "host")


def nominated(office: OfficeAtWork, on: str = "2026-03-30") -> str:
    """Ana's case, alone on its list and nominated to Graz; its number."""
    number = office.apply("Ana Petrović")
    office.score_by_all(number, 38)
    office.publish()
    office.advance(number, "nominate", {}, on)
    return number


def drawn_up(office: OfficeAtWork) -> str:
    """As nominated, accepted by the host, with the first version of the agreement, of 10 April."""
    number = nominated(office)
    office.advance(number, "host_accepts", STAY, "2026-04-07")
    office.record(number, "agreement", {"language": "en", "courses": COURSES}, "2026-04-10")
    return number


def conclude(office: OfficeAtWork, number: str, signing_day: str, concluding_day: str) -> None:
    """All parties sign the agreement, and it is concluded."""
    for party in PARTIES:
        signature = {"document": "learning_agreement", "party": party, "on": signing_day}
        office.record(number, "signature", signature, signing_day)
    office.advance(number, "sign_learning_agreement", {}, concluding_day, "academic_coordinator")
