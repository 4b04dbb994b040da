"""Looking for cases by whatever is known of them: a name, an address, a number, a host, an act.

Each word has to be found; where, does not matter. Names are compared folded (`states.folding`),
from the beginnings of their words (`persistence.search_words`). What stands in few cases is
gathered; what stands in many is asked of each line of a list, in the list's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    union,
    union_all,
)

from persistence.counting import MOST_COUNTED
from persistence.one_of import is_one_of
from persistence.recent_numbers import TWO_MINUTES, RecentNumbers
from persistence.search_words import begins_with, is_word
from persistence.tables import act_register, candidates, cases, listed_cases, search_words
from states.folding import folded

KNOWN: Final = 128
"""So many statements of searches are kept as they were put together."""
MOST_HOSTS: Final = 4
"""The cases of so many hosts at most are walked side by side."""
MANY: Final = 20_000
"""So many cases of a word are counted, to see how often it stands."""

_folded: Final = lru_cache(maxsize=4096)(folded)
"""The name of a host; all are asked for each word."""
_OF_OFFICE: Final[RecentNumbers[int]] = RecentNumbers(TWO_MINUTES, int)
_OF_WORDS: Final[RecentNumbers[int]] = RecentNumbers(
    TWO_MINUTES, int, many=MOST_COUNTED + 1, most_kept=512
)


class Word(NamedTuple):
    """A folded word that is looked for, and the hosts that have it in their names, where any part
    of one counts."""

    word: str
    hosts: tuple[str, ...]


Words = tuple[Word, ...]


def words_of(typed_text: str, hosts: Sequence[str]) -> Words:
    """The words of what was typed, none where one can be found nowhere; `hosts` are all names of
    hosts that there are.

    Many cases have a host, and few a name: whose word is no host's stand first.
    """
    words = folded(typed_text).split()
    if not all(map(is_word, words)):
        return ()
    in_names = (tuple(host for host in hosts if word in _folded(host)) for word in words)
    return tuple(sorted(map(Word, words, in_names), key=lambda word: bool(word.hosts)))


def cases_found(connection: Connection, words: Words) -> list[int]:
    """The ids of the cases in which every word is found; of no words none."""
    return list(connection.execute(_cases_found(words)).scalars().all()) if words else []


@lru_cache(maxsize=KNOWN)
def _cases_found(words: Words) -> Select[int]:
    """The cases of the first word, and what else was typed is asked of these."""
    first, *other_words = words
    # Apart, each once: so that what else was typed is asked of these, and these of no index.
    (case_id,) = select(union_all(*_places(first)).subquery()).distinct().subquery().c
    return select(case_id).where(*(or_(*map(case_id.in_, _places(word))) for word in other_words))


def stands_in_many(connection: Connection, word: Word, lines: int, now: datetime) -> bool:
    """Whether it is quicker to ask each line of a list for a word, until so many `lines` have it,
    than to gather all cases that have it and put them in order: never where they are few enough to
    be counted on each page."""
    number = _number_of(connection, word, now)
    if number <= MOST_COUNTED:
        return False
    of_office = _OF_OFFICE.shown(connection, "cases", now, lambda: _cases_in(connection)).numbers
    return lines * of_office <= number * number


def hosts_of(words: Words) -> tuple[str, ...]:
    """The hosts that have every word in their names."""
    return tuple(
        host
        for word in words[:1]
        for host in word.hosts
        if all(host in other.hosts for other in words)
    )


def name_hosts(connection: Connection, first: Word, other_words: Words, now: datetime) -> bool:
    """Whether the other words are all in names of some hosts, few enough to be walked side by side,
    and of the persons that have the first few have one of them: in an address there, perhaps."""
    is_of_persons = not first.hosts and not any(
        _has_digit(word.word) for word in (first, *other_words)
    )
    if not is_of_persons or not 0 < len(hosts_of(other_words)) <= MOST_HOSTS:
        return False
    return all(_number_of(connection, word._replace(hosts=()), now) < MANY for word in other_words)


def _number_of(connection: Connection, word: Word, now: datetime) -> int:
    """How often a word stands, counted so far as it matters and kept for two minutes."""
    some_rows = union_all(*_rows(word)).limit(MANY).subquery()
    counting = select(func.count()).select_from(some_rows)
    return _OF_WORDS.shown(
        connection, word, now, lambda: connection.execute(counting).scalar_one()
    ).numbers


def _rows(word: Word) -> Iterator[Select[int]]:
    """Where a word stands: names and addresses, numbers, and the cases of hosts."""
    for kind in ("person", "case", "act"):
        yield select(search_words.c.row_id).where(begins_with(word.word, kind))
    if word.hosts:
        yield _of_hosts(word)


def _cases_in(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(listed_cases)).scalar_one()


def stands_in(word: Word) -> ColumnElement[bool]:
    """The condition that a word stands in the case of a row of `listed_cases`, asked of that row
    by itself."""
    row = listed_cases.c
    in_row = (is_one_of(found_ids, row.case_id) for found_ids in _by_words(word.word))
    return or_(row.host.in_(word.hosts), *in_row) if word.hosts else or_(*in_row)


def stands_beside(first: Word, other_words: Words) -> ColumnElement[bool]:
    """The condition that words of which all but the first name hosts stand in another's case:
    the person then has the first and one of these, and few have."""
    row = listed_cases.c
    of_few = union_all(*(_by_candidate(word.word, first.word) for word in other_words))
    return and_(
        row.case_id.in_(of_few),
        row.host.not_in(hosts_of(other_words)),
        *map(stands_in, other_words),
    )


def of_candidates(words: Sequence[str]) -> ColumnElement[bool]:
    """The condition that a case's candidate is found by each of these folded words."""
    if not all(map(is_word, words)):
        return false()
    return and_(*(cases.c.id.in_(_by_candidate(word)) for word in words))


def _places(word: Word) -> Iterator[Select[int]]:
    """The cases in which a word stands, by the place where it can."""
    if word.hosts:
        yield _of_hosts(word)
    yield from _by_words(word.word)


def _of_hosts(word: Word) -> Select[int]:
    """An index has a host's cases together, the open ones and the ended ones."""
    row = listed_cases.c
    return select(row.case_id).where(row.ended.in_((False, True)), row.host.in_(word.hosts))


def _by_words(word: str) -> Iterator[Select[int]]:
    """Where a word stands beside the host: the candidate's name and address; with a digit also
    the case's number, and that of an act."""
    yield _by_candidate(word)
    if _has_digit(word):
        yield select(search_words.c.row_id).where(begins_with(word, "case"))
        yield (
            select(act_register.c.case_id)
            .join(search_words, search_words.c.row_id == act_register.c.id)
            .where(begins_with(word, "act"), act_register.c.case_id.is_not(None))
        )


def _has_digit(word: str) -> bool:
    return any(sign.isdecimal() for sign in word)


def _by_candidate(*words: str) -> Select[int]:
    """The cases of who has the words, the first of which is looked up and the others are asked."""
    first, *other_words = words
    by_first = (
        select(candidates.c.case_id)
        .join(search_words, search_words.c.row_id == candidates.c.person_id)
        .where(begins_with(first, "person"))
    )
    also = search_words.alias("also")
    return by_first.where(
        *(
            exists().where(
                also.c.row_id == search_words.c.row_id, begins_with(word, "person", also)
            )
            for word in other_words
        )
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
