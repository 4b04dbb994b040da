"""Digests of rows: the text that is hashed is the same, however it is made."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from persistence.digests import in_order, kept_rows

EVERY_CHARACTER = "".join(map(chr, range(0x20 * 0x20))) + "\u2028\ud7ff\ufeffЂЏ„“😀"
ROW = (
    EVERY_CHARACTER, 2**53, -1, None, True, datetime(2026, 3, 30, 9, 0, 0, 1, UTC),
    date(2026, 10, 1), Decimal("6.50"), ("application", "ranking"), None, None,
)  # fmt: skip
AS_SEALED = (
    EVERY_CHARACTER, 2**53, -1, None, 1, 1774861200000001, "2026-10-01", "6.50",
    '["application", "ranking"]',
)  # fmt: skip


def test_a_row_is_hashed_as_the_rows_that_were_sealed_before() -> None:
    canonical = json.dumps(AS_SEALED, ensure_ascii=False, separators=(",", ":"))
    assert in_order(ROW) == canonical.encode()


def test_words_that_another_tool_made_bytes_are_other_words() -> None:
    assert in_order((b"2026-10-01",)) != in_order(("2026-10-01",))
    assert kept_rows(("on",), [(b"2026-10-01",)]) != [{"on": "2026-10-01"}]


def test_a_row_says_nothing_of_what_is_empty_at_its_end() -> None:
    assert in_order(("timer", None, None)) == in_order(("timer",)) == b'["timer"]'
    assert in_order((None,)) == b"[]"
