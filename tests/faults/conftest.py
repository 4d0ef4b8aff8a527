"""What the tests of faults share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from scripts.served import ROOT
from tests.conftest import Say
from tests.faults.convergence import Recovery

RECOVERIES = ROOT / ".pytest_cache/v/recoveries"
"""Where pytest keeps them until the next time."""

Note = Callable[[str, Recovery], None]


@pytest.fixture(scope="session")
def recoveries(request: pytest.FixtureRequest, say: Say, long: bool) -> Iterator[Note]:
    """Takes down how a hall came back; says in the end what was seen, and keeps it for the picture."""
    seen: dict[str, list[list[float]]] = defaultdict(list)
    yield lambda name, recovery: seen[name].append(recovery.phones)
    for name, runs in seen.items():
        if long:
            request.config.cache.set(f"recoveries/{name}", runs)
        lasts = sorted(run[-1] for run in runs)
        median, most = lasts[len(lasts) // 2], lasts[-1]
        many = f"{len(runs)} × {len(runs[0])} phones"
        say(f"{name}: {many}, all complete after {median:.2f} s (median), {most:.2f} s at most")
