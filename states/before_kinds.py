"""Definitions as they were written before they stated their kind: the same law in fewer words.

A text that cases began on states no `kind`, and says at each guard of the agreement which it is and
who signs it. The file that replaced it says the same where it only states that once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Final

from states.loader import BETWEEN_TEXTS, merged
from states.strict_yaml import read_yaml

_OF_THE_KIND: Final = ("document", "parties")


def states_only_its_kind(was: str, now: Mapping[str, Any]) -> bool:
    """Whether a definition's data says what an earlier text without a kind said, and its kind."""
    parts = [read_yaml(text, "kept") for text in was.split(BETWEEN_TEXTS)]
    former: Mapping[str, Any] = reduce(merged, parts).data
    if "kind" in former or "kind" not in now:
        return False
    agreement = now["kind"].get("agreement") or {}
    document = agreement.get("signed_as") or agreement.get("document")
    of_the_kind = {"document": document, "parties": agreement.get("parties")}
    rest = {key: value for key, value in now.items() if key != "kind"}
    return bool(_without(former, of_the_kind) == _without(rest, of_the_kind))


def _without(data: Any, of_the_kind: Mapping[str, Any]) -> Any:
    """Data without what guards are given that the kind gives them."""
    if isinstance(data, Mapping):
        plain = {key: _without(value, of_the_kind) for key, value in data.items()}
        if isinstance(given := plain.get("with"), dict) and "guard" in plain:
            kept = {k: v for k, v in given.items() if not _is_of_the_kind(k, v, of_the_kind)}
            return {**plain, "with": kept} if kept else _but(plain, "with")
        return plain
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [_without(value, of_the_kind) for value in data]
    return data


def _is_of_the_kind(name: str, value: Any, of_the_kind: Mapping[str, Any]) -> bool:
    return name in _OF_THE_KIND and _but_order(value) == _but_order(of_the_kind[name])


def _but_order(parties: Any) -> Any:
    """Parties without regard to who of those that stand for each other comes first."""
    if not isinstance(parties, list):
        return parties
    return [sorted(party) if isinstance(party, list) else party for party in parties]


def _but(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}
