"""The commands of `mobility`, each imported when it is asked for: none pays for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_command_name, get_group
from typer.models import CommandInfo

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


class _Made(Mapping[str, Any]):
    """Commands by name, each made when it is looked up."""

    def __init__(self, ways: Mapping[str, Callable[[], Any]]) -> None:
        self._ways = ways
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._ways[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ways)

    def __len__(self) -> int:
        return len(self._ways)


def _command(name: str, panel: str, *modules: str) -> Any:
    module, *_ = map(import_module, modules)
    alone = typer.Typer(pretty_exceptions_enable=False)
    if hasattr(module, "app"):
        of = {"help": module.app.info.help, "no_args_is_help": True, "rich_help_panel": panel}
        alone.add_typer(typer.Typer(), name=name, cls=_made_by(_ways_of(module.app)), **of)
    else:
        alone.command(name, rich_help_panel=panel)(getattr(module, name))
    return get_group(alone).commands[name]


def _ways_of(app: typer.Typer) -> Mapping[str, Callable[[], Any]]:
    """How each command of a group is made."""
    make = partial(
        get_command_from_info,
        pretty_exceptions_short=app.pretty_exceptions_short,
        rich_markup_mode=app.rich_markup_mode,
    )
    return {_name(one): partial(make, one) for one in app.registered_commands}


def _name(info: CommandInfo) -> str:
    return info.name or get_command_name(info.callback.__name__)  # type: ignore[union-attr]


def _made_by(ways: Mapping[str, Callable[[], Any]], kind: type[TyperGroup] = TyperGroup) -> Any:
    """A kind of group whose commands are made one by one, as they are asked for."""

    class OneByOne(kind):  # type: ignore[misc, valid-type]
        def __init__(self, **given: Any) -> None:
            super().__init__(**given | {"commands": {}})
            self.commands = _Made(ways)

    return OneByOne


OnDemand: Final = _made_by(
    {name: partial(_command, name, *told) for name, told in COMMANDS.items()}, Telling
)
"""The group of all commands; those that are not asked for are not even loaded."""
