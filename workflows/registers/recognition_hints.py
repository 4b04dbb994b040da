"""What the office knows that helps to recognise a case: earlier decisions, and the tables."""

from __future__ import annotations

from datetime import date

from office.wiring import Office
from rules.precedents import Proposal, proposals
from rules.table_choice import Tables, tables_of
from states.dossier import Case, Dossier
from states.frozen import frozen


@frozen
class RecognitionHints:
    """Earlier decisions on the courses passed, and the tables that will convert their grades.

    `tables` is None until the transcript is recorded. Each stands under its rule.
    """

    proposals: tuple[Proposal, ...]
    precedents_bind: bool
    precedent_rule: str
    tables: Tables | None
    grading_rule: str


def hints_for(office: Office, case: Case, dossier: Dossier, on: date) -> RecognitionHints:
    """The hints for a case on a civil date; its institution may propose no precedents."""
    regulation = office.regulation_of(office.definition(case.definition))
    scale = regulation.grading_scale
    earlier = proposals(dossier) if regulation.proposes_precedents(on) else ()
    tables = tables_of(dossier, scale.shares(), scale.source) if dossier.transcript else None
    return RecognitionHints(
        earlier,
        regulation.precedents_bind(on),
        regulation.rule_of("precedents"),
        tables,
        regulation.rule_of("grading_tables"),
    )
