"""The words of the page of the survey."""

from __future__ import annotations

from typing import Final

from states.text import Text

SURVEY: Final[dict[str, Text]] = {
    "survey_title": Text("Survey of those who are back", "Анкета оних који су се вратили"),
    "survey_intro": Text(
        "What was answered in a year, without names. Nothing is told of a question that fewer than "
        "five have answered.",
        "Одговори из једне године, без имена. О питању на које је одговорило мање од петоро не "
        "приказује се ништа.",
    ),
    "survey_year": Text("Year", "Година"),
    "survey_show": Text("Show", "Прикажи"),
    "survey_none": Text("Nobody has answered in this year.", "Ове године још нико није одговорио."),
    "survey_process": Text("Kind of mobility", "Врста мобилности"),
    "survey_question": Text("Question", "Питање"),
    "survey_answered": Text("Answers", "Број одговора"),
    "survey_average": Text("Average", "Просек"),
    "survey_words": Text("Said in words", "Речима"),
    "survey_too_few": Text("fewer than five answers", "мање од пет одговора"),
}
