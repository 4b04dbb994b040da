"""Strict YAML: names and values only, every problem with its place, all of them at once.

`no` is a word and not False, a date stays as it is written, a key given twice or not known is a
problem. Expressions, tags and merge keys do not exist here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

import yaml
from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

from states.explained import Explained
from states.frozen import frozen
from states.validation_messages import message_of
from states.yaml_limits import TooMuch, check_size

Location = tuple[str | int, ...]
Mark = tuple[str, int, int]
T = TypeVar("T")

_YAML = "tag:yaml.org,2002:"
_PLAIN_TAGS = frozenset(f"{_YAML}{kind}" for kind in ("map", "seq", "str"))
"""What YAML itself gives to parts that bear no tag, where no word is read as anything else."""

_LITERALS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_HALVES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)


@frozen
class FileProblem:
    """What is wrong in a file and where: line and column count from one."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: "
        return f"{where}{self.path}: {self.message}" if self.path else f"{where}{self.message}"


class InvalidFile(Explained):
    """A file that can't be used, with all its problems: the fault of its author."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        self.problems = tuple(sorted(set(problems), key=astuple))
        super().__init__("\n".join(map(str, self.problems)))


class _AsWritten(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A reader for which each word is a word: what it means is said here, and by the form."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


@dataclass(slots=True)
class MarkedData:
    """The plain data of a YAML file, and the place of each of its parts."""

    file: str
    data: Any = None
    marks: dict[Location, Mark] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)

    def problem(self, location: Location, message: str) -> FileProblem:
        """A problem at a location, or at the nearest enclosing part that has a place."""
        place = self._nearest(location)
        file, line, column = self.marks.get(place, (self.file, 1, 1))
        return FileProblem(file, line, column, _say_path(location), message)

    def _nearest(self, location: Location) -> Location:
        """Walks down; a part that pydantic adds for a union's branch is stepped over."""
        place: Location = ()
        for part in location:
            if (*place, part) in self.marks:
                place = (*place, part)
        return place


@lru_cache(maxsize=64)
def read_yaml(text: str, file: str) -> MarkedData:
    """Plain data with marks; raises InvalidFile where the text is not YAML.

    The same text of the same file is read once: definitions extend one another. So what comes back
    is for looking at, and never changed.
    """
    marked_data = MarkedData(file)
    try:
        check_size(text, _AsWritten)
    except TooMuch as error:
        problem = FileProblem(file, error.line, error.column, "", str(error))
        raise InvalidFile([problem]) from None
    try:
        node = yaml.compose(_without_halves(text), Loader=_AsWritten)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = error.problem or "this is not YAML"
        raise InvalidFile([FileProblem(file, line, column, "", message)]) from None
    except yaml.YAMLError as error:
        raise InvalidFile([FileProblem(file, 1, 1, "", str(error))]) from None
    marked_data.data = _plain(node, (), marked_data, ()) if node is not None else None
    return marked_data


def _without_halves(text: str) -> str:
    """JSON's letters of two escapes each, `\\ud842\\udfb7`, as one (RFC 8259)."""
    # YAML has one escape for each letter, and refuses halves; outside JSON they stay refused.
    if not _HALVES.search(text):
        return text
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    return _HALVES.sub(_in_one_escape, text)


def _in_one_escape(halves: re.Match[str]) -> str:
    high, low = int(halves[2], 16), int(halves[3], 16)
    return f"{halves[1]}\\U{0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF):08x}"


def load_yaml(form: type[T], text: str, file: str) -> tuple[T, MarkedData]:
    """The file's data in a form (a dataclass or pydantic model), and its marks.

    Raises InvalidFile with every problem of the file: of its YAML and of its form.
    """
    marked_data = read_yaml(text, file)
    return in_form(form, marked_data), marked_data


def in_form(form: type[T], marked_data: MarkedData) -> T:
    """The marked data as a value of a form; raises InvalidFile with every problem."""
    try:
        value = adapter(form).validate_python(marked_data.data)
    except PydanticError as error:
        problems = [
            marked_data.problem(item["loc"], message_of(item).en) for item in error.errors()
        ]
        raise InvalidFile([*marked_data.problems, *problems]) from None
    if marked_data.problems:
        raise InvalidFile(marked_data.problems)
    return value


def load_yaml_file(form: type[T], path: Path) -> tuple[T, MarkedData]:
    """As `load_yaml`, from a file; a file that can't be read is a InvalidFile too."""
    return load_yaml(form, text_of(path), str(path))


def text_of(path: Path) -> str:
    """A file's text; raises InvalidFile where it can't be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not written in UTF-8"
        problem = FileProblem(str(path), 1, 1, "", f"can't be read: {reason}")
        raise InvalidFile([problem]) from None


_ADAPTERS: Final[dict[type, TypeAdapter[Any]]] = {}


def adapter(form: type[T]) -> TypeAdapter[T]:
    """The validator of a form, made once."""
    if form not in _ADAPTERS:
        _ADAPTERS[form] = TypeAdapter(form)
    return _ADAPTERS[form]


def _say_path(location: Location) -> str:
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def _plain(
    node: yaml.Node, at: Location, marked_data: MarkedData, above: tuple[int, ...]
) -> object:
    marked_data.marks.setdefault(at, _mark(node, marked_data.file))
    if id(node) in above:
        marked_data.problems.append(marked_data.problem(at, "an alias may not contain itself"))
        return None
    if node.tag not in _PLAIN_TAGS:
        tag = node.tag.replace(_YAML, "!!")
        marked_data.problems.append(marked_data.problem(at, f"a tag ({tag}) is not allowed"))
    inside = (*above, id(node))
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, at, marked_data, inside)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*at, n), marked_data, inside) for n, item in enumerate(node.value)]
    return _plain_scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _plain_mapping(
    node: yaml.MappingNode, at: Location, marked_data: MarkedData, inside: tuple[int, ...]
) -> dict[str, object]:
    data: dict[str, object] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            marked_data.problems.append(marked_data.problem(at, "a key must be a plain word"))
            continue
        key = key_node.value
        place, mark = (*at, key), _mark(key_node, marked_data.file)
        if key in data:
            problem = FileProblem(*mark, _say_path(place), "this key stands here a second time")
            marked_data.problems.append(problem)
            continue
        marked_data.marks[place] = mark
        data[key] = _plain(value_node, place, marked_data, inside)
    return data


def _plain_scalar(node: yaml.ScalarNode) -> object:
    text = str(node.value)
    if node.style not in (None, ""):
        return text
    if text in _LITERALS:
        return _LITERALS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _DECIMAL.match(text) else text


def _mark(node: yaml.Node, file: str) -> Mark:
    return file, node.start_mark.line + 1, node.start_mark.column + 1
