"""Whether a grant can be promised, and money paid or taken back: what speaks against it (ICO-2b,
BMU-31c).

A call promises no more than its budget, and only for stays within the time of its project.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.grants import GrantReceipt, money_text
from rules.guards.remedies import BUDGET, RATES
from rules.guards.wording import guard_reason
from rules.instalments import Owed, missing_documents
from rules.rates import Rates
from states.definition import ProcessDefinition
from states.dossier import Dossier, Period
from states.frozen import frozen
from states.money import GRANT, Budget, newest_grant
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PROGRAMMES

UNKNOWN_COUNTRY = "XX"


@frozen
class Purse:
    """A call's budget, None where it has none, and the cents that the case and the call's other
    cases are promised by now; `own_stay` is the stay that the case is promised them for."""

    budget: Budget | None
    own: int
    others: int
    own_stay: Period | None = None


def host_country(dossier: Dossier) -> str:
    """The country of the host institution; XX where the call does not tell."""
    hosts = (host.country for host in dossier.call.hosts if host.name == dossier.host)
    return next(hosts, UNKNOWN_COUNTRY)


def without_rate(
    definition: ProcessDefinition, dossier: Dossier, rates: Rates | None
) -> list[GuardReason]:
    """Why nothing can be counted: no rates for the call, the process, or the host's country."""
    if rates is None:
        return [_no_rates(dossier)]
    return [*_no_support(definition, rates), *_no_group(dossier, rates)]


def no_stay(dossier: Dossier, stay: Period | None) -> list[GuardReason]:
    """A first grant is for a stay: the host has confirmed its period, and the person goes."""
    if stay is not None or newest_grant(dossier.ledger) is not None:
        return []
    message = (
        "There is no stay to grant for: the host has confirmed no exact period, or nobody went.",
        "Нема боравка за који би се подршка доделила: домаћин није потврдио тачан период или "
        "мобилност није ни почела.",
    )
    remedy = ("Record the host's exact period.", "Уписати тачан период који је домаћин потврдио.")
    return [guard_reason(message, remedy, by=("host_period",))]


def beyond_the_budget(receipt: GrantReceipt, purse: Purse) -> list[GuardReason]:
    """What is promised may not exceed the call's budget, nor a stay the time of its project.

    A change by which less is promised is always possible, but for a stay that was moved out of that
    time, or further out of it.
    """
    budget = purse.budget
    is_less = purse.own > 0 and receipt.cents <= purse.own
    if budget is None:
        return [] if is_less else [_no_budget()]
    if is_less:
        return list(_outside(receipt, budget, purse.own_stay))
    return [*_too_much(receipt, budget, purse.others), *_outside(receipt, budget, None)]


def _no_budget() -> GuardReason:
    message = ("The call has no budget yet.", "Конкурс још нема буџет.")
    remedy = ("Set the budget of the call.", "Унети буџет конкурса.")
    return guard_reason(message, remedy, by=(BUDGET,))


def below_the_promised(budget: Budget, promised_cents: int) -> list[GuardReason]:
    """A budget covers what its call has promised by now."""
    if budget.cents >= promised_cents:
        return []
    message = (
        "The call has promised {promised} already; a budget of {budget} is less.",
        "По овом конкурсу већ је додељено {promised}; буџет од {budget} је мањи.",
    )
    remedy = (
        "Change grants of the call first, or set a budget that covers them.",
        "Прво изменити додељене подршке или унети буџет који их покрива.",
    )
    amounts = {"promised": promised_cents, "budget": budget.cents}
    amount_texts = {name: money_text(cents, budget.currency) for name, cents in amounts.items()}
    return [guard_reason(message, remedy, **amount_texts, by=(BUDGET,))]


def unpayable(dossier: Dossier, cents: int, debts: tuple[Owed, ...]) -> list[GuardReason]:
    """An instalment is paid of what is due: not before its condition is met, and no more."""
    if newest_grant(dossier.ledger) is None:
        message = ("No grant is recorded.", "Подршка није додељена.")
        remedy = ("Record the grant first.", "Прво уписати подршку.")
        return [guard_reason(message, remedy, by=(GRANT,))]
    due = sum(debt.cents for debt in debts if debt.kind != "refund")
    if cents <= due:
        return []
    return [*_conditions(dossier), *_more_than_due(dossier, cents, due)]


def not_owed_back(dossier: Dossier, cents: int, debts: tuple[Owed, ...]) -> list[GuardReason]:
    """Only what was paid beyond the grant comes back; first the grant is changed."""
    owed_cents = sum(debt.cents for debt in debts if debt.kind == "refund")
    if dossier.ledger and cents <= owed_cents:
        return []
    currency = dossier.ledger[0].currency if dossier.ledger else ""
    message = (
        "{amount} came back; {owed} is owed.", "Враћено је {amount}; дугује се {owed}.",
    )  # fmt: skip
    remedy = (
        "Where the grant has become less, record its change first.",
        "Ако је подршка смањена, прво уписати њену измену.",
    )
    amounts = {"amount": money_text(cents, currency), "owed": money_text(owed_cents, currency)}
    return [guard_reason(message, remedy, **amounts, by=(GRANT,))]


