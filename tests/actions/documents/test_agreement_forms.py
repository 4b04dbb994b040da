"""The forms of agreements: every field of every annex, filled in, and who signed what."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from actions.documents.agreements import filled_form
from actions.documents.content import as_content
from actions.documents.form_models import CLOSING, FormModel, model, models
from actions.documents.form_sources import SOURCES
from actions.documents.form_tables import TABLES
from actions.documents.forms_page import render_forms
from actions.documents.producing import DocumentContext, MissingData
from actions.documents.typesetting import make_document
from states.agreements import SignedVersion
from states.calls import Candidate
from states.dossier import AgreementVersion, Course, Dossier, Signature, Stay
from states.loader import definition_files
from states.text import LANGUAGES, Text, to_latin
from states.vocabulary import SPOKEN
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.test_producing import (
    CALL,
    CHOSEN,
    DECREE,
    DOSSIER,
    OFFICE,
    STAFF,
    flat,
    instant,
    lacks,
)

FRENCH = Course("French", "FRA.001", Decimal(4))
STUDENTS = ("student", "academic_coordinator", "rector", "host")


def signed(document: str, month: int, day: int, *parties: str) -> tuple[Signature, ...]:
    return tuple(Signature(document, party, date(2026, month, day)) for party in parties)


def version(
    number: int, courses: Sequence[Course], signatures: tuple[Signature, ...], at: datetime
) -> SignedVersion:
    content = AgreementVersion("en", 1, courses=tuple(courses), activity="A thesis on engines")
    concluded_on = max(signature.on for signature in signatures) if number else None
    return SignedVersion(number, content, signatures, at, concluded_on)


PLAN = version(
    0, (CHOSEN[0], FRENCH), signed("study_plan", 2, 18, "student", "academic_coordinator"),
    instant(2, 17, 2026),
)  # fmt: skip
FIRST = version(
    1, (*CHOSEN[:3], FRENCH), signed("learning_agreement", 5, 19, *STUDENTS), instant(5, 18, 2026)
)
SECOND = version(2, CHOSEN, signed("learning_agreement", 10, 20, *STUDENTS), instant(10, 19, 2026))
SECOND = replace(SECOND, agreement=replace(SECOND.agreement, language="de"))


def context_of(process: str, dossier: Dossier, *recorded: SignedVersion) -> DocumentContext:
    """A case of the university in a process, with the versions that are recorded."""
    definition = OFFICE.in_force("bmu", process, date(2026, 2, 16))
    return replace(
        DECREE, definition=definition, transition=None, dossier=dossier, recorded_versions=recorded
    )


STUDIES = context_of("outgoing-studies", DOSSIER, PLAN, FIRST, SECOND)
TRAINING = context_of(
    "outgoing-traineeship",
    replace(
        DOSSIER,
        agreement=AgreementVersion(
            outcomes="Testing of software", programme="Three weeks of introduction",
            tasks="Write tests", evaluation="A talk each week",
        ),
        agreement_version=1,
        signatures=signed("training_agreement", 5, 19, *STUDENTS),
    ),
)  # fmt: skip
TEACHING = context_of(
    "outgoing-teaching",
    replace(
        STAFF, agreement_version=1, signatures=signed("mobility_agreement", 5, 20, "staff_member")
    ),
)
AGREED = SignedVersion(
    1, STAFF.agreement,
    signed("mobility_agreement", 5, 20, "staff_member", "academic_coordinator", "rector", "host"),
    instant(5, 18, 2026), date(2026, 5, 20),
)  # fmt: skip
TEN_HOURS = replace(
    STAFF.agreement, teaching_hours=Decimal(10), activity="Lectures and a seminar",
    courses=(FRENCH,),
)  # fmt: skip
CHANGED = context_of(
    "outgoing-teaching", replace(STAFF, agreement=TEN_HOURS, agreed=TEN_HOURS,
                                 agreement_version=2, agreed_version=2), AGREED,
)  # fmt: skip
RESEARCH = context_of("outgoing-research", CHANGED.file, AGREED)
CONTEXTS = {
    "study_plan": STUDIES,
    "learning_agreement": STUDIES,
    "erasmus_learning_agreement": STUDIES,
    "training_agreement": TRAINING,
    "erasmus_training_agreement": TRAINING,
    "staff_plan": CHANGED,
    "staff_mobility_agreement": TEACHING,
    "research_plan": RESEARCH,
}


def printed(name: str, context: DocumentContext, language: str = "en") -> str:
    """All text of a form's PDF, by way of JSON as the outbox keeps it."""
    content = json.loads(json.dumps(as_content(filled_form(name, context))))
    pdf = make_document("agreement_form", content, language, context.at)
    return flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def labels_of(form: FormModel) -> Iterator[Text]:
    """Every label that must stand on the form."""
    for part in form.all_parts:
        yield from (entry.label for entry in part.entries)
        yield from (column.label for column in part.table.columns) if part.table else ()
        yield from (choice.label for choice in part.choices)
        yield from (signer.role for signer in part.signers)


