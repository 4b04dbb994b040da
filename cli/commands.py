"""The commands of `mobility`: where the function of each stands, and the group that loads it.

Only the module of the command that runs is imported: none pays for the others.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from cli.command_log import COMMAND
from cli.errors import FAILED, error_json, sentence_of
from cli.options import FOR_MACHINES, LANGUAGE

OFFICE: Final = "mobility"
ROOT: Final = Path(__file__).parents[1]

COMMANDS: Final[Mapping[str, Mapping[str, str]]] = {
    OFFICE: {
        "init": "cli.init:init",
        "demo": "cli.demo:demo",
        "serve": "cli.serve:serve",
        "worker": "cli.worker:worker",
        "by-hand": "cli.by_hand:by_hand",
        "worklist": "cli.worklist:worklist",
        "stuck": "cli.stuck:stuck",
        "retry": "cli.retry:retry",
        "migrate": "cli.migrate:migrate",
        "due": "cli.due_calculator:due",
        "grade": "cli.grade_calculator:grade",
        "law": "cli.law:law",
        "acts": "cli.acts:acts",
        "check": "cli.check:check",
        "rehearse": "cli.rehearse:rehearse",
        "verify": "cli.verify:verify",
        "backup": "cli.backup:backup",
        "restore": "cli.restore:restore",
        "move": "cli.move:move",
        "keep-files": "cli.keep_files:keep_files",
        "mail-in": "cli.mail_in:mail_in",
        "publish": "cli.publish:publish",
        "archive": "cli.archive:archive",
    },
    "case": {
        "list": "cli.case_list:list_cases",
        "open": "cli.case_steps:open_case",
        "takeover": "cli.case_takeover:takeover",
        "record": "cli.case_steps:record",
        "advance": "cli.case_steps:advance",
        "show": "cli.case_show:show",
        "why": "cli.case_why:why",
        "history": "cli.case_history:history",
        "paper": "cli.case_document:document",
        "request": "cli.case_steps:request",
    },
    "call": {
        "list": "cli.call_list:list_calls",
        "show": "cli.call_show:show",
        "open": "cli.call_steps:open_call",
        "score": "cli.call_steps:score",
        "interview": "cli.call_steps:interview",
        "replace-member": "cli.call_steps:replace_member",
        "publish-list": "cli.call_steps:publish_list",
    },
    "precedents": {
        "list": "cli.precedent_list:list_precedents",
        "withdraw": "cli.register_steps:withdraw_precedent",
    },
    "table": {
        "add": "cli.register_steps:add_table",
        "list": "cli.table_list:list_tables",
        "withdraw": "cli.register_steps:withdraw_table",
    },
    "person": {
        "same": "cli.same_persons:same",
        "apart": "cli.same_persons:apart",
        "export": "cli.person_export:export",
        "erase": "cli.person_erase:erase",
    },
    "retention": {
        "preview": "cli.retention:preview",
        "run": "cli.retention:run",
    },
    "staff": {
        "add": "cli.staff_changes:add",
        "address": "cli.staff_changes:address",
        "appoint": "cli.staff_changes:appoint",
        "end": "cli.staff_changes:end",
        "list": "cli.staff_list:list_staff",
        "stand-in": "cli.deputies:add_deputy",
        "end-stand-in": "cli.deputies:end_deputy",
    },
}
"""By group, the function of each command: `module:function`."""

GROUPS: Final[Mapping[str, str]] = {
    "precedents": "Courses that were recognised before, and where.",
    "table": "Grading tables of hosts and of our own.",
    "case": "Look up a case, record facts in it, and take its steps.",
    "call": "Open a call, score it, publish its list.",
    "person": "Who is one person; all that is held on somebody, and erasing it.",
    "retention": "What is due to go by the periods of config.yaml.",
    "staff": "Who works here, and who stands in for whom.",
}
"""The groups beside the office's own commands, each with its help."""

PANELS: Final[Mapping[str, tuple[str, ...]]] = {
    "Run the office": (
        "init",
        "demo",
        "serve",
        "worker",
        "backup",
        "restore",
        "move",
        "keep-files",
        "mail-in",
        "publish",
        "archive",
        "by-hand",
        "staff",
    ),
    "Work on cases": (
        "worklist",
        "stuck",
        "retry",
        "migrate",
        "case",
        "call",
        "acts",
        "person",
        "retention",
    ),
    "Ask the rules": ("law", "due", "grade", "precedents", "table"),
    "Prove it": ("check", "rehearse", "verify"),
}
"""The headings of the first help page."""


class LazyGroup(TyperGroup):
    """The commands of `COMMANDS` under the group's name, each loaded when it is to run."""

    def __init__(self, **settings: Any) -> None:
        names = _names(settings["name"])
        super().__init__(**settings | {"commands": {name: TyperCommand(name) for name in names}})

    def list_commands(self, ctx: object) -> list[str]:
        """The names of the commands."""
        return _names(str(self.name))

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | TyperGroup | None:
        """The command as a help page lists it; None where there is no such command."""
        return _listed(str(self.name), cmd_name) if cmd_name in self.commands else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is to run, loaded now; who mistypes is asked what was meant."""
        name, *arguments = args
        if name not in self.commands:
            return super().resolve_command(ctx, args)
        COMMAND.set(".".join((str(self.name), name)))
        return name, load_command(str(self.name), name), arguments

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; what people can mend is told, anything else is a bug and is raised."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = sentence_of(error, ctx.meta.get(LANGUAGE, "en"))
            if sentence is None:
                raise
            typer.echo(sentence, err=True)
            if ctx.meta.get(FOR_MACHINES):
                typer.echo(error_json(error, sentence))
            raise typer.Exit(FAILED) from None


def load_command(group: str, name: str) -> TyperCommand | TyperGroup:
    """A command of a group, its module imported."""
    if _is_group(group, name):
        return _listed(group, name)
    module, function = _place(group, name)
    alone = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
    alone.command(name)(getattr(import_module(module), function))
    command = get_command(alone)
    assert isinstance(command, TyperCommand)
    return command


def _listed(group: str, name: str) -> TyperCommand | TyperGroup:
    """A command with its help, which is read from the source: a list of commands imports none."""
    panel = _panel(name) if group == OFFICE else None
    if _is_group(group, name):
        return LazyGroup(name=name, help=GROUPS[name], no_args_is_help=True, rich_help_panel=panel)
    module, function = _place(group, name)
    source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    (text,) = (
        ast.get_docstring(node)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )
    return TyperCommand(name, help=text, rich_help_panel=panel)


def _names(group: str) -> list[str]:
    return [*COMMANDS[group], *(GROUPS if group == OFFICE else ())]


def _is_group(group: str, name: str) -> bool:
    return group == OFFICE and name in GROUPS


def _place(group: str, name: str) -> tuple[str, str]:
    module, _, function = COMMANDS[group][name].partition(":")
    return module, function


def _panel(name: str) -> str | None:
    return next((title for title, names in PANELS.items() if name in names), None)
