"""The answers to the survey after a return: once for each case, and told without whose they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, case, func, select

from persistence.bulk import fetch
from persistence.database import insert
from persistence.one_of import OneOf
from persistence.recent_numbers import TWO_MINUTES, Counted, RecentNumbers
from persistence.tables import cases, survey_answers

_ANSWERS: Final = survey_answers.c


class Answer(NamedTuple):
    """An answer to a question; a number from 1 to 5, or words."""

    question: str
    score: int | None
    words: str | None


class AnswerCount(NamedTuple):
    """How many gave the same number to a question, or answered it without any; `worded` of them in
    words. Of which definition their cases are."""

    definition: str
    question: str
    score: int | None
    number: int
    worded: int


class WordedQuestion(NamedTuple):
    """A question that is answered in words, as the cases of some definitions were asked it."""

    definitions: tuple[str, ...]
    question: str


class Year(NamedTuple):
    """From an instant on until before another."""

    begin: datetime
    end: datetime


_ANSWERED: Final = select(_ANSWERS.case_id).where(OneOf(_ANSWERS.case_id, "ids")).distinct()


def answered_cases(connection: Connection, case_ids: Collection[int]) -> set[int]:
    """Those of some cases whose candidate has answered."""
    return {row[0] for row in fetch(connection, _ANSWERED, {"ids": list(case_ids)})}


def keep(connection: Connection, case_id: int, answers: Collection[Answer], now: datetime) -> bool:
    """Keeps the answers of a case; False, and nothing, where it has some already."""
    if answered_cases(connection, [case_id]):
        return False
    rows: list[Mapping[str, object]] = [
        {"case_id": case_id, "answered_at": now, **answer._asdict()} for answer in answers
    ]
    connection.execute(insert(connection.dialect.name, survey_answers), rows)
    return True


_RECENT: Final[RecentNumbers[tuple[AnswerCount, ...]]] = RecentNumbers(
    TWO_MINUTES, lambda counts: sum(count.number for count in counts)
)


def shown_counts(
    connection: Connection, year: Year, now: datetime
) -> Counted[tuple[AnswerCount, ...]]:
    """What was answered in a year, of every institution, and when it was counted: for a page."""
    return _RECENT.shown(connection, year, now, lambda: counts(connection, year))


def counts(connection: Connection, year: Year) -> tuple[AnswerCount, ...]:
    """What was answered in a year, of every institution, as it is now."""
    groups = (cases.c.definition, _ANSWERS.question, _ANSWERS.score)
    rows = connection.execute(
        select(*groups, func.count(), func.count(_ANSWERS.words))
        .join(cases, cases.c.id == _ANSWERS.case_id)
        .where(_ANSWERS.answered_at >= year.begin, _ANSWERS.answered_at < year.end)
        .group_by(*groups)
        .order_by(_ANSWERS.question)
    )
    return tuple(AnswerCount._make(row) for row in rows)


def words_of(
    connection: Connection, questions: Sequence[WordedQuestion], year: Year, window: tuple[int, int]
) -> list[tuple[int, str]]:
    """So many of the answers in words from an offset on, each with the place of its question among
    some: in their order, and of each in that of the alphabet, which tells nobody's."""
    limit, offset = window
    if not questions:
        return []
    place = case(
        *(
            (and_(_ANSWERS.question == question, cases.c.definition.in_(definitions)), number)
            for number, (definitions, question) in enumerate(questions)
        )
    )
    rows = connection.execute(
        select(place, _ANSWERS.words)
        .join(cases, cases.c.id == _ANSWERS.case_id)
        .where(_ANSWERS.answered_at >= year.begin, _ANSWERS.answered_at < year.end)
        .where(_ANSWERS.question.in_({name for _, name in questions}), _ANSWERS.words.is_not(None))
        .where(place.is_not(None))
        .order_by(place, _ANSWERS.words, _ANSWERS.case_id)
        .limit(limit)
        .offset(offset)
    )
    return [(number, words) for number, words in rows]
