"""The office's papers: complete, the same in bytes each time, and literal about names."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from actions.documents.content import FORMS, Days, as_content
from actions.documents.content.printing import in_words
from actions.documents.typesetting import DocumentNotMade, make_document
from states.strict_yaml import adapter
from states.text import LANGUAGES, Text, to_latin
from states.vocabulary import PRODUCED
from tests.actions.documents import example_documents as papers
from tests.actions.documents.example_documents import (
    AT,
    CORRECTED,
    DECREE,
    LONG,
    OWN_TRANSCRIPT,
    PAPERS,
    PARTIAL,
    SUPPLEMENT_ONLY,
    TRAINEESHIP,
    TRAINEESHIP_NOTED,
    VARIANTS,
    WINDOW,
    WORK,
)


def printed(kind: str, paper: Any, language: str = "en") -> str:
    """All text of the PDF on one line."""
    pdf = PdfReader(io.BytesIO(make_document(kind, as_content(paper), language, AT)))
    return flat(" ".join(page.extract_text() for page in pdf.pages))


def flat(text: str) -> str:
    """Without the line ends that the paper's width makes."""
    return re.sub(r"\s+", "", text)


def lacks(text: str, *parts: str) -> list[str]:
    """The parts that the text doesn't hold."""
    return [part for part in parts if flat(part) not in text]


def words_of(part: Any, language: str) -> list[str]:
    """Each word of the content as its reader must find it, keys and enumerations apart."""
    told: list[str] = []
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in UNSAID:
                told += words_of(value, language)
    elif isinstance(part, list):
        for value in part:
            told += words_of(value, language)
    elif isinstance(part, str):
        told.append(part)
    return told


UNSAID = {
    "level", "basis", "method", "semesters", "table", "rule", "to", "against", "activity",
    "agreement", "kind", "purpose", "programme", "refused_by", "outcome", "duration", "email",
    "lines", "width", "blank", "upheld",
}  # fmt: skip
"""What is printed by a label's words and not by its own; `programme` is asked for apart."""


