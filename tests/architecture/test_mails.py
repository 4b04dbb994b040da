"""Every mail is written in both languages and has somebody who sends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from notifications.catalogue import CATALOGUE
from notifications.rendering import TEMPLATES
from office.wiring import Office
from states.definition import ProcessDefinition
from states.loader import definition_files
from states.vocabulary import DESKS, ROLES
from workflows.running.digests import digests_of

PARTS = {"subject.txt", "glance.txt", "body.txt"}
OF_A_CALL = {"call_published", "list_awaited"}
"""Announced when a call opens, by no step of a case (BMU-15a); the words of a list's ladder."""
AMONG_COLLEAGUES = {"asked_again", "assigned", "mentioned", "followed_case", "back_from_hold"}
"""Of what people arrange about a case; tests/workflows/cases and running send each of them."""

OF_A_PLAN = {"plan_given_out"}
"""Sent as the Head gives a plan out (`workflows.people.giving_out`)."""

OF_PEOPLE_OUTSIDE = {
    "application_link",
    "outside_link",
    "outside_code",
    "submission_returned",
    "outside_locked",
    "is_all_well",
    "survey",
}
"""Of links, codes and what is handed in by them; tests/web/outside sends each of them. What who is
away and who is back is asked (`workflows.running.stay_mails`)."""

OF_OBJECTIONS = {"objection_answered", "objection_waits"}
"""Sent as somebody answers one, and as time passes; tests/workflows/outside sends both."""

OF_AN_ACCOUNT = {"invitation", "password_reset", "address_changed", "test_mail"}
"""Sent by who keeps the register of people (`workflows.people.account_mails`), and by who sets up
the mail (`workflows.people.first_mail`)."""


@pytest.fixture(scope="module")
def definitions(office: Office) -> list[ProcessDefinition]:
    return [office.definition(f"{path.parent.name}/{path.stem}") for path in definition_files()]


@pytest.mark.parametrize("mail", CATALOGUE)
@pytest.mark.parametrize("language", ["en", "sr"])
def test_every_mail_is_written_in_both_languages(mail: str, language: str) -> None:
    folder = TEMPLATES / mail / language
    assert {path.name for path in folder.iterdir()} == PARTS
    assert all(path.read_text(encoding="utf-8").strip() for path in folder.iterdir())


def test_every_mail_is_sent_by_a_step_a_timer_a_digest_or_a_call(
    office: Office, definitions: list[ProcessDefinition]
) -> None:
    of_the_law = {*_by_steps(definitions), *_by_timers(office), *_by_digests(office), *OF_A_CALL}
    assert not of_the_law & (AMONG_COLLEAGUES | OF_PEOPLE_OUTSIDE)
    by_people = AMONG_COLLEAGUES | OF_PEOPLE_OUTSIDE
    sent_mails = of_the_law | by_people | OF_AN_ACCOUNT | OF_A_PLAN | OF_OBJECTIONS
    assert set(CATALOGUE) - sent_mails == set(), "nobody sends these"
    assert sent_mails - set(CATALOGUE) == set(), "these are sent and not written"


def test_no_mail_of_a_step_goes_to_the_passing_of_time(
    definitions: list[ProcessDefinition],
) -> None:
    addressees = {
        role
        for definition in definitions
        for step in definition.transitions.values()
        for rule in step.mails
        for role in rule.to
    }
    assert addressees <= {*ROLES, *DESKS} - {"system"}


def test_what_a_mail_carries_is_made_by_the_step_that_sends_it(
    definitions: list[ProcessDefinition],
) -> None:
    """A mail that attaches a document which no step of its process makes would wait for ever."""
    for definition in definitions:
        for step in definition.transitions.values():
            documents = {*step.documents, *(["ranking_list"] if step.of_call else [])}
            for rule in step.mails:
                attachments = set(CATALOGUE[rule.mail].attaches)
                assert not step.documents or not attachments or attachments & documents, (
                    f"{definition.key}: {step.trigger} sends {rule.mail} and makes {documents}"
                )


def test_the_host_hears_of_a_withdrawal_from_the_nomination_on_and_never_before(
    definitions: list[ProcessDefinition],
) -> None:
    before = {"call", "application", "ranking", "ranking_appeal"}
    outgoing = [definition for definition in definitions if "nominated" in definition.states]
    assert {definition.institution for definition in outgoing} == {"bmu", "bee"}
    for definition in outgoing:
        withdraw = definition.transitions["withdraw"]
        sources = {
            source
            for rule in withdraw.mails
            for source in (rule.sources or withdraw.sources)
            if "host" in rule.to
        }
        assert sources == set(withdraw.sources) - before, definition.key


def test_an_unanswering_host_is_asked_again_and_never_urged(
    office: Office, definitions: list[ProcessDefinition]
) -> None:
    for definition in definitions:
        for state in definition.states.values():
            for awaited_step in state.awaits:
                assert ("host" in awaited_step.reminds) is (awaited_step.step == "host_accepts")
                assert "host" not in awaited_step.owners
    assert not any("host" in level.to for ladder in office.ladders.values() for level in ladder)


def test_student_service_enters_a_recognition_once_it_is_final(
    definitions: list[ProcessDefinition],
) -> None:
    """It hears of each step against a Decree, and that it is final where nothing is left."""
    disputes = ("lodge_appeal", "uphold_appeal", "lodge_complaint", "uphold_complaint")
    final = ("dismiss_appeal", "dismiss_complaint", "finalise")
    for definition in definitions:
        for trigger in (*disputes, *final):
            if step := definition.transitions.get(trigger):
                mails = {rule.mail for rule in step.mails if "student_service" in rule.to}
                assert ("decree_final" in mails) is (trigger in final), (definition.key, trigger)
                assert mails, (definition.key, trigger)


def test_there_is_no_folder_of_a_mail_that_nobody_knows() -> None:
    folders = {path.name for path in Path(TEMPLATES).iterdir() if path.is_dir()}
    assert folders == set(CATALOGUE)


def _by_steps(definitions: list[ProcessDefinition]) -> Iterator[str]:
    for definition in definitions:
        for step in definition.transitions.values():
            yield from (rule.mail for rule in step.mails)


def _by_timers(office: Office) -> Iterator[str]:
    for levels in office.ladders.values():
        yield from (level.mail for level in levels)


def _by_digests(office: Office) -> Iterator[str]:
    """The digests of a month hold each kind at least once."""
    for ahead in range(31):
        day = date(2026, 3, 1) + timedelta(days=ahead)
        yield from (digest.mail for digest in digests_of(office, day))
