"""An act for many cases as its page shows it: what is asked, and what became of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from persistence.batches import Batch, BatchItem
from persistence.staff import Member
from rules.wording import format_text
from states.frozen import frozen
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PRODUCED
from web.messages.bulk import ACTS, UNSEEN, WILL
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.cases.colleagues import in_role, takers_of


@frozen
class ItemReason:
    """Why an item was not taken; with its rule and what to do, where the law refused it."""

    message: Text
    remedy: Text | None = None
    rule: RuleLink | None = None


@frozen
class ItemLine:
    """A case of a batch in words."""

    item: BatchItem
    state: Text
    step: Text | None
    reasons: tuple[ItemReason, ...]


@frozen
class BatchPage:
    """All that the page of a batch shows; `counts` are of the outcomes, `left` of what is not done.

    `typed` and `errors` are of the form that asks, where it was not taken.
    """

    batch: Batch
    title: Text
    will: Text
    lines: tuple[ItemLine, ...]
    counts: Mapping[str, int]
    kinds: Sequence[tuple[str, Text]]
    people: Sequence[Member]
    left_out: Sequence[str]
    back: str
    typed: Mapping[str, str]
    errors: Mapping[str, Text]

    @property
    def is_begun(self) -> bool:
        """Whether it has been said that it shall be done."""
        return self.batch.begun_at is not None

    @property
    def left_out_words(self) -> Text:
        """Which of the ticked cases are not the person's to change."""
        return format_text(UNSEEN.en, UNSEEN.sr, numbers=", ".join(self.left_out))

    @property
    def left(self) -> int:
        """How many cases it has not been done for yet."""
        return self.counts.get("left", 0)


KINDS: Final = tuple(
    (kind, title) for kind, title in DOCUMENT_KINDS.items() if kind not in PRODUCED
)
"""The documents that are received."""


def batch_page(
    viewer: Viewer,
    batch: Batch,
    items: Sequence[BatchItem],
    typed_values: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
) -> BatchPage:
    """The page of a batch for the person whose it is."""
    outcomes = Counter(item.outcome or "left" for item in items)
    return BatchPage(
        batch,
        ACTS[batch.act],
        WILL[batch.act],
        tuple(_line(viewer, item) for item in items),
        outcomes,
        KINDS,
        _people(viewer, items) if batch.act == "assign" else (),
        batch.data.get("left_out", ()),
        batch.data.get("back", "/work"),
        typed_values or {},
        errors or {},
    )


def _people(viewer: Viewer, items: Sequence[BatchItem]) -> list[Member]:
    """The colleagues who may have at least one of the cases today."""
    awaited_steps = {(item.institution, item.definition, item.awaited) for item in items}
    roles = {
        (institution, role)
        for institution, key, step in awaited_steps
        for role in takers_of(viewer.office.shown_definition(key), step)
    }
    members = {
        person.member.id: person.member
        for institution, role in roles
        for person in in_role(viewer.person.people, institution, role, viewer.today)
    }
    return sorted(members.values(), key=lambda member: member.name)


def _line(viewer: Viewer, item: BatchItem) -> ItemLine:
    state = viewer.office.shown_definition(item.definition).states[item.state]
    result: Mapping[str, Any] = json.loads(item.result) if item.result else {}
    reasons = result.get("reasons", [result] if "message" in result else [])
    lines = tuple(_reason(viewer, item, reason) for reason in reasons)
    return ItemLine(item, state.title, state.title_of(item.awaited), lines)


def _reason(viewer: Viewer, item: BatchItem, reason: Mapping[str, Any]) -> ItemReason:
    remedy = Text(**reason["remedy"]) if "remedy" in reason else None
    rule = rule_link(viewer.office, item.institution, reason["rule"]) if "rule" in reason else None
    return ItemReason(Text(**reason["message"]), remedy, rule)