def values(name: str, context: DocumentContext) -> dict[str, Any]:
    """What stands in the fields of a form, by their English labels; the first of each."""
    values_by_label: dict[str, Any] = {}
    for part in filled_form(name, context).parts:
        for entry in part.entries:
            values_by_label.setdefault(entry.label.en, entry.value)
    return values_by_label


def dates(name: str, context: DocumentContext) -> list[list[str | None]]:
    """The days of signature, a list for each part that is signed."""
    return [
        [signer.on.en if signer.on else None for signer in part.signers]
        for part in filled_form(name, context).parts
        if part.signers
    ]


# Every field of every annex


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


def test_every_process_but_the_request_of_a_transcript_concludes_an_agreement() -> None:
    shipped = [OFFICE.definition(f"{path.parent.name}/{path.stem}") for path in definition_files()]
    bare = {definition.process for definition in shipped if definition.kind.agreement is None}
    assert bare == {"transcript-request"}


# How it looks

LONG_NAME = (
    "Anastasija-Aleksandra Hadži-Đorđević Stojanović-Konstantinović von Hohenlohe-Langenburg"
)


def lines_of(name: str, context: DocumentContext, language: str) -> list[list[tuple[float, str]]]:
    """Of each page the texts of the body with their height, in points from the foot."""
    content = json.loads(json.dumps(as_content(filled_form(name, context))))
    pdf = make_document("agreement_form", content, language, context.at)
    pages = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        lines: list[tuple[float, str]] = []

        def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
            height = cm[3] * tm[5] + cm[5]
            if text.strip() and height > FOOT:
                lines.append((height, text))  # noqa: B023

        page.extract_text(visitor_text=note)
        pages.append(lines)
    return pages


MILLIMETRE = 72 / 25.4
FOOT, BODY = 26 * MILLIMETRE, (297 - 26 - 27) * MILLIMETRE


@pytest.mark.parametrize("language", ["en", "sr"])
@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_no_page_but_the_last_leaves_a_third_of_it_empty(name: str, language: str) -> None:
    file = CONTEXTS[name].file
    candidate = replace(file.candidate, name=LONG_NAME)
    named = replace(CONTEXTS[name], dossier=replace(file, candidate=candidate))
    *full, _ = lines_of(name, named, language)
    assert [page for page in full if min(height for height, _ in page) - FOOT > BODY / 3] == []


@pytest.mark.parametrize("name", ["research_plan", "staff_plan", "training_agreement"])
def test_a_long_name_stands_below_the_role_that_it_signs_in(name: str) -> None:
    file = CONTEXTS[name].file
    candidate = replace(file.candidate, name=LONG_NAME)
    named = replace(CONTEXTS[name], dossier=replace(file, candidate=candidate))
    signing = [
        (role, texts[place + 1 : place + 4])
        for texts in lines_of(name, named, "en")
        for place, (role, text) in enumerate(texts)
        if text.endswith("'s signature")
    ]
    assert signing
    for role, lines in signing:
        tops = [height for height, text in lines if set(text.split()) & set(LONG_NAME.split())]
        assert tops
        assert all(role - height > 10 for height in tops)


# What the case knows


def test_every_language_that_a_page_offers_for_an_agreement_is_named_on_the_form() -> None:
    for code, name in SPOKEN.items():
        agreed = replace(STAFF, agreement=replace(STAFF.agreement, language=code))
        context = context_of("outgoing-teaching", replace(agreed, agreement_version=1))
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
        also = ("Also agreed", "Insurance agreed otherwise", "certificate of attendance")
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


# Versions, changes and signatures


