"""A config.yaml with some of its values changed: comments and everything else stay as they are.

The file that holds is the data folder's own; where the office still has the one that is shipped,
the first change makes it one of its own. Nothing is written that would not load.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from office.config_file import SHIPPED, regulations_of
from office.settings_loading import load_settings

Place = tuple[str, ...]
Value = str | int | bool | None | Sequence[str]


class NotOurs(Exception):
    """The settings are read from a file that is not the office's own to write."""


def own_file(data: Path, path: Path) -> Path:
    """The file into which changes of the settings read from `path` are written.

    Raises NotOurs for a file elsewhere, which whoever runs the program has named.
    """
    own = data / "config.yaml"
    if path.resolve() in (SHIPPED.resolve(), own.resolve()):
        return own
    raise NotOurs(str(path))


def write_settings(data: Path, path: Path, values: Mapping[Place, Value]) -> Path:
    """Writes the settings read from `path` with some values changed; returns the office's file.

    Raises NotOurs, OSError, and InvalidFile where they would not load: the file is as before then.
    """
    own = own_file(data, path)
    text = path.read_text(encoding="utf-8")
    for place, value in values.items():
        text = _with_value(text, place, json.dumps(value, ensure_ascii=False))
    draft = own.with_name("config.draft.yaml")
    try:
        _write(draft, text)
        load_settings(draft, regulations_of(data))
        draft.replace(own)
    finally:
        draft.unlink(missing_ok=True)
    return own


def _write(path: Path, text: str) -> None:
    """Readable by its owner only: a password of the mail server stands in it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _with_value(text: str, place: Place, value_text: str) -> str:
    """The text with a value in the place of the one that stands there; a line more where none."""
    node: yaml.Node = yaml.compose(text, Loader=yaml.SafeLoader)  # type: ignore[assignment]
    for depth, key in enumerate(place):
        if not isinstance(node, yaml.MappingNode):
            return _in_place_of(text, node, _nested(place[depth:], value_text))
        value = next((value for name, value in node.value if name.value == key), None)
        if value is None:
            return _with_line(text, node, place[depth:], value_text)
        node = value
    return _in_place_of(text, node, value_text)


def _in_place_of(text: str, node: yaml.Node, value_text: str) -> str:
    """The text with a value where another stands, or where none is written after its key."""
    start, end = node.start_mark.index, node.end_mark.index
    end = start + len(text[start:end].rstrip())
    head, rest = text[:start], text[end:] if start < end else _rest(text, end)
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        head = head.rstrip()
    space = "" if head.endswith((" ", "\n")) else " "
    return f"{head}{space}{value_text}{rest}"


def _rest(text: str, end: int) -> str:
    """What follows an empty value: a comment beside it keeps its blank."""
    rest = text[end:]
    return rest if rest[:1] in ("", "\n", " ", "\r", ",", "}") else f" {rest}"


def _with_line(text: str, mapping: yaml.MappingNode, keys: Place, value_text: str) -> str:
    """A new entry at the head of a mapping that lacks it; of a flow mapping among the others."""
    value = _nested(keys[1:], value_text)
    entry, at = f"{keys[0]}: {value}", mapping.start_mark
    if mapping.flow_style:
        place = at.index + 1
        comma = ", " if mapping.value else ""
        return f"{text[:place]}{entry}{comma}{text[place:]}"
    return f"{text[: at.index]}{entry}\n{' ' * at.column}{text[at.index :]}"


def _nested(keys: Place, value_text: str) -> str:
    """A value below some keys, on one line."""
    for key in reversed(keys):
        value_text = f"{{{key}: {value_text}}}"
    return value_text
