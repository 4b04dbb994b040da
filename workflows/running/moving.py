"""The whole office moved into another database, proved there, and only then left.

Each database is one transaction. The new one is committed first, marked as incomplete; what decides
is the mark in the old one; then the new one is opened, and the settings name it. Wherever it is
stopped, the office is in one of them, and the same command goes on.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, text

from office.config_file import regulations_of, settings_file
from office.database_address import UnknownDatabase, database_address
from office.passwords import where_it_belongs
from office.settings_changes import NotOurs, write_settings
from office.settings_loading import load_settings
from office.wiring import Office
from persistence import changes
from persistence.carrying import Report, carry, contents_of, foreign_tables
from persistence.changes import Change
from persistence.connections import DATABASE, connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.exclusive import InUse, alone
from persistence.integrity import audit
from persistence.migrating import current_revision
from persistence.proof_lines import ProofLine, give_out
from persistence.relocation import SQLITE, Relocation, mark, relocation_in, sentence_of
from persistence.snapshots import Extent, extent
from states.explained import Explained
from states.frozen import frozen
from states.validation_error import ValidationError
from workflows.registers.office_settings import CONFIG
from workflows.running.bootstrap import open_app
from workflows.running.finishing_erasures import finish_erasures
from workflows.running.read_only_office import address_with_password

_TOLD: Final = 20
"""So many discrepancies are told; the first say enough."""

_PATIENCE: Final = 1.0
"""Seconds that others are waited for: who has an office open keeps it open."""


class MoveFailed(Explained):
    """The office stays where it is; the message says why and what to do."""


@frozen
class Request:
    """What is asked for: which office to which address, and whether one that does not verify is
    moved all the same, exactly as it is."""

    data: Path
    config: Path | None
    address: str
    even_unsound: bool = False


@frozen
class Moved:
    """An office that was moved: where to, how much it holds and in how many rows; the line of proof
    that holds in both databases; what was not as it was written, before and after."""

    address: str
    held: Extent
    rows: int
    line: str | None
    discrepancies: tuple[str, ...]


def move(request: Request, now: datetime, report: Report) -> Moved:
    """Moves the office, or finishes a move that was stopped; the settings are left as they are.

    Raises ValidationError for an address that can't be moved to; InUse; MoveFailed where the office
    does not arrive as it is; DatabaseError. The office is where it was then.
    """
    config = request.config or settings_file(request.data)
    url = load_settings(config, regulations_of(request.data)).database.url
    old, new = _address(url or SQLITE), _address(request.address)
    if old == new:
        raise ValidationError(f"the office is in {new} already")
    source, target = (_engine(request.data, address) for address in (old, new))
    try:
        _refuse_none(request.data, source)
        with reading(source) as connection:
            before = relocation_in(connection)
        source.dispose()
        if before is not None and before.phase != "arrived":
            return _finished(request.data, (old, new), before, target)
        relocation = Relocation("gone", secrets.token_hex(8), new, now)
        outcome = _moved(request, (source, target), relocation, report)
        with write_transaction(target) as connection:
            _open(connection, relocation, old)
        return outcome
    finally:
        source.dispose()
        target.dispose()


def point_to(request: Request) -> Path | None:
    """Writes the new address into the settings, in one go; None where they are not ours to write,
    and somebody must write it there. They may name it already.
    """
    config = request.config or settings_file(request.data)
    address = _address(request.address)
    try:
        value = None if address == SQLITE else address
        return write_settings(request.data, config, {("database", "url"): value})
    except (NotOurs, OSError):
        return None


def _address(url: str) -> str:
    """An address in the words in which settings and marks have it."""
    if url == SQLITE:
        return SQLITE
    try:
        address = database_address(url)
    except UnknownDatabase:
        raise ValidationError(
            "this is no address that the office can be moved to: write "
            f"postgresql+psycopg://user@host/database, or `{SQLITE}` for the data folder"
        ) from None
    if address.password:
        raise ValidationError(where_it_belongs("database"))
    return address._replace(password=None).render_as_string()


def _engine(data: Path, address: str) -> Engine:
    url = sqlite_url(data) if address == SQLITE else address_with_password(address, data)
    return connect(url, busy_seconds=_PATIENCE)


def _refuse_none(data: Path, source: Engine) -> None:
    file = source.url.database
    if source.dialect.name == "sqlite" and not (file and Path(file).is_file()):
        raise DatabaseError(f"there is no office in {data}: `mobility init` makes one")


def _open(connection: Connection, relocation: Relocation, old: str) -> None:
    """The office is in use here from now on, and its own log says where it came from."""
    was, is_now = {"database": old}, {"database": relocation.address}
    change = Change("settings", CONFIG, "office_moved", changes.SYSTEM, was, is_now)
    changes.note(connection, change, relocation.at)
    mark(connection, relocation._replace(phase="arrived"))


def _finished(data: Path, addresses: tuple[str, str], before: Relocation, target: Engine) -> Moved:
    """The end of a move that was stopped once the old database was left."""
    old, new = addresses
    if before.phase == "arriving" or before.address != new:
        raise MoveFailed(sentence_of(before, data))
    with write_transaction(target) as connection:
        relocation = relocation_in(connection)
        if relocation is None or relocation.token != before.token:
            raise MoveFailed(
                f"{new} does not hold the office that was moved there: see that it is the same "
                "server and the same database"
            )
        if relocation.phase == "arriving":
            _open(connection, before, old)
        rows = sum(content.rows for content in contents_of(connection).values())
        return Moved(new, extent(connection), rows, None, ())


def _moved(
    request: Request, engines: tuple[Engine, Engine], relocation: Relocation, report: Report
) -> Moved:
    source, target = engines
    office = _ready(request, relocation.at)
    _refuse_filled(target)
    with alone(source) as old:
        _refuse_other_tables(old)
        line = give_out(old, relocation.at)
        with write_transaction(target) as new:
            outcome = _carried(_Carrying(office, old, new, line), request, report)
            mark(new, relocation._replace(phase="arriving"))
        mark(old, relocation)
    return outcome


def _ready(request: Request, now: datetime) -> Office:
    """The office, brought up to date; nothing that was erased is left in the database it leaves."""
    app = open_app(request.data, request.config)
    try:
        if not finish_erasures(app.office, app.engine, now):
            raise InUse
    finally:
        app.engine.dispose()
    return app.office


def _refuse_filled(target: Engine) -> None:
    """Raises where the new database is not an empty one that takes every letter."""
    with reading(target) as connection:
        relocation = relocation_in(connection)
        if relocation is not None and relocation.phase == "arriving":
            raise MoveFailed(
                "the new database holds the beginning of a move that was stopped, and the office "
                "is still in the old one: empty the new one, or name another, and move again"
            )
        if target.dialect.name == "postgresql":
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
            if encoding != "UTF8":
                raise ValidationError(
                    f"the new database keeps its texts in {encoding}, which does not have all "
                    "letters: make one with ENCODING 'UTF8'"
                )
    if current_revision(target) is not None:
        place_name = (
            f"the file {DATABASE} in the data folder" if _is_sqlite(target) else "the database"
        )
        raise ValidationError(
            f"{place_name} holds an office already: an office is moved into an empty database only"
        )


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _refuse_other_tables(old: Connection) -> None:
    if foreign_names := foreign_tables(old):
        raise MoveFailed(
            f"the database holds tables that are not the office's ({', '.join(foreign_names)}), "
            "which would be left behind: move them elsewhere first"
        )


@frozen
class _Carrying:
    """An office between its old and its new database, with the line that must hold in both."""

    office: Office
    old: Connection
    new: Connection
    line: ProofLine | None

    def discrepancies(self, connection: Connection) -> tuple[str, ...]:
        """What is not as it was written in one of them."""
        audit_result = audit(connection, self.office.data, self.office.calendar, self.line)
        return audit_result.discrepancies


def _carried(between: _Carrying, request: Request, report: Report) -> Moved:
    """Carries every row, and proves it: by rows, by where every chain ends, and as `verify` does.

    Raises MoveFailed; the new database stays empty then.
    """
    old_contents = carry(between.old, between.new, report)
    new_contents = contents_of(between.new)
    if other := [name for name, content in old_contents.items() if new_contents[name] != content]:
        raise MoveFailed(
            f"what arrived is not what was sent ({', '.join(other)}): the office stays where it is"
        )
    old_extent = extent(between.old)
    if extent(between.new) != old_extent:
        raise MoveFailed("the chains end elsewhere than they did: the office stays where it is")
    discrepancies = between.discrepancies(between.new)
    if discrepancies and not request.even_unsound:
        raise MoveFailed(_unsound(discrepancies))
    if discrepancies and not set(between.discrepancies(between.old)).issuperset(discrepancies):
        raise MoveFailed("it does not verify as it did: the office stays where it is")
    rows = sum(content.rows for content in old_contents.values())
    return Moved(_address(request.address), old_extent, rows, str(between.line), discrepancies)


def _unsound(discrepancies: Sequence[str]) -> str:
    lines = "\n".join(f"✗ {discrepancy}" for discrepancy in discrepancies[:_TOLD])
    return (
        f"the office does not verify ({len(discrepancies)} discrepancies), and stays where it "
        f"is:\n{lines}\nSee `mobility verify`. To move it exactly as it is, add --even-unsound"
    )