def test_the_office_can_make_every_kind_of_document_that_it_produces() -> None:
    assert set(FORMS) == PRODUCED == set(PAPERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_everything_that_a_paper_is_given_stands_on_it(kind: str, language: str) -> None:
    paper = PAPERS[kind]
    said = words_of(in_words(paper, language), language)
    assert lacks(printed(kind, paper, language), *said) == []


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_a_serbian_paper_in_latin_holds_no_cyrillic_but_in_names(kind: str) -> None:
    latin = printed(kind, PAPERS[kind], "sr-Latn")
    given_words = "".join(words_of(in_words(PAPERS[kind], "sr-Latn"), "sr-Latn"))
    strangers = set(re.findall("[Ѐ-ӿ]", latin)) - set(re.findall("[Ѐ-ӿ]", given_words))
    assert strangers == set()


PARTS_OF_BMU_16 = {
    "en": (
        "Decree on Academic Recognition of the Mobility Period",
        "University of Graz, Austria",
        "winter semester",
        "Erasmus+ programme",
        "1 October 2026 to 15 February 2027",
        "I. Courses passed at the host institution that replace courses of the home institution",
        "II. Courses without a match, noted in the Diploma Supplement only",
        "III. How the grades were converted",
        "ECTS Grading Scale",
        "largest overlap",
        "IV. What counts in the average and in the ECTS credits",
        "14 ECTS credits count towards the study programme",
        "V. Diploma Supplement, item 6.1",
        "Musik und Gesellschaft: grade 2, 3 ECTS",
        "VI. Remaining obligations",
        "VII. Other remarks",
        "Explanation",
        "appeal against this Decree to the Rector within 8 days of its delivery",
        "decides within 8 days of receiving",
        "Deliver to:",
        "Receipts of the converted grades, one for each: 2",
        "Appendix: how each grade was converted",
        "Rests on BMU-16 (article 16)",
        "Case BMU-2026-0001",
        "Page 1 of 3",
    ),
    "sr": (
        "Решење о академском признавању периода мобилности",
        "зимски семестар",
        "од 1. октобра 2026. до 15. фебруара 2027. године",
        "Предмети положени у установи домаћину",
        "само у Додатак дипломи",
        "Начин еквиваленције оцена",
        "рачуна се 14 ЕСПБ",
        "Додатак дипломи, рубрика 6.1",
        "4,5 ЕСПБ",
        "Преостале обавезе",
        "Остали подаци",
        "Образложење",
        "жалбу ректору у року од 8 дана од дана достављања решења",
        "Доставити:",
        "Правни основ: BMU-16 (члан 16)",
    ),
}


def test_the_decree_has_all_parts_of_article_16_in_english() -> None:
    assert lacks(printed("decree", DECREE), *PARTS_OF_BMU_16["en"]) == []


def test_the_decree_has_all_parts_of_article_16_in_both_serbian_scripts() -> None:
    parts = PARTS_OF_BMU_16["sr"]
    assert lacks(printed("decree", DECREE, "sr"), *parts) == []
    assert lacks(printed("decree", DECREE, "sr-Latn"), *map(to_latin, parts)) == []


def test_where_nothing_is_owed_the_decree_says_so_under_its_own_heading() -> None:
    assert lacks(printed("decree", LONG), "VI. Remaining obligations None.") == []


def test_semester_for_semester_nothing_is_replaced_converted_or_owed() -> None:
    paper = printed("decree", WINDOW)
    assert (
        lacks(
            paper,
            "I. Courses recognised in their original form",
            "13.5 ECTS credits count towards the study programme; the grades do not enter",
            "Remaining obligations None.",
        )
        == []
    )
    assert flat("How the grades were converted") not in paper


def test_under_annex_9_the_decree_names_a_complaint_and_no_appeal() -> None:
    paper = printed("decree", WINDOW)
    assert (
        lacks(
            paper,
            "complaint against this Decree with the Academic Coordinator within 7 working days",
            "decides within 10 working days",
            "There is no appeal against that decision.",
        )
        == []
    )
    assert "Rector" not in paper


def test_a_corrected_decree_names_the_first_and_the_decision_on_the_appeal() -> None:
    assert (
        lacks(
            printed("decree", LONG),
            "takes the place of Decree no. 14-03/27-1 of 12 March 2027",
            "upheld by decision no. 14-04/27-2",
        )
        == []
    )


def test_a_decree_of_fourteen_courses_repeats_its_head_and_numbers_its_pages() -> None:
    paper = printed("decree", LONG, "sr")
    assert paper.count(flat("Положено у установи домаћину")) > 1
    assert lacks(paper, *(f"distribuiti {n}" for n in range(1, 15)), "Страна 5 од 5") == []


def test_grades_that_were_not_converted_are_said_to_stand() -> None:
    paper = printed("decree", replace(DECREE, conversion=None))
    assert lacks(paper, "How the grades were converted No grade needed converting") == []


def test_the_ranking_list_names_the_last_day_to_appeal_and_how_it_was_counted() -> None:
    paper = printed("ranking_list", papers.RANKING_LIST)
    assert (
        lacks(
            paper,
            "to the Rector within 8 days of its publication",
            "Last day: 14 April 2026.",
            "10 to 13 April are Orthodox Easter",
            "Legal basis: BMU-15c",
            "50 of 80",
        )
        == []
    )


def test_a_ranking_list_with_nobody_waiting_says_so() -> None:
    chosen = replace(papers.RANKING_LIST, places=papers.RANKING_LIST.places[:1])
    assert lacks(printed("ranking_list", chosen), "Waiting None.", "Not selected None.") == []


def test_the_nomination_asks_for_exact_dates_a_signature_and_a_day_to_answer_by() -> None:
    assert (
        lacks(
            printed("nomination_letter", papers.NOMINATION),
            "the exact first and last day of the stay",
            "the signature of your institution on the Learning Agreement",
            "answer by 21 May 2026, to mobility@metropolitan.example",
            "in place of: Academic Coordinator",
        )
        == []
    )


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (
            papers.APPEAL_DECISION,
            ("The appeal is upheld.", "final within the institution"),
        ),
        (
            papers.LIST_APPEAL,
            ("The appeal is dismissed.", "final. It is published", "BMU-15c"),
        ),
    ],
)
def test_the_decision_on_an_appeal_says_how_it_ended_and_that_it_is_final(
    paper: Any, said: tuple[str, ...]
) -> None:
    assert lacks(printed("appeal_decision", paper), *said) == []


