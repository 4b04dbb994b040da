"""The commands of `mobility`, each imported when it is asked for: none pays for the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.main import get_group

from cli.troubles import Telling

RUN, WORK, ASK, PROVE = "Run the office", "Work on cases", "Ask the rules", "Prove it"

COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "init": (RUN, "cli.running"),
    "demo": (RUN, "cli.running"),
    "serve": (RUN, "cli.running"),
    "worker": (RUN, "cli.running"),
    "worklist": (WORK, "cli.lists"),
    "stuck": (WORK, "cli.lists"),
    "retry": (WORK, "cli.retrying"),
    "migrate": (WORK, "cli.migrating"),
    "due": (ASK, "cli.reckoning"),
    "grade": (ASK, "cli.reckoning"),
    "precedents": (ASK, "cli.precedents"),
    "table": (ASK, "cli.grading_tables"),
    "check": (PROVE, "cli.checking"),
    "rehearse": (PROVE, "cli.rehearsing"),
    "verify": (PROVE, "cli.verifying"),
    "case": (WORK, "cli.cases", "cli.looking", "cli.papers", "cli.requesting"),
    "call": (WORK, "cli.calls"),
    "staff": (RUN, "cli.staffing"),
}
"""The heading of each command, and its module: a function of its name, or a group `app`, to which
further modules add."""


class OnDemand(Telling):
    """The group of all commands; those that are not asked for are not even loaded."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given | {"commands": {}})
        self.commands = _Loaded()  # type: ignore[assignment]


class _Loaded(Mapping[str, Any]):
    """The commands by name, each made when it is looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _command(name, *COMMANDS[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _command(name: str, panel: str, *modules: str) -> Any:
    module, *_ = map(import_module, modules)
    alone = typer.Typer(pretty_exceptions_enable=False)
    if hasattr(module, "app"):
        alone.add_typer(module.app, name=name, rich_help_panel=panel)
    else:
        alone.command(name, rich_help_panel=panel)(getattr(module, name))
    return get_group(alone).commands[name]
