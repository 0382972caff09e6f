"""The running app without its window: it holds the home's lock and answers on the channel."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

from miaohui.errors import MiaohuiError
from miaohui.flow import requests
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.codec import decode_change_set, decode_past
from miaohui.library.season_store import TomlSeasonStore
from miaohui.library.settings_store import JsonSettingsStore
from miaohui.library.starter import starter_change_set
from miaohui.library.store import JsonLibraryStore
from miaohui.library.tables import load_tables
from miaohui.library.variable_store import TomlVariableStore
from miaohui.paths import Paths
from miaohui.system.clock import SystemClock
from miaohui.system.instance import frames, lock
from miaohui.system.instance.address import prepare

Answer = dict[str, object]


class HungUpError(Exception):
    """Raised by a test's handler: the connection breaks off without an answer."""


class FakeApp:
    """``before`` sees each request first and may raise; ``after`` sees each that was done."""

    def __init__(self, paths: Paths) -> None:
        self.verbs: list[str] = []
        self.before: Callable[[Answer], None] = lambda request: None
        self.after: Callable[[Answer], None] = lambda request: None
        self._lock = lock.take(paths)
        clock = SystemClock()
        self._store = JsonLibraryStore(paths, clock, lambda: starter_change_set(clock))
        settings, variables = JsonSettingsStore(paths, clock), TomlVariableStore(paths)
        stores = Stores(self._store, settings, variables, self._store.history, TomlSeasonStore(paths))
        self.workspace = Workspace(stores, load_tables(), clock)
        place = prepare(paths)
        Path(place).unlink(missing_ok=True)
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(place)
        self._server.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection, contextlib.suppress(HungUpError, OSError):
                connection.sendall(frames.encode(self._answer(self._request(connection))))

    def _request(self, connection: socket.socket) -> Answer:
        with connection.makefile("rb") as file:
            length = frames.body_length(file.read(frames.HEADER))
            return frames.decode(file.read(length))

    def _answer(self, request: Answer) -> Answer:
        verb = str(request["verb"])
        self.verbs.append(verb)
        try:
            self.before(request)
            answer: Answer = {}
            if verb in requests.VERBS:
                answer = requests.handle(self.workspace, request, decode_change_set, decode_past)
            elif verb == "quit":
                threading.Thread(target=self.end).start()
            self.after(request)
        except MiaohuiError as error:
            return {"ok": False, "problem": {"id": error.problem.id, "args": dict(error.problem.args)}}
        return {**answer, "ok": True}

    def end(self) -> None:
        """Gone, like an app that has quit."""
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()
        self._store.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
