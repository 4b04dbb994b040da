"""`check`, `rehearse` and `verify`: what they prove, and what they find."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from persistence.touched import listen_on_sqlite
from states.loader import HERE, definition_files
from tests.cli.asking import Ask

STUDIES = HERE / "bmu" / "outgoing-studies.2021-06-29.yaml"
INCOMING = STUDIES.with_name("incoming-studies.2021-06-29.yaml")
TRAINEESHIP = STUDIES.with_name("incoming-traineeship.2021-06-29.yaml")
SCENARIO = """
scenario: A cup of tea
institution: bmu
clock: 2026-03-02 09:00
given:
  candidates:
    ana: {name: Ana Petrović, email: ana@students.example, level: undergraduate, year: 2}
steps:
  - {at: 2026-03-03 09:00, by: candidate, do: withdraw, with: {reason: tea}, expect: {state: STATE}}
"""


def test_everything_that_is_shipped_is_sound(ask: Ask) -> None:
    """Each definition is searched too, and no story is found that no law can mean."""
    answer = ask("check", "--json")
    assert [problem for report in answer.json for problem in report["problems"]] == []
    assert answer.status == 0
    definitions = [Path(report["file"]) for report in answer.json if report["kind"] == "definition"]
    assert definitions == definition_files(HERE)
    assert {report["kind"] for report in answer.json} == {
        "config",
        "regulation",
        "definition",
        "rates",
    }
    assert all(report["sound"] for report in answer.json)


def test_a_definition_with_three_errors_shows_all_three_with_their_lines(
    ask: Ask, tmp_path: Path
) -> None:
    text = STUDIES.read_text(encoding="utf-8")
    file = tmp_path / "flawed.yaml"
    for right, wrong in (
        ("guard: call_is_open, rule: BMU-15a", "guard: call_is_open, rule: BMU-99"),
        (
            "to: refused\n    settles_list: true\n    roles: [mobility_coordinator]",
            "to: lost\n    settles_list: true\n    roles: [king]",
        ),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    file.write_text(text, encoding="utf-8")
    answer = ask("check", file)
    assert answer.status == 2
    for word in ("BMU-99", "lost", "king"):
        line = next(line for line in answer.err.splitlines() if word in line)
        number = int(line.removeprefix(f"{file}:").split(":")[0])
        assert word in text.splitlines()[number - 1]


def test_an_expanded_definition_is_whole_and_extends_nothing(ask: Ask, tmp_path: Path) -> None:
    for base in (STUDIES, INCOMING, TRAINEESHIP):
        shutil.copy(base, tmp_path)
    definition = tmp_path / "changed.yaml"
    definition.write_text(
        f"extends: {TRAINEESHIP.stem}\nprocess: incoming-traineeship\ninstitution: bmu\n"
        "in_force: 2027-01-01\ntransitions: {withdraw: {roles: [candidate]}}\n"
    )
    assert ask("check", definition).status == 0
    expansion = ask("check", "--expand", definition)
    assert expansion.status == 0
    assert "extends" not in expansion.out
    whole_file = tmp_path / "expanded.yaml"
    whole_file.write_text(expansion.out, encoding="utf-8")
    assert ask("check", whole_file).status == 0


def test_a_file_that_is_not_yaml_or_not_there_is_told(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("states: {call: [\n")
    answer = ask("check", tmp_path / "broken.yaml", tmp_path / "gone.yaml")
    assert answer.status == 2
    assert "broken.yaml:" in answer.err
    assert "gone.yaml" in answer.err


@pytest.mark.parametrize(("state", "status"), [("withdrawn", 0), ("call", 1)])
def test_a_rehearsal_ends_with_1_where_anything_did_not_hold(
    ask: Ask, tmp_path: Path, state: str, status: int
) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(SCENARIO.replace("STATE", state), encoding="utf-8")
    answer = ask("rehearse", file, "--json")
    assert answer.status == status
    assert answer.json["held"] is (status == 0)
    step = answer.json["scenarios"][0]["steps"][0]
    assert (step["state"], step["held"]) == ("withdrawn", status == 0)
    screen = ask("rehearse", file)
    assert screen.status == status
    assert ("state call expected, it is withdrawn" in screen.out) is (status == 1)


def test_a_scenario_that_cannot_be_read_is_told_with_its_lines(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "tea.yaml"
    file.write_text(SCENARIO.replace("expect:", "hope:"), encoding="utf-8")
    answer = ask("rehearse", file)
    assert answer.status == 2
    assert "hope: is not a known key here" in answer.err


def test_an_untouched_office_verifies(office: Ask, case: str) -> None:
    answer = office("verify", "--json")
    assert answer.status == 0
    assert answer.json["sound"]
    assert (answer.json["cases"], answer.json["entries"]) == (1, 1)
    assert answer.json["since"] is None


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ("UPDATE history SET person = 'Nobody'", "entry 1 of the history (open) was changed"),
        ("DELETE FROM history", "has 0 entries, 1 were written"),
        ("UPDATE cases SET due = '2098-01-01'", "is due on 2098-01-01; its receipt says"),
        ("UPDATE cases SET receipt = NULL", "there is no receipt for it"),
        ("UPDATE cases SET receipt = '{}'", "can't be read"),
        (
            "UPDATE cases SET due = '2098-01-01', receipt = "
            'replace(receipt, \'"due": "2099-01-31"\', \'"due": "2098-01-01"\')',
            "counted again gives 2099-01-31",
        ),
        (
            f"INSERT INTO files VALUES ('{'a' * 64}', 3, 'application/pdf')",
            f"the file {'a' * 64} is lost",
        ),
    ],
)
def test_any_edit_behind_the_offices_back_is_found(
    office: Ask, case: str, tmp_path: Path, edit: str, sentence: str
) -> None:
    with sqlite3.connect(tmp_path / "data" / "office.db") as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():  # the database's own guard, which a thief takes off
            database.execute(f"DROP TRIGGER {name}")
        database.execute(edit)
    answer = office("verify")
    assert answer.status == 1
    assert sentence in answer.out


def test_an_older_copy_put_in_the_offices_place_is_found_by_a_line_that_was_kept(
    office: Ask, case: str, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "data", tmp_path / "older")
    line = office("verify", "--head").out.strip()
    assert line.startswith("mobility-head 1 ")
    assert office("verify", "--head").out.strip() == line, "nothing was written since"
    assert office("verify", "--against", f"> {line}").status == 0
    shutil.rmtree(tmp_path / "data")
    shutil.move(tmp_path / "older", tmp_path / "data")
    assert office("verify").status == 0, "by itself it shows nothing"
    assert office("verify", "--against", line).status == 1


def test_a_changed_file_is_found(office: Ask, case: str, tmp_path: Path) -> None:
    digest = "b" * 64
    path = tmp_path / "data" / "files" / "bb" / digest
    path.parent.mkdir(parents=True)
    path.write_bytes(b"abc")
    with sqlite3.connect(tmp_path / "data" / "office.db") as database:
        listen_on_sqlite(database, {})
        database.execute(f"INSERT INTO files VALUES ('{digest}', 3, 'application/pdf')")
    assert f"the file {digest} was changed" in office("verify").out
