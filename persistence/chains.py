"""A chain of entries, each with the hash of the one before: one walk for all logs.

What a chain is called, and how one of its entries is hashed, is its own log's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from persistence.row_makers import PlainRow
from states.text import Text

BEGINNING: Final = "0" * 64
"""The hash before the first entry."""


class Words(NamedTuple):
    """What is wrong with a chain, with `{place}` and `{name}` of an entry, `{count}` of those that
    stand and `{length}` of those that were written.
    """

    missing: Text
    changed: Text
    length: Text
    tip: Text


class Chain(NamedTuple):
    """A kind of chain: where an entry's row has its number and its name, whether it is what was
    written after a hash, and its words. An entry's own hash stands last in its row.
    """

    place: int
    name: int
    is_as_written: Callable[[PlainRow, str], bool]
    words: Words


def first_break(chain: Chain, entries: Iterable[PlainRow], length: int, tip: str) -> Text | None:
    """The first edit or gap in a chain that ends after `length` entries with the hash `tip`, or its
    cut tail; None where it holds.
    """
    previous, count = BEGINNING, 0
    for row in entries:
        count += 1
        if row[chain.place] != count:
            return _filled(chain.words.missing, place=count)
        if not chain.is_as_written(row, previous):
            return _filled(chain.words.changed, place=count, name=row[chain.name])
        previous = row[-1]
    if count != length:
        return _filled(chain.words.length, count=count, length=length)
    return None if previous == tip else chain.words.tip


def _filled(text: Text, **values: object) -> Text:
    return Text(text.en.format(**values), text.sr.format(**values))


def breaks_of_cases(
    chain: Chain, entries: Iterable[PlainRow], ends: Iterable[PlainRow]
) -> Iterator[Text]:
    """The first break of each case's chain, about its number. Entries begin with their case;
    an end is a case, its number, how many entries were written, and the last one's hash; both by
    case.
    """
    for (_, number, length, tip), of_case in beside(ends, entries):
        wrong = first_break(chain, of_case, length or 0, tip or BEGINNING)
        if wrong is not None:
            yield Text(f"{number}: {wrong.en}", f"{number}: {wrong.sr}")


def beside(
    firsts: Iterable[PlainRow], rows: Iterable[PlainRow]
) -> Iterator[tuple[PlainRow, Iterator[PlainRow]]]:
    """Each of the first rows with those of the others that begin with the same id; both stand in
    the order of their ids, and neither is held in memory.
    """
    row_groups = groupby(rows, itemgetter(0))
    of_id, of_first = next(row_groups, _NO_MORE)
    for first in firsts:
        while of_id is not None and of_id < first[0]:
            of_id, of_first = next(row_groups, _NO_MORE)
        yield first, of_first if of_id == first[0] else iter(())


_NO_MORE: Final = (None, iter(()))
