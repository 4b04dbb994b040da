"""What leaves the office keeps to who goes: their language, and the clause that speaks of them."""

from __future__ import annotations

import re

import pytest

from office.wiring import Office
from persistence.database import write_transaction
from persistence.persons import person_of
from persistence.tables import persons
from states.calls import Candidate
from tests.simulation.played_stories import letters, papers, played
from tests.workflows.office_fixtures import Work, work

__all__ = ["work"]

INCOMING = ("incoming-studies-all-in-time", "incoming-traineeship-all-in-time")
OF_STAFF = (
    "bmu-other/outgoing-teaching-all-in-time",
    "bmu-other/outgoing-training-all-in-time",
    "bmu-other/outgoing-research-all-in-time",
    "bmu-other/outgoing-teaching-no-exact-period",
    "bmu-other/outgoing-training-appeal-dismissed",
    "bee/outgoing-teaching-all-in-time",
    "bee/outgoing-training-all-in-time",
    "neighbours/the-host-of-the-facultys-teacher-cancels-on-the-stay",
)
STUDENTS = re.compile(
    r"(?<!за )(student(?! service| procedure)[a-z]*|студент(?!ск)\w*)", re.IGNORECASE
)
"""But for Student Service, and the procedure that is applied to staff accordingly."""


@pytest.mark.parametrize("story", INCOMING)
def test_who_comes_to_us_is_written_to_in_english_where_nobody_told_a_language(
    office: Office, story: str
) -> None:
    with played(office, f"bmu-other/{story}") as stage:
        to_candidate = [text for text in letters(stage) if text.startswith("Dear Lea Huber")]
        texts = [text for text in letters(stage) if "Huber" in text]
    assert len(to_candidate) >= 4
    assert not [text for text in texts if re.search("[а-яА-Я]|Poštovan", text)]


@pytest.mark.parametrize("story", OF_STAFF)
def test_no_mail_of_a_staff_mobility_rests_on_what_is_said_of_students(
    office: Office, story: str
) -> None:
    with played(office, story) as stage:
        texts = letters(stage)
    assert len(texts) > 5
    assert [text for text in texts if STUDENTS.search(text)] == []


def test_papers_of_staff_and_of_who_comes_rest_on_the_articles_that_speak_of_them(
    office: Office,
) -> None:
    """Articles 29 and 30 speak of staff, article 26 of who comes; article 15 of neither."""
    with played(office, "bmu-other/outgoing-teaching-all-in-time") as stage:
        of_staff = papers(stage)
    with played(office, "bmu-other/incoming-studies-refused-in-writing") as stage:
        of_incoming = papers(stage)
    with played(office, "bmu/an-application-is-refused") as stage:
        of_student = papers(stage)
    assert "Underarticle30paragraph1" in of_staff["BMU-2026-0001-nomination_letter.pdf"]
    refusal = of_incoming["BMU-2026-0001-refusal_letter-sr.pdf"]
    assert "члана26.ст.1,2,3.и4." in refusal and "члан26.ст.2,3.и4." in refusal
    assert not re.search("члана?15", refusal)
    assert any("члана15.ст.1.и2." in text for text in of_student.values())


@pytest.mark.parametrize(
    ("story", "subject", "count"),
    [
        ("bmu-requests/transcript-request-in-time", "Ваш препис оцена", "Број предмета: 2 "),
        ("bmu-other/incoming-studies-all-in-time", "Your Transcript of Records", "Courses: 2 "),
    ],
)
def test_a_letter_counts_the_courses_that_its_transcript_shows(
    office: Office, story: str, subject: str, count: str
) -> None:
    """Article 12: it certifies exams that were passed; of three recorded ones two were."""
    with played(office, story) as stage:
        (letter,) = letters(stage, subject)
    assert count in letter


def test_what_certifies_a_traineeship_rests_on_the_article_on_it_alone(office: Office) -> None:
    """Article 12 is on Transcripts of Records, article 13 on those of Work."""
    with played(office, "bmu-other/incoming-traineeship-all-in-time") as stage:
        of_work = papers(stage)["BMU-2026-0001-transcript_of_work.pdf"]
    with played(office, "bmu-other/incoming-studies-all-in-time") as stage:
        of_records = papers(stage)["BMU-2026-0001-transcript_of_records.pdf"]
    assert "Underarticle13oftheRulebook" in of_work and "article12" not in of_work
    assert "Underarticle12paragraphs2,3,5and6oftheRulebook" in of_records


