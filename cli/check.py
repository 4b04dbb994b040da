"""`check`: whether definitions, regulations, rates, scenarios and config.yaml can be used as they
are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
import yaml

from cli.errors import FAILED
from cli.options import Config, Data, Json, place
from cli.show import as_json, lines
from notifications.catalogue import CATALOGUE
from office.config_file import settings_file
from office.settings_loading import load_settings
from office.wiring import Office, open_office
from rules.rates import load_rates
from rules.regulation_file import load_regulation
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.loader import definition_files, load_definition, read_extended
from states.strict_yaml import InvalidFile, read_yaml, text_of
from states.validation_error import ValidationError

Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]…", help="Files; none: all that is shipped.")
]


@frozen
class FileCheck:
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
    stories: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write each story that the search finds as a scenario."),
    ] = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Check definitions, regulations, scenarios and config.yaml: every problem with its line.

    Definitions are searched too, day by day: for the shortest story that no law can mean.
    """
    where = place(data, config)
    office = open_office(where.data, where.config)
    if rules or forms or diagrams is not None:
        # Imported here: with these pages come documents and drawings, and no check needs them.
        from cli.rule_pages import show_pages

        show_pages(office, rules, diagrams, json)
    elif expand:
        _expand(files or [])
    else:
        _check(office, files or list(_shipped(office)), stories, json)


def _check(office: Office, paths: Sequence[Path], stories: Path | None, json: bool) -> None:
    checks = [_check_file(office, path, stories) for path in paths]
    if json:
        as_json(
            [
                {
                    "file": str(check.file),
                    "kind": check.kind,
                    "sound": not check.problems,
                    "problems": check.problems,
                }
                for check in checks
            ]
        )
    else:
        lines(f"✓ {check.file}: {check.kind}" for check in checks if not check.problems)
        for problem in (problem for check in checks for problem in check.problems):
            typer.echo(problem, err=True)
    if any(check.problems for check in checks):
        raise typer.Exit(FAILED)


def _shipped(office: Office) -> Iterator[Path]:
    yield settings_file(office.data)
    yield from sorted(office.rulebooks.glob("*.yaml"))
    yield from sorted(office.rates_folder.glob("*.yaml"))
    yield from definition_files(office.folder)


def _check_file(office: Office, path: Path, stories: Path | None) -> FileCheck:
    kind = "file"
    try:
        kind, load = _kind(office, read_yaml(text_of(path), str(path)).data)
        value = load(path)
    except InvalidFile as error:
        return FileCheck(path, kind, tuple(map(str, error.problems)))
    if isinstance(value, ProcessDefinition):
        return FileCheck(path, kind, tuple(_found_in(office, path, value, stories)))
    return FileCheck(path, kind, ())


def _found_in(
    office: Office, path: Path, definition: ProcessDefinition, stories: Path | None
) -> Iterator[str]:
    """What the search finds in a sound definition, with the steps of the shortest story."""
    # Imported here: only what is sound is searched.
    from simulation.search.searching import search
    from simulation.search.shortening import shortened
    from simulation.search.stories import scenario_of, story_lines

    for number, discovery in enumerate(search(office, definition), start=1):
        discovery = shortened(office, definition, discovery)
        steps = "\n".join(f"    {step}" for step in story_lines(discovery))
        yield f"{path}: {discovery.broken.sentence}. The shortest story:\n{steps}"
        if stories is not None:
            stories.mkdir(parents=True, exist_ok=True)
            file = stories / f"{definition.institution}-{definition.process}-{number}.yaml"
            file.write_text(scenario_of(definition, discovery), encoding="utf-8")


def _kind(office: Office, data: object) -> tuple[str, Callable[[Path], object]]:
    """What a file is meant to be, by the keys that only its kind has."""
    keys = set(data) if isinstance(data, dict) else set()
    if "scenario" in keys:
        # Imported here: what plays scenarios is large, and no definition needs it.
        from simulation.rehearsal.form import load_scenario

        return "scenario", load_scenario
    if "grading_scale" in keys or "rules" in keys:
        return "regulation", lambda path: load_regulation(path, CATALOGUE)
    if "month_days" in keys:
        return "rates", load_rates
    if keys & {"ladders", "office_hours", "database", "mail"}:
        return "config", lambda path: load_settings(path, office.rulebooks)
    return "definition", lambda path: load_definition(path, office.bindings_for(path.name))


def _expand(files: Sequence[Path]) -> None:
    if not files:
        raise ValidationError("say which definition to expand: mobility check --expand FILE")
    for path in files:
        marked_data, _ = read_extended(path)
        text = yaml.safe_dump(marked_data.data, allow_unicode=True, sort_keys=False, width=100)
        lines([f"# {path}", text.rstrip()])
