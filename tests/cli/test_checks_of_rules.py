"""`check --rules` and `check --diagrams` make what lies in docs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.asking import Ask

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_of_rules_is_what_check_says(ask: Ask) -> None:
    answer = ask("check", "--rules")
    assert answer.status == 0
    assert answer.out == (DOCS / "rules.md").read_text(encoding="utf-8")


def test_each_rule_is_told_to_machines_with_what_carries_it_out(ask: Ask) -> None:
    report = json.loads(ask("check", "--rules", "--json").out)
    decree = next(rule for rule in report["rules"] if rule["rule"] == "BMU-24a")
    assert {use["definition"] for use in decree["timed"]} >= {"bmu/outgoing-studies.2021-06-29"}


def test_every_process_is_drawn_as_it_lies_in_docs(ask: Ask, tmp_path: Path) -> None:
    assert ask("check", "--diagrams", tmp_path).status == 0
    drawings = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    drawings_in_docs = {path.name: path.read_bytes() for path in (DOCS / "processes").iterdir()}
    assert drawings == drawings_in_docs
