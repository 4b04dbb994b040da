"""The words of the page of stuck cases and given-up actions."""

from __future__ import annotations

from typing import Final

from states.text import Text

STUCK: Final[dict[str, Text]] = {
    "stuck_long": Text("Stuck cases", "Предмети у застоју"),
    "stuck_intro": Text(
        "Overdue, with nobody to act, without a countable date, or with a failed action.",
        "Прекорачен рок, нема ко да поступи, рок се не може израчунати или радња није успела.",
    ),
    "why_stuck": Text("Why it is stuck", "Разлог застоја"),
    "steps_of_calls": Text("Steps of whole calls", "Кораци целих конкурса"),
    "what_is_missing": Text("What is missing", "Шта недостаје"),
    "to_call": Text("To the call", "На конкурс"),
    "all_of_these_lack": Text("all of these lack:", "свима недостаје:"),
    "only_calls_stuck": Text(
        "No case is stuck by itself; what is told above holds for all of a call.",
        "Ниједан предмет није у застоју сам за себе; горе је речено шта важи за цео конкурс.",
    ),
    "only_the_oldest": Text(
        "Only the oldest are shown; they go as these are settled.",
        "Приказане су само најстарије; остале се приказују када се ове реше.",
    ),
    "only_the_step": Text("Nothing else is missing.", "Ништа друго не недостаје."),
    "and_more": Text("and more:", "и још:"),
    "nothing_stuck": Text(
        "Nothing is stuck. Every case is on its way.", "Нема застоја. Сви предмети теку."
    ),
    "dead_long": Text("Mails and documents given up", "Поруке и документи од којих се одустало"),
    "nothing_dead": Text(
        "No mail and no document has been given up.",
        "Није се одустало ни од једне поруке ни документа.",
    ),
    "lying_long": Text(
        "Mails and documents that nobody works on", "Поруке и документи на којима нико не ради"
    ),
    "lying_help": Text(
        "They should have left, and no worker is at it: see whether the worker runs.",
        "Требало је да буду послати, а обрада у позадини их не узима: проверите да ли она ради.",
    ),
    "action": Text("Action", "Радња"),
}
"""By the names that templates use: `word.<name>`."""
