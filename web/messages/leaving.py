"""The words of the pages that ask before a role ends, or an account is put out of use."""

from __future__ import annotations

from typing import Final

from states.text import Text

LEAVING: Final[dict[str, Text]] = {
    "last_day_of_role": Text("Last day of the role", "Последњи дан улоге"),
    "left_uncovered": Text("What is left", "Шта остаје"),
    "others_hold_it": Text("Others who hold the role then", "Улогу и тада има"),
    "deputies_then": Text("Deputies then", "Тада замењује"),
    "nobody_then": Text(
        "Nobody holds this role after that day, and nobody stands in.",
        "После тог дана ову улогу нема нико и нема замене.",
    ),
    "cases_wait": Text("Waiting for this role", "На ову улогу чека"),
    "of_them_overdue": Text("Overdue among them", "Од тога са прекораченим роком"),
    "no_case_waits": Text("No case waits for this role.", "Ниједан предмет не чека на ову улогу."),
    "seats_left": Text(
        "Seats on commissions of open calls", "Место у комисијама отворених конкурса"
    ),
    "call_closes": Text("the call closes on", "конкурс се затвара"),
    "then_and_back": Text(
        "What follows, and how it is taken back", "Шта следи и како се поништава"
    ),
    "end_taken_back": Text(
        "From the day after, the person may take no step in this role. The end can be taken back "
        "on the person's page: the role is then held as before.",
        "Од наредног дана та особа у овој улози не може да поступа. Престанак може да се поништи "
        "на страници те особе: улога тада важи као и раније.",
    ),
    "account_taken_back": Text(
        "All sessions end at once, links and tokens open nothing. The account can be put in use "
        "again on the person's page, with the same password and roles; new links and tokens are "
        "then made anew.",
        "Све сесије се одмах завршавају, а везе и кључеви престају да важе. Налог може поново да "
        "се укључи на страници те особе, са истом лозинком и улогама; везе и кључеви се тада "
        "праве изнова.",
    ),
    "confirm_end": Text("End the role", "Окончај улогу"),
    "confirm_deactivate": Text("Put the account out of use", "Искључи налог"),
}
