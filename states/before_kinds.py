"""Definitions as they were written before they stated their kind: the same law in fewer words.

A text that cases began on states no `kind`, and says at each guard of the agreement which it is and
who signs it. The file that replaced it says the same where it only states that once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Final

from states.loader import BETWEEN_TEXTS, merged
from states.strict_yaml import read_yaml

_OF_THE_KIND: Final = ("document", "parties")


def states_only_its_kind(was: str, now: Mapping[str, object]) -> bool:
    """Whether a definition's data says what an earlier text without a kind said, and its kind."""
    parts = [read_yaml(text, "kept") for text in was.split(BETWEEN_TEXTS)]
    former = reduce(merged, parts).data
    if "kind" in former or "kind" not in now:
        return False
    agreement = _part(_part(now, "kind"), "agreement")
    document = agreement.get("signed_as") or agreement.get("document")
    of_the_kind = {"document": document, "parties": agreement.get("parties")}
    law = {key: value for key, value in now.items() if key != "kind"}
    return _without(former, of_the_kind) == _without(law, of_the_kind)


def _part(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = data.get(name)
    return part if isinstance(part, Mapping) else {}


def _without(data: object, of_the_kind: Mapping[str, object]) -> object:
    """Data without what guards are given that the kind gives them."""
    if isinstance(data, Mapping):
        plain = {key: _without(value, of_the_kind) for key, value in data.items()}
        parameters = plain.get("with")
        if not isinstance(parameters, dict) or "guard" not in plain:
            return plain
        of_its_own = {
            name: value
            for name, value in parameters.items()
            if not _is_of_the_kind(name, value, of_the_kind)
        }
        rest_of_guard = {name: value for name, value in plain.items() if name != "with"}
        return {**rest_of_guard, "with": of_its_own} if of_its_own else rest_of_guard
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [_without(value, of_the_kind) for value in data]
    return data


def _is_of_the_kind(name: str, value: object, of_the_kind: Mapping[str, object]) -> bool:
    return name in _OF_THE_KIND and _but_order(value) == _but_order(of_the_kind[name])


def _but_order(parties: object) -> object:
    """Parties without regard to who of those that stand for each other comes first."""
    if not isinstance(parties, list):
        return parties
    return [sorted(party) if isinstance(party, list) else party for party in parties]
