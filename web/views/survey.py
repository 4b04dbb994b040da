"""What those who are back answered, joined: nothing where fewer than five have answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Final

from office.stay_settings import Question
from office.wiring import Office
from persistence import survey
from persistence.survey import AnswerCount, WordedQuestion, Year
from states.frozen import frozen
from states.localization import decimal_text
from states.moments import instant_of
from states.text import Text
from web.exports import Column, Export, Row
from web.messages.survey import SURVEY
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
from web.views.viewer import Viewer

FEWEST: Final = 5
"""So many must have answered before anything is told: of fewer, colleagues know whose it is."""
SCORES: Final = (1, 2, 3, 4, 5)


@frozen
class QuestionResult:
    """What was answered to a question: `counts` of each number of the scale, or how many in words;
    neither where fewer than five have answered."""

    question: str
    ask: Text
    answered: int
    counts: tuple[int, ...] = ()
    worded: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether enough have answered."""
        return bool(self.counts or self.worded)

    @property
    def average(self) -> Text:
        """Of the numbers, to a tenth."""
        total = sum(score * count for score, count in zip(SCORES, self.counts, strict=True))
        return decimal_text(round(Decimal(total) / self.answered, 1))


@frozen
class ProcessResult:
    """The results of a kind of mobility at an institution, under the definitions of its cases."""

    title: Text
    definitions: tuple[str, ...]
    questions: tuple[QuestionResult, ...]


@frozen
class WordsOfQuestion:
    """The answers in words to a question that stand on a page, in alphabetical order."""

    process: Text
    ask: Text
    words: tuple[str, ...]


@frozen
class SurveyPage:
    """The numbers of a year, when they were counted, and a page of what was said in words."""

    results: tuple[ProcessResult, ...]
    counted_at: datetime
    in_words: tuple[WordsOfQuestion, ...]
    listing: Listing


def survey_page(
    viewer: Viewer, institutions: Collection[str], number: int, asked_page: int
) -> SurveyPage:
    """The survey of a calendar year at some institutions: of many answers its numbers may be two
    minutes old."""
    year = year_of(number)
    counts, counted_at = survey.shown_counts(viewer.connection, year, viewer.now)
    results = survey_results(viewer.office, counts, institutions)
    asked_in_words = [
        (process, question)
        for process in results
        for question in process.questions
        if question.worded
    ]
    paging = Paging(asked_page, sum(question.worded for _, question in asked_in_words))
    questions = [
        WordedQuestion(process.definitions, question.question)
        for process, question in asked_in_words
    ]
    window = (PAGE_SIZE, paging.offset)
    lines = survey.words_of(viewer.connection, questions, year, window)
    in_words = []
    for place, of_question in groupby(lines, key=lambda line: line[0]):
        process, question = asked_in_words[place]
        words = tuple(words for _, words in of_question)
        in_words.append(WordsOfQuestion(process.title, question.ask, words))
    address = ListAddress("/survey", (("year", str(number)),))
    return SurveyPage(results, counted_at, tuple(in_words), Listing(address, Sort("words"), paging))


def year_of(number: int) -> Year:
    """A calendar year in Belgrade."""
    return Year(instant_of(date(number, 1, 1)), instant_of(date(number + 1, 1, 1)))


def survey_results(
    office: Office, counts: Iterable[AnswerCount], institutions: Collection[str]
) -> tuple[ProcessResult, ...]:
    """By kind of mobility at some institutions, in the order in which the questions stand in the
    settings; questions that are asked no more come last, under the name of their answers."""
    titles: dict[tuple[str, str], Text] = {}
    by_process: dict[tuple[str, str], list[AnswerCount]] = defaultdict(list)
    for count in counts:
        definition = office.shown_definition(count.definition)
        if definition.institution in institutions:
            process = definition.institution, definition.process
            titles[process] = definition.title
            by_process[process].append(count)
    questions = {question.name: question for question in office.settings.stays.survey}
    return tuple(
        ProcessResult(
            _title(office, process[0], titles[process]),
            tuple(dict.fromkeys(count.definition for count in of_process)),
            _of_process(questions, of_process),
        )
        for process, of_process in sorted(by_process.items())
    )


def _title(office: Office, institution: str, title: Text) -> Text:
    name = office.regulations[institution].name
    return Text(f"{title.en} · {name.en}", f"{title.sr} · {name.sr}")


def _of_process(
    questions: Mapping[str, Question], counts: Sequence[AnswerCount]
) -> tuple[QuestionResult, ...]:
    by_question: dict[str, list[AnswerCount]] = defaultdict(list)
    for count in counts:
        by_question[count.question].append(count)
    asked_names = [name for name in questions if name in by_question]
    asked_before = [name for name in by_question if name not in questions]
    return tuple(
        _result(
            name,
            questions[name].ask if name in questions else Text(name, name),
            by_question[name],
        )
        for name in (*asked_names, *asked_before)
    )


def _result(question: str, ask: Text, counts: Sequence[AnswerCount]) -> QuestionResult:
    number = sum(count.number for count in counts)
    if number < FEWEST:
        return QuestionResult(question, ask, number)
    in_words = sum(count.worded for count in counts)
    if in_words:
        return QuestionResult(question, ask, number, worded=in_words)
    scores: Counter[int | None] = Counter()
    for count in counts:
        scores[count.score] += count.number
    return QuestionResult(question, ask, number, tuple(scores[score] for score in SCORES))


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
