"""An office with a hundred thousand cases: the demo's own, each copied many times.

    python -m benchmarks.many_cases --cases 100000 --overdue 50000 --data DIR

A copy has all rows of its case but for mails, what time has done already and the older history, and
a name, a number, a due date and a latest safe day of its own; some copies share a call. So every
page, step and timer works on it; `mobility verify` does not, since no history is hashed and no row
sealed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final, Literal

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from persistence import recounts
from persistence.database import write_transaction
from persistence.guards import put_up
from persistence.schema import metadata
from persistence.tables import calls, cases, persons, rankings
from simulation.demo.making import DemoOrder, find_demo, make_demo
from states.folding import folded, sort_key
from states.moments import civil_date
from workflows.running.bootstrap import open_app
from workflows.running.read_only_office import clock

Kind = Literal["case", "call"]

FIRST_NAMES: Final = (
    "Ana Marija Jelena Milica Jovana Teodora Sara Nina Iva Dunja Sofija Lena Katarina Tamara "
    "Nevena Marko Nikola Stefan Luka Filip Lazar Vuk Petar Aleksandar Nemanja Ognjen Dušan Uroš "
    "Miloš Đorđe"
).split()
LAST_NAMES: Final = (
    "Petrović Jovanović Nikolić Marković Savić Ilić Kostić Popović Stanković Pavlović Milošević "
    "Janković Simić Zdravković Todorović Lukić Ristić Čolić Ćirić Šarić Žikić Vasić Tomić Lazić "
    "Mitrović Obradović Radović Stojanović Bogdanović Filipović Džodić Njegovan Ljubić Zec Kos "
    "Vidić Perić Babić Kovač Đurić Đukić Đorđević"
).split()
OFTEN: Final = 0.05
"""The share of persons whose name is Đorđević."""

KEPT_ENTRIES: Final = 12
AT_ONCE: Final = 10_000
CACHE: Final = 2_000_000
"""KiB of the file that are kept in memory while it is filled: rows of a million cases stand in no
order of any index, and each page would be written a hundred times."""
SHARE_A_CALL: Final = 16
"""So many copies of the demo share a call: the largest has some thousand applications then."""

_NOT_COPIED: Final = frozenset(
    {"mails", "outbox", "same_persons", "case_owners", "listed_cases", "plan_items"}
)
"""What triggers write, and what there is once for all: no plan takes up a step of every copy."""
_ONLY: Final = {
    "timers": "closed_at IS NULL",
    "history": "seq > (SELECT history_length FROM cases WHERE cases.id = history.case_id)"
    f" - {KEPT_ENTRIES}",
}


@dataclass(frozen=True)
class Plan:
    """How often the demo is copied, how far apart numbers lie, and what share is overdue."""

    copies: int
    apart: int
    overdue_percent: int
    today: date


def copy_cases(connection: Connection, number: int, overdue: int, today: date) -> None:
    """Copies the cases that there are until there are `number`, and `overdue` of them late."""
    cases_there, can_be_late = connection.execute(
        text("SELECT count(*), sum(NOT ended AND due IS NOT NULL) FROM cases")
    ).one()
    copies = -(-(number - cases_there) // cases_there)
    percent = min(100, -(-100 * overdue // (copies * can_be_late)))
    plan = Plan(copies, _apart(connection), percent, today)
    _make_copies(connection, plan)
    _take_guards_down(connection)
    kinds = _kinds()
    for table in metadata.sorted_tables:
        kind = kinds.get(table)
        if kind is not None and table.name not in _NOT_COPIED:
            connection.execute(text(_copying(table, kind, kinds)), {"today": today.isoformat()})
    put_up(connection)


def _take_guards_down(connection: Connection) -> None:
    """A guard tells of each row, and millions are not sealed."""
    standing_guards = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND instr(name, '_sealed_')"
    )
    for name in connection.execute(text(standing_guards)).scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def _apart(connection: Connection) -> int:
    """A round number above every number in the demo."""
    tables = [table.name for table in metadata.sorted_tables if isinstance(_own_id(table), Column)]
    highest = max(
        connection.execute(text(f"SELECT coalesce(max(id), 0) FROM {name}")).scalar_one()
        for name in tables
    )
    return int(10 ** len(str(highest)))


def _own_id(table: Table) -> Column[int] | None:
    column = table.columns.get("id")
    return column if column is not None and isinstance(column.type, Integer) else None


def _make_copies(connection: Connection, plan: Plan) -> None:
    """The copies by number, and the persons of each under names of their own."""
    connection.execute(text("CREATE TEMP TABLE copies (k INTEGER PRIMARY KEY, by_case, by_call)"))
    connection.execute(
        text("INSERT INTO copies VALUES (:k, :by_case, :by_call)"),
        [
            {"k": k, "by_case": k * plan.apart, "by_call": -(-k // SHARE_A_CALL) * plan.apart}
            for k in range(1, plan.copies + 1)
        ],
    )
    connection.execute(
        text("CREATE TEMP TABLE names (id INTEGER PRIMARY KEY, name, email, folded, sort_key)")
    )
    people = [
        (row.id, row.email) for row in connection.execute(text("SELECT id, email FROM persons"))
    ]
    adding = text("INSERT INTO names VALUES (:id, :name, :email, :folded, :key)")
    names = _names(people, plan)
    while some_names := list(islice(names, AT_ONCE)):
        connection.execute(adding, some_names)
    connection.execute(text("CREATE TEMP TABLE plan (percent, apart)"))
    values = {"percent": plan.overdue_percent, "apart": plan.apart}
    connection.execute(text("INSERT INTO plan VALUES (:percent, :apart)"), values)


def _names(people: Sequence[tuple[int, str]], plan: Plan) -> Iterator[dict[str, object]]:
    random = Random(plan.copies)
    for k in range(1, plan.copies + 1):
        for person_id, address in people:
            last = LAST_NAMES[-1] if random.random() < OFTEN else random.choice(LAST_NAMES[:-1])
            name, email = f"{random.choice(FIRST_NAMES)} {last}", f"k{k}.{address}"
            yield {
                "id": person_id + k * plan.apart,
                "name": name,
                "email": email,
                "folded": folded(f"{name} {email}"),
                "key": sort_key(name),
            }


def _kinds() -> dict[Table, Kind]:
    """What each table's rows belong to, by its foreign keys: a case before a call."""
    kinds: dict[Table, Kind] = {cases: "case", persons: "case", calls: "call", rankings: "call"}
    for table in metadata.sorted_tables:
        if table not in kinds:
            owners = {kinds.get(key.column.table) for key in table.foreign_keys}
            kind = next((kind for kind in ("case", "call") if kind in owners), None)
            if kind is not None:
                kinds[table] = kind
    return kinds


