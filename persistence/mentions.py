"""Where somebody is named outside their own cases: every column of words, of every table.

A name is looked for as it is written and as Serbian declines it, in both scripts and in either
order, and so is the address. A name that another one bears too, or that somebody of the office
bears, is not looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, quote_plus

from sqlalchemy import Column, Connection, Table, Text, bindparam, delete, select, text, type_coerce
from sqlalchemy import update as update_rows
from sqlalchemy.types import String

from persistence.tables import (
    changes,
    drafts,
    handling_log,
    history,
    idempotency_keys,
    import_rows,
    login_failures,
    metadata,
    outside_drafts,
    saved_lists,
)
from persistence.tables.base import Words
from states.declension import stems
from states.folding import folded
from states.text import to_latin

GONE: Final = "[…]"
"""What stands in a text instead of a name that was erased."""

NOT_SEARCHED: Final[Mapping[str, str]] = {
    "staff": "who works here",
    "role_assignments": "who works here",
    "deputies": "who works here",
    "absences": "who works here",
    "tokens": "who works here",
    "sessions": "who works here",
    "persons": "other people: their names are their own",
    "candidates": "other people",
    "search_words": "made by the database from the names",
    "listed_cases": "made by the database from the cases",
    "case_owners": "made by the database from the cases",
    "definitions": "texts of processes, which nothing personal enters",
    "superseded_definitions": "texts of processes",
    "regulations": "texts of the law",
    "relocation": "the address of a database",
    "seals": "digests",
    "sealed_rows": "digests",
    "seal_tip": "digests",
    "change_tip": "digests",
    "history": "searched by the logs' own rule",
    "handling_log": "searched by the logs' own rule",
    "changes": "searched by the logs' own rule",
    "erasures": "the reason names nobody: it is refused otherwise",
    "erased_cases": "the kinds of data",
    "grading_tables": "append-only: tables of grades",
    "grading_table_rows": "append-only: tables of grades",
    "grading_table_withdrawals": "append-only: who withdrew a table and why",
    "precedents": "append-only: courses",
    "precedent_withdrawals": "append-only: who withdrew a precedent and why",
}
"""Tables in which nobody is looked for, each with the reason."""

DELETED: Final[frozenset[Table]] = frozenset(
    {drafts, idempotency_keys, import_rows, login_failures, outside_drafts, saved_lists}
)
"""Tables of which a row that names somebody goes whole: nothing rests on it."""


class Names(NamedTuple):
    """What somebody is looked for by; `words` are all of their names and addresses, folded, by
    which a kept list may look for them. `forms` are their names in the cases of grammar. A text
    that holds any of these holds all words of one of `together`.
    """

    needles: tuple[str, ...]
    words: frozenset[str] = frozenset()
    forms: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Each of them, where it is a word by itself."""
        return _any_of((*self.needles, *self.forms))

    @property
    def declined(self) -> re.Pattern[str]:
        """The forms alone."""
        return _any_of(self.forms)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def names_of(names: Iterable[str], words: Iterable[str], forms: Iterable[str] = ()) -> Names:
    """What is looked for: names in either order and script, and other words as they stand; `forms`
    are those of the names that are nobody else's."""
    names = list(names)
    wanted_words = dict.fromkeys(spelling for name in names for spelling in _written_in_full(name))
    for word in words:
        wanted_words |= dict.fromkeys((word, word.lower()))
    escaped_words = [json.dumps(word, ensure_ascii=False)[1:-1] for word in wanted_words]
    quoted_words = [quote_plus(word) for word in wanted_words]
    folded_words = {word for name in wanted_words for word in folded(name).split()}
    needles = tuple(dict.fromkeys(filter(None, (*wanted_words, *escaped_words, *quoted_words))))
    stem_groups = {stem_parts for name in names for stem_parts in _written_stems(stems(name))}
    return Names(
        needles,
        frozenset(word.strip(",") for word in folded_words),
        tuple(dict.fromkeys(spelling for form in forms for spelling in _written_in_full(form))),
        tuple(_weakest([*((needle,) for needle in needles), *stem_groups])),
    )


def _written_in_full(name: str) -> Iterator[str]:
    """A name in either order and script, in small and in large letters, and folded."""
    parts = name.split()
    for order in (parts, [*parts[1:], *parts[:1]], [*parts[-1:], *parts[:-1]]):
        plain = " ".join(order)
        for form in (plain, f"{order[0]}, {' '.join(order[1:])}"):
            yield from (form, to_latin(form), form.upper(), form.lower())
        yield folded(plain)


