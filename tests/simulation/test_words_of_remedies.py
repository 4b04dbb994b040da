"""A decision bears the name of the very remedy it is on, whatever the office has set since."""

from __future__ import annotations

from notifications.catalogue import CATALOGUE
from office.wiring import Office
from persistence import act_list, action_lists
from persistence.act_list import ActFilter
from persistence.database import reading, write_transaction
from persistence.documents import documents_of
from rules.remedy_words import title_against
from simulation.rehearsal.player import Stage
from states.decision import Actor
from states.text import Text
from tests.simulation.played_stories import STORIES, played
from tests.situations.test_situations import _office_of
from web.views.confirmation import Consequences, consequences_of
from web.views.remedies import act_title, carried_title
from workflows.cases.advance import Request, advance_case
from workflows.foreseeing import Reach, do_if_confirmed

OF_AN_APPEAL = Text("decision on the appeal", "одлука по жалби")
OF_A_COMPLAINT = Text("decision on the complaint", "одлука по приговору")
FOR_A_WEEK_ANNEX_9 = "complaints-from-4-june/a-complaint-dismissed-is-final"


def decisions(stage: Stage, office: Office) -> list[Text]:
    """What the register of an office calls the decisions of a story, the newest first."""
    institution = stage.office.settings.institution.key
    with reading(stage.engine) as connection:
        acts = act_list.every(connection, ActFilter(institution, kind="appeal_decision"))
        return [act_title(office, listed_act, institution) for listed_act in acts]


def papers_of_case(stage: Stage) -> list[Text]:
    """What the page of a story's case calls its decisions, made or still to be made."""
    with reading(stage.engine) as connection:
        case_id = stage.case_id(next(iter(stage.numbers or {})))
        made_papers = documents_of(connection, case_id, None)
        awaited_papers = action_lists.unfinished(connection, case_id)
    return [
        *(
            title_against(paper.kind, paper.against)
            for paper in made_papers
            if paper.kind == "appeal_decision"
        ),
        *(
            title_against("appeal_decision", action.against)
            for action in awaited_papers
            if action.document == "appeal_decision"
        ),
    ]


def foreseen(stage: Stage, office: Office, trigger: str) -> Consequences:
    """What a page announces of a step before it is confirmed."""
    coordinator, details = Actor("academic_coordinator"), {"reason": "The table leaves no choice"}
    with write_transaction(stage.engine) as connection:
        case_id = stage.case_id(next(iter(stage.numbers or {})))
        request = Request(case_id, trigger, details)
        outcome = do_if_confirmed(
            connection,
            Reach([case_id]),
            lambda: advance_case(connection, stage.office, request, coordinator, stage.now),
            "",
        )
    return consequences_of(office, outcome.foreseen)


def test_a_decision_on_a_complaint_is_called_so_where_the_settings_know_appeals_alone(
    office: Office,
) -> None:
    """The Decree bears annex 9, which the office that reads it never chose, as the demo's does."""
    of_that_week = _office_of(STORIES / f"{FOR_A_WEEK_ANNEX_9}.yaml", office)
    with played(of_that_week, FOR_A_WEEK_ANNEX_9, but_last=1) as stage:
        consequences = foreseen(stage, office, "dismiss_complaint")
    (title,) = consequences.documents
    assert title.sr.startswith("Одлука по приговору, BMU-"), title
    attached_titles = {title for mail in consequences.mails for title in mail.carries}
    assert attached_titles == {OF_A_COMPLAINT}
    with played(of_that_week, FOR_A_WEEK_ANNEX_9) as stage:
        assert decisions(stage, office) == [OF_A_COMPLAINT]
        assert papers_of_case(stage) == [OF_A_COMPLAINT]


def test_a_decision_on_an_appeal_is_called_so_where_the_settings_know_complaints_alone(
    office: Office,
) -> None:
    of_that_week = _office_of(STORIES / f"{FOR_A_WEEK_ANNEX_9}.yaml", office)
    with played(office, "bmu/an-appeal-upheld-corrects-the-decree") as stage:
        assert decisions(stage, of_that_week) == [OF_AN_APPEAL, OF_AN_APPEAL]
        assert papers_of_case(stage) == [OF_AN_APPEAL, OF_AN_APPEAL]


def test_a_mail_that_brings_a_decision_carries_it_by_its_own_word(office: Office) -> None:
    """Where the settings know both, as those of an office that chose annex 9."""
    of_that_week = _office_of(STORIES / f"{FOR_A_WEEK_ANNEX_9}.yaml", office)
    carried_titles = {
        mail.name: carried_title(of_that_week, mail, "appeal_decision", ["bmu"])
        for mail in CATALOGUE.values()
        if "appeal_decision" in mail.attaches
    }
    assert carried_titles == {
        "ranking_appeal_decided": OF_AN_APPEAL,
        "appeal_decided": OF_AN_APPEAL,
        "complaint_decided": OF_A_COMPLAINT,
    }


def test_against_a_list_each_institution_has_its_own_word(office: Office) -> None:
    with played(office, "bmu/an-appeal-upheld-makes-a-new-list") as stage:
        assert decisions(stage, office) == [OF_AN_APPEAL]
    with played(office, "bee/outgoing-studies-complaint") as stage:
        assert decisions(stage, office) == [OF_A_COMPLAINT]
