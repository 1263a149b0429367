"""Columns of numbers as NumPy holds them: what an array holds, and the first value of each group.

Here: names for signatures, and one idiom. Not here: what is computed with them.
"""

import numpy as np
import numpy.typing as npt

Seconds = npt.NDArray[np.int64]
"""UTC epoch seconds, or amounts of seconds, one per element."""

Index = npt.NDArray[np.int64]
"""Positions of rows in another array, one per element."""

Flags = npt.NDArray[np.bool_]
"""Yes or no, one per element."""


def offsets(group: Index, count: int) -> Index:
    """Per group 0 to `count` - 1, the position of its first element; one more at the end. `group` is rising."""
    found = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(group, minlength=count), out=found[1:])
    return found


def first_of(group: Index, values: Seconds, count: int, missing: int | np.int64) -> Seconds:
    """The first value of each group, in the order of the elements.

    Args:
        group: per element, its group 0 to `count` - 1.
        values: per element.
        missing: what a group without elements has.

    Returns:
        One element per group.
    """
    found = np.full(count, missing, dtype=np.int64)
    found[group[::-1]] = values[::-1]  # NumPy assigns in order: reversed, the first one is written last and stands
    return found
