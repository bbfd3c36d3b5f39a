"""The pace of requests: Omni allows 3 a second and 60 a minute."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

LIMITS = ((1.0, 3), (60.0, 60))
_TICK = 0.01


@dataclass(frozen=True)
class Clock:
    """The passing of time, in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Pace:
    """The times of the last requests, which decide when the next one may be sent. `limits` are (seconds, requests)."""

    clock: Clock = field(default_factory=Clock)
    limits: tuple[tuple[float, int], ...] = LIMITS
    sent: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Wait until another request is allowed, and count it."""
        while (seconds := self._measure_wait(self.clock.now())) > 0:
            self.clock.sleep(max(seconds, _TICK))
        self.sent.append(self.clock.now())
        while len(self.sent) > max(requests for _, requests in self.limits):
            self.sent.popleft()

    def _measure_wait(self, now: float) -> float:
        """Return the seconds until no limit is exceeded: the request that is `requests` back must be old enough."""
        waits = [
            self.sent[-requests] + seconds - now for seconds, requests in self.limits if len(self.sent) >= requests
        ]
        return max(waits, default=0.0)
