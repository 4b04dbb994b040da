"""Which kinds of documents and facts are sensitive: they say so in `sensitive.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from states.facts import FACTS
from states.frozen import frozen
from states.strict_yaml import read_yaml
from states.vocabulary import DOCUMENT_KINDS

_FILE: Final = Path(__file__).parent / "sensitive.yaml"


@frozen
class Sensitive:
    """Kinds of documents, and names of facts."""

    documents: frozenset[str]
    facts: frozenset[str]


@cache
def sensitive() -> Sensitive:
    """What the file says; raises ValueError for a name that nothing has."""
    data = read_yaml(_FILE.read_text(encoding="utf-8"), str(_FILE)).data
    kinds = Sensitive(frozenset(data["documents"]), frozenset(data["facts"]))
    unknown_names = sorted((kinds.documents - DOCUMENT_KINDS.keys()) | (kinds.facts - FACTS.keys()))
    if unknown_names:
        raise ValueError(f"{_FILE.name} names what there is not: {', '.join(unknown_names)}")
    return kinds
