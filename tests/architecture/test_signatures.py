"""Signatures say what goes in and comes out: rows are typed, what belongs together is one value."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import ROOMS, Source, sources

Function = ast.FunctionDef | ast.AsyncFunctionDef

MOST_ANY = 0.05
"""The share of signatures that may say `Any`: what YAML, JSON and forms hand in has no type yet."""

MANY = 6
MOST_MANY = 0.02
"""The share of functions outside `cli` with that many parameters; a command has one an option."""


def functions_of(source: Source) -> Iterator[Function]:
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def annotations_of(function: Function) -> Iterator[ast.expr]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    yield from (argument.annotation for argument in every if argument.annotation)
    if function.returns:
        yield function.returns


def says_any(function: Function) -> bool:
    names = (node for part in annotations_of(function) for node in ast.walk(part))
    return any(isinstance(node, ast.Name) and node.id == "Any" for node in names)


def parameters_of(function: Function) -> list[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return [argument.arg for argument in every if argument.arg not in ("self", "cls")]


def test_few_signatures_say_any() -> None:
    functions = [(source.name, f) for source in sources(*ROOMS) for f in functions_of(source)]
    loose = [f"{name}:{f.lineno} {f.name}" for name, f in functions if says_any(f)]
    assert len(loose) < MOST_ANY * len(functions), "\n".join(loose)


def test_few_functions_have_many_parameters() -> None:
    rooms = [room for room in ROOMS if room != "cli"]
    functions = [(source.name, f) for source in sources(*rooms) for f in functions_of(source)]
    long = [f"{name}:{f.lineno} {f.name}" for name, f in functions if len(parameters_of(f)) >= MANY]
    assert len(long) < MOST_MANY * len(functions), "\n".join(long)


def test_the_measures_see_what_they_look_for() -> None:
    loose = ast.parse("def row_of(row: dict[str, Any]) -> None: ...").body[0]
    long = ast.parse("def many(self, a, b, c, d, *, e, f): ...").body[0]
    assert isinstance(loose, ast.FunctionDef)
    assert isinstance(long, ast.FunctionDef)
    assert says_any(loose)
    assert not says_any(long)
    assert len(parameters_of(long)) == MANY
