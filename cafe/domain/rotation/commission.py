"""All that a planner is asked at once: a problem, the policy to plan it by, the organiser's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cafe.domain.rotation.engine import Progress, ignored, never
from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.policies import Mixing, Policy, planned
from cafe.domain.rotation.problem import Problem
from cafe.domain.rotation.weights import Emphasis, weighed


@dataclass(frozen=True, slots=True)
class Commission:
    """A problem, how people are to change tables, and which goals count for more than usual."""

    problem: Problem
    policy: Policy = field(default_factory=Mixing)
    emphasis: tuple[Emphasis, ...] = ()

    def carried_out(
        self,
        *,
        seconds: float = 1.0,
        seed: int = 0,
        should_stop: Callable[[], bool] = never,
        progress: Callable[[Progress], None] = ignored,
    ) -> Plan:
        """The plan that was asked for."""
        return planned(
            self.problem,
            self.policy,
            seconds=seconds,
            seed=seed,
            weights=weighed(self.emphasis),
            should_stop=should_stop,
            progress=progress,
        )
