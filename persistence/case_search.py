"""Looking for cases by whatever is known of them: a name, an address, a number, a host, an act.

Each word has to be found; where, does not matter. Names are compared folded (`states.folding`),
from the beginnings of their words (`persistence.search_words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    false,
    intersect,
    select,
    union,
)

from persistence.search_words import begins_with, is_word
from persistence.tables import act_register, candidates, cases, listed_cases, search_words
from states.folding import folded


def cases_found(connection: Connection, typed_text: str, hosts: Sequence[str]) -> list[int]:
    """The ids of the cases that every word of what was typed is found in; `hosts` are all names of
    hosts that there are."""
    words = folded(typed_text).split()
    if not words or not all(map(is_word, words)):
        return []
    places = [union(*_places(word, hosts)).subquery().select() for word in words]
    return list(connection.execute(_in_all(places)).scalars())


def of_candidates(words: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a case's candidate is found by each of these folded words."""
    if not all(map(is_word, words)):
        return false()
    places = [_by_candidate(word).subquery().select() for word in words]
    return cases.c.id.in_(_in_all(places))


def _in_all(places: Sequence[Select[int]]) -> Select[int] | CompoundSelect[int]:
    return intersect(*places) if len(places) > 1 else places[0]


def _places(word: str, hosts: Sequence[str]) -> Iterator[Select[int]]:
    """Where a word can stand: the candidate's name and address, the host; with a digit in it also
    the case's number, and that of an act. A host is found by any part of its name."""
    yield _by_candidate(word)
    names = [host for host in hosts if word in folded(host)]
    if names:
        yield select(listed_cases.c.case_id).where(listed_cases.c.host.in_(names))
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
