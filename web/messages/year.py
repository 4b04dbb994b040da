"""The words of the report on a span: its page, its file and its paper."""

from __future__ import annotations

from typing import Final

from states.text import Text

YEAR: Final[dict[str, Text]] = {
    "year": Text("The year", "Година"),
    "year_report": Text("Report on mobility", "Извештај о мобилности"),
    "year_intro": Text(
        "For the Senate and the national agency. A mobility belongs to the span in which the stay "
        "began; every number opens the cases behind it.",
        "За Сенат и националну агенцију. Мобилност припада периоду у којем је боравак почео; сваки "
        "број отвара предмете на које се односи.",
    ),
    "year_first": Text("From", "Од"),
    "year_last": Text("To", "До"),
    "year_show": Text("Show", "Прикажи"),
    "year_wrong": Text(
        "Write two dates, the first not after the last. Shown is this year.",
        "Упишите два датума, први не после другог. Приказана је ова година.",
    ),
    "year_this": Text("In the span", "У периоду"),
    "year_before": Text("A year before", "Годину раније"),
    "year_what": Text("What", "Показатељ"),
    "year_part": Text("Section", "Одељак"),
    "year_too_long": Text(
        "A span of more than a year is compared with none.",
        "Период дужи од године не пореди се са претходним.",
    ),
    "year_paper": Text("As a paper (PDF)", "Као документ (PDF)"),
    "year_summary": Text("In short", "Укратко"),
    "year_mobilities": Text("Mobilities that began", "Започете мобилности"),
    "year_stays": Text("Stays that have ended", "Завршени боравци"),
    "year_days": Text("Days of these stays", "Дани тих боравака"),
    "year_granted": Text("Granted", "Додељено"),
    "year_paid": Text("Paid", "Исплаћено"),
    "year_agreed": Text(
        "ECTS agreed, of mobilities with a Decree", "Уговорени ЕСПБ, мобилности са решењем"
    ),
    "year_recognised": Text("ECTS of these that were recognised", "Од тога признати ЕСПБ"),
    "year_share": Text("Recognised, per cent of the agreed", "Признато, проценат уговорених"),
    "year_decrees": Text("Decrees issued", "Донета решења"),
    "year_median": Text(
        "Days from the documents to the Decree, median", "Дани од докумената до решења, медијана"
    ),
    "year_longest": Text("The longest of them, days", "Најдуже, дана"),
    "year_late": Text("Decrees after their last day", "Решења после рока"),
    "year_direction": Text("By direction", "По смеру"),
    "year_outgoing": Text("outgoing", "одлазна"),
    "year_incoming": Text("incoming", "долазна"),
    "year_process": Text("By kind of mobility", "По врсти мобилности"),
    "year_level": Text("By level of study", "По степену студија"),
    "year_field": Text("By field (ISCED-F)", "По области (ISCED-F)"),
    "year_host": Text("By host institution", "По установи домаћину"),
    "year_country": Text("By country of the host", "По држави домаћина"),
    "year_appeals": Text("Appeals and complaints received", "Примљене жалбе и приговори"),
    "year_withdrawals": Text(
        "Who gave up, by the milestone reached", "Одустали, према достигнутој прекретници"
    ),
    "year_reasons": Text("Who gave up, by reason", "Одустали, према разлогу"),
    "year_reasons_here": Text(
        "Reasons are free words: they stand on this page alone, and not in files or on paper.",
        "Разлози су слободан текст: стоје само на овој страници, не и у датотекама и на папиру.",
    ),
    "year_not_known": Text("not known", "није познато"),
    "year_list": Text("against the list", "против листе"),
    "year_decree": Text("against the Decree", "против решења"),
    "year_upheld": Text("upheld", "усвојено"),
    "year_dismissed": Text("dismissed", "одбијено"),
    "year_undecided": Text("undecided", "неодлучено"),
    "year_cases": Text("Cases behind a number of the report", "Предмети иза броја из извештаја"),
    "year_happened": Text("Day", "Датум"),
    "year_nothing": Text("Nothing.", "Нема."),
}
