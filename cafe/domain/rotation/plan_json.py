"""Plans as JSON, with the explanation beside them: written by the planner's process, read by whoever shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cafe.domain.errors import Code, Refused
from cafe.domain.rotation.clashes import Clash, Remedy
from cafe.domain.rotation.plan import Broken, Changed, Explanation, Plan, Sentence, Stopped, Wished

PLAN_FORMAT = "worldcafe-rotation-plan/1"


def plan_to_json(plan: Plan) -> str:
    """The plan as a file that people read as well."""
    return json.dumps(plan_to(plan), ensure_ascii=False, indent=1)


def plan_to_line(plan: Plan, done: float) -> str:
    """The plan on one line, with the share of the work that is done: what a search that is under way reports."""
    return json.dumps({**plan_to(plan), "done": round(done, 3)}, ensure_ascii=False, separators=(",", ":"))


def plan_to(plan: Plan) -> dict[str, Any]:
    """The plan in plain values."""
    return {
        "format": PLAN_FORMAT,
        "instance": plan.problem,
        "seed": plan.seed,
        "stopped": plan.stopped.value,
        "rounds": [{table: list(people) for table, people in sitting.items()} for sitting in plan.rounds],
        "explanation": asdict(plan.explanation),
    }


def plan_from_json(text: str) -> Plan:
    """The plan that a JSON text holds, explanation and all; refuses what it cannot read."""
    try:
        data = json.loads(text)
        return Plan(
            problem=str(data["instance"]),
            rounds=tuple({table: tuple(people) for table, people in sitting.items()} for sitting in data["rounds"]),
            explanation=explanation_from(data["explanation"]),
            stopped=Stopped(data["stopped"]),
            seed=int(data["seed"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(Code.INVALID, "rotation_unreadable", message=f"{type(error).__name__}: {error}") from error


def explanation_from(data: Mapping[str, Any]) -> Explanation:
    """The explanation from plain values."""
    changed = data["changed"]
    return Explanation(
        **{
            **data,
            "wished": data["wished"] and Wished(**data["wished"]),
            "changed": None if changed is None else tuple(Changed(**one) for one in changed),
            "mix": tuple(data["mix"]),
            "broken": tuple(Broken(**tuples(one)) for one in data["broken"]),
            "clashes": tuple(Clash(**tuples(one) | {"remedy": Remedy(one["remedy"])}) for one in data["clashes"]),
            "sentences": tuple(Sentence(**one) for one in data["sentences"]),
        }
    )


def tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values with tuples for lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
