"""The words of money: the tab of a case, and the page of what calls promise."""

from __future__ import annotations

from typing import Final

from states.text import Text

MONEY: Final[dict[str, Text]] = {
    "money_waits": Text("Money that waits for you", "Исплате и повраћаји који чекају на Вас"),
    "money": Text("Money", "Финансије"),
    "money_tab": Text("Money", "Финансије"),
    "money_granted": Text("Granted", "Додељено"),
    "money_paid": Text("Paid", "Исплаћено"),
    "money_left": Text("Still to pay", "Преостаје за исплату"),
    "money_beyond": Text("Paid beyond the grant", "Исплаћено преко додељеног"),
    "money_waits_for": Text("Instalments wait for", "Рате чекају"),
    "money_proposal": Text("The grant for the stay as it is now", "Подршка према садашњем боравку"),
    "money_proposal_intro": Text(
        "The grant stands for another stay. Nothing changes by itself: record the change.",
        "Подршка гласи на други боравак. Ништа се не мења само: измену треба уписати.",
    ),
    "ledger_of_case": Text("Entries, the newest first", "Ставке, најновије прво"),
    "entry_number": Text("No.", "Бр."),
    "entry_day": Text("Day", "Датум"),
    "entry_what": Text("Entry", "Ставка"),
    "entry_amount": Text("Amount", "Износ"),
    "entry_notes": Text("Notes", "Напомене"),
    "entry_set_off": Text("set off by a later entry", "сторнирано каснијом ставком"),
    "entry_corrects": Text("sets off entry", "сторнира ставку"),
    "why_amount": Text("Why this amount", "Зашто тај износ"),
    "rates_are_an_example": Text(
        "These rates are an example: put the programme's own into the office's folder “rates”.",
        "Ови износи су пример: износе програма треба додати у фасциклу „rates“ канцеларије.",
    ),
    "money_intro": Text(
        "What calls have promised and paid, out of their budgets. Each number of cases opens its "
        "list.",
        "Шта је по конкурсима додељено и исплаћено из њихових буџета. Сваки број предмета отвара "
        "свој списак.",
    ),
    "money_year": Text("Calls of the year", "Конкурси из године"),
    "money_by_call": Text("By call", "По конкурсу"),
    "money_by_project": Text("By project", "По пројекту"),
    "money_by_country": Text("By country", "По држави"),
    "money_by_month": Text("By month", "По месецу"),
    "money_call": Text("Call", "Конкурс"),
    "money_project": Text("Project", "Пројекат"),
    "money_country": Text("Country", "Држава"),
    "money_month": Text("Month", "Месец"),
    "money_budget": Text("Budget", "Буџет"),
    "money_free": Text("Left of it", "Преостало"),
    "money_cases": Text("Cases", "Предмети"),
    "money_case": Text("Case", "Предмет"),
    "money_until": Text("Due", "Рок"),
    "money_person": Text("Person", "Особа"),
    "money_owed": Text("To pay now", "Доспева за исплату"),
    "no_budget": Text("not set", "није унет"),
    "no_money": Text("No money is promised here.", "Овде нема додељених средстава."),
    "money_due": Text("What is owed now", "Шта сада доспева"),
    "no_debt": Text("Nothing is owed.", "Ништа не доспева."),
    "payment_list": Text("The payment list", "Списак за исплату"),
    "cases_of_money": Text("Cases with grants", "Предмети са подршком"),
    "to_money": Text("To the money of all calls", "На финансије свих конкурса"),
    "call_budget": Text("Budget of the call", "Буџет конкурса"),
    "call_budget_intro": Text(
        "No more is promised than the budget in force; a stay must lie within the project's time, "
        "where it is told. Each budget that was set stays here.",
        "Не додељује се више од буџета који важи; боравак мора бити у периоду пројекта, ако је "
        "унет. Сваки унети буџет остаје овде.",
    ),
    "set_budget": Text("Set the budget", "Унос буџета"),
    "set_another_budget": Text("Set another budget", "Унос новог буџета"),
    "budget_in_force": Text("in force", "важећи"),
    "budget_amount": Text("Amount", "Износ"),
    "budget_currency": Text("Currency", "Валута"),
    "budget_from": Text("First day of the project", "Први дан пројекта"),
    "budget_to": Text("Last day of the project", "Последњи дан пројекта"),
    "budget_set_by": Text("Set by", "Унео"),
    "budget_promised": Text("Promised", "Додељено"),
    "budget_saved": Text("The budget is set.", "Буџет је унет."),
    "no_budget_yet": Text("The call has no budget yet.", "Конкурс још нема буџет."),
    "no_grant": Text("No grant is recorded.", "Подршка није уписана."),
}
"""By the names that templates use: `word.<name>`."""
