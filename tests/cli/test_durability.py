"""Whatever was acknowledged is there, at whatever moment a process is killed."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from tests.cli.command_line import Run, environment

ROUNDS = 8

_ADD_FOREVER = """
import sys
from miaohui.cli.main import run
from miaohui.library import store
store.LONG_JOURNAL = int(sys.argv[2])
for number in range(10_000):
    code = f"{sys.argv[1]}-{number}"
    run(["reply", "add", "--title", "t", "--code", code, "--category", "物流", "--body", "您好" * 200])
    print(code, flush=True)
"""


@pytest.mark.parametrize("long_journal", [256 * 1024, 0], ids=["the journal grows", "each add folds"])
def test_a_kill_at_any_moment_loses_no_acknowledged_reply(cli: Run, long_journal: int) -> None:
    acknowledged: list[str] = []
    for turn in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, "-c", _ADD_FOREVER, f"k{turn}", str(long_journal)],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        acknowledged += [child.stdout.readline().strip(), child.stdout.readline().strip()]  # the id, then the code
        time.sleep(random.uniform(0, 0.15))
        child.kill()
        acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.stdout.close()
        child.wait()
    ended = cli("reply", "list", "--json")
    replies = ended.document["replies"]
    here = {reply["id"] for reply in replies} | {reply["code"] for reply in replies}
    assert len(acknowledged) >= 2 * ROUNDS
    assert set(acknowledged) <= here
    assert len(replies) == len({reply["code"] for reply in replies})
