"""Problems and plans as CSV, as an organiser has them in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from cafe.domain.errors import Code, Refused
from cafe.domain.rotation.plan import Plan
from cafe.domain.rotation.problem import Problem, Table
from cafe.domain.rotation.problem_json import person_from, table_from


def plan_to_csv(plan: Plan) -> str:
    """The plan as CSV: a row per person, a column per round."""
    routes: dict[str, list[str]] = {}
    for number, sitting in enumerate(plan.rounds):
        for table, people in sitting.items():
            for person in people:
                routes.setdefault(person, [""] * len(plan.rounds))[number] = table
    rows = [[person, *tables] for person, tables in sorted(routes.items())]
    return csv_text(["person", *(f"round_{number + 1}" for number in range(len(plan.rounds)))], rows)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV with a comma and a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV with a header, whether comma, semicolon or tab, as spreadsheets write it."""
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    return [{(key or "").strip().lower(): (value or "").strip() for key, value in row.items() if key} for row in reader]


def seats_from_csv(text: str, rounds: int) -> tuple[dict[str, str], ...]:
    """Fixed seats: a row per person, columns person, round_1 … round_n; an empty field leaves the seat to the plan."""
    decided: list[dict[str, str]] = [{} for _ in range(rounds)]
    for row in rows_of(text):
        if not row.get("person"):
            raise Refused(Code.INVALID, "rotation_csv_no_person")
        for number in range(rounds):
            table = row.get(f"round_{number + 1}", "")
            if table:
                decided[number][row["person"]] = table
    return tuple(decided)


def problem_from_csv(people: str, tables: str, rounds: int, name: str = "café") -> Problem:
    """A problem from two CSVs, as an organiser has them.

    People: person, and if wanted group, host_of, pinned, must_visit, must_not_visit, wishes, present, together, apart.
    Tables: table, seats, and if wanted topic, open. Several values in one field stand apart by a blank or "|"; rounds
    count from 1. People with the same word in `together` sit together; `apart` names the people to keep apart from.
    """
    together: dict[str, list[str]] = {}
    apart: dict[tuple[str, str], None] = {}
    persons = []
    for row in rows_of(people):
        one = row.get("person", "")
        if not one:
            raise Refused(Code.INVALID, "rotation_csv_no_person")
        several = {key: values(row.get(key, "")) for key in ("must_visit", "must_not_visit", "wishes")}
        persons.append(person_from({**row, **several, "id": one, "present": numbers(row.get("present", ""))}))
        for word in values(row.get("together", "")):
            together.setdefault(word, []).append(one)
        for other in values(row.get("apart", "")):
            apart[min(one, other), max(one, other)] = None
    return Problem(
        id=name,
        rounds=rounds,
        tables=tuple(table_row(row) for row in rows_of(tables)),
        people=tuple(persons),
        keep_together=tuple(tuple(ids) for ids in together.values() if len(ids) > 1),
        keep_apart=tuple(apart),
    )


def table_row(row: Mapping[str, str]) -> Table:
    """A table from its row."""
    try:
        return table_from(
            {
                "id": row["table"],
                "capacity": row["seats"],
                "topic": row.get("topic"),
                "open": numbers(row.get("open", "")),
            }
        )
    except (KeyError, ValueError) as error:
        raise Refused(Code.INVALID, "rotation_csv_table", row=dict(row)) from error


def values(text: str) -> list[str]:
    """The values in a field."""
    return text.split("|") if "|" in text else text.split()


def numbers(text: str) -> list[int] | None:
    """Rounds, counted from 1 in the field and from 0 here; None for an empty field: all of them."""
    return [int(value) - 1 for value in values(text.replace(",", " "))] if text else None