def test_a_mail_rests_on_the_article_of_what_it_tells(office: Office) -> None:
    """Article 27 is on the status of who comes to us, 13 on Transcripts of Work, 12 on those of
    Records; article 8 is on concluding the agreement."""
    with played(office, "bmu-other/incoming-traineeship-all-in-time") as stage:
        (of_work,) = letters(stage, "Your Transcript of Work")
        (start_of_work,) = letters(stage, "Your mobility has begun")
    with played(office, "neighbours/an-incoming-trainee-who-did-nothing") as stage:
        (without,) = letters(stage, "No Transcript of Work")
    with played(office, "bmu-other/incoming-studies-all-in-time") as stage:
        (of_records,) = letters(stage, "Your Transcript of Records")
        (start_of_studies,) = letters(stage, "Your mobility has begun")
    with played(office, "bmu/outgoing-in-time") as stage:
        (start_abroad,) = letters(stage, "Ваша мобилност је почела")
    for letter in (of_work, without):
        assert "article 13 of the Rulebook" in letter and "article 12" not in letter
    assert "article 12 paragraphs 2, 3, 5 and 6 of the Rulebook" in of_records
    for letter in (start_of_work, start_of_studies):
        assert "article 27 of the Rulebook" in letter and "article 8" not in letter
    assert "члан 8" in start_abroad and "члан 27" not in start_abroad


@pytest.mark.parametrize(
    ("institution", "after_conclusion", "kinds"), [("bmu", 9, 3), ("bee", 8, 1)]
)
def test_a_draft_promises_a_partner_nothing_as_agreed(
    office: Office, institution: str, after_conclusion: int, kinds: int
) -> None:
    story = f"{institution}-agreements/agreement-in-time"
    with played(office, story, but_last=after_conclusion) as stage:
        (draft,) = letters(stage, "Draft of an inter-institutional agreement")
        (conclusion,) = letters(stage, "Agreement signed by both", to="incoming@")
    assert "Proposed period: " in draft and f"Kinds of places proposed: {kinds} " in draft
    assert not re.search("Holds: |agreed on", draft)
    assert "Holds: " in conclusion and f"Kinds of places agreed on: {kinds} " in conclusion


@pytest.mark.parametrize("story", ["incoming-studies", "incoming-traineeship"])
def test_who_comes_from_abroad_reads_why_the_application_is_refused(
    office: Office, story: str
) -> None:
    """Article 26 paragraph 4: the reasons are delivered in writing, to who reads no Serbian."""
    with played(office, f"bmu-other/{story}-refused-in-writing") as stage:
        of_incoming = papers(stage)
    assert set(of_incoming) == {f"BMU-2026-0001-refusal_letter-{code}.pdf" for code in ("en", "sr")}
    english = of_incoming["BMU-2026-0001-refusal_letter-en.pdf"]
    assert "RefusalofanApplicationforMobility" in english
    assert "Thechosencoursesarenottaughtinspring" in english
    assert "article26paragraphs2,3and4" in english and "paragraphs1and2" not in english
    assert not re.search("[а-яА-Я]", english)
    with played(office, "bmu/an-application-is-refused") as stage:
        assert "BMU-2026-0001-refusal_letter.pdf" in papers(stage)


@pytest.mark.parametrize(
    ("story", "who_decides"),
    [
        ("bmu/outgoing-in-time", "О жалби одлучује ректор."),
        ("bmu-other/outgoing-teaching-all-in-time", "О жалби одлучује ректор."),
        ("bee/outgoing-studies-all-in-time", "О приговору одлучује декан."),
    ],
)
def test_who_hears_of_the_list_hears_who_decides_on_what_is_brought_against_it(
    office: Office, story: str, who_decides: str
) -> None:
    with played(office, story) as stage:
        list_mails = letters(stage, "Објављена је ранг листа")
    assert list_mails and all(who_decides in text for text in list_mails)


def test_whom_the_office_knows_is_written_to_as_before_until_somebody_tells_otherwise(
    work: Work,
) -> None:
    def language(candidate: Candidate) -> str:
        with write_transaction(work.engine) as connection:
            person_id = person_of(connection, candidate, "sr")
        return str(work.rows(persons, id=person_id)[0].writes_in)

    eva = Candidate("Eva Huber", "eva@graz.example", writes_in="en")
    assert language(eva) == "en"
    assert language(Candidate("Eva Huber", "Eva@graz.example")) == "en"
    assert language(Candidate("Eva Huber", "eva@graz.example", writes_in="sr-Latn")) == "sr-Latn"
    assert language(Candidate("Mia Lang", "mia@graz.example")) == "sr"


@pytest.mark.parametrize(
    ("story", "but_last", "title"),
    [
        ("late-appeals/of-whose-application-the-office-refused", 5, "Appeal against the list"),
        ("late-appeals/won-by-whose-application-the-faculty-refused", 11, "Complaint against the"),
    ],
)
def test_what_waits_for_its_decision_at_an_end_stands_in_the_briefing(
    office: Office, story: str, but_last: int, title: str
) -> None:
    """No step is awaited of a case that was refused, so nothing else would tell of the appeal."""
    with played(office, story, but_last) as stage:
        first_briefing, *_, briefing = letters(stage, "due today", to="head.of.ico")
    assert "Asked for and not decided yet" in briefing and title in briefing
    assert title not in first_briefing
