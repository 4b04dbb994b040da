"""What those who are back answered, joined: nothing where fewer than five have answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from office.stay_settings import Question
from office.wiring import Office
from persistence.survey import JoinedAnswer
from states.frozen import frozen
from states.localization import decimal_text
from states.text import Text
from web.exports import Column, Export, Row
from web.messages.survey import SURVEY

FEWEST: Final = 5
"""So many must have answered before anything is told: of fewer, colleagues know whose it is."""
SCORES: Final = (1, 2, 3, 4, 5)


@frozen
class QuestionResult:
    """What was answered to a question: `counts` of each number of the scale, or the `words` in
    alphabetical order; both empty where fewer than five have answered."""

    ask: Text
    answered: int
    counts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether enough have answered."""
        return bool(self.counts or self.words)

    @property
    def average(self) -> Text:
        """Of the numbers, to a tenth."""
        total = sum(score * count for score, count in zip(SCORES, self.counts, strict=True))
        return decimal_text(round(Decimal(total) / self.answered, 1))


@frozen
class ProcessResult:
    """The results of a kind of mobility at an institution."""

    title: Text
    questions: tuple[QuestionResult, ...]


def survey_results(office: Office, answers: Sequence[JoinedAnswer]) -> list[ProcessResult]:
    """By kind of mobility, in the order in which the questions stand in the settings; questions
    that are asked no more come last, under the name of their answers."""
    titles: dict[tuple[str, str], Text] = {}
    by_process: dict[tuple[str, str], list[JoinedAnswer]] = defaultdict(list)
    for answer in answers:
        definition = office.shown_definition(answer.definition)
        process = definition.institution, definition.process
        titles[process] = definition.title
        by_process[process].append(answer)
    questions = {question.name: question for question in office.settings.stays.survey}
    return [
        ProcessResult(
            _title(office, process[0], titles[process]), _of_process(questions, of_process)
        )
        for process, of_process in sorted(by_process.items())
    ]


def _title(office: Office, institution: str, title: Text) -> Text:
    name = office.regulations[institution].name
    return Text(f"{title.en} · {name.en}", f"{title.sr} · {name.sr}")


def _of_process(
    questions: Mapping[str, Question], answers: Sequence[JoinedAnswer]
) -> tuple[QuestionResult, ...]:
    by_question: dict[str, list[JoinedAnswer]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question].append(answer)
    asked_names = [name for name in questions if name in by_question]
    asked_before = [name for name in by_question if name not in questions]
    return tuple(
        _result(questions[name].ask if name in questions else Text(name, name), by_question[name])
        for name in (*asked_names, *asked_before)
    )


def _result(ask: Text, answers: Sequence[JoinedAnswer]) -> QuestionResult:
    number = len(answers)
    if number < FEWEST:
        return QuestionResult(ask, number)
    words = tuple(sorted(answer.words for answer in answers if answer.words))
    if words:
        return QuestionResult(ask, number, words=words)
    scores = Counter(answer.score for answer in answers)
    return QuestionResult(ask, number, counts=tuple(scores[score] for score in SCORES))


def exported_survey(results: Sequence[ProcessResult], year: int) -> Export:
    """The joined numbers as a list: one line a question; words stand on the page."""
    columns = (
        Column(SURVEY["survey_process"], 40),
        Column(SURVEY["survey_question"], 60),
        Column(SURVEY["survey_answered"]),
        *(Column(Text(str(score), str(score)), 8) for score in SCORES),
    )
    rows: Iterator[Row] = (
        (process.title, question.ask, question.answered, *question.counts)
        for process in results
        for question in process.questions
        if question.counts
    )
    return Export(f"survey-{year}", SURVEY["survey_title"], columns, rows)
