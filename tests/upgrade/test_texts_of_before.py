"""Law that was shipped and then changed is named as corrected: else no office of before opens.

`texts.yaml` has the digest of each text that offices run on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
import yaml

from office.wiring import Office
from states.corrections import corrected_digests

TEXTS: Final[dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8")
)
"""By the key of a definition or regulation, the digests of its newest texts, oldest first."""


def shipped_digests(office: Office) -> dict[str, str]:
    """By key, the digest of today's text of each definition and regulation."""
    definitions = [office.definition(key) for key in office.definition_keys()]
    rulebooks = [office.rulebook_of(definition) for definition in definitions]
    return {
        **{definition.key: definition.digest for definition in definitions},
        **{rulebook.key: rulebook.digest for rulebook in rulebooks},
    }


def test_each_text_is_known_here(office: Office) -> None:
    assert TEXTS.keys() == shipped_digests(office).keys()


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_that_was_changed_is_named_as_corrected(office: Office, key: str) -> None:
    *earlier_digests, newest_digest = TEXTS[key]
    today = shipped_digests(office)[key]
    assert newest_digest == today, (
        f"{key} was changed. Add {newest_digest} to it in states/definitions/corrections.yaml if "
        f"the law was read wrongly before (else it needs a version of its own, by its day), and "
        f"write {today} below it in tests/upgrade/texts.yaml."
    )
    assert set(earlier_digests) <= set(corrected_digests(office.folder).get(key, ()))
