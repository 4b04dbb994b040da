"""All benchmarks in one run, written to `benchmarks/results.md` with the machine named.

`python -m benchmarks --peers PYTHON` from the project's folder, on a machine that does nothing
else; PYTHON is that of an environment with what `benchmarks/peers/requirements.txt` names. Without
it, the peers' lines say that they are missing.
"""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    advance,
    commands,
    documents,
    drain,
    many_clients,
    ranking,
    sweep,
    ten_steps,
    verifying,
)
from benchmarks.peers.timing import Took
from benchmarks.results import write_first
from workflows.running.process_start import start_fast


def main() -> None:
    """Measures, prints and writes; as every program of the office begins."""
    start_fast()
    python = _options().peers
    load = os.getloadavg()[0]
    table = _one_step(advance.run()) + _ten_steps(ten_steps.run(python))
    table += _work(advance.publishing(), sweep.run(), drain.run())
    table += _verified(verifying.run()) + _clients(many_clients.run())
    table += _lists_and_documents(ranking.run(), documents.run())
    table += _commands(commands.run())
    text = f"{_head(load)}\n{table}"
    write_first(text)
    print(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--peers", metavar="PYTHON", help="a Python that has the peers installed")
    return parser.parse_args()


def _head(load: float) -> str:
    return (
        "# What was measured\n\n"
        f"On {datetime.now(UTC):%Y-%m-%d}: {_processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}, Python {platform.python_version()}; "
        f"load {load:.1f} when it began. Both sides of each comparison ran in this one run, in "
        "turn; figures are medians. `python -m benchmarks` measures again.\n"
    )


def _one_step(figures: advance.Advance) -> str:
    engine, core, plain = figures.engine, figures.core, figures.sqlite3
    rows = [
        ("`advance_case`, SQLite in WAL, synchronous=FULL", f"{engine.clock:.2f} ms",
         _of_the_processor(engine)),
        ("the reads and writes that are left of it, by hand in plain sqlite3",
         f"{plain.clock:.2f} ms",
         f"{_of_the_processor(plain)}; the engine takes {_times(engine, plain)} (at most 1.6 "
         "wanted)"),
        ("the same in SQLAlchemy Core", f"{core.clock:.2f} ms",
         f"{_of_the_processor(core)}; the engine takes {_times(engine, core)}"),
        ("`decide()` on a loaded dossier", f"{figures.decide_us:.0f} µs", "under 100 µs wanted"),
    ]  # fmt: skip
    return f"\n| what | median | beside it |\n| --- | --- | --- |\n{_lines(rows)}"


def _of_the_processor(times: Took) -> str:
    return f"{times.processor:.2f} ms of the processor"


def _times(side: Took, beside: Took) -> str:
    """How many times as long a side takes as another: by the clock, and of the processor."""
    by_the_clock, of_it = side.clock / beside.clock, side.processor / beside.processor
    return f"{by_the_clock:.2f} times as long, {of_it:.2f} by the processor"


def _ten_steps(walk: ten_steps.TenSteps) -> str:
    """Ours beside the peers, or that these are missing and why."""
    engine = walk.engine
    rows = [
        ("one of ten human steps of a case", f"{engine.step.clock:.2f} ms",
         f"{_of_the_processor(engine.step)}; the four of them that move it: "
         f"{walk.moves.clock:.2f} ms, {_of_the_processor(walk.moves)}; with history, timers, mails "
         f"and documents {engine.bytes_a_case / 1024:.0f} KiB a case")
    ]  # fmt: skip
    for peer in walk.peers:
        note = (
            f"{_of_the_processor(peer.step)}; beside ours {_times(peer.step, engine.step)}; "
            f"{peer.bytes_a_case / 1024:.0f} KiB a case"
        )
        rows.append((f"the same in {peer.name}", f"{peer.step.clock:.2f} ms", note))
    if walk.why_none:
        rows.append(("the same in SpiffWorkflow and django-viewflow", "–", walk.why_none))
    return _lines(rows)


def _work(publishing: advance.Publishing, swept: sweep.Sweep, drained_batch: drain.Drained) -> str:
    rows = [
        (f"publishing a list of {publishing.applications:,} applications",
         f"{publishing.cases_a_second:.0f} cases/s", "1,000 wanted"),
        (f"finding 100 due timers among {swept.open_timers:,} open ones",
         f"{swept.find_100_ms:.1f} ms", "under 5 ms wanted"),
        (f"{swept.due:,} due timers claimed, their mails written and in the outbox",
         f"{swept.write_s:.2f} s", "under 2 s wanted"),
        (f"{drain.NAME}, {drained_batch.actions}", f"{drained_batch.rate:.0f} actions/s",
         f"at least 60 wanted; bare tasks in a flow by hand: {drained_batch.floor_rate:.0f}"),
    ]  # fmt: skip
    return _lines(rows)


def _verified(verification: verifying.Verified) -> str:
    rows = [
        (f"`verify` on {verification.cases:,} cases, {verification.entries:,} entries of history",
         f"{verification.rate:.0f} entries/s",
         f"20,000 wanted; at most {verification.megabytes:.0f} MB held by Python")
    ]  # fmt: skip
    return _lines(rows)


def _clients(beside: many_clients.Clients) -> str:
    """Eight clients on PostgreSQL, on calls of their own and on one; one worker and two."""
    rows = [
        (f"{many_clients.CLIENTS} clients on PostgreSQL, {where}: `advance_case`",
         f"{of.engine:.0f} steps/s",
         f"{of.share:.0%} of a hand-written Core transaction's {of.core:.0f} (85 % wanted); "
         f"{of.engine_waits:.2f} of the clients waited for a lock")
        for where, of in (("calls of their own", beside.own_calls), ("one call", beside.one_call))
    ]  # fmt: skip
    times = beside.two_workers / beside.one_worker
    rows.append(
        ("mails sent by two workers on PostgreSQL", f"{beside.two_workers:.0f} mails/s",
         f"{times:.2f} times one worker's {beside.one_worker:.0f} (1.7 wanted); "
         f"{beside.worker_waits:.2f} of them waited for a lock")
    )  # fmt: skip
    return _lines(rows)


def _lines(rows: list[tuple[str, str, str]]) -> str:
    return "".join(f"| {title} | {value} | {note} |\n" for title, value, note in rows)


def _lists_and_documents(ranking_times: ranking.Ranking, pdf_times: documents.Documents) -> str:
    rows = [
        (f"ranking {ranking_times.applications:,} applications for {ranking_times.hosts} hosts",
         ranking_times.seconds, "under 1 s wanted"),
        (f"{pdf_times.decrees} Decrees as PDF, {pdf_times.threads} threads", pdf_times.seconds,
         "under 30 s wanted on two cores"),
    ]  # fmt: skip
    return "".join(f"| {title} | {seconds:.2f} s | {note} |\n" for title, seconds, note in rows)


def _commands(times: commands.Commands) -> str:
    rows = [
        ("`mobility demo --no-serve`, 120 cases", times.demo_s, "under 60 s wanted"),
        ("`mobility due`", times.commands_s["due"], "under 0.7 s wanted"),
        ("`mobility case list` on the demo", times.commands_s["case list"], "under 0.7 s wanted"),
        ("`mobility check`, everything shipped", times.commands_s["check"], ""),
        ("`mobility serve`, second start, until the first page", times.page_s,
         "under 3 s wanted; Prefect starts beside it"),
    ]  # fmt: skip
    return "".join(f"| {title} | {seconds:.2f} s | {note} |\n" for title, seconds, note in rows)


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
