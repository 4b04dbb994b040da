"""All that is held on somebody is handed out and erased on the command line; periods are told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.asking import Ask

WHO = "ana@students.example"
REASON = ("--reason", "request of 12 May")


GIVES_UP = ("withdraw", "--with", "{reason: ill}", "--as", "candidate")


def test_a_person_is_handed_out_then_erased_and_nobody_afterwards(
    office: Ask, case: str, tmp_path: Path
) -> None:
    assert office("case", "advance", case, *GIVES_UP).status == 0
    made = office("person", "export", case, "--to", tmp_path, "--json").json
    plain = json.loads(Path(made["files"][0]).read_text(encoding="utf-8"))
    assert plain["person"][0]["email"] == WHO
    assert Path(made["files"][1]).read_bytes().startswith(b"%PDF")
    assert {Path(file).stat().st_mode & 0o777 for file in made["files"]} == {0o600}

    shown = office("person", "erase", WHO, "--preview")
    assert shown.status == 0
    assert f"Ana Petrović ({WHO})" in shown.out
    assert case in shown.out
    neither = office("person", "erase", WHO)
    assert (neither.status, "--preview" in neither.err) == (2, True)
    done = office("person", "erase", WHO, "--yes", *REASON, "--json").json
    assert done == {"erasure": 1, "finished": True}
    again = office("person", "erase", WHO, "--yes", *REASON)
    assert again.status == 2
    assert f"nobody is known by {WHO}" in again.err
    assert office("verify").status == 0
    assert "[…]" in office("case", "show", case).out


def test_an_open_case_is_told_and_refuses(office: Ask, case: str) -> None:
    shown = office("person", "erase", WHO, "--preview")
    assert (shown.status, f"{case} is still open" in shown.out) == (1, True)
    refused = office("person", "erase", WHO, "--yes", *REASON)
    assert (refused.status, "is still open" in refused.err) == (2, True)


def test_nothing_is_due_on_the_first_day(office: Ask, case: str) -> None:
    assert office("case", "advance", case, *GIVES_UP).status == 0
    assert office("retention", "preview").out == "Nothing is due to go.\n"
    assert office("retention", "run").status == 2
    assert office("retention", "run", "--yes", "--json").json == {"cases": 0, "of_no_case": 0}
