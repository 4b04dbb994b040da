"""Looking for cases by whatever is known of them: a name, an address, a number, a host, an act.

Each word has to be found; where, does not matter. Names are compared folded (`states.folding`),
from the beginnings of their words (`persistence.search_words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, union

from persistence.search_words import begins_with, is_word
from persistence.tables import act_register, candidates, cases, listed_cases, search_words
from states.folding import folded


def cases_found(connection: Connection, typed_text: str, hosts: Sequence[str]) -> list[int]:
    """The ids of the cases that every word of what was typed is found in; `hosts` are all names of
    hosts that there are."""
    words = folded(typed_text).split()
    if not words or not all(map(is_word, words)):
        return []
    # Many cases have a host, and few a name: whose word is no host's are found first, and what else
    # was typed is asked of these.
    first, *other_words = sorted(words, key=lambda word: bool(_names(word, hosts)))
    row = listed_cases.c
    first_found = union(*_places(first, hosts)).subquery().select()
    of_words = (or_(*_conditions(word, hosts)) for word in other_words)
    statement = select(row.case_id).where(row.case_id.in_(first_found), *of_words)
    return list(connection.execute(statement if other_words else first_found).scalars())


def of_candidates(words: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a case's candidate is found by each of these folded words."""
    if not all(map(is_word, words)):
        return false()
    return and_(*(cases.c.id.in_(_by_candidate(word)) for word in words))


def _names(word: str, hosts: Sequence[str]) -> list[str]:
    """The hosts that a word stands in; a host is found by any part of its name."""
    return [host for host in hosts if word in folded(host)]


def _places(word: str, hosts: Sequence[str]) -> Iterator[Select[int]]:
    """The cases in which a word stands, by the place where it can."""
    if names := _names(word, hosts):
        yield select(listed_cases.c.case_id).where(listed_cases.c.host.in_(names))
    yield from _by_words(word)


def _conditions(word: str, hosts: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """The same as conditions on a row of `listed_cases`."""
    if names := _names(word, hosts):
        yield listed_cases.c.host.in_(names)
    yield from (listed_cases.c.case_id.in_(place) for place in _by_words(word))


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