def _written_stems(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for spell in (str, to_latin, str.upper, str.lower, folded):
        spelled_parts = tuple(spell(part) for part in parts if part)
        yield from (spelled_parts, tuple(map(quote_plus, spelled_parts)))


def forget_searches(connection: Connection, names: Names) -> None:
    """Forgets the kept lists that look for somebody by two words or more of their name, or by the
    address.
    """
    for list_id, query in connection.execute(select(saved_lists.c.id, saved_lists.c.query)).all():
        if any(_looks_for(value, names) for value in chain(*parse_qs(query).values())):
            connection.execute(delete(saved_lists).where(saved_lists.c.id == list_id))


def _looks_for(value: str, names: Names) -> bool:
    words = folded(value).replace(",", " ").split()
    return names.words.issuperset(words) and (len(words) > 1 or "@" in value)


class Mention(NamedTuple):
    """A row that names somebody: its table, the values of its key, and its words by column."""

    table: Table
    key: Mapping[str, Any]
    words: Mapping[str, str]


def mentions(connection: Connection, table: Table, names: Names) -> Iterator[Mention]:
    """The rows of a table that name somebody."""
    columns = word_columns(table)
    if not columns or not names.together:
        return
    keys = [column.name for column in table.primary_key.columns]
    rows = select(
        *(table.c[name].label(f"key_{name}") for name in keys),
        *(type_coerce(table.c[name], Text()).label(name) for name in columns),
    )
    pattern: re.Pattern[str] | None = None  # of thousands of words, and most tables name nobody
    seen_keys = set()
    most = max(1, _MOST_CONDITIONS // len(columns) // 2)
    for first in range(0, len(names.together), most):
        word_groups = names.together[first : first + most]
        parameters = {word: f"word_{n}" for n, word in enumerate(sorted({*chain(*word_groups)}))}
        holding = _holding(connection, [table.c[name] for name in columns], word_groups, parameters)
        values = {name: word for word, name in parameters.items()}
        for row in connection.execute(rows.where(text(holding)), values).mappings().all():
            pattern = pattern or names.pattern
            key = {name: row[f"key_{name}"] for name in keys}
            words = {name: row[name] for name in columns if row[name] and pattern.search(row[name])}
            if words and (key_values := tuple(key.values())) not in seen_keys:
                seen_keys.add(key_values)
                yield Mention(table, key, words)


def _holding(
    connection: Connection,
    columns: Iterable[Column[Any]],
    together: Iterable[tuple[str, ...]],
    parameters: Mapping[str, str],
) -> str:
    """That a column holds some words together, as SQL: made of thousands of expressions instead, it
    took longer than the search. Each word stands there as the parameter of that name.
    """
    place = "strpos" if connection.dialect.name == "postgresql" else "instr"
    format_column = connection.dialect.identifier_preparer.format_column
    return " OR ".join(
        "(" + " AND ".join(f"{place}({column}, :{parameters[word]}) > 0" for word in words) + ")"
        for column in [format_column(column, use_table=True) for column in columns]
        for words in together
    )


def _weakest(together: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Words that stand together, less those that no text holds without holding weaker ones: a name
    written in full is found by its stems.
    """
    weakest: list[tuple[str, ...]] = []
    for words in sorted(together, key=lambda words: (sum(map(len, words)), words)):
        if not any(_holds(words, weaker) for weaker in weakest):
            weakest.append(words)
    return weakest


def _holds(words: Collection[str], weaker: Collection[str]) -> bool:
    return all(any(part in word for word in words) for part in weaker)


def case_of(connection: Connection, mention: Mention) -> int | None:
    """The case of a row that named somebody, where it has one."""
    table = mention.table
    if "case_id" in mention.key:
        return int(mention.key["case_id"])
    if "case_id" not in table.columns or table in DELETED:
        return None
    own = [table.c[name] == value for name, value in mention.key.items()]
    return connection.execute(select(table.c.case_id).where(*own)).scalar()


class DeclinedMention(NamedTuple):
    """Where somebody is named in another case of grammar: of which case, and some words around."""

    case_id: int | None
    words: str


def declined_mentions(connection: Connection, names: Names) -> Iterator[DeclinedMention]:
    """Wherever a declined form of a name stands, in any table and any log."""
    forms, pattern = names._replace(needles=()), names.declined
    for table in (*searched(), history, handling_log, changes) if names.forms else ():
        for mention in mentions(connection, table, forms):
            for words in mention.words.values():
                for match in pattern.finditer(words):
                    around = words[max(0, match.start() - _AROUND) : match.end() + _AROUND]
                    yield DeclinedMention(case_of(connection, mention), " ".join(around.split()))


_AROUND: Final = 40
"""Letters that are shown before and after a name."""

_MOST_CONDITIONS: Final = 400
"""Conditions of a query: SQLite refuses more than a thousand within one another."""


def word_columns(table: Table) -> tuple[str, ...]:
    """The columns of a table that hold words; not those that it is known by."""
    return tuple(
        column.name
        for column in table.columns
        if isinstance(column.type, String | Words)
        and not column.primary_key
        and not column.foreign_keys
    )


def searched(but: Collection[Table] = ()) -> list[Table]:
    """The tables in which somebody is looked for."""
    return [
        table
        for table in metadata.sorted_tables
        if table.name not in NOT_SEARCHED and table not in but
    ]


def take_out(connection: Connection, mention: Mention, names: Names) -> None:
    """Takes somebody's name out of a row, or the row away."""
    table = mention.table
    own = [table.c[name] == value for name, value in mention.key.items()]
    if table in DELETED:
        connection.execute(delete(table).where(*own))
        return
    pattern = names.pattern
    values = {
        table.c[name]: bindparam(None, pattern.sub(GONE, text), type_=Text())
        for name, text in mention.words.items()
    }
    connection.execute(update_rows(table).where(*own).values(values))
