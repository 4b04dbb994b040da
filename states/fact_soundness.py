"""Whether a definition's facts are sound: known, recorded by somebody, under a rule of the book.

Each check yields its problems with their places, as those of `states.soundness` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from states.definition import RuleBook
from states.definition_form import DefinitionForm, FactForm
from states.fact_declaration import FactDeclaration
from states.facts import FACTS
from states.naming import unknown_name, unknown_names, unknown_rule
from states.strict_yaml import Location
from states.vocabulary import ROLES

Located = tuple[Location, str]


def facts_are_known(form: DefinitionForm, book: RuleBook) -> Iterator[Located]:
    """Facts, who may record them and under which rule."""
    for name, fact in form.facts.items():
        at: Location = ("facts", name)
        yield from unknown_names((name,), FACTS, "fact", at)
        yield from unknown_names(fact.roles, ROLES, "role", (*at, "roles"))
        yield from unknown_rule(book, fact.rule, (*at, "rule"))
        yield from follows_at_once(form, fact.at_once, None, (*at, "at_once"))
        declaration = FACTS.get(name)
        yield from _checklist(fact, declaration, (*at, "checklist"))
        for number in declaration.numbers if declaration else ():
            if book.known(fact.rule) and not book.has_number(fact.rule, number):
                yield (*at, "rule"), f"`{name}` needs `{number}`, as a number of {fact.rule}"
        for other in declaration.beside if declaration else ():
            if other not in form.facts:
                yield at, f"`{name}` is recorded beside `{other}`, which is no fact here"


def _checklist(
    fact: FactForm, declaration: FactDeclaration | None, at: Location
) -> Iterator[Located]:
    if fact.checklist and declaration and declaration.listed_by is None:
        yield at, f"`{declaration.name}` has nothing that a checklist could name"
    elif declaration and declaration.listed_by:
        yield from unknown_names(
            fact.checklist, declaration.choices[declaration.listed_by], "choice", at
        )


def follows_at_once(
    form: DefinitionForm, followers: Sequence[str], target: str | None, at: Location
) -> Iterator[Located]:
    """Steps of time, out of the state that a step leads to; after a fact, out of any."""
    for name in followers:
        follower = form.transitions.get(name)
        if follower is None:
            yield at, unknown_name(name, form.transitions, "transition")
        elif follower.roles != ("system",):
            yield at, f"`{name}` is no step of time: its roles are not [system]"
        elif target is not None and target not in follower.sources:
            yield at, f"`{name}` does not leave `{target}`"
