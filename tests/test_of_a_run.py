"""What is shared in a run of tests is made once, whoever needs it at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.of_a_run import folder_of_run, made_once


def test_of_those_who_need_the_same_one_makes_it_and_the_others_find_it_whole(
    tmp_path: Path,
) -> None:
    """Slowly made, it is seen by nobody before it is finished."""

    def make(draft: Path) -> None:
        (tmp_path / f"{time.perf_counter_ns()}").touch()
        for part in ("first", "second"):
            (draft / part).touch()
            time.sleep(0.05)

    with ThreadPoolExecutor(4) as needing:
        places = list(needing.map(lambda _: made_once(tmp_path.name, make), range(4)))
        contents = [{part.name for part in place.iterdir()} for place in places]
    assert set(places) == {folder_of_run() / tmp_path.name}
    assert contents == [{"first", "second"}] * 4
    assert len(list(tmp_path.iterdir())) == 1
