"""Looking for cases by whatever is known of them: a name, an address, a number, a host, an act.

Each word has to be found; where, does not matter. Names are compared folded (`states.folding`),
from the beginnings of their words (`persistence.search_words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, union

from persistence.search_words import begins_with, is_word
from persistence.tables import act_register, candidates, cases, listed_cases, search_words
from states.folding import folded

_folded: Final = lru_cache(maxsize=4096)(folded)
"""The name of a host; all are asked for each word."""


def cases_found(connection: Connection, typed_text: str, hosts: Sequence[str]) -> list[int]:
    """The ids of the cases that every word of what was typed is found in; `hosts` are all names of
    hosts that there are."""
    words = folded(typed_text).split()
    if not words or not all(map(is_word, words)):
        return []
    # Many cases have a host, and few a name: whose word is no host's are found first, and what else
    # was typed is asked of these.
    names = {word: [host for host in hosts if word in _folded(host)] for word in words}
    first, *other_words = sorted(words, key=lambda word: bool(names[word]))
    (case_id,) = union(*_places(first, names[first])).subquery().c
    of_words = (or_(*map(case_id.in_, _places(word, names[word]))) for word in other_words)
    return list(connection.execute(select(case_id).where(*of_words)).scalars().all())


def of_candidates(words: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a case's candidate is found by each of these folded words."""
    if not all(map(is_word, words)):
        return false()
    return and_(*(cases.c.id.in_(_by_candidate(word)) for word in words))


def _places(word: str, hosts: Sequence[str]) -> Iterator[Select[int]]:
    """The cases in which a word stands, by the place where it can; `hosts` have it in their names,
    where any part of one counts."""
    if hosts:
        # An index has a host's cases together, the open ones and the ended ones.
        row = listed_cases.c
        yield select(row.case_id).where(row.ended.in_((False, True)), row.host.in_(hosts))
    yield from _by_words(word)


def _by_words(word: str) -> Iterator[Select[int]]:
    """Where a word stands beside the host: the candidate's name and address; with a digit also
    the case's number, and that of an act."""
    yield _by_candidate(word)
    if any(sign.isdecimal() for sign in word):
        yield select(search_words.c.row_id).where(begins_with(word, "case"))
        yield (
            select(act_register.c.case_id)
            .join(search_words, search_words.c.row_id == act_register.c.id)
            .where(begins_with(word, "act"), act_register.c.case_id.is_not(None))
        )


def _by_candidate(word: str) -> Select[int]:
    return (
        select(candidates.c.case_id)
        .join(search_words, search_words.c.row_id == candidates.c.person_id)
        .where(begins_with(word, "person"))
    )


def exact_case(connection: Connection, typed_text: str, institutions: Sequence[str]) -> str | None:
    """The number of the case that has exactly this number, or an act with it; None without one."""
    number = typed_text.strip()
    by_act = select(act_register.c.case_id).where(act_register.c.number == number)
    by_number = select(cases.c.id).where(cases.c.number == number.upper())
    exact = select(cases.c.number).where(
        cases.c.institution.in_(list(institutions)), cases.c.id.in_(union(by_number, by_act))
    )
    return connection.execute(exact.limit(1)).scalar()
