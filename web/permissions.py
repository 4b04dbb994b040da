"""Who may open which page: every route stands in one table, and what is not there is forbidden.

A permission only opens the door; whether a step may be taken is for the rules to say.
"""

from __future__ import annotations

from typing import Final

from states.vocabulary import OFFICE_ROLES
from workflows.calls import new_call
from workflows.cases import new_case

PUBLIC: Final = frozenset(
    {
        "calendar", "help",
        "login", "log_in", "log_out", "language", "health", "pages_health", "welcome",
        "choose_password",
    }
)  # fmt: skip
"""The routes that need no login."""

COMMISSION = frozenset({"commission_member"})
ALL = frozenset(OFFICE_ROLES)
DESK = ALL - COMMISSION
SUPERVISION = DESK - {"student_service"}
COORDINATION = frozenset(
    {"mobility_coordinator", "academic_coordinator", "head_of_ico", "general_secretary"}
)

PERMISSIONS: Final[dict[str, frozenset[str]]] = {
    "see_work": ALL,
    "see_case": ALL,
    "change_case": DESK,
    "see_calls": ALL,
    "score": COMMISSION,
    "interview": COMMISSION | {"mobility_coordinator"},
    "replace_member": frozenset({"mobility_coordinator", "head_of_ico"}),
    "open_call": frozenset(new_call.OPENERS),
    "open_case": frozenset(new_case.OPENERS),
    "set_up": frozenset({"head_of_ico", "general_secretary"}),
    "take_over": frozenset({"mobility_coordinator", "head_of_ico"}),
    "publish_list": COMMISSION | {"mobility_coordinator", "rector", "dean"},
    "see_board": SUPERVISION,
    "retry": COORDINATION,
    "same_person": frozenset({"mobility_coordinator", "head_of_ico"}),
    "see_rules": ALL,
    "see_mails": SUPERVISION,
    "see_reference": DESK,
    "see_acts": DESK,
    "keep_partners": frozenset({"mobility_coordinator", "academic_coordinator", "head_of_ico"}),
    "keep_closures": frozenset({"head_of_ico", "general_secretary", "rector"}),
    "see_people": ALL,
    "see_plans": DESK,
    "make_plans": frozenset({"head_of_ico"}),
    "own_account": ALL,
    "keep_webhooks": frozenset({"head_of_ico", "general_secretary"}),
    "keep_people": frozenset({"head_of_ico", "general_secretary", "rector", "dean"}),
}
"""The roles that have each permission. A deputy has those of the role acted for."""

