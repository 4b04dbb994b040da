"""The survey after a return: who may answer it, and what answers can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from office.stay_settings import Question
from office.wiring import Office
from persistence import survey
from persistence.survey import Answer
from states.text import Text
from workflows.outside.open_call import CANDIDATE
from workflows.outside.own_case import OwnCase

SCALE: Final = ("1", "2", "3", "4", "5")
MOST_WORDS: Final = 2000
"""Characters of an answer in words."""
EVALUATION: Final = "evaluation"
NOTHING_ANSWERED: Final = Text("Answer one question at least.", "Одговорите бар на једно питање.")
NOT_ON_THE_SCALE: Final = Text("is a number from 1 to 5", "је број од 1 до 5")
TOO_LONG: Final = Text(
    f"is longer than {MOST_WORDS} characters", f"дуже је од {MOST_WORDS} знакова"
)


def open_questions(connection: Connection, office: Office, own: OwnCase) -> Sequence[Question]:
    """What a candidate who is back may still answer; nothing for anybody else (BMU-33b)."""
    is_back = own.dossier.stay.returned_on is not None and EVALUATION in own.definition.facts
    if own.purpose != CANDIDATE or not is_back:
        return ()
    if survey.answered_cases(connection, [own.case.id]):
        return ()
    return office.settings.stays.survey


def wrong_answers(
    questions: Sequence[Question], typed_values: Mapping[str, str]
) -> Mapping[str, Text]:
    """What of some answers can't be kept, by question; that nothing was answered, at the first."""
    errors = dict(_wrong(questions, typed_values))
    if questions and not errors and not _answers(questions, typed_values):
        return {questions[0].name: NOTHING_ANSWERED}
    return errors


def answer_survey(
    connection: Connection,
    questions: Sequence[Question],
    own: OwnCase,
    typed_values: Mapping[str, str],
    now: datetime,
) -> bool:
    """Keeps what was answered; False where the survey was answered before, and what was stays."""
    return survey.keep(connection, own.case.id, _answers(questions, typed_values), now)


def _wrong(
    questions: Sequence[Question], typed_values: Mapping[str, str]
) -> Iterator[tuple[str, Text]]:
    for question in questions:
        content = typed_values.get(question.name, "")
        if question.answer == "scale" and content and content not in SCALE:
            yield question.name, NOT_ON_THE_SCALE
        elif len(content) > MOST_WORDS:
            yield question.name, TOO_LONG


def _answers(questions: Sequence[Question], typed_values: Mapping[str, str]) -> list[Answer]:
    typed_answers = ((question, typed_values.get(question.name, "")) for question in questions)
    return [
        Answer(question.name, int(content), None)
        if question.answer == "scale"
        else Answer(question.name, None, content)
        for question, content in typed_answers
        if content
    ]
