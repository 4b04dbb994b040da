"""What leaves the office in stories of the faculty: letters and papers say what its source says."""

from __future__ import annotations

import re

from office.wiring import Office
from tests.simulation.played_stories import letters, papers, played


def test_against_its_list_one_complains_and_no_letter_calls_the_decision_final(
    office: Office,
) -> None:
    with played(office, "bee/outgoing-studies-complaint") as stage:
        (acknowledgement,) = letters(stage, "Ваш приговор на ранг листу је примљен")
        (decision,) = letters(stage, "Приговор на ранг листу је одбијен")
        (request,) = letters(stage, "Complaint against the ranking list:", to="dean@")
        all_text = " ".join(letters(stage))
    assert "У прилогу: одлука по приговору" in decision
    assert "примљен је и прослеђен на одлучивање" in acknowledgement
    assert "The decision is delivered to the complainant." in request
    of_candidates = " ".join((acknowledgement, decision, *re.findall(r"Поштовани,.*", all_text)))
    assert not re.search("жалб|коначн", of_candidates, re.IGNORECASE)
    assert "final" not in request


def test_who_goes_without_erasmus_is_promised_no_recognition(office: Office) -> None:
    with played(office, "bee/outgoing-studies-bilateral") as stage:
        (agreement_mail,) = letters(stage, "Потписан је уговор о учењу")
        (documents_mail,) = letters(stage, "документација је потпуна")
        (to_host,) = letters(stage, "has begun", to="University of Split")
    assert (
        "па се после ове мобилности не признају" in agreement_mail
        and "признаје се" not in agreement_mail
    )
    assert (
        "о признавању овде не одлучује" in documents_mail and "доноси решење" not in documents_mail
    )
    assert "recognised" not in to_host


def test_a_student_hears_of_the_thirty_days_and_the_certification(office: Office) -> None:
    with played(office, "bee/outgoing-studies-all-in-time") as stage:
        (agreement_mail,) = letters(stage, "Потписан је уговор о учењу")
        (away,) = letters(stage, "мобилност је почела")
        (decree_mail,) = letters(stage, "Ваше решење о признавању")
        pdf_texts = papers(stage)
    assert "најкасније 30 дана по доласку" in agreement_mail
    assert "само у року од 30 дана од доласка" in away and "школарина" not in away
    assert "Предаје се: писана молба за признавање, препис оцена" in away
    assert "превод судског тумача, осим за препис на језику: српски, енглески, црногорски" in away
    assert "тек после овере" in decree_mail
    decree = pdf_texts["BEE-2026-0001-decree.pdf"]
    assert "МитрополитаПетра8,Београд" in decree and "Београд,12.фебруара2027." in decree
    assert "Заменикдиректора,овераварешење" in decree
    # Where a change would be signed, too, it is the Dean who speaks for the faculty.
    form = pdf_texts["BEE-2026-0001-agreement_form.pdf"]
    assert "NameRector" not in form and form.count("NameDean") == 2
