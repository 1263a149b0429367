"""Names for columns of numbers as NumPy holds them.

Here: what an array holds, for signatures. Not here: what is computed with them.
"""

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.int64]
"""UTC epoch seconds, or amounts of seconds, one per element."""

Index = npt.NDArray[np.int64]
"""Positions of rows in another array, one per element."""

Flags = npt.NDArray[np.bool_]
"""Yes or no, one per element."""
