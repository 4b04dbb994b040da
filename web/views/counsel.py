"""What stands above the forms of transcript and recognition: earlier decisions, and the tables."""

from __future__ import annotations

from datetime import date
from typing import Final

from office.wiring import Office
from rules.precedents import told
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.text import Text
from web.views.rules import Cited, cited
from workflows.registers.recognition_hints import counsel_on

DECIDED_BEFORE: Final = Text("Decided before", "Раније одлучено")
TABLES: Final = Text("How grades will be converted", "Како ће оцене бити усклађене")


@frozen
class Note:
    """A heading with its lines and the rule that they stand under."""

    title: Text
    lines: tuple[Text, ...]
    rule: Cited


def notes_on(office: Office, case: Case, dossier: Dossier, fact: str, on: date) -> tuple[Note, ...]:
    """The notes for the form of a fact on a civil date; none for most."""
    if fact not in ("transcript", "recognition"):
        return ()
    counsel = counsel_on(office, case, dossier, on)
    found = []
    lines = tuple(line for proposal in counsel.proposals for line in told(proposal))
    if fact == "recognition" and lines:
        rule = cited(office, case.institution, counsel.precedent_rule)
        found.append(Note(DECIDED_BEFORE, lines, rule))
    if counsel.tables is not None:
        rule = cited(office, case.institution, counsel.grading_rule)
        found.append(Note(TABLES, counsel.tables.why, rule))
    return tuple(found)
