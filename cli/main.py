"""`mobility`: the International Cooperation Office on the command line."""

from __future__ import annotations

import typer

from cli.commands import OFFICE, LazyGroup
from cli.options import Config, Data, set_default_office

app = typer.Typer(
    name=OFFICE,
    cls=LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The workflow engine of a university's International Cooperation Office: every mobility "
    "is a case, and every step stands under its article.",
)


@app.callback()
def _office(data: Data = None, config: Config = None) -> None:
    set_default_office(data, config)


if __name__ == "__main__":
    app()
