"""From a dossier to the printed page: what each document of the office must say."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from actions.documents.context import ListChoice
from actions.documents.producing import (
    COMPOSERS,
    DocumentContext,
    MissingData,
    RankingContext,
    RankingEntry,
    language_of,
    recognition_of,
)
from actions.documents.typesetting import make_document
from office.rulebooks import Rulebook
from office.settings import Faculty, Home
from office.wiring import Office, open_office
from rules.deadlines import due_after, due_on
from rules.receipts import Receipt
from rules.regulation import Regulation
from states.calls import Call, CallProgress, Candidate, Host
from states.decision import Actor
from states.definition import BoundGuard, ProcessDefinition, Transition
from states.dossier import (
    AgreementVersion,
    Appeal,
    Application,
    Case,
    Course,
    DecreeIssued,
    Document,
    Dossier,
    HostAnswer,
    Placement,
    Signature,
    Stay,
    Traineeship,
)
from states.moments import BELGRADE
from states.recognition import (
    GradeShare,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)
from states.text import Text
from states.vocabulary import PRODUCED
from tests.actions.documents.document_contents import content_of

OFFICE = open_office(Path("no-data-folder"))
STUDIES = OFFICE.in_force("bmu", "outgoing-studies", date(2026, 2, 16))
DAY = Text("counted from", "почетак рока")


@dataclass(frozen=True)
class OfficeUnder(Office):
    """The same office under another edition of the university's rulebook."""

    book: Regulation = OFFICE.regulations["bmu"]

    @cached_property
    def rulebook_versions(self) -> Mapping[str, tuple[Rulebook, ...]]:
        (rulebook,) = OFFICE.rulebook_versions["bmu"]
        return {"bmu": (replace(rulebook, regulation=self.book),)}


SIGNERS = {
    "mobility_coordinator": "Petar Simić",
    "academic_coordinator": "Jelena Đorđević",
    "head_of_ico": "Ivana Marić",
    "rector": "Miloš Njegovan",
    "dean": "Vera Lazić",
    "vice_director": "Goran Tomić",
}


def instant(month: int, day: int, year: int = 2027) -> datetime:
    """Ten in the morning in Belgrade."""
    return datetime(year, month, day, 10, tzinfo=BELGRADE)


def decimal(number: str) -> Decimal:
    return Decimal(number)


def home(title: str, ects: str, hours: str) -> HomeCourse:
    return HomeCourse(title, decimal(ects), decimal(hours))


DATABASES = home("Базе података", "8", "60")
SYSTEMS = home("Дистрибуирани системи", "6", "60")
LEARNING = home("Машинско учење", "6", "45")
CHOSEN = (
    Course("Databases", "INF.101", decimal("6"), DATABASES),
    Course("Distributed Systems", "INF.204", decimal("6"), SYSTEMS),
    Course("Machine Learning", "INF.310", decimal("6"), LEARNING),
    Course("German for Beginners", "GER.001", decimal("4")),
)
CALL = Call(
    title="Autumn semester 2026/27",
    published=date(2026, 2, 16),
    closes=date(2026, 3, 16),
    appeal_days=8,
    criteria={
        "programme_compatibility": decimal("30"),
        "grade_average": decimal("30"),
        "relevance": decimal("20"),
        "language": decimal("20"),
    },
    minimum_points=decimal("50"),
    hosts=(Host("University of Graz", "incoming@graz.example", "AT", 1),),
    commission=("m.ilic", "j.kos", "s.rus"),
)
PROGRESS = CallProgress(1, date(2026, 3, 19), date(2026, 3, 27))
TRANSCRIPT = Transcript(
    language="en",
    holds_grading_system=True,
    grading_table=tuple(
        GradeShare(grade, decimal(share))
        for grade, share in (("1", "24"), ("2", "31"), ("3", "25"), ("4", "20"))
    ),
    courses=(
        TranscriptCourse("Databases", decimal("6"), "1", True, "INF.101", decimal("45")),
        TranscriptCourse("Distributed Systems", decimal("6"), "3", True, "INF.204", decimal("45")),
        TranscriptCourse("Machine Learning", decimal("6"), "5", False, "INF.310", decimal("45")),
        TranscriptCourse("German for Beginners", decimal("4"), "2", True, "GER.001", decimal("30")),
    ),
)
DOSSIER = Dossier(
    candidate=Candidate(
        "Ana Petrović",
        "ana@students.example",
        level="undergraduate",
        student_card="4127/2024",
        study_programme="Софтверско инжењерство",
    ),
    call=CALL,
    progress=PROGRESS,
    application=Application(date(2026, 10, 1), date(2027, 2, 12), ("University of Graz",)),
    placement=Placement("selected", 1, decimal("85"), "University of Graz", 1),
    host_answer=HostAnswer(True, date(2026, 10, 1), date(2027, 2, 12)),
    documents={
        kind: Document(kind, delivered_on=date(2027, 3, 1))
        for kind in ("petition", "transcript_of_records")
    },
    agreement=AgreementVersion("en", 1, courses=CHOSEN),
    agreement_version=2,
    agreed=AgreementVersion("en", 1, courses=CHOSEN),
    agreed_version=2,
    signatures=tuple(
        Signature("learning_agreement", party, date(2026, 5, day))
        for party, day in (
            ("student", 19), ("academic_coordinator", 20), ("rector", 21), ("host", 29),
        )
    ),
    stay=Stay(date(2026, 10, 1), date(2027, 2, 13)),
    transcript=TRANSCRIPT,
    recognition=(
        RecognitionDecision("Databases", DATABASES),
        RecognitionDecision("Distributed Systems", SYSTEMS),
        RecognitionDecision("German for Beginners", supplement=True),
    ),
    decree=DecreeIssued(
        "BMU-D-2027-0001", date(2027, 3, 4), "course_by_course", date(2027, 3, 4)
    ),
)  # fmt: skip
CASE = Case(
    1, "BMU-2026-0001", "bmu", "outgoing-studies", STUDIES.key, "decree", 9, instant(3, 4), 30
)
WINDOW = due_after("BMU-24b", DAY, date(2027, 3, 4), 8, "days", OFFICE.calendar)
DECREE = DocumentContext(
    OFFICE, STUDIES, instant(3, 4), CASE, DOSSIER, STUDIES.transitions["issue_decree"],
    signers=SIGNERS, due=WINDOW,
)  # fmt: skip


