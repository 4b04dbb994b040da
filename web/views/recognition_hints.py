"""What stands above the forms of transcript and recognition: earlier decisions, and the tables."""

from __future__ import annotations

from typing import Final

from rules.precedents import describe as proposal_lines
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.text import Text
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.registers.recognition_hints import hints_for

DECIDED_BEFORE: Final = Text("Decided before", "Раније одлучено")
BINDS: Final = Text("Decided before, and binding here", "Раније одлучено, што овде обавезује")
TABLES: Final = Text("How grades will be converted", "Како ће оцене бити усклађене")


@frozen
class Hint:
    """A heading with its lines and the rule that they stand under."""

    title: Text
    lines: tuple[Text, ...]
    rule: RuleLink


def recognition_hints(viewer: Viewer, case: Case, dossier: Dossier, fact: str) -> tuple[Hint, ...]:
    """The hints for the form of a fact on the viewer's day; none for most."""
    if fact not in ("transcript", "recognition"):
        return ()
    office = viewer.office
    earlier = hints_for(office, case, dossier, viewer.today)
    hints = []
    lines = tuple(line for proposal in earlier.proposals for line in proposal_lines(proposal))
    if fact == "recognition" and lines:
        rule = rule_link(office, case.institution, earlier.precedent_rule)
        hints.append(Hint(BINDS if earlier.precedents_bind else DECIDED_BEFORE, lines, rule))
    if earlier.tables is not None:
        rule = rule_link(office, case.institution, earlier.grading_rule)
        hints.append(Hint(TABLES, earlier.tables.why, rule))
    return tuple(hints)
