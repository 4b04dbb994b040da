"""The sections of `results.md`: each is written anew by what measures it, and the others stay."""

from __future__ import annotations

from pathlib import Path
from typing import Final

RESULTS: Final = Path(__file__).parent / "results.md"
_HEADING: Final = "\n## "


def write_first(text: str) -> None:
    """What stands before the first heading, anew."""
    _, *sections = _read()
    _write([text, *sections])


def write_section(heading: str, text: str) -> None:
    """The section under a heading, anew; a new one comes last."""
    first, *sections = _read()
    section = f"{heading}\n\n{text}"
    places = [place for place, of in enumerate(sections) if of.startswith(f"{heading}\n")]
    if places:
        sections[places[0]] = section
    else:
        sections.append(section)
    _write([first, *sections])


def _read() -> list[str]:
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    return text.split(_HEADING)


def _write(parts: list[str]) -> None:
    text = _HEADING.join(f"{part.rstrip()}\n" for part in parts)
    RESULTS.write_text(text, encoding="utf-8")
