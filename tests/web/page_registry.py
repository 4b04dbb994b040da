"""The address of every page of the office: for the browser that looks at each, and for whoever
measures what each costs.

A part in braces is a place that is different in each office: a case's number, a call's id.
"""

from __future__ import annotations

from typing import Final

NO_PAGES: Final = {
    "home", "search", "people", "language", "case_by_number",  # lead to a page
    "health", "pages_health", "metrics", "calendar",  # for programs
    "fact_form", "row", "call_row", "takeover_row",  # parts of a page, seen there
    "table_template", "document", "form", "ranking_list", "process_picture", "submission_file",
    "incoming_message", "incoming_file",
    "export_work", "export_stuck", "export_given_up", "export_mails", "export_calls",
    "export_call", "export_people", "export_acts", "export_partners", "export_courses",
    "export_named_courses",
    "export_ledger", "export_ranking", "export_tables", "export_precedents", "export_board_cases",
    "export_steps", "export_stays", "export_cover", "import_template", "import_problems",
    "export_money", "export_payments", "export_closures", "export_tokens", "export_webhooks",
    "export_deliveries", "export_budget", "export_plan", "export_tasks", "export_meeting",
    "export_year", "export_year_cases", "year_document", "export_survey",
}  # fmt: skip

PUBLIC_PAGES: Final = {
    "login": "/login",
    "help": "/help",
    "welcome": "/welcome/none",
    "first_login": "/first/none",
}
OF_MEMBERS: Final = {"scores": "/calls/{call}/scores/{applied}"}
WHILE_OPEN: Final = {"new_case": "/calls/{open_call}/cases/new"}
"""Pages that a call has until it closes."""
PAGES: Final = {
    "work": "/work?tab=all",
    "batch": "{batch}",
    "case": "/cases/{applied}",
    "case_print": "/cases/{agreed}/print",
    "case_dossier": "/cases/{agreed}/dossier",
    "case_agreement": "/cases/{agreed}/agreement",
    "case_stay": "/cases/{agreed}/stay",
    "case_money": "/cases/{agreed}/money",
    "case_documents": "/cases/{agreed}/documents",
    "case_mails": "/cases/{agreed}/mails",
    "case_history": "/cases/{agreed}/history",
    "colleagues": "/cases/{agreed}/colleagues",
    "mail": "/letters/{letter}",
    "board": "/board",
    "board_cases": "/board/cases",
    "board_steps": "/board/steps",
    "board_stays": "/board/steps/stays?process=outgoing-studies&state=application",
    "board_cover": "/board/cover",
    "year": "/year?from=2026-01-01&to=2026-12-31",
    "survey": "/survey",
    "year_cases": "/year/cases?from=2026-01-01&to=2026-12-31&institution=bmu&what=mobilities",
    "escalations": "/board/escalations",
    "stuck": "/stuck",
    "stuck_call": "/stuck/calls/{call}",
    "mails": "/mails",
    "incoming": "/incoming",
    "incoming_mail": "/incoming/{incoming}",
    "calls": "/calls",
    "call": "/calls/{call}",
    "new_call": "/calls/new/bmu/outgoing-studies",
    "takeover": "/calls/{call}/takeover",
    "new_request": "/calls/requests/bmu/transcript-request",
    "plans": "/plans",
    "plan": "/plans/week/{week}",
    "meeting": "/meetings/{meeting}",
    "people_at": "/people/bmu",
    "own_account": "/account",
    "reference": "/reference",
    "partner": "/reference/partners/{partner}",
    "closures": "/reference/closures",
    "grading_tables": "/reference/grading-tables",
    "grading_table": "/reference/grading-tables/{table}",
    "precedents": "/reference/precedents",
    "personal_data": "/reference/personal-data",
    "home_courses": "/reference/home-courses",
    "named_courses": "/reference/home-courses/named",
    "home_course": "/reference/home-courses/{course}",
    "mail_texts": "/reference/mails",
    "mail_text": "/reference/mails/nomination",
    "import_page": "/imports/people/bmu",
    "import_rows": "{import}",
    "tokens": "/tokens",
    "webhooks": "/webhooks",
    "webhook": "/webhooks/{webhook}",
    "acts": "/acts",
    "money": "/money",
    "money_cases": "/money/cases",
    "call_budget": "/calls/{call}/budget",
    "setup": "/setup",
    "setup_institution": "/setup/institution",
    "setup_mail": "/setup/mail",
    "rules": "/rules",
    "rule_differences": "/rules/differences/bmu?before=2021-06-29&after=2021-06-29",
    "law": "/rules/law?name=bmu",
    "process": "/processes/bmu/outgoing-studies.2021-06-29",
    "process_differences": "/processes/bmu/outgoing-studies.2021-06-29/differences"
    "?before=2021-06-29",
}
"""The address of each page, as the Head of ICO opens it."""

MORE: Final = {
    "people_at": "/people/{person}",
    "work": "/work?tab=done",
    "mails": "/mails?show=waiting",
    "call": "/calls/{call}?judged=yes",
}
"""Pages of the same routes that look otherwise."""
