"""Who sits where, so that people meet: problems in, plans with an explanation out.

    plan = plan_rounds(problem, seconds=1, seed=7)

Standard library only; no I/O outside __main__.py, no clock, no Flask. docs/rotation.md explains the
method.
"""

from cafe.domain.rotation.commission import Commission
from cafe.domain.rotation.engine import Progress, plan_rounds
from cafe.domain.rotation.plan import Explanation, Plan, Sentence, Stopped
from cafe.domain.rotation.problem import Person, Problem, Replan, Table
from cafe.domain.rotation.weights import DEFAULT, Emphasis, Weights, weighed

__all__ = [
    "DEFAULT", "Commission", "Emphasis", "Explanation", "Person", "Plan", "Problem", "Progress", "Replan", "Sentence",
    "Stopped", "Table", "Weights", "plan_rounds", "weighed",
]  # fmt: skip
