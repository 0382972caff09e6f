"""The app's side of the channel: a local socket that answers one request a connection, in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from miaohui.errors import MiaohuiError, Problem
from miaohui.system.instance import frames
from miaohui.system.instance.address import prepare
from miaohui.system.instance.lock import HomeLock

PATIENCE = 30_000
"""Milliseconds a client may take to bring its request and fetch its answer."""


class ChannelServer(QObject):
    """Listens for as long as it lives. ``handler`` gets a request and returns the answer or raises MiaohuiError.

    Whoever serves a home holds its lock: that makes a socket which lies there already a dead app's.
    """

    def __init__(
        self,
        lock: HomeLock,
        handler: Callable[[dict[str, object]], dict[str, object]],
        parent: QObject | None = None,
        patience: int = PATIENCE,
    ) -> None:
        """Raises MiaohuiError ``cannot-write`` when there can't be a socket."""
        super().__init__(parent)
        if not lock.held:
            raise ValueError("a server needs the home's lock")
        self._handler = handler
        self._patience = patience
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        place = prepare(lock.paths)
        QLocalServer.removeServer(place)
        if not self._server.listen(place):
            raise MiaohuiError("cannot-write", path=place, reason=self._server.errorString())

    def close(self) -> None:
        """Stop listening and drop the clients."""
        self._server.close()
        for conversation in self.findChildren(_Conversation):
            conversation.end()

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Conversation(socket, self._handler, self._patience, self)


class _Conversation(QObject):
    def __init__(
        self,
        socket: QLocalSocket,
        handler: Callable[[dict[str, object]], dict[str, object]],
        patience: int,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        self._handler = handler
        self._received = bytearray()
        self._answered = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.end)
        self._timer.start(patience)
        socket.disconnected.connect(self.deleteLater)
        socket.readyRead.connect(self._read)
        if socket.bytesAvailable():
            self._read()
        if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            self.deleteLater()

    def end(self) -> None:
        self._timer.stop()
        self._socket.abort()
        self.deleteLater()

    def _read(self) -> None:
        piece = self._socket.readAll().data()
        if self._answered:
            return
        self._received += piece
        if len(self._received) < frames.HEADER:
            return
        try:
            length = frames.body_length(self._received[: frames.HEADER])
            if len(self._received) < frames.HEADER + length:
                return
            request = frames.decode(self._received[frames.HEADER : frames.HEADER + length])
        except frames.BadFrame:
            self._answer(_failure(Problem("app-failed")))
            return
        try:
            answer = {**self._handler(request), "ok": True}
        except MiaohuiError as error:
            answer = _failure(error.problem)
        except Exception:
            self._answer(_failure(Problem("app-failed")))
            raise  # a bug: it goes on to the app's one barrier
        self._answer(answer)

    def _answer(self, answer: dict[str, object]) -> None:
        self._answered = True
        self._received.clear()
        try:
            frame = frames.encode(answer)
        except frames.BadFrame:
            frame = frames.encode(_failure(Problem("app-failed")))
        self._socket.write(frame)
        self._socket.flush()  # what fits leaves now, also when the request was to quit
        self._socket.disconnectFromServer()  # once all is written


def _failure(problem: Problem) -> dict[str, object]:
    return {"ok": False, "problem": {"id": problem.id, "args": dict(problem.args)}}
