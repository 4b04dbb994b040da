"""The catalogue holds every mail of the office's vocabulary, and each has all its templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from notifications.catalogue import CATALOGUE
from notifications.rendering import TEMPLATES
from states.vocabulary import PRODUCED

ABOUT_A_CASE = [
    "application_received",
    "application_refused",
    "ranking_published",
    "ranking_appeal_received",
    "ranking_appeal_decided",
    "nomination",
    "host_answer",
    "agreement_signed",
    "departure",
    "agreement_changed",
    "documents_missing",
    "documents_received",
    "decree_issued",
    "appeal_received",
    "appeal_decided",
    "complaint_received",
    "complaint_decided",
    "certification_refused",
    "decree_final",
    "decree_not_final",
    "nomination_recalled",
    "host_cancelled",
    "mobility_approved",
    "transcript_issued",
    "transcript_not_issued",
    "request_refused",
    "request_withdrawn",
    "withdrawn",
    "project_submitted",
    "project_decided",
    "project_agreed",
    "project_report_delivered",
    "project_ended",
    "partner_agreement_sent",
    "partner_agreement_concluded",
    "partner_agreement_ends_in_a_year",
    "partner_agreement_ended",
    "reminder",
    "overdue",
    "escalation",
    "asked_again",
    "assigned",
    "mentioned",
    "followed_case",
    "back_from_hold",
    "outside_link",
    "outside_code",
    "submission_returned",
    "outside_locked",
    "is_all_well",
    "survey",
]


def test_the_catalogue_holds_every_mail_of_the_vocabulary_and_no_other():
    assert {name for name, mail in CATALOGUE.items() if mail.about == "case"} == set(ABOUT_A_CASE)
    assert {name for name, mail in CATALOGUE.items() if mail.about == "call"} == {
        "application_link",
        "call_published",
        "list_awaited",
    }
    assert {name for name, mail in CATALOGUE.items() if mail.about == "office"} == {
        "briefing",
        "plan_given_out",
        "weekly_plan",
        "monthly_plan",
        "invitation",
        "password_reset",
        "address_changed",
        "test_mail",
        "objection_answered",
        "objection_waits",
    }


@pytest.mark.parametrize("mail", CATALOGUE)
def test_each_mail_has_its_six_templates_and_no_stray_file(mail: str):
    folder = TEMPLATES / mail
    assert {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} == {
        f"{language}/{name}"
        for language in ("en", "sr")
        for name in ("subject.txt", "glance.txt", "body.txt")
    }


def test_there_is_no_template_for_a_mail_that_the_catalogue_lacks():
    assert {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()} == set(CATALOGUE)


def test_only_what_the_office_produces_is_attached():
    attachment_kinds = {kind for mail in CATALOGUE.values() for kind in mail.attaches}
    assert attachment_kinds <= PRODUCED
    assert CATALOGUE["decree_issued"].attaches == ("decree",)
    assert CATALOGUE["nomination"].attaches == ("nomination_letter",)


def test_no_two_mails_say_the_same():
    bodies: dict[str, Path] = {}
    for body in sorted(TEMPLATES.glob("*/*/body.txt")):
        assert bodies.setdefault(body.read_text(), body) == body
