"""Agreements with partners on the pages: opened, shown, asked for where a call opens."""

from __future__ import annotations

import html
from datetime import date
from typing import Any, Final

from sqlalchemy import update
from starlette.testclient import TestClient

from persistence import partners
from persistence.database import reading, write_transaction
from persistence.tables import call_hosts
from states.decision import Actor, Refused
from states.partner_agreements import AgreedPlaces
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork
from tests.web.test_new_call import NEW as NEW_CALL
from tests.web.test_new_call import SPRING
from tests.workflows.office_fixtures import at
from workflows.act import Act
from workflows.cases.signed_agreements import SignedAgreement, record_signed

GRAZ: Final = "University of Graz"
NEW: Final = "/calls/requests/bmu/inter-institutional-agreement"
WRITTEN: Final = {"name": GRAZ, "email": "incoming@graz.example", "writes_in": "en"}
WINTER: Final[dict[str, Any]] = {
    **SPRING, "title": "Winter call", "published": "2026-12-02", "closes": "2027-01-31",
}  # fmt: skip


def shown(client: TestClient, path: str) -> str:
    return html.unescape(client.get(path).text)


def partner_id(office: OfficeAtWork) -> int:
    """Graz, as the register numbers it."""
    with reading(office.app.engine) as connection:
        graz = partners.named(connection, GRAZ)
    assert graz is not None
    return graz.id


def agree(office: OfficeAtWork, last: date = date(2028, 9, 30)) -> str:
    """An agreement with Graz that both have signed, by its number."""
    places = (AgreedPlaces("outgoing", "studies", 3, "0613", "undergraduate"),)
    first = date(2025, 10, 1)
    agreement = SignedAgreement(GRAZ, "incoming@graz.example", first, last, first, places)
    with write_transaction(office.app.engine) as connection:
        act = Act(connection, office.app.office, Actor("mobility_coordinator"), office.now)
        case = record_signed(act, "bmu", agreement)
    assert not isinstance(case, Refused), case
    return case.number


def test_an_agreement_is_opened_from_the_partners_page_with_its_name_and_address(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    page = shown(vera, f"/reference/partners/{partner_id(office)}")
    assert "No agreement is recorded." in page
    assert f'href="{NEW}?partner={partner_id(office)}"' in page
    form = shown(vera, f"{NEW}?partner={partner_id(office)}")
    assert f'value="{GRAZ}"' in form and "Partner, by its name in the register" in form
    assert 'name="birth_date"' not in form and 'id="registered-partners"' in form
    answer = send(vera, NEW, NEW, WRITTEN, follow=False)
    assert answer.headers["location"] == "/cases/BMU-IA-2026-0001?saved=1"
    case = shown(vera, "/cases/BMU-IA-2026-0001")
    assert f"<h1>{GRAZ}</h1>" in case and "Send the draft to the partner" in case
    assert "/stay" not in case
    dossier = shown(vera, "/cases/BMU-IA-2026-0001/dossier")
    assert "Where the partner is written to" in dossier


def test_whom_the_register_does_not_know_is_said_at_the_name_and_nothing_is_lost(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    answer = send(log_in("vera"), NEW, NEW, {**WRITTEN, "name": "Univ. Graz"})
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert (
        "Univ. Graz is no partner of the register: enter it on the page Partners and data" in page
    )
    assert 'value="Univ. Graz"' in page


def test_the_partners_page_shows_agreements_and_the_places_of_calls(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = agree(office)
    vera = log_in("vera")
    page = shown(vera, f"/reference/partners/{partner_id(office)}")
    assert f'href="/cases/{number}"' in page and "Sat 30 Sep 2028" in page
    words = "outgoing, students, for studies, undergraduate studies, 0613 Information and"
    assert f"3: {words}" in page.replace("Bachelor", "undergraduate studies") or "0613" in page
    assert (
        "Places in the newest calls" in page
        and "Places a year, outgoing, in the agreements in force:" in page
    )
    assert "Sat 30 Sep 2028" in shown(vera, "/reference") and "Austria (AT)" in page


def test_a_signature_that_was_withdrawn_is_missed_on_the_partners_page_and_on_the_agreements(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = agree(office)
    vera, path = log_in("vera"), f"/reference/partners/{partner_id(office)}"
    assert "Not signed by both" not in shown(vera, path)
    record = {"fact": "signature", "document": "partner_agreement", "party": "partner"}
    office.record(number, "withdrawn_record", {**record, "reason": "It was Linz"})
    page = shown(vera, path)
    assert "Not signed by both" in page and "In force" not in page.split("Places a year")[0]
    case = shown(vera, f"/cases/{number}")
    assert "In question since a correction" in case and "Record that both have signed" in case
    office.record(
        number,
        "signature",
        {"document": "partner_agreement", "party": "partner", "on": "2025-10-01"},
    )
    assert "Not signed by both" not in shown(vera, path)
    assert "In question since a correction" not in shown(vera, f"/cases/{number}")


def test_more_sent_than_a_call_has_places_is_said_where_the_places_stand(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """A call's places were lowered once its list was out."""
    for name in ("Ana Petrović", "Bojan Ilić"):
        office.score_by_all(office.apply(name), 30)
    office.publish()
    with write_transaction(office.app.engine) as connection:
        connection.execute(update(call_hosts).values(places=1))
    page = shown(log_in("vera"), f"/reference/partners/{partner_id(office)}")
    assert "none, too many sent: 1" in page and ">-1<" not in page


def test_a_call_of_december_offers_hosts_with_an_agreement_alone_and_says_what_is_missing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.now = at("2026-12-01 10:00")
    vera = log_in("vera")
    form = shown(vera, NEW_CALL)
    assert f'value="{GRAZ}"' not in form
    assert "Partners with no agreement in force are not offered; there are:" in form
    answer = send(vera, NEW_CALL, NEW_CALL, WINTER)
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert f"With {GRAZ} no agreement was concluded" in page and "(BMU-4b)" in page
    assert 'value="Winter call"' in page
    agree(office)
    assert f'value="{GRAZ}"' in shown(vera, NEW_CALL)
    assert send(vera, NEW_CALL, NEW_CALL, WINTER, follow=False).status_code == 303
