"""The regulations as data: what stands in them, and what a flawed file is told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import rules.regulation
from rules.regulation import Regulation
from rules.regulation_file import load_regulation
from states.recognition import GradeShare
from states.strict_yaml import InvalidFile
from states.text import Text, to_latin

FOLDER = Path(rules.regulation.__file__).parent / "regulations"
BMU = load_regulation(FOLDER / "bmu.yaml")
BEE = load_regulation(FOLDER / "bee.yaml")
TODAY = date(2026, 11, 13)

REGISTER = {
    "bmu": "ICO ICO-1 ICO-2a ICO-2b ICO-3 ICO-4 ICO-5 ICO-6 BMU-2 BMU-3 BMU-3b BMU-4b BMU-5 BMU-7 "
    "BMU-8a BMU-8b BMU-8c BMU-8d BMU-8e BMU-9 BMU-10 BMU-11 BMU-12a BMU-12b BMU-13 BMU-14 BMU-15a "
    "BMU-15b BMU-15c BMU-15d BMU-16 BMU-17 BMU-18a BMU-18b BMU-19b BMU-20 BMU-21 BMU-22.1 "
    "BMU-22.2 BMU-22.3 BMU-22.4 BMU-22.5 BMU-22.6 BMU-22.7 BMU-22.8 BMU-22.9 BMU-23 BMU-24a "
    "BMU-24b BMU-25 BMU-26a BMU-26b BMU-27 BMU-27b BMU-28 BMU-29 BMU-30 BMU-31a BMU-31b BMU-31c "
    "BMU-32 BMU-33 BMU-33b",
    "bee": "ICO ICO-2b BEE-S1 BEE-S2 BEE-S3 BEE-T1 BEE-T2 BEE-T3 BEE-T4 BEE-T5 BEE-C1 BEE-C2 "
    "BEE-C3 BEE-C4 BEE-C5 BEE-D1 BEE-L1 BEE-L2 BEE-L3 BEE-L4 BEE-L5 BEE-R1 BEE-R2 BMU-3 BMU-19b "
    "BMU-22.8 BMU-22.9 BMU-28 BMU-30 BMU-31a",
}
NUMBERS: list[tuple[Regulation, str, str, Any]] = [
    (BMU, "BMU-5", "min_months", 3),
    (BMU, "BMU-5", "max_months", 12),
    (BMU, "BMU-8d", "min_ects_per_semester", 20),
    (BMU, "BMU-12b", "transcript_working_days", 10),
    (BMU, "BMU-14", "min_year", 2),
    (BMU, "BMU-14", "min_ects", 60),
    (BMU, "BMU-15b", "publication_days", 8),
    (BMU, "BMU-15c", "decision_days", 8),
    (BMU, "BMU-15d", "nomination_working_days", 5),
    (BMU, "BMU-15d", "host_answer_days", 35),
    (BMU, "BMU-16", "conversion", "largest_overlap"),
    (BMU, "BMU-18a", "delivery_days", 30),
    (BMU, "BMU-22.8", "min_ects_per_semester", 30),
    (BMU, "BMU-24a", "decree_working_days", 5),
    (BMU, "BMU-24b", "lodging_days", 8),
    (BEE, "BEE-C4", "publication_days", 8),
    (BEE, "BEE-D1", "min_level", "B2"),
    (BEE, "BEE-L1", "max_ects", 30),
    (BEE, "BEE-L2", "change_days", 30),
    (BEE, "BEE-R1", "languages_without_translation", ("sr", "en", "cnr", "me", "bs", "hr")),
    (BEE, "BEE-T3", "min_teaching_hours", 8),
]
BOTH = pytest.mark.parametrize("regulation", [BMU, BEE], ids=["bmu", "bee"])


@BOTH
def test_every_rule_of_the_register_stands_in_its_regulation_and_no_other(
    regulation: Regulation,
) -> None:
    assert set(regulation.rules) == set(REGISTER[regulation.institution].split())
    assert regulation.known("BMU-28") and not regulation.known("BMU-99")


@pytest.mark.parametrize(("regulation", "rule", "name", "value"), NUMBERS)
def test_the_numbers_are_those_of_the_sources(
    regulation: Regulation, rule: str, name: str, value: Any
) -> None:
    assert regulation.number(rule, name, TODAY) == value
    assert regulation.numbers(rule, TODAY)[name] == value
    assert regulation.has_number(rule, name)


@BOTH
def test_every_text_is_in_english_and_in_serbian_cyrillic(regulation: Regulation) -> None:
    texts = list(_texts(regulation))
    assert len(texts) > 3 * len(regulation.rules)
    for text in texts:
        assert text.en.strip() and not re.search("[а-џ]", text.en), text.en
        assert text.sr.strip() and text.sr != to_latin(text.sr), text.sr


@BOTH
def test_a_number_that_is_the_offices_choice_says_so_with_its_reason(
    regulation: Regulation,
) -> None:
    for rule in regulation.rules.values():
        for versions in rule.numbers.values():
            for number in versions:
                assert number.setting == ("setting" in number.source.en)
                assert number.setting == (number.reason is not None)


@BOTH
def test_every_number_has_been_in_force_since_the_regulation_has(regulation: Regulation) -> None:
    before = regulation.in_force - timedelta(days=1)
    for rule_id, rule in regulation.rules.items():
        assert set(regulation.numbers(rule_id, regulation.in_force)) >= set(rule.numbers)
        assert regulation.numbers(rule_id, before) == {}


def test_the_rulebook_bears_its_number_and_came_into_force_on_the_eighth_day() -> None:
    assert (BMU.rulebook, BMU.adopted) == ("10-10-00315/1", date(2021, 6, 21))
    assert BMU.in_force == date(2021, 6, 29)
    assert (BEE.rulebook, BEE.adopted) == (None, None)


def test_a_rule_or_number_that_does_not_exist_is_named() -> None:
    with pytest.raises(KeyError, match="BMU-99 is not a rule of bmu"):
        BMU.rule("BMU-99")
    with pytest.raises(KeyError, match="BMU-5 has no number 'weeks' in force on 2026-11-13"):
        BMU.number("BMU-5", "weeks", TODAY)
    assert not BMU.has_number("BMU-5", "weeks") and not BMU.has_number("BMU-99", "min_months")


def test_the_scale_of_annex_eleven_goes_to_the_rules_that_convert_grades() -> None:
    shares = [("10", 10), ("9", 25), ("8", 30), ("7", 25), ("6", 10)]
    scale = tuple(GradeShare(grade, Decimal(percent)) for grade, percent in shares)
    assert BMU.numbers("BMU-16", TODAY)["grading_scale"] == scale
    assert BEE.numbers("BEE-R2", TODAY)["grading_scale"] == scale
    assert "".join(step.letter for step in BMU.grading_scale.steps) == "ABCDE"
    assert "grading_scale" not in BMU.numbers("BMU-5", TODAY)


def test_the_article_is_the_legal_remedy_in_force_and_the_annex_can_be_chosen() -> None:
    remedy = BMU.remedy(TODAY)
    assert remedy is BMU.legal_remedies["article_24"]
    assert remedy and (remedy.to, remedy.days, remedy.unit) == ("rector", 8, "days")
    annex = BMU.legal_remedies["annex_9"]
    assert (annex.to, annex.days, annex.decided_in) == ("academic_coordinator", 7, 10)
    assert (annex.unit, annex.decided_unit) == ("working_days", "working_days")
    assert BEE.remedy(TODAY) is None


def test_a_call_that_names_no_days_for_appeals_gets_eight_or_at_the_faculty_seven() -> None:
    assert (BMU.appeal_days(TODAY), BEE.appeal_days(TODAY)) == (8, 7)


# A rulebook as short as can be, for what the real ones don't hold: changes and mistakes.
SMALL = """\
institution: bmu
name: {en: A, sr: А}
in_force: 2021-06-29
title: {en: Rules, sr: Правила}
rules:
  BMU-15c:
    article: {en: art. 15, sr: чл. 15.}
    text: {en: Appeals., sr: Жалбе.}
    numbers:
      appeal_days:
        - {from: 2021-06-29, value: 8, unit: days, source: {en: a, sr: а}}
        - {from: 2027-01-01, value: 10, unit: days, source: {en: b, sr: б}}
      precedents: [{from: 2021-06-29, value: proposed, unit: practice, source: {en: a, sr: а}}]
      completion_days: [{from: 2021-06-29, value: 15, unit: days, source: {en: a, sr: а}}]
