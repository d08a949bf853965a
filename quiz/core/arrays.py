"""Knows the array types that the arithmetic passes around, and how to make one read-only.

It refuses to know what any array means.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


def frozen(values: Floats) -> Floats:
    """Give the same values, contiguous and refusing to be written to, for all to share."""
    shared = np.ascontiguousarray(values, dtype=np.float64)
    shared.flags.writeable = False
    return shared