def step(trigger: str, dossier: Dossier = DOSSIER, **changed: Any) -> DocumentContext:
    """The context of another step of the same case."""
    return replace(DECREE, transition=STUDIES.transitions[trigger], dossier=dossier, **changed)


def printed(kind: str, context: DocumentContext, language: str | None = None) -> str:
    """All text of the document's PDF, made from its content as the outbox keeps it: as JSON."""
    content = json.loads(json.dumps(content_of(kind, context)))
    pdf = make_document(kind, content, language or language_of(kind, context), context.at)
    return flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def flat(text: str) -> str:
    """Without the line ends that the page's width makes."""
    return re.sub(r"\s+", "", text)


def lacks(text: str, *parts: str) -> list[str]:
    """The parts that the text doesn't hold."""
    return [part for part in parts if flat(part) not in text]


def appealed(
    against: str, upheld: bool, trigger: str, due: Receipt | None = None
) -> DocumentContext:
    """An appeal of 10 March 2027, decided on the 15th."""
    appeal = Appeal(
        against, date(2027, 3, 10), "German has a match.", date(2027, 3, 15), upheld, "It has none."
    )
    return step(trigger, replace(DOSSIER, appeals=(appeal,)), at=instant(3, 15), due=due)


def test_every_kind_that_the_office_makes_is_composed() -> None:
    assert set(COMPOSERS) == PRODUCED


# The Decree


