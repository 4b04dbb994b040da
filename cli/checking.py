"""`check`: whether definitions, regulations, scenarios and config.yaml can be used as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import Config, Data, Json, place
from cli.show import as_json, lines
from cli.troubles import TROUBLE
from states.frozen import frozen

if TYPE_CHECKING:
    from office.wiring import Office

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]…", help="Files; none: all that is shipped.")
]


@frozen
class Checked:
    """A file, what it was taken for, and all that is wrong with it."""

    file: Path
    kind: str
    problems: tuple[str, ...]


def check(
    files: Files = None,
    expand: Annotated[
        bool, typer.Option("--expand", help="Show a definition as it is after `extends`.")
    ] = False,
    rules: Annotated[
        bool,
        typer.Option("--rules", help="Show what carries out each rule (made into docs/rules.md)."),
    ] = False,
    forms: Annotated[
        bool,
        typer.Option("--forms", help="Show each form's fields and sources (docs/forms.md)."),
    ] = False,
    diagrams: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Draw every process into a folder, with its table."),
    ] = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Check definitions, regulations, scenarios and config.yaml: every problem with its line."""
    from office.wiring import open_office

    where = place(data, config)
    office = open_office(where.data, where.config)
    if rules:
        _rules(office, json)
        return
    if forms:
        _forms()
        return
    if diagrams is not None:
        _draw(office, diagrams)
        return
    if expand:
        _expand(files or [])
        return
    checked = [_checked(office, path) for path in files or _shipped(office)]
    flawed = [one for one in checked if one.problems]
    if json:
        as_json(
            [
                {
                    "file": str(c.file),
                    "kind": c.kind,
                    "sound": not c.problems,
                    "problems": c.problems,
                }
                for c in checked
            ]
        )
    else:
        lines(f"✓ {one.file}: {one.kind}" for one in checked if not one.problems)
        for problem in (problem for one in flawed for problem in one.problems):
            typer.echo(problem, err=True)
    if flawed:
        raise typer.Exit(TROUBLE)


def _rules(office: Office, json: bool) -> None:
    """Each rule with what enforces, times, documents or explains it; status 2 where one is lost."""
    from rules.traceability import trace
    from rules.traceability_page import render_markdown

    table = trace([office.definition(key) for key in office.definition_keys()], office.regulations)
    if json:
        as_json(table.to_json())
    else:
        typer.echo(render_markdown(table), nl=False)
    lost = [f"{one.institution} {one.id}: nothing carries this rule out" for one in table.forgotten]
    lost += [f"{use.definition} {use.at}: cites no rule" for use in table.uncited]
    for sentence in lost:
        typer.echo(sentence, err=True)
    if lost:
        raise typer.Exit(TROUBLE)


def _forms() -> None:
    from actions.documents.forms_page import render_forms

    typer.echo(render_forms(), nl=False)


def _draw(office: Office, folder: Path) -> None:
    from office.process_pages import write_all

    lines(str(path) for path in write_all(folder, office))


def _shipped(office: Office) -> Iterator[Path]:
    from office.config_file import SHIPPED
    from office.wiring import REGULATIONS
    from states.loader import definition_files

    yield SHIPPED
    yield from sorted(REGULATIONS.glob("*.yaml"))
    yield from definition_files(office.folder)


def _checked(office: Office, path: Path) -> Checked:
    from states.strict_yaml import InvalidFile, read_yaml, text_of

    kind = "file"
    try:
        kind, load = _kind(office, read_yaml(text_of(path), str(path)).data)
        load(path)
    except InvalidFile as flawed:
        return Checked(path, kind, tuple(map(str, flawed.problems)))
    return Checked(path, kind, ())


def _kind(office: Office, data: Any) -> tuple[str, Callable[[Path], Any]]:
    """What a file is meant to be, by the keys that only its kind has."""
    from office.settings_loading import load_settings
    from rules.regulation import load_regulation
    from states.loader import load_definition

    keys = set(data) if isinstance(data, dict) else set()
    if "scenario" in keys:
        # Imported here: what plays scenarios is large, and no definition needs it.
        from simulation.rehearsal.form import load_scenario

        return "scenario", load_scenario
    if "grading_scale" in keys or "rules" in keys:
        return "regulation", load_regulation
    if keys & {"ladders", "office_hours", "database", "mail"}:
        return "config", load_settings
    return "definition", lambda path: load_definition(path, office.bindings)


def _expand(files: list[Path]) -> None:
    import yaml

    from states.loader import read_extended
    from states.validation_error import ValidationError

    if not files:
        raise ValidationError("say which definition to expand: mobility check --expand FILE")
    for path in files:
        marked, _ = read_extended(path)
        said = yaml.safe_dump(marked.data, allow_unicode=True, sort_keys=False, width=100)
        lines([f"# {path}", said.rstrip()])
