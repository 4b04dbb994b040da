"""`mobility case takeover FILE`: a running case enters at its milestone, from a file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.asking import Ask

FILE = """\
call: {call}
candidate: {{name: Mira Lazić, email: mira@students.example, level: undergraduate, year: 2}}
state: nominated
since: {since}
source: folder 17 of the former office
not_checked: whether the list was signed
facts:
  - application: {{hosts: [University of Graz], from: 2026-10-01, to: 2027-02-12}}
"""
CALL = "A call that never ends"


def test_a_file_says_where_a_case_stands_and_the_audit_finds_nothing(
    office: Ask, case: str, tmp_path: Path
) -> None:
    file = tmp_path / "mira.yaml"
    file.write_text(
        FILE.format(call=office("call", "list", "--json").json[0]["title"], since="2026-01-05")
    )
    answer = office("case", "takeover", file, "--as", "head_of_ico", "--name", "Ivana", "--json")
    assert (answer.status, answer.json["state"], answer.json["awaits"]) == (
        0,
        "nominated",
        "host_accepts",
    )
    first = office("case", "history", answer.json["case"], "--json").json[0]
    assert (first["name"], first["person"]) == ("take_over", "Ivana")
    assert "folder 17" in first["data"]
    assert office("verify").status == 0
    again = office("case", "takeover", file)
    assert again.status != 0
    assert answer.json["case"] in again.err


def test_a_slip_of_the_pen_is_told_at_its_place(office: Ask, case: str, tmp_path: Path) -> None:
    file = tmp_path / "mira.yaml"
    file.write_text(FILE.format(call=CALL, since="2026-02-31"))
    answer = office("case", "takeover", file)
    assert answer.status != 0
    assert "since" in answer.err
    file.write_text("candidate: {name: Mira}\n")
    assert "call" in office("case", "takeover", file).err