def _copying(table: Table, kind: Kind, kinds: dict[Table, Kind]) -> str:
    """The statement that copies a table's rows for every copy."""
    values = ", ".join(_value(column, kind, kinds) for column in table.columns)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    conditions = [_ONLY.get(table.name, "true"), *_of_cases(table, kind)]
    source = f"{table.name}, copies"
    if kind == "call":
        source = f"{table.name}, (SELECT DISTINCT by_call FROM copies) AS copies"
    if table is persons:
        source += " JOIN names ON names.id = persons.id + copies.by_case"
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {source} "
        f"WHERE {' AND '.join(conditions)}"
    )


def _of_cases(table: Table, kind: Kind) -> Iterator[str]:
    """Rows of a call that stand in a table of cases' rows stay the call's alone."""
    case = table.columns.get("case_id")
    if kind == "case" and case is not None and case.nullable:
        yield f"{table.name}.case_id IS NOT NULL"


def _value(column: Column[object], kind: Kind, kinds: dict[Table, Kind]) -> str:
    name = f'{column.table.name}."{column.name}"'
    special = _SPECIAL.get((str(column.table.name), str(column.name)))
    if special is not None:
        return special
    for key in column.foreign_keys:
        of = kinds.get(key.column.table)
        if of is not None and key.column.table.name not in _NOT_COPIED:
            return f"{name} + copies.by_{of}"
    if column is _own_id(column.table):
        return f"{name} + copies.by_{kind}"
    if _is_unique_word(column):
        return _with_copy(column, name, f"'/' || copies.by_{kind}")
    return name


