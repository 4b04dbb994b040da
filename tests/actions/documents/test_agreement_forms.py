"""Every field of every annex, and what the case knows to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.documents.agreements import filled_form
from actions.documents.content import as_content
from actions.documents.form_models import CLOSING, FormModel, model, models
from actions.documents.form_sources import SOURCES
from actions.documents.form_tables import TABLES
from actions.documents.forms_page import render_forms
from actions.documents.letterhead import dated
from actions.documents.producing import MissingData
from actions.documents.typesetting import make_document
from states.calls import Candidate
from states.dossier import AgreementVersion, Dossier
from states.loader import definition_files
from states.text import LANGUAGES, Text, to_latin
from states.vocabulary import SPOKEN
from tests.actions.documents.annex_words import (
    ANNEXES,
    BY_HAND,
    CHANGES_WHERE_NOTHING_CHANGED,
    WHERE_THERE_IS_ANY,
    lines_of,
)
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_agreements import (
    CONTEXTS,
    FIRST,
    FRENCH,
    GRANTED,
    PLAN,
    RESEARCH,
    SECOND,
    STUDENTS,
    STUDIES,
    TEACHING,
    TRAINING,
    TRAVELLED,
    context_of,
    dates,
    printed,
    signed,
    values,
)
from tests.actions.documents.example_case import CALL, CHOSEN, DOSSIER, OFFICE
from tests.actions.documents.example_process import STAFF
from tests.actions.documents.printed_words import flat, lacks, lacks_in_order, words_of_pdf


def labels_of(form: FormModel) -> Iterator[Text]:
    """Every label that must stand on the form."""
    for part in form.all_parts:
        yield from (entry.label for entry in part.entries)
        yield from (column.label for column in part.table.columns) if part.table else ()
        yield from (choice.label for choice in part.choices)
        yield from (signer.role for signer in part.signers if not signer.of_incoming)


def test_the_annexes_1_to_5_12_and_13_each_have_a_form() -> None:
    forms = OFFICE.regulations["bmu"].forms
    assert [form.annex for form in forms.values() if form.annex] == [
        "1", "2", "3", "4", "5", "12", "13",
    ]  # fmt: skip
    assert set(CONTEXTS) == set(models())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_each_label_of_each_annex_stands_on_the_form(name: str, language: str) -> None:
    text = printed(name, CONTEXTS[name], language)
    assert lacks(text, *(label.in_(language) for label in labels_of(models()[name]))) == []


@pytest.mark.parametrize("name", sorted(ANNEXES))
def test_all_that_annexes_1_to_5_ask_for_stands_on_the_form_in_their_order(name: str) -> None:
    text = printed(name, CONTEXTS[name])
    assert lacks_in_order(text, *lines_of(ANNEXES[name])) == []


@pytest.mark.parametrize("name", sorted(CHANGES_WHERE_NOTHING_CHANGED))
def test_where_nothing_changed_the_form_has_its_changes_to_fill_in(name: str) -> None:
    bare = Dossier(candidate=Candidate("Ana Petrović", "ana@students.example"), call=CALL)
    text = printed(name, replace(CONTEXTS[name], dossier=bare, recorded_versions=()))
    assert lacks_in_order(text, *lines_of(CHANGES_WHERE_NOTHING_CHANGED[name])) == []
    assert lacks(text, *WHERE_THERE_IS_ANY) == [*WHERE_THERE_IS_ANY]


def test_nothing_that_a_case_knows_is_left_for_a_pen_on_annexes_1_to_5() -> None:
    by_hand = [
        entry.label.en
        for name in ANNEXES
        for part in models()[name].all_parts
        for entry in part.entries
        if entry.source is None
    ]
    assert by_hand == [*BY_HAND]


@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_of_a_case_that_knows_nothing_yet_each_form_is_one_to_fill_in(name: str) -> None:
    bare = Dossier(candidate=Candidate("Ana Petrović", "ana@students.example"), call=CALL)
    empty = replace(CONTEXTS[name], dossier=bare, recorded_versions=())
    text = printed(name, empty, "sr-Latn")
    form = models()[name]
    always = replace(form, **{
        place: tuple(part for part in parts if part.only_with is None)
        for place, parts in (("parts", form.parts), ("changes", form.changes))
    })  # fmt: skip
    assert lacks(text, "Ana Petrović", *(to_latin(label.sr) for label in labels_of(always))) == []


def test_a_grant_agreement_says_the_amount_its_reckoning_and_when_it_is_paid() -> None:
    text = printed("grant_agreement", GRANTED)
    sentences = ("3,257.00 EUR", "4 months and 12 days × 670.00 EUR a month = 2,948.00 EUR",
                 "2,605.60 EUR (80 %), within 30 days", "651.40 EUR, within 30 days")  # fmt: skip
    assert lacks(text, *sentences) == []
    serbian = printed("grant_agreement", GRANTED, "sr")
    assert lacks(serbian, "3.257,00 EUR", "2.605,60 EUR (80 %), у року од 30 дана") == []
    # The signatures on the Learning Agreement are none on this one.
    assert lacks(text, "19 May 2026") == ["19 May 2026"]
    assert "EUR" not in printed("grant_agreement", replace(GRANTED, dossier=DOSSIER))


def test_a_travel_order_says_the_journey_and_its_settlement_as_it_was_made() -> None:
    text = printed("travel_order", TRAVELLED)
    sentences = ("7/2027, 11 January 2027", "Jovan Petrović", "28 February 2027 to 6 March 2027",
                 "300.00 EUR", "8 days after the return", "travel, by its receipts: 240.00 EUR",
                 "1,190.00 EUR", "890.00 EUR")  # fmt: skip
    assert lacks(text, *sentences) == []
    # What was paid since is nothing of the settlement; the way home is part of the journey.
    filled_in = values("travel_order", TRAVELLED)
    assert filled_in["Paid by then"] == Text("300.00 EUR", "300,00 EUR")
    assert filled_in["Returned on"] == dated(date(2027, 3, 6))
    serbian = printed("travel_order", TRAVELLED, "sr")
    assert lacks(serbian, "Путни налог", "8 дана од повратка", "1.190,00 EUR", "Аконтација") == []
    empty = printed("travel_order", replace(TRAVELLED, dossier=STAFF))
    assert "EUR" not in empty
    assert "7/2027" not in empty


@pytest.mark.parametrize(
    ("institution", "key", "rules"),
    [
        ("bmu", "bmu/outgoing-studies.2021-06-29", ("ICO-2b",)),
        ("bmu", "bmu/outgoing-traineeship.2021-06-29", ("ICO-2b",)),
        ("bmu", "bmu/outgoing-teaching.2021-06-29", ("ICO-2b", "BMU-31c")),
        ("bee", "bee/outgoing-studies.2021-01-01", ("ICO-2b",)),
        ("bee", "bee/outgoing-training.2021-01-01", ("ICO-2b", "BEE-T5")),
    ],
)
def test_a_students_grant_agreement_names_no_rule_on_staff(
    institution: str, key: str, rules: tuple[str, ...]
) -> None:
    case = replace(GRANTED.case, institution=institution, definition=key)
    context = replace(GRANTED, case=case, definition=OFFICE.definition(key))
    assert filled_form("grant_agreement", context).head.rests_on == rules


def test_the_page_of_forms_is_not_stale() -> None:
    page = Path(__file__).parents[3] / "docs" / "forms.md"
    definitions = map(OFFICE.definition, OFFICE.definition_keys())
    assert page.read_text(encoding="utf-8") == render_forms(definitions, OFFICE.regulations), (
        "docs/forms.md is stale: write it anew with `mobility check --forms`"
    )


def test_every_field_and_table_of_a_model_comes_from_a_source_that_exists() -> None:
    parts = [part for form in (*models().values(), model(CLOSING)) for part in form.all_parts]
    sources = {entry.source for part in parts for entry in part.entries if entry.source}
    tables = {part.table.of for part in parts if part.table}
    assert sources - set(SOURCES) == set()
    assert tables - set(TABLES) == set()
    assert set(SOURCES) - sources == set()


@pytest.mark.parametrize(
    ("process", "title", "form"),
    [
        ("outgoing-studies", "Learning Agreement", "learning_agreement"),
        ("incoming-traineeship", "Training Agreement", "training_agreement"),
        ("outgoing-training", "mobility agreement", "staff_mobility_agreement"),
        ("outgoing-research", "Study and Research Plan", "research_plan"),
    ],
)
def test_each_kind_of_mobility_has_its_own_agreement_and_form(
    process: str, title: str, form: str
) -> None:
    kind = OFFICE.in_force("bmu", process, date(2026, 2, 16)).kind
    assert kind.agreement is not None
    assert (kind.agreement_title.en, kind.agreement.form) == (title, form)
    assert form in kind.forms


def test_every_process_in_which_somebody_goes_concludes_an_agreement() -> None:
    definitions = [
        OFFICE.definition(f"{path.parent.name}/{path.stem}") for path in definition_files()
    ]
    bare = {definition.process for definition in definitions if definition.kind.agreement is None}
    assert bare == {
        "transcript-request",
        "international-project",
        "inter-institutional-agreement",
    }


def test_every_language_that_a_page_offers_for_an_agreement_is_named_on_the_form() -> None:
    for code, name in SPOKEN.items():
        dossier = replace(STAFF, agreement=replace(STAFF.agreement, language=code))
        context = context_of("outgoing-teaching", replace(dossier, agreement_version=1))
        assert values("staff_mobility_agreement", context)["Language of the activity"] == name


def test_the_learning_agreement_is_filled_with_what_the_case_knows() -> None:
    fields = values("learning_agreement", STUDIES)
    assert str(fields["Name of student"]) == "Ana Petrović"
    assert fields["Academic year"] == "2026/2027"
    assert fields["Receiving institution"] == "University of Graz"
    assert (
        fields["Period of mobility"].en
        == "1\N{NO-BREAK SPACE}October 2026 to 12\N{NO-BREAK SPACE}February 2027"
    )
    text = printed("learning_agreement", STUDIES)
    assert lacks(text, "INF.101", "Databases", "Austria", "Serbia", "Jelena Đorđević") == []


def test_the_training_agreement_says_outcomes_programme_tasks_evaluation_and_months() -> None:
    fields = values("training_agreement", TRAINING)
    assert fields["Tasks of the trainee"].en == "Write tests"
    assert fields["Monitoring and evaluation plan"].en == "A talk each week"
    assert fields["That is, months"].en == "4.4"
    text = printed("training_agreement", TRAINING)
    assert lacks(text, "Testing of software", "Quality Commitment", "appoint a mentor") == []


def test_a_staff_agreement_says_the_activity_the_hours_and_what_it_is_for() -> None:
    text = printed("staff_mobility_agreement", TEACHING)
    parts = ("for teaching", "Lectures on databases", "teaching staff", "Vesna Čađenović")
    assert lacks(text, *parts) == []
    fields, desk = values("staff_mobility_agreement", TEACHING), OFFICE.settings.institution
    assert fields["Hours of teaching"].en == "8"
    assert desk.phone and fields["E-mail and phone"] == f"{desk.email}, {desk.phone}"


def test_what_a_staff_agreement_says_of_insurance_and_documents_stands_on_it() -> None:
    for name, context in (
        ("staff_mobility_agreement", TEACHING),
        ("research_plan", RESEARCH),
    ):
        text = printed(name, context)
        also = ("Also agreed", "Insurance otherwise, by the agreement", "certificate of attendance")
        assert lacks(text, *also) == []
    bare = replace(TEACHING.file, agreement=AgreementVersion(activity="Lectures"), agreed=None)
    assert lacks(printed("staff_mobility_agreement", replace(TEACHING, dossier=bare)), "Also") != []


def test_a_thesis_is_agreed_on_as_an_activity_and_stands_on_the_form() -> None:
    assert lacks(printed("learning_agreement", STUDIES), "A thesis on engines") == []


def test_a_research_stay_is_concluded_on_a_study_and_research_plan() -> None:
    content = content_of("agreement_form", RESEARCH)
    assert content["form_title"]["en"] == "Study and Research Plan for Teachers"
    assert "BMU-9" in content["head"]["rests_on"]


def test_of_an_incoming_student_the_institutions_change_places() -> None:
    candidate = replace(DOSSIER.candidate, home_institution="University of Graz")
    incoming = context_of("incoming-studies", replace(DOSSIER, candidate=candidate), FIRST)
    fields = values("learning_agreement", replace(incoming, dossier=replace(
        incoming.file, agreement_version=1, agreement=FIRST.agreement
    )))  # fmt: skip
    assert fields["Sending institution"] == "University of Graz"
    assert fields["Receiving institution"].en == "Belgrade Metropolitan University"


@pytest.mark.parametrize(
    ("process", "form"),
    [
        ("incoming-studies", "learning_agreement"),
        ("incoming-studies", "erasmus_learning_agreement"),
        ("incoming-traineeship", "training_agreement"),
        ("incoming-traineeship", "erasmus_training_agreement"),
    ],
)
def test_our_coordinator_and_rector_sign_the_agreement_of_who_comes_to_us(
    process: str, form: str
) -> None:
    """Articles 8 and 11: these two for us, and for the other institution whom nobody here knows."""
    document = models()[form].signed_as
    assert document is not None
    signatures = signed(document, 5, 19, *STUDENTS)
    incoming = context_of(process, replace(TRAINING.file, signatures=signatures))
    places = [place for part in filled_form(form, incoming).parts for place in part.signers]
    assert {str(place.name) for place in places if place.name and place.on} == {
        "Ana Petrović",
        "Jelena Đorđević",
        "Miloš Njegovan",
    }
    outgoing = context_of(process.replace("incoming", "outgoing"), DOSSIER, FIRST)
    roles = [
        signer.role.en for part in filled_form(form, outgoing).parts for signer in part.signers
    ]
    assert not any(role.startswith("Rector or Dean, for the receiving") for role in roles)
    assert "Rector or Dean, for the host organisation" not in roles


def test_the_table_of_home_courses_counts_each_once() -> None:
    twice = (*CHOSEN, replace(FRENCH, replaces=CHOSEN[0].replaces))
    context = context_of("outgoing-studies", DOSSIER, PLAN, replace(
        SECOND, agreement=AgreementVersion("en", 1, courses=twice)
    ))  # fmt: skip
    tables = [part.table for part in filled_form("erasmus_learning_agreement", context).parts]
    at_home = next(table for table in tables if table and "sending" in table.columns[1].label.en)
    assert len(at_home.rows) == 3
    assert at_home.total is not None
    assert at_home.total[-1].en == "20"


def test_a_form_names_the_student_in_its_script() -> None:
    ana = replace(DOSSIER.candidate, name_in_other_script="Ана Петровић")
    context = context_of("outgoing-studies", replace(DOSSIER, candidate=ana), PLAN)
    content = as_content(filled_form("study_plan", context))
    latin = "Ana Petrović"
    for language, name in {"sr": "Ана Петровић", "sr-Latn": latin, "en": latin}.items():
        pdf = make_document("agreement_form", content, language, context.at)
        text = words_of_pdf(pdf)
        assert text.count(flat(name)) == 2  # in its field, and where the student signs


def test_where_the_dean_signed_the_dean_stands_in_the_rectors_place() -> None:
    by_dean = tuple(
        replace(signature, party="dean") if signature.party == "rector" else signature
        for signature in FIRST.signatures
    )
    context = context_of("outgoing-studies", DOSSIER, replace(FIRST, signatures=by_dean))
    context = replace(context, dossier=replace(context.file, agreement_version=1))
    names = [
        str(signer.name)
        for part in filled_form("learning_agreement", context).parts
        for signer in part.signers
    ]
    assert names[:3] == ["Ana Petrović", "Jelena Đorđević", "Vera Lazić"]


def test_a_party_that_has_not_signed_gets_a_line_to_sign_on() -> None:
    half = replace(FIRST, signatures=FIRST.signatures[:1], concluded_on=None)
    dossier = replace(DOSSIER, agreement_version=1, agreed=None, agreed_version=0)
    context = context_of("outgoing-studies", dossier, half)
    below = filled_form("learning_agreement", context).below
    assert below is not None
    assert (below.en, below.sr) == (
        "version 1, draft, not concluded", "верзија 1, нацрт, није закључен",
    )  # fmt: skip
    assert dates("learning_agreement", context)[:3] == [
        ["19\N{NO-BREAK SPACE}May 2026"], [None, None], [None, None],
    ]  # fmt: skip


def test_a_form_that_the_office_does_not_have_is_refused_in_a_sentence() -> None:
    with pytest.raises(MissingData, match="no form 'visa'"):
        filled_form("visa", STUDIES)
