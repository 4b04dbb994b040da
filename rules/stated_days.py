"""The last day to contest a Decree, once it was told: a withdrawn closure takes nothing back of it.

BMU-24b. It is kept with the Decree, with its receipt, for the day of delivery that it was counted
from: where the Decree was delivered on another day after all, the time is counted anew.
"""

from __future__ import annotations

import json
from functools import lru_cache

from rules.receipts import Receipt
from states.dossier import DecreeIssued


def stated(decree: DecreeIssued | None) -> Receipt | None:
    """The receipt of the last day that was told, counted from the delivery that stands."""
    if decree is None or decree.last_days_stated is None:
        return None
    receipts = receipts_stated(decree.last_days_stated)
    return next((receipt for receipt in receipts if receipt.start == decree.delivered_on), None)


def no_shorter(counted_receipt: Receipt, decree: DecreeIssued | None) -> Receipt:
    """The time to contest a Decree as counted, or as it was told where that is longer."""
    earlier = stated(decree)
    return earlier if earlier is not None and earlier.due > counted_receipt.due else counted_receipt


def with_stated(stated_json: str | None, receipt: Receipt) -> str:
    """What is kept once this receipt was told: one for each day of delivery, the newest last."""
    earlier = receipts_stated(stated_json) if stated_json else ()
    kept_receipts = (*(other for other in earlier if other.start != receipt.start), receipt)
    return json.dumps(
        [told_receipt.to_json() for told_receipt in kept_receipts], ensure_ascii=False
    )


@lru_cache(maxsize=1024)
def receipts_stated(stated_json: str) -> tuple[Receipt, ...]:
    """What `with_stated` wrote; ValueError where it is something else."""
    return tuple(Receipt.from_json(receipt) for receipt in json.loads(stated_json))
