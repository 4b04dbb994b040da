"""What an import is declared by: its columns, how its rows are judged, and what one row does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from states.frozen import frozen
from states.text import Text
from web.importing.columns import ImportColumn
from web.request_context import RequestContext

WHOLE_ROW: Final = ""
"""In the place of a column's name: what is wrong is wrong with the row."""


@frozen
class ImportPlace:
    """Where rows are entered: an institution of the person's, and in it perhaps a call.

    `back` is the address of the page on which one of them is entered by hand.
    """

    context: RequestContext
    key: str
    institution: str
    title: Text
    back: str
    process: str = ""
    call_id: int = 0


@frozen
class ReadRow:
    """A row with its values by column, as forms have them; `problems` are of its cells alone."""

    place: int
    line: int
    texts: Mapping[str, str]
    values: Mapping[str, str]
    problems: Mapping[str, Text]


@frozen
class Entry:
    """What is entered in one go: a row, or the rows of a table that belong together."""

    rows: tuple[ReadRow, ...]

    @property
    def first(self) -> ReadRow:
        """The row that the entry begins with."""
        return self.rows[0]

    @property
    def values(self) -> Mapping[str, str]:
        """The values of its first row."""
        return self.first.values


CellProblems = Mapping[tuple[int, str], Text]
"""What is wrong, by the row's place and the column's name."""


@frozen
class Judgement:
    """What the office says of an entry: what is wrong, what stands there already, what follows.

    One that `corrects` what stands says so in `about`, and is entered only where somebody ticks it.
    """

    problems: CellProblems
    there: bool = False
    about: Text | None = None
    address: str = ""
    corrects: bool = False


@frozen
class Entered:
    """What was entered: in words, and where it is seen."""

    about: Text
    address: str


@frozen
class ImportKind:
    """A kind of import.

    `same_by` are the columns by which two rows are the same, several ways; rows with equal values
    in `grouped_by` are entered together. `judge` looks rows up in the office all at once; `enter`
    writes one entry down by the function that the page for a single one uses, and raises as that.
    """

    name: str
    title: Text
    intro: Text
    permission: str
    same_by: tuple[tuple[str, ...], ...]
    columns: Callable[[ImportPlace], tuple[ImportColumn, ...]]
    judge: Callable[[Connection, ImportPlace, Sequence[Entry]], list[Judgement]]
    enter: Callable[[Connection, ImportPlace, Entry], Entered]
    grouped_by: tuple[str, ...] = ()


def at_first(entry: Entry, problems: Mapping[str, Text]) -> dict[tuple[int, str], Text]:
    """Problems by column, of an entry of one row."""
    return {(entry.first.place, name): text.capitalised() for name, text in problems.items()}


def full_name(values: Mapping[str, str]) -> str:
    """Name and surname, also where each stands in a column of its own."""
    return " ".join(filter(None, (values.get("name"), values.get("surname"))))
