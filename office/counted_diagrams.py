"""The picture of a process with how many cases stand in each of its states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from office.process_diagrams import svg_of
from states.definition import ProcessDefinition

_NODE: Final = re.compile(
    r'<g id="[^"]*" class="node">\s*<title>(?P<state>[^<]*)</title>(?P<drawn>.*?)</g>', re.DOTALL
)
_POINT: Final = re.compile(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")
_BADGE: Final = (
    '<g class="count"><rect x="{x:.1f}" y="{y:.1f}" width="{width}" height="20" rx="10" '
    'fill="#0f5a6b"/><text x="{middle:.1f}" y="{base:.1f}" text-anchor="middle" '
    'font-family="Arial" font-weight="bold" font-size="12" fill="#ffffff">{number}</text></g>'
)


def counted_svg(definition: ProcessDefinition, language: str, numbers: Mapping[str, int]) -> str:
    """The picture as SVG; `numbers` are the cases by state, of which zeros are not drawn."""
    return _NODE.sub(lambda node: _with_number(node, numbers), _drawn(definition, language))


@lru_cache(maxsize=64)
def _drawn(definition: ProcessDefinition, language: str) -> str:
    return svg_of(definition, language)


def _with_number(node: re.Match[str], numbers: Mapping[str, int]) -> str:
    """The card with its number at its upper right corner."""
    number = numbers.get(node["state"], 0)
    points = [(float(x), float(y)) for x, y in _POINT.findall(node["drawn"])]
    if not number or not points:
        return node[0]
    width = 14 + 8 * len(str(number))
    right, top = max(x for x, _ in points), min(y for _, y in points)
    x, y = right - width + 8, top - 10
    badge = _BADGE.format(x=x, y=y, width=width, middle=x + width / 2, base=y + 14.5, number=number)
    return node[0].removesuffix("</g>") + badge + "</g>"
