"""Nobody gets points for what nobody may be judged by (BMU-3), however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.equal_treatment import _table, protected_attribute, words_of
from states.text import to_latin
from states.vocabulary import CRITERIA

BETRAYED = [
    ("nationality", "national or ethnic origin"),
    ("Nationality of the candidate", "national or ethnic origin"),
    ("националност", "national or ethnic origin"),
    ("nacionalna_pripadnost", "national or ethnic origin"),
    ("etničko poreklo", "national or ethnic origin"),
    ("etnicko_poreklo", "national or ethnic origin"),
    ("држављанство", "citizenship"),
    ("drzavljanstvo", "citizenship"),
    ("pol_kandidata", "sex or gender"),
    ("полКандидата", "sex or gender"),
    ("genderBalance", "sex or gender"),
    ("women_first", "sex or gender"),
    ("AGE", "age"),
    ("age_at_application", "age"),
    ("годинеЖивота", "age"),
    ("godine života", "age"),
    ("datum_rodjenja", "birth"),
    ("datum_rodenja", "birth"),
    ("dateOfBirth", "birth"),
    ("вероисповест", "religion or belief"),
    ("religious_affiliation", "religion or belief"),
    ("political-views", "political conviction or membership"),
    ("bracni_status", "marital or family status"),
    ("Family situation", "marital or family status"),
    ("инвалидитет", "disability"),
    ("disability", "disability"),
    ("health_condition", "health or pregnancy"),
    ("mother_tongue", "mother tongue"),
    ("maternji jezik", "mother tongue"),
    ("skincolour", "race or colour of skin"),
    ("boja kože", "race or colour of skin"),
    ("imovno stanje", "income or property"),
    ("sexual_orientation", "gender identity or sexual orientation"),
    ("osuđivanost", "convictions"),
    ("looks", "appearance"),
]


@pytest.mark.parametrize(("criterion", "name"), BETRAYED)
def test_a_protected_attribute_is_found_in_the_name_of_a_criterion(
    criterion: str, name: str
) -> None:
    attribute = protected_attribute(criterion)
    assert attribute is not None
    assert attribute.name.en == name


@pytest.mark.parametrize(
    "criterion",
    [
        *CRITERIA,
        *(text.en for text in CRITERIA.values()),
        *(text.sr for text in CRITERIA.values()),
        "benefit", "development", "average", "language_certificate", "знање енглеског језика",
        "положени испити", "polozeni_ispiti", "година студија", "godina_studija", "teaching_hours",
        "national_competitions", "nacionalna takmičenja", "international_experience",
        "relevance_to_gender_studies", "политичке науке", "active_citizenship", "management",
        "engagement", "language", "agency_work", "ранг", "разлог", "politehnika", "rodovnik",
        "intellectual_property", "manuscript", "vertical_mobility", "merit",
    ],
)  # fmt: skip
def test_merit_is_not_taken_for_a_protected_attribute(criterion: str) -> None:
    assert protected_attribute(criterion) is None


def test_a_harmless_phrase_does_not_shelter_what_stands_beside_it() -> None:
    assert protected_attribute("gender studies") is None
    attribute = protected_attribute("gender_studies_and_gender")
    assert attribute is not None and attribute.name.en == "sex or gender"


def test_each_word_of_the_table_betrays_its_own_attribute() -> None:
    for attribute in _table().attributes:
        for word in attribute.words:
            assert protected_attribute(word.replace("*", "")) == attribute, word


@given(st.sampled_from(BETRAYED), st.sampled_from(["_", " ", "-", "/", ", "]), st.booleans())
def test_joints_capitals_and_what_stands_before_do_not_hide_it(
    pair: tuple[str, str], joint: str, in_capitals: bool
) -> None:
    plain = joint.join(words_of(pair[0]))
    criterion = f"points{joint}{plain.upper() if in_capitals else plain}"
    attribute = protected_attribute(criterion)
    assert attribute is not None and attribute.name.en == pair[1]


@given(st.text(alphabet="абвгдђежзијклљмнњопрстћуфхцчџш _", max_size=40))
def test_cyrillic_and_latin_are_read_alike(name: str) -> None:
    assert words_of(name) == words_of(to_latin(name))
