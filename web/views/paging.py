"""A list in pages: how it is ordered, which page is shown of how many, and the address of each.

All that a list is asked for stands in its address, so that it can be kept, sent and gone back to.
A new filter or another order begins on page 1; whatever is asked wrongly shows the first page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal
from urllib.parse import urlencode

from persistence.counting import MOST_COUNTED
from states.frozen import frozen
from states.text import Text
from web.messages.counts import NOUNS, counted

PAGE_SIZE: Final = 50
_NEAR: Final = 2
"""Pages beside the one shown whose numbers are offered."""

Direction = Literal["ascending", "descending"]


@frozen
class Sort:
    """By which column a list is ordered: `due` in an address, `-due` for the last first."""

    column: str
    descending: bool = False

    @property
    def written(self) -> str:
        """As the address has it."""
        return f"-{self.column}" if self.descending else self.column


def sort_of(sort_text: str, columns: Iterable[str], default: Sort) -> Sort:
    """The order that an address asks for; the list's own where it has no such column."""
    column = sort_text.removeprefix("-")
    return Sort(column, sort_text.startswith("-")) if column in set(columns) else default


def page_number(number_text: str) -> int:
    """The page that an address asks for, from 1; the first where it asks for none."""
    is_number = number_text.isascii() and number_text.isdecimal() and len(number_text) < 6
    return max(1, int(number_text)) if is_number else 1


@frozen
class Paging:
    """Which page is shown of a list; `count` is exact up to `MOST_COUNTED`, else one more."""

    asked: int
    count: int

    @property
    def is_capped(self) -> bool:
        """Whether there are more lines than are counted."""
        return self.count > MOST_COUNTED

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-min(self.count, MOST_COUNTED) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page shown: the last where one beyond it was asked for."""
        return min(self.asked, self.pages)

    @property
    def offset(self) -> int:
        """How many lines stand on the pages before."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The pages to go to: first, last and those near the one shown; None is a gap."""
        near = range(self.page - _NEAR, self.page + _NEAR + 1)
        shown_numbers = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        numbers: list[int | None] = []
        for before, number in zip((0, *shown_numbers), shown_numbers, strict=False):
            numbers.extend((None, number) if number > before + 1 else (number,))
        return tuple(numbers)

    def in_words(self, noun: str) -> Text:
        """What is shown of how much, with a noun of `NOUNS`: `51–100 of 1,234 cases`."""
        if self.count <= PAGE_SIZE:
            return counted(self.count, noun)
        first, last = self.offset + 1, min(self.offset + PAGE_SIZE, self.count)
        total = f"{min(self.count, MOST_COUNTED):,}"
        more = Text("more than ", "више од ") if self.is_capped else Text("", "")
        many = NOUNS[noun]
        return Text(
            f"{first:,}–{last:,} of {more.en}{total} {many.en[1]}",
            f"{first:,}–{last:,} од {more.sr}{total} {many.sr[2]}".replace(",", "."),
        )


@frozen
class ListAddress:
    """Where a list stands, and what it is asked for; the page is no part of it."""

    path: str
    parameters: tuple[tuple[str, str], ...] = ()

    def with_(self, changes: Mapping[str, str]) -> str:
        """The address with other values, on page 1; an empty value is left out."""
        kept_parameters = [(name, value) for name, value in self.parameters if name not in changes]
        return self._of([*kept_parameters, *changes.items()])

    def without(self, name: str, value: str) -> str:
        """The address with one value taken off, on page 1."""
        return self._of([pair for pair in self.parameters if pair != (name, value)])

    def _of(self, parameters: Iterable[tuple[str, str]]) -> str:
        query = urlencode([(name, value) for name, value in parameters if value])
        return f"{self.path}?{query}" if query else self.path


@frozen
class Listing:
    """A list as its page shows it: its address, its order and its pages."""

    address: ListAddress
    sort: Sort
    paging: Paging

    def direction(self, column: str) -> Direction | None:
        """How a column is ordered, where the list is ordered by it."""
        if self.sort.column != column:
            return None
        return "descending" if self.sort.descending else "ascending"

    def sorted_by(self, column: str) -> str:
        """The address of the list ordered by a column; the other way round where it is already."""
        other_way = self.direction(column) == "ascending"
        return self.address.with_({"sort": Sort(column, other_way).written})

    def page(self, number: int) -> str:
        """The address of a page."""
        return self.address.with_({"page": str(number) if number > 1 else ""})
