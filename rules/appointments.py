"""Who may appoint to which role: a regulation's table, and whether an appointment keeps to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Final

from pydantic import Field

from rules.wording import format_text, listed
from states.frozen import frozen
from states.strict_forms import STRICT
from states.text import Text
from states.vocabulary import LEGAL_REPRESENTATIVES, OFFICE_ROLES, ROLES

COUNCIL: Final = "council"
APPOINTERS: Final[Mapping[str, Text]] = {
    **{role: ROLES[role] for role in OFFICE_ROLES},
    COUNCIL: Text("the institution's Council", "Савет установе"),
}
"""Who can be named as the one that appointed. The Council has no role in any case."""


@frozen
class Appointing:
    """Who appoints to a role, under which rule; `reason` where no source says it.

    Who holds one that does not `deputise` knows no work but their own, and is proposed as nobody's
    deputy.
    """

    __pydantic_config__ = STRICT

    by: Annotated[tuple[str, ...], Field(min_length=1)]
    rule: str
    reason: Text | None = None
    deputises: bool = True

    def __post_init__(self) -> None:
        """Refuses (ValueError) somebody who can't appoint anybody."""
        for role in self.by:
            if role not in APPOINTERS:
                raise ValueError(f"{role!r} appoints nobody; known are: {', '.join(APPOINTERS)}")

    def for_representatives(self, speakers: Collection[str]) -> tuple[str, ...]:
        """Who appoints where these speak for the institution: of Rector and Dean only they do."""
        if not set(self.by) >= LEGAL_REPRESENTATIVES:
            return self.by
        return tuple(
            role for role in self.by if role not in LEGAL_REPRESENTATIVES or role in speakers
        )


Table = Mapping[str, Appointing]


def deputising(table: Table) -> tuple[str, ...]:
    """The roles whose holders are proposed as deputies of others, in the order of all roles."""
    return tuple(role for role in OFFICE_ROLES if role not in table or table[role].deputises)


def wrong_appointer(table: Table, role: str, by: str, speakers: Collection[str]) -> Text | None:
    """Why `by` can't have appointed to a role, with the rule and who can; None where it can."""
    if by not in APPOINTERS:
        return format_text(
            "nobody is appointed by `{by}`; known are: {known}",
            "нико није именован од стране `{by}`; могући су: {known}",
            by=by,
            known=", ".join(APPOINTERS),
        )
    if role not in table:
        return format_text(
            "the rules of this institution name nobody who appoints to {role}",
            "правила ове установе не одређују ко именује на улогу: {role}",
            role=ROLES[role],
        )
    allowed_appointers = table[role].for_representatives(speakers)
    if by in allowed_appointers:
        return None
    return format_text(
        "{role}: appointed by {allowed}, not by {by} ({rule})",
        "{role}: именује {allowed}, а не {by} ({rule})",
        role=ROLES[role],
        by=APPOINTERS[by],
        rule=table[role].rule,
        allowed=listed(APPOINTERS[name] for name in allowed_appointers),
    )


def problems_in(
    table: Table, rules: Collection[str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What can't stand in a regulation's table, each with its place; `rules` are its ids."""
    for role, appointment_rule in table.items():
        if role not in OFFICE_ROLES:
            yield ("appointments", role), f"nobody is employed as {role!r}"
        if appointment_rule.rule not in rules:
            yield ("appointments", role, "rule"), f"{appointment_rule.rule} is not a rule here"
