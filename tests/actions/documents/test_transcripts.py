"""What the office certifies of those who came: a transcript of records, or of work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.documents.producing import language_of
from states.calls import Candidate
from states.dossier import AgreementVersion, Traineeship
from states.recognition import Transcript, TranscriptCourse
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.example_case import DECREE, DOSSIER, OFFICE, decimal, printed
from tests.actions.documents.example_process import context_in, other_process
from tests.actions.documents.printed_words import lacks
from tests.actions.documents.test_nominations import BORN


def test_a_transcript_of_work_certifies_what_was_recorded_and_nothing_that_was_agreed() -> None:
    definition = OFFICE.in_force("bmu", "incoming-traineeship", date(2026, 2, 16))
    (issue,) = [
        transition
        for transition in definition.transitions.values()
        if "transcript_of_work" in transition.documents
    ]
    agreement = AgreementVersion("en", 1, tasks="Write tests", outcomes="Python")
    here = replace(
        DOSSIER, agreement=agreement, traineeship=None,
        candidate=replace(BORN, home_institution="University of Graz"),
    )  # fmt: skip
    context = replace(DECREE, definition=definition, transition=issue, dossier=here)
    content = content_of("transcript_of_work", context)
    open_fields = ("company", "tasks", "skills", "address", "country", "hours")
    assert [content[name] for name in open_fields] == [None] * 6
    assert content["signatures"][0]["name"] is None, "a line for the provider's own pen"
    dossier = replace(here, traineeship=Traineeship("Metropolitan Labs", tasks="Wrote tests"))
    after = content_of("transcript_of_work", replace(context, dossier=dossier))
    assert (after["company"], after["tasks"]) == ("Metropolitan Labs", "Wrote tests")


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