def test_each_change_bears_the_signatures_of_its_own_version() -> None:
    may, october = "19\N{NO-BREAK SPACE}May 2026", "20\N{NO-BREAK SPACE}October 2026"
    assert dates("learning_agreement", STUDIES) == [
        [may], [may, may], [may, None],
        [october], [october, october], [october, None],
    ]  # fmt: skip
    text = printed("learning_agreement", STUDIES)
    stands = (
        "Changes to the Learning Agreement",
        "FRA.001",
        "GER.001",
        "Courses as they stand now",
    )
    assert lacks(text, *stands) == []


def test_the_changes_tick_what_is_deleted_and_what_is_added_with_ects_before_and_after() -> None:
    form = filled_form("learning_agreement", STUDIES)
    changes = next(part for part in form.parts if part.title and "Changes" in part.title.en)
    assert changes.table is not None
    cells = [[getattr(cell, "en", cell) for cell in row] for row in changes.table.rows]
    assert cells == [
        ["FRA.001", "French", "x", None, "4", None],
        ["GER.001", "German for Beginners", None, "x", None, "4"],
    ]


def test_the_learning_agreement_says_what_differs_from_the_study_plan() -> None:
    form = filled_form("learning_agreement", STUDIES)
    against = next(part for part in form.parts if part.title and "Study Plan" in part.title.en)
    assert against.table is not None
    cells = [[getattr(cell, "en", cell) for cell in row] for row in against.table.rows]
    assert [row[0] for row in cells] == ["added", "added", "Total"]
    assert (cells[-1][2], cells[-1][4]) == ("10", "22")


def test_without_a_study_plan_nothing_is_compared_with_one() -> None:
    alone = context_of("outgoing-studies", DOSSIER, FIRST, SECOND)
    titles = [
        part.title.en for part in filled_form("learning_agreement", alone).parts if part.title
    ]
    assert [title for title in titles if "Study Plan" in title] == []


