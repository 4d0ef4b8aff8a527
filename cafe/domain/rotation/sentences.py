"""What the lead reads about a plan, as codes and parameters; the roof has the words in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cafe.domain.rotation.clashes import Clash
from cafe.domain.rotation.plan import Explanation, Sentence

NAMED = ("people", "tables", "rounds", "remedy", "dropped")
"""What every sentence about a clash names: culprits, rounds (from 0), what would solve it, whose wish gave way."""

CODES: Mapping[str, tuple[str, ...]] = {
    "clash_no_table_open": (*NAMED, "number_people"),
    "clash_too_few_seats": (*NAMED, "number_people", "number_seats", "number_missing"),
    "clash_host_pinned_elsewhere": NAMED,
    "clash_too_many_bound": (*NAMED, "number_people", "number_seats"),
    "clash_together_bound_apart": NAMED,
    "clash_unit_too_large": (*NAMED, "number_people", "number_seats"),
    "clash_together_and_apart": NAMED,
    "clash_apart_bound_together": NAMED,
    "clash_too_many_apart": (*NAMED, "number_people", "number_tables"),
    "clash_bound_to_barred": NAMED,
    "clash_no_table_left": NAMED,
    "clash_must_and_must_not": NAMED,
    "clash_bound_must_visit": (*NAMED, "number_tables", "number_rounds"),
    "clash_too_many_must_visit": (*NAMED, "number_tables", "number_rounds"),
    "clash_must_visit_closed": (*NAMED, "number_tables", "number_rounds"),
    "clash_too_many_visitors": (*NAMED, "number_people", "number_seats"),
    "broken_table_closed": ("cases",),
    "broken_over_capacity": ("cases",),
    "broken_size_unbalanced": ("cases",),
    "broken_host_moved": ("cases",),
    "broken_pinned_moved": ("cases",),
    "broken_together_parted": ("cases",),
    "broken_apart_met": ("cases",),
    "broken_must_visit_missed": ("cases",),
    "broken_must_not_visit_seen": ("cases",),
    "broken_topic_again": ("cases",),
    "topics_run_out": ("seats",),
    "repeats_none": ("repeats", "bound", "pairs"),
    "repeats_fewest": ("repeats", "bound", "pairs"),
    "repeats": ("repeats", "bound", "pairs"),
    "sizes": ("smallest", "largest"),
    "spread_even": ("seats", "bound"),
    "spread": ("seats", "bound"),
    "wishes": ("people", "first", "some", "none"),
    "changed": ("seats", "people", "bound"),
}
"""Every sentence there is, with its parameters."""


def sentences(numbers: Explanation) -> tuple[Sentence, ...]:
    """What the lead reads, most important first."""
    said = [Sentence(f"clash_{clash.code}", clash_params(clash)) for clash in numbers.clashes]
    said += [
        Sentence(f"broken_{rule}", {"cases": cases})
        for rule, cases in Counter(one.rule for one in numbers.broken).items()
    ]
    if numbers.topics_again_bound:
        said.append(Sentence("topics_run_out", {"seats": numbers.topics_again_bound}))
    code = (
        "repeats_none"
        if not numbers.repeats
        else "repeats_fewest"
        if numbers.repeats == numbers.repeats_bound
        else "repeats"
    )
    said.append(
        Sentence(code, {"repeats": numbers.repeats, "bound": numbers.repeats_bound, "pairs": numbers.repeat_pairs})
    )
    said.append(Sentence("sizes", {"smallest": numbers.smallest_table, "largest": numbers.largest_table}))
    if numbers.spread_excess is not None:
        even = numbers.spread_excess == numbers.spread_bound
        said.append(
            Sentence(
                "spread_even" if even else "spread", {"seats": numbers.spread_excess, "bound": numbers.spread_bound}
            )
        )
    if numbers.wished:
        said.append(Sentence("wishes", {"people": numbers.wished.people, "first": numbers.wished.first,
                                        "some": numbers.wished.some, "none": numbers.wished.none}))  # fmt: skip
    if numbers.changed is not None:
        people = len({one.person for one in numbers.changed})
        said.append(
            Sentence("changed", {"seats": len(numbers.changed), "people": people, "bound": numbers.changed_bound})
        )
    return tuple(said)


def clash_params(clash: Clash) -> dict[str, object]:
    """What the sentence about a clash may name."""
    counted = {f"number_{name}": value for name, value in clash.numbers.items()}
    return {
        "people": list(clash.people), "tables": list(clash.tables), "rounds": list(clash.rounds),
        "remedy": clash.remedy.value, "dropped": list(clash.dropped), **counted,
    }  # fmt: skip
