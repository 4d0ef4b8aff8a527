"""make bench: all measurements, one after the other. Each also runs by itself: python -m bench.first_visit"""

from __future__ import annotations

import runpy

BENCHES = (
    "bench.first_visit",
    "bench.rotation",
    "bench.documents",
    "bench.printing",
    "bench.codecs",
    "bench.load",
    "bench.beside_exports",
    "bench.beside_planning",
)

for name in BENCHES:
    print(f"== {name}", flush=True)
    runpy.run_module(name, run_name="__main__", alter_sys=True)
