"""The office's documents: complete, the same in bytes each time, and literal about names."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from actions.documents.content import FORMS, Days, DocumentContent, as_content
from actions.documents.content.decisions import AppealDecision
from actions.documents.content.printing import in_words
from actions.documents.typesetting import DocumentNotMade, make_document
from states.strict_yaml import adapter
from states.text import LANGUAGES, Text, to_latin
from states.vocabulary import PRODUCED
from tests.actions.documents import example_documents as examples
from tests.actions.documents.example_documents import (
    AT,
    CORRECTED,
    DECREE,
    EXAMPLES,
    LONG,
    OWN_TRANSCRIPT,
    PARTIAL,
    SUPPLEMENT_ONLY,
    TRAINEESHIP,
    TRAINEESHIP_NOTED,
    VARIANTS,
    WINDOW,
    WORK,
)


def printed(kind: str, document: DocumentContent, language: str = "en") -> str:
    """All text of the PDF on one line."""
    pdf = PdfReader(io.BytesIO(make_document(kind, as_content(document), language, AT)))
    return flat(" ".join(page.extract_text() for page in pdf.pages))


def flat(text: str) -> str:
    """Without the line ends that the page's width makes."""
    return re.sub(r"\s+", "", text)


def lacks(text: str, *parts: str) -> list[str]:
    """The parts that the text doesn't hold."""
    return [part for part in parts if flat(part) not in text]


def words_of(part: object, language: str) -> list[str]:
    """Each word of the content as its reader must find it, keys and enumerations apart."""
    words: list[str] = []
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in UNSAID:
                words += words_of(value, language)
    elif isinstance(part, list):
        for value in part:
            words += words_of(value, language)
    elif isinstance(part, str):
        words.append(part)
    return words


UNSAID = {
    "level", "basis", "method", "semesters", "table", "rule", "to", "against", "activity",
    "agreement", "kind", "purpose", "programme", "refused_by", "outcome", "duration", "email",
    "lines", "width", "blank", "upheld", "rests_on", "word",
    "sources", "sex",
}  # fmt: skip
"""What a label's words say and not its own, ids, which no page shows, and sources, which stand
behind the sentences that a Decree has; `programme` is asked for apart."""


