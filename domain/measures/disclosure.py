"""Which groups of people may be shown, so that no small group can be read or computed by subtraction.

Here: the rule on group sizes. Not here: what is shown of a group. Used for everything about people.
"""

from collections.abc import Mapping


def showable(sizes: Mapping[str, int], minimum: int) -> frozenset[str]:
    """The groups (id -> people) that may be shown beside a total over all of them.

    A group under `minimum` is hidden. Whoever knows the total can subtract the shown groups and learns the hidden
    ones together; so as long as these are under `minimum` together (one alone always is), the smallest shown group
    is hidden as well. Empty groups hide nothing and protect nobody.
    """
    shown = sorted((size, group) for group, size in sizes.items() if size >= minimum)
    hidden = [size for size in sizes.values() if 0 < size < minimum]
    while hidden and shown and sum(hidden) < minimum:
        size, _ = shown.pop(0)
        hidden.append(size)
    return frozenset(group for _, group in shown)
