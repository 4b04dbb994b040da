"""Grading tables from a spreadsheet: a grade a row, the rows of a table one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from persistence import grading_tables, partners
from persistence.grading_tables import KeptTable
from states.decision import Refused
from states.frozen import frozen
from states.recognition import GradingTable
from states.text import Text, alike, to_latin
from web.importing.columns import MISSING, ImportColumn
from web.importing.corrections import (
    CORRECTED,
    FROM_SPREADSHEET,
    corrections,
    difference_in_words,
)
from web.importing.kinds import WHOLE_ROW, Entered, Entry, ImportKind, ImportPlace, Judgement
from web.messages.import_columns import TABLE_COLUMNS as WORDS
from web.request_context import Forbidden
from workflows.registers.grading_tables import (
    KEEPERS,
    correct_table,
    grades_in_words,
    holding,
    keep_table,
    table_written,
)

PAGE: Final = "/reference/grading-tables"
OF_TABLE: Final = ("institution", "field", "from", "to", "source")


@frozen
class _Register:
    """The tables that are kept, the names of partners, and those of the institution itself."""

    entries: list[KeptTable]
    partners: frozenset[str]
    own: frozenset[str]


def _columns(place: ImportPlace) -> tuple[ImportColumn, ...]:
    def column(name: str, **more: object) -> ImportColumn:
        titles, hint, example = WORDS[name]
        return ImportColumn(name, titles, hint, example=example, **more)  # type: ignore[arg-type]

    return (
        column("institution"),
        column("field", longest=4),
        column("from", kind="date"),
        column("to", kind="date"),
        column("grade", required=True, longest=40),
        column("percent", kind="number", required=True),
        column("passing", kind="yesno"),
        column("source"),
    )


def _judge(connection: Connection, place: ImportPlace, entries: Sequence[Entry]) -> list[Judgement]:
    names = frozenset(alike(partner.name) for partner in partners.every(connection))
    tables = grading_tables.register(connection, place.institution)
    register = _Register(tables, names, _own_names(place))
    return [_judged(register, _columns(place), entry) for entry in entries]


def _own_names(place: ImportPlace) -> frozenset[str]:
    name = place.context.office.regulations[place.institution].name
    return frozenset(map(alike, (name.en, name.sr, to_latin(name.sr))))


def _judged(register: _Register, columns: Sequence[ImportColumn], entry: Entry) -> Judgement:
    table, problems = _written(register.own, entry)
    if table is None:
        return Judgement(problems)
    other = holding(register.entries, table)
    if other is None:
        return Judgement({}, about=_about(register, table))
    address, differences = f"{PAGE}/{other.id}", _differences(other, table)
    if not differences:
        about = Text(f"is table {other.id}", f"то је табела {other.id}")
        return Judgement({}, there=True, about=about, address=address)
    about = difference_in_words(columns, _as_row(other, table), differences)
    return Judgement({}, about=about, address=address, corrects=True)


def _about(register: _Register, table: GradingTable) -> Text:
    grades = len(table.grades)
    if table.institution is None:
        return Text(f"our own table, {grades} grades", f"наша табела, оцена: {grades}")
    if alike(table.institution) not in register.partners:
        return Text(
            f"{grades} grades; no partner has this name", f"оцена: {grades}; нема таквог партнера"
        )
    return Text(f"a table of {grades} grades", f"табела, оцена: {grades}")


def _differences(stands: GradingTable, sheet_table: GradingTable) -> dict[str, str]:
    """What rows have otherwise than the table that stands; the grades by those that differ."""
    return corrections(_as_row(stands, sheet_table), _as_row(sheet_table, stands))


def _as_row(table: GradingTable, other: GradingTable) -> dict[str, str]:
    """What of a table rows correct, as text; of its grades those that another does not have so,
    and all where one of the two has no such grade: then an order or a grade too many differs."""
    own = [share for share in table.grades if share not in other.grades]
    other_shares = [share for share in other.grades if share not in table.grades]
    is_whole = table.grades != other.grades and not (own and other_shares)
    return {
        "to": str(table.last_day or ""),
        "percent": grades_in_words(table.grades if is_whole else own),
        "source": table.source or "",
    }


def _in_place_of(stands: GradingTable, sheet_table: GradingTable) -> GradingTable:
    """The table as rows correct it: what they leave empty stays."""
    last_day, source = sheet_table.last_day or stands.last_day, sheet_table.source or stands.source
    return replace(sheet_table, last_day=last_day, source=source)


def _written(
    own: frozenset[str], entry: Entry
) -> tuple[GradingTable | None, dict[tuple[int, str], Text]]:
    """The table of an entry's rows, or what is wrong with it, by row and column."""
    of_table: dict[str, object] = {}
    for name in OF_TABLE:
        value = next((row.values[name] for row in entry.rows if name in row.values), "")
        if value and not (name == "institution" and alike(value) in own):
            of_table[name] = value
    if "from" not in of_table:
        return None, {(entry.first.place, "from"): MISSING}
    grades = [
        {
            "grade": row.values.get("grade", ""),
            "percent": row.values.get("percent", ""),
            "passing": row.values.get("passing", "true") == "true",
        }
        for row in entry.rows
    ]
    owner = Text("the table", "табела")
    table, errors = table_written(owner, {**of_table, "grades": grades})
    return table, {_at(entry, path): text.capitalised() for path, text in errors.items()}


def _at(entry: Entry, path: str) -> tuple[int, str]:
    """Where the path of a problem stands: `grades.2.percent` in the third row."""
    name, _, rest = path.partition(".")
    if not rest:
        return entry.first.place, WHOLE_ROW if name == "grades" else name
    number, _, column = rest.partition(".")
    return entry.rows[int(number)].place, column


def _enter(connection: Connection, place: ImportPlace, entry: Entry) -> Entered:
    table, _ = _written(_own_names(place), entry)
    assert table is not None, "it was judged sound"
    institution, context = place.institution, place.context
    act = context.act(connection, context.user.actor(institution, KEEPERS))
    other = holding(grading_tables.register(connection, institution), table)
    if other is None:
        kept_table = keep_table(act, institution, table)
    else:
        reason = FROM_SPREADSHEET.in_(context.language)
        corrected_table = _in_place_of(other, table)
        kept_table = correct_table(act, institution, other.id, corrected_table, reason)
    if isinstance(kept_table, Refused):
        raise Forbidden
    about = (
        Text(f"table {kept_table.id}", f"табела {kept_table.id}") if other is None else CORRECTED
    )
    return Entered(about, f"{PAGE}/{kept_table.id}")


TABLES: Final = ImportKind(
    "grading-tables",
    Text("Grading tables from a spreadsheet", "Табеле оцена из датотеке"),
    Text(
        "Each row is a grade with its share, the best grade first; rows of one institution, field "
        "and first day are one table. What is left empty below a table's first row is as above. Of "
        "a table that stands already the differences are shown, and corrected only where you tick "
        "it.",
        "Сваки ред је једна оцена са уделом, од најбоље; редови исте установе, области и првог "
        "дана чине једну табелу. Што је испод првог реда табеле празно, исто је као изнад. Код "
        "табеле која већ постоји приказује се шта је другачије, а исправља се само ако је "
        "означите.",
    ),
    "keep_partners",
    (),
    _columns,
    _judge,
    _enter,
    ("institution", "field", "from"),
)
