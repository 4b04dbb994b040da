"""The answers to the survey after a return: once for each case, and told without whose they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from persistence.bulk import fetch
from persistence.database import insert
from persistence.one_of import OneOf
from persistence.tables import cases, listed_cases, survey_answers

_ANSWERS: Final = survey_answers.c


class Answer(NamedTuple):
    """An answer to a question; a number from 1 to 5, or words."""

    question: str
    score: int | None
    words: str | None


class JoinedAnswer(NamedTuple):
    """An answer without whose it is: under which definition, to what."""

    definition: str
    question: str
    score: int | None
    words: str | None


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


def joined(
    connection: Connection, institutions: Collection[str], since: datetime, until: datetime
) -> list[JoinedAnswer]:
    """The answers given from an instant on and before another, in the order of their questions."""
    rows = (
        select(
            cases.c.definition,
            _ANSWERS.question,
            _ANSWERS.score,
            _ANSWERS.words,
        )
        .join(cases, cases.c.id == _ANSWERS.case_id)
        .join(listed_cases, listed_cases.c.case_id == _ANSWERS.case_id)
        .where(listed_cases.c.institution.in_(institutions))
        .where(_ANSWERS.answered_at >= since, _ANSWERS.answered_at < until)
        .order_by(_ANSWERS.question, _ANSWERS.words, _ANSWERS.score)
    )
    return [JoinedAnswer(*row) for row in connection.execute(rows)]
