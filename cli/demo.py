"""`mobility demo`: a believable office, made and opened."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.options import Config, Data, Json, Place, place
from cli.serve import HOST, PORT, Port, serve_at
from cli.show import Plain, as_json, lines
from cli.tables import console, table
from simulation.demo.making import Demo, DemoOrder, clear_demo, find_demo, make_demo
from states.localization import format_day
from states.moments import civil_date
from states.vocabulary import ROLES
from workflows.running.read_only_office import clock


def demo(
    port: Port = PORT,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Make the demo, and do not open it.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make a demo anew that is there already.")
    ] = False,
    cases: Annotated[
        int,
        typer.Option(
            "--cases",
            metavar="N",
            min=1,
            max=2000,
            help="About so many cases; partners and projects beside.",
        ),
    ] = 120,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Make a believable office with 140 cases in every state, and open it.

    Beside it are the pages for people outside, on a port that is ten higher. A demo that is there
    already is opened as it stands.
    """
    where, address = place(data, config), f"http://{HOST}:{port}"
    if fresh:
        clear_demo(where.data)
    office = None if no_serve else find_demo(where.data, where.config)
    if office is None:
        order = DemoOrder(civil_date(clock()), address, cases, _port_outside(port))
        with _progress_bar(visible=not json) as report:
            office = make_demo(where.data, where.config, order, report)
    if json:
        as_json(_json(office, address))
    else:
        _show(office)
        lines([_next_step(where, address, port, no_serve)])
    if not no_serve:
        serve_at(where, port)


def _port_outside(port: int) -> int:
    """The port of the pages for people outside, beside that of the office's."""
    return port + 10 if port <= 65_525 else port - 10


@contextmanager
def _progress_bar(visible: bool) -> Iterator[Callable[[int, int, date], None]]:
    """A progress bar that shows on which day the virtual clock stands."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console(), disable=not visible, transient=True) as progress:
        task = progress.add_task("The office goes to work", total=None)

        def report(number: int, total: int, day: date) -> None:
            progress.update(task, completed=number, total=total, description=format_day(day))

        yield report


def _json(office: Demo, address: str) -> Plain:
    logins = [
        {"login": employee.login, "name": employee.name, "roles": list(employee.roles)}
        for employee in office.staff
    ]
    return {
        "data": office.data,
        "address": address,
        "cases": office.cases,
        "password": office.password,
        "logins": logins,
    }


def _show(office: Demo) -> None:
    rows = [
        (
            employee.login, office.password, employee.name,
            ", ".join(ROLES[role].en for role in employee.roles),
        )
        for employee in office.staff
    ]  # fmt: skip
    table("Who can log in", ("Login", "Password", "Name", "Role"), rows, "Nobody.")
    mails = office.data / "mail"
    lines([f"{office.cases} cases are in {office.data}; the mails so far are in {mails}."])


def _next_step(where: Place, address: str, port: int, no_serve: bool) -> str:
    if not no_serve:
        return f"Go to {address} (Ctrl-C ends it)."
    command = ["mobility", "serve", "--data", str(where.data), "--port", str(port)]
    return f"Open it with: {shlex.join(command)} and go to {address}"
