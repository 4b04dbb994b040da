"""One word for one thing: no name of the rooms has a word that docs/glossary.md puts aside."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import PurePosixPath

from persistence.tables import metadata
from tests.architecture.sources import ROOMS, ROOT, Source, sources

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
PUT_ASIDE = GLOSSARY.partition("## Words that no name has")[2]


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
    assert [(*named, parts_of(named[1]) & put_aside()) for named in names if is_old(named[1])] == []
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


def test_a_name_is_read_word_by_word() -> None:
    assert len(put_aside()) > 50
    assert parts_of("_StandIn") >= {"stand_in"}
    assert not parts_of("understanding") & put_aside()
