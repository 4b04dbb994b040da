"""Texts that read the law wrongly: the files of today take their place.

`corrections.yaml` beside the definitions lists, by the key of a definition or of a regulation, the
digests of its former texts. The rules did not change, our reading did: a case that began on one of
them goes on under the corrected text. A change of the rules is no correction but a new dated
version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from states.frozen import frozen
from states.strict_forms import STRICT
from states.strict_yaml import load_yaml_file

FILE: Final = "corrections.yaml"


@frozen
class Corrections:
    """By the key of a definition or of a regulation, the digests that today's file corrects."""

    __pydantic_config__ = STRICT

    corrected: dict[str, tuple[str, ...]] = field(default_factory=dict)


def corrected_digests(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The digests of a folder of definitions; none where it has no such file.

    Raises InvalidFile where it can't be read.
    """
    path = folder / FILE
    return load_yaml_file(Corrections, path)[0].corrected if path.is_file() else {}
