"""The rooms: who may import whom, who reads the clock, how large a file gets, what is explained."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import BELOW, ROOMS, ROOT, Source, files, read, sources

MOST_LINES = 400
LONGER: dict[str, str] = {}
"""The files that may be longer, and why."""

CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "monotonic"), ("time", "localtime"), ("time", "gmtime"),
    ("func", "now"), ("func", "current_timestamp"),
}  # fmt: skip
PATCHES = {"setattr", "setitem", "delattr", "patch", "MagicMock", "Mock", "AsyncMock"}


def test_each_room_imports_only_what_it_may() -> None:
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert linted.returncode == 0, linted.stdout[-2000:]
    assert "0 broken" in linted.stdout


def test_every_room_is_under_the_contracts() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "benchmarks"} == set(ROOMS)


@pytest.mark.parametrize("source", sources(*BELOW), ids=lambda source: source.name)
def test_nobody_below_the_shells_reads_the_clock(source: Source) -> None:
    """An alias does not help: `from time import time` is caught too."""
    calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute)]
    read_at = [node.lineno for node in calls if _named(node) in CLOCKS]
    imported = [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if (node.module, name.name) in CLOCKS
    ]
    assert not read_at + imported, f"{source.name} reads the clock in line {read_at + imported}"


@pytest.mark.parametrize("source", sources(*ROOMS), ids=lambda source: source.name)
def test_every_file_says_first_what_it_is(source: Source) -> None:
    assert not source.text.strip() or ast.get_docstring(source.tree)


@pytest.mark.parametrize("source", sources(*ROOMS), ids=lambda source: source.name)
def test_every_public_function_and_class_says_what_it_does(source: Source) -> None:
    silent = [node.name for node in _public(source.tree) if not ast.get_docstring(node)]
    assert not silent, f"{source.name}: no word on {', '.join(silent)}"


@pytest.mark.parametrize("source", sources(*ROOMS), ids=lambda source: source.name)
def test_every_public_function_has_its_types(source: Source) -> None:
    bare = [
        node.name
        for node in _public(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_typed(node)
    ]
    assert not bare, f"{source.name}: types are missing on {', '.join(bare)}"


def test_files_stay_small() -> None:
    long = {
        source.name: lines
        for source in sources(*ROOMS)
        if (lines := source.text.count("\n")) > MOST_LINES
    }
    assert set(long) - set(LONGER) == set(), "split it, or say why it may be longer"
    assert set(LONGER) - set(long) == set(), "it is short enough now: strike it from the list"


def test_the_median_file_has_fewer_than_a_hundred_and_twenty_lines() -> None:
    lines = sorted(source.text.count("\n") for source in sources(*ROOMS) if source.text)
    assert lines[len(lines) // 2] < 120


@pytest.mark.parametrize(
    "source", [read(path) for path in files(ROOT / "tests")], ids=lambda source: source.name
)
def test_tests_patch_nothing(source: Source) -> None:
    """Fakes implement the real interface; the environment may be set, our code may not."""
    assert "mock" not in {name.partition(".")[2] or name for name in _imported(source.tree)}
    patched = [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in PATCHES
        if isinstance(node.value, ast.Name) and node.value.id in ("monkeypatch", "mock", "mocker")
    ]
    assert not patched, f"{source.name} patches in line {patched}"


def test_the_lock_file_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > 100


def test_there_is_no_other_lock_file_and_nothing_is_vendored() -> None:
    assert not [
        name for name in ("uv.lock", "pylock.toml", "poetry.lock") if (ROOT / name).exists()
    ]
    scripts = [path for room in ROOMS for path in (ROOT / room).rglob("*.min.*")]
    assert not scripts, "what others wrote comes from their packages"


def _named(node: ast.Attribute) -> tuple[str, str]:
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name, node.attr


Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[Documented]:
    """Public functions and classes of a module, and the public methods of those classes.

    The signatures of an overloaded function have their word at the function itself.
    """
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            if any(ast.unparse(each) == "overload" for each in node.decorator_list):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _is_typed(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    own = {"self", "cls"}
    return node.returns is not None and all(a.annotation or a.arg in own for a in given)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
