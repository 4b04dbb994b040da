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
    export = office("person", "export", case, "--to", tmp_path, "--json").json
    plain = json.loads(Path(export["files"][0]).read_text(encoding="utf-8"))
    assert plain["person"][0]["email"] == WHO
    assert Path(export["files"][1]).read_bytes().startswith(b"%PDF")
    assert {Path(file).stat().st_mode & 0o777 for file in export["files"]} == {0o600}

    preview = office("person", "erase", WHO, "--preview")
    assert preview.status == 0
    assert f"Ana Petrović ({WHO})" in preview.out
    assert case in preview.out
    refusal = office("person", "erase", WHO)
    assert (refusal.status, "--preview" in refusal.err) == (2, True)
    erasure = office("person", "erase", WHO, "--yes", *REASON, "--json").json
    assert erasure == {"erasure": 1, "finished": True}
    again = office("person", "erase", WHO, "--yes", *REASON)
    assert again.status == 2
    assert f"nobody is known by {WHO}" in again.err
    assert office("verify").status == 0
    assert "[…]" in office("case", "show", case).out


def test_an_open_case_is_told_and_refuses(office: Ask, case: str) -> None:
    preview = office("person", "erase", WHO, "--preview")
    assert (preview.status, f"{case} is still open" in preview.out) == (1, True)
    refusal = office("person", "erase", WHO, "--yes", *REASON)
    assert (refusal.status, "is still open" in refusal.err) == (2, True)


def test_nothing_is_due_on_the_first_day(office: Ask, case: str) -> None:
    assert office("case", "advance", case, *GIVES_UP).status == 0
    assert office("retention", "preview").out == "Nothing is due to go.\n"
    assert office("retention", "run").status == 2
    assert office("retention", "run", "--yes", "--json").json == {"cases": 0, "of_no_case": 0}
