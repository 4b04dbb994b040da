"""Small PDF files that stand for the documents that candidates hand in."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

LAYOUT = Path(__file__).parent / "scan.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def scan(lines: tuple[str, ...]) -> bytes:
    """A page with these lines, the first as its title; the same bytes for the same lines."""
    return typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        font_paths=_fonts(),
        sys_inputs={"lines": json.dumps(lines, ensure_ascii=False)},
        timestamp=0,
    )