def test_a_refusal_without_a_remedy_says_that_there_is_none() -> None:
    assert lacks(printed("refusal_letter", papers.REFUSAL), "name no appeal") == []


def test_a_hosts_refusal_names_the_host_and_the_remedy() -> None:
    paper = printed("refusal_letter", papers.HOST_REFUSAL)
    assert lacks(paper, "University of Graz, which takes the final decision", "BMU-24b") == []


@pytest.mark.parametrize(
    ("agreement", "english", "serbian"),
    [
        ("training_agreement", "on the Training Agreement", "на уговору о стручној пракси"),
        ("mobility_agreement", "on the mobility agreement", "на уговору о мобилности"),
        ("research_plan", "on the Study and Research Plan", "на уговору о учењу и истраживању"),
    ],
)
def test_the_nomination_asks_for_the_agreement_of_its_kind_of_mobility(
    agreement: str, english: str, serbian: str
) -> None:
    letter = replace(papers.NOMINATION, agreement=agreement)
    assert lacks(printed("nomination_letter", letter), english) == []
    assert lacks(printed("nomination_letter", letter, "sr"), serbian) == []
    assert "LearningAgreement" not in printed("nomination_letter", letter)


def test_a_form_bears_its_own_title_and_a_label_for_each_line_of_a_signature() -> None:
    paper = printed("agreement_form", papers.AGREEMENT)
    labels = ("E-mail", "Function", "Signature", "Date", "Stamp of the institution")
    assert lacks(paper, "Learning Agreement", "version 2", "Total 20.5", *labels) == []
    assert "AgreementForm" not in paper


def test_fields_that_nobody_knows_yet_are_printed_empty_with_their_labels() -> None:
    empty = tuple(
        replace(
            part,
            entries=tuple(replace(one, value=None) for one in part.entries),
            table=replace(part.table, rows=(), total=None, blank=5) if part.table else None,
            signers=tuple(replace(one, name=None, on=None) for one in part.signers),
        )
        for part in papers.AGREEMENT.parts
    )
    paper = printed("agreement_form", replace(papers.AGREEMENT, parts=empty), "sr")
    assert lacks(paper, "Име и презиме", "Држављанство", "Циљеви", "Шифра", "Датум") == []
    assert "Ana" not in paper


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_the_same_content_gives_the_same_bytes(kind: str) -> None:
    content = as_content(PAPERS[kind])
    assert make_document(kind, content, "sr", AT) == make_document(kind, content, "sr", AT)


def test_the_file_is_archival_and_names_its_title_number_language_and_making() -> None:
    made = make_document("decree", as_content(DECREE), "sr", AT)
    pdf = PdfReader(io.BytesIO(made))
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Решење о академском признавању периода мобилности 14-03/27-1"
    assert pdf.metadata.creation_date == AT
    assert pdf.root_object["/Lang"] == "sr"


MARKUP = "#let x = 1 $a$ *b* _c_ @d <e> `f` \\n [g] // h {name} \"i\" ~ -- 'j' = k"


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_signs_of_markup_in_a_number_are_printed_as_they_are(kind: str) -> None:
    paper = PAPERS[kind]
    odd = replace(paper, head=replace(paper.head, number=MARKUP))
    assert flat(MARKUP) in printed(kind, odd)


def test_signs_of_markup_in_a_name_are_printed_as_they_are_wherever_the_name_stands() -> None:
    paper = printed("decree", replace(DECREE, student=replace(DECREE.student, name=MARKUP)))
    assert paper.count(flat(MARKUP)) == 3


LETTERS = st.text("#$*_@<>`\\[]{}/\"'~-=+.: abčšžĐłé", min_size=1, max_size=25).filter(str.strip)


@settings(max_examples=15, deadline=None)
@given(LETTERS)
def test_whatever_a_name_holds_it_is_printed_literally(name: str) -> None:
    letter = replace(papers.REFUSAL, candidate=replace(papers.REFUSAL.candidate, name=name))
    assert flat(name) in printed("refusal_letter", letter)


