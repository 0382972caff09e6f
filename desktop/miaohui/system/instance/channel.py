"""The client's side of the channel to the running app: the standard library only, one request a connection."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping

from miaohui.errors import MiaohuiError
from miaohui.paths import Paths
from miaohui.system.instance import frames
from miaohui.system.instance.address import address, trusted


def call(paths: Paths, request: dict[str, object], timeout: float = 5.0) -> dict[str, object]:
    """Ask the running app; the answer without its ``ok``. ``timeout`` in seconds, for all of it.

    Raises:
        MiaohuiError: ``no-app`` when nobody listens, ``home-busy`` when it doesn't answer, ``app-failed`` when it
            answers nonsense or breaks off, and whatever problem the app answers with.
    """
    if not trusted(paths):
        raise MiaohuiError("no-app")
    try:
        frame = frames.encode(request)
        answer = frames.decode(_exchange(address(paths), frame, time.monotonic() + timeout))
    except TimeoutError as error:
        raise MiaohuiError("home-busy", path=str(paths.home)) from error
    except (FileNotFoundError, ConnectionRefusedError) as error:
        raise MiaohuiError("no-app") from error
    except (OSError, EOFError, frames.BadFrame) as error:
        raise MiaohuiError("app-failed") from error
    if answer.pop("ok", None) is True:
        return answer
    raise _problem(answer.get("problem"))


def _problem(problem: object) -> MiaohuiError:
    match problem:
        case {"id": str(name), "args": Mapping() as args}:
            return MiaohuiError(name, **{str(key): value for key, value in args.items()})
    return MiaohuiError("app-failed")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


if sys.platform == "win32":
    import threading
    from collections.abc import Callable
    from typing import BinaryIO

    _PIPE_BUSY = 231

    def _exchange(place: str, frame: bytes, deadline: float) -> bytes:
        """Blocking file calls have no time limit on Windows: they run in a thread that may be left behind."""
        outcome: list[bytes | BaseException] = []

        def work() -> None:
            try:
                outcome.append(_talk(place, frame, deadline))
            except BaseException as error:  # raised again by the caller
                outcome.append(error)

        thread = threading.Thread(target=work, name="miaohui-channel", daemon=True)
        thread.start()
        thread.join(_left(deadline))
        if not outcome:
            raise TimeoutError
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _talk(place: str, frame: bytes, deadline: float) -> bytes:
        with _open(place, deadline) as pipe:
            pipe.write(frame)
            header = _read(pipe.read, frames.HEADER)
            return _read(pipe.read, frames.body_length(header))

    def _open(place: str, deadline: float) -> BinaryIO:
        while True:
            try:
                return open(place, "r+b", buffering=0)  # noqa: PTH123
            except OSError as error:
                if error.winerror != _PIPE_BUSY:
                    raise
                _left(deadline)
                time.sleep(0.01)

    def _read(read: Callable[[int], bytes | None], length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            piece = read(min(length - len(data), 1 << 16))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)

else:
    import socket

    def _exchange(place: str, frame: bytes, deadline: float) -> bytes:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(_left(deadline))
            try:
                connection.connect(place)
            except BlockingIOError as error:  # its queue is full: it hasn't accepted anybody for long
                raise TimeoutError from error
            _send(connection, frame, deadline)
            header = _receive(connection, frames.HEADER, deadline)
            return _receive(connection, frames.body_length(header), deadline)

    def _send(connection: socket.socket, frame: bytes, deadline: float) -> None:
        rest = memoryview(frame)
        while rest:
            connection.settimeout(_left(deadline))
            rest = rest[connection.send(rest) :]

    def _receive(connection: socket.socket, length: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            connection.settimeout(_left(deadline))
            piece = connection.recv(min(length - len(data), 1 << 16))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)