def test_the_decree_says_all_parts_of_article_16() -> None:
    text = printed("decree", DECREE)
    parts = (
        "Ana Petrović", "4127/2024", "University of Graz, Аустрија",
        "Универзитет Метрополитан Београд", "2026/2027", "зимски семестар", "BMU-D-2027-0001",
        "Databases", "Базе података", "Distributed Systems", "Дистрибуирани системи",
        "German for Beginners", "Машинско учење", "највеће преклапање", "прилог 11",
        "писана молба за признавање, 1. марта 2027", "Jelena Đorđević", "12. марта 2027",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_each_converted_grade_of_the_decree_shows_its_receipt() -> None:
    conversion = content_of("decree", DECREE)["conversion"]
    grades = [
        (receipt["course"], receipt["host_grade"], receipt["home_grade"])
        for receipt in conversion["receipts"]
    ]
    assert grades == [("Databases", "1", "9"), ("Distributed Systems", "3", "7")]
    assert all(receipt["lines"] for receipt in conversion["receipts"])
    assert [share["grade"] for share in conversion["home_table"]] == ["10", "9", "8", "7", "6"]


def test_a_replaced_course_counts_with_the_ects_of_the_home_course() -> None:
    content = content_of("decree", DECREE)
    assert [(line["home"], line["ects"]) for line in content["replaced"]] == [
        ("Базе података", "8"),
        ("Дистрибуирани системи", "6"),
    ]
    assert [course["title"] for course in content["supplement"]] == ["German for Beginners"]
    assert [course["title"] for course in content["remaining"]] == ["Машинско учење"]


def test_an_exact_tie_goes_to_the_better_grade_and_the_decree_says_so() -> None:
    table = tuple(GradeShare(g, decimal(p)) for g, p in (("1", "20"), ("3", "80")))
    tied = replace(TRANSCRIPT, grading_table=table)
    content = content_of("decree", step("issue_decree", replace(DOSSIER, transcript=tied)))
    assert content["replaced"][0]["grade"] == "10"
    assert len(content["conversion"]["ties"]) == 1
    assert "Databases, grade 1" in content["conversion"]["ties"][0]["en"]


def test_the_decree_prints_the_last_day_to_appeal_with_its_receipt() -> None:
    text = printed("decree", DECREE)
    assert lacks(text, "ректору у року од 8 дана", "12. марта 2027", "члан 24. ст. 2. и 3.") == []
    assert content_of("decree", DECREE)["remedy"]["last_day"] == "2027-03-12"


def test_annex_9_is_printed_where_it_is_the_remedy_in_force() -> None:
    book = OFFICE.regulations["bmu"]
    annex = replace(book.remedy_in_force[0], value="annex_9")
    office = OfficeUnder(OFFICE.settings, OFFICE.data, book=replace(book, remedy_in_force=(annex,)))
    remedy = content_of("decree", replace(DECREE, office=office))["remedy"]
    assert (remedy["to"], remedy["closed"]) == ("academic_coordinator", True)
    assert remedy["lodge_within"] == {"count": 7, "working": True}
    assert remedy["decide_within"] == {"count": 10, "working": True}
    assert remedy["rule"]["en"] == "annex 9"
    assert remedy["last_day"] is None, "counted by article 24, so not this remedy's last day"


def test_a_decree_bears_the_remedy_it_was_issued_under_whatever_is_in_force_today() -> None:
    first = replace(DOSSIER.decree, remedy="annex_9")
    remedy = content_of("decree", step("issue_decree", replace(DOSSIER, decree=first)))["remedy"]
    assert (remedy["to"], remedy["rule"]["sr"]) == ("academic_coordinator", "прилог 9")
    assert content_of("decree", DECREE)["remedy"]["rule"]["sr"].startswith("члан 24. ст. 2. и 3.")


def test_a_complaint_is_decided_in_the_words_of_annex_9() -> None:
    context = appealed("decree", True, "uphold_complaint")
    under_annex_9 = replace(context.file, decree=replace(DOSSIER.decree, remedy="annex_9"))
    content = content_of("appeal_decision", replace(context, dossier=under_annex_9))
    assert content["against"] == "complaint"
    assert content["decide_within"] == {"count": 10, "working": True}
    assert content["signatures"][0]["name"] == "Jelena Đorđević"
    text = printed("appeal_decision", replace(context, dossier=under_annex_9))
    assert lacks(text, "Одлука по приговору", "Приговор се усваја", "прилог 9") == []
    assert "Жалбасе" not in text


def test_a_decree_corrected_on_a_complaint_says_so() -> None:
    first = replace(DOSSIER.decree, remedy="annex_9")
    appeal = Appeal("decree", date(2027, 3, 10), "G", date(2027, 3, 15), True, "It matches.")
    context = step(
        "issue_decree", replace(DOSSIER, appeals=(appeal,)), earlier_decree=first,
        appeal_decision="BMU-2027/15",
    )  # fmt: skip
    corrects = content_of("decree", context)["corrects"]
    assert (corrects["upheld"], corrects["decision"]) == ("complaint", "BMU-2027/15")
    assert lacks(printed("decree", context), "Приговор на то решење усвојен је") == []


def test_semester_for_semester_keeps_names_and_grades_and_leaves_nothing_to_do() -> None:
    window = replace(DOSSIER.decree, method="semester_for_semester")
    context = step("issue_decree", replace(DOSSIER, decree=window, recognition=()))
    content = content_of("decree", context)
    assert [c["title"] for c in content["recognised"]] == [
        "Databases", "Distributed Systems", "German for Beginners",
    ]  # fmt: skip
    assert content["conversion"] is None and content["remaining"] == []
    assert (
        lacks(printed("decree", context), "замена семестра за семестар", "члана 22. тачка 8.") == []
    )


def test_a_corrected_decree_names_the_one_it_replaces_and_the_decision() -> None:
    appeal = Appeal(
        "decree", date(2027, 3, 10), "G", date(2027, 3, 15), True, "German matches Kultura."
    )
    context = step(
        "issue_decree",
        replace(DOSSIER, appeals=(appeal,)),
        earlier_decree=DOSSIER.decree,
        appeal_decision="BMU-2027/15",
    )
    corrects = content_of("decree", context)["corrects"]
    assert corrects == {
        "number": "BMU-D-2027-0001", "on": "2027-03-04", "decision": "BMU-2027/15",
        "upheld": "appeal", "uncertified_on": None,
    }  # fmt: skip
    assert lacks(printed("decree", context), "German matches Kultura.", "4. марта 2027") == []


def test_ects_letters_are_read_on_the_scale_of_annex_11() -> None:
    courses = tuple(replace(c, grade="B") for c in TRANSCRIPT.courses if c.passed)
    by_letter = replace(TRANSCRIPT, grading_table=(), courses=courses)
    context = step("issue_decree", replace(DOSSIER, transcript=by_letter))
    conversion = content_of("decree", context)["conversion"]
    assert [share["grade"] for share in conversion["host_table"]] == list("ABCDE")
    assert {receipt["home_grade"] for receipt in conversion["receipts"]} == {"9"}


def test_grades_of_the_home_scale_are_not_converted() -> None:
    courses = tuple(replace(c, grade="8") for c in TRANSCRIPT.courses if c.passed)
    same = replace(TRANSCRIPT, grading_table=(), courses=courses)
    content = content_of("decree", step("issue_decree", replace(DOSSIER, transcript=same)))
    assert content["conversion"] is None
    assert {line["grade"] for line in content["replaced"]} == {"8"}


def test_the_conversion_in_force_on_the_day_of_the_decree_is_used() -> None:
    book = OFFICE.regulations["bmu"]
    worst = replace(book.grading_scale.method[0], value="worst", since=date(2027, 3, 1))
    scale = replace(book.grading_scale, method=(*book.grading_scale.method, worst))
    changed = OfficeUnder(OFFICE.settings, OFFICE.data, book=replace(book, grading_scale=scale))
    after = replace(DECREE, office=changed)
    before = replace(DOSSIER, decree=replace(DOSSIER.decree, issued_on=date(2027, 2, 26)))
    assert [line.grade for line in recognition_of(after).replaced] == ["9", "7"]
    assert content_of("decree", after)["conversion"]["rule"] == "worst"
    assert content_of("decree", replace(after, dossier=before))["conversion"]["rule"] == (
        "largest_overlap"
    )


def test_the_decree_tells_what_was_not_passed_abroad() -> None:
    remarks = content_of("decree", DECREE)["remarks"]
    assert [remark["en"] for remark in remarks] == [
        "Not passed at the host institution: Machine Learning."
    ]


def test_a_decree_after_the_semester_began_says_that_the_student_went_on() -> None:
    late = replace(DOSSIER, semester_start=date(2027, 3, 1))
    remarks = content_of("decree", step("issue_decree", late))["remarks"]
    assert "(члан 18. ст. 4. и 5. Правилника о међународној мобилности)" in remarks[-1]["sr"]


def test_what_else_the_academic_coordinator_holds_to_be_important_stands_in_the_decree() -> None:
    own = {"remarks": " Настава је слушана на даљину због штрајка. "}
    *others, written = content_of("decree", step("issue_decree", details=own))["remarks"]
    assert len(others) == 1
    assert written["sr"] == "Настава је слушана на даљину због штрајка."
    assert written["en"] == "Nastava je slušana na daljinu zbog štrajka."
    blank = step("issue_decree", details={"remarks": "  "})
    assert content_of("decree", blank)["remarks"] == others


def test_a_traineeship_is_recognised_by_its_transcript_of_work() -> None:
    work = {"transcript_of_work": Document("transcript_of_work", delivered_on=date(2027, 3, 1))}
    done = replace(DOSSIER, transcript=None, recognition=(), documents=work)
    text = printed("decree", step("issue_decree", done))
    assert (
        lacks(
            text,
            "Стручна пракса обављена у установи домаћину",
            "члана 13, члана 16, члана 20. и члана 24. став 1.",
        )
        == []
    )


def test_whoever_acts_for_the_academic_coordinator_signs_in_their_place() -> None:
    deputies = {"academic_coordinator": "head_of_ico"}
    text = printed("decree", replace(DECREE, deputies=deputies))
    assert lacks(text, "Ivana Marić", "замењује: Академски координатор") == []
    assert lacks(text, "Jelena Đorđević")


def test_the_decree_of_a_faculty_bears_its_name_and_the_signature_of_its_dean() -> None:
    fit = Faculty("fit", Text("Faculty of Arts", "Факултет уметности"))
    office = Office(replace(OFFICE.settings, home=Home(by_faculty=(fit,))), OFFICE.data)
    dossier = replace(DOSSIER, candidate=replace(DOSSIER.candidate, faculty="fit"))
    definition = office.definition_of(CASE, dossier)
    context = replace(
        DECREE, office=office, definition=definition, dossier=dossier,
        transition=definition.transitions["issue_decree"], signers={**SIGNERS, "dean": "S. Gajić"},
    )  # fmt: skip
    signed = content_of("decree", context)["signatures"]
    assert [signature["role"]["en"] for signature in signed] == ["Academic Coordinator", "Dean"]
    assert signed[1]["name"] == "S. Gajić"
    assert not lacks(printed("decree", context), "Факултет уметности, Универзитет Метрополитан")
    usual = content_of("decree", DECREE)["signatures"]
    roles = [signature["role"]["en"] for signature in usual]
    assert roles == ["Academic Coordinator", "Rector"], "where nothing is set, the Rector"


def test_a_stay_cut_short_is_not_printed_in_its_agreed_length() -> None:
    short = replace(DOSSIER, stay=Stay(date(2026, 10, 5), date(2026, 12, 20)))
    content = content_of("decree", step("issue_decree", short))
    assert (content["first_day"], content["last_day"]) == ("2026-10-05", "2026-12-20")


@pytest.mark.parametrize(
    ("first", "semesters", "year", "seasons"),
    [
        (date(2026, 9, 1), 1, "2026/2027", ["winter"]),
        (date(2027, 2, 15), 1, "2026/2027", ["summer"]),
        (date(2026, 10, 1), 2, "2026/2027", ["winter", "summer"]),
    ],
)
def test_the_academic_year_begins_in_autumn(
    first: date, semesters: int, year: str, seasons: list[str]
) -> None:
    agreed = replace(DOSSIER.agreed, semesters=semesters)
    answer = HostAnswer(True, first, date(2027, 9, 15))
    context = step("issue_decree", replace(DOSSIER, agreed=agreed, host_answer=answer, stay=Stay()))
    content = content_of("decree", context)
    assert (content["academic_year"], content["semesters"]) == (year, seasons)


def test_every_sentence_of_the_decree_stands_in_both_languages() -> None:
    assert lacks(printed("decree", DECREE, "en"), "Deliver to:", "the student", "8 days") == []
    assert lacks(printed("decree", DECREE, "sr-Latn"), "studentu", "odlučuje rektor") == []


# The selection


def entry(rank: int, outcome: str, lines: tuple[Text, ...], **more: Any) -> RankingEntry:
    case, name = f"BMU-2026-000{rank}", ("Ana Petrović", "Bojan Lukić", "Ceca Žikić")[rank - 1]
    points = more.pop("points", decimal("72.5"))
    both = Text(name, name)
    return RankingEntry(rank, case, both, points, outcome, reasons=lines, **more)


def line(english: str) -> Text:
    return Text(english, f"[{english}]")


RANKING = RankingContext(
    CALL,
    replace(PROGRESS, list_version=2),
    2,
    (
        entry(1, "selected", (
            line("University of Graz, preference 1: place 1 of 1"),
        ), host="University of Graz"),
        entry(2, "waiting", (
            line("no place left of 1"), line("waiting: no preferred host has a place"),
        ), tie=line("below BMU-2026-0001: equal points; more mobilities")),
        entry(3, "rejected", (line("below the call's minimum of 50"),),
              points=decimal("40")),
    ),
    ("Milica Ilić", "Jovan Kos", "Sanja Rus"),
)  # fmt: skip
LIST_WINDOW = due_after("BMU-15c", DAY, date(2026, 3, 19), 8, "days", OFFICE.calendar)
LIST = DocumentContext(
    OFFICE, STUDIES, instant(3, 19, 2026), signers=SIGNERS, due=LIST_WINDOW, ranking=RANKING
)


def test_the_ranking_list_names_criteria_commission_places_and_the_right_of_appeal() -> None:
    text = printed("ranking_list", LIST)
    parts = (
        "Milica Ilić", "Jovan Kos", "Sanja Rus", "усклађеност програма", "50 од 100",
        "Ana Petrović", "72,5 од 100", "University of Graz", "Bojan Lukić", "Ceca Žikić",
        "верзију 1",
        "ректору у року од 8 дана", "27. марта 2026", "члан 15. став 4. Правилника",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_the_commission_and_the_rector_sign_the_list_which_rests_on_the_articles_of_its_kind() -> (
    None
):
    content = content_of("ranking_list", LIST)
    names = [signature["name"] for signature in content["signatures"]]
    assert names == ["Milica Ilić", "Jovan Kos", "Sanja Rus", "Miloš Njegovan"]
    assert content["head"]["rests_on"] == ["BMU-15b", "BMU-15c"]
    staff = OFFICE.in_force("bmu", "outgoing-teaching", date(2026, 2, 16))
    of_staff = content_of("ranking_list", replace(LIST, definition=staff))
    assert of_staff["head"]["basis"]["sr"].startswith("члана 15. став 4. и члана 29. Правилника")


@pytest.mark.parametrize("process", ["outgoing-teaching", "outgoing-training", "outgoing-research"])
def test_a_list_that_the_rector_chooses_rests_on_article_29_and_not_on_the_commissions_clauses(
    process: str,
) -> None:
    staff = OFFICE.in_force("bmu", process, date(2026, 2, 16))
    rector = Actor("rector", "Miloš Njegovan")
    choice = ListChoice(rector, "Fewer earlier mobilities go first.")
    content = content_of("ranking_list", replace(
        LIST, definition=staff, ranking=replace(RANKING, commission=(), choice=choice)
    ))  # fmt: skip
    assert content["head"]["rests_on"] == ["BMU-29"]
    assert content["head"]["basis"]["sr"].startswith("члана 29. Правилника")
    assert [signature["name"] for signature in content["signatures"]] == ["Miloš Njegovan"]


def test_each_tie_is_printed_once_and_each_reason_without_it() -> None:
    content = content_of("ranking_list", LIST)
    assert [tie["en"] for tie in content["ties"]] == [
        "2. Bojan Lukić: below BMU-2026-0001: equal points; more mobilities"
    ]
    assert [place["reason"] and place["reason"]["en"] for place in content["places"]] == [
        None,
        "no place left of 1; waiting: no preferred host has a place",
        "below the call's minimum of 50",
    ]


def test_the_nomination_letter_asks_for_an_answer_by_a_day_in_english() -> None:
    due = due_after("BMU-15d", DAY, date(2026, 3, 30), 35, "days", OFFICE.calendar)
    context = step("nominate", at=instant(3, 30, 2026), due=due)
    assert language_of("nomination_letter", context) == "en"
    text = printed("nomination_letter", context)
    parts = (
        "University of Graz", "Belgrade Metropolitan University", "Ana Petrović",
        "ana@students.example", "4 May 2026", "1 October 2026", "12 February 2027",
        "mobility@bmu.example", "Petar Simić", "Miloš Njegovan", "article 15 paragraph 5",
    )  # fmt: skip
    assert lacks(text, *parts) == []


BORN = replace(
    DOSSIER.candidate, birth_date=date(2004, 5, 17), birth_place="Niš", sex="female",
    matriculated_on=date(2023, 10, 1), field_of_study="0613",
)  # fmt: skip
ANSWER_BY = due_after("BMU-15d", DAY, date(2026, 3, 30), 35, "days", OFFICE.calendar)


def test_the_nomination_names_birth_field_level_and_the_erasmus_codes_of_both() -> None:
    graz = replace(CALL.hosts[0], erasmus_code="A GRAZ01")
    institution = replace(OFFICE.settings.institution, erasmus_code="RS BELGRAD99")
    office = Office(replace(OFFICE.settings, institution=institution), OFFICE.data)
    dossier = replace(DOSSIER, candidate=BORN, call=replace(CALL, hosts=(graz,)))
    context = step("nominate", dossier, office=office, at=instant(3, 30, 2026), due=ANSWER_BY)
    parts = (
        "Erasmus code A GRAZ01", "Erasmus code RS BELGRAD99", "Date of birth 17 May 2004",
        "Field of education (ISCED-F) 0613", "undergraduate studies", "Purpose studies",
        "Semesters 1",
    )  # fmt: skip
    assert lacks(printed("nomination_letter", context), *parts) == []


@pytest.mark.parametrize(
    ("institution", "process", "purpose"),
    [
        ("bmu", "outgoing-traineeship", "traineeship"),
        ("bmu", "outgoing-teaching", "teaching"),
        ("bmu", "outgoing-research", "research"),
        ("bee", "outgoing-training", "training"),
    ],
)
def test_a_nomination_has_the_purpose_of_its_own_mobility_and_no_semesters_of_studies(
    institution: str, process: str, purpose: str
) -> None:
    definition = OFFICE.in_force(institution, process, date(2026, 2, 16))
    nominate = definition.transitions["nominate"]
    context = replace(
        DECREE, definition=definition, transition=nominate, at=instant(3, 30, 2026), due=ANSWER_BY
    )
    content = content_of("nomination_letter", context)
    assert (content["purpose"]["en"], content["semesters"]) == (purpose, None)


def test_a_transcript_of_work_certifies_what_was_recorded_and_nothing_that_was_agreed() -> None:
    definition = OFFICE.in_force("bmu", "incoming-traineeship", date(2026, 2, 16))
    (issue,) = [
        transition
        for transition in definition.transitions.values()
        if "transcript_of_work" in transition.documents
    ]
    agreed = AgreementVersion("en", 1, tasks="Write tests", outcomes="Python")
    here = replace(
        DOSSIER, agreement=agreed, traineeship=None,
        candidate=replace(BORN, home_institution="University of Graz"),
    )  # fmt: skip
    context = replace(DECREE, definition=definition, transition=issue, dossier=here)
    content = content_of("transcript_of_work", context)
    open_fields = ("company", "tasks", "skills", "address", "country", "hours")
    assert [content[name] for name in open_fields] == [None] * 6
    assert content["signatures"][0]["name"] is None, "a line for the provider's own pen"
    done = replace(here, traineeship=Traineeship("Metropolitan Labs", tasks="Wrote tests"))
    recorded = content_of("transcript_of_work", replace(context, dossier=done))
    assert (recorded["company"], recorded["tasks"]) == ("Metropolitan Labs", "Wrote tests")


def test_a_refusal_by_the_office_gives_its_reason_and_rule() -> None:
    context = step("refuse_application", replace(DOSSIER, host_answer=None), details={
        "reason": "Конкурс је затворен.",
    })  # fmt: skip
    text = printed("refusal_letter", context)
    assert (
        lacks(text, "Конкурс је затворен.", "члан 15. ст. 1. и 2.", "Ana Petrović", "Petar Simić")
        == []
    )
    assert lacks(text, "став 5."), "the host's decision is no ground of the office"


def test_a_refusal_without_a_reason_admits_it() -> None:
    context = step("refuse_application", replace(DOSSIER, host_answer=None))
    assert lacks(printed("refusal_letter", context), "Разлог није евидентиран.") == []


def test_a_refusal_by_the_host_is_passed_on_as_the_hosts() -> None:
    refused = replace(DOSSIER, host_answer=HostAnswer(False, reason="The programme is full."))
    context = step("host_refuses", refused)
    content = content_of("refusal_letter", context)
    assert (content["refused_by"], content["host"]["name"]) == ("host", "University of Graz")
    assert (
        lacks(printed("refusal_letter", context), "The programme is full.", "члан 15. став 5.")
        == []
    )


def test_a_host_that_gave_no_reason_is_said_to_have_given_none() -> None:
    text = printed("refusal_letter", step("host_refuses", replace(
        DOSSIER, host_answer=HostAnswer(False)
    )))  # fmt: skip
    assert lacks(text, "Установа домаћин није навела разлог.") == []


# Appeals


def test_the_decision_on_an_appeal_against_the_decree_says_what_follows() -> None:
    due = due_on("BMU-24a", DAY, date(2027, 3, 22))
    context = appealed("decree", True, "uphold_appeal", due)
    text = printed("appeal_decision", context)
    parts = (
        "Жалба се усваја", "German has a match.", "It has none.", "10. марта 2027",
        "18. марта 2027", "8 дана од дана пријема", "члан 24. ст. 2. и 3.",
        "Поништава се решење број BMU-D-2027-0001 од 4. марта 2027. године и предмет се враћа"
        " академском координатору на поновно одлучивање.",
        "доноси ново решење", "22. марта 2027", "члан 24. став 1.", "Miloš Njegovan",
        "студентској служби",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_an_upheld_appeal_against_the_list_sets_it_aside_for_the_appellant_alone() -> None:
    text = printed("appeal_decision", appealed("list", True, "uphold_ranking_appeal"))
    parts = (
        "Ставља се ван снаге ранг листа, верзија 1 (Autumn semester 2026/27), у делу који се"
        " односи на подносиоца жалбе, и предмет се враћа комисији на поновно одлучивање.",
        "Ова одлука је коначна.",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_an_appeal_that_was_decided_without_a_reason_gets_no_paper() -> None:
    unexplained = Appeal("decree", date(2027, 3, 10), None, date(2027, 3, 15), True, None)
    context = step("uphold_appeal", replace(DOSSIER, appeals=(unexplained,)), at=instant(3, 15))
    with pytest.raises(MissingData, match="the reason of the decision is not recorded"):
        content_of("appeal_decision", context)


def test_a_dismissed_appeal_against_the_list_leaves_the_list_as_it_is() -> None:
    context = appealed("list", False, "dismiss_ranking_appeal")
    text = printed("appeal_decision", context)
    parts = ("Жалба се одбија", "ранг листа, верзија 1", "Листа остаје као што је објављена")
    assert lacks(text, *parts, "члан 15. став 4.", "18. марта 2027") == []


def test_the_time_to_decide_is_counted_as_the_deadline_was() -> None:
    earlier = replace(DOSSIER.decree, issued_on=date(2027, 4, 1))
    appeal = Appeal("decree", date(2027, 4, 22), None, date(2027, 4, 26), True, "It matches.")
    dossier = replace(DOSSIER, decree=earlier, appeals=(appeal,))
    content = content_of("appeal_decision", step("uphold_appeal", dossier, at=instant(4, 26)))
    # Fri 30 April is Good Friday; 1 to 3 May are holidays; for Sun 2 May, Tue 4 May is off too.
    assert content["decide_by"] == "2027-05-05"


def test_a_change_of_the_law_does_not_shorten_the_time_of_an_appeal_under_way() -> None:
    book = OFFICE.regulations["bmu"]
    rule = book.rule("BMU-24b")
    (days,) = rule.numbers["decision_days"]
    shorter = (days, replace(days, value=3, since=date(2027, 3, 12)))
    changed = replace(rule, numbers={**rule.numbers, "decision_days": shorter})
    amended = replace(book, rules={**book.rules, "BMU-24b": changed})
    context = appealed("decree", True, "uphold_appeal")
    content = content_of(
        "appeal_decision", replace(context, definition=replace(STUDIES, rulebook=amended))
    )
    assert content["decide_by"] == "2027-03-18"


# Other processes


def other_process(
    institution: str, process: str, trigger: str, rule: str, roles: tuple[str, ...], **more: Any
) -> ProcessDefinition:
    """A definition of one step: enough for the document that it makes."""
    transition = Transition(
        trigger, Text("A step", "Корак"), rule, ("before",), "after", roles, **more
    )
    kind = OFFICE.in_force(institution, process, date(2026, 2, 16)).kind
    return ProcessDefinition(
        institution, process, date(2021, 6, 29), Text("P", "П"), kind, "before", {},
        {trigger: transition}, {}, OFFICE.regulations[institution], {}, {},
    )  # fmt: skip


def context_in(definition: ProcessDefinition, dossier: Dossier, **more: Any) -> DocumentContext:
    """The context of a definition's only step."""
    (only,) = definition.transitions.values()
    return replace(DECREE, definition=definition, transition=only, dossier=dossier, **more)


def signed_by(document: str, *parties: str) -> BoundGuard:
    return BoundGuard(
        "agreement_is_signed", "BMU-11", lambda *_: [], {"document": document, "parties": parties}
    )


LECTURES = AgreementVersion(
    activity="Lectures on databases",
    teaching_hours=decimal("8"),
    insurance_agreed_otherwise=True,
    further_documents=("attendance_certificate",),
)
STAFF = replace(
    DOSSIER,
    candidate=Candidate("Vesna Čađenović", "v@bmu.example", employed=True, staff="teaching"),
    application=Application(
        date(2026, 11, 2), date(2026, 11, 6), ("University of Graz",), teaching_hours=decimal("8")
    ),
    host_answer=HostAnswer(True, date(2026, 11, 2), date(2026, 11, 6)),
    documents={"acceptance_letter": Document("acceptance_letter", delivered_on=date(2026, 9, 1))},
    agreement=LECTURES,
    agreed=LECTURES,
    placement=None,
)


def test_the_rector_approves_exactly_the_period_that_the_host_confirmed() -> None:
    definition = other_process(
        "bmu", "outgoing-teaching", "approve_mobility", "BMU-30", ("rector",)
    )
    text = printed("approval_decision", context_in(definition, STAFF, at=instant(9, 4, 2026)))
    parts = (
        "Vesna Čađenović", "од 2. новембра 2026. до 6. новембра 2026.", "1. септембра 2026",
        "University of Graz", "члан 31. став 2.", "члан 31. став 1.", "Miloš Njegovan",
        "члана 30. Правилника", "10-10-00315/1", "не предвиђају правно средство",
    )  # fmt: skip
    assert lacks(text, *parts) == []


def test_an_incoming_students_transcript_explains_our_grades_in_english() -> None:
    definition = other_process(
        "bmu", "incoming-studies", "issue_transcript", "BMU-12b", ("academic_coordinator",)
    )
    guest = Candidate("Łukasz Nguyễn", "l@pl.example", home_institution="Politechnika Łódzka")
    here = Transcript((
        TranscriptCourse("Machine Learning", decimal("8"), "10", True, "CS410"),
        TranscriptCourse("Serbian", decimal("4"), "5", False),
    ))  # fmt: skip
    context = context_in(definition, replace(DOSSIER, candidate=guest, transcript=here))
    assert language_of("transcript_of_records", context) == "en"
    text = printed("transcript_of_records", context)
    parts = (
        "Łukasz Nguyễn", "Politechnika Łódzka", "Machine Learning", "CS410",
        "excellent with distinction", "2026/2027", "1 October 2026", "Jelena Đorđević",
        "article 12 paragraphs 2, 3, 5 and 6",
    )  # fmt: skip
    assert lacks(text, *parts) == []
    assert lacks(text, "CS410", "Serbian") == ["Serbian"]


# The other institution


def test_the_faculty_names_no_number_and_no_remedy_that_it_does_not_have() -> None:
    definition = other_process(
        "bee", "outgoing-studies", "issue_decree", "BEE-R2", ("academic_coordinator",),
        guards=(signed_by("learning_agreement", "student", "dean", "host"),),
    )  # fmt: skip
    content = content_of("decree", context_in(definition, DOSSIER))
    assert content["remedy"] is None
    assert [signature["name"] for signature in content["signatures"]] == [
        "Jelena Đorđević",
        "Goran Tomić",
        "Vera Lazić",
    ]
    assert content["head"]["rests_on"] == ["BEE-R2", "BEE-L4"]
    assert content["head"]["basis"]["sr"] == (
        "Процедура за мобилност и признавање ЕСПБ Факултета"
        " (поступак за студенте, признавање; поступак за студенте, упоређивање)"
    )
    # The configured address is the university's; the faculty's stands in its own contest.
    assert content["head"]["address"]["en"] == "Mitropolita Petra 8, Belgrade"
    assert content["head"]["place"]["sr"] == "Београд"


def test_the_facultys_approval_rests_on_procedures_without_a_number() -> None:
    definition = other_process("bee", "outgoing-teaching", "approve_mobility", "BMU-30", ("dean",))
    text = printed("approval_decision", context_in(definition, STAFF))
    assert (
        lacks(text, "Процедура за мобилност", "Vera Lazić", "конкурс за запослене, критеријуми")
        == []
    )
    assert lacks(text, "10-10-00315/1") == ["10-10-00315/1"]


def test_a_complaint_against_the_facultys_list_goes_to_whom_its_definition_names() -> None:
    upheld = Transition(
        "uphold_ranking_appeal", Text("U", "У"), "BEE-C5", ("ranking_appeal",), "ranking",
        ("dean",), takes="appeal_upheld",
    )  # fmt: skip
    lodged = replace(
        upheld, trigger="lodge_ranking_appeal", sources=("ranking",), target="ranking_appeal",
        takes="ranking_appeal",
    )  # fmt: skip
    definition = replace(
        other_process("bee", "outgoing-studies", "x", "BEE-C4", ("dean",)),
        transitions={step.trigger: step for step in (lodged, upheld)},
    )
    call = replace(CALL, appeal_days=None)
    published = date(2026, 3, 19)
    due = due_after("BEE-C5", DAY, published, 7, "days", OFFICE.calendar)
    until = replace(PROGRESS, appeal_until=due.due)
    ranking = replace(RANKING, call=call, progress=until)
    context = replace(LIST, definition=definition, ranking=ranking, due=due)
    remedy = content_of("ranking_list", context)["remedy"]
    assert (remedy["to"], remedy["lodge_within"]["count"]) == ("dean", 7)
    text = printed("ranking_list", context)
    said = ("приговор у року од 7 дана", "О приговору одлучује декан.", "поступак за студенте")
    assert lacks(text, *said, "26. марта 2026") == []
    for more_than_the_source_says in ("коначна", "жалб", "8 дана"):
        assert flat(more_than_the_source_says) not in text


def test_staff_are_told_that_the_remedy_of_students_is_applied_to_them_accordingly() -> None:
    staff = OFFICE.in_force("bmu", "outgoing-teaching", date(2026, 2, 16))
    text = printed("ranking_list", replace(LIST, definition=staff))
    assert lacks(text, "члан 15. став 4.", "сходна примена на запослене: члан 29.") == []
    assert flat("сходна примена") not in printed("ranking_list", LIST)


def test_a_list_in_cyrillic_names_everybody_in_cyrillic_whose_name_is_known_so() -> None:
    ana = Text("Ana Petrović", "Ана Петровић")
    first, *others = RANKING.entries
    members = (Text("Prof. Milica Ilić", "проф. др Милица Илић"), "Jovan Kos")
    ranking = replace(RANKING, entries=(replace(first, candidate=ana), *others), commission=members)
    text = printed("ranking_list", replace(LIST, ranking=ranking))
    assert lacks(text, "Ана Петровић", "проф. др Милица Илић", "Jovan Kos") == []
    assert flat("Ana Petrović") not in text


# What can't be written


def test_what_is_not_recorded_is_said_in_a_sentence() -> None:
    with pytest.raises(MissingData, match="the agreement is not recorded"):
        content_of(
            "agreement_form", step("sign_learning_agreement", replace(DOSSIER, agreement=None))
        )
    with pytest.raises(MissingData, match="names the commission"):
        bare = replace(RANKING, commission=(), call=replace(CALL, commission=()))
        content_of("ranking_list", replace(LIST, ranking=bare))
    with pytest.raises(MissingData, match="no document of the kind 'poem'"):
        content_of("poem", DECREE)


def test_the_document_says_what_was_written_down_with_the_decree_and_composes_nothing_anew() -> (
    None
):
    composed = recognition_of(DECREE)
    shorter = replace(composed, replaced=composed.replaced[:1])
    context = replace(DECREE, recognition=shorter)
    assert recognition_of(context) is shorter
    assert len(content_of("decree", context)["replaced"]) == 1
