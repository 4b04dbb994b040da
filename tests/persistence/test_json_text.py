"""JSON as it is kept and hashed: the text of `json.dumps`."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from persistence.json_text import in_json, json_encoder

EVERY_CHARACTER = "".join(map(chr, range(0x20 * 0x20))) + "\u2028\ud7ff\ufeffЂЏ„“😀"
VALUES = (
    None, True, 0, 2**70, 1.5, EVERY_CHARACTER, [], {}, ("б", ["a", None]), {"б": 1, "a": (2,)},
)  # fmt: skip


def test_values_are_written_as_json_dumps_writes_them() -> None:
    sorted_and_dense = json_encoder(",", ":", sort_keys=True)
    for value in VALUES:
        assert in_json(value) == json.dumps(value, ensure_ascii=False)
        dense = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        assert sorted_and_dense(value) == dense


@pytest.mark.parametrize("encode", [in_json, json_encoder(",", ":")])
def test_what_json_does_not_know_is_refused(encode: Callable[[object], str]) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        encode({"day": object()})
