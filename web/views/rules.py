"""Rules as the pages cite them: with the article and the text, and a place on the rules page."""

from __future__ import annotations

from office.wiring import Office
from rules.regulation import Rule
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.text import Text


@frozen
class RuleLink:
    """A rule that a page cites; `rule` is None where the regulation does not have it."""

    id: str
    institution: str
    rule: Rule | None

    @property
    def address(self) -> str:
        """Where the rules page tells it."""
        return f"/rules?of={self.institution}#{self.id}"

    @property
    def article(self) -> Text:
        """The article, or the id where there is none."""
        return self.rule.article if self.rule else Text(self.id, self.id)


def rule_link(
    office: Office, institution: str, rule: str, kind: MobilityKind | None = None
) -> RuleLink:
    """A rule of an institution's regulation, as a page cites it; of a case, as it holds for it."""
    regulation = office.regulations[institution]
    known_rule = regulation.rule(rule).holding_for(kind) if regulation.known(rule) else None
    return RuleLink(rule, institution, known_rule)
