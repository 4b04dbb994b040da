"""What everybody may read, and under which rule: an institution's calls, lists, decisions, rules.

What no rule makes public is not public: a section that is left out has no page, and nobody is
named but where a rule says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from rules.legal_basis import RuleId
from states.frozen import frozen
from states.strict_forms import STRICT
from states.strict_yaml import Location


@frozen
class PublicCalls:
    """That calls are published; `commission` is the rule by which its members' names are public."""

    __pydantic_config__ = STRICT

    rule: RuleId
    commission: RuleId | None = None


@frozen
class PublicLists:
    """That lists are published. `names` is the rule by which who applied is named on them; without
    one they stand there by the numbers of their cases."""

    __pydantic_config__ = STRICT

    rule: RuleId
    names: RuleId | None = None


@frozen
class PublicRecognition:
    """That the rules of recognition are public, and which these are, in order."""

    __pydantic_config__ = STRICT

    rule: RuleId
    rules: Annotated[tuple[RuleId, ...], Field(min_length=1)]


@frozen
class Publicity:
    """The sections that an institution publishes; `decisions` are those on appeals against lists,
    `package` the information for who comes from abroad."""

    __pydantic_config__ = STRICT

    calls: PublicCalls
    lists: PublicLists | None = None
    decisions: RuleId | None = None
    recognition: PublicRecognition | None = None
    package: RuleId | None = None
    projects: RuleId | None = None


def cited_by(publicity: Publicity) -> Iterator[tuple[Location, str]]:
    """Every rule that stands in the section `public`, with its place."""
    calls, lists, recognition = publicity.calls, publicity.lists, publicity.recognition
    cited_places: list[tuple[Location, str | None]] = [
        (("calls", "rule"), calls.rule),
        (("calls", "commission"), calls.commission),
        (("decisions",), publicity.decisions),
        (("package",), publicity.package),
        (("projects",), publicity.projects),
    ]
    if lists:
        cited_places += [(("lists", "rule"), lists.rule), (("lists", "names"), lists.names)]
    if recognition:
        cited_places.append((("recognition", "rule"), recognition.rule))
        cited_places += [
            (("recognition", "rules", place), rule) for place, rule in enumerate(recognition.rules)
        ]
    yield from ((("public", *place), rule) for place, rule in cited_places if rule is not None)
