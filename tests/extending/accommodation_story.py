"""What an office has of a fact that was just declared. Run by `test_a_new_fact.py`, in its copy."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from starlette.testclient import TestClient
from typer.testing import CliRunner

from cli.main import app
from persistence.connections import connect, sqlite_url
from persistence.database import reading
from persistence.migrating import bring_up_to_date
from persistence.schema import metadata
from persistence.tables import history
from states.validation_error import ValidationError
from tests.web.office_at_work import OfficeAtWork
from workflows.cases.status import load_case

FLAT = {
    "address": "Leechgasse 24, Graz",
    "from": "2026-10-01",
    "to": "2027-02-12",
    "rent": "412.50",
    "found_by": "host",
}
SCENARIO = """\
scenario: A student finds a flat
institution: bmu
process: outgoing-studies
clock: 2026-01-12 09:00
given:
  candidates:
    ana: {name: Ana Petrović, email: ana@students.example, level: master}
steps:
  - at: 2026-01-13 09:00
    by: candidate
    record: accommodation
    with: {address: "Leechgasse 24, Graz", from: 2026-03-01, to: 2026-07-31, found_by: student}
    expect: {state: call}
  - at: 2026-01-14 09:00
    by: rector
    record: accommodation
    with: {address: "Leechgasse 24, Graz", from: 2026-03-01, to: 2026-07-31}
    expect: {refused: [BMU-33]}
"""


def flat_of(office: OfficeAtWork, number: str) -> dict[str, str]:
    """What the dossier says of the accommodation, read anew."""
    with reading(office.app.engine) as connection:
        _, dossier = load_case(connection, office.case_id(number))
    flat = dossier.accommodation
    return {
        "address": flat.address,
        "from": str(flat.first_day),
        "to": str(flat.last_day),
        "rent": str(flat.rent),
        "found_by": flat.found_by,
    }


def hidden(form: str, name: str) -> str:
    """What a form sends unseen."""
    hidden_field = re.search(f'name="{name}" value="([^"]*)"', form)
    assert hidden_field is not None, f"the form has no hidden {name}"
    return hidden_field[1]


def test_the_migration_makes_the_table_that_the_declaration_asks_for(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path))
    bring_up_to_date(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert "accommodations" in metadata.tables
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_what_is_recorded_stands_in_the_dossier_and_in_the_history(office: OfficeAtWork) -> None:
    number = office.open("Ana Petrović")
    office.record(number, "accommodation", {**FLAT, "rent": "500"})
    office.record(number, "accommodation", FLAT)
    assert flat_of(office, number) == FLAT, "the later record takes the place of the earlier"
    with reading(office.app.engine) as connection:
        entries = connection.execute(
            select(history.c.data).where(history.c.name == "accommodation").order_by(history.c.seq)
        )
        records = [json.loads(data) for data in entries.scalars()]
    assert [record["rent"] for record in records] == ["500", "412.50"], "both stay in the history"


def test_what_its_form_cannot_take_is_refused_by_field(office: OfficeAtWork) -> None:
    number = office.open("Ana Petrović")
    with pytest.raises(ValidationError, match=r"address: is missing.*takes: address, from, to"):
        office.record(number, "accommodation", {"from": "2026-10-01", "to": "2027-02-12"})
    with pytest.raises(ValidationError, match="lies before the first day"):
        office.record(number, "accommodation", {**FLAT, "to": "2026-09-01"})


def test_its_form_has_its_fields_and_the_case_a_card(
    office: OfficeAtWork, log_in: Callable[[str], TestClient]
) -> None:
    number = office.open("Ana Petrović")
    clerk = log_in("vera")
    page = clerk.get(f"/cases/{number}", params={"form": "accommodation"}).text
    form = page.partition(f'action="/cases/{number}/facts/accommodation')[2].partition("</form>")[0]
    for field, label in (
        ("address", "Address"), ("from", "First day"), ("to", "Last day"),
        ("rent", "Rent, € a month"), ("found_by", "Found by"),
    ):  # fmt: skip
        assert f'name="{field}"' in form
        assert label in form
    answer = clerk.post(
        f"/cases/{number}/facts/accommodation",
        data={**FLAT, "token": hidden(form, "token"), "version": hidden(form, "version")},
    )
    assert answer.status_code == 200
    assert flat_of(office, number) == FLAT
    page = html.unescape(clerk.get(f"/cases/{number}/dossier").text)
    card = re.search(r"<h3>Accommodation</h3>(.*?)</dl>", page, re.DOTALL)
    assert card is not None, "the case's page has no card"
    for words in ("Leechgasse 24, Graz", "Thu 1 Oct 2026", "Found by", "the host institution"):
        assert words in card[1]
    history_panel = clerk.get(f"/cases/{number}/history").text.partition('class="panel happened"')[
        2
    ]
    assert "Accommodation" in history_panel, "the history shows it"
    reopened_page = clerk.get(f"/cases/{number}", params={"form": "accommodation"}).text
    assert 'value="Leechgasse 24, Graz"' in reopened_page, "the form opens with what is known"


def test_the_command_line_records_it(office: OfficeAtWork, tmp_path: Path) -> None:
    number = office.open("Ana Petrović")
    words = ["--data", str(tmp_path / "data"), "case", "record", number, "accommodation"]
    details = json.dumps(FLAT, ensure_ascii=False)
    result = CliRunner().invoke(app, [*words, "--as", "mobility_coordinator", "--with", details])
    assert result.exit_code == 0, result.output
    assert flat_of(office, number) == FLAT
    refusal = CliRunner().invoke(app, [*words, "--as", "rector", "--with", details])
    assert refusal.exit_code == 1
    assert "“Record: Accommodation” is for: Mobility Coordinator, Candidate" in refusal.output


def test_a_scenario_rehearses_it(tmp_path: Path) -> None:
    story = tmp_path / "a-flat.yaml"
    story.write_text(SCENARIO, encoding="utf-8")
    result = CliRunner().invoke(app, ["rehearse", str(story)])
    assert result.exit_code == 0, result.output
    assert "all 2 steps went as expected" in result.output
