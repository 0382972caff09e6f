"""One process per home, and how others speak to it."""

from __future__ import annotations

import json
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths
from miaohui.system.instance import channel, frames, lock
from miaohui.system.instance.address import address
from miaohui.system.qt.channel_server import ChannelServer

Answer = dict[str, object]
DESKTOP = Path(__file__).parents[2] / "desktop"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home", tmp_path / "runtime")


@pytest.fixture
def held(paths: Paths) -> Iterator[lock.HomeLock]:
    with lock.take(paths) as held:
        yield held


class Asking:
    """A client in another thread, since the server answers in this one."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self.answer: Answer | None = None
        self.error: MiaohuiError | None = None
        self._ask = ask
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.answer = self._ask()
        except MiaohuiError as error:
            self.error = error

    def done(self) -> bool:
        return not self._thread.is_alive()


def ask(qtbot: QtBot, paths: Paths, request: Answer, timeout: float = 5.0) -> Answer:
    asking = Asking(lambda: channel.call(paths, request, timeout))
    qtbot.waitUntil(asking.done, timeout=10_000)
    if asking.error is not None:
        raise asking.error
    assert asking.answer is not None
    return asking.answer


def echo(request: Answer) -> Answer:
    return {"you said": request}


def raw(paths: Paths, data: bytes) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(address(paths))
    connection.sendall(data)
    return connection


# the channel


def test_an_answer_comes_back_whole(qtbot: QtBot, paths: Paths, held: lock.HomeLock) -> None:
    server = ChannelServer(held, echo)
    request: Answer = {"verb": "复制", "text": "亲，😊\n" * 100_000}

    answer = ask(qtbot, paths, request)

    assert answer == {"you said": request}
    server.close()


def test_a_problem_is_raised_at_the_client(qtbot: QtBot, paths: Paths, held: lock.HomeLock) -> None:
    def handler(_: Answer) -> Answer:
        raise MiaohuiError("unknown-reply", reply="hy1")

    server = ChannelServer(held, handler)

    with pytest.raises(MiaohuiError) as caught:
        ask(qtbot, paths, {"verb": "copy"})

    assert caught.value.problem.id == "unknown-reply"
    assert caught.value.problem.args == {"reply": "hy1"}
    server.close()


def test_a_bug_in_the_handler_is_answered_and_goes_on_to_the_barrier(
    qtbot: QtBot, paths: Paths, held: lock.HomeLock
) -> None:
    def handler(_: Answer) -> Answer:
        raise ZeroDivisionError

    server = ChannelServer(held, handler)

    with qtbot.captureExceptions() as bugs, pytest.raises(MiaohuiError) as caught:
        ask(qtbot, paths, {})

    assert caught.value.problem.id == "app-failed"
    assert [kind for kind, *_ in bugs] == [ZeroDivisionError]
    server.close()


def test_nobody_listening_is_no_app(paths: Paths) -> None:
    with pytest.raises(MiaohuiError) as caught:
        channel.call(paths, {})

    assert caught.value.problem.id == "no-app"


def test_a_server_that_closed_is_no_app(paths: Paths, held: lock.HomeLock, qtbot: QtBot) -> None:
    ChannelServer(held, echo).close()

    with pytest.raises(MiaohuiError) as caught:
        channel.call(paths, {})

    assert caught.value.problem.id == "no-app"


def test_an_app_that_does_not_answer_is_busy(paths: Paths, held: lock.HomeLock, qtbot: QtBot) -> None:
    server = ChannelServer(held, echo)

    with pytest.raises(MiaohuiError) as caught:
        channel.call(paths, {}, timeout=0.05)  # from the server's own thread, which therefore can't answer

    assert caught.value.problem.id == "home-busy"
    server.close()


def test_a_dead_apps_socket_is_replaced(paths: Paths, held: lock.HomeLock, qtbot: QtBot) -> None:
    paths.runtime.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stale:
        stale.bind(address(paths))
    with pytest.raises(MiaohuiError, match="no-app"):
        channel.call(paths, {})

    server = ChannelServer(held, echo)

    assert ask(qtbot, paths, {"a": 1}) == {"you said": {"a": 1}}
    server.close()


def test_only_the_locks_holder_can_serve(paths: Paths, qtbot: QtBot) -> None:
    released = lock.take(paths)
    released.release()

    with pytest.raises(ValueError, match="lock"):
        ChannelServer(released, echo)


def test_the_socket_is_the_users_alone(paths: Paths, held: lock.HomeLock, qtbot: QtBot) -> None:
    paths.runtime.mkdir(mode=0o755)
    server = ChannelServer(held, echo)

    place = Path(address(paths))

    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0
    server.close()


def test_a_long_runtime_folder_is_replaced_by_a_short_one(tmp_path: Path, qtbot: QtBot) -> None:
    paths = Paths(tmp_path / "home", tmp_path / ("很长" * 30))

    place = address(paths)

    assert Path(place).parent.name == f"miaohui-{os.getuid()}"
    with lock.take(paths) as held:
        server = ChannelServer(held, echo)
        assert ask(qtbot, paths, {}) == {"you said": {}}
        server.close()
    assert not Path(place).exists()


@pytest.mark.parametrize("length", range(100, 110))
def test_a_runtime_folder_of_any_length_serves(qtbot: QtBot, length: int) -> None:
    """GIVEN a socket's path of ``length`` bytes, around what an address can hold."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        paths = Paths(Path(folder) / "home", Path(folder))
        paths = Paths(paths.home, Path(folder) / ("x" * (length - len(folder) - 2 - len(paths.channel))))
        with lock.take(paths) as held:
            server = ChannelServer(held, echo)
            assert ask(qtbot, paths, {}) == {"you said": {}}
            server.close()


