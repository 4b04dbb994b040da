"""The guards by the names that definitions use. Each is pure, and answers for one rule at a time.

A guard never raises on a dossier that lacks something: it says what is lacking. What it must be
given besides stands in `NEEDS`, so that a definition which forgets it is found before it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from rules.guards import (
    agreement,
    appeal,
    application,
    application_documents,
    documents,
    ects,
    mobility,
    own_list_appeal,
    partner_agreements,
    projects,
    publication,
    recognition,
    selection,
    settled_list,
    transcript,
)
from rules.guards.publication import JudgedApplication, ListDraft
from rules.parameters import Parameters
from states.dossier import Dossier
from states.reasons import GuardReason

__all__ = [
    "GUARDS",
    "LIST_GUARDS",
    "NEEDS",
    "TIMELY",
    "Guard",
    "JudgedApplication",
    "ListDraft",
    "ListGuard",
]

Guard = Callable[[Dossier, Parameters, datetime], list[GuardReason]]
ListGuard = Callable[[ListDraft, Parameters], list[GuardReason]]

GUARDS: Final[Mapping[str, Guard]] = {
    "call_is_open": application.call_is_open,
    "required_documents_present": application_documents.required_documents_present,
    "hosts_are_in_the_call": application.hosts_are_in_the_call,
    "year_or_level": application.year_or_level,
    "months_on_level": application.months_on_level,
    "english_at_least": application_documents.english_at_least,
    "documents_signed": application_documents.documents_signed,
    "study_plan_signed": application_documents.study_plan_signed,
    "teaching_hours_at_least": application.teaching_hours_at_least,
    "employed": application.employed,
    "no_other_application": application.no_other_application,
    "no_appeal_possible_or_open": settled_list.no_appeal_possible_or_open,
    "is_selected": selection.is_selected,
    "is_waiting": selection.is_waiting,
    "place_is_free": selection.place_is_free,
    "next_in_line": selection.next_in_line,
    "host_was_applied_for": selection.host_was_applied_for,
    "nominated_elsewhere": selection.nominated_elsewhere,
    "list_appeal_is_open": own_list_appeal.list_appeal_is_open,
    "list_appeal_to_decide": own_list_appeal.list_appeal_to_decide,
    "list_decided_by_another": own_list_appeal.list_decided_by_another,
    "no_list_appeal_open_yet": own_list_appeal.no_list_appeal_open_yet,
    "list_appeal_is_upheld": own_list_appeal.list_appeal_is_upheld,
    "chosen_list_appeal_is_upheld": own_list_appeal.chosen_list_appeal_is_upheld,
    "own_list_appeal_decided": own_list_appeal.own_list_appeal_decided,
    "own_list_appeal_settled": own_list_appeal.own_list_appeal_settled,
    "appeal_window_is_open": selection.appeal_window_is_open,
    "not_decided_before": selection.not_decided_before,
    "chosen_without_commission": selection.chosen_without_commission,
    "chosen_list_to_correct": selection.chosen_list_to_correct,
    "corrected_list_awaited": selection.corrected_list_awaited,
    "closed_by_what_was_corrected": selection.closed_by_what_was_corrected,
    "agreement_is_signed": agreement.agreement_is_signed,
    "signed_after_acceptance": agreement.signed_after_acceptance,
    "signed_after_approval": agreement.signed_after_approval,
    "before_the_first_day": agreement.before_the_first_day,
    "plan_is_signed": agreement.plan_is_signed,
    "in_english_with_courses": agreement.in_english_with_courses,
    "training_agreement_complete": agreement.training_agreement_complete,
    "within_days_of_arrival": agreement.within_days_of_arrival,
    "enough_ects": ects.enough_ects,
    "ects_between": ects.ects_between,
    "document_present": documents.document_present,
    "documents_delivered": documents.documents_delivered,
    "grading_system_known": documents.grading_system_known,
    "documents_certified": documents.documents_certified,
    "translation_delivered": documents.translation_delivered,
    "proposed_agreement_and_transcript": documents.proposed_agreement_and_transcript,
    "stay_has_begun": mobility.stay_has_begun,
    "nobody_has_arrived": mobility.nobody_has_arrived,
    "insurance_covers_stay": mobility.insurance_covers_stay,
    "residence_permit_covers_stay": mobility.residence_permit_covers_stay,
    "host_confirmed_exact_period": mobility.host_confirmed_exact_period,
    "stay_is_over": mobility.stay_is_over,
    "all_passed_courses_decided": recognition.all_passed_courses_decided,
    "home_courses_complete": recognition.home_courses_complete,
    "grades_convertible": recognition.grades_convertible,
    "precedents_followed": recognition.precedents_followed,
    "semester_for_semester_ects": recognition.semester_for_semester_ects,
    "programme_is_erasmus": recognition.programme_is_erasmus,
    "recognition_is_settled": recognition.recognition_is_settled,
    "decision_is_certified": recognition.decision_is_certified,
    "decision_is_not_certified": recognition.decision_is_not_certified,
    "own_transcript_complete": transcript.own_transcript_complete,
    "grades_are_ours": transcript.grades_are_ours,
    "results_recorded": transcript.results_recorded,
    "nothing_to_certify": transcript.nothing_to_certify,
    "decree_bears_an_appeal": appeal.decree_bears_an_appeal,
    "decree_bears_a_complaint": appeal.decree_bears_a_complaint,
    "decree_appeal_in_time": appeal.decree_appeal_in_time,
    "decree_complaint_in_time": appeal.decree_complaint_in_time,
    "decree_still_contestable": appeal.decree_still_contestable,
    "decree_not_decided_before": appeal.decree_not_decided_before,
    "decree_not_delivered": appeal.decree_not_delivered,
    "decided_by_another": appeal.decided_by_another,
    "led_by_professor_and_administrator": projects.led_by_professor_and_administrator,
    "representative_has_signed": projects.representative_has_signed,
    "grant_is_recorded": projects.grant_is_recorded,
    "project_has_begun": projects.project_has_begun,
    "report_is_delivered": projects.report_is_delivered,
    "all_is_delivered": projects.all_is_delivered,
    "deliverable_before_interim_report": projects.deliverable_before_interim_report,
    "deliverable_before_final_report": projects.deliverable_before_final_report,
    "terms_are_named": partner_agreements.terms_are_named,
    "agreement_has_begun": partner_agreements.agreement_has_begun,
    "signature_is_missing": partner_agreements.signature_is_missing,
    "agreement_holds": partner_agreements.agreement_holds,
    "more_than_a_year_is_left": partner_agreements.more_than_a_year_is_left,
    "next_agreement_is_named": partner_agreements.next_agreement_is_named,
}
"""What a step of one case may ask."""

LIST_GUARDS: Final[Mapping[str, ListGuard]] = {
    "call_is_closed": publication.call_is_closed,
    "members_have_all_scored": publication.members_have_all_scored,
    "no_member_is_a_candidate": publication.no_member_is_a_candidate,
    "interviews_are_held": publication.interviews_are_held,
    "commission_has_three": publication.commission_has_three,
}
"""What publishing a call's list may ask."""

