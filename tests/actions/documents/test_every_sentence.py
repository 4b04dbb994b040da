"""No part of a paper can be taken out unseen: all the words that it has stand on some example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from actions.documents.content import as_content
from actions.documents.fonts import TEMPLATES
from actions.documents.typesetting import labels_of
from states.strict_yaml import load_yaml_file
from states.text import Text
from states.vocabulary import PRODUCED
from tests.actions.documents.example_circumstances import CIRCUMSTANCES
from tests.actions.documents.printed_examples import printed
from tests.actions.documents.printed_words import flat

NOT_PRINTED: Final = {"agreement_form": {"title"}}
"""A form bears the title of its model; this one is said where it can't be made."""
LABELLED: Final = {"programme": "basis", "semesters": "semester"}
"""What a content's choice is called among the labels, where that is another word."""
NOT_TOLD: Final = {
    "decree": {"method"},  # a traineeship has its own, whatever the method of its courses
    "appeal_decision": {"level"},
    "refusal_letter": {"level"},
    "transcript_of_work": {"level"},
}
"""What is chosen and no matter of the paper: an annex or an act has no place for it."""
OFTEN: Final = {
    ("ranking_list", "remedy"): 1,
    ("refusal_letter", "remedy"): 1,
    ("approval_decision", "remedy"): 1,
    ("decree", "remedy"): 1,
    ("appeal_decision", "decision"): 2,
    ("transcript_of_records", "meaning"): 2,
}
"""Headings that are the shared ones, or stand in another's words, and how often they stand."""


@pytest.mark.parametrize("language", ["en", "sr"])
@pytest.mark.parametrize("kind", sorted(CIRCUMSTANCES))
def test_each_sentence_that_a_paper_has_words_for_stands_on_it_in_its_circumstance(
    kind: str, language: str
) -> None:
    texts = [printed(kind, document, language) for document in CIRCUMSTANCES[kind]]
    unprinted_keys = {
        key
        for key, words in _words_of(kind).items()
        if not any(_as_printed(words.in_(language)).search(text) for text in texts)
    }
    assert unprinted_keys == NOT_PRINTED.get(kind, set())


@pytest.mark.parametrize("kind", sorted(CIRCUMSTANCES))
def test_each_choice_of_a_content_stands_on_its_paper_in_words(kind: str) -> None:
    """The level of study, the programme, the method: as the labels name what was chosen."""
    labels = labels_of(kind, "en")
    for document in CIRCUMSTANCES[kind]:
        text = printed(kind, document)
        choices = {
            label
            for key, value in _values(as_content(document))
            if key not in NOT_TOLD.get(kind, set())
            and (label := f"{LABELLED.get(key, key)}.{value}") in labels
        }
        assert {label for label in choices if not _as_printed(labels[label]).search(text)} == set()


@pytest.mark.parametrize(("kind", "key"), OFTEN)
def test_a_heading_that_others_share_stands_on_the_paper_as_often_as_it_must(
    kind: str, key: str
) -> None:
    words = flat(labels_of(kind, "en")[key])
    often = max(printed(kind, document).count(words) for document in CIRCUMSTANCES[kind])
    assert often >= OFTEN[kind, key]


def test_every_kind_of_paper_is_seen_in_its_circumstances() -> None:
    assert set(CIRCUMSTANCES) == PRODUCED


def _words_of(kind: str) -> dict[str, Text]:
    words, _ = load_yaml_file(dict[str, Text], TEMPLATES / f"{kind}.yaml")
    return words


def _as_printed(words: str) -> re.Pattern[str]:
    """A sentence as it stands on the page, with anything where the values are filled in."""
    return re.compile(".*?".join(re.escape(flat(part)) for part in re.split(r"\{[a-z_]+\}", words)))


def _values(part: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each word of a content with the name of its field."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _values(value, key)
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from _values(value, name)
    elif isinstance(part, str):
        yield name, part
