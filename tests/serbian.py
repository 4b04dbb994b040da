"""What Serbian of an office may not hold, for all that read its texts: letters, acts, refusals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

NAMES: Final = {"Europass", "Mobility", "ISCED", "F", "A", "B", "C", "I", "II", "III", "IV"}
"""Names that Serbian acts keep in Latin: of papers of the Union and its nomenclatures, numerals."""

CYRILLIC: Final = re.compile("[А-ШЂЈЉЊЋЏа-шђјљњћџ]")
_LETTER: Final = "[а-шђјљњћџ]"

_PUT_ASIDE: Final = {
    rf"{_LETTER}/{_LETTER}{{1,3}}(?!{_LETTER})": "no form for both: a recorded address, or none",
    rf"(?<![А-ШЂЈЉЊЋЏ])(?<!{_LETTER})(ви|вас|вама?|ваш{_LETTER}*)(?!{_LETTER})": (
        "one person is Ви, Вас, Вам, Ваш"
    ),
    "прерачун": "a grade that was brought in line is усклађена (article 2)",
    rf"{_LETTER}\([ао]\)": "no form for both: the words are turned so that none is needed",
    "правносна": "an act of the office becomes final: коначност",
    "правн[а-ш]+ лек": "упутство о правном средству is the one term",
    "[Пп]оук[аеоу]": "упутство о правном средству is the one term",
    "поноћ": "a time ends at 24:00 of its last day",
    "општег акта": "the act is named, with its articles",
    r"(студент|кандидат)(а|у|ом) (\{|\" ~)": "a name stands where it need not be declined",
    r"\b(BMU|BEE|ICO|KGU)-?[A-Z0-9]": "the law is named by its articles",
}


def put_aside(serbian: str) -> list[str]:
    """What was put aside and stands in a text all the same, with the reason."""
    return [f"{bad}: {why}" for bad, why in _PUT_ASIDE.items() if re.search(bad, serbian)]


def latin_words(serbian: str) -> set[str]:
    """The words in Latin letters that are no names; places for values, `{due}`, are none."""
    return set(re.findall("[A-Za-z]{2,}", re.sub(r"\{[\w.]+\}", "", serbian))) - NAMES


def sentences_of(module: Path) -> Iterator[str]:
    """Every Serbian text in a module of Python, without what only its readers see."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and CYRILLIC.search(text) and not _is_docstring(tree, node):
            yield text


def _is_docstring(tree: ast.AST, text: ast.AST) -> bool:
    return any(isinstance(node, ast.Expr) and node.value is text for node in ast.walk(tree))
