"""The information package of an institution, for those who come to it: texts of its own, as YAML.

The rulebook says what it holds (BMU-25); a file that leaves one of that out is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from states.calls import Level
from states.frozen import frozen
from states.strict_forms import STRICT, Ects
from states.strict_yaml import InvalidFile, load_yaml_file
from states.text import Text

SHIPPED: Final = Path(__file__).parent / "information"


@frozen
class Programme:
    """A study programme, its level and what it holds."""

    __pydantic_config__ = STRICT

    title: Text
    level: Level
    content: Text


@frozen
class CataloguedCourse:
    """A course of the catalogue; `languages` are those in which it is taught."""

    __pydantic_config__ = STRICT

    title: Text
    description: Text
    ects: Ects
    level: Level
    semester: Literal["autumn", "spring"]
    languages: Annotated[tuple[Literal["sr", "en"], ...], Field(min_length=1)]
    outcomes: Text


@frozen
class InformationPackage:
    """What article 25 names; `example` where the texts are not the institution's own yet."""

    __pydantic_config__ = STRICT

    institution: str
    example: bool
    about: Text
    studies: Text
    programmes: Annotated[tuple[Programme, ...], Field(min_length=1)]
    courses: Annotated[tuple[CataloguedCourse, ...], Field(min_length=1)]
    lodging: Text
    life: Text
    further: Text | None = None


def information_of(data: Path) -> Path:
    """The folder of an office's packages: `information` in its own data, else the one shipped."""
    of_folder = data / "information"
    return of_folder if of_folder.is_dir() else SHIPPED


def read_package(folder: Path, institution: str) -> InformationPackage | None:
    """The package of an institution; None where the folder has none.

    Raises InvalidFile with every problem, `file:line:column`.
    """
    path = folder / f"{institution}.yaml"
    if not path.is_file():
        return None
    package, marked_data = load_yaml_file(InformationPackage, path)
    if package.institution != institution:
        message = f"must be the file's own name, {institution}"
        raise InvalidFile([marked_data.problem(("institution",), message)])
    return package
