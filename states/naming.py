"""How a name that nobody knows is told: with the nearest that is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from states.definition import RuleBook
from states.strict_yaml import Location


def unknown_name(name: object, known_names: Collection[str], noun: str) -> str:
    """`ladr` is not a known ladder; did you mean `ladder`?"""
    close = get_close_matches(str(name), list(known_names), n=1)
    hint = f"; did you mean `{close[0]}`?" if close else ""
    return f"`{name}` is not a known {noun}{hint}"


def unknown_names(
    names: tuple[str, ...], known_names: Collection[str], noun: str, at: Location
) -> Iterator[tuple[Location, str]]:
    """Those of some names that nobody knows, each as a problem at a place."""
    for name in names:
        if name not in known_names:
            yield at, unknown_name(name, known_names, noun)


def unknown_rule(book: RuleBook, rule: str, at: Location) -> Iterator[tuple[Location, str]]:
    """That a rule is none of the book's."""
    if not book.known(rule):
        yield at, f"the rule `{rule}` is not in the regulation"