grading_scale:
  source: {en: a, sr: а}
  serves: [BMU-15c]
  method:
    - {from: 2021-06-29, value: best, unit: method, source: {en: a, sr: а}}
  steps:
    - {grade: "10", letter: A, percent: 60}
    - {grade: "9", letter: B, percent: 40}
usual_process: outgoing-studies
documents:
  decree: {rules: [BMU-15c], certified_by: vice_director}
forms:
  study_plan: {rules: [BMU-15c]}
bodies:
  commission: {rule: BMU-15c, roles: [commission_member]}
  supervision: {rule: BMU-15c, roles: [head_of_ico]}
registers: {precedents: BMU-15c, grading_tables: BMU-15c}
deadlines: {list_appeal: BMU-15c, completion: BMU-15c}
calls: {equal_treatment: BMU-15c}
"""


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "bmu.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, *changes: tuple[str, str]) -> list[str]:
    with pytest.raises(InvalidFile) as error:
        load_regulation(written(folder, *changes))
    return [str(problem).rsplit("/", 1)[1] for problem in error.value.problems]


TEXT = "text: {en: Appeals., sr: Жалбе.}"
SHOWN = f"{TEXT}\n    documented: {{en: D, sr: Д}}\n    shown_on"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (SHOWN.removesuffix("\n    shown_on"), "what is documented must say `shown_on`: where"),
        (f"{TEXT}\n    shown_on: [decree]", "must have `documented` beside it: what is shown"),
        (f'{SHOWN}: ["page:peopel"]', "not a known place; did you mean `page:people`?"),
        (f"{SHOWN}: [weekly_paln]", "not a known place; did you mean `weekly_plan`?"),
        (f"{SHOWN}: [ranking_list]", "the ranking_list does not rest on BMU-15c"),
    ],
)
def test_what_is_documented_is_shown_where_it_can_be_seen(
    tmp_path: Path, line: str, sentence: str
) -> None:
    with pytest.raises(InvalidFile) as error:
        load_regulation(written(tmp_path, (TEXT, line)), {"weekly_plan"})
    (problem,) = error.value.problems
    assert sentence in str(problem)


def test_a_rule_may_be_shown_on_a_document_that_rests_on_it_in_a_mail_and_on_a_page(
    tmp_path: Path,
) -> None:
    line = f'{SHOWN}: [decree, weekly_plan, "page:case"]'
    book = load_regulation(written(tmp_path, (TEXT, line)), {"weekly_plan"})
    assert book.rules["BMU-15c"].shown_on == ("decree", "weekly_plan", "page:case")


def test_an_amended_number_holds_from_its_day_on(tmp_path: Path) -> None:
    book = load_regulation(written(tmp_path))
    assert book.appeal_days(date(2026, 12, 31)) == 8
    assert book.appeal_days(date(2027, 1, 1)) == 10
    with pytest.raises(KeyError):
        book.appeal_days(date(2021, 6, 28))


def test_all_mistakes_of_a_file_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    mistakes = problems(
        tmp_path,
        ("in_force: 2021-06-29", "in_force: 2021-06-31"),
        ("{en: Appeals., sr: Жалбе.}", "{en: Appeals.}"),
        ("value: 8, unit: days", "value: 8, unit: fortnights"),
        ("percent: 40", "percent: 30"),
    )
    places = [line.split(" ")[0] for line in mistakes]
    assert places == [f"bmu.yaml:{at}:" for at in ("3:1", "8:5", "11:40", "15:1")]
    assert "2021-06-31" in mistakes[0] and "rules.BMU-15c.text.sr: is missing" in mistakes[1]


def test_earlier_decisions_are_proposed_until_a_later_setting_says_otherwise(
    tmp_path: Path,
) -> None:
    assert BMU.proposes_precedents(TODAY) and BEE.proposes_precedents(TODAY)
    first = "{from: 2021-06-29, value: proposed, unit: practice, source: {en: a, sr: а}}"
    later = first.replace("2021-06-29", "2027-01-01").replace("proposed", "not_proposed")
    book = load_regulation(written(tmp_path, (first, f"{first}, {later}")))
    assert book.proposes_precedents(date(2026, 12, 31))
    assert not book.proposes_precedents(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("value: 8,", "value: 8, setting: true,", "a setting must say its reason"),
        ("value: 8,", "value: 8, reason: {en: a, sr: а},", "only a setting gives a reason"),
        ("from: 2027-01-01", "from: 2021-06-29", "must come after"),
        ("list_appeal: BMU-15c", "list_appeal: BMU-5", "BMU-5 is not a rule here"),
        ("completion: BMU-15c", "completion: BMU-5", "BMU-5 is not a rule here"),
        ("appeal_days:", "days_of_mercy:", "must have appeal_days"),
        ("completion_days:", "days_of_mercy:", "must have completion_days"),
        ("{precedents: BMU-15c", "{precedents: BMU-5", "BMU-5 is not a rule here"),
        ("      precedents: [", "      judgements: [", "must have precedents: binding or proposed"),
        ("decree: {rules: [BMU-15c]", "decree: {rules: [BMU-5]", "BMU-5 is not a rule here"),
        ("decree: {rules: [BMU-15c]", "decree: {rules: [{rule: BMU-15c, when: late}]", "when"),
        ("  decree: {rules", "  decre: {rules", "did you mean `decree`?"),
        ("forms:\n", "  ranking_list: {rules: []}\nforms:\n", "no step's rule stands on it"),
        ("vice_director}", "rector, sources: {wit: {en: a, sr: а}}}", "sentence with a source"),
        ("vice_director", "vice_chancellor", "'vice_chancellor' is not a role"),
        ("study_plan: {rules: [BMU-15c]}", "study_plan: {rules: []}", "forms.study_plan.rules"),
        ("roles: [head_of_ico]", "roles: [janitor]", "'janitor' is not a role"),
        ("calls: {equal_treatment: BMU-15c}\n", "", "calls: is missing"),
        ("institution: bmu", "institution: kgu", "the file must be called kgu.yaml"),
        ("value: proposed", "value: perhaps", "proposed or not_proposed"),
        ("value: best", "value: kindest", "is no method of conversion: largest_overlap, best"),
        ("serves: [BMU-15c]", "serves: [BMU-5]", "BMU-5 is not a rule here"),
        ("percent: 40", "percent: 41", "add up to 101 %"),
        ('grade: "9"', 'grade: "10"', "a grade stands here twice"),
        ("  BMU-15c:\n", "  article-15:\n", "must be written as `^[A-Z]{2,6}"),
        ("institution: bmu", "institution: bmu\nmotto: semper", "is not a known key here"),
    ],
)
def test_each_kind_of_error_is_told_in_words(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert any(sentence in line for line in problems(tmp_path, (old, new)))


def test_a_remedy_in_force_must_be_one_of_those_described(tmp_path: Path) -> None:
    remedy = "{from: 2021-06-29, value: mercy, unit: remedy, source: {en: a, sr: а}}"
    entry = f"remedy_in_force:\n  - {remedy}\n"
    (problem,) = problems(tmp_path, ("grading_scale:\n", entry + "grading_scale:\n"))
    assert "bmu.yaml:16:24: " in problem and "'mercy' is no legal remedy here" in problem


def _texts(part: Any) -> Any:
    """All bilingual texts of a regulation, however deep."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from _texts(value)
    elif hasattr(part, "__dataclass_fields__"):
        for name in part.__dataclass_fields__:
            yield from _texts(getattr(part, name))
