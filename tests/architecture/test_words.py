"""One word for one thing: no name of the rooms has a word that docs/glossary.md puts aside."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath
from textwrap import dedent

from persistence.tables import metadata
from tests.architecture.sources import ROOMS, ROOT, Source, sources

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
PUT_ASIDE = GLOSSARY.partition("## Words that no name has")[2]

IRREGULAR = frozenset(
    """
    began beaten begun born bought bound broken brought built came caught chosen cut done drawn
    driven fallen felt foreseen forgotten found gave given gone got grown heard held hidden
    kept knew known laid led left lost made meant met paid proven put ran read risen said saw
    seen sent set shown sold sought spent split spoken stood struck stuck taken taught thought
    thrown told took torn undertaken unknown unmade unpaid unread unseen unsent untold upheld
    went withdrawn won worn written
    """.split()
)
PRESENT = frozenset(
    """
    acting applying asking coming existing following going issuing joining lacking leaving
    lying missing owing passing pending playing remaining resting running sending sitting
    standing waiting
    """.split()
)
PRONOUNS = frozenset(
    """
    all_ another any_ anything both each either everybody everything hers his it its mine
    neither nobody none_ nothing one others ours same several some something such that their
    theirs them these they this those what whatever which who whom whose yours
    """.split()
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.comprehension)
NOUNS = frozenset({"bed", "deed", "embed", "feed", "need", "seed", "shed", "speed"})

OF_OTHERS = {
    "cli/person_erase.py": {"who"},
    "cli/person_export.py": {"who"},
    "web/api/cases.py": {"ended"},
    "web/outside/pages.py": {"received"},
    "web/pages/imports.py": {"what"},
    "web/request_log.py": {"broken"},
    "web/security_headers.py": {"others"},
    "workflows/running/prefect_chores.py": {"what"},
}
"""Parameters whose names others say: an argument of the command line, a part of an address, what
a library hands on by its name."""


@cache
def put_aside() -> frozenset[str]:
    """The words in backticks in the first column of the table."""
    rows = [line.split("|")[1] for line in PUT_ASIDE.splitlines() if line.startswith("| `")]
    return frozenset(word for cell in rows for word in re.findall(r"`([a-z_]+)`", cell))


def parts_of(name: str) -> set[str]:
    """A name's words and the names of two words in it: `StandIn` has `stand`, `in`, `stand_in`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")
    pairs = ["_".join(pair) for pair in pairwise(words)]
    return {*words, *pairs}


def names_in(source: Source) -> Iterator[str]:
    yield PurePosixPath(source.name).stem
    yield from PurePosixPath(source.name).parent.parts
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def test_no_module_class_or_function_has_a_word_put_aside() -> None:
    names = [(source.name, name) for source in sources(*ROOMS) for name in names_in(source)]
    assert [(*place, parts_of(place[1]) & put_aside()) for place in names if is_old(place[1])] == []
    assert len(names) > 5_000


def is_old(name: str) -> bool:
    return bool(parts_of(name) & put_aside())


def test_no_table_and_no_column_has_a_word_put_aside() -> None:
    names = [
        name
        for table in metadata.tables.values()
        for name in (table.name, *(column.name for column in table.columns))
    ]
    assert not [name for name in names if parts_of(name) & put_aside()]


def test_a_local_says_what_it_holds_and_not_how_it_came() -> None:
    """Of the locals that nobody outside says none is a bare participle or a pronoun, in the rooms,
    in the benchmarks and in the tests."""
    files = sources(*ROOMS, "benchmarks", "tests")
    places = [(source.name, name) for source in files for name in locals_in(source.tree)]
    bare = {place for place in places if is_bare(place[1])}
    faults = {(file, name) for file, name in bare if name not in OF_OTHERS.get(file, set())}
    assert not faults
    assert len(set(places)) > 20_000
    assert {(file, name) for file, names in OF_OTHERS.items() for name in names} <= bare


def test_a_bare_participle_and_a_pronoun_are_found() -> None:
    function = """
        def names_of(found: list[str], *, others: int = 0) -> list[str]:
            kept, due_rows = found, [each for each in found if (said := each)]
            for row in due_rows:
                try:
                    waiting = max(due_rows, key=lambda one: len(one))
                except ValueError as refused:
                    speed = row
            return kept
        """
    assert {name for name in locals_in(ast.parse(dedent(function))) if is_bare(name)} == {
        "found", "others", "kept", "each", "said", "waiting", "one", "refused",
    }  # fmt: skip


def locals_in(node: ast.AST, is_inside: bool = False) -> Iterator[str]:
    """The names that functions bind: parameters, and whatever is assigned in them."""
    for child in ast.iter_child_nodes(node):
        is_local = is_inside or isinstance(child, FUNCTIONS)
        match child:
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) if is_local:
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) if is_local:
                yield name
        yield from locals_in(child, is_local)


def is_bare(name: str) -> bool:
    """Whether it is a participle or a pronoun, alone."""
    word = name.lstrip("_")
    is_participle = "_" not in word and word.endswith("ed") and len(word) > 3
    return word in IRREGULAR | PRESENT | PRONOUNS or (is_participle and word not in NOUNS)


def test_a_name_is_read_word_by_word() -> None:
    assert len(put_aside()) > 50
    assert parts_of("_StandIn") >= {"stand_in"}
    assert not parts_of("understanding") & put_aside()
