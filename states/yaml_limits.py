"""How much a YAML file may hold: found out while it is looked through, before any of it is built.

A few lines can stand for millions of parts, by aliases of aliases, or go deeper than any reader
can follow; half of such a file, which is no YAML yet, costs as much as the whole.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

MOST_LETTERS: Final = 2_000_000
MOST_DEPTH: Final = 60
MOST_PARTS: Final = 100_000


class TooMuch(Exception):
    """A text that is too long, too deep, or stands for too many parts; where, counted from one."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def check_size(text: str, loader: Any) -> None:
    """Raises TooMuch where a text goes beyond the limits; what is no YAML is left to its reader."""
    if len(text) > MOST_LETTERS:
        raise TooMuch(f"the file has {len(text)} letters: at most {MOST_LETTERS} are read")
    try:
        _look_through(text, loader)
    except yaml.YAMLError:
        return


def _look_through(text: str, loader: Any) -> None:
    """Each collection with all that stands in it, an alias for all that it repeats."""
    anchors: dict[str | None, int] = {}
    inside: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append((event.anchor, 1))
            if len(inside) > MOST_DEPTH:
                raise _at(event, f"too deep: at most {MOST_DEPTH} levels are read")
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, parts = inside.pop()
        elif isinstance(event, yaml.AliasEvent):
            anchor, parts = None, anchors.get(event.anchor, 1)
        elif isinstance(event, yaml.ScalarEvent):
            anchor, parts = event.anchor, 1
        else:
            continue
        if anchor is not None:
            anchors[anchor] = parts
        outer, before = inside.pop()
        inside.append((outer, before + parts))
        if before + parts > MOST_PARTS:
            raise _at(event, f"too much: the file stands for more than {MOST_PARTS} parts")


def _at(event: yaml.Event, message: str) -> TooMuch:
    mark = event.start_mark
    return TooMuch(message, mark.line + 1, mark.column + 1) if mark else TooMuch(message)