def _no_rates(dossier: Dossier) -> GuardReason:
    programme = dossier.application.programme if dossier.application else ""
    message = (
        "There are no rates of the programme “{programme}” for calls of {year}.",
        "Нема утврђених износа за програм „{programme}“ и конкурсе из {year}. године.",
    )
    remedy = (
        "Add a file with the programme's rates to the folder `rates` of the office.",
        "Додати датотеку са износима програма у фасциклу `rates` канцеларије.",
    )
    title = PROGRAMMES.get(programme, Text(programme, programme))
    year = str(dossier.call.published.year)
    return guard_reason(message, remedy, programme=title, year=year, by=(RATES,))


def _no_support(definition: ProcessDefinition, rates: Rates) -> Iterator[GuardReason]:
    if rates.support_of(definition.process) is not None:
        return
    message = (
        "The rates {rates} grant nothing for: {process}.",
        "Износи {rates} не предвиђају подршку за: {process}.",
    )
    remedy = ("Complete the file of rates.", "Допунити датотеку са износима.")
    yield guard_reason(message, remedy, rates=rates.name, process=definition.title, by=(RATES,))


def _no_group(dossier: Dossier, rates: Rates) -> Iterator[GuardReason]:
    country = host_country(dossier)
    if rates.group_of(country) is not None:
        return
    host = dossier.host or "–"
    message = (
        "{host}: the rates {rates} have no group for its country, {country}.",
        "{host}: износи {rates} немају групу за државу {country}.",
    )
    remedy = (
        "Tell the host's country in the call, or complete the file of rates.",
        "У конкурсу навести државу домаћина или допунити датотеку са износима.",
    )
    if country == UNKNOWN_COUNTRY:
        message = ("{host}: its country is not known.", "{host}: држава није позната.")
    yield guard_reason(message, remedy, host=host, rates=rates.name, country=country, by=(RATES,))


def _too_much(receipt: GrantReceipt, budget: Budget, other_cents: int) -> Iterator[GuardReason]:
    remedy = (
        "Raise the call's budget by what the project has left, or promise less.",
        "Повећати буџет конкурса из преосталих средстава пројекта или обећати мање.",
    )
    if receipt.currency != budget.currency:
        message = (
            "The rates are in {rates}, the call's budget is in {budget}.",
            "Износи су у валути {rates}, а буџет конкурса у валути {budget}.",
        )
        currencies = {"rates": receipt.currency, "budget": budget.currency}
        yield guard_reason(message, remedy, **currencies, by=(BUDGET,))
        return
    beyond = other_cents + receipt.cents - budget.cents
    if beyond <= 0:
        return
    message = (
        "The call's budget is {budget}; {others} is promised to others, and this grant is {grant}: "
        "{beyond} too much.",
        "Буџет конкурса је {budget}; другима је додељено {others}, а ова подршка износи {grant}: "
        "{beyond} више од буџета.",
    )
    amounts = {
        "budget": budget.cents,
        "others": other_cents,
        "grant": receipt.cents,
        "beyond": beyond,
    }
    amount_texts = {name: money_text(cents, budget.currency) for name, cents in amounts.items()}
    yield guard_reason(message, remedy, **amount_texts, by=(BUDGET,))


def _outside(
    receipt: GrantReceipt, budget: Budget, own_stay: Period | None
) -> Iterator[GuardReason]:
    """A stay of which days lie outside the time of the project, as those of `own_stay` did not."""
    stay = receipt.stay
    if stay is None:
        return
    first, last = budget.first_day or stay.first_day, budget.last_day or stay.last_day
    if own_stay is not None:
        first, last = min(first, own_stay.first_day), max(last, own_stay.last_day)
    if first <= stay.first_day and stay.last_day <= last:
        return
    message = (
        "The stay, {first} to {last}, is not within the time of project {project}: {begins} to "
        "{ends}.",
        "Боравак од {first} до {last} није у периоду пројекта {project}, од {begins} до {ends}",
    )
    remedy = (
        "Agree on a stay within it with the host, or set the time of the project as it was "
        "prolonged.",
        "Са домаћином договорити боравак у том периоду или унети продужени период пројекта.",
    )
    yield guard_reason(
        message, remedy, first=stay.first_day, last=stay.last_day, project=budget.project,
        begins=budget.first_day or "…", ends=budget.last_day or "…", by=(BUDGET,),
    )  # fmt: skip


def _conditions(dossier: Dossier) -> Iterator[GuardReason]:
    """The documents that the next instalment waits for."""
    for kind in missing_documents(dossier):
        message = (
            "The instalment waits for the {document}, delivered and signed.",
            "Рата чека документ који мора бити предат и потписан: {document}.",
        )
        remedy = ("Record the {document} once it is there.", "По пријему уписати: {document}.")
        reason = guard_reason(message, remedy, document=DOCUMENT_KINDS[kind], by=("document",))
        yield reason.filling(kind=kind)


def _more_than_due(dossier: Dossier, cents: int, due: int) -> Iterator[GuardReason]:
    currency = dossier.ledger[0].currency
    message = (
        "{due} is due now; {amount} is more.", "Сада доспева {due}; {amount} је више од тога.",
    )  # fmt: skip
    remedy = ("Pay what is due.", "Исплатити износ који доспева.")
    amounts = {"due": money_text(due, currency), "amount": money_text(cents, currency)}
    yield guard_reason(message, remedy, **amounts, by=("instalment",))
