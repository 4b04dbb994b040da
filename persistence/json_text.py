"""JSON as it is kept and hashed, with every letter as it is written.

`JSONEncoder.encode` sets up the same encoder anew for each value, which costs more than to encode
it; here it is set up once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import (  # type: ignore[attr-defined]
    c_make_encoder,
    encode_basestring,
)
from typing import Final

Encode = Callable[[object], str]

_REFUSE: Final = json.JSONEncoder().default


def json_encoder(
    item: str = ", ",
    key: str = ": ",
    sort_keys: bool = False,
    default: Callable[[object], object] = _REFUSE,
) -> Encode:
    """What encodes values with separators between items and behind keys.

    `default` makes JSON of what has none; raises TypeError where it is not given.
    """
    encode = c_make_encoder(
        None, default, encode_basestring, None, key, item, sort_keys, False, True
    )
    return lambda value: "".join(encode(value, 0))


in_json: Final = json_encoder()
"""A value as `json.dumps` has it."""
