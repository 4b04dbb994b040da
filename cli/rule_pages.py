"""`check --rules`, `--forms` and `--diagrams`: the pages of docs/ that are made from the rules."""

from __future__ import annotations

from pathlib import Path

import typer

from actions.documents.forms_page import render_forms
from cli.errors import FAILED
from cli.show import as_json, lines
from office.process_pages import write_all
from office.wiring import Office
from rules.traceability import trace
from rules.traceability_page import render_markdown
from simulation.rehearsal.evidence import evidence_in

SITUATIONS = Path(__file__).parents[1] / "tests" / "situations"
"""The stories that tests play; a program without its tests shows what it can."""


def show_pages(office: Office, rules: bool, diagrams: Path | None, json: bool) -> None:
    """The page of rules, else the processes drawn into a folder, else the page of forms."""
    if rules:
        _show_rules(office, json)
    elif diagrams is not None:
        lines(str(path) for path in write_all(diagrams, office))
    else:
        definitions = map(office.definition, office.definition_keys())
        typer.echo(render_forms(definitions, office.regulations), nl=False)


def _show_rules(office: Office, json: bool) -> None:
    """Each rule with what enforces, times, documents or explains it; status 2 where one is lost."""
    stories = evidence_in(SITUATIONS, office) if SITUATIONS.is_dir() else {}
    definitions = [office.definition(key) for key in office.definition_keys()]
    table = trace(definitions, office.regulations, stories)
    if json:
        as_json(table.to_json())
    else:
        typer.echo(render_markdown(table), nl=False)
    lost_rules = [f"{rule.institution} {rule.id}: nothing carries this rule out"
            for rule in table.forgotten]  # fmt: skip
    lost_rules += [f"{use.definition} {use.at}: cites no rule" for use in table.uncited]
    if stories:
        lost_rules += [
            f"{use.definition} {use.at}: no situation of it shows `{use.name}` ({use.rule}) refuse "
            "the step, which is then taken"
            for rule in table.unshown
            for use in rule.unshown
        ]
    for sentence in lost_rules:
        typer.echo(sentence, err=True)
    if lost_rules:
        raise typer.Exit(FAILED)
