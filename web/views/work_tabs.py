"""The tabs of *My work*: one declaration each, and all that is told of a tab comes from it."""

from __future__ import annotations

from typing import Final

from persistence.list_conditions import Tab
from states.frozen import frozen
from states.text import Text
from web.views.paging import Sort


@frozen
class TabDeclaration:
    """A tab: its title, what it says where it is empty, its columns, and how it is ordered.

    A column that lists can be ordered by is one of `persistence.case_list.ORDERS`. `lists` is the
    predicate that its list and its count share; None where it lists acts that were done.
    """

    name: str
    title: Text
    empty: Text
    columns: tuple[str, ...]
    sort: Sort = Sort("safe")
    lists: Tab | None = None


_OF_CASES: Final = ("candidate", "host", "step", "owner", "due", "safe", "why")

TABS: Final = (
    TabDeclaration(
        "todo",
        Text("To do", "За рад"),
        Text(
            "Nothing waits for you now. What waits for others stands in the next tab.",
            "Сада ништа не чека на Вас. Шта чека на друге, стоји на следећој картици.",
        ),
        _OF_CASES,
        lists="todo",
    ),
    TabDeclaration(
        "others",
        Text("Waiting for others", "Чека на друге"),
        Text("No open case waits for anybody else.", "Ниједан предмет не чека ни на кога другог."),
        _OF_CASES,
        lists="others",
    ),
    TabDeclaration(
        "hold",
        Text("On hold", "Одложено"),
        Text("No case is on hold.", "Ниједан предмет није одложен."),
        ("candidate", "host", "step", "owner", "due", "hold"),
        lists="hold",
    ),
    TabDeclaration(
        "done",
        Text("Done lately", "Недавно урађено"),
        Text(
            "You have taken no step in the last 30 days.",
            "У последњих 30 дана нисте предузели ниједну радњу.",
        ),
        ("when", "act", "candidate", "host", "state"),
        Sort("when", descending=True),
    ),
    TabDeclaration(
        "all",
        Text("All cases", "Сви предмети"),
        Text("There is no case yet.", "Још нема ниједног предмета."),
        ("candidate", "host", "state", "step", "owner", "due", "safe", "why"),
        lists="all",
    ),
)
"""In the order in which they stand."""


def tab_named(name: str) -> TabDeclaration:
    """The tab that an address asks for; the work to do where there is none of this name."""
    return next((tab for tab in TABS if tab.name == name), TABS[0])
