"""The channel's frames: four bytes of length (big-endian), then a JSON object in UTF-8."""

from __future__ import annotations

import json
import struct

HEADER = 4
LIMIT = 64 * 1024 * 1024


class BadFrame(ValueError):  # noqa: N818
    """What came is no frame of ours."""


def encode(message: dict[str, object]) -> bytes:
    """Values that JSON doesn't know go as their ``str``. Raises BadFrame when it is larger than a frame may be."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    if len(body) > LIMIT:
        raise BadFrame(f"{len(body)} bytes are more than {LIMIT}")
    return struct.pack(">I", len(body)) + body


def body_length(header: bytes | bytearray) -> int:
    """Raises BadFrame when the announced body is larger than a frame may be."""
    (length,) = struct.unpack(">I", header)
    if length > LIMIT:
        raise BadFrame(f"{length} bytes are more than {LIMIT}")
    return int(length)


def decode(body: bytes | bytearray) -> dict[str, object]:
    """Raises BadFrame."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadFrame(str(error)) from error
    if not isinstance(message, dict):
        raise BadFrame("not an object")
    return message