TIMELY: Final = frozenset(
    {
        "call_is_open",
        "appeal_window_is_open",
        "decree_appeal_in_time",
        "decree_complaint_in_time",
        "decree_still_contestable",
        "closed_by_what_was_corrected",
        "agreement_holds",
        "more_than_a_year_is_left",
    }
)
"""Those that judge whether something came in time, or time had closed a case by a slip of the
office: a step that leaves an end must ask one."""

NEEDS: Final[Mapping[str, frozenset[str]]] = {
    "year_or_level": frozenset({"min_year", "min_ects"}),
    "months_on_level": frozenset({"min_months", "max_months", "also", "never_went"}),
    "no_other_application": frozenset({"given_up"}),
    "english_at_least": frozenset({"min_level", "certificates", "statements"}),
    "documents_signed": frozenset({"of"}),
    "training_agreement_complete": frozenset({"fields"}),
    "study_plan_signed": frozenset({"plan", "signed_by"}),
    "teaching_hours_at_least": frozenset({"min_teaching_hours"}),
    "agreement_is_signed": frozenset({"document", "parties", "incoming"}),
    "signed_after_acceptance": frozenset({"document", "letters"}),
    "signed_after_approval": frozenset({"document", "by"}),
    "before_the_first_day": frozenset({"consent", "consent_of"}),
    "plan_is_signed": frozenset({"of", "parties"}),
    "within_days_of_arrival": frozenset({"change_days", "document", "parties"}),
    "enough_ects": frozenset({"min_ects_per_semester"}),
    "ects_between": frozenset({"min_ects", "max_ects"}),
    "documents_delivered": frozenset({"of"}),
    "documents_certified": frozenset({"of"}),
    "translation_delivered": frozenset({"languages_without_translation"}),
    "grades_convertible": frozenset({"grading_scale", "conversion"}),
    "own_transcript_complete": frozenset({"grading_scale"}),
    "grades_are_ours": frozenset({"grading_scale", "failing_grades"}),
    "precedents_followed": frozenset({"precedents"}),
    "results_recorded": frozenset({"of"}),
    "nothing_to_certify": frozenset({"of"}),
    "semester_for_semester_ects": frozenset({"min_ects_per_semester"}),
    "appeal_window_is_open": frozenset({"appeal_days"}),
    "decree_appeal_in_time": frozenset({"lodging_days"}),
    "decree_complaint_in_time": frozenset({"complaint_working_days"}),
    "decree_still_contestable": frozenset({"lodging_days", "complaint_working_days"}),
    "commission_has_three": frozenset({"members"}),
    "representative_has_signed": frozenset({"prepared", "parties"}),
    "report_is_delivered": frozenset({"which"}),
}
"""The numbers of the cited rule and the words of the definition that a guard can't do without."""
