"""What covers each table: a seal, a chain of its own, a table it is made from, or a rule.

`verify` compares every row of a part with the digest that was sealed last: in an entry of the
case's history, where a step wrote the row, else in the chain of seals. A table that is named
nowhere here is a part by itself, row by row, with all of its columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Table

from persistence.fact_tables import SEVERAL
from persistence.tables import (
    agreement_courses,
    application_hosts,
    applications,
    cases,
    changes,
    handling_log,
    history,
    home_courses,
    host_answers,
    mails,
    metadata,
    outbox,
    pauses,
    placements,
    recognition_decisions,
    scores,
    seal_tip,
    sealed_rows,
    seals,
    timers,
    transcript_courses,
    transcript_grades,
    transcripts,
)
from states.frozen import frozen


@frozen
class Part:
    """Columns of a table that are sealed together, and which rows make one digest: those that
    share the values of `key`, whose first column they are read again by.

    `inserted` and `updated` say when an inserted or updated row must be sealed; "" always.
    `in_order` where the columns have one order for good: new ones come at the end. `only` says
    which rows are sealed at all; "" all.
    """

    name: str
    table: Table
    columns: tuple[str, ...]
    key: tuple[str, ...]
    case: str | None = None
    inserted: str = ""
    updated: str = ""
    in_order: bool = False
    only: str = ""

    @property
    def group(self) -> str:
        """The column by which its rows are read again."""
        return self.key[0]

    @property
    def is_by_row(self) -> bool:
        """Whether each digest covers one row."""
        return self.table not in _SETS and self.table is not agreement_courses


CHAINED: Final[Mapping[str, str]] = {
    history.name: "each entry carries the last one's hash; the case's row knows the newest",
    handling_log.name: "each entry carries the last one's hash; `case_handling` knows the newest",
    changes.name: "each entry carries the last one's hash; `change_tip` knows the newest",
    seals.name: "each seal carries the last one's hash; `seal_tip` knows the newest",
    sealed_rows.name: "each seal carries the digest of its rows",
    seal_tip.name: "compared with the chain of seals",
}
"""Tables that are a chain, or end one."""

DERIVED: Final[Mapping[str, str]] = {
    "listed_cases": "compared with the cases, their candidates and hosts",
    "case_owners": "compared with the owners of the cases",
    "search_words": "compared with the names, the addresses and the numbers",
    "number_sequences": "compared with the numbers that cases and acts bear",
}
"""Tables that the database itself makes from others: made again and compared."""

OPERATIONAL: Final[Mapping[str, str]] = {
    "leases": "who sweeps; over within a minute",
    "relocation": "whether the office was moved elsewhere; whoever writes it only closes it",
    "workers": "which workers live; a number that grows while they do",
    "signs_of_life": "when each part of a running office last did its work",
    "stamps": "drawn anew with every change; nothing is decided by them",
    "login_failures": "gone with the next right password",
    "drafts": "typed and never sent; nothing rests on them",
    "outside_drafts": "as `drafts`",
    "idempotency_keys": "answers to other programs, kept for a day",
    "file_contents": "as `files`; what no row names is told",
    "files": "a file is named by the digest of its content: the file itself is compared with both",
    "erasures.leftovers": "what is still to go of an erasure, until it is finished",
    "erasures.finished_at": "when nothing was left of what was erased",
    "escalations": "made anew each night from the timers and the mails, and compared",
    "reconciliations": "how much was compared each night",
    "mails.id": "drawn by the database; a mail is known by its key",
    "outbox.id": "drawn by the database; an action is known by its key",
    "timers.id": "drawn by the database; a timer is known by its level and due date",
    "timers.case_id": "a timer is looked for among those of its own case",
    "timers.closed_at": "as `outcome`",
    "timers.outcome": "sent: the case has a mail of that level and due date; moved or taken: an "
    "entry of that instant; open: only of the visit that the case is on",
    "outbox.status": "sealed once it is done; what is done has its instant and an attempt, what is "
    "not has none",
    "outbox.attempts": "as `status`",
    "outbox.next_attempt_at": "as `status`",
    "outbox.claimed_until": "as `status`",
    "outbox.claimed_by": "as `status`",
    "outbox.last_error": "what the last attempt said",
    "outbox.done_at": "as `status`",
    "calls.stamp": "drawn anew with every change; nothing is decided by it",
    "calls.places_stamp": "drawn anew with every change; nothing is decided by it",
    "followers.history_seen": "up to where a follower was mailed",
    "followers.log_seen": "up to where a follower was mailed",
    "sessions.seen_at": "when a session was last used",
    "tokens.last_used_at": "when a token was last used",
    "outside_links.wrong_codes": "how often a code was typed wrongly; the lock itself is sealed",
    "outside_links.code_asked_at": "gone with the next code",
    "outside_links.code_hash": "gone after ten minutes",
    "outside_links.code_ends_at": "as `outside_links.code_hash`",
}
"""Tables and columns that work by itself changes, each with the rule that holds for it."""

_TIP: Final[Mapping[str, str]] = {
    "cases.history_length": "compared with the history",
    "cases.history_tip": "compared with the history",
}
COMPARED: Final[Mapping[str, str]] = {**CHAINED, **DERIVED, **OPERATIONAL, **_TIP}
"""Everything that no digest covers, with what is held against it."""

STATUS: Final = (
    "state", "visit", "entered_at", "version", "awaited", "owners", "due", "receipt", "ended",
    "present", "visited", "rests_en", "rests_sr", "safe_by", "safe_receipt",
)  # fmt: skip
"""Where a case stands: what every step writes anew."""
TIMER: Final = ("visit", "due", "level", "recipient", "kind", "name", "at")
MAIL: Final = (
    "key", "case_id", "call_id", "mail", "recipient", "to_name", "to_address", "language",
    "subject", "words", "text", "html", "attaches", "written_at",
)  # fmt: skip
ACTION: Final = (
    "key", "action", "label", "case_id", "call_id", "mail_key", "document", "content",
    "webhook_id", "created_at",
)  # fmt: skip

_SETS: Final = frozenset(
    {
        applications, application_hosts, placements, host_answers, transcripts, transcript_courses,
        transcript_grades, recognition_decisions, home_courses, pauses, scores, *SEVERAL,
    }
)  # fmt: skip
"""Tables of which all rows of a case make one digest: they are written together, and some of them,
as points are, are a dozen a case.
"""


def _left(table: Table) -> tuple[str, ...]:
    """The columns of a table that a digest covers, by their names, as plain words: SQLAlchemy's
    own kind of word takes JSON ten times as long."""
    names = (str.__str__(column.name) for column in table.columns)
    return tuple(sorted(name for name in names if f"{table.name}.{name}" not in COMPARED))


_CASES: Final = (
    Part(
        "cases", cases,
        tuple(name for name in _left(cases) if name not in STATUS), ("id",),
    ),
    Part(
        "case_status", cases, STATUS, ("id",), "id",
        updated="NEW.version = OLD.version", in_order=True,
    ),
)  # fmt: skip
_HOT: Final = (
    Part("timers", timers, TIMER, ("id",), "case_id", "NEW.outcome IS NOT NULL", in_order=True),
    Part("mails", mails, MAIL, ("key",), "case_id", "NEW.case_id IS NULL", in_order=True),
    Part("outbox", outbox, ACTION, ("key",), "case_id", "NEW.case_id IS NULL", in_order=True),
)
_DONE: Final = Part(
    "done_actions", outbox, ("status", "attempts", "done_at"), ("key",), "case_id",
    "NEW.done_at IS NOT NULL", "OLD.done_at IS NOT NULL OR NEW.done_at IS NOT NULL",
    in_order=True, only="outbox.done_at IS NOT NULL",
)  # fmt: skip
"""That an action was done, sealed by whoever did it: nobody else can say so."""
"""What a step writes most: it seals these rows as it lays them out; `enqueue` tells of others."""


def _part(table: Table) -> Part:
    keys = tuple(column.name for column in table.primary_key.columns)
    case = "case_id" if "case_id" in table.columns else None
    key = ("case_id",) if table in _SETS else keys
    if table is agreement_courses:
        key = ("agreement_id",)
        case = "(SELECT case_id FROM agreements WHERE agreements.id = {row}.agreement_id)"
    return Part(table.name, table, _left(table), key, case)


def _parts() -> dict[str, Part]:
    special = {part.name: part for part in (*_CASES, *_HOT, _DONE)}
    other_tables = (table for table in metadata.sorted_tables if table.name not in COMPARED)
    return {**{t.name: _part(t) for t in other_tables if t.name not in special}, **special}


PARTS: Final[Mapping[str, Part]] = _parts()
