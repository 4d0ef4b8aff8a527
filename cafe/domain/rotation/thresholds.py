"""How much dearer a step of annealing may be: the draw of Metropolis, as a fixed list of whole numbers."""

from __future__ import annotations

import random
from math import log

DRAWS = 512
"""A power of two: the list is walked in circles with a mask."""

# −ln u for u evenly over (0, 1), in thousandths: rounding hides the last bit in which two machines may differ.
THRESHOLDS = [round(-1_000 * log((index + 0.5) / DRAWS)) for index in range(DRAWS)]
random.Random(1).shuffle(THRESHOLDS)  # noqa: S311 - a fixed order, not a secret