def test_grounds_keep_the_paragraphs_that_the_appellant_wrote() -> None:
    decision = replace(papers.APPEAL_DECISION, grounds="First.\n\nSecond.")
    assert lacks(printed("appeal_decision", decision), "Grounds of the appeal First. Second.") == []


def refused(kind: str, content: Any, language: str = "en", at: datetime = AT) -> str:
    """The sentence with which a document is not made."""
    with pytest.raises(DocumentNotMade) as told:
        make_document(kind, content, language, at)
    return str(told.value)


def test_an_unknown_kind_language_or_a_time_without_a_zone_is_refused_in_a_sentence() -> None:
    content = as_content(DECREE)
    assert refused("diploma", content) == "The office makes no document of the kind 'diploma'."
    assert "language 'de'" in refused("decree", content, "de")
    assert "no time zone" in refused("decree", content, at=datetime(2027, 3, 12))  # noqa: DTZ001


def test_content_that_is_not_complete_names_all_that_is_wrong() -> None:
    content = as_content(DECREE)
    del content["host"]["name"]
    content["first_day"] = "2027-02-30"
    content["weather"] = "fine"
    said = refused("decree", content)
    assert said.startswith(
        "The Decree on Academic Recognition of the Mobility Period can't be made"
    )
    assert "host.name: is missing" in said
    assert "first_day: '2027-02-30' is not a date that exists" in said
    assert "weather: is not a known key here" in said


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"last_day": "2026-09-01"}, "the period ends on 2026-09-01, before it begins"),
        ({"signatures": []}, "nobody signs the Decree"),
        (
            {"method": "semester_for_semester"},
            "no course is replaced, noted apart or owed",
        ),
        ({"remarks": [""]}, "remarks[1]: is neither words nor a pair of words"),
        ({"remarks": [{"en": "Only English"}]}, "neither words nor a pair of words"),
        ({"remarks": [{"en": 1, "sr": 2}]}, "neither words nor a pair of words"),
    ],
)
def test_a_decree_that_contradicts_itself_is_not_made(change: Any, because: str) -> None:
    assert because in refused("decree", as_content(DECREE) | change)


def test_a_paper_must_say_which_rules_it_rests_on() -> None:
    content = as_content(papers.NOMINATION)
    content["head"]["rests_on"] = []
    assert "names no rule that the document rests on" in refused("nomination_letter", content)


@pytest.mark.parametrize("name", ["李小龍", "Ana 😀", "Ana\x00"])
def test_letters_that_no_font_can_show_are_refused_and_never_left_out(
    name: str,
) -> None:
    content = as_content(replace(DECREE, student=replace(DECREE.student, name=name)))
    assert "could not be displayed" in refused("decree", content)


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_content_comes_back_whole_from_json(kind: str) -> None:
    assert adapter(FORMS[kind]).validate_python(as_content(PAPERS[kind])) == PAPERS[kind]


def test_numbers_and_lengths_of_time_are_said_as_each_language_says_them() -> None:
    assert in_words(Decimal("4.50"), "en") == "4.5"
    assert in_words(Decimal("4.50"), "sr") == "4,5"
    assert in_words(Decimal(100), "sr") == "100"
    assert in_words(Days(1, working=True), "sr") == "1 радног дана"
    assert in_words(Days(7, working=True), "sr-Latn") == "7 radnih dana"
    assert (
        in_words(datetime(2027, 3, 1, tzinfo=UTC).date(), "sr") == "1.\N{NO-BREAK SPACE}марта 2027."
    )
    assert in_words(Text("law", "закон"), "sr-Latn") == "zakon"


def test_a_regulation_without_a_number_is_cited_by_its_title_alone() -> None:
    procedures = replace(DECREE.rulebook, number=None, adopted=None)
    paper = printed("decree", replace(DECREE, rulebook=procedures))
    said = "Under the Rulebook on International Mobility, the Academic Coordinator issues this"
    assert lacks(paper, said) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_every_variant_of_the_decree_is_printed_in_every_language(
    variant: str, language: str
) -> None:
    told = words_of(in_words(VARIANTS[variant], language), language)
    paper = printed("decree", VARIANTS[variant], language)
    assert [word for word in told if flat(word) not in paper] == []


