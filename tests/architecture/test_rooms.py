"""The rooms: who may import whom, who reads the clock, how large a file gets, what is explained."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

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
    process = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stdout[-2000:]
    assert "0 broken" in process.stdout


def test_every_room_is_under_the_contracts() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "benchmarks"} == set(ROOMS)


def test_nobody_below_the_shells_reads_the_clock() -> None:
    """An alias does not help: `from time import time` is caught too."""
    assert lines_at_fault(sources(*BELOW), _reads_of_the_clock) == []


def test_every_file_says_first_what_it_is() -> None:
    in_all = [source for source in sources(*ROOMS) if source.text.strip()]
    assert [source.name for source in in_all if not ast.get_docstring(source.tree)] == []
    assert len(in_all) > 500


def test_every_public_function_and_class_says_what_it_does() -> None:
    def silent(source: Source) -> Iterator[ast.AST]:
        return (node for node in _public(source.tree) if not ast.get_docstring(node))

    assert lines_at_fault(sources(*ROOMS), silent) == []


def test_every_public_function_has_its_types() -> None:
    def bare(source: Source) -> Iterator[ast.AST]:
        for node in _public(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_typed(node):
                yield node

    assert lines_at_fault(sources(*ROOMS), bare) == []


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


def test_tests_patch_nothing() -> None:
    """Fakes implement the real interface; the environment may be set, our code may not."""
    tests = [read(path) for path in files(ROOT / "tests")]
    for source in tests:
        modules = {name.partition(".")[2] or name for name in _imported(source.tree)}
        assert "mock" not in modules, source.name
    assert lines_at_fault(tests, _patches) == []


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


def lines_at_fault(
    source_files: Iterable[Source], faults_of: Callable[[Source], Iterable[ast.AST]]
) -> list[str]:
    """Every fault in some files, as `file:line`: all of them at once."""
    return [
        f"{source.name}:{getattr(node, 'lineno', 0)}"
        for source in source_files
        for node in faults_of(source)
    ]


def _reads_of_the_clock(source: Source) -> Iterator[ast.AST]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and _named(node) in CLOCKS:
            yield node
        if isinstance(node, ast.ImportFrom):
            yield from (name for name in node.names if (node.module, name.name) in CLOCKS)


def _patches(source: Source) -> Iterator[ast.AST]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in PATCHES:
            owner = node.value
            if isinstance(owner, ast.Name) and owner.id in ("monkeypatch", "mock", "mocker"):
                yield node


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
            if any(ast.unparse(decorator) == "overload" for decorator in node.decorator_list):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _is_typed(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    own = {"self", "cls"}
    return node.returns is not None and all(a.annotation or a.arg in own for a in arguments)


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
