"""`migrate`: a case on the command line moves onto another version, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from persistence.tables import cases
from tests.cli.asking import ANA, Ask
from tests.workflows.cases.versions import NEW, OLD, with_two_versions

HEAD = ("--as", "head_of_ico", "--name", "Nada Perić")
BORIS = ANA.replace("Ana Petrović", "Boris Jović").replace("ana@", "boris@")
WHY = ("--reason", "Rulebook amended on 15 June 2026")


@pytest.fixture
def case(office: Ask, case: str, tmp_path: Path) -> str:
    """Ana's case on the version shipped; a later one has come into force since."""
    with_two_versions(tmp_path / "data")
    return case


def version_of(office: Ask, case: str) -> str:
    return str(office("case", "show", case, "--json").json["definition"])


def test_a_dry_run_shows_each_case_and_changes_nothing(office: Ask, case: str) -> None:
    before = office("case", "history", case, "--json").json
    answer = office("migrate", "--to", "2026-07-01", "--all", "--dry-run", *HEAD, "--json")
    assert answer.status == 0
    (plan,) = answer.json["cases"]
    assert (plan["case"], plan["can_move"], plan["moved"]) == (case, True, False)
    assert plan["before"]["version"] == OLD
    assert plan["after"]["version"] == NEW
    assert plan["after"]["due"] == plan["before"]["due"] == "2099-01-31"
    assert "BMU-15a" in plan["after"]["receipt"][0]
    assert [transition["name"] for transition in plan["blocked"]] == ["withdraw", "pause"]
    assert office("case", "history", case, "--json").json == before
    assert version_of(office, case) == OLD


def test_a_case_moves_there_and_back_and_the_history_tells_both(office: Ask, case: str) -> None:
    there = office("migrate", "--to", "2026-07-01", "--case", case, *HEAD, *WHY)
    assert there.status == 0, there.err
    assert "2021-06-29 → 2026-07-01 · moved" in there.out
    assert "1 of 1 cases moved." in there.out
    assert version_of(office, case) == NEW
    back = office("migrate", "--to", OLD, "--case", case, *HEAD, *WHY, "--json")
    assert back.json["cases"][0]["moved"]
    assert version_of(office, case) == OLD
    history = office("case", "history", case)
    assert "call (2021-06-29 → 2026-07-01)" in history.out
    assert "call (2026-07-01 → 2021-06-29)" in history.out
    assert "nothing was changed" in office("verify").out


def test_a_case_that_stays_is_told_with_its_reason_and_status_1(office: Ask, case: str) -> None:
    answer = office("migrate", "--to", OLD, "--case", case, *HEAD, *WHY, "--lang", "sr")
    assert answer.status == 1
    assert "stays" in answer.out
    assert "се већ води по верзији" in answer.out
    assert "0 of 1 cases moved; 1 stay." in answer.out


def test_a_case_whose_definition_is_gone_is_left_and_told_and_the_others_move(
    office: Ask, case: str, tmp_path: Path
) -> None:
    opening = office("case", "open", "--call", "1", "--with", BORIS, "--json")
    assert opening.status == 0, opening.err
    other, engine = opening.json["case"], connect(sqlite_url(tmp_path / "data"))
    with write_transaction(engine) as connection:
        for number, key in ((case, "bmu/lost.1999-01-01"), (other, OLD)):
            runs_on = update(cases).where(cases.c.number == number).values(definition=key)
            connection.execute(runs_on)
    engine.dispose()
    dry_run = office("migrate", "--to", NEW, "--all", "--dry-run", *HEAD)
    assert dry_run.status == 1
    assert "1 of 1 cases can move; nothing was changed." in dry_run.out
    answer = office("migrate", "--to", NEW, "--all", *HEAD, *WHY, "--json")
    assert answer.status == 1
    assert [move["case"] for move in answer.json["cases"]] == [other]
    assert version_of(office, other) == NEW
    assert list(answer.json["left"]) == [case]
    assert "there is no definition bmu/lost.1999-01-01" in answer.json["left"][case]
    again = office("migrate", "--to", NEW, "--all", *HEAD, *WHY)
    assert (again.status, again.out.count(f"{case} is left: there is no definition")) == (1, 1)
    alone = office("migrate", "--to", NEW, "--case", case, *HEAD, *WHY)
    assert alone.status == 2


def test_who_does_not_supervise_the_office_is_refused(office: Ask, case: str) -> None:
    answer = office("migrate", "--to", NEW, "--all", *WHY, "--as", "mobility_coordinator", "--json")
    assert answer.status == 1
    assert [reason["rule"] for reason in answer.json["reasons"]] == ["ICO"]
    assert version_of(office, case) == OLD


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--to", NEW, "--all"), "say why with --reason"),
        (("--to", NEW, *WHY), "say which cases"),
        (("--to", NEW, "--all", "--case", "BMU-2026-0001", *WHY), "say which cases"),
        (("--to", "2031-01-01", "--all", *WHY), "there is no version 2031-01-01"),
        (("--to", "soon", "--all", *WHY), "there is no version soon"),
        (("--to", NEW, "--case", "BMU-1999-0001", *WHY), "there is no case BMU-1999-0001"),
        (("--to", NEW, "--all", "--version", "2", *WHY), "goes with --case"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(
    office: Ask, case: str, arguments: tuple[str, ...], sentence: str
) -> None:
    answer = office("migrate", *arguments, *HEAD)
    assert answer.status == 2
    assert sentence in answer.err
    assert version_of(office, case) == OLD


def test_a_case_of_another_process_does_not_fit(office: Ask, case: str) -> None:
    other = "bmu/incoming-studies.2021-06-29"
    answer = office("migrate", "--to", other, "--case", case, *HEAD, *WHY)
    assert answer.status == 2
    assert f"{case} is a case of bmu/outgoing-studies: it can't move onto {other}" in answer.err


def test_who_saw_an_older_case_moves_nothing(office: Ask, case: str) -> None:
    office("case", "record", case, "document", "--with", "{kind: cv}", "--as", "head_of_ico")
    answer = office("migrate", "--to", NEW, "--case", case, "--version", 2, *HEAD, *WHY)
    assert answer.status == 2
    assert "was changed meanwhile" in answer.err
    assert version_of(office, case) == OLD


def test_where_no_case_runs_on_another_version_that_is_said(office: Ask, case: str) -> None:
    office("migrate", "--to", NEW, "--all", *HEAD, *WHY)
    again = office("migrate", "--to", NEW, "--all", *HEAD, *WHY)
    assert (again.status, again.out) == (0, "No open case runs on another version.\n")