def test_partial_success_says_what_counts_and_what_is_still_owed() -> None:
    paper = printed("decree", PARTIAL, "sr")
    assert lacks(paper, "Преостале обавезе", "без додатних предиспитних обавеза") == []
    assert PARTIAL.totals()["owed"] == Decimal(14)
    assert lacks(paper, "рачуна се 8 ЕСПБ", "Укупно 14") == []


def test_a_decree_with_the_supplement_only_counts_nothing_at_home() -> None:
    paper = printed("decree", SUPPLEMENT_ONLY)
    assert lacks(paper, "No course of the home institution is replaced.", "(13.5 ECTS)") == []
    assert lacks(paper, "no ECTS credits count towards the study programme") == []
    assert SUPPLEMENT_ONLY.totals()["replaced"] == 0


def test_the_decree_on_a_traineeship_speaks_of_work_and_of_no_courses() -> None:
    paper = printed("decree", TRAINEESHIP)
    assert lacks(paper, "recognition of the traineeship", "6 ECTS credits of the trainee") == []
    assert lacks(paper, "520 hours of work (counts as Стручна пракса)") == []
    for part in ("grades were converted", "replace courses of the home", "without a match"):
        assert flat(part) not in paper
    noted = printed("decree", TRAINEESHIP_NOTED, "sr")
    assert lacks(noted, "не улази ни у просечну оцену ни у број ЕСПБ") == []


def test_a_traineeship_may_stand_beside_courses_in_one_decree() -> None:
    both = replace(DECREE, traineeship=TRAINEESHIP.traineeship)
    paper = printed("decree", both)
    assert lacks(paper, "Traineeship done at the host", "course by course", "Базе података") == []
    assert both.totals()["replaced"] == Decimal(14), "a traineeship is told apart from courses"


def test_a_corrected_decree_names_the_first_by_number_and_date_in_every_language() -> None:
    for language, on in (("en", "4 March 2027"), ("sr", "4. марта 2027"), ("sr-Latn", "4. marta")):
        assert lacks(printed("decree", CORRECTED, language), "BMU-D-2027-0014", on) == []
    assert lacks(printed("decree", CORRECTED), "The complaint against it was upheld") == []


def test_our_own_transcript_has_all_that_annex_7_asks_for() -> None:
    paper = printed("transcript_of_records", OWN_TRANSCRIPT)
    asked = (
        "ACADEMIC YEAR", "Software Engineering", "Belgrade Metropolitan University",
        "Faculty of Information Technologies", "ECTS coordinator", "tel. +381 11 000 00 00",
        "fax +381 11 000 00 01", "ects@bmu.example", "Introduction to Programming", "2 semesters",
        "5 F insufficient", "60 credits", "Length of the programme, semesters 8",
    )  # fmt: skip
    assert lacks(paper.upper(), *map(str.upper, asked)) == []
    assert flat("Home institution") not in paper and flat("Period of mobility") not in paper
    assert lacks(printed("transcript_of_records", OWN_TRANSCRIPT, "sr"), "Увод у програм") == []


def test_a_transcript_of_work_has_all_that_annex_8_asks_for() -> None:
    paper = printed("transcript_of_work", WORK)
    asked = (
        "Lea Huber", "Heinrichstraße 36", "Software company", "Bulevar 1", "Serbia",
        "15 February 2027 to 18 June 2027", "Backend of two web services", "code review",
        "Hours a day 7.5", "Days a week 5", "Hours in total 660", "Marko Ristić", "Вођа тима",
        "Belgrade, 28 June 2027",
    )  # fmt: skip
    assert lacks(paper, *asked) == []


def test_what_nobody_recorded_of_a_traineeship_is_left_open_for_a_pen() -> None:
    bare = replace(WORK, skills=None, hours=None, company_type=None, student_address=None)
    paper = printed("transcript_of_work", bare)
    assert lacks(paper, "Competences and skills acquired", "Hours in total") == []
    assert "None" not in paper and "–" not in paper
