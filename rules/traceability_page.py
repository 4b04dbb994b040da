"""The table of traceability as a page: `docs/rules.md` is made by this and never by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rules.regulation import Regulation
from rules.traceability import Kind, RuleTrace, Table, Use

INTRODUCTION = """\
# Rules, and what carries them out

Made by `mobility check --rules`; a test finds this page stale. First each rule of the regulations:
the guards that enforce it, with the first of the stories in which a test sees a step refused under
it by these and taken once its remedy is done, in each process that asks them (what a wrong role or
state refuses shows no guard);
the deadlines that time it, the steps and facts that rest on it, the documents and letters that it
leads to, or why it is for people to judge. Then back: each process with the rule of every step,
guard, deadline, role, document and fact. Where a place is the same in all processes of an
institution, they are not listed.
"""


def render_markdown(table: Table) -> str:
    """The whole table as Markdown, in English."""
    lines = [INTRODUCTION]
    for institution, book in table.institutions.items():
        lines += _of_institution(table, institution, book)
    for key in dict.fromkeys(use.definition for use in table.uses):
        lines += _of_definition(key, [use for use in table.uses if use.definition == key])
    return "\n".join(lines).rstrip() + "\n"


def _of_institution(table: Table, institution: str, book: Regulation) -> Iterator[str]:
    yield f"## {book.name.en}\n"
    yield "| rule | what it says | enforced | timed | rests on it | papers | otherwise |"
    yield _rule_off(7)
    processes = {
        use.definition for use in table.uses if use.definition.startswith(f"{institution}/")
    }
    for rule_trace in table.rules:
        if rule_trace.institution == institution:
            yield _row(_rule_cells(rule_trace, processes))
    yield ""


def _rule_cells(rule_trace: RuleTrace, processes: set[str]) -> Iterator[str]:
    yield f"**{rule_trace.id}**<br>{rule_trace.rule.article.en}"
    yield rule_trace.rule.text.en
    kinds: tuple[tuple[Kind, ...], ...] = (
        ("guard",),
        ("deadline",),
        ("step", "fact"),
        ("document", "mail"),
    )
    for kinds_of_use in kinds:
        places = list(_grouped(rule_trace.of(*kinds_of_use), processes))
        if kinds_of_use == ("guard",) and places and rule_trace.stories:
            places.append(f"seen in `{rule_trace.stories[0]}`{_and_more(rule_trace.stories)}")
        yield "<br>".join(places)
    yield "<br>".join(_otherwise(rule_trace))


def _and_more(stories: Sequence[str]) -> str:
    return f" and {len(stories) - 1} more" if len(stories) > 1 else ""


def _otherwise(rule_trace: RuleTrace) -> Iterator[str]:
    if rule_trace.rule.documented:
        yield f"shown: {rule_trace.rule.documented.en}"
        yield f"shown on: {', '.join(rule_trace.rule.shown_on)}"
    if rule_trace.rule.people:
        yield f"for people to judge: {rule_trace.rule.people.en}"


def _grouped(uses: Iterable[Use], processes: set[str]) -> Iterator[str]:
    """Each place once, with the processes that have it where not all do."""
    places: dict[str, set[str]] = {}
    for use in uses:
        places.setdefault(_place(use), set()).add(use.definition)
    for place, having in places.items():
        process_note = "" if having == processes else f" ({', '.join(sorted(map(_short, having)))})"
        yield place + process_note


def _place(use: Use) -> str:
    if use.kind == "step":
        return f"step `{use.at}`"
    if use.kind == "fact":
        return f"fact `{use.at}`"
    if use.kind == "deadline":
        return f"`{use.at}`: {use.name}"
    return f"`{use.name}` at `{use.at}`"


def _of_definition(key: str, uses: Sequence[Use]) -> Iterator[str]:
    yield f"## {key}\n"
    yield "| step | rule | who | guards | papers |"
    yield _rule_off(5)
    for step in (use for use in uses if use.kind == "step"):
        papers = (
            use.name for use in uses if use.kind in ("document", "mail") and use.at == step.at
        )
        guards = (f"{g.name} ({g.rule})" for g in uses if g.kind == "guard" and g.at == step.at)
        yield _row(
            (step.at, step.rule, ", ".join(step.roles), "<br>".join(guards), ", ".join(papers))
        )
    yield "\n| state | awaits, and until when | rule | owner |"
    yield _rule_off(4)
    for use in uses:
        if use.kind == "deadline":
            yield _row((use.at, use.name, use.rule, ", ".join(use.roles)))
    yield "\n| fact | rule | who |"
    yield _rule_off(3)
    for use in uses:
        if use.kind == "fact":
            yield _row((use.at, use.rule, ", ".join(use.roles)))
    yield ""


def _short(key: str) -> str:
    """The process without its institution and date."""
    return key.split("/")[1].split(".")[0]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') or ' ' for cell in cells)} |"


def _rule_off(columns: int) -> str:
    return f"|{' --- |' * columns}"
