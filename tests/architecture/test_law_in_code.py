"""No law in code: rules' ids, institutions' keys and kinds of mobility stand in YAML alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from office.wiring import REGULATIONS
from rules.regulation_file import load_regulation
from states.loader import HERE, definition_files
from tests.architecture.sources import ROOMS, ROOT

BOOKS: Final = [load_regulation(path) for path in sorted(REGULATIONS.glob("*.yaml"))]
RULES: Final = {rule for book in BOOKS for rule in book.rules}
PREFIXES: Final = "|".join(sorted({rule.partition("-")[0] for rule in RULES}))
KEYS: Final = "|".join(book.institution for book in BOOKS)
KINDS: Final = "|".join(sorted({path.name.partition(".")[0] for path in definition_files(HERE)}))
ENDINGS: Final = "|".join(sorted({kind.rpartition("-")[2] for kind in KINDS.split("|")}))
LAW: Final = re.compile(
    rf"\b(?:{PREFIXES})-\w|\b(?:{KEYS})\b|\b(?:{KINDS})\b|\b(?:outgoing|incoming)-|(?<![a-z])-(?:{ENDINGS})\b"
)
"""A rule's id or what begins as one, an institution's key, a kind of mobility or a part of one."""

BARE: Final = {rule for rule in RULES if "-" not in rule}
"""Ids that are a word: found only where they are all that is said."""

FROZEN: Final = ("persistence/migrations/",)
"""History that is not to be written anew."""

TEMPLATES: Final = ("txt", "html", "typ")
REMARK: Final = re.compile(r"^\s*//.*$|\{#.*?#\}", re.MULTILINE | re.DOTALL)
"""What a template says to whoever reads it, and prints nowhere."""


def law_in(text: str) -> list[str]:
    """What of the law stands in a text."""
    return [text] if text in BARE else LAW.findall(text)


def said_in(tree: ast.AST) -> Iterator[ast.Constant]:
    """The strings of a module that are no docstrings."""
    statements = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in statements:
            yield node


def modules() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(FROZEN):
                yield path


def templates() -> Iterator[Path]:
    for room in ROOMS:
        for ending in TEMPLATES:
            yield from sorted((ROOT / room).rglob(f"*.{ending}"))


def test_no_rule_no_institution_and_no_kind_of_mobility_stands_in_a_module() -> None:
    lines = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {', '.join(law)}"
        for path in modules()
        for node in said_in(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node.value, str) and (law := law_in(node.value))
    ]
    assert lines == [], "say it in a definition's `kind` or in a regulation"


def test_no_rule_no_institution_and_no_kind_of_mobility_stands_in_a_template() -> None:
    lines = [
        f"{path.relative_to(ROOT)}: {', '.join(law)}"
        for path in templates()
        if (law := law_in(REMARK.sub("", path.read_text(encoding="utf-8"))))
    ]
    assert lines == [], "give it to the template as a value"


def test_what_is_looked_for_is_found() -> None:
    for text in ("BMU-24b", "see BEE-R2.", "bmu", "outgoing-studies", "-teaching", "ICO"):
        assert law_in(text), text
    for text in ("Head of ICO", "teaching", "incoming", "YYYY-MM-DD", "submit_application"):
        assert not law_in(text), text


def test_modules_and_templates_are_read() -> None:
    assert len(list(modules())) > 200
    assert {path.suffix for path in templates()} == {".txt", ".html", ".typ"}
