"""What removes a reason: the forms, the steps of the call and the registers that a remedy names.

Each reason of a guard says by which of these it goes away; any one of them is enough. A form is
named as payloads are: a fact that is recorded, or what a transition takes.
"""

from __future__ import annotations

from typing import Final

TIME: Final = "time"
"""It passes."""
NOTHING: Final = "nothing"
"""No form and no step: the remedy then begins with words that say so."""
NEW_CALL: Final = "new_call"
"""A call is opened anew."""
DEPUTY: Final = "deputy"
"""Somebody else is named for the role."""
BUDGET: Final = "budget"
"""The call is given a budget, or another one."""
RATES: Final = "rates"
"""The office's files of rates are completed by who runs it."""

BESIDE_FORMS: Final = frozenset(
    {
        TIME,
        NOTHING,
        NEW_CALL,
        DEPUTY,
        BUDGET,
        RATES,
        "publish_list",
        "score",
        "interview",
        "replace_member",
    }
    | {"withdraw_precedent"}
)
"""What is no form of a case."""

NOTHING_REMOVES: Final = ("Nothing removes this: ", "Ништа не отклања ову препреку: ")
"""How a remedy begins where there is none, in English and in Serbian."""
