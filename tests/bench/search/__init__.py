"""The search, in this process: how long a key takes, and how many keys it takes."""

from tests.bench.search.run import run

__all__ = ["run"]