def test_the_office_can_make_every_kind_of_document_that_it_produces() -> None:
    assert set(FORMS) == PRODUCED == set(EXAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_everything_that_a_document_is_given_stands_on_it(kind: str, language: str) -> None:
    document = EXAMPLES[kind]
    words = words_of(in_words(document, language), language)
    assert lacks(printed(kind, document, language), *words) == []


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_a_serbian_document_in_latin_holds_no_cyrillic_but_in_names(kind: str) -> None:
    latin = printed(kind, EXAMPLES[kind], "sr-Latn")
    given_words = "".join(words_of(in_words(EXAMPLES[kind], "sr-Latn"), "sr-Latn"))
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
        "Under article 16, article 22 items 1 and 5 and article 24 paragraph 1 of the Rulebook on",
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
        "На основу члана 16, члана 22. тач. 1. и 5. и члана 24. став 1. Правилника о међународној",
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
    said = (
        "остварено 13,5 ЕСПБ бодова (број семестара: 1) и одлучио да се период мобилности призна"
        " методом замене семестра за семестар (члан 22. тачка 8.)",
        "Студентски индекс и Додатак дипломи",
    )
    assert lacks(text, *said) == []
    for of_another_way in ("упоредио", "рубрика 6.1", "тач. 1. и 5.)", "тач. 3. и 7.)"):
        assert flat(of_another_way) not in text, of_another_way


def test_a_decree_with_the_supplement_alone_gives_the_reasons_and_clauses_of_that() -> None:
    text = printed("decree", SUPPLEMENT_ONLY, "sr")
    assert lacks(text, "ниједан нема сродан предмет", "(члан 22. тач. 3. и 7.)") == []
    assert flat("(члан 22. тач. 1. и 5.)") not in text


def test_where_the_source_names_no_rubric_the_decree_names_none() -> None:
    elsewhere = {"supplement": Text("procedure, comparison", "поступак, упоређивање")}
    text = printed("decree", replace(DECREE, sources=elsewhere), "sr")
    assert lacks(text, "Додатак дипломи: положено током мобилности", "(поступак, упор") == []
    assert flat("рубрика") not in text.lower() and flat("члан 22. тачка") not in text


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


def test_grades_that_were_not_converted_are_said_to_stand() -> None:
    text = printed("decree", replace(DECREE, conversion=None))
    assert lacks(text, "How the grades were converted No grade needed converting") == []


def test_the_ranking_list_names_the_last_day_to_appeal_and_how_it_was_counted() -> None:
    text = printed("ranking_list", examples.RANKING_LIST)
    assert (
        lacks(
            text,
            "to the Rector within 8 days of its publication",
            "Last day: 14 April 2026.",
            "10 to 13 April are Orthodox Easter",
            "Legal basis: article 15 paragraph 4 of the Rulebook",
            "50 of 80",
        )
        == []
    )


def test_a_ranking_list_with_nobody_waiting_says_so() -> None:
    one_place = replace(examples.RANKING_LIST, places=examples.RANKING_LIST.places[:1])
    assert lacks(printed("ranking_list", one_place), "Waiting None.", "Not selected None.") == []


def test_a_list_that_the_rector_chose_says_so_with_the_reason_and_prints_no_points() -> None:
    text = printed("ranking_list", examples.CHOSEN_LIST, "sr")
    said = ("Избор извршио Ректор", "Предност има мањи број мобилности.", "Ana Petrović")
    assert lacks(text, *said) == []
    for of_points in ("бодов", "Комисија", "Једнак"):
        assert of_points not in text


def test_the_nomination_asks_for_exact_dates_a_signature_and_a_day_to_answer_by() -> None:
    assert (
        lacks(
            printed("nomination_letter", examples.NOMINATION),
            "the exact first and last day of the stay",
            "the signature of your institution on the Learning Agreement",
            "answer by 21 May 2026, to mobility@metropolitan.example",
            "in place of: Academic Coordinator",
        )
        == []
    )


@pytest.mark.parametrize(
    ("decision", "sentences"),
    [
        (
            examples.APPEAL_DECISION,
            (
                "The appeal is upheld.",
                "Decree no. 14-03/27-1 of 12 March 2027 is annulled, and the matter returns to the",
                "final in the proceedings before the institution",
            ),
        ),
        (
            examples.LIST_APPEAL,
            ("The appeal is dismissed.", "final. It is published", "article 15 paragraph 4"),
        ),
    ],
)
def test_the_decision_on_an_appeal_says_how_it_ended_and_that_it_is_final(
    decision: AppealDecision, sentences: tuple[str, ...]
) -> None:
    assert lacks(printed("appeal_decision", decision), *sentences) == []


def test_a_refusal_without_a_remedy_says_that_there_is_none() -> None:
    assert lacks(printed("refusal_letter", examples.REFUSAL), "name no appeal") == []


def test_a_hosts_refusal_names_the_host_and_the_remedy() -> None:
    text = printed("refusal_letter", examples.HOST_REFUSAL)
    assert (
        lacks(text, "University of Graz, which takes the final decision", "article 24 paragraphs")
        == []
    )


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
    letter = replace(examples.NOMINATION, agreement=agreement)
    assert lacks(printed("nomination_letter", letter), english) == []
    assert lacks(printed("nomination_letter", letter, "sr"), serbian) == []
    assert "LearningAgreement" not in printed("nomination_letter", letter)


def test_a_form_bears_its_own_title_and_a_label_for_each_line_of_a_signature() -> None:
    text = printed("agreement_form", examples.AGREEMENT)
    labels = ("E-mail", "Function", "Signature", "Date", "Stamp of the institution")
    assert lacks(text, "Learning Agreement", "version 2", "Total 20.5", *labels) == []
    assert "AgreementForm" not in text


def test_fields_that_nobody_knows_yet_are_printed_empty_with_their_labels() -> None:
    empty = tuple(
        replace(
            part,
            entries=tuple(replace(entry, value=None) for entry in part.entries),
            table=replace(part.table, rows=(), total=None, blank=5) if part.table else None,
            signers=tuple(replace(signer, name=None, on=None) for signer in part.signers),
        )
        for part in examples.AGREEMENT.parts
    )
    text = printed("agreement_form", replace(examples.AGREEMENT, parts=empty), "sr")
    assert lacks(text, "Име и презиме", "Држављанство", "Циљеви", "Шифра", "Датум") == []
    assert "Ana" not in text


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_the_same_content_gives_the_same_bytes(kind: str) -> None:
    content = as_content(EXAMPLES[kind])
    assert make_document(kind, content, "sr", AT) == make_document(kind, content, "sr", AT)


def test_the_file_is_archival_and_names_its_title_number_language_and_making() -> None:
    content = make_document("decree", as_content(DECREE), "sr", AT)
    pdf = PdfReader(io.BytesIO(content))
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Решење о академском признавању периода мобилности 14-03/27-1"
    assert pdf.metadata.creation_date == AT
    assert pdf.root_object["/Lang"] == "sr"


MARKUP = "#let x = 1 $a$ *b* _c_ @d <e> `f` \\n [g] // h {name} \"i\" ~ -- 'j' = k"


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_signs_of_markup_in_a_number_are_printed_as_they_are(kind: str) -> None:
    document = EXAMPLES[kind]
    odd = replace(document, head=replace(document.head, number=MARKUP))
    assert flat(MARKUP) in printed(kind, odd)


def test_signs_of_markup_in_a_name_are_printed_as_they_are_wherever_the_name_stands() -> None:
    text = printed("decree", replace(DECREE, student=replace(DECREE.student, name=MARKUP)))
    assert text.count(flat(MARKUP)) == 3


LETTERS = st.text("#$*_@<>`\\[]{}/\"'~-=+.: abčšžĐłé", min_size=1, max_size=25).filter(str.strip)


@settings(max_examples=15, deadline=None)
@given(LETTERS)
def test_whatever_a_name_holds_it_is_printed_literally(name: str) -> None:
    letter = replace(examples.REFUSAL, candidate=replace(examples.REFUSAL.candidate, name=name))
    assert flat(name) in printed("refusal_letter", letter)


def test_grounds_keep_the_paragraphs_that_the_appellant_wrote() -> None:
    decision = replace(examples.APPEAL_DECISION, grounds="First.\n\nSecond.")
    assert lacks(printed("appeal_decision", decision), "Grounds of the appeal First. Second.") == []


def refused(
    kind: str, content: Mapping[str, object], language: str = "en", at: datetime = AT
) -> str:
    """The sentence with which a document is not made."""
    with pytest.raises(DocumentNotMade) as refusal:
        make_document(kind, content, language, at)
    return str(refusal.value)


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
    sentence = refused("decree", content)
    assert sentence.startswith(
        "The Decree on Academic Recognition of the Mobility Period can't be made"
    )
    assert "host.name: is missing" in sentence
    assert "first_day: '2027-02-30' is not a date that exists" in sentence
    assert "weather: is not a known key here" in sentence


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
def test_a_decree_that_contradicts_itself_is_not_made(
    change: dict[str, object], because: str
) -> None:
    assert because in refused("decree", as_content(DECREE) | change)


def test_a_document_must_say_which_rules_it_rests_on() -> None:
    content = as_content(examples.NOMINATION)
    content["head"]["rests_on"] = []
    assert "names no rule that the document rests on" in refused("nomination_letter", content)


@pytest.mark.parametrize("sign", ["𒀀", "\x01"], ids=ascii)
def test_signs_that_no_font_can_show_are_replaced_and_never_left_out(sign: str) -> None:
    text = printed("decree", replace(DECREE, student=replace(DECREE.student, name=f"Ana{sign}P")))
    assert text.count("Ana\ufffdP") == 3


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_content_comes_back_whole_from_json(kind: str) -> None:
    assert adapter(FORMS[kind]).validate_python(as_content(EXAMPLES[kind])) == EXAMPLES[kind]


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


def test_what_was_typed_in_cyrillic_follows_the_script_of_the_document() -> None:
    typed = ("Базе података", "Љ. Đurić", "Софийски университет")
    assert in_words(typed, "sr") == list(typed)
    for latin in ("sr-Latn", "en"):
        assert in_words(typed, latin) == ["Baze podataka", "Lj. Đurić", "Софийски университет"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_no_page_shows_an_id_of_a_rule_and_the_file_keeps_them_all(
    kind: str, language: str
) -> None:
    document = EXAMPLES[kind]
    content = make_document(kind, as_content(document), language, AT)
    pdf = PdfReader(io.BytesIO(content))
    assert pdf.metadata is not None
    assert pdf.metadata.get("/Keywords") == ", ".join(document.head.rests_on)
    shown = " ".join(page.extract_text() for page in pdf.pages)
    assert not [rule for rule in document.head.rests_on if rule in shown]


@pytest.mark.parametrize("kind", sorted(EXAMPLES.keys() - {"agreement_form"}))
def test_beside_the_signatures_every_act_has_a_place_for_the_seal(kind: str) -> None:
    assert lacks(printed(kind, EXAMPLES[kind]), "Seal") == []
    assert lacks(printed(kind, EXAMPLES[kind], "sr"), "М. П.") == []


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
    for part in ("grades were converted", "replace courses of the home", "without a match"):
        assert flat(part) not in text
    noted = printed("decree", TRAINEESHIP_NOTED, "sr")
    assert lacks(noted, "не улази ни у просечну оцену ни у број ЕСПБ") == []


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


def test_our_own_transcript_has_all_that_annex_7_asks_for() -> None:
    text = printed("transcript_of_records", OWN_TRANSCRIPT)
    parts = (
        "ACADEMIC YEAR", "Software Engineering", "Belgrade Metropolitan University",
        "Faculty of Information Technologies", "ECTS departmental coordinator",
        "Tel. +381 11 000 00 00", "Fax +381 11 000 00 01", "ects@bmu.example",
        "Introduction to Programming", "2 semesters",
        "5 F insufficient", "60 credits", "Length of the programme, semesters 8",
    )  # fmt: skip
    assert lacks(text.upper(), *map(str.upper, parts)) == []
    assert flat("Receiving institution") not in text and flat("Period of mobility") not in text
    assert lacks(printed("transcript_of_records", OWN_TRANSCRIPT, "sr"), "Увод у програм") == []


def test_an_incoming_students_transcript_names_both_institutions_as_annex_7_has_them() -> None:
    text = printed("transcript_of_records", examples.TRANSCRIPT)
    parts = (
        "Field of education (ISCED-F) 0613", "Sending institution Politechnika Łódzka, Poland",
        "ECTS departmental coordinator Dr Zofia Wójcik", "erasmus@pl.example",
        "Date and place of birth 2 November 2003, Łódź", "Sex M",
        "Date of enrolment 1 October 2025", "Student card no. M-2210", "l@pl.example",
        "Receiving institution Faculty of Information Technologies", "a) The institutional",
        "b) Distribution", "1 academic year = 60 credits; 1 semester = 30 credits",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_a_transcript_prints_no_length_of_a_course_that_nobody_recorded() -> None:
    lengths = [result.duration for result in examples.TRANSCRIPT.results]
    assert lengths == [None, "2S"]
    text = printed("transcript_of_records", examples.TRANSCRIPT)
    assert lacks(text, "CS410 Machine Learning 10 A 8", "Beginners 2 semesters 8 C 4") == []


def test_a_transcript_of_work_has_all_that_annex_8_asks_for() -> None:
    text = printed("transcript_of_work", WORK)
    parts = (
        "Lea Huber", "Heinrichstraße 36", "Software company", "Bulevar 1", "Serbia",
        "15 February 2027 to 18 June 2027", "Backend of two web services", "code review",
        "Hours a day 7.5", "Days a week 5", "Hours in total 660", "Marko Ristić", "Vođa tima",
        "Belgrade, 28 June 2027",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_what_nobody_recorded_of_a_traineeship_is_left_open_for_a_pen() -> None:
    bare = replace(
        WORK, company=None, tasks=None, skills=None, hours=None, company_type=None,
        student_address=None,
    )  # fmt: skip
    text = printed("transcript_of_work", bare)
    assert lacks(text, "Competences and skills acquired", "Hours in total") == []
    assert "None" not in text and "–" not in text
