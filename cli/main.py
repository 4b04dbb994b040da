"""`mobility`: the International Cooperation Office on the command line."""

from __future__ import annotations

import typer

from cli import calls, cases, looking, staffing  # noqa: F401 - looking adds to `case`
from cli.checking import check
from cli.lists import stuck, worklist
from cli.migrating import migrate
from cli.options import Config, Data, name_first
from cli.reckoning import due, grade
from cli.rehearsing import rehearse
from cli.running import demo, init, serve, worker
from cli.troubles import Telling
from cli.verifying import verify

app = typer.Typer(
    name="mobility",
    cls=Telling,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The workflow engine of a university's International Cooperation Office: every mobility "
    "is a case, and every step stands under its article.",
)


@app.callback()
def _office(data: Data = None, config: Config = None) -> None:
    name_first(data, config)


for command in (init, demo, serve, worker):
    app.command(rich_help_panel="Run the office")(command)
app.add_typer(cases.app, name="case", rich_help_panel="Work on cases")
app.add_typer(calls.app, name="call", rich_help_panel="Work on cases")
app.add_typer(staffing.app, name="staff", rich_help_panel="Run the office")
for command in (worklist, stuck, migrate):
    app.command(rich_help_panel="Work on cases")(command)
for command in (due, grade):
    app.command(rich_help_panel="Ask the rules")(command)
for command in (check, rehearse, verify):
    app.command(rich_help_panel="Prove it")(command)


if __name__ == "__main__":
    app()
