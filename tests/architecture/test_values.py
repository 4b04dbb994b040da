"""Nobody changes a value: a field is written by its own object, or by whoever just made the whole.

`states.frozen` leaves that to be seen in the source, where mypy sees it for all that has a type.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import ROOMS, sources

WRITTEN = {
    "cli/tables.py": {"screen.width"},
    "notifications/wording.py": {"templates.filters", "templates.globals"},
    "persistence/backup_file.py": {"info.mode", "info.size"},
    "persistence/connections.py": {"raw.isolation_level"},
    "states/frozen.py": {
        "frozen_class.__eq__",
        "frozen_class.__hash__",
        "frozen_class.__repr__",
    },
    "states/strict_yaml.py": {"marked_data.data"},
    "web/api/app.py": {"api.state.shared"},
    "web/outside/app.py": {"app.state.shared"},
    "web/app.py": {"app.state.shared"},
    "web/environment.py": {"templates.filters", "templates.globals"},
    "web/request_context.py": {"request.state.context"},
    "workflows/running/supervisor.py": {
        "watched_process.again_at",
        "watched_process.began",
        "watched_process.process",
        "watched_process.restarts",
    },
    "simulation/rehearsal/player.py": {"stage.call_id", "stage.numbers"},
}
"""Objects that are no values: a library's, and those that a file keeps for itself."""


def test_no_field_of_another_object_is_written() -> None:
    fields_by_file = {source.name: set(_written(source.tree)) for source in sources(*ROOMS)}
    assert {name: fields for name, fields in fields_by_file.items() if fields} == WRITTEN


def _written(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self")):
                continue
            case ast.Attribute(ctx=ast.Store() | ast.Del()):
                yield ast.unparse(node)
            case ast.Name(id="setattr" | "delattr") | ast.Attribute(attr="__setattr__"):
                yield ast.unparse(node)
