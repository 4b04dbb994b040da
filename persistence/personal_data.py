"""What of a case is somebody's, and what stays of it without the person: table by table.

Each kind of data has a period of its own in the settings. What is named nowhere here is a fact with
a table of its own, and goes with the person; a test asks for every column that holds words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from sqlalchemy import Table

from persistence.fact_tables import FACT_TABLES
from persistence.tables import (
    agreements,
    appeals,
    applications,
    batch_items,
    candidates,
    case_handling,
    decrees,
    documents,
    drafts,
    escalations,
    followers,
    host_answers,
    incoming_mails,
    ledger_entries,
    mails,
    outside_drafts,
    outside_links,
    pauses,
    placements,
    ranking_entries,
    submissions,
    survey_answers,
    transcript_courses,
    transcripts,
)

Kind = Literal["sensitive", "documents", "mails", "notes", "person"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""Sensitive documents and facts; documents and their files; mails; what colleagues noted; and the
person with everything that is left."""

_STATISTICS: Final = frozenset({"stay", "semester_start", "certification"})
"""Facts with tables of their own that hold days only, and count."""

REMOVED: Final[Mapping[Table, Kind]] = {
    documents: "documents",
    submissions: "documents",
    outside_links: "mails",
    incoming_mails: "mails",
    drafts: "notes",
    outside_drafts: "notes",
    followers: "notes",
    survey_answers: "person",
    **{table: "person" for name, table in FACT_TABLES.items() if name not in _STATISTICS},
}
"""Tables of which a case's rows go, with the kind of data they are."""

NO_GRADE: Final = "—"

BLANKED: Final[Mapping[Table, tuple[Kind, Mapping[str, object]]]] = {
    mails: (
        "mails",
        {"to_name": "", "to_address": "", "subject": "", "words": None, "text": "", "html": ""},
    ),
    case_handling: ("notes", {"held_reason": None}),
    batch_items: ("notes", {"result": None}),
    candidates: (
        "person",
        {
            "year": None, "ects_earned": 0, "months_abroad": 0, "earlier_mobilities": 0,
            "grade_average": None, "language": {}, "employed": None, "commission_name": None,
            "home_email": None, "student_card": None, "birth_date": None, "birth_place": None,
            "sex": None, "matriculated_on": None,
        },
    ),
    applications: ("person", {"activity": None}),
    placements: ("person", {"listed_average": None, "listed_mobilities": None}),
    host_answers: ("person", {"reason": None}),
    pauses: ("person", {"reason": None}),
    appeals: ("person", {"grounds": None, "reason": None}),
    agreements: (
        "person",
        {
            "outcomes": None, "programme": None, "tasks": None, "evaluation": None,
            "activity": None, "further_documents": None,
        },
    ),
    transcripts: ("person", {"remarks": None}),
    transcript_courses: ("person", {"grade": NO_GRADE}),
    ranking_entries: ("person", {"explanation": "[]"}),
    decrees: ("person", {"content": "{}"}),
    escalations: ("person", {"to_name": None, "detail": None}),
    ledger_entries: (
        "person",
        {"fewer_opportunities": False, "receipt": None, "reference": None, "reason": None},
    ),
}  # fmt: skip
"""Tables of which a case's rows stay, without these of their values."""

KEPT: Final[Mapping[str, str]] = {
    "cases": "where the case stands, its number, its due date's receipt: what counts, and no name",
    "listed_cases": "made by the database from the case and its candidate",
    "case_owners": "made by the database from the case",
    "case_visits": "statistics of steps",
    "act_register": "the register of acts, by its numbers",
    "precedents": "what was recognised for which course of a host: it binds later Decrees",
    "scores": "points by the case's number: the list was made by them",
    "application_hosts": "statistics of hosts",
    "signatures": "that a party signed, and when",
    "agreement_courses": "courses, as they are in the programmes",
    "home_courses": "courses, as they are in the programmes",
    "recognition_decisions": "which courses were recognised: statistics, and precedents",
    "transcript_grades": "the host's own table of grades",
    "interviews": "days only",
    "plan_items": "what the office planned, by the case's number",
    "periods": "days only",
    "deliveries": "days only",
    "timers": "levels and days",
    "history": "who did what when; what was handed in goes (`persistence.forgetting`)",
    "handling_log": "who arranged what when; what was said goes (`persistence.forgetting`)",
    "outbox": "what was to be sent or made; its content goes (`persistence.erasing`)",
    "sealed_rows": "digests without their salts say nothing",
    "erased_cases": "that the case was erased",
    "candidates": "level, programme, faculty, home institution and field of study: statistics",
    "applications": "days, programme and purpose: statistics",
    "placements": "rank and points, by the case's number: the list in force",
    "appeals": "that there was one, when, and how it was decided",
    "agreements": "its language and purpose",
    "transcripts": "its language and field",
    "transcript_courses": "the ECTS that were passed: statistics",
    "ranking_entries": "rank and points, by the case's number: the list that was published",
    "decrees": "the number, the days, who issued it and the time against it",
    "mails": "its key: which mail, and when",
    "escalations": "which level, and when",
    "ledger_entries": "amounts, days and countries: what accounts are kept by",
    "money_due": "what is owed, and until when",
    **{FACT_TABLES[name].name: "days only" for name in sorted(_STATISTICS)},
}
"""What stays of a case in a table, and why."""
