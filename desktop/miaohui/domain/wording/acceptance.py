"""What somebody has looked at and wants to keep as it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Acceptance:
    """This rule may find what it finds in this text of this reply. ``text`` is a fingerprint: nobody reads the text
    from it, and with another text the rule speaks again."""

    reply: str
    rule: str
    text: str


def acceptance(reply: str, rule: str, text: str) -> Acceptance:
    """For the message ``text`` of the reply with this id. Blanks around it don't make it another one."""
    from hashlib import blake2b  # it brings OpenSSL along, and nothing is accepted while the program starts

    words = "\0".join((reply, rule, text.strip())).encode("utf-8", "surrogatepass")
    return Acceptance(reply, rule, blake2b(words, digest_size=16).hexdigest())