ROUTES: Final[dict[str, str]] = {
    "home": "see_work",
    "work": "see_work",
    "search": "see_work",
    "keep_list": "see_work",
    "forget_list": "see_work",
    "case": "see_case",
    "case_dossier": "see_case",
    "case_agreement": "see_case",
    "case_stay": "see_case",
    "case_documents": "see_case",
    "case_mails": "see_case",
    "case_history": "see_case",
    "case_print": "see_case",
    "case_by_number": "see_case",
    "take_step": "change_case",
    "fact_form": "change_case",
    "record": "change_case",
    "keep_draft": "change_case",
    "discard_draft": "change_case",
    "sign": "change_case",
    "files": "change_case",
    "record_files": "change_case",
    "table_template": "change_case",
    "row": "change_case",
    "colleagues": "change_case",
    "handle": "change_case",
    "ask_batch": "change_case",
    "batch": "change_case",
    "do_batch": "change_case",
    "export_work": "see_work",
    "export_stuck": "see_board",
    "export_given_up": "see_board",
    "export_mails": "see_mails",
    "export_calls": "see_calls",
    "export_call": "see_calls",
    "export_people": "see_people",
    "export_acts": "see_acts",
    "document": "see_case",
    "form": "see_case",
    "mail": "see_case",
    "retry": "retry",
    "mails": "see_mails",
    "acts": "see_acts",
    "reference": "see_reference",
    "partner": "see_reference",
    "closures": "see_reference",
    "grading_tables": "see_reference",
    "precedents": "see_reference",
    "home_courses": "see_reference",
    "mail_texts": "see_reference",
    "mail_text": "see_reference",
    "add_partner": "keep_partners",
    "change_partner": "keep_partners",
    "merge_partners": "keep_partners",
    "part_partners": "keep_partners",
    "add_contact": "keep_partners",
    "remove_contact": "keep_partners",
    "withdraw_table": "keep_partners",
    "withdraw_precedent": "keep_partners",
    "add_closure": "keep_closures",
    "withdraw_closure": "keep_closures",
    "retry_mails": "retry",
    "redirect_mail": "retry",
    "board": "see_board",
    "escalations": "see_board",
    "board_cases": "see_board",
    "board_steps": "see_board",
    "board_stays": "see_board",
    "board_cover": "see_board",
    "stuck": "see_board",
    "stuck_call": "see_board",
    "calls": "see_calls",
    "call": "see_calls",
    "ranking_list": "see_calls",
    "scores": "score",
    "give_scores": "score",
    "interview": "interview",
    "new_call": "open_call",
    "open_call": "open_call",
    "call_row": "open_call",
    "new_case": "open_case",
    "open_case": "open_case",
    "setup": "set_up",
    "takeover": "take_over",
    "takeover_row": "take_over",
    "take_over": "take_over",
    "new_request": "open_case",
    "open_request": "open_case",
    "same_person": "same_person",
    "publish": "publish_list",
    "replace_member": "replace_member",
    "rules": "see_rules",
    "rule_differences": "see_rules",
    "process": "see_rules",
    "process_picture": "see_rules",
    "process_differences": "see_rules",
    "people": "see_people",
    "people_at": "see_people",
    "appoint": "keep_people",
    "address": "keep_people",
    "end_assignment": "keep_people",
    "open_account": "keep_people",
    "undo_end": "keep_people",
    "person_details": "keep_people",
    "send_link": "keep_people",
    "deactivate": "keep_people",
    "reactivate": "keep_people",
    "unlock": "keep_people",
    "end_session": "see_people",
    "record_absence": "see_people",
    "end_absence": "see_people",
    "own_account": "own_account",
    "change_password": "own_account",
    "add_deputy": "keep_people",
    "end_deputy": "keep_people",
    "plans": "see_plans",
    "plan": "see_plans",
    "make_calendar": "see_plans",
    "end_calendar": "see_plans",
    "tick_task": "see_plans",
    "begin_plan": "make_plans",
    "plan_task": "make_plans",
    "give_out_plan": "make_plans",
    "plan_line": "make_plans",
    "call_meeting": "see_plans",
    "meeting": "see_plans",
    "write_minutes": "see_plans",
    "meeting_task": "see_plans",
    "tokens": "see_work",
    "make_token": "see_work",
    "end_token": "see_work",
    "webhooks": "keep_webhooks",
    "add_webhook": "keep_webhooks",
    "webhook": "keep_webhooks",
    "renew_webhook": "keep_webhooks",
    "end_webhook": "keep_webhooks",
    "tell_again": "keep_webhooks",
    "api_me": "see_work",
    "api_processes": "see_work",
    "api_process": "see_work",
    "api_cases": "see_case",
    "api_case": "see_case",
    "api_history": "see_case",
    "api_documents": "see_case",
    "api_document": "see_case",
    "api_take_step": "change_case",
    "api_record": "change_case",
    "api_calls": "see_calls",
    "api_call": "see_calls",
    "api_open_case": "open_case",
}
"""The permission of each route, by the route's name."""


def may(roles: frozenset[str], permission: str) -> bool:
    """Whether one of the roles has the permission."""
    return bool(roles & PERMISSIONS[permission])


def may_open(roles: frozenset[str], route: str) -> bool:
    """Whether one of the roles may open a route; a route that is not in the table never opens."""
    permission = ROUTES.get(route)
    return permission is not None and may(roles, permission)