def test_a_runtime_folder_that_is_a_link_is_not_trusted(tmp_path: Path, paths: Paths, held: lock.HomeLock) -> None:
    (tmp_path / "elsewhere").mkdir()
    paths.runtime.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(MiaohuiError, match="cannot-write"):
        ChannelServer(held, echo)
    with pytest.raises(MiaohuiError, match="no-app"):
        channel.call(paths, {})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="another protocol (a length of 1.2 GB)"),
        pytest.param(struct.pack(">I", frames.LIMIT + 1), id="a body that is too large"),
        pytest.param(struct.pack(">I", 3) + b"{,}", id="no JSON"),
        pytest.param(struct.pack(">I", 2) + b"\xff\xfe", id="no UTF-8"),
        pytest.param(struct.pack(">I", 2) + b"[]", id="no object"),
        pytest.param(struct.pack(">I", 100_000) + b"[" * 100_000, id="an abyss of brackets"),
    ],
)
def test_garbage_is_refused_and_the_next_client_served(
    data: bytes, qtbot: QtBot, paths: Paths, held: lock.HomeLock
) -> None:
    server = ChannelServer(held, echo)
    with raw(paths, data) as connection:
        connection.setblocking(False)
        received = bytearray()

        def refused() -> bool:
            try:
                piece = connection.recv(4096)
            except BlockingIOError:
                return False
            except ConnectionResetError:  # it left while some of the garbage was still unread
                return True
            received.extend(piece)
            return not piece

        qtbot.waitUntil(refused)

    if received:
        assert json.loads(received[4:]) == {"ok": False, "problem": {"id": "app-failed", "args": {}}}
    assert ask(qtbot, paths, {"a": 1}) == {"you said": {"a": 1}}
    server.close()


def test_slow_clients_hold_nobody_up_and_are_dropped(qtbot: QtBot, paths: Paths, held: lock.HomeLock) -> None:
    server = ChannelServer(held, echo, patience=300)
    frame = frames.encode({"a": 1})
    with raw(paths, b"") as mute, raw(paths, frame[:2]) as slow, raw(paths, frame[:7]) as leaving:
        leaving.close()
        assert ask(qtbot, paths, {"b": 2}) == {"you said": {"b": 2}}
        slow.sendall(frame[2:])
        slow.setblocking(False)
        answer = bytearray()

        def answered() -> bool:
            try:
                answer.extend(slow.recv(4096))
            except BlockingIOError:
                return False
            return len(answer) > 4

        qtbot.waitUntil(answered)
        assert json.loads(answer[4:])["you said"] == {"a": 1}

        mute.setblocking(False)

        def dropped() -> bool:
            try:
                return mute.recv(1) == b""
            except BlockingIOError:
                return False

        qtbot.waitUntil(dropped)
    server.close()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x00\x00", id="half a header"),
        pytest.param(struct.pack(">I", 10) + b"{}", id="half a body"),
        pytest.param(struct.pack(">I", 2) + b"{}", id="neither success nor problem"),
        pytest.param(struct.pack(">I", 0xFFFFFFFF), id="too large"),
    ],
)
def test_a_nonsense_answer_is_a_failed_app(answer: bytes, paths: Paths) -> None:
    paths.runtime.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address(paths))
        listener.listen()

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(MiaohuiError) as caught:
            channel.call(paths, {})
        thread.join()

    assert caught.value.problem.id == "app-failed"


def test_the_client_needs_no_toolkit() -> None:
    code = (
        "import sys, miaohui.system.instance.channel as c; "
        "sys.exit(bool({'PySide6', 'filelock', 'Xlib', 'platformdirs'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(DESKTOP)}, check=False)

    assert done.returncode == 0


# the lock

_HOLDER = """
import sys
from pathlib import Path
from miaohui.paths import Paths
from miaohui.system.instance import lock
held = lock.take(Paths(Path(sys.argv[1]), Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


def test_one_process_has_the_home_until_it_dies(paths: Paths) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(paths.home)],
        env={**os.environ, "PYTHONPATH": str(DESKTOP)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(MiaohuiError) as caught:
            lock.take(paths)
        assert caught.value.problem.id == "home-busy"
        assert caught.value.problem.args == {"path": str(paths.home)}

        holder.kill()
        holder.wait()

        with lock.take(paths) as held:
            assert held.held
    assert not held.held


def test_waiting_gets_the_lock_once_it_is_free(paths: Paths) -> None:
    first = lock.take(paths)
    timer = threading.Timer(0.05, first.release)
    timer.start()

    with lock.take(paths, wait=10) as second:
        assert second.held
    timer.join()


def test_home_and_lock_are_the_users_alone(paths: Paths) -> None:
    with lock.take(paths):
        assert stat.S_IMODE(paths.home.stat().st_mode) == 0o700
        assert stat.S_IMODE(paths.lock.stat().st_mode) == 0o600


def test_a_home_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(MiaohuiError) as caught:
        lock.take(Paths(tmp_path / "file" / "home", tmp_path))

    assert caught.value.problem.id == "cannot-write"
