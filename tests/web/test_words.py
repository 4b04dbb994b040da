"""The words of the pages: none missing, none left over, Serbian in Cyrillic."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from states.dossier import Appeal, Application, DecreeIssued, Stay
from states.fact_hints import FACT_HINTS
from states.facts import FACTS
from states.field_labels import FIELDS, label_of
from states.payloads import PAYLOADS
from states.text import Text
from states.vocabulary import CALL_RECORDS
from web.environment import TEMPLATES
from web.forms.field_specs import FieldSpec, field_specs
from web.messages.pages import MESSAGES, PAGES
from web.messages.public import IN_FEEDS
from web.messages.rules import UNITS
from web.messages.values import VALUES
from web.messages.year import REPORT

LATIN_BY_NAME = {"Erasmus", "PDF", "PNG", "JPEG", "DOCX", "ODT", "English", "Srpski"}
ALL = {
    **{f"word.{name}": text for name, text in MESSAGES.items()},
    **{f"report.{name}": text for name, text in REPORT.items()},
    **{f"feed.{name}": text for name, text in IN_FEEDS.items()},
    **{f"unit.{name}": text for name, text in UNITS.items()},
    **{f"field.{name}": text for name, text in FIELDS.items()},
    **{f"title.{name}": fact.title for name, fact in FACTS.items()},
    **{f"fact.{name}": text for name, text in (*CALL_RECORDS.items(), *FACT_HINTS.items())},
    **{f"{a}.{b}": text for a, table in VALUES.items() for b, text in table.items()},
}


def used() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in Path(TEMPLATES).rglob("*.html"))
    return {name for text in texts for name in re.findall(r"\bword\.(\w+)", text)}


def test_templates_use_no_word_that_the_catalogue_lacks_and_leave_none_over() -> None:
    assert used() == set(MESSAGES)


def test_no_word_stands_on_two_pages_with_two_meanings() -> None:
    names = [name for page in PAGES for name in page]
    assert sorted(names) == sorted(set(names))


def test_each_text_is_written_in_both_languages_serbian_in_cyrillic() -> None:
    assert {name: text for name, text in ALL.items() if not is_well_written(text)} == {}
    assert len(ALL) > 1_000


def is_well_written(text: Text) -> bool:
    latin = set(re.findall(r"[A-Za-zčćžšđČĆŽŠĐ]{2,}", text.sr))
    return (
        text.en.strip() == text.en != ""
        and text.sr.strip() == text.sr != ""
        and latin <= LATIN_BY_NAME | set(re.findall(r"\w+", text.en))
        and not re.search(r"[\u0400-\u04ff]", text.en)
    )


def test_every_field_that_people_fill_in_has_its_label() -> None:
    def names(shapes: tuple[FieldSpec, ...]) -> set[str]:
        return {s.name for s in shapes} | {n for s in shapes for n in names(s.parts)}

    field_names = {name for form in PAYLOADS for name in names(field_specs(form))}
    assert field_names - {"file"} <= set(FIELDS)


@pytest.mark.parametrize("shown_record", [Appeal, DecreeIssued, Stay, Application])
def test_every_field_that_the_dossier_shows_has_its_label(shown_record: type) -> None:
    names = {field.name for field in fields(shown_record)}
    assert names - {"last_days_stated"} <= set(FIELDS)


def test_a_calls_criteria_are_named_alike_whatever_else_their_words_mean() -> None:
    assert label_of("language", "criteria") == Text("Language", "Знање језика")
    assert label_of("relevance", "criteria").sr == "Значај за исход студијског програма"
    assert label_of("grade_average", "criteria").sr == "Просечна оцена"
