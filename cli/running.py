"""`init`, `demo`, `serve` and `worker`: making an office and running it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.opening import app_of
from cli.options import Config, Data, Json, Place, place
from cli.show import as_json, console, lines, table

if TYPE_CHECKING:
    from simulation.demo.making import Demo

Port = Annotated[
    int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port of the pages.")
]
PORT = 8080
HOST = "127.0.0.1"


def init(data: Data = None, config: Config = None, json: Json = False) -> None:
    """Make an office in the data folder, or bring its database up to date."""
    from office.config_file import settings_file
    from persistence.database import head_revision
    from workflows.running.read_only_office import open_read_only

    where = place(data, config)
    existed = (where.data / "office.db").is_file()
    books = open_read_only(where.data, where.config, make=True)
    books.engine.dispose()
    read_from = where.config or settings_file(where.data)
    if json:
        as_json({"data": where.data, "config": read_from, "institution": books.institution,
                 "database": head_revision()})  # fmt: skip
    else:
        said = "is up to date" if existed else "is made"
        lines([f"The office in {where.data} {said}; its settings are in {read_from}."])


def demo(
    port: Port = PORT,
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help="Make the demo, and do not open it.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make a demo anew that is there already.")
    ] = False,
    cases: Annotated[
        int, typer.Option("--cases", metavar="N", min=1, max=2000, help="About so many cases.")
    ] = 120,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Make a believable office with 120 cases in every state, and open it.

    A demo that is there already is opened as it stands.
    """
    from simulation.demo.making import clear_demo, find_demo, make_demo
    from states.moments import civil_date
    from workflows.running.read_only_office import clock

    where, address = place(data, config), f"http://{HOST}:{port}"
    if fresh:
        clear_demo(where.data)
    made = None if no_serve else find_demo(where.data, where.config)
    if made is None:
        with _bar(shown=not json) as told:
            made = make_demo(where.data, where.config, civil_date(clock()), address, cases, told)
    if json:
        as_json(_demo_json(made, address))
    else:
        _show_demo(made, where, address, port, no_serve)
    if not no_serve:
        _serve(where, port)


def serve(port: Port = PORT, data: Data = None, config: Config = None) -> None:
    """Open the office: pages, worker and Prefect together, until Ctrl-C."""
    _serve(place(data, config), port)


def worker(
    prefect_api: Annotated[
        str | None,
        typer.Option("--prefect-api", metavar="URL", help="The Prefect API to report to."),
    ] = None,
    no_prefect: Annotated[
        bool, typer.Option("--no-prefect", help="Run every action directly.")
    ] = False,
    data: Data = None,
    config: Config = None,
) -> None:
    """Run a worker alone: it sends mails, makes documents, watches deadlines; Ctrl-C ends it."""
    from workflows.running.worker import run_worker

    with app_of(data, config) as app:
        settings = app.office.settings.prefect
        api = prefect_api or f"http://{HOST}:{settings.port or 4200}/api"
        run_worker(app, None if no_prefect or not settings.enabled else api)


def _serve(where: Place, port: int) -> None:
    from states.validation_error import ValidationError
    from workflows.running.serve import serve as run

    if _is_taken(port):
        raise ValidationError(f"port {port} is taken by another program: choose one with --port")
    run(where.data, where.config, port, HOST)


def _is_taken(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        # A port that is only cooling down counts as free, as it does for the pages themselves.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


@contextmanager
def _bar(shown: bool) -> Iterator[Callable[[int, int, date], None]]:
    """A progress bar that shows on which day the virtual clock stands."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from states.text import say_date

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn())  # fmt: skip
    with Progress(*columns, console=console(), disable=not shown, transient=True) as progress:
        task = progress.add_task("The office goes to work", total=None)

        def told(done: int, of: int, day: date) -> None:
            progress.update(task, completed=done, total=of, description=say_date(day))

        yield told


def _demo_json(made: Demo, address: str) -> dict[str, object]:
    logins = [
        {"login": one.login, "name": one.name, "roles": list(one.roles)} for one in made.staff
    ]
    return {
        "data": made.data,
        "address": address,
        "cases": made.cases,
        "password": made.password,
        "logins": logins,
    }


def _show_demo(made: Demo, where: Place, address: str, port: int, no_serve: bool) -> None:
    from states.vocabulary import ROLES

    rows = [
        (one.login, made.password, one.name, ", ".join(ROLES[role].en for role in one.roles))
        for one in made.staff
    ]
    table("Who can log in", ("Login", "Password", "Name", "Role"), rows, "Nobody.")
    lines([f"{made.cases} cases are in {made.data}; the mails so far are in {made.data / 'mail'}."])
    if no_serve:
        command = ["mobility", "serve", "--data", str(where.data), "--port", str(port)]
        lines([f"Open it with: {shlex.join(command)} and go to {address}"])
    else:
        lines([f"Go to {address} (Ctrl-C ends it)."])