def test_the_form_says_who_signed_which_version_when() -> None:
    text = printed("learning_agreement", STUDIES, "sr")
    parts = (
        "Верзије и потписи", "План студијског боравка", "студент, 18. фебруара 2026.",
        "Верзија 1", "ректор, 19. маја 2026.", "Верзија 2", "установа домаћин, 20. октобра 2026.",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_a_draft_that_was_never_concluded_is_no_version_of_the_form() -> None:
    draft = replace(FIRST, signatures=FIRST.signatures[:2], concluded_on=None)
    drafted = context_of("outgoing-studies", DOSSIER, draft, SECOND)
    assert dates("learning_agreement", drafted)[0] == ["20\N{NO-BREAK SPACE}October 2026"]
    assert "Courses as they stand now" not in str(filled_form("learning_agreement", drafted))


PROPOSED = replace(
    SECOND, signatures=signed("learning_agreement", 10, 19, "student"), concluded_on=None
)
IN_FORCE = replace(DOSSIER, agreed=FIRST.agreement, agreed_version=1)
PROPOSING = context_of("outgoing-studies", IN_FORCE, PLAN, FIRST, PROPOSED)


@pytest.mark.parametrize("name", ["learning_agreement", "erasmus_learning_agreement"])
def test_a_proposed_change_is_printed_for_signing_beside_what_is_concluded(name: str) -> None:
    form = filled_form(name, PROPOSING)
    assert form.below is not None
    assert form.below.en == "version 1, version 2 (proposed, not concluded)"
    text = printed(name, PROPOSING, "sr")
    status = (
        "верзија 1, верзија 2 (предложена, није закључена)",
        "Верзија 2: предложена, није закључена. "
        "Док се не закључи, уговор важи како гласи верзија 1.",
        "FRA.001", "GER.001", "Измене одредаба уговора", "немачки",
    )  # fmt: skip
    assert lacks(text, *status) == []
    assert "Courses as they stand now" not in str(form)
    assert "To be filled in only where" not in str(form)


def test_a_proposal_is_signed_in_places_of_its_own_and_takes_none_of_the_concluded_ones() -> None:
    may, october = "19\N{NO-BREAK SPACE}May 2026", "19\N{NO-BREAK SPACE}October 2026"
    assert dates("learning_agreement", PROPOSING) == [
        [may], [may, may], [may, None],
        [october], [None, None], [None, None],
    ]  # fmt: skip


def test_after_a_concluded_change_the_next_proposal_stands_behind_the_courses_in_force() -> None:
    third = replace(PROPOSED, number=3, agreement=FIRST.agreement, signatures=())
    dossier = replace(DOSSIER, agreement=third.agreement, agreement_version=3,
                      agreed=SECOND.agreement, agreed_version=2)  # fmt: skip
    context = context_of("outgoing-studies", dossier, PLAN, FIRST, SECOND, third)
    parts = filled_form("learning_agreement", context).parts
    intros = [part.intro.en for part in parts if part.intro and "ersion" in part.intro.en]
    assert intros == [
        "Version 2: concluded on 20\N{NO-BREAK SPACE}October 2026.",
        "Version 3: proposed, not concluded. Until it is, the agreement holds as in version 2.",
    ]
    titles = [part.title.en for part in parts if part.title]
    now = titles.index("Courses as they stand now (version 2)")
    assert "Changes to the Learning Agreement" in titles[now:]


@pytest.mark.parametrize(
    ("name", "process"),
    [
        ("staff_mobility_agreement", "outgoing-teaching"),
        ("staff_plan", "outgoing-teaching"),
        ("staff_mobility_agreement", "outgoing-training"),
        ("research_plan", "outgoing-research"),
    ],
)
def test_a_change_proposed_to_a_staff_agreement_is_printed_for_signing(
    name: str, process: str
) -> None:
    proposing = replace(CHANGED.file, agreed=STAFF.agreement, agreed_version=1, signatures=())
    context = context_of(process, proposing, AGREED)
    stands = (
        "version 2 (proposed, not concluded)",
        "Version 2: proposed, not concluded. Until it is, the agreement holds as in version 1.",
        "hours of teaching 8 10",
    )  # fmt: skip
    assert lacks(printed(name, context), *stands) == []
    signed_on = [day for days in dates(name, context) for day in days]
    assert None not in signed_on[:2]
    assert set(signed_on[len(signed_on) // 2 :]) == {None}


def test_the_step_that_concludes_a_proposal_prints_it_with_the_signatures_of_that_day() -> None:
    proposal = replace(SECOND, signatures=(), concluded_on=None)
    concluding = context_of("outgoing-studies", DOSSIER, FIRST, proposal)
    content = content_of("agreement_form", concluding)
    assert content["below"]["en"] == "version 2"
    assert dates("learning_agreement", concluding)[3] == ["19\N{NO-BREAK SPACE}May 2026"]


def test_a_form_names_the_student_in_its_script() -> None:
    ana = replace(DOSSIER.candidate, name_in_other_script="Ана Петровић")
    context = context_of("outgoing-studies", replace(DOSSIER, candidate=ana), PLAN)
    content = as_content(filled_form("study_plan", context))
    latin = "Ana Petrović"
    for language, name in {"sr": "Ана Петровић", "sr-Latn": latin, "en": latin}.items():
        pdf = make_document("agreement_form", content, language, context.at)
        text = flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
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
    drafted = replace(DOSSIER, agreement_version=1, agreed=None, agreed_version=0)
    context = context_of("outgoing-studies", drafted, half)
    below = filled_form("learning_agreement", context).below
    assert below is not None
    assert (below.en, below.sr) == (
        "version 1, draft, not concluded", "верзија 1, нацрт, није закључен",
    )  # fmt: skip
    assert dates("learning_agreement", context)[:3] == [
        ["19\N{NO-BREAK SPACE}May 2026"], [None, None], [None, None],
    ]  # fmt: skip


def test_the_step_that_changes_an_agreement_prints_the_version_that_it_makes() -> None:
    changing = context_of("outgoing-studies", DOSSIER, FIRST)
    assert [version.number for version in changing.versions] == [1, 2]
    content = content_of("agreement_form", changing)
    assert content["below"]["en"] == "version 2"


def test_a_traineeship_tells_its_changes_part_by_part() -> None:
    before = SignedVersion(
        1, TRAINING.file.agreement, TRAINING.file.signatures, instant(5, 18, 2026)
    )
    later = replace(TRAINING.file.agreement, tasks="Write and run tests")
    context = context_of(
        "outgoing-traineeship",
        replace(TRAINING.file, agreement=later, agreement_version=2, stay=Stay()), before,
    )  # fmt: skip
    text = printed("training_agreement", context)
    assert lacks(text, "Changes to the Training Agreement", "Write and run tests") == []


def test_a_form_that_the_office_does_not_have_is_refused_in_a_sentence() -> None:
    with pytest.raises(MissingData, match="no form 'visa'"):
        filled_form("visa", STUDIES)
