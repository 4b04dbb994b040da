"""Where a rule that is told to be documented can be seen: on a document, in a mail, on a page.

A document that shows a rule cites it: the regulation names the rule among those that the document
rests on, and these are printed in its preamble.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Protocol

from rules.legal_basis import DocumentBasis
from states.naming import unknown_name
from states.strict_yaml import Location
from states.text import Text
from states.vocabulary import PRODUCED

PAGE: Final = "page:"
PAGES: Final = ("people", "call", "work", "rules", "case", "public")
"""The pages of the office, and those that are public, on which a rule can be seen, by name."""


class ShownRule(Protocol):
    """A rule, as far as it is told here where it is shown."""

    @property
    def documented(self) -> Text | None:
        """What shows the rule."""

    @property
    def shown_on(self) -> tuple[str, ...]:
        """On which documents, mails and pages."""


def shown_on_problems(
    rules: Mapping[str, ShownRule],
    documents: Mapping[str, DocumentBasis],
    mails: Collection[str] | None,
) -> Iterator[tuple[Location, str]]:
    """What is told to be documented and is shown nowhere; `mails` None: no mail is judged."""
    for rule_id, rule in rules.items():
        at: Location = ("rules", rule_id)
        if rule.documented and not rule.shown_on:
            yield (*at, "documented"), "what is documented must say `shown_on`: where"
        if rule.shown_on and not rule.documented:
            yield (*at, "shown_on"), "must have `documented` beside it: what is shown"
        for number, place in enumerate(rule.shown_on):
            wrong = _cited_nowhere(documents, rule_id, place) or _unknown_place(place, mails)
            if wrong:
                yield (*at, "shown_on", number), wrong


def _cited_nowhere(documents: Mapping[str, DocumentBasis], rule_id: str, place: str) -> str | None:
    if place not in PRODUCED:
        return None
    basis = documents.get(place)
    if basis and any(cited_rule.rule == rule_id for cited_rule in basis.rules):
        return None
    return f"the {place} does not rest on {rule_id}: it cites it nowhere"


def _unknown_place(place: str, mails: Collection[str] | None) -> str | None:
    if mails is None and not place.startswith(PAGE):
        return None
    places = [*PRODUCED, *(mails or ()), *(f"{PAGE}{name}" for name in PAGES)]
    return None if place in places else unknown_name(place, places, "place")