def _with_copy(column: Column[object], name: str, ending: str) -> str:
    """A word with its copy's number at its end, no longer than its column takes."""
    longest = getattr(column.type, "length", None)
    kept_part = f"substr({name}, 1, {longest} - length({ending}))" if longest else name
    return f"{kept_part} || {ending}"


_DUE: Final = """CASE WHEN cases.due IS NULL THEN NULL
 WHEN (cases.id * 37 + copies.k * 11) % 100 < (SELECT percent FROM plan)
 THEN date(:today, '-' || (1 + (cases.id * 7 + copies.k * 13) % 300) || ' days')
 ELSE date(:today, '+' || ((cases.id * 7 + copies.k * 13) % 180) || ' days') END"""
_SAFE_BY: Final = f"""coalesce(
 date({_DUE}, (julianday(cases.safe_by) - julianday(cases.due)) || ' days'), cases.safe_by)"""
"""As far from its due date as the demo's."""
_OF_COPY: Final = """CASE copies.by_call / (SELECT apart FROM plan) % 4
 WHEN 0 THEN {name} ELSE {name} || '/' || copies.by_call END"""
"""Nobody sits in the commissions of all calls: the demo's members in those of every fourth copy."""
_SPECIAL: Final = {
    ("persons", "name"): "names.name",
    ("persons", "email"): "names.email",
    ("persons", "key"): "names.email",
    ("commission_members", "name"): _OF_COPY.format(name="commission_members.name"),
    ("scores", "member"): _OF_COPY.format(name="scores.member"),
    ("persons", "same_as"): "persons.same_as + copies.by_case",
    ("persons", "folded"): "names.folded",
    ("persons", "sort_key"): "names.sort_key",
    ("cases", "number"): "rtrim(cases.number, '0123456789') || (copies.k * 1000 + CAST("
    "substr(cases.number, length(rtrim(cases.number, '0123456789')) + 1) AS INTEGER))",
    ("cases", "due"): _DUE,
    ("cases", "safe_by"): _SAFE_BY,
    ("cases", "history_length"): f"min(cases.history_length, {KEPT_ENTRIES})",
    ("calls", "title"): "calls.title || ' ' || copies.by_call",
    ("history", "seq"): "history.seq - max(0, (SELECT history_length FROM cases "
    f"WHERE cases.id = history.case_id) - {KEPT_ENTRIES})",
    ("act_register", "serial"): "act_register.serial + copies.k * 1000",
}


def _is_unique_word(column: Column[object]) -> bool:
    """Whether a column of words alone has to differ from row to row."""
    if not isinstance(column.type, String) or column.foreign_keys:
        return False
    constraints = (
        constraint
        for constraint in column.table.constraints
        if isinstance(constraint, UniqueConstraint)
    )
    return bool(column.unique) or any([*c.columns] == [column] for c in constraints)


def make(data: Path, number: int, overdue: int, today: date) -> None:
    """The demo in a folder, where there is none yet, and its copies."""
    config = None
    if find_demo(data, config) is None:
        make_demo(data, config, DemoOrder(today, "http://127.0.0.1:8080"))
    app = open_app(data)
    with write_transaction(app.engine) as connection:
        connection.execute(text(f"PRAGMA cache_size = -{CACHE}"))
        copy_cases(connection, number, overdue, today)
        # Due dates of their own are not what the calendar says: no start counts them anew.
        recounts.note(connection, app.office.calendar.fingerprint(), clock(), 0)
    with app.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    app.engine.dispose()


def main() -> None:
    """Makes the office, and says how long that took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--overdue", type=int, default=50_000)
    parser.add_argument("--data", type=Path, required=True)
    order = parser.parse_args()
    began_at = perf_counter()
    make(order.data, order.cases, order.overdue, civil_date(clock()))
    print(f"{order.cases:,} cases in {order.data}, in {perf_counter() - began_at:.0f} s")


if __name__ == "__main__":
    main()
