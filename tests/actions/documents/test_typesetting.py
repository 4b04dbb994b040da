"""How every document is set: its words, signs and scripts, its file, and what is refused."""

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

from actions.documents.content import FORMS, Days, as_content
from actions.documents.content.printing import in_words
from actions.documents.typesetting import DocumentNotMade, make_document
from states.strict_yaml import adapter
from states.text import LANGUAGES, Text
from states.vocabulary import PRODUCED
from tests.actions.documents.example_circumstances import CIRCUMSTANCES
from tests.actions.documents.example_decrees import DECREE
from tests.actions.documents.example_documents import EXAMPLES
from tests.actions.documents.example_forms import AGREEMENT
from tests.actions.documents.example_letters import APPEAL_DECISION, NOMINATION, REFUSAL
from tests.actions.documents.example_parties import AT
from tests.actions.documents.printed_examples import printed
from tests.actions.documents.printed_words import flat, lacks


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

LEFT_OUT = {
    "decree": {"1 best to 5, which is not a pass"},
    "ranking_list": {"30", "50"},
    "transcript_of_records": {"Dr Zofia Wójcik"},
}
"""How the host grades where the Supplement gets no course; what points a criterion gives where the
Rector chose without any; whoever coordinates a home institution that the transcript does not name.
"""


def test_the_office_can_make_every_kind_of_document_that_it_produces() -> None:
    assert set(FORMS) == PRODUCED == set(EXAMPLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_everything_that_a_document_is_given_stands_on_it(kind: str, language: str) -> None:
    document = EXAMPLES[kind]
    words = words_of(in_words(document, language), language)
    text = printed(kind, document, language)
    # A year that is followed by a comma has no dot before it.
    before_a_comma = [f"{word.removesuffix('.')}," for word in lacks(text, *words)]
    assert lacks(text, *before_a_comma) == []


@pytest.mark.parametrize("kind", sorted(CIRCUMSTANCES))
def test_everything_that_a_document_is_given_stands_on_it_in_each_of_its_circumstances(
    kind: str,
) -> None:
    missing_words: set[str] = set()
    for document in CIRCUMSTANCES[kind]:
        text = printed(kind, document)
        words = lacks(text, *words_of(in_words(document, "en"), "en"))
        missing_words |= {word for word in words if lacks(text, f"{word.removesuffix('.')},")}
    assert missing_words == LEFT_OUT.get(kind, set())


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_a_serbian_document_in_latin_holds_no_cyrillic_but_in_names(kind: str) -> None:
    latin = printed(kind, EXAMPLES[kind], "sr-Latn")
    given_words = "".join(words_of(in_words(EXAMPLES[kind], "sr-Latn"), "sr-Latn"))
    strangers = set(re.findall("[Ѐ-ӿ]", latin)) - set(re.findall("[Ѐ-ӿ]", given_words))
    assert strangers == set()


def test_a_form_bears_its_own_title_and_a_label_for_each_line_of_a_signature() -> None:
    text = printed("agreement_form", AGREEMENT)
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
        for part in AGREEMENT.parts
    )
    text = printed("agreement_form", replace(AGREEMENT, parts=empty), "sr")
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
    letter = replace(REFUSAL, candidate=replace(REFUSAL.candidate, name=name))
    assert flat(name) in printed("refusal_letter", letter)


def test_grounds_keep_the_paragraphs_that_the_appellant_wrote() -> None:
    decision = replace(APPEAL_DECISION, grounds="First.\n\nSecond.")
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
    content = as_content(NOMINATION)
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
    words = ("Базе података", "Љ. Đurić", "Софийски университет")
    assert in_words(words, "sr") == list(words)
    for latin in ("sr-Latn", "en"):
        assert in_words(words, latin) == ["Baze podataka", "Lj. Đurić", "Софийски университет"]


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
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert not [rule for rule in document.head.rests_on if rule in text]


@pytest.mark.parametrize("kind", sorted(EXAMPLES.keys() - {"agreement_form"}))
def test_beside_the_signatures_every_act_has_a_place_for_the_seal(kind: str) -> None:
    assert lacks(printed(kind, EXAMPLES[kind]), "Seal") == []
    assert lacks(printed(kind, EXAMPLES[kind], "sr"), "М. П.") == []
