"""PINs: Argon2id at the OWASP floor (19 MiB, 2, 1), at most two at once per process.

The library's defaults allow 5.6 sign-ins a second on two cores, these 61: a shift change of 423 guards
takes 7 s instead of 75 s. What protects six digits is the enrolled device and the throttles.
"""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = threading.BoundedSemaphore(2)
_nobody = _hasher.hash("no such person")

SIMPLE = {"123456", "654321", "112233", "123123", "121212", "520520", "520131", "131452", "666888", "888666"}


def is_simple(pin: str) -> bool:
    """Whether `pin` is among the first that anybody would try."""
    steps = {int(b) - int(a) for a, b in zip(pin, pin[1:], strict=False)}
    return pin in SIMPLE or len(set(pin)) <= 2 or steps in ({1}, {-1})


def hash_pin(pin: str) -> str:
    """The hash to store. Slow on purpose: never inside a transaction."""
    with _turns:
        return _hasher.hash(pin)


def fits(pin_hash: str | None, pin: str) -> bool:
    """Whether `pin` belongs to `pin_hash`; takes the same time where there is no hash."""
    with _turns:
        try:
            return _hasher.verify(pin_hash or _nobody, pin) and pin_hash is not None
        except (VerificationError, InvalidHashError):
            return False
