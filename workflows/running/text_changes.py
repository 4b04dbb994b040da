"""Two texts of a law beside each other: where they differ, and the lines that were changed."""

from __future__ import annotations

from difflib import unified_diff

MOST_LINES = 12


def first_difference(was: str, now: str) -> int:
    """The line where two texts begin to differ, counted from 1."""
    pairs = zip(was.splitlines(), now.splitlines(), strict=False)
    return next((line for line, (old, new) in enumerate(pairs, start=1) if old != new), 1)


def changed_lines(was: str, now: str) -> str:
    """The changed lines, without the frame of a diff."""
    lines = [
        f"    {line}"
        for line in unified_diff(was.splitlines(), now.splitlines(), n=0, lineterm="")
        if not line.startswith(("---", "+++", "@@"))
    ]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES:] = [f"    … and {len(lines) - MOST_LINES} more"]
    return "\n".join(lines)
