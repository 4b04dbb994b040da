"""Making the demo: the plot is played by the engine, on a virtual clock, up to this morning."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from notifications.maildir import MaildirMailer
from office.config_file import SHIPPED
from persistence import cases as case_rows
from persistence import deputies as deputy_rows
from persistence import staff
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.staff import Assignment, Member
from simulation.demo.acting import Play
from simulation.demo.cast import cyrillic_of
from simulation.demo.diary import Act
from simulation.demo.material import Employee, material
from simulation.demo.money import rated
from simulation.demo.plan import Plot, plot
from simulation.virtual_office import VirtualOffice
from states.dossier import Period
from states.frozen import frozen
from states.moments import civil_date, instant_of
from states.validation_error import ValidationError
from workflows.running.bootstrap import App, open_app
from workflows.running.read_only_office import KEPT
from workflows.running.statistics import count_statistics

PASSWORD: Final = "mobility-demo"
MARK: Final = "demo.txt"
SINCE: Final = date(2015, 1, 1)
CONTENTS: Final = (
    "office.db", "office.db-wal", "office.db-shm", "mail", "files", "prefect", KEPT, MARK,
)  # fmt: skip

TAKEN_ELSEWHERE: Final = (
    "there is an office in the database that config.yaml names: a demo is made in an empty one"
)
OUTSIDE: Final = re.compile(r"^(outside:\n)(?:  (?:enabled|port|address):.*\n)+", re.MULTILINE)
"""What the settings that are shipped say of the pages for people outside."""

Report = Callable[[int, int, date], None]
"""Hears how many acts are done, of how many, and at which day the clock stands."""


@frozen
class Demo:
    """A demo that was made: its folder, how many cases it has, and who can log in."""

    data: Path
    cases: int
    staff: tuple[Employee, ...]
    password: str = PASSWORD


@frozen
class DemoOrder:
    """Which demo is to be made: of which day, with about how many cases.

    `address` is where its pages will be, `outside_port` the port of those for people outside, if
    it has any.
    """

    today: date
    address: str
    cases: int = 120
    outside_port: int | None = None


def make_demo(
    data: Path,
    config: Path | None,
    order: DemoOrder,
    report: Report = lambda number, total, day: None,
) -> Demo:
    """Makes a demo office in a data folder, as it stands at the first moment of its day.

    The same for the same day and number of cases. Raises ValidationError where the folder or its
    database holds an office already.
    """
    if (data / "office.db").exists():
        raise ValidationError(_taken(data))
    if config is None and order.outside_port is not None:
        switch_outside_on(data, order.outside_port)
    app = open_app(data, config, make=True)
    try:
        with reading(app.engine) as connection:
            if case_rows.numbers(connection):
                is_demo = (data / MARK).is_file()
                raise ValidationError(_taken(data) if is_demo else TAKEN_ELSEWHERE)
        (data / MARK).write_text("A demo: `mobility demo --fresh` may make it anew.\n")
        return _played(app, order, report)
    finally:
        app.engine.dispose()


def switch_outside_on(data: Path, port: int) -> None:
    """Gives a demo the settings that are shipped, with pages for people outside on a port; where
    it has a config.yaml of its own, that stays."""
    own_settings = data / "config.yaml"
    if own_settings.is_file():
        return
    shipped_text = SHIPPED.read_text(encoding="utf-8")
    address = f"  enabled: true\n  port: {port}\n  address: http://127.0.0.1:{port}\n"
    data.mkdir(parents=True, exist_ok=True)
    own_settings.write_text(OUTSIDE.sub(rf"\1{address}", shipped_text), encoding="utf-8")


def find_demo(data: Path, config: Path | None) -> Demo | None:
    """The demo that was made in a data folder before; None where there is none."""
    if not (data / MARK).is_file() or not (data / KEPT).exists():
        return None
    app = open_app(data, config)
    try:
        with reading(app.engine) as connection:
            return Demo(data, len(case_rows.numbers(connection)), material().people.staff)
    finally:
        app.engine.dispose()


def clear_demo(data: Path) -> None:
    """Removes a demo from a data folder. Raises ValidationError where the office is no demo, or
    what is left of it would be in a database elsewhere."""
    is_here = (data / "office.db").exists()
    if not (data / MARK).is_file():
        if is_here:
            raise ValidationError(f"the office in {data} is not a demo: it is not removed")
        return
    if (data / KEPT).exists() and not is_here:
        raise ValidationError(
            f"the demo in {data} has its database elsewhere: it is not removed. Give the next one "
            "a folder and an empty database of its own"
        )
    for name in CONTENTS:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _taken(data: Path) -> str:
    return (
        f"there is an office in {data} already: `mobility serve` opens it, "
        "`mobility demo --fresh` makes the demo anew"
    )


def _played(app: App, order: DemoOrder, report: Report) -> Demo:
    story = plot(material(), app.office.calendar, order.today, order.cases)
    demo_settings = replace(
        app.office.settings, base_url=order.address, legal_remedy=story.remedies
    )
    office = replace(app.office, settings=demo_settings)
    engine = connect(app.engine.url.render_as_string(hide_password=False), durable=False)
    mailer = MaildirMailer(office.data / "mail", durable=False)
    stage = VirtualOffice(office, engine, mailer, story.acts[0].at)
    try:
        play = engaged(stage, story)
        _perform_all(play, rated(story.acts, office.rates), report)
        stage.move_to(instant_of(order.today))
        stage.drain()
        count_statistics(engine, instant_of(order.today))
    finally:
        engine.dispose()
    return Demo(office.data, len(play.cases), play.staff)


def engaged(stage: VirtualOffice, story: Plot) -> Play:
    """The play of a plot in an office that is empty, with its people in their roles."""
    play = Play(stage, material().people, Period(*story.absent))
    with write_transaction(stage.engine) as connection:
        _engage(connection, play)
    return play


def _perform_all(play: Play, acts: list[Act], report: Report) -> None:
    """The mails of a day leave when the next day begins."""
    for number, act in enumerate(acts, start=1):
        if civil_date(act.at) > civil_date(play.stage.now):
            play.stage.drain()
        play.perform(act)
        report(number, len(acts), civil_date(act.at))


def _engage(connection: Connection, play: Play) -> None:
    """The staff with their roles and one password, and the coordinator's deputy."""
    from pwdlib import PasswordHash

    # Hashing is slow on purpose, and everybody's password is the same here.
    password = PasswordHash.recommended().hash(PASSWORD)
    for employee in play.staff:
        member = Member(
            0, employee.login, employee.name, employee.email, employee.writes_in,
            employee.salutation, employee.academic_title, cyrillic_of(employee.name),
        )  # fmt: skip
        at = (play.institution, *([play.people.faculty] if employee.at_faculty else []))
        roles = [_assignment(play, where, role) for where in at for role in employee.roles]
        staff.add(connection, member, roles, password)
    deputy_rows.add_deputy(
        connection, play.institution, "head_of_ico", "academic_coordinator", play.absent
    )


def _assignment(play: Play, institution: str, role: str) -> Assignment:
    """A role with who appointed to it: one of the demo's own people where one of them may."""
    office = play.stage.office
    appointing_roles = office.regulations[institution].appointments[role].by
    names = {role: employee.name for employee in play.staff for role in employee.roles}
    by = next(
        (appointer for appointer in appointing_roles if appointer in names), appointing_roles[0]
    )
    return Assignment(institution, role, SINCE, None, by, names.get(by))
