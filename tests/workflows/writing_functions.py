"""Which public functions of the workflows write into the database: found in the source itself.

A function writes where it, or anything that it names, makes a statement that inserts, updates or
deletes. Functions are followed through the rooms by their imports, methods by their names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tests.architecture.sources import Source, sources

WRITING = frozenset({"insert", "update", "delete"})
FOLLOWED = ("persistence", "actions", "workflows")


@cache
def writing_functions() -> frozenset[str]:
    """`cases.holds.put_on_hold` and so on: those of the workflows, without the private ones."""
    writing = _all_that_write()
    return frozenset(
        name.removeprefix("workflows.")
        for name in writing
        if name.startswith("workflows.") and _is_public_function(name)
    )


def _is_public_function(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split(".")) and "#" not in name


class _Body(NamedTuple):
    """What a function names, and whether it makes a statement that writes."""

    names: frozenset[str]
    attributes: frozenset[tuple[str, str]]
    writes: bool


def _all_that_write() -> set[str]:
    bodies = {
        name: (source, _body(node))
        for source in sources(*FOLLOWED)
        for name, node in _functions(source)
    }
    methods = {
        name.rpartition("#")[2]: name
        for name in bodies
        if name.startswith("workflows.") and "#" in name and "#_" not in name
    }
    uses = {name: set(_used(source, body, methods)) for name, (source, body) in bodies.items()}
    writing = {
        name
        for name, (source, body) in bodies.items()
        if body.writes or body.names & _write_constants(source)
    }
    while more := {name for name, used_names in uses.items() if used_names & writing} - writing:
        writing |= more
    return writing


def _module(source: Source) -> str:
    return source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _functions(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """Functions by their dotted names; a method as `module.Class#name`."""
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{_module(source)}.{node.name}", node
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{_module(source)}.{node.name}#{part.name}", part


def _body(body: ast.AST) -> _Body:
    names, attributes, writes = set[str](), set[tuple[str, str]](), False
    for node in ast.walk(body):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            base = node.value.id if isinstance(node.value, ast.Name) else ""
            attributes.add((base, node.attr))
        elif isinstance(node, ast.Call):
            callee = node.func
            by_name = isinstance(callee, ast.Name) and callee.id in WRITING
            of_table = isinstance(callee, ast.Attribute) and callee.attr == "insert"
            writes = writes or by_name or (of_table and not node.args)
    return _Body(frozenset(names), frozenset(attributes), writes)


@cache
def _write_constants(source: Source) -> frozenset[str]:
    """The statements of a module that write, by their names."""
    return frozenset(
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and _body(node.value).writes
    )


def _used(source: Source, body: _Body, methods: Mapping[str, str]) -> Iterator[str]:
    """The functions that one names: its module's, imported ones, the workflows' methods."""
    imports = _imports(source)
    for name in body.names:
        yield imports.get(name, f"{_module(source)}.{name}")
    for base, attribute in body.attributes:
        if base in imports:
            yield f"{imports[base]}.{attribute}"
        elif attribute in methods:
            yield methods[attribute]


@cache
def _imports(source: Source) -> Mapping[str, str]:
    """What a local name stands for, also where a function imports it."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
