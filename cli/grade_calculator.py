"""`mobility grade`: a grade of the host converted by two grading tables, with its receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.options import Json, Lang
from cli.panels import facts, panel
from cli.show import as_json
from rules.grades import RULES, Unconvertible, convert
from states.recognition import GradeShare
from states.strict_yaml import load_yaml_file
from states.validation_error import ValidationError

Rule = Literal["largest_overlap", "best", "worst"]


def grade(
    host_table: Annotated[
        Path,
        typer.Option(
            "--host-table", metavar="FILE", help="The host's table: {grade, percent}, best first."
        ),
    ],
    home_table: Annotated[
        Path, typer.Option("--home-table", metavar="FILE", help="The home table, likewise.")
    ],
    host_grade: Annotated[str, typer.Option("--grade", metavar="G", help="The grade at the host.")],
    rule: Annotated[
        Rule, typer.Option("--rule", help="How a grade that straddles two is converted.")
    ] = "largest_overlap",
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Convert a grade by two grading tables (BMU-22.4, annexes 10 and 11), and show how."""
    conversion = convert(host_grade, _table(host_table), _table(home_table), rule)
    if isinstance(conversion, Unconvertible):
        raise ValidationError(conversion.why.in_(lang))
    steps = [line.in_(lang) for line in conversion.receipt]
    if json:
        as_json({"grade": conversion.grade, "rule": rule, "receipt": steps})
        return
    values = {
        "Grade at the host": host_grade,
        "Grade at home": conversion.grade,
        "Rule": RULES[rule].in_(lang),
        "How": "\n".join(steps),
    }
    panel(f"{host_grade} → {conversion.grade}", facts(values))


def _table(path: Path) -> tuple[GradeShare, ...]:
    return load_yaml_file(tuple[GradeShare, ...], path)[0]
