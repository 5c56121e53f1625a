"""Record keys: ULIDs, sortable by the time they were made (github.com/ulid/spec)."""

from __future__ import annotations

import secrets
import threading
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_lock = threading.Lock()
_last = 0


def new_ulid() -> str:
    """A new 26-character key; keys made by one process sort in the order they were made."""
    global _last
    with _lock:
        fresh = (time.time_ns() // 1_000_000 << 80) | secrets.randbits(80)
        _last = fresh if fresh >> 80 > _last >> 80 else _last + 1
        return _encode(_last)


def _encode(value: int) -> str:
    return "".join(_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))
