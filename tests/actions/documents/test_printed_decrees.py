"""What stands on the pages of a Decree: all parts of article 16, and of its variants."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader

from actions.documents.content import as_content
from actions.documents.content.printing import in_words
from actions.documents.typesetting import make_document
from states.text import LANGUAGES, Text, to_latin
from tests.actions.documents.example_decrees import (
    CORRECTED,
    DECREE,
    LONG,
    PARTIAL,
    SUPPLEMENT_ONLY,
    TRAINEESHIP,
    TRAINEESHIP_NOTED,
    VARIANTS,
    WINDOW,
)
from tests.actions.documents.example_parties import AT
from tests.actions.documents.printed_examples import printed
from tests.actions.documents.printed_words import flat, lacks, lacks_in_order
from tests.actions.documents.test_typesetting import words_of

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
        "V. Diploma Supplement",
        "Diploma Supplement, item 6.1 (Additional information on the student)",
        "Rubric “Passed courses and activities that the study programme for the diploma does not",
        "petition for recognition received on 5 March 2027 (petitioner: Ana Petrović)",
        "Musik und Gesellschaft: grade 2, 3 ECTS",
        "VI. Remaining obligations",
        "VII. Other remarks",
        "Explanation",
        "appeal against this Decree to the Rector within 8 days of its delivery",
        "decided by the Rector within 8 days of its receipt",
        "Seal",
        "Deliver to:",
        "Receipts of the converted grades, one for each: 2",
        "Appendix: how each grade was converted",
        "Under article 16, article 22 paragraph 1 items 1, 5 and 6 and article 24 paragraph 1 of",
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
        "Додатак дипломи, рубрика 6.1 („Додатне информације о студенту“)",
        "Рубрика „Положени следећи предмети/активности који нису предвиђени студијским",
        "о молби за признавање примљеној 5. марта 2027. године (подносилац: Ana Petrović)",
        "4,5 ЕСПБ",
        "Преостале обавезе",
        "Остали подаци",
        "Образложење",
        "жалбу ректору у року од 8 дана од дана достављања",
        "О жалби одлучује ректор у року од 8 дана од дана пријема",
        "Упутство о правном средству",
        "М. П.",
        "Доставити:",
        "На основу члана 16, члана 22. став 1. тач. 1, 5. и 6. и члана 24. став 1. Правилника о",
    ),
}


def test_the_decree_has_all_parts_of_article_16_in_english() -> None:
    assert lacks(printed("decree", DECREE), *PARTS_OF_BMU_16["en"]) == []


def test_the_decree_has_all_parts_of_article_16_in_both_serbian_scripts() -> None:
    parts = PARTS_OF_BMU_16["sr"]
    assert lacks(printed("decree", DECREE, "sr"), *parts) == []
    assert lacks(printed("decree", DECREE, "sr-Latn"), *map(to_latin, parts)) == []


def test_the_data_on_student_host_and_home_stand_each_at_its_label_in_their_order() -> None:
    """Article 16: they are looked for in the list at the head, not in the sentences around it."""
    data = (
        "Student Ana Petrović Student card no. 4127/2024 Study programme Software Engineering",
        "Level of study undergraduate studies",
        "Home institution Faculty of Information Technologies, Belgrade Metropolitan University",
        "Host institution University of Graz, Austria Academic year 2026/2027",
    )
    assert lacks_in_order(printed("decree", DECREE), *data) == []


def test_what_goes_to_the_supplement_says_as_what_each_course_counts_and_fills_its_rubric() -> None:
    lines = (
        "passed during mobility at University of Graz",
        "Datenbanksysteme: grade 2, 4.5 ECTS (counts as Baze podataka)",
        "Musik und Gesellschaft: grade 2, 3 ECTS",
        "Rubric “Passed courses and activities",
        "Musik und Gesellschaft: grade 2, 3 ECTS",
        "Grading system of the host institution: 1 best to 5",
    )
    assert lacks_in_order(printed("decree", DECREE), *lines) == []


def test_where_nothing_is_owed_the_decree_says_so_under_its_own_heading() -> None:
    assert lacks(printed("decree", LONG), "VI. Remaining obligations None.") == []


def test_semester_for_semester_nothing_is_replaced_converted_or_owed() -> None:
    text = printed("decree", WINDOW)
    assert (
        lacks(
            text,
            "I. Courses recognised in their original form",
            "13.5 ECTS credits count towards the study programme; the grades do not enter",
            "Remaining obligations None.",
        )
        == []
    )
    assert flat("How the grades were converted") not in text


def test_semester_for_semester_the_decree_compares_no_courses_and_cites_its_own_clause_alone() -> (
    None
):
    text = printed("decree", WINDOW, "sr")
    sentences = (
        "остварено 13,5 ЕСПБ бодова (број семестара: 1) и одлучио да се период мобилности призна"
        " методом замене семестра за семестар (члан 22. став 1. тачка 8)",
        "Студентски индекс и Додатак дипломи",
    )
    assert lacks(text, *sentences) == []
    for of_another_way in ("упоредио", "рубрика 6.1", "тач. 1, 5. и 6)", "тач. 3. и 7)"):
        assert flat(of_another_way) not in text, of_another_way


def test_a_decree_with_the_supplement_alone_gives_the_reasons_and_clauses_of_that() -> None:
    text = printed("decree", SUPPLEMENT_ONLY, "sr")
    assert lacks(text, "ниједан нема сродан предмет", "(члан 22. став 1. тач. 3. и 7)") == []
    assert flat("(члан 22. став 1. тач. 1, 5. и 6)") not in text


def test_where_the_source_names_no_rubric_the_decree_names_none() -> None:
    elsewhere = {"supplement": Text("procedure, comparison", "поступак, упоређивање")}
    text = printed("decree", replace(DECREE, sources=elsewhere), "sr")
    assert lacks(text, "Додатак дипломи: положено током мобилности", "(поступак, упор") == []
    assert flat("рубрика") not in text.lower() and flat("члан 22. став") not in text


def test_under_annex_9_the_decree_names_a_complaint_and_no_appeal() -> None:
    text = printed("decree", WINDOW)
    assert (
        lacks(
            text,
            "complaint against this Decree with the Academic Coordinator within 7 working days",
            "decided by the Academic Coordinator within 10 working days",
            "There is no appeal against that decision.",
        )
        == []
    )
    assert flat("appeal against this Decree to") not in text


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
    text = printed("decree", LONG, "sr")
    assert text.count(flat("Положено у установи домаћину")) > 1
    assert lacks(text, *(f"distribuiti {n}" for n in range(1, 15)), "Страна 5 од 5") == []


@pytest.mark.parametrize("count", range(1, 9))
def test_to_whom_it_goes_stands_on_the_page_of_the_signatures(count: int) -> None:
    """However long the parts before are, no page is left with the readers and appendices alone."""
    longer = replace(SUPPLEMENT_ONLY, supplement=SUPPLEMENT_ONLY.supplement[:1] * count)
    pdf = make_document("decree", as_content(longer), "sr", AT)
    pages = [flat(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
    (last,) = (page for page in pages if "Доставити:" in page)
    assert "MilošNjegovan" in last and "Упутствоо" in last


def test_grades_that_were_not_converted_are_said_to_stand() -> None:
    text = printed("decree", replace(DECREE, conversion=None))
    assert lacks(text, "How the grades were converted No grade needed converting") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_every_variant_of_the_decree_is_printed_in_every_language(
    variant: str, language: str
) -> None:
    words = words_of(in_words(VARIANTS[variant], language), language)
    text = printed("decree", VARIANTS[variant], language)
    assert [word for word in words if flat(word) not in text] == []


def test_partial_success_says_what_counts_and_what_is_still_owed() -> None:
    text = printed("decree", PARTIAL, "sr")
    assert lacks(text, "Преостале обавезе", "без додатних предиспитних обавеза") == []
    assert PARTIAL.totals()["owed"] == Decimal(14)
    assert lacks(text, "рачуна се 8 ЕСПБ", "Укупно 14") == []


def test_a_decree_with_the_supplement_only_counts_nothing_at_home() -> None:
    text = printed("decree", SUPPLEMENT_ONLY)
    assert lacks(text, "No course of the home institution is replaced.", "(13.5 ECTS)") == []
    assert lacks(text, "no ECTS credits count towards the study programme") == []
    assert SUPPLEMENT_ONLY.totals()["replaced"] == 0


def test_the_decree_on_a_traineeship_speaks_of_work_and_of_no_courses() -> None:
    text = printed("decree", TRAINEESHIP)
    assert lacks(text, "recognition of the traineeship", "6 ECTS credits of the trainee") == []
    assert lacks(text, "520 hours of work (counts as Stručna praksa)") == []
    assert lacks(text, "Course Hours ECTS Stručna praksa 90 6") == []
    for part in ("grades were converted", "replace courses of the home", "without a match"):
        assert flat(part) not in text
    serbian = printed("decree", TRAINEESHIP_NOTED, "sr")
    assert lacks(serbian, "не улази ни у просечну оцену ни у број ЕСПБ") == []


def test_a_traineeship_may_stand_beside_courses_in_one_decree() -> None:
    with_traineeship = replace(DECREE, traineeship=TRAINEESHIP.traineeship)
    text = printed("decree", with_traineeship)
    assert lacks(text, "Traineeship done at the host", "course by course", "Baze podataka") == []
    assert with_traineeship.totals()["replaced"] == Decimal(14), (
        "a traineeship is told apart from courses"
    )


def test_a_corrected_decree_names_the_first_by_number_and_date_in_every_language() -> None:
    for language, on in (("en", "4 March 2027"), ("sr", "4. марта 2027"), ("sr-Latn", "4. marta")):
        assert lacks(printed("decree", CORRECTED, language), "BMU-D-2027-0014", on) == []
    assert lacks(printed("decree", CORRECTED), "The complaint against it was upheld") == []
