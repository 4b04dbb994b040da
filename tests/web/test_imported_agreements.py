"""Agreements with partners that both have signed, read from a spreadsheet."""

from __future__ import annotations

from datetime import date

from persistence.database import reading
from persistence.integrity import audit
from tests.web.browsing import LogIn, send
from tests.web.importing import entered, read, rows_of
from tests.web.office_at_work import OfficeAtWork, at
from workflows.cases.partner_agreements import agreement_rows, agreements_with

AGREEMENTS = "/imports/agreements/bmu"
GRAZ = "University of Graz"
HEAD = (
    "Partner;First day;Last day;Signed on;Direction;Mobility;Places a year;ISCED-F;Level;"
    "Teaching hours\n"
)
SOUND = HEAD + (
    f"{GRAZ};2025-10-01;30.9.2028.;2025-06-15;outgoing;students, for studies;3;0613;;\n"
    f"{GRAZ};2025-10-01;30.9.2028.;2025-06-15;долазна;запослени, ради наставе;1;;;8\n"
)


def agreed(office: OfficeAtWork) -> list[tuple[str, date | None, date | None]]:
    with reading(office.app.engine) as connection:
        rows = agreement_rows(connection, office.app.office, ["bmu"], at("2026-03-10").date())
    return [(row.partner, row.concluded_on, row.holds_to) for row in rows]


def test_rows_of_one_agreement_become_one_case_as_signed_and_only_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    assert f'href="{AGREEMENTS}"' in vera.get("/reference").text
    preview = read(vera, AGREEMENTS, SOUND)
    assert "new agreement" in rows_of(preview)[2]
    result = entered(vera, preview)
    assert ">1</b> entered" in result.text
    assert agreed(office) == [(GRAZ, date(2025, 6, 15), date(2028, 9, 30))]
    page = vera.get("/cases/BMU-IA-2026-0001").text
    assert "In force" in page
    dossier = vera.get("/cases/BMU-IA-2026-0001/dossier").text
    assert "students, for studies" in dossier
    assert "staff, for teaching" in dossier
    # The same once more, by whoever: nothing is entered twice.
    entered(vera, preview)
    again = read(log_in("dusan"), AGREEMENTS, SOUND)
    assert "is agreed on already: BMU-IA-2026-0001" in rows_of(again)[2]
    assert 'name="tick"' not in again.text
    assert len(agreed(office)) == 1
    with reading(office.app.engine) as connection:
        own = agreements_with(connection, office.app.office, "bmu", [GRAZ], date(2026, 3, 10))
    assert [agreement.holds_on(date(2026, 12, 1)) for agreement in own[GRAZ]] == [True]


def test_what_is_wrong_stands_at_its_cell_and_nothing_of_it_is_entered(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    preview = read(
        vera,
        AGREEMENTS,
        HEAD
        + "University of Nowhere;2026-10-01;2029-09-30;2026-01-15;;;;;;\n"
        + f"{GRAZ};2026-10-01;2026-09-30;2026-01-15;;;;;;\n"
        + f"{GRAZ};2026-10-02;2029-09-30;2026-12-15;;;;;;\n"
        + f"{GRAZ};2026-10-03;2029-09-30;2026-01-15;outgoing;students, for studies;;;;\n"
        + f"{GRAZ};2026-10-04;2029-09-30;2026-01-15;outgoing;students, for studies;2;6;;\n"
        + f"{GRAZ};2026-10-05;2029-09-30;2026-01-15;both ways;students, for studies;2;;;\n"
        + f"{GRAZ};someday;2029-09-30;;;;;;;\n",
    )
    rows = rows_of(preview)
    for line, sentence in (
        (2, "Is no partner of the register"), (3, "Lies before the first day"),
        (4, "Lies in the future"), (5, "Please fill this in."), (6, "ISCED-F"),
        (7, "Write one of these: outgoing; incoming"), (8, "date"),
    ):  # fmt: skip
        assert sentence in rows[line], (line, rows[line])
    assert 'name="tick"' not in preview.text
    assert agreed(office) == []


def test_who_opens_no_agreement_takes_none_in_and_none_is_taken_in_elsewhere(log_in: LogIn) -> None:
    assert log_in("ana.k").get(AGREEMENTS).status_code == 403
    assert log_in("vera").get("/imports/agreements/kgu").status_code == 404


def test_an_address_that_another_agreement_of_the_partner_has_already_is_corrected_to_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera = log_in("vera")
    head = "Partner;Mail;First day;Last day;Signed on;Direction;Mobility;Places\n"
    places = "outgoing;students, for studies;2\n"
    rows = (
        f"{GRAZ};old@graz.example;2023-10-01;2025-09-30;2023-06-15;{places}"
        f"{GRAZ};new@graz.example;2025-10-01;2028-09-30;2025-06-15;{places}"
    )
    entered(vera, read(vera, AGREEMENTS, head + rows))
    assert len(agreed(office)) == 2
    page, action = "/cases/BMU-IA-2026-0001", "/cases/BMU-IA-2026-0001/facts/candidate"
    answer = send(vera, page, action, {"email": "new@graz.example", "reason": "It moved"})
    assert answer.is_success, answer.text
    for number in ("BMU-IA-2026-0001", "BMU-IA-2026-0002"):
        assert "new@graz.example" in vera.get(f"/cases/{number}/dossier").text
    assert len(agreed(office)) == 2
    with reading(office.app.engine) as connection:
        assert audit(connection, office.app.office.data, office.app.office.calendar).is_sound
