"""Words that searches find: each of a text, from each of its beginnings, in a narrow table.

A search reads the span of words that begin as what was typed does, and never all names. The
database itself keeps the table (migration 0062); it is compared with what it is made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    select,
)

from persistence.bulk import stream_plain
from persistence.tables import act_register, cases, persons, search_words
from states.text import Text

SIGNS: Final = " .,;@-_/'()+&"
"""What stands between two words."""
LONGEST: Final = 120
"""Letters of a word that are kept and compared."""
_BEGINNING: Final = re.compile(rf"(?<![^{re.escape(SIGNS)}])(?=([^{re.escape(SIGNS)}][^ ]*))")
"""Where a word begins, and all of it up to the next space."""
_LAST: Final = "\U0010ffff"
"""What comes after every letter."""

_SOURCES: Final[dict[str, Column[str]]] = {
    "person": persons.c.folded,
    "case": cases.c.number,
    "act": act_register.c.number,
}
_TEXTS: Final[dict[str, Select[Any]]] = {
    kind: select(column.table.c.id, func.lower(column).label("text"))
    for kind, column in _SOURCES.items()
}
_KEPT: Final = select(search_words.c.word, search_words.c.row_id).where(
    search_words.c.kind == bindparam("of_kind")
)


def beginnings(text: str) -> set[str]:
    """The words by which a text in small letters is found: from each beginning to the next space.

    `petrovic-savic` is found whole and by `savic`; a number also without its leading noughts.
    """
    words = {word[:LONGEST] for word in _BEGINNING.findall(text)}
    without_noughts = {word.lstrip("0") for word in words if word[0] == "0"}
    return words | (without_noughts - {""})


def begins_with(word: str, kind: str, rows: FromClause = search_words) -> ColumnElement[bool]:
    """The condition that a row of `search_words` begins as a folded word does; an index's span."""
    typed_word = word.lstrip(SIGNS)[:LONGEST]
    column = rows.c.word
    return and_(column >= typed_word, column < typed_word + _LAST, rows.c.kind == kind)


def is_word(word: str) -> bool:
    """Whether something of a word is left to look for, beside signs."""
    return bool(word.strip(SIGNS))


def word_discrepancies(connection: Connection) -> Iterator[Text]:
    """What is found by other words than its own; a sentence for persons, cases and acts each."""
    sentences = {
        "person": Text(
            "a search finds persons by other words than their names and addresses",
            "претрага налази особе по речима које нису њихова имена и адресе",
        ),
        "case": Text(
            "a search finds cases by other words than their numbers",
            "претрага налази предмете по речима које нису њихови бројеви",
        ),
        "act": Text(
            "a search finds acts by other words than their numbers",
            "претрага налази акте по речима које нису њихови бројеви",
        ),
    }
    for kind, texts in _TEXTS.items():
        own = (
            (word, row_id)
            for row_id, text in stream_plain(connection, texts, {})
            for word in beginnings(text)
        )
        kept_words = stream_plain(connection, _KEPT, {"of_kind": kind})
        if _sum_of(own) != _sum_of((word, row_id) for word, row_id in kept_words):
            yield sentences[kind]


def _sum_of(words: Iterator[tuple[str, int]]) -> tuple[int, int]:
    """How many there are and what they are, in whichever order: no memory holds them all.

    Python's own hash of a word is keyed anew in each process, so nobody can write another word with
    the same one.
    """
    number, total = 0, 0
    for word_hash in map(hash, words):
        number, total = number + 1, total + word_hash
    return number, total
