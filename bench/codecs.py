"""Which JSON codec the live path should use: a message of changes encoded, a command decoded.

    python -m bench.codecs

The message is what a table gets for ten ideas that travel together; the values are JSON already, as the journal keeps
them, and msgspec passes them through untouched where the others must decode them first. orjson is measured where it is
installed; the café does not need it.
"""

from __future__ import annotations

import importlib.util
import json
import timeit
from collections.abc import Callable
from typing import Any

import msgspec

CHANGES = 10
RUNS = 5_000
TEXT = "Fahrradstraßen am Sund, mit Licht, Bänken und Platz für alle im Winter, ~00000042"
VALUE = {"number": 17, "table": 7, "topic": 3, "round": 1, "text": TEXT, "builds_on": [], "supports": 0, "by": "phone"}
COMMAND = json.dumps(["command", {"id": "01926f0c41b2", "name": "idea.post", "args": {"text": TEXT}}])


def main() -> None:
    """Prints microseconds per message."""
    kept = json.dumps(VALUE, ensure_ascii=False, separators=(",", ":"))
    codecs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "msgspec": (
            lambda: msgspec.json.encode(message(msgspec.Raw(kept.encode()))).decode(),
            lambda: msgspec.json.decode(COMMAND),
        ),
        "json": (lambda: json.dumps(message(json.loads(kept))), lambda: json.loads(COMMAND)),
    }
    if importlib.util.find_spec("orjson"):
        orjson: Any = importlib.import_module("orjson")
        codecs["orjson"] = (
            lambda: orjson.dumps(message(orjson.Fragment(kept))).decode(),
            lambda: orjson.loads(COMMAND),
        )
    print(f"{'':10}{'changes out, µs':>18}{'command in, µs':>18}")
    for name, (encode, decode) in codecs.items():
        print(f"{name:10}{microseconds(encode):18.1f}{microseconds(decode):18.2f}")


def message(value: object) -> list[object]:
    """Ten changes for one table, with their values as a codec takes them."""
    changes = [
        {"seq": seq, "audience": "table:7", "prev": seq - 1, "kind": "idea", "id": "17", "value": value, "at": 1}
        for seq in range(CHANGES)
    ]
    return ["changes", changes]


def microseconds(call: Callable[[], object]) -> float:
    """Best of five, per call."""
    return min(timeit.repeat(call, number=RUNS, repeat=5)) / RUNS * 1e6


if __name__ == "__main__":
    main()
